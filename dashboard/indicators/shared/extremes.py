"""Who has most or least of something, as a headline may say it: of enough cases, and with everybody who ties."""

from typing import NamedTuple

import numpy as np
from pandas import DataFrame

from dashboard import words
from dashboard.indicators.shared.rates import MINIMUM

NAMED = 3
"""Names of those that tie; the others are counted."""


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
    known = frame[frame[by].notna()]
    known = known[known[base] >= MINIMUM] if base else known
    if known.empty or not (base or known[by].sum() >= MINIMUM):
        return None
    values = known[by].to_numpy(dtype=np.float64)
    value = values.min() if least else values.max()
    first = known.loc[np.isclose(values, value), label].astype("str").tolist()
    if len(first) == len(known) > 1:
        return None
    return Extreme(words.listing(first, most=NAMED), len(first), float(value))
