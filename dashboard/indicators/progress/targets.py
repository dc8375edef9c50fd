"""The target, when it was reached, and where the partnerships are heading."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared import selection, statuses
from dashboard.indicators.shared.periods import steps_back
from dashboard.question import Question
from data.programme.programme import Programme

DAYS_A_QUARTER = 365.25 / 4
QUARTERS = 4
AMBER_FROM, GREEN_FROM = 0.9, 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """How many counted partnerships, by when, and who said so on which day."""

    value: float
    due_on: Timestamp
    set_on: Timestamp
    source: str

    def quarters_left(self, on: Timestamp) -> float:
        """Quarters (a fourth of 365.25 days) from a day to the due date; 0 once it has passed."""
        return max(0.0, (self.due_on - on).days / DAYS_A_QUARTER)


@dataclass(frozen=True, slots=True)
class Reached:
    """The first day on which the target was met, and whether it is still met at the as-at date."""

    on: Timestamp
    still: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the count stands, and how it changed in each of the last four quarters (oldest first)."""

    now: int
    changes: tuple[int, ...]

    @property
    def mean(self) -> float:
        """Net openings a quarter over the last four."""
        return float(np.mean(self.changes))

    def after(self, quarters: float) -> tuple[float, float, float]:
        """Low, mid and high count after so many quarters: at the least, mean and greatest change seen;
        never below 0.
        """
        rates = (min(self.changes), self.mean, max(self.changes))
        low, mid, high = (max(0.0, self.now + quarters * rate) for rate in rates)
        return low, mid, high


def counted_on(question: Question, dates: Sequence[Timestamp]) -> npt.NDArray[np.int64]:
    """How many of the partnerships asked for were counted on each of the dates."""
    line = statuses.timeline(question.visible)
    names = line.named(line.at(dates)[selection.is_selected(question)])
    counted = np.isin(names, statuses.indices(selection.counted_statuses(question.filters)))
    return np.asarray(counted.sum(axis=0), dtype=np.int64)


def target(programme: Programme, on: Timestamp) -> Target | None:
    """The official target for established partnerships as it stood on a day; None before any was set."""
    return max(
        (aim for aim in _official(programme) if aim.set_on <= on),
        key=lambda aim: (aim.set_on, aim.due_on),
        default=None,
    )


@cached(most=8)
def _official(programme: Programme) -> tuple[Target, ...]:
    rows = programme.targets
    rows = rows[(rows["indicator"] == "established") & rows["official"]]
    columns = rows[["value", "due_on", "set_on", "source"]]
    return tuple(Target(*values) for values in columns.itertuples(index=False, name=None))


def target_for(question: Question) -> Target | None:
    """The official target if all partnerships are asked for; a part of the country has none of its own."""
    if not selection.is_whole_programme(question.filters):
        return None
    return target(question.programme, question.on)


def reached_on(question: Question) -> Reached | None:
    """The first day on which the target was met, whether or not it had been set by then; None if it never
    was.
    """
    aim = target_for(question)
    if aim is None:
        return None
    line = statuses.timeline(question.visible)
    on = question.on
    days = [*pd.DatetimeIndex(line.events[line.events <= np.datetime64(on)]), on]
    counts = counted_on(question, days)
    met = np.flatnonzero(counts >= aim.value)
    return Reached(on=days[met[0]], still=bool(counts[-1] >= aim.value)) if len(met) else None


def outlook(question: Question) -> Outlook:
    """The count at the as-at date and its change in each of the four quarters that end there."""
    dates = steps_back(question.on, months=3, steps=QUARTERS)
    counts = counted_on(question, dates)
    return Outlook(int(counts[-1]), tuple(int(change) for change in np.diff(counts)))
