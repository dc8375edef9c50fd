"""The meetings that were held and who came to them: what the page on meetings counts from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.cache import LONG, QUESTIONS, cached
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    Events,
    Flags,
    IntArray,
    Positions,
    Stamps,
    day_number,
    day_numbers,
)
from dashboard.indicators.shared.members import GROUP_CODES, GROUP_OF
from dashboard.indicators.shared.periods import in_window, quarter_of
from dashboard.indicators.shared.records import Columns, codes, with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import MEETING_FORMATS, MEETING_PURPOSES, SECTORS, VENUE_TYPES

PRESENT = ("present", "substitute")
"""The states of attendance that count as being there."""
LAST = 2
"""How many of the latest meetings are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Meetings(Columns):
    """Every meeting that was held, the earliest first, in arrays side by side.

    `position` is that of the partnership in the store, `quarter` that of the day on which it was held; `form`,
    `purpose` and `venue` are places among the words of each, the last for what nobody recorded; `is_steering` says
    that it was held as a quorate steering group, `is_steering_unknown` by a steering group of which nobody recorded
    whether it was quorate.
    """

    position: Positions
    held_on: Stamps
    quarter: Positions
    form: Positions
    purpose: Positions
    venue: Positions
    is_steering: Flags
    is_steering_unknown: Flags
    is_illustrative: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Invitations(Columns):
    """Every organisation invited to one of `meetings`: its place there, a place among `SECTORS` (the last for one that
    is not known), and whether it came, or sent a substitute.
    """

    meeting: Positions
    sector: Positions
    is_present: Flags


@cached()
def meetings(programme: Programme) -> Meetings:
    """The meetings of a programme."""
    held = rows(programme)
    held_on = held["held_on"].to_numpy(dtype="datetime64[us]")
    is_by_steering_group = held["body"] == "steering_group"
    return Meetings(
        position=held["position"].to_numpy(),
        held_on=held_on,
        quarter=quarter_of(held_on),
        form=codes(held["format"], MEETING_FORMATS),
        purpose=codes(held["purpose"], MEETING_PURPOSES),
        venue=codes(held["venue_type"], VENUE_TYPES),
        is_steering=(held["quorate"].eq(True) & is_by_steering_group).to_numpy(dtype=bool),
        is_steering_unknown=(held["quorate"].isna() & is_by_steering_group).to_numpy(dtype=bool),
        is_illustrative=held["is_illustrative"].to_numpy(dtype=bool),
    )


def rows(programme: Programme) -> DataFrame:
    """The rows of the store behind `meetings`, in the same order, with the position of each partnership."""
    every = programme.meetings
    held = with_position(programme, every[(every["state"] == "held") & every["held_on"].notna()])
    return held.sort_values("held_on", kind="stable", ignore_index=True)


@cached()
def attendance(programme: Programme) -> Invitations:
    """The invitations of a programme."""
    sent, sectors = invited(programme), programme.organisations.set_index("organisation")["sector"]
    return Invitations(
        meeting=sent["place"].to_numpy(),
        sector=codes(sent["organisation"].map(sectors), SECTORS),
        is_present=sent["state"].isin(PRESENT).to_numpy(dtype=bool),
    )


def invited(programme: Programme) -> DataFrame:
    """The rows of the store behind `attendance`, in the same order, with the `place` of each among `meetings`."""
    every = programme.attendance
    place = pd.Index(rows(programme)["meeting"]).get_indexer(pd.Index(every["meeting"]))
    sent: DataFrame = every.assign(place=place)[place >= 0]
    return sent


@cached(most=QUESTIONS)
def is_in_period(question: Question) -> Flags:
    """Which of `meetings` are asked for: held in the window, by the partnerships of the filters."""
    every = meetings(question.visible)
    return in_window(every.held_on, question) & selection.is_selected(question)[every.position]


@cached(most=LONG)
def in_period(question: Question) -> Meetings:
    """Those of `meetings` that are asked for."""
    return meetings(question.visible).of(is_in_period(question))


@dataclass(frozen=True, slots=True, eq=False)
class AttendanceByDay:
    """The meetings of each partnership by day, and who came to each: arrays, because they are searched at many days.

    In the order of `days.marks`: `groups` has a column a core group (whether it came), `invited` and `present` are
    numbers of organisations; a meeting to which nobody was invited has no record of who came.
    """

    days: Events
    groups: Flags
    invited: IntArray
    present: IntArray


@cached()
def attendance_by_day(programme: Programme) -> AttendanceByDay:
    """All meetings that were held, with who came to them."""
    held, invited = meetings(programme), attendance(programme)
    days = Events.of(held.position, day_numbers(held.held_on, missing=ALWAYS))
    came = invited.of(invited.is_present)
    group = GROUP_OF[came.sector]
    groups = np.zeros((len(held), len(GROUP_CODES)), dtype=bool)
    groups[came.meeting[group >= 0], group[group >= 0]] = True
    return AttendanceByDay(
        days=days,
        groups=groups[days.order],
        invited=np.bincount(invited.meeting, minlength=len(held))[days.order],
        present=np.bincount(came.meeting, minlength=len(held))[days.order],
    )


def last_meetings(programme: Programme, on: Timestamp) -> tuple[Flags, Flags]:
    """Which core groups came to any of the last two meetings held by a day (partnerships down, groups
    across), and whether anybody noted who came.
    """
    held, keys = attendance_by_day(programme), np.arange(len(programme.partnerships))
    until = held.days.until(keys, np.full(len(keys), day_number(on.to_datetime64())))
    first = held.days.until(keys, np.full(len(keys), ALWAYS - 1))
    came = np.zeros((len(keys), len(GROUP_CODES)), dtype=bool)
    recorded = np.zeros(len(keys), dtype=bool)
    for back in range(1, LAST + 1):
        met = until - back >= first
        came[met] |= held.groups[until[met] - back]
        recorded[met] |= held.invited[until[met] - back] > 0
    return came, recorded


def attendance_between(
    programme: Programme, after: Timestamp, until: Timestamp
) -> tuple[IntArray, IntArray, IntArray]:
    """Meetings held in (after, until], organisations invited to them, and those that came, by partnership."""
    held, keys = attendance_by_day(programme), np.arange(len(programme.partnerships))
    days = (day_number(after.to_datetime64()), day_number(until.to_datetime64()))
    first, last = (held.days.until(keys, np.full(len(keys), day)) for day in days)
    sums = [np.concatenate([[0], part.cumsum()]) for part in (held.invited, held.present)]
    invited, present = (part[last] - part[first] for part in sums)
    return last - first, invited, present
