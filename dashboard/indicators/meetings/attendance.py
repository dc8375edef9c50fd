"""Who came to the last meetings: listed at the table is one thing, attending another."""

from dataclasses import dataclass

import numpy as np
from pandas import Timestamp

from dashboard.cache import cached
from dashboard.indicators.meetings import meetings_held
from dashboard.indicators.shared.intervals import ALWAYS, Events, Flags, IntArray, day_number, day_numbers
from dashboard.indicators.shared.members import GROUP_CODES, GROUP_OF
from data.programme.programme import Programme

LAST = 2
"""How many of the latest meetings are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The meetings that were held, by partnership and day, and who came to each.

    In the order of `days.marks`: `came` has a column a core group, `invited` and `there` are numbers of
    organisations; a meeting to which nobody was invited has no record of who came.
    """

    days: Events
    came: Flags
    invited: IntArray
    there: IntArray


@cached(most=8)
def held(programme: Programme) -> Held:
    """All meetings that were held."""
    meetings, notes = meetings_held.meetings(programme), meetings_held.attendance(programme)
    days = Events.of(meetings.position.astype(np.int64), day_numbers(meetings.held_on, missing=ALWAYS))
    group, size = GROUP_OF[notes.sector], len(meetings.row)
    in_group = notes.came & (group >= 0)
    came = np.zeros((size, len(GROUP_CODES)), dtype=bool)
    came[notes.meeting[in_group], group[in_group]] = True
    return Held(
        days=days,
        came=came[days.order],
        invited=np.bincount(notes.meeting, minlength=size)[days.order],
        there=np.bincount(notes.meeting[notes.came], minlength=size)[days.order],
    )


def last_meetings(programme: Programme, on: Timestamp) -> tuple[Flags, Flags]:
    """Which core groups came to any of the last two meetings held by a day (partnerships down, groups
    across), and whether anybody noted who came.
    """
    meetings, keys = held(programme), np.arange(len(programme.partnerships))
    until = meetings.days.until(keys, np.full(len(keys), day_number(on.to_datetime64())))
    first = meetings.days.until(keys, np.full(len(keys), ALWAYS - 1))
    came = np.zeros((len(keys), len(GROUP_CODES)), dtype=bool)
    recorded = np.zeros(len(keys), dtype=bool)
    for back in range(1, LAST + 1):
        there = until - back >= first
        came[there] |= meetings.came[until[there] - back]
        recorded[there] |= meetings.invited[until[there] - back] > 0
    return came, recorded


def attendance_between(
    programme: Programme, after: Timestamp, until: Timestamp
) -> tuple[IntArray, IntArray, IntArray]:
    """Meetings held in (after, until], organisations invited to them, and those that came, by partnership."""
    meetings, keys = held(programme), np.arange(len(programme.partnerships))
    days = (day_number(after.to_datetime64()), day_number(until.to_datetime64()))
    first, last = (meetings.days.until(keys, np.full(len(keys), day)) for day in days)
    sums = [np.concatenate([[0], part.cumsum()]) for part in (meetings.invited, meetings.there)]
    invited, there = (part[last] - part[first] for part in sums)
    return last - first, invited, there
