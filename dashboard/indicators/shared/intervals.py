"""Stays and happenings as whole days, so that how many there were of each at any time is two look-ups.

A day is its number since the first of January of the year 1. A key (a partnership, or a partnership and a
sector) and a day are one number, `key * SPAN + day`: sorted, all that belongs to a key stands together.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
Positions = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Stamps = npt.NDArray[np.datetime64]

FIRST_DAY = np.datetime64("0001-01-01", "D")
SPAN = 4_000_000
"""More days than any calendar here has."""
ALWAYS, OPEN = 0, SPAN - 1
"""The days that stand for a beginning and for an end that nobody knows."""
NEVER = -1


def day_numbers(dates: Stamps, *, missing: int) -> IntArray:
    """The number of each day; `missing` for NaT."""
    days = dates.astype("datetime64[D]")
    return np.where(np.isnat(days), missing, (days - FIRST_DAY).astype(np.int64))


def day_number(on: np.datetime64) -> int:
    """The number of one day."""
    return int((on.astype("datetime64[D]") - FIRST_DAY).astype(np.int64))


def stamps(days: IntArray) -> Stamps:
    """The days as dates again; NaT for `ALWAYS`, `OPEN` and `NEVER`."""
    dates = (FIRST_DAY + days.astype("timedelta64[D]")).astype("datetime64[us]")
    return np.where((days <= ALWAYS) | (days >= OPEN), np.datetime64("NaT", "us"), dates)


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Days on which something happened; `order` has the row behind each, by key and day."""

    marks: IntArray
    order: IntArray

    @classmethod
    def of(cls, keys: IntArray, days: IntArray) -> "Events":
        """Of rows with a key and a day; equal ones keep their order."""
        marks = keys * SPAN + days
        order = np.argsort(marks, kind="stable")
        return cls(marks[order], order)

    def until(self, keys: IntArray, days: IntArray) -> IntArray:
        """How many rows, of all keys up to this one, happened by each day, that day included."""
        return np.searchsorted(self.marks, keys * SPAN + days, side="right")

    def number(self, keys: IntArray, after: IntArray, until: IntArray) -> IntArray:
        """How often it happened to each key in the days (after, until]."""
        return self.until(keys, until) - self.until(keys, after)

    def last(self, keys: IntArray, days: IntArray) -> IntArray:
        """The last day by then on which it happened to each key; `NEVER` if there is none."""
        mark = np.append(self.marks, np.int64(NEVER * SPAN))[self.until(keys, days) - 1]
        return np.where(mark // SPAN == keys, mark % SPAN, NEVER)

    def nth(self, size: int, place: int) -> IntArray:
        """The day of the n-th time (0 for the first) for each key below `size`; `OPEN` if it has not come."""
        keys = np.arange(size)
        row = np.minimum(np.searchsorted(self.marks, keys * SPAN) + place, len(self.marks))
        mark = np.append(self.marks, np.int64(size * SPAN))[row]
        return np.where(mark // SPAN == keys, mark % SPAN, OPEN)


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Half-open stays `[begin, end)`, sorted by key and beginning, and which rows each was made of."""

    key: IntArray
    begin: IntArray
    end: IntArray
    order: IntArray
    heads: IntArray

    @classmethod
    def joined(cls, keys: IntArray, begins: IntArray, ends: IntArray) -> "Intervals":
        """Stays of the same key that overlap or touch are one; those that end before they begin are none."""
        real = np.flatnonzero(ends > begins)
        order = real[np.argsort(keys[real] * SPAN + begins[real], kind="stable")]
        marks = keys[order] * SPAN + begins[order]
        reach = np.maximum.accumulate(keys[order] * SPAN + ends[order])
        heads = np.flatnonzero(np.concatenate([[True], marks[1:] > reach[:-1]])[: len(order)])
        tails = np.append(heads[1:], len(order))[: len(heads)] - 1
        return cls(keys[order][heads], begins[order][heads], reach[tails] % SPAN, order, heads)

    def any_of(self, flags: Flags) -> Flags:
        """Whether any of the rows that each stay was made of is flagged."""
        if not len(self.heads):
            return np.zeros(0, dtype=bool)
        return np.logical_or.reduceat(flags[self.order], self.heads)

    def on(self, day: int) -> Flags:
        """Which stays go on that day."""
        return (self.begin <= day) & (day < self.end)


@dataclass(frozen=True, slots=True, eq=False)
class CountOverTime:
    """How many stays of each key go on at any time; several stays of a key may overlap."""

    begins: Events
    ends: Events

    @classmethod
    def of(cls, keys: IntArray, begins: IntArray, ends: IntArray) -> "CountOverTime":
        """Of stays with a key, the first day and the first day no more."""
        return cls(Events.of(keys, begins), Events.of(keys, ends))

    def number(self, keys: IntArray, days: IntArray) -> IntArray:
        """How many go on for each key on each day."""
        return self.begins.until(keys, days) - self.ends.until(keys, days)
