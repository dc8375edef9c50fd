"""Do agreed actions get done? The actions with their status on a day, indicator 26 and the frames behind it.

Rated is what fell due in the period, before the as-at date: done by its due date or not. Overdue are all that are
open after their due date at the as-at date, however old. What was dropped, and what was done on a day that nobody
recorded, is on neither side and counted apart; so is what is due that very day, until the day has passed.
"""

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from pandas import Categorical, CategoricalDtype, DataFrame, Series, Timestamp, array

from dashboard import words
from dashboard.cache import LONG, QUESTIONS, cached
from dashboard.indicators.shared import rates, selection, values
from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.indicators.shared.periods import (
    days_between,
    in_window,
    quarter_ends,
    quarter_of,
    stamp,
)
from dashboard.indicators.shared.rates import Rating
from dashboard.indicators.shared.records import (
    NOT_RECORDED,
    Columns,
    category,
    medians,
    tally,
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
NAMES: tuple[ActionStatus, ...] = get_args(ActionStatus)
STATUSES = CategoricalDtype([*NAMES])
DUE: tuple[ActionStatus, ...] = ("done_by_due", "done_late", "overdue")
"""Fell due, and known to be done or not."""
OPEN: tuple[ActionStatus, ...] = ("overdue", "not_yet_due")
GREEN_FROM, AMBER_FROM = 80, 60
"""Per cent done by their due date."""
AGREED_LABELS = DataFrame([*AGREED_WHEN.items(), (None, NOT_RECORDED)], columns=["agreed_when", "label"])
RULE = "Green from 80 %, amber from 60 % to below 80 %, red below 60 %; at least ten due"


@cached(most=LONG)
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


@dataclass(frozen=True, slots=True, eq=False)
class Actions(Columns):
    """The actions of the partnerships asked for as they stand at the as-at date, in arrays side by side.

    `position` is that of the partnership in the store, `agreed_when` a place among `AGREED_LABELS`, `status` one among
    `STATUSES`; `in_period` says whether it fell due in the window, before the as-at date.
    """

    position: Positions
    due_on: Stamps
    agreed_when: Positions
    status: Positions
    is_illustrative: Flags
    in_period: Flags


@cached(most=LONG)
def of_selected(question: Question) -> Actions:
    """The actions that a question asks for."""
    every = _standing(question.visible, question.on)
    rows = every.of(selection.is_selected(question)[every.position])
    return replace(rows, in_period=rows.in_period & in_window(rows.due_on, question))


@cached(most=LONG)
def _standing(programme: Programme, on: Timestamp) -> Actions:
    """Every action at the end of a day; `in_period` are those that had fallen due before."""
    frame = status_on(programme, on)
    due = frame["due_on"].to_numpy(dtype="datetime64[us]")
    return Actions(
        position=frame["position"].to_numpy(),
        due_on=due,
        agreed_when=_codes(frame["agreed_when"]),
        status=_codes(frame["status"]),
        is_illustrative=frame["is_illustrative"].to_numpy(dtype=bool),
        in_period=due < stamp(on),
    )


@cached(most=QUESTIONS)
def follow_up(question: Question) -> Value:
    """Indicator 26: actions done by their due date / actions that fell due in the period, before the as-at date, at
    least five; the note says how many are overdue at the as-at date, for how long, and how many were dropped. Green
    from 80 %, amber from 60 %.
    """
    if _actions(question.visible).empty:
        return values.not_published("follow_up", "%", "the actions of partnerships")
    asked = of_selected(question)
    counts = dict(zip(NAMES, tally((asked.status[asked.in_period], len(NAMES))).tolist(), strict=True))
    done, size = counts["done_by_due"], sum(counts[status] for status in DUE)
    overdue = days_between(asked.due_on[_has(asked, "overdue")], stamp(question.on))
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
    asked, size = of_selected(question), len(question.visible.partnerships)
    ever, fell_due = (
        dict(zip(NAMES, tally((some.status, len(NAMES)), (some.position, size)), strict=True))
        for some in (asked, asked.of(asked.in_period))
    )
    late = asked.of(_has(asked, "overdue"))
    days = medians(late.position, size, days_between(late.due_on, stamp(question.on)))
    stands = _has(asked, *OPEN) | (asked.in_period & _has(asked, *DUE, "dropped"))
    counts = {
        "due": fell_due["done_by_due"] + fell_due["done_late"] + fell_due["overdue"],
        "done_by_due": fell_due["done_by_due"],
        "done_late": fell_due["done_late"],
        "open_overdue": fell_due["overdue"],
        "overdue": ever["overdue"],
        "not_yet_due": ever["not_yet_due"],
        "dropped": fell_due["dropped"],
    }
    any_of_them = np.flatnonzero(np.any(list(counts.values()), axis=0))
    positions = selection.sorted_by_name(question, any_of_them)
    positions = positions[np.lexsort((-days[positions], -counts["overdue"][positions]))]
    due, done = counts["due"][positions], counts["done_by_due"][positions]
    return DataFrame(
        {
            **selection.labels_of(question, positions),
            **{column: number[positions] for column, number in counts.items()},
            "median_days_overdue": days[positions],
            "share": rates.share_of(done, due),
            "rating": array(rates.ratings(done, due, green=GREEN_FROM, amber=AMBER_FROM), dtype="str"),
            "is_illustrative": tally((asked.position[stands & asked.is_illustrative], size))[positions] > 0,
        }
    )


def by_agreed_when(question: Question) -> DataFrame:
    """Whether what is agreed in the room or afterwards gets done, of the actions that fell due in the period.

    Columns: agreed_when (NaN: not recorded), label, due, done_by_due, share (0 to 1; NaN below five).
    """
    due, done = (tally((some.agreed_when, len(AGREED_LABELS))) for some in _due(question))
    return AGREED_LABELS.assign(due=due, done_by_due=done, share=rates.share_of(done, due))


def over_time(question: Question) -> DataFrame:
    """The actions by the quarter they were due in, from the first one (in the period, if `since` is asked
    for) to the as-at date, as they stand at the as-at date.

    Columns: quarter (its last day; the as-at date comes last), due, done_by_due, share (0 to 1; NaN below
    five).
    """
    every = [quarter_of(some.due_on) for some in _due(question, ever=not question.filters.since)]
    first = int(every[0].min()) if len(every[0]) else None
    ends = quarter_ends(question.on, first)
    due, done = (tally((quarters - (first or 0), len(ends))) for quarters in every)
    return DataFrame({"quarter": ends, "due": due, "done_by_due": done, "share": rates.share_of(done, due)})


def rated(done: int, due: int) -> Rating:
    """Green from 80 % done by the due date, amber from 60 %; unrated below ten due."""
    return rates.rated(done, due, green=GREEN_FROM, amber=AMBER_FROM)


@cached()
def _actions(programme: Programme) -> DataFrame:
    rows = with_position(programme, programme.actions)
    columns = ["action", "position", "agreed_on", "due_on", "completed_on", "is_illustrative"]
    return rows[columns].assign(
        agreed_when=category(rows["agreed_when"], AGREED_WHEN), state=category(rows["state"], ACTION_STATES)
    )


def _codes(column: "Series[CategoricalDtype[str]]") -> Positions:
    return np.asarray(column.cat.codes, dtype=np.intp)


def _has(actions: Actions, *statuses: ActionStatus) -> Flags:
    """Which actions have one of the statuses."""
    return np.array([name in statuses for name in NAMES])[actions.status]


def _due(question: Question, *, ever: bool = False) -> tuple[Actions, Actions]:
    """The actions of the partnerships asked for that fell due in the period, or ever; and those done by then."""
    asked = of_selected(question)
    is_due = _has(asked, *DUE)
    due = asked.of(is_due if ever else is_due & asked.in_period)
    return due, due.of(_has(due, "done_by_due"))


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
