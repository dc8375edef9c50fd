"""Who has most or least of something, as a headline may say it: of enough cases, and with everybody who ties."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from pandas import DataFrame
from pandas.api.extensions import ExtensionArray

from dashboard import words
from dashboard.indicators.shared.intervals import Numbers
from dashboard.indicators.shared.rates import MINIMUM

NAMED = 3
"""Names of those that tie; the others are counted."""
ALIKE = 1e-9
"""What two values may differ by, as a share of them, and be the same but for the computer's rounding."""


class Extreme(NamedTuple):
    """The names of those that have it, of equals up to three and how many more; how many they are, and their value."""

    names: str
    number: int
    value: float


def extreme(
    frame: DataFrame, by: str, *, label: str = "label", base: str = "", least: bool = False
) -> Extreme | None:
    """Those with the most of a column, or the least; none where all that can be compared are equal.

    `base` is the column with the cases behind each value: those of fewer than five are not compared. Without it the
    values are numbers of cases themselves, of which there must be five in all.
    """
    cases = frame[base].to_numpy(dtype=np.float64) if base else None
    return extreme_of(frame[label].array, frame[by].to_numpy(dtype=np.float64), cases=cases, least=least)


def extreme_of(
    labels: Sequence[str] | ExtensionArray,
    values: Numbers,
    *,
    cases: Numbers | None = None,
    least: bool = False,
) -> Extreme | None:
    """As `extreme`, of labels and values side by side, with the `cases` behind each."""
    known = np.flatnonzero(~np.isnan(values) & (True if cases is None else cases >= MINIMUM))
    if not len(known) or (cases is None and values[known].sum() < MINIMUM):
        return None
    value = values[known].min() if least else values[known].max()
    first = known[np.abs(values[known] - value) <= ALIKE * max(abs(value), 1.0)]
    if len(first) == len(known) > 1:
        return None
    return Extreme(
        words.listing([str(labels[place]) for place in first], most=NAMED), len(first), float(value)
    )
