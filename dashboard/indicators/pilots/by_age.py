"""Partnerships at equal age: what each had so many months after its first meeting."""

import numpy as np
import numpy.typing as npt
from pandas import Timestamp

from dashboard.cache import cached
from dashboard.indicators.meetings import attendance
from dashboard.indicators.recorded import begun, recorded_from
from dashboard.indicators.shared import members, statuses
from dashboard.indicators.shared.intervals import (
    OPEN,
    Events,
    Flags,
    IntArray,
    day_number,
    day_numbers,
    stamps,
)
from dashboard.indicators.shared.periods import DAYS_A_MONTH
from data.programme.programme import Programme
from data.taxonomy import ENDED_STATUSES

Numbers = npt.NDArray[np.float64]

STEP = 3
"""Months from one age to the next."""
YEAR = round(12 * DAYS_A_MONTH)


def ages(programme: Programme, on: Timestamp) -> IntArray:
    """The ages, in months, that any partnership has reached by a day."""
    first = first_meetings(programme)
    oldest = day_number(on.to_datetime64()) - min(first, default=OPEN)
    return np.arange(0, oldest / DAYS_A_MONTH, STEP, dtype=np.int64) if oldest >= 0 else np.arange(0)


@cached(most=8)
def first_meetings(programme: Programme) -> IntArray:
    """The day of each partnership's first meeting; `OPEN` if it is not known."""
    return day_numbers(programme.partnerships["first_meeting_on"].to_numpy(), missing=OPEN)


@cached(most=32)
def at_age(programme: Programme, on: Timestamp, measure: str) -> Numbers:
    """A measure of each partnership (down) at each of `ages` (across), up to a day.

    NaN beyond that day, once the partnership was dormant, merged or closed, and wherever nothing is known.
    `members` and `core_groups` are at the table at that age; `activities` (begun) and `meetings` (held) are
    those of the twelve months before, or since the first meeting.
    """
    first, steps = first_meetings(programme), ages(programme, on)
    days = np.minimum(first[:, None] + np.round(steps * DAYS_A_MONTH).astype(np.int64), OPEN)
    values, known = _MEASURES[measure](programme, days, first)
    known &= (days <= day_number(on.to_datetime64())) & ~_has_ended(programme, days)
    return np.where(known, values, np.nan)


def _members(programme: Programme, days: IntArray, _first: IntArray) -> tuple[IntArray, Flags]:
    return members.members_at(programme, days), _is_seated(programme, days)


def _core_groups(programme: Programme, days: IntArray, _first: IntArray) -> tuple[IntArray, Flags]:
    return members.groups_at(programme, days).sum(axis=1), _is_seated(programme, days)


def _activities(programme: Programme, days: IntArray, first: IntArray) -> tuple[IntArray, Flags]:
    return _of_a_year(programme, begun(programme), days, first)


def _meetings(programme: Programme, days: IntArray, first: IntArray) -> tuple[IntArray, Flags]:
    return _of_a_year(programme, attendance.held(programme).days, days, first)


_MEASURES = {
    "members": _members,
    "core_groups": _core_groups,
    "activities": _activities,
    "meetings": _meetings,
}


def _of_a_year(
    programme: Programme, happenings: Events, days: IntArray, first: IntArray
) -> tuple[IntArray, Flags]:
    """How often it happened in the year before each day; known where the whole of that time is recorded."""
    keys = np.arange(len(first))[:, None]
    after = np.maximum(days - YEAR, first[:, None] - 1)
    return happenings.number(keys, after, days), recorded_from(programme)[:, None] <= after + 1


def _is_seated(programme: Programme, days: IntArray) -> Flags:
    return members.seats(programme).known_from[:, None] <= days


def _has_ended(programme: Programme, days: IntArray) -> Flags:
    line = statuses.timeline(programme)
    columns = np.searchsorted(line.events, stamps(days), side="right") - 1
    names = line.named(line.rows[np.arange(len(days))[:, None], columns])
    return np.isin(names, statuses.indices(ENDED_STATUSES))
