"""Partnerships at equal age: what each had so many months after its first meeting.

Arrays, not frames: every measure is a matrix of partnerships (down) and ages (across).
"""

import numpy as np
import numpy.typing as npt
from pandas import Timestamp

from dashboard.cache import cached
from dashboard.indicators.levers import activities
from dashboard.indicators.meetings import meetings_held
from dashboard.indicators.shared import members, statuses
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    OPEN,
    Events,
    IntArray,
    day_number,
    day_numbers,
    stamps,
)
from dashboard.indicators.shared.periods import DAYS_A_MONTH
from dashboard.indicators.shared.records import with_position
from data.programme.programme import Programme
from data.taxonomy import ENDED_STATUSES

Numbers = npt.NDArray[np.float64]

STEP = 3
"""Months from one age to the next."""
YEAR = round(12 * DAYS_A_MONTH)


def ages(programme: Programme, on: Timestamp) -> IntArray:
    """The ages, in months, that any partnership has reached by a day."""
    oldest = day_number(on.to_datetime64()) - min(first_meetings(programme), default=OPEN)
    return np.arange(0, oldest / DAYS_A_MONTH, STEP, dtype=np.int64) if oldest >= 0 else np.arange(0)


@cached()
def first_meetings(programme: Programme) -> IntArray:
    """The day of each partnership's first meeting; `OPEN` if it is not known."""
    return day_numbers(programme.partnerships["first_meeting_on"].to_numpy(), missing=OPEN)


@cached()
def first_record(programme: Programme) -> IntArray:
    """The first day that a received return, a meeting or an activity speaks of, by partnership; `OPEN` where nothing
    does. Before that day nothing is known, which is not "none".
    """
    received = with_position(programme, programme.returns[programme.returns["received_on"].notna()])
    quarters = received["period_end"].to_numpy().astype("datetime64[M]") - 2  # the first of its three months
    reported = Events.of(received["position"].to_numpy(dtype=np.int64), day_numbers(quarters, missing=ALWAYS))
    days = (meetings_held.attendance_by_day(programme).days, _begun(programme), reported)
    first: IntArray = np.minimum.reduce([part.nth(len(programme.partnerships), 0) for part in days])
    return first


def at_age(programme: Programme, on: Timestamp, measure: str) -> Numbers:
    """A measure of each partnership (down) at each of `ages` (across), up to a day.

    NaN beyond that day, once the partnership was dormant, merged or closed, and wherever nothing is known.
    `members` and `core_groups` are at the table at that age; `activities` (begun) and `meetings` (held) are
    those of the twelve months before, or since the first meeting.
    """
    last = max(on, Timestamp(programme.as_at))
    values, days = _ever(programme, last, measure), _days(programme, last)
    reached = slice(len(ages(programme, on)))
    return np.where(days[:, reached] <= day_number(on.to_datetime64()), values[:, reached], np.nan)


def _days(programme: Programme, on: Timestamp) -> IntArray:
    """The day on which each partnership (down) has each of the `ages` of a day (across)."""
    lengths = np.round(ages(programme, on) * DAYS_A_MONTH).astype(np.int64)
    days: IntArray = np.minimum(first_meetings(programme)[:, None] + lengths, OPEN)
    return days


@cached(most=16)
def _ever(programme: Programme, on: Timestamp, measure: str) -> Numbers:
    """As `at_age`, whatever day it is: an age says the same on each day that is late enough."""
    first, days = first_meetings(programme)[:, None], _days(programme, on)
    if measure in {"activities", "meetings"}:
        happened = (
            _begun(programme) if measure == "activities" else meetings_held.attendance_by_day(programme).days
        )
        after = np.maximum(days - YEAR, first - 1)
        values = happened.number(np.arange(len(first))[:, None], after, days)
        known = first_record(programme)[:, None] <= after + 1
    else:
        known = members.seats(programme).known_from[:, None] <= days
        groups = measure == "core_groups"
        values = (
            members.groups_at(programme, days).sum(axis=1) if groups else members.members_at(programme, days)
        )
    line = statuses.timeline(programme)
    events = np.searchsorted(line.events, stamps(days), side="right") - 1
    status = line.named(line.rows[np.arange(len(days))[:, None], events])
    known &= ~statuses.are(status, ENDED_STATUSES)
    return np.where(known, values, np.nan)


@cached()
def _begun(programme: Programme) -> Events:
    """The days on which the activities of each partnership began."""
    every = activities.activities(programme)
    return Events.of(every.position, day_numbers(every.start, missing=OPEN))
