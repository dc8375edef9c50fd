"""What every list of rows needs: whom each row is about, the quarter it lies in, several words in one cell."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from pandas import DataFrame, Series
from pandas.api.extensions import ExtensionArray

from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Positions
from dashboard.indicators.shared.periods import first_day_of_quarter
from dashboard.question import Question

NOT_SAID = "not_recorded"
"""The code of what nobody recorded."""


def labelled(
    question: Question, positions: Positions, *, anchor: str
) -> dict[str, ExtensionArray | npt.NDArray[np.object_]]:
    """partnership, name, region, bridge of each row, and the part of the profile that has it."""
    return {
        **selection.labels_of(question, positions),
        "anchor": np.full(len(positions), anchor, dtype=object),
    }


def last_days(quarters: Positions) -> npt.NDArray[np.str_]:
    """The last day of each quarter of `periods.quarter_of`: "2020-03-31"."""
    ends = first_day_of_quarter(quarters + 1) - np.timedelta64(1, "D")
    return np.datetime_as_string(ends.astype("datetime64[D]"))


def coded(column: "Series[str]", known: Iterable[str]) -> ExtensionArray:
    """The codes of a column, `NOT_SAID` for all that is not known."""
    return column.where(column.isin([*known]), NOT_SAID).array


def joined(keys: "Series[str] | Series[int]", texts: "Series[str]") -> "Series[str]":
    """By key its texts, "; "-joined in their order."""
    return (
        DataFrame({"key": keys.array, "text": texts.array}).groupby("key", sort=False)["text"].agg("; ".join)
    )
