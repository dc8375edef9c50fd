"""Do agreed actions get done? The actions with their status on a day, indicator 26 and the frames behind it.

Rated is what fell due in the period, before the as-at date: done by its due date or not. Overdue are all that are
open after their due date at the as-at date, however old. What was dropped, and what was done on a day that nobody
recorded, is on neither side and counted apart; so is what is due that very day, until the day has passed.
"""

from typing import Literal, get_args

import numpy as np
import pandas as pd
from pandas import Categorical, CategoricalDtype, DataFrame, Series, Timestamp

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.indicators.shared import rates, selection, values
from dashboard.indicators.shared.periods import (
    days_between,
    in_window,
    quarters,
    stamp,
    which_quarter,
)
from dashboard.indicators.shared.rates import Rating
from dashboard.indicators.shared.records import (
    NOT_RECORDED,
    category,
    count_by,
    count_by_partnership,
    with_position,
)
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import ACTION_STATES, AGREED_WHEN

ActionStatus = Literal[
    "done_by_due", "done_late", "overdue", "done_undated", "not_yet_due", "dropped", "not_counted"
]
"""Of those that fell due: done by the due date, after it, open after it, or done when nobody says; open and not past a
due date; given up; agreed later, or done and not past a due date.
"""
STATUSES = CategoricalDtype([*get_args(ActionStatus)])
DUE: tuple[ActionStatus, ...] = ("done_by_due", "done_late", "overdue")
"""Fell due, and known to be done or not."""
OPEN: tuple[ActionStatus, ...] = ("overdue", "not_yet_due")
GREEN_FROM, AMBER_FROM = 80, 60
"""Per cent done by their due date."""
RULE = "Green from 80 %, amber from 60 % to below 80 %, red below 60 %; at least ten due"


@cached(most=64)
def status_on(programme: Programme, on: Timestamp) -> DataFrame:
    """Every action, in the order of the store, as it stands at the end of a day.

    Columns: action (key), position (of the partnership in the store), agreed_on, due_on, completed_on, agreed_when
    and state (categories), is_illustrative, status (an `ActionStatus`). What is due that day counts on neither side
    until the day has passed, whether it is open or done.
    """
    frame, today = _actions(programme), stamp(on)
    agreed, due, completed = (
        frame[column].to_numpy(dtype="datetime64[us]") for column in ("agreed_on", "due_on", "completed_on")
    )
    known, past = agreed <= today, due < today
    dropped = known & (frame["state"] == "dropped").to_numpy()
    undated = known & (frame["state"] == "complete").to_numpy() & np.isnat(completed)
    done = known & (completed <= today) & ~dropped
    is_open = known & ~done & ~undated & ~dropped
    codes = np.select(
        [
            done & past & (completed <= due),
            done & past,
            is_open & past,
            undated & past,
            is_open,
            dropped,
        ],
        range(6),
        6,
    )
    return frame.assign(status=Categorical.from_codes(codes, dtype=STATUSES))


@cached_frame
def of_selected(question: Question) -> DataFrame:
    """The actions of the partnerships asked for as they stand at the as-at date.

    Columns: those of `status_on`, and in_period (whether it fell due in the window, before the as-at date).
    """
    frame = status_on(question.visible, question.on)
    rows: DataFrame = frame[selection.is_selected(question)[frame["position"].to_numpy()]]
    due = rows["due_on"].to_numpy()
    return rows.assign(in_period=in_window(due, question) & (due < stamp(question.on)))


def follow_up(question: Question) -> Value:
    """Indicator 26: actions done by their due date / actions that fell due in the period, before the as-at date, at
    least five; the note says how many are overdue at the as-at date, for how long, and how many were dropped. Green
    from 80 %, amber from 60 %.
    """
    if _actions(question.visible).empty:
        return values.not_published("follow_up", "%", "the actions of partnerships")
    frame = of_selected(question)
    counts = dict(
        zip(STATUSES.categories, count_by(frame[frame["in_period"]], "status").tolist(), strict=True)
    )
    done, size = counts["done_by_due"], sum(counts[status] for status in DUE)
    overdue = days_between(frame["due_on"][frame["status"] == "overdue"].to_numpy(), stamp(question.on))
    apart = [
        f"{words.number(counts[status])} {what}"
        for status, what in (("dropped", "dropped"), ("done_undated", "done on a day that nobody recorded"))
        if counts[status]
    ]
    return percentage(
        "follow_up",
        done,
        size,
        noun="action",
        which=f" fell due, {question.period}",
        rating=rated(done, size),
        note=f"{words.of(done, size)} actions that fell due were done by their due date, {question.period}",
        also=words.sentences(
            f"{words.count_of(len(overdue), 'action')} {words.agree(len(overdue), 'is')} overdue, by a median of "
            f"{words.number(float(np.median(overdue)), decimals=0)} days"
            if len(overdue)
            else "Nothing is overdue",
            f"On neither side: {words.listing(apart)}" if apart else "",
        ),
    )


