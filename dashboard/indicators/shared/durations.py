"""How long things last when some have not ended yet: the estimate of Kaplan and Meier, with its 95 % interval.

Kaplan and Meier (1958), Nonparametric estimation from incomplete observations; the interval is that of the log of
minus the log of the share, with Greenwood's variance (Kalbfleisch and Prentice 1980). Twenty lines of numpy: the
library `lifelines`, against which the tests hold them, needs 180 MB of others and takes two seconds to import.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard.indicators.shared.intervals import Flags, Numbers
from dashboard.indicators.shared.rates import Z

HALF = 0.5
ALMOST = 1e-9


def kaplan_meier(lengths: Numbers, ended: Flags) -> dict[str, Numbers]:
    """The share that has not ended after each length, from 0 on; `ended` says of each whether it did, or was last
    seen then.

    Columns: length, at_risk (seen up to then), ended, censored (last seen then), share, low, high (0 to 1).
    """
    length = np.unique(np.append(lengths, 0.0))
    place = np.searchsorted(length, lengths)
    events = np.bincount(place[ended], minlength=len(length))
    gone = np.bincount(place, minlength=len(length))
    at_risk = len(lengths) - np.concatenate([[0], gone.cumsum()[:-1]])
    share = np.cumprod(1 - events / np.maximum(at_risk, 1))
    left = at_risk - events
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(np.where(events > 0, events / (at_risk * left), 0.0))
        spread = Z * np.sqrt(variance) / np.log(share)
        low, high = (np.where(share < 1, share ** np.exp(sign * spread), 1.0) for sign in (-1, 1))
    over = share <= ALMOST
    return {
        "length": length,
        "at_risk": at_risk,
        "ended": events,
        "censored": gone - events,
        "share": np.where(over, 0.0, share),
        "low": np.where(over, 0.0, low),
        "high": np.where(over, 0.0, high),
    }


def share_after(curve: DataFrame, length: float, *, by: str = "length") -> "pd.Series[float]":
    """The row of a curve that holds after a length (in the column `by`); its `at_risk` are those seen so long."""
    lengths = curve[by].to_numpy()
    row = curve.iloc[np.searchsorted(lengths, length, side="right") - 1].copy()
    seen = curve["at_risk"].to_numpy()[lengths >= length]
    row["at_risk"] = seen.max() if len(seen) else np.nan
    return row


def median(curve: Mapping[str, Numbers] | DataFrame) -> tuple[float | None, float | None, float | None]:
    """The length after which half have ended, and the ends of its interval; None where a line stays above a half."""
    lengths = np.asarray(curve["length"])
    reached = [lengths[np.asarray(curve[line]) <= HALF + ALMOST] for line in ("share", "low", "high")]
    middle, low, high = (float(found[0]) if len(found) else None for found in reached)
    return middle, low, high
