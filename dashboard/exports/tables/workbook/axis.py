"""The axis along which lines run: days or ages, with a step for each year."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from dashboard.exports.native.model import Plot
from dashboard.exports.native.plotly_values import from_serial, serial

YEAR, MONTHS, FEW_YEARS = 365.25, 12, 2
"""Days of a year, months of one, and up to how many years the quarters have their labels."""
MOST: Final = 14
"""Labels that an axis has room for."""


@dataclass(frozen=True, slots=True)
class Along:
    """Where an axis begins and ends, its steps, and the form of its labels."""

    first: float
    last: float
    step: float
    form: Literal["0", "yyyy", "mmm yyyy"]


def along(plot: Plot) -> Along:
    """Return the axis of a chart of lines: ages by the year, days by the year, or by the quarter where they are few."""
    first, last = (float(plot.categories[place]) for place in (0, -1))
    last = max(last, first + 1)
    if plot.is_numeric:
        return Along(first, last, MONTHS, "0")
    if last - first < FEW_YEARS * YEAR:
        return Along(first, last, YEAR / 4, "mmm yyyy")
    years = int((last - first) / YEAR / MOST) + 1
    return Along(_new_year(first), last, years * YEAR, "yyyy")


def _new_year(day: float) -> int:
    """The second of January of a day's year: steps of 365.25 days from there fall into one year each."""
    return serial(date(from_serial(day).year, 1, 2).isoformat())
