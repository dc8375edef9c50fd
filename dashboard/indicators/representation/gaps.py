"""Who is missing across the counted partnerships: by sector, by core group, over time."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.cache import cached, cached_frame
from dashboard.indicators.representation.seats import membership_summary
from dashboard.indicators.shared import members, selection
from dashboard.indicators.shared.intervals import Flags, day_number, day_numbers
from dashboard.indicators.shared.members import GROUP_CODES, IS_CORE
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import CORE_GROUPS, SECTORS

FIRST_QUARTER = Timestamp("2014-03-31")
UNKNOWN = "Unknown"


@cached_frame
def counted(question: Question) -> DataFrame:
    """The counted partnerships with a known membership; columns as `seats.membership_summary`."""
    frame = membership_summary(question)
    return frame[frame["is_counted"] & frame["known"]]


def by_sector(question: Question) -> DataFrame:
    """How many counted partnerships lack each sector, in the order of the field.

    Columns: sector, label, group (core, extended, other), core_group (label; NaN without one), lacking,
    present, known (counted partnerships with a known membership), share_lacking (%), rated (core sectors
    only: an extended one sits on some partnerships by design).
    """
    present = _counts(question) > 0
    sectors = SECTORS.values()
    frame = DataFrame(
        {
            "sector": list(SECTORS),
            "label": [sector.label for sector in sectors],
            "group": [sector.group for sector in sectors],
            "core_group": [CORE_GROUPS.get(sector.core_group or "") for sector in sectors],
        },
        dtype="str",
    )
    return _lacking(frame, present).assign(rated=IS_CORE)


def by_core_group(question: Question) -> DataFrame:
    """How many counted partnerships lack each core group: core_group (code), label, lacking, present, known,
    share_lacking (%).
    """
    present = members.groups(_counts(question))
    frame = DataFrame({"core_group": list(CORE_GROUPS), "label": list(CORE_GROUPS.values())}, dtype="str")
    return _lacking(frame, present)


def distribution(question: Question) -> DataFrame:
    """Counted partnerships by how many core groups are at their table.

    Columns: core_groups (0 to 5; NaN in the last row, for those whose membership is unknown), label,
    partnerships.
    """
    return _distribution(membership_summary(question), "core_groups", len(CORE_GROUPS))


def depth_distribution(question: Question) -> DataFrame:
    """Counted partnerships by how many of the four education settings are at their table.

    Columns: settings (0 to 4; NaN in the last row, for those whose membership is unknown), label,
    partnerships.
    """
    return _distribution(membership_summary(question), "settings", int(members.SETTINGS.sum()))


def over_time(question: Question) -> DataFrame:
    """Who was at the table at each quarter's end since 2014 (the last row is the as-at date).

    Columns: quarter (date), counted (partnerships counted then), known (of these, with a known membership),
    for each core group (its code) the share of the known that have it, and all_five (%; NaN where none is
    known). The partnerships are those that the filters select at the as-at date.
    """
    visible, on = question.visible, question.on
    dates = [*pd.date_range(FIRST_QUARTER, on, freq="QE", inclusive="left"), on]
    is_counted = selection.was_counted(question, dates)
    known, groups = (part[selection.is_selected(question)] for part in _history(visible, tuple(dates)))
    known &= is_counted
    having = (groups & known[:, None, :]).sum(axis=0)
    full = (groups.all(axis=1) & known).sum(axis=0)
    size = np.where(known.any(axis=0), known.sum(axis=0), np.nan)
    shares = 100 * np.vstack([having, full]) / size
    frame = DataFrame(dict(zip((*GROUP_CODES, "all_five"), shares, strict=True)))
    frame.insert(0, "quarter", pd.DatetimeIndex(dates).as_unit("us"))
    frame.insert(1, "counted", is_counted.sum(axis=0))
    frame.insert(2, "known", known.sum(axis=0))
    return frame


def shared_organisations(question: Question) -> DataFrame:
    """The organisations that sit on several of the counted partnerships asked for, those on most first.

    Columns: organisation, name, sector (label), partnerships (how many), names (of them, "; "-joined).
    """
    visible, on = question.visible, question.on
    seats = members.seats(visible)
    now = seats.stays.on(day_number(on.to_datetime64()))
    now &= selection.flags(question, "is_counted")[seats.partnership]
    several = np.bincount(seats.organisation[now], minlength=len(visible.organisations)) > 1
    now &= several[seats.organisation]
    rows = visible.organisations.iloc[seats.organisation[now]].reset_index(drop=True)
    rows["host"] = visible.partnerships["name"].to_numpy()[seats.partnership[now]]
    rows["sector"] = rows["sector"].map({code: sector.label for code, sector in SECTORS.items()})
    grouped = rows.sort_values("host").groupby(["organisation", "name", "sector"])["host"]
    frame = DataFrame({"partnerships": grouped.size(), "names": grouped.agg("; ".join)}).reset_index()
    return frame.sort_values(["partnerships", "name"], ascending=[False, True], ignore_index=True)


def _counts(question: Question) -> npt.NDArray[np.int64]:
    """Member organisations of the counted partnerships with a known membership, by sector."""
    rows = counted(question)["position"].to_numpy()
    return members.by_sector(question.visible, question.on).take(rows, axis=0)


def _lacking(frame: DataFrame, present: Flags) -> DataFrame:
    known = len(present)
    having = present.sum(axis=0)
    return frame.assign(
        lacking=known - having,
        present=having,
        known=known,
        share_lacking=100 * (known - having) / (known or np.nan),
    )


def _distribution(frame: DataFrame, column: str, most: int) -> DataFrame:
    values = frame.loc[frame["is_counted"], column].to_numpy()
    numbers = np.bincount(values[~np.isnan(values)].astype(np.intp), minlength=most + 1)
    return DataFrame(
        {
            column: [*map(float, range(most + 1)), np.nan],
            "label": [*map(str, range(most + 1)), UNKNOWN],
            "partnerships": [*numbers, np.isnan(values).sum()],
        }
    )


@cached(most=32)
def _history(programme: Programme, dates: tuple[Timestamp, ...]) -> tuple[Flags, Flags]:
    """Whose membership was known on each date, and which core groups were there: partnerships, (groups,)
    dates.
    """
    days = day_numbers(np.array(dates, dtype="datetime64[us]"), missing=0)
    known_from = members.seats(programme).known_from
    return known_from[:, None] <= days, members.groups_at(programme, days)
