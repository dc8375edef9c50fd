"""What an indicator is, and what it says: one number with everything a reader needs to judge it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dashboard.question import Question

Rating = Literal["green", "amber", "red", "unrated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One indicator at one date for one set of filters.

    `value` is None where there is no number to report, and `note` then says why. `low` and `high` bound a
    range. `numerator` and `denominator` are what a rate was made of, `n` how many cases stand behind the
    number.
    """

    key: str
    value: float | None
    unit: str
    note: str
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    rating: Rating = "unrated"
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Defined:
    """What a figure shows: what is measured, in which unit, rated by which rule. `number` is its place in the
    indicator list, 0 for what is not on it.
    """

    number: int
    key: str
    name: str
    definition: str
    unit: str
    rule: str


@dataclass(frozen=True, slots=True)
class Indicator(Defined):
    """One line of the indicator list, and how to compute it."""

    compute: Callable[[Question], Value]


def rate(numerator: float, denominator: float) -> float | None:
    """A share in per cent to one decimal; None of nothing."""
    return round(100 * float(numerator) / float(denominator), 1) if denominator else None
