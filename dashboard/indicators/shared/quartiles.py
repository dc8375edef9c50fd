"""The median and the middle half of several partnerships, where there are enough of them."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

MINIMUM = 5
"""Fewer partnerships than this have no middle half worth reporting."""
QUARTERS = (0.5, 0.25, 0.75)


def middles(values: Numbers) -> tuple[Numbers, Numbers, Numbers, npt.NDArray[np.int64]]:
    """Median, lower and upper quartile (interpolated) and number of the known values of each column.

    Takes partnerships down and anything across, NaN where not known; NaN below `MINIMUM` known values.
    """
    ordered = np.sort(np.vstack([values, np.full((1, values.shape[1]), np.nan)]), axis=0)
    known = (~np.isnan(values)).sum(axis=0)
    columns = np.arange(values.shape[1])

    def at(share: float) -> Numbers:
        place = share * np.maximum(known - 1, 0)
        below = np.floor(place).astype(np.intp)
        above = np.minimum(below + 1, np.maximum(known - 1, 0))
        low, high = ordered[below, columns], ordered[above, columns]
        return np.where(known >= MINIMUM, low + (high - low) * (place - below), np.nan)

    median, lower, upper = (at(share) for share in QUARTERS)
    return median, lower, upper, known
