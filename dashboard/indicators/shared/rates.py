"""Shares of small numbers: from how many cases on one is reported and rated, and how sure it is."""

from collections.abc import Mapping
from math import hypot
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt
from pandas import DataFrame

from dashboard.indicators.shared.intervals import IntArray, Numbers

Counts = IntArray | Numbers
"""Counts may be missing."""
Rating = Literal["green", "amber", "red", "unrated"]
MINIMUM, RATED_FROM = 5, 10
"""Cases that a share needs to be reported, and to be rated; an extreme is named only among shares of `MINIMUM`."""
Z = NormalDist().inv_cdf(0.975)


def share_of(part: Counts, whole: Counts) -> Numbers:
    """Each part of its whole, 0 to 1; NaN below `MINIMUM` cases."""
    return np.where(whole >= MINIMUM, part / np.maximum(whole, 1), np.nan)


def wilson(part: Counts, whole: Counts) -> tuple[Numbers, Numbers]:
    """The low and the high end of the 95 % interval of each share, 0 to 1; NaN below `MINIMUM` cases.

    Wilson (1927), Probable inference, the law of succession, and statistical inference: never beyond 0 and 1, and
    right for small numbers and shares near either.
    """
    share, size = share_of(part, whole), np.maximum(whole, 1)
    middle = share + Z**2 / (2 * size)
    half = Z * np.sqrt(share * (1 - share) / size + Z**2 / (4 * size**2))
    scale = 1 + Z**2 / size
    return np.maximum((middle - half) / scale, 0.0), np.minimum((middle + half) / scale, 1.0)


def with_intervals(frame: DataFrame, shares: Mapping[str, tuple[str, str]]) -> DataFrame:
    """The frame with each share as its part and its whole (columns of counts) make it, and with its interval beside it.

    Columns: `<share>`, `<share>_low`, `<share>_high` (%; NaN below `MINIMUM` cases).
    """
    for share, columns in shares.items():
        part, whole = (frame[column].to_numpy(dtype=np.float64) for column in columns)
        low, high = wilson(part, whole)
        frame = frame.assign(
            **{share: 100 * share_of(part, whole), f"{share}_low": 100 * low, f"{share}_high": 100 * high}
        )
    return frame


def newcombe(part: int, whole: int, other: int, other_whole: int) -> tuple[float, float]:
    """The low and the high end of the 95 % interval of one share less another, -1 to 1.

    Newcombe (1998), Interval estimation for the difference between independent proportions, method 10.
    """
    parts, wholes = np.array([part, other]), np.array([whole, other_whole])
    (share, less), ends = share_of(parts, wholes), wilson(parts, wholes)
    (low, other_low), (high, other_high) = ends
    gap = share - less
    down, up = hypot(share - low, other_high - less), hypot(high - share, less - other_low)
    return float(gap - down), float(gap + up)


def rated(part: int, whole: int, *, green: float, amber: float) -> Rating:
    """Green and amber from so many per cent on, red below; unrated below `RATED_FROM` cases."""
    rating: Rating = ratings(np.array([part]), np.array([whole]), green=green, amber=amber)[0]
    return rating


def ratings(part: Counts, whole: Counts, *, green: float, amber: float) -> npt.NDArray[np.object_]:
    """As `rated`, of each part and its whole."""
    best = [whole < RATED_FROM, 100 * part >= green * whole, 100 * part >= amber * whole]
    return np.select(best, [np.array(name, dtype=object) for name in ("unrated", "green", "amber")], "red")