def by_partnership(question: Question) -> DataFrame:
    """How the actions of each partnership stand, the most overdue first; those without any have no row.

    Columns: partnership, name, region, bridge, due (in the period) = done_by_due + done_late + open_overdue,
    overdue (all at the as-at date), median_days_overdue (of these; NaN without any), not_yet_due (open),
    dropped (due in the period), share (done_by_due / due, 0 to 1; NaN below five), rating, is_illustrative.
    """
    frame, visible = of_selected(question), question.visible
    every = count_by_partnership(visible, frame, "status")
    in_period = count_by_partnership(visible, frame[frame["in_period"]], "status")
    counts = DataFrame(
        {
            "due": in_period["done_by_due"] + in_period["done_late"] + in_period["overdue"],
            "done_by_due": in_period["done_by_due"],
            "done_late": in_period["done_late"],
            "open_overdue": in_period["overdue"],
            "overdue": every["overdue"],
            "not_yet_due": every["not_yet_due"],
            "dropped": in_period["dropped"],
        }
    )
    positions = selection.sorted_by_name(question, np.flatnonzero(counts.to_numpy().any(axis=1)))
    counts = counts.iloc[positions].reset_index(drop=True)
    counted = frame["status"].isin(OPEN) | (frame["in_period"] & frame["status"].isin((*DUE, "dropped")))
    overdue = frame[frame["status"] == "overdue"]
    days = Series(days_between(overdue["due_on"].to_numpy(), stamp(question.on)))
    table = pd.concat([selection.partnership_labels(question, positions), counts], axis=1).assign(
        median_days_overdue=days.groupby(overdue["position"].to_numpy())
        .median()
        .reindex(positions)
        .to_numpy(),
        share=rates.share_of(counts["done_by_due"].to_numpy(), counts["due"].to_numpy()),
        rating=[rated(done, due) for done, due in zip(counts["done_by_due"], counts["due"], strict=True)],
        is_illustrative=np.isin(positions, frame.loc[counted & frame["is_illustrative"], "position"]),
    )
    return table.sort_values(
        ["overdue", "median_days_overdue"], ascending=False, kind="stable", ignore_index=True
    )


def by_agreed_when(question: Question) -> DataFrame:
    """Whether what is agreed in the room or afterwards gets done, of the actions that fell due in the period.

    Columns: agreed_when (NaN: not recorded), label, due, done_by_due, share (0 to 1; NaN below five).
    """
    frame = _due(question)
    due = count_by(frame, "agreed_when")
    done = count_by(frame[frame["status"] == "done_by_due"], "agreed_when")
    return DataFrame(
        {
            "agreed_when": [*AGREED_WHEN, None],
            "label": [*AGREED_WHEN.values(), NOT_RECORDED],
            "due": due,
            "done_by_due": done,
            "share": rates.share_of(done, due),
        }
    )


def over_time(question: Question) -> DataFrame:
    """The actions by the quarter they were due in, from the first one (in the period, if `since` is asked
    for) to the as-at date, as they stand at the as-at date.

    Columns: quarter (its last day; the as-at date comes last), due, done_by_due, share (0 to 1; NaN below
    five).
    """
    frame = _due(question, ever=not question.filters.since)
    ends = quarters(question.on, frame["due_on"].min() if len(frame) else None)
    quarter = which_quarter(frame["due_on"].to_numpy(), ends)
    due = np.bincount(quarter, minlength=len(ends))
    done = np.bincount(quarter[frame["status"] == "done_by_due"], minlength=len(ends))
    return DataFrame(
        {
            "quarter": pd.DatetimeIndex(ends, dtype="datetime64[us]"),
            "due": due,
            "done_by_due": done,
            "share": rates.share_of(done, due),
        }
    )


def rated(done: int, due: int) -> Rating:
    """Green from 80 % done by the due date, amber from 60 %; unrated below ten due."""
    return rates.rated(done, due, green=GREEN_FROM, amber=AMBER_FROM)


@cached(most=8)
def _actions(programme: Programme) -> DataFrame:
    rows = with_position(programme, programme.actions)
    columns = ["action", "position", "agreed_on", "due_on", "completed_on", "is_illustrative"]
    return rows[columns].assign(
        agreed_when=category(rows["agreed_when"], AGREED_WHEN), state=category(rows["state"], ACTION_STATES)
    )


def _due(question: Question, *, ever: bool = False) -> DataFrame:
    """The actions of the partnerships asked for that fell due in the period, or ever."""
    frame = of_selected(question)
    is_due = frame["status"].isin(DUE)
    return frame[is_due if ever else is_due & frame["in_period"]]


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        26,
        "follow_up",
        "Actions followed up",
        "Actions done by their due date, of those that fell due in the period, before the as-at date, at least "
        "five; dropped actions, and those done on a day that nobody recorded, are on neither side and counted apart; "
        "the note gives how many are overdue at the as-at date, and their median days",
        "%",
        RULE,
        follow_up,
        ("actions",),
        counted="actions of partnerships of every status",
    ),
)
