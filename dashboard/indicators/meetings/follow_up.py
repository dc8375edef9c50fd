"""Do agreed actions get done? Indicator 26 and the frames behind it.

Rated is what came due in the period: done by its due date or not. Overdue are all that are open after their
due date at the as-at date, however old. What was dropped, and what was done on a day that nobody recorded, is
neither.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series

from dashboard import words
from dashboard.indicators.meetings import actions
from dashboard.indicators.meetings.actions import Actions, Standing
from dashboard.indicators.meetings.meetings_held import NOT_RECORDED
from dashboard.indicators.shared import selection, values
from dashboard.indicators.shared.intervals import Flags
from dashboard.indicators.shared.periods import days_between, period, quarters, stamp, which_quarter
from dashboard.indicators.shared.values import Indicator, Rating, Value, rate
from dashboard.question import Question
from data.taxonomy import AGREED_WHEN

MINIMUM = 5
GREEN_FROM, AMBER_FROM = 80, 60
"""Per cent done by their due date."""
RULE = "Green from 80 %, amber from 60 % to below 80 %, red below 60 %"


def follow_up(question: Question) -> Value:
    """Indicator 26: actions done by their due date / actions due in the period, at least five; the note says
    how many are overdue at the as-at date, and for how long. Green from 80 %, amber from 60 %.
    """
    visible, on = question.visible, question.on
    held, now = actions.actions(visible), actions.standing(visible, on)
    if not len(held.row):
        return values.not_published("follow_up", "%", "the actions of partnerships")
    mine, period_ = actions.asked(question), actions.due_in_period(question)
    size, done = int((period_ & now.due).sum()), int((period_ & now.by_due).sum())
    overdue = days_between(held.due_on[mine & now.overdue], stamp(on))
    undated = int((period_ & now.undated).sum())
    enough = size >= MINIMUM
    said = f"{words.of(done, size)} done by their due date" if enough else f"{words.TOO_FEW}: {size} due"
    return Value(
        key="follow_up",
        value=rate(done, size) if enough else None,
        unit="%",
        numerator=done if enough else None,
        denominator=size if enough else None,
        n=size,
        rating=rated(done, size) if enough else "unrated",
        note=words.sentences(
            f"{said}, {period(question)}",
            _overdue(overdue),
            f"Left out: {words.number(undated)} done on a day that nobody recorded" if undated else "",
        ),
    )


def by_partnership(question: Question) -> DataFrame:
    """How the actions of each partnership stand, the most overdue first; those without any have no row.

    Columns: partnership, name, region, bridge, due (in the period) = done_by_due + done_late + open_overdue,
    overdue (all at the as-at date), median_days_overdue (of these; NaN without any), not_yet_due (open),
    dropped (due in the period), share (done_by_due / due, 0 to 1; NaN below five), rating, is_illustrative.
    """
    visible, on = question.visible, question.on
    held, now = actions.actions(visible), actions.standing(visible, on)
    mine, period_ = actions.asked(question), actions.due_in_period(question)
    counted = {
        "due": period_ & now.due,
        "done_by_due": period_ & now.by_due,
        "done_late": period_ & now.late,
        "open_overdue": period_ & now.overdue,
        "overdue": mine & now.overdue,
        "not_yet_due": mine & now.waiting,
        "dropped": period_ & now.dropped,
    }
    size = len(visible.partnerships)
    counts = DataFrame(
        {column: np.bincount(held.position[flags], minlength=size) for column, flags in counted.items()}
    )
    positions = np.flatnonzero((counts > 0).any(axis=1))
    counts = counts.iloc[positions].reset_index(drop=True)
    frame = pd.concat([selection.partnership_labels(question, positions), counts], axis=1)
    known = np.logical_or.reduce(list(counted.values()))
    frame = frame.assign(
        median_days_overdue=_median_days(held, counted["overdue"], on).reindex(positions).to_numpy(),
        share=np.where(counts["due"] >= MINIMUM, counts["done_by_due"] / counts["due"].clip(lower=1), np.nan),
        rating=[rated(done, due) for done, due in zip(counts["done_by_due"], counts["due"], strict=True)],
        is_illustrative=np.bincount(held.position[known & held.generated], minlength=size)[positions] > 0,
    )
    order = ["overdue", "median_days_overdue", "name"]
    return frame.sort_values(order, ascending=[False, False, True], ignore_index=True)


def by_agreed_when(question: Question) -> DataFrame:
    """Whether what is agreed in the room or afterwards gets done, of the actions due in the period.

    Columns: agreed_when (NaN: not recorded), label, due, done_by_due, share (0 to 1; NaN below five).
    """
    held, due, done = _due(question)
    size = len(AGREED_WHEN) + 1
    number, by_due = (np.bincount(held.when[flags] % size, minlength=size) for flags in (due, done))
    return DataFrame(
        {
            "agreed_when": [*AGREED_WHEN, None],
            "label": [*AGREED_WHEN.values(), NOT_RECORDED],
            "due": number,
            "done_by_due": by_due,
            "share": np.where(number >= MINIMUM, by_due / np.maximum(number, 1), np.nan),
        }
    )


def over_time(question: Question) -> DataFrame:
    """The actions by the quarter they were due in, from the first one (in the period, if `since` is asked
    for) to the as-at date, as they stand at the as-at date.

    Columns: quarter (its last day; the as-at date comes last), due, done_by_due, share (0 to 1; NaN below
    five).
    """
    held, due, done = _due(question, ever=not question.filters.since)
    days = held.due_on[due]
    ends = quarters(question.on, pd.Timestamp(days.min()) if len(days) else None)
    number, by_due = (
        np.bincount(which_quarter(held.due_on[flags], ends), minlength=len(ends)) for flags in (due, done)
    )
    return DataFrame(
        {
            "quarter": pd.DatetimeIndex(ends, dtype="datetime64[us]"),
            "due": number,
            "done_by_due": by_due,
            "share": np.where(number >= MINIMUM, by_due / np.maximum(number, 1), np.nan),
        }
    )


def rated(done: int, due: int) -> Rating:
    """Green from 80 % done by the due date, amber from 60 %; unrated below five due."""
    if due < MINIMUM:
        return "unrated"
    if 100 * done >= GREEN_FROM * due:
        return "green"
    return "amber" if 100 * done >= AMBER_FROM * due else "red"


def _due(question: Question, *, ever: bool = False) -> tuple[Actions, Flags, Flags]:
    """The actions, which of them came due in the period (or ever), and which of these were done by then."""
    visible = question.visible
    now: Standing = actions.standing(visible, question.on)
    mine = actions.asked(question) if ever else actions.due_in_period(question)
    return actions.actions(visible), mine & now.due, mine & now.by_due


def _median_days(held: Actions, overdue: Flags, on: pd.Timestamp) -> "Series[float]":
    days = Series(days_between(held.due_on[overdue], stamp(on)))
    return days.groupby(held.position[overdue]).median()


def _overdue(days: npt.NDArray[np.float64]) -> str:
    """How many are overdue, and the median days."""
    if not len(days):
        return "Nothing is overdue"
    verb = words.agree(len(days), "is")
    median = words.number(float(np.median(days)), decimals=0)
    return f"{words.count_of(len(days), 'action')} {verb} overdue, by a median of {median} days"


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        26,
        "follow_up",
        "Actions followed up",
        "Actions done by their due date, of all actions due in the period, at least five; the note gives how "
        "many are overdue at the as-at date, and their median days",
        "%",
        RULE,
        follow_up,
    ),
)
