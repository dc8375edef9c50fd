"""Everything the pilots are compared by, worked out for every partnership at once."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import Series

from dashboard.cache import LONG, cached
from dashboard.filters import Filters
from dashboard.indicators.levers import activities
from dashboard.indicators.meetings import actions, meetings_held
from dashboard.indicators.pilots.by_age import first_record
from dashboard.indicators.representation import seats
from dashboard.indicators.shared import records
from dashboard.indicators.shared.intervals import Flags, day_number
from dashboard.indicators.shared.periods import days_between, in_window, months_between, stamp
from dashboard.indicators.shared.rates import MINIMUM, share_of
from dashboard.question import Question
from data.norms import ago
from data.programme.visibility import may_be_told
from data.taxonomy import COUNT_BASES, LEVERS

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the comparison: what is measured, in which unit; `text` ones have no spread."""

    key: str
    label: str
    unit: str


MEASURES = (
    Measure("status", "Status", "text"),
    Measure("since", "In this status since", "text"),
    Measure("months_to_delivery", "From first meeting to first delivery", "months"),
    Measure("core_groups", "Core groups at the table, of five", "core groups"),
    Measure("effective_sectors", "Effective sectors at the table", "sectors"),
    Measure("activities", "Activities begun in the period", "activities"),
    *(Measure(lever, f"{label}: share of these activities", "%") for lever, label in LEVERS.items()),
    Measure("young_people_actual", "Young people reached in the period, counted", "young people"),
    Measure("young_people_estimate", "Young people reached in the period, estimated", "young people"),
    Measure("meetings", "Meetings held in the last twelve months", "meetings"),
    Measure("attendance", "Invited members who came to these meetings", "%"),
    Measure("actions_by_due", "Actions done by their due date, of those due in the period", "%"),
    Measure("last_meeting", "Last meeting", "text"),
    Measure("days_since_meeting", "Since the last meeting", "days"),
)
NUMBERS = tuple(measure for measure in MEASURES if measure.unit != "text")
QUARTERS = (0.5, 0.25, 0.75)


def all_partnerships(question: Question) -> Numbers:
    """`NUMBERS` of every partnership of the store (down); NaN where not known.

    Takes only the dates of the filters, the counting rule and whether illustrative rows are hidden.
    """
    return _all_partnerships(without_filters(question))


def without_filters(question: Question) -> Question:
    """The same dates and rows, all partnerships."""
    chosen = question.filters
    dates_and_rows = Filters(
        as_at=chosen.as_at,
        since=chosen.since,
        emerging=chosen.emerging,
        existing=chosen.existing,
        illustrative=chosen.illustrative,
    )
    return replace(question.of_all, filters=dates_and_rows)


@cached(most=LONG)
def _all_partnerships(question: Question) -> Numbers:
    visible, on, today = question.visible, question.on, stamp(question.on)
    facts, tables = visible.partnerships, seats.asked(question)
    met, first = (facts[column].to_numpy() for column in ("first_meeting_on", "first_delivery_on"))
    last = records.latest(visible, "meetings", "held_on", on=on).to_numpy()
    number, invited, there = meetings_held.attendance_between(visible, ago(on, 12), on)
    is_recorded = first_record(visible) <= day_number(on.to_datetime64())
    found = {
        "months_to_delivery": np.where((first <= today) & (met <= first), months_between(met, first), np.nan),
        "core_groups": tables.core_groups,
        "effective_sectors": tables.effective,
        **_activities(question, is_recorded),
        "meetings": np.where(is_recorded, number, np.nan),
        "attendance": 100 * share_of(there, invited),
        "actions_by_due": _actions(question),
        "days_since_meeting": days_between(last, today),
    }
    return np.column_stack([found[one.key] for one in NUMBERS])


def _activities(question: Question, is_recorded: Flags) -> dict[str, Numbers]:
    visible = question.visible
    every = activities.activities(visible)
    begun = every.of(in_window(every.start, question))
    sizes = len(visible.partnerships), len(LEVERS)
    levers = records.tally((begun.position, sizes[0]), (begun.lever, sizes[1])).astype(np.float64)
    total = levers.sum(axis=1)
    shares = 100 * share_of(levers, total[:, None])
    rows = visible.activities.iloc[begun.row].assign(position=begun.position)
    people = rows.groupby(["position", "count_basis"], observed=True)["young_people"].sum(min_count=1)
    reached = people.unstack().reindex(index=range(len(levers)), columns=list(COUNT_BASES))
    return {
        "activities": np.where(is_recorded, total, np.nan),
        **dict(zip(LEVERS, shares.T, strict=True)),
        **{f"young_people_{basis}": reached[basis].to_numpy() for basis in COUNT_BASES},
    }


def _actions(question: Question) -> Numbers:
    """Actions done by the day they were due, of those due in the window; counted as in `actions.follow_up`."""
    visible = question.visible
    frame, size = actions.status_on(visible, question.on), len(visible.partnerships)
    frame = frame[in_window(frame["due_on"].to_numpy(), question)]
    due, done = (
        np.bincount(frame["position"][flags], minlength=size)
        for flags in (frame["status"].isin(actions.DUE), frame["status"] == "done_by_due")
    )
    return 100 * share_of(done, due)


def quartiles_told(
    values: Numbers, bridges: "Series[str]"
) -> tuple[Numbers, Numbers, Numbers, npt.NDArray[np.int64]]:
    """As `quartiles`, of partnerships of some bridges that are not seen: NaN, and 0 known, where it may not be told."""
    place, codes = pd.factorize(bridges)
    known = ~np.isnan(values)
    of_bridge = np.array([known[place == number].sum(axis=0) for number in range(len(codes))])
    told = may_be_told(of_bridge.reshape(len(codes), values.shape[1]), known.sum(axis=0))
    *ends, number = quartiles(values)
    median, low, high = (np.where(told, end, np.nan) for end in ends)
    return median, low, high, np.where(told, number, 0)


def quartiles(values: Numbers) -> tuple[Numbers, Numbers, Numbers, npt.NDArray[np.int64]]:
    """Median, lower and upper quartile (interpolated) and number of the known values of each column.

    Takes partnerships down and anything across, NaN where not known; NaN below `MINIMUM` known values.
    """
    ordered = np.sort(np.vstack([values, np.full((1, values.shape[1]), np.nan)]), axis=0)
    known = (~np.isnan(values)).sum(axis=0)
    columns = np.arange(values.shape[1])

    def at(share: float) -> Numbers:
        place = share * np.maximum(known - 1, 0)
        below = np.floor(place).astype(np.intp)
        above = np.minimum(below + 1, np.maximum(known - 1, 0))
        low, high = ordered[below, columns], ordered[above, columns]
        return np.where(known >= MINIMUM, low + (high - low) * (place - below), np.nan)

    median, lower, upper = (at(share) for share in QUARTERS)
    return median, lower, upper, known
