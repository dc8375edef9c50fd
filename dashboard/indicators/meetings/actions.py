"""The actions that were agreed, and how each stands on a day: what the frames of follow-up count from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.indicators.shared.periods import in_window, stamp
from dashboard.indicators.shared.records import with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import AGREED_WHEN


@dataclass(frozen=True, slots=True, eq=False)
class Actions:
    """Every action, one entry each, in the order of the store.

    `row` in the programme's frame, `position` of the partnership, `when` a place among the words for when it
    was agreed (-1 if not recorded), `complete` and `dropped` as returned.
    """

    row: Positions
    position: Positions
    agreed_on: Stamps
    due_on: Stamps
    completed_on: Stamps
    complete: Flags
    dropped: Flags
    when: Positions
    generated: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How every action stands on a day; an action that was agreed later is nothing of all this.

    `by_due`, `late` and `overdue` are those that are due: done by the due date, done after it, open after
    it. `undated`: done, nobody says when. `waiting`: open, and not past a due date. `dropped`: given up.
    """

    by_due: Flags
    late: Flags
    overdue: Flags
    undated: Flags
    waiting: Flags
    dropped: Flags

    @property
    def due(self) -> Flags:
        """Due, and known to be done or not."""
        return self.by_due | self.late | self.overdue


@cached(most=8)
def actions(programme: Programme) -> Actions:
    """The programme's actions in numbers."""
    rows = with_position(programme, programme.actions.reset_index(drop=True))
    agreed, due, completed = (
        rows[column].to_numpy(dtype="datetime64[us]") for column in ("agreed_on", "due_on", "completed_on")
    )
    return Actions(
        row=rows.index.to_numpy(dtype=np.intp),
        position=rows["position"].to_numpy(dtype=np.intp),
        agreed_on=agreed,
        due_on=due,
        completed_on=completed,
        complete=(rows["state"] == "complete").to_numpy(dtype=bool),
        dropped=(rows["state"] == "dropped").to_numpy(dtype=bool),
        when=pd.Index(list(AGREED_WHEN)).get_indexer(pd.Index(rows["agreed_when"])),
        generated=rows["is_illustrative"].to_numpy(dtype=bool),
    )


@cached(most=64)
def standing(programme: Programme, on: Timestamp) -> Standing:
    """How every action stands at the end of a day. What is due that day and open is not overdue yet."""
    held, today = actions(programme), stamp(on)
    known = held.agreed_on <= today
    undated = known & held.complete & np.isnat(held.completed_on)
    done = known & (held.completed_on <= today)
    dropped = known & held.dropped & ~done
    open_ = known & ~done & ~undated & ~dropped
    past = held.due_on <= today
    overdue = open_ & (held.due_on < today)
    by_due = done & past & (held.completed_on <= held.due_on)
    return Standing(
        by_due=by_due,
        late=done & past & ~by_due,
        overdue=overdue,
        undated=undated & past,
        waiting=open_ & ~overdue,
        dropped=dropped,
    )


def asked(question: Question) -> Flags:
    """Which actions are of the partnerships asked for."""
    held = actions(question.visible)
    return selection.is_selected(question)[held.position]


def due_in_period(question: Question) -> Flags:
    """Which actions of the partnerships asked for have their due date in the window."""
    held = actions(question.visible)
    return asked(question) & in_window(held.due_on, question)
