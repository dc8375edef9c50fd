"""Stretches of time that several indicators share: the quarters up to a date, so many months before it."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pandas import Timestamp

from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.question import Question
from data.norms import ago

DAYS_A_MONTH = 365.25 / 12
QUARTER = 3
"""Months of a quarter."""


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


def quarter_of(days: Stamps) -> Positions:
    """The calendar quarter that each day lies in, counted from the first of 1970."""
    return days.astype("datetime64[M]").astype(np.intp) // QUARTER


def first_day_of_quarter(quarters: Positions) -> Stamps:
    """The first day of each calendar quarter of `quarter_of`."""
    return (QUARTER * quarters).astype("datetime64[M]").astype("datetime64[us]")


def quarter_ends(on: Timestamp, first: int | None) -> Stamps:
    """The last days of the quarters from one on (of `quarter_of`); `on` comes last, whatever day it is.

    Empty where there is no first quarter.
    """
    today = stamp(on)
    if first is None:
        return np.array([], dtype="datetime64[us]")
    following = first_day_of_quarter(np.arange(first + 1, quarter_of(np.array([today]))[0] + 1))
    return np.append(following - np.timedelta64(1, "D"), today)


@lru_cache(maxsize=256)
def stamps_of(dates: tuple[Timestamp, ...]) -> Stamps:
    """Days as a column of them."""
    return np.array(dates, dtype="datetime64[us]")


@lru_cache(maxsize=64)
def quarters_since(first: Timestamp, on: Timestamp) -> tuple[Timestamp, ...]:
    """As `quarter_ends`, from the quarter of a first day on."""
    return tuple(Timestamp(day) for day in quarter_ends(on, int(quarter_of(np.array([stamp(first)]))[0])))


def quarters_before(question: Question, first: Timestamp) -> tuple[tuple[Timestamp, ...], int]:
    """The quarters' ends from that of a first day on, and how many of them come before the as-at date.

    They go on to the end of the store, so that every as-at date asks of the same days, and each is looked up.
    """
    quarters = quarters_since(first, max(question.on, Timestamp(question.programme.as_at)))[:-1]
    return quarters, int(np.searchsorted(stamps_of(quarters), stamp(question.on)))
