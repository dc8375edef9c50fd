"""Stretches of time that several indicators share: the quarters up to a date, so many months before it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import Timestamp

from dashboard.indicators.shared.intervals import Flags, Stamps
from dashboard.question import Question
from data.norms import ago

DAYS_A_MONTH = 365.25 / 12


def stamp(on: Timestamp) -> np.datetime64:
    """The date as the frames' columns hold it."""
    return np.datetime64(on, "us")


@lru_cache(maxsize=256)
def steps_back(on: Timestamp, *, months: int, steps: int) -> tuple[Timestamp, ...]:
    """The date and the dates 1, 2, ... `steps` times `months` before it, oldest first; ends of months stay
    ends.
    """
    return tuple(ago(on, months * step) for step in range(steps, -1, -1))


def months_between(start: Stamps, end: Stamps) -> npt.NDArray[np.float64]:
    """Months of 365.25 / 12 days."""
    return np.asarray((end - start) / np.timedelta64(1, "D") / DAYS_A_MONTH, dtype=np.float64)


def days_between(start: Stamps, end: Stamps | np.datetime64) -> npt.NDArray[np.float64]:
    """Whole days; NaN where either is not known."""
    return np.asarray((end - start) / np.timedelta64(1, "D"), dtype=np.float64)


def in_window(days: Stamps, question: Question) -> Flags:
    """Which days lie in the activity window (since, as-at]."""
    since, until = question.window
    return (days > stamp(since)) & (days <= stamp(until))


def quarters(on: Timestamp, first: Timestamp | None) -> list[Timestamp]:
    """The days on which quarters end, from the quarter of a first day on; `on` comes last, whatever day it is.

    Empty where nothing has a first day.
    """
    return [] if first is None else [*pd.date_range(first, on, freq="QE", inclusive="left"), on]


def which_quarter(days: Stamps, ends: Sequence[Timestamp]) -> npt.NDArray[np.intp]:
    """The quarter, as a place among `ends`, that each day lies in; a day after the last has their number."""
    return np.searchsorted(np.array(ends, dtype="datetime64[us]"), days, side="left")
