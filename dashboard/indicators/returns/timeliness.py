"""The quarterly returns and how each stands on a day: what the frames of returns count from."""

from dataclasses import dataclass

import numpy as np
from pandas import Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.indicators.shared.periods import in_window, stamp
from dashboard.indicators.shared.records import with_position
from dashboard.question import Question
from data.programme.programme import Programme


@dataclass(frozen=True, slots=True, eq=False)
class Returns:
    """Every return asked for, one entry each, in the order of the store; `received_on` NaT if none came."""

    position: Positions
    period_end: Stamps
    due_on: Stamps
    received_on: Stamps
    generated: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How every return stands on a day: on time, late, or missing after its due date; others are not due."""

    on_time: Flags
    late: Flags
    missing: Flags

    @property
    def due(self) -> Flags:
        """Those of which it can be said whether they came on time."""
        return self.on_time | self.late | self.missing


@cached(most=8)
def returns(programme: Programme) -> Returns:
    """The programme's returns in numbers."""
    rows = with_position(programme, programme.returns)
    period_end, due, received = (
        rows[column].to_numpy(dtype="datetime64[us]") for column in ("period_end", "due_on", "received_on")
    )
    return Returns(
        position=rows["position"].to_numpy(dtype=np.intp),
        period_end=period_end,
        due_on=due,
        received_on=received,
        generated=rows["is_illustrative"].to_numpy(dtype=bool),
    )


@cached(most=64)
def standing(programme: Programme, on: Timestamp) -> Standing:
    """How every return stands at the end of a day. One due that day that has not come is not missing yet."""
    held, today = returns(programme), stamp(on)
    came = (held.due_on <= today) & (held.received_on <= today)
    on_time: Flags = came & (held.received_on <= held.due_on)
    past = held.due_on < today
    return Standing(on_time=on_time, late=came & ~on_time, missing=past & ~came)


def asked(question: Question) -> Flags:
    """Which returns are of the partnerships asked for."""
    held = returns(question.visible)
    mine: Flags = selection.is_selected(question)[held.position]
    return mine


def due_in_period(question: Question) -> Flags:
    """Which returns of the partnerships asked for have their due date in the window."""
    held = returns(question.visible)
    return asked(question) & in_window(held.due_on, question)
