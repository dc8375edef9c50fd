"""What is late, and whether the chair is vacant: the searches behind the reasons to call."""

from dataclasses import dataclass

import numpy as np
from pandas import Timestamp

from dashboard.cache import cached
from dashboard.indicators.meetings import actions
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    OPEN,
    Events,
    Flags,
    IntArray,
    Intervals,
    Stamps,
    day_number,
    day_numbers,
)
from dashboard.indicators.shared.records import with_position
from data.programme.programme import Programme

MANY = 3
"""Overdue actions from which on they are a reason."""


def third_overdue(programme: Programme, on: Timestamp) -> tuple[IntArray, IntArray, IntArray]:
    """By partnership: the due day of the third of its overdue actions (`OPEN` with fewer), how many are
    overdue, and the due day of the oldest.
    """
    frame, size = actions.status_on(programme, on), len(programme.partnerships)
    frame = frame[frame["status"] == "overdue"]
    position = frame["position"].to_numpy(dtype=np.int64)
    due = Events.of(position, day_numbers(frame["due_on"].to_numpy(), missing=OPEN))
    return due.nth(size, MANY - 1), np.bincount(position, minlength=size), due.nth(size, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Returns:
    """Every return by partnership and quarter: days due and received (`OPEN` if not), the quarter's end."""

    position: IntArray
    due: IntArray
    received: IntArray
    quarter: Stamps
    is_illustrative: Flags


@cached(most=8)
def returns(programme: Programme) -> Returns:
    """All returns that have a due date."""
    rows = with_position(programme, programme.returns.dropna(subset="due_on"))
    rows = rows.sort_values(["position", "period_end"], kind="stable")
    return Returns(
        position=rows["position"].to_numpy(dtype=np.int64),
        due=day_numbers(rows["due_on"].to_numpy(), missing=OPEN),
        received=day_numbers(rows["received_on"].to_numpy(), missing=OPEN),
        quarter=rows["period_end"].to_numpy(dtype="datetime64[us]"),
        is_illustrative=rows["is_illustrative"].to_numpy(dtype=bool),
    )


def late_returns(programme: Programme, on: Timestamp) -> tuple[IntArray, IntArray, Stamps]:
    """By partnership, of the returns due before a day: the due day of the first of those not received in a
    row up to the last (`OPEN` if that was received), how many they are, and the quarter's end of the first.
    """
    size, day, held = len(programme.partnerships), day_number(on.to_datetime64()), returns(programme)
    rows = np.flatnonzero(held.due < day)
    position, place = held.position[rows], np.arange(len(rows))
    is_first = np.diff(position, prepend=-1) > 0
    # The place before the run: the last one received, or the last one of the partnership before.
    received = held.received[rows] <= day
    before = np.maximum.accumulate(np.where(received, place, np.where(is_first, place - 1, -1)))
    last = np.flatnonzero(np.diff(position, append=size) > 0)
    late = last[before[last] < last]
    due, number = np.full(size, OPEN), np.zeros(size, dtype=np.int64)
    quarter = np.full(size, np.datetime64("NaT", "us"))
    begin = rows[before[late] + 1]
    due[position[late]] = held.due[begin]
    number[position[late]] = late - before[late]
    quarter[position[late]] = held.quarter[begin]
    return due, number, quarter


def chairs(programme: Programme, on: Timestamp) -> tuple[Flags, IntArray]:
    """By partnership: whether it has a chair on a day, and the day on which the last one left before (`NEVER`
    if there was none).
    """
    stays, left = _chairs(programme)
    size, day = len(programme.partnerships), day_number(on.to_datetime64())
    held = np.bincount(stays.key[stays.on(day)], minlength=size) > 0
    return held, left.last(np.arange(size), np.full(size, day))


@cached(most=8)
def first_support(programme: Programme) -> IntArray:
    """The first day of any support given by each partnership's bridge; `OPEN` if none is recorded."""
    first = programme.support.groupby("bridge")["support_on"].min()
    dates = first.reindex(programme.partnerships["bridge"]).to_numpy(dtype="datetime64[us]")
    return day_numbers(dates, missing=OPEN)


@cached(most=8)
def _chairs(programme: Programme) -> tuple[Intervals, Events]:
    mine = (programme.memberships["role"] == "chair").to_numpy()
    rows = with_position(programme, programme.memberships[mine])
    stays = Intervals.joined(
        rows["position"].to_numpy(dtype=np.int64),
        day_numbers(rows["from_date"].to_numpy(), missing=ALWAYS),
        day_numbers(rows["to_date"].to_numpy(), missing=OPEN),
    )
    return stays, Events.of(stays.key, stays.end)
