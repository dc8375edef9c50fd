"""Why a partnership needs a call: each reason tells since when it has been one, and says so in words.

A reason rests on what is recorded. Where nothing is (no membership, no cadence, no support by that bridge at
all), it is no reason: unknown is not missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd
from pandas import Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.meetings import actions
from dashboard.indicators.returns import returns
from dashboard.indicators.shared import members, records, statuses
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    NEVER,
    OPEN,
    Events,
    Flags,
    IntArray,
    Intervals,
    day_number,
    day_numbers,
    stamps,
)
from dashboard.indicators.shared.members import GROUP_CODES
from data import taxonomy
from data.norms import DAYS_A_YEAR, LATE, MEETING_STATUSES, ago
from data.programme.programme import Programme
from data.taxonomy import CORE_GROUPS, LIVE_STATUSES

MISSING_MONTHS, SUPPORT_MONTHS, EMERGING_MONTHS = 6, 6, 24
MANY = 3
"""Overdue actions from which on they are a reason."""
MILESTONES = ["first_meeting_on", "launched_on", "first_delivery_on", "governance_form"]


WEIGHTS = {3: "A call can settle it", 2: "A call can set it going", 1: "Takes months"}
"""What a call can do about a reason, the most first."""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """The day from which each partnership gives the reason (`NEVER` if it does not), and its words for one of
    them, by position.
    """

    since: IntArray
    text: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to call: its rule in words, the statuses it applies to, where in the profile to look, and the kind of
    records that it rests on.

    `weight` says what a call can do about it (`WEIGHTS`), `actor` who can act (who speaks for the partnership, its
    bridge, or the owners of its actions), `helps` the type of support that does.
    """

    key: str
    rule: str
    applies_to: tuple[str, ...]
    anchor: str
    record: str
    check: Callable[[Programme, Timestamp], Match]
    weight: int
    actor: Literal["bridge", "partnership", "owners"]
    helps: str

    @property
    def label(self) -> str:
        """The reason in a few words."""
        return taxonomy.REASONS[self.key]


def dormant(programme: Programme, on: Timestamp) -> Match:
    """No meeting for over twice the usual interval."""
    last = records.latest(programme, "meetings", "held_on", on=on).to_numpy()
    a_year = programme.partnerships["meetings_expected_per_year"].to_numpy()
    judged = ~np.isnat(last) & (a_year > 0)
    patience = np.floor(LATE * DAYS_A_YEAR / np.where(judged, a_year, 1)).astype(np.int64)
    days = day_numbers(last, missing=OPEN)
    return Match(
        _come(days + patience + 1, judged, on),
        lambda place: f"No meeting since {_day(days[place])}, {words.number(a_year[place])} a year expected",
    )


def group_missing(programme: Programme, on: Timestamp) -> Match:
    """A core group has had nobody at the table for over six months."""
    seats, day, width = members.seats(programme), day_number(on.to_datetime64()), len(GROUP_CODES)
    keys = np.arange(len(programme.partnerships) * width)
    left = Events.of(seats.by_group.key, seats.by_group.end).last(keys, np.full(len(keys), day))
    known = np.repeat(seats.known_from, width)
    is_absent = seats.group_presence.number(keys, np.full(len(keys), day)) == 0
    gone = np.where(left > NEVER, left, known)
    since = _after(gone, is_absent & (known <= day), on, MISSING_MONTHS).reshape(-1, width)
    left = left.reshape(-1, width)
    first = np.where(since > NEVER, since, OPEN).min(axis=1)
    labels = list(CORE_GROUPS.values())

    def text(place: int) -> str:
        each = [
            f"{labels[group]} ({f'since {_day(at)}' if (at := left[place, group]) > NEVER else 'never there'})"
            for group in np.flatnonzero(since[place] > NEVER)
        ]
        return f"Missing at the table: {words.listing(each)}"

    return Match(np.where(first < OPEN, first, NEVER), text)


def overdue_actions(programme: Programme, on: Timestamp) -> Match:
    """Three or more actions are overdue; since the day after the third was due."""
    frame, size = actions.status_on(programme, on), len(programme.partnerships)
    is_overdue = np.flatnonzero(frame["status"].cat.codes == actions.NAMES.index("overdue"))
    position, due_on = (frame[column].to_numpy()[is_overdue] for column in ("position", "due_on"))
    due = Events.of(position, day_numbers(due_on, missing=OPEN))
    third, oldest, number = due.nth(size, MANY - 1), due.nth(size, 0), np.bincount(position, minlength=size)
    return Match(
        _come(third + 1, third < OPEN, on),
        lambda place: f"{number[place]} actions overdue, the oldest due on {_day(oldest[place])}",
    )


def no_support(programme: Programme, on: Timestamp) -> Match:
    """No support for over six months, by a bridge that records its support."""
    last = day_numbers(records.latest(programme, "support", "support_on", on=on).to_numpy(), missing=NEVER)
    begun = _first_support(programme)
    running = day_numbers(statuses.status_since(programme, on, MEETING_STATUSES), missing=ALWAYS)
    waiting = np.where(last > NEVER, last, np.maximum(running, begun))
    return Match(
        _after(waiting, begun <= day_number(on.to_datetime64()), on, SUPPORT_MONTHS),
        lambda place: (
            f"No support since {_day(last[place])}" if last[place] > NEVER else "No support on record"
        ),
    )


def return_late(programme: Programme, on: Timestamp) -> Match:
    """The last return that was due has not come; counted back to the first of those missing in a row."""
    frame, size = returns.all_returns(programme), len(programme.partnerships)
    was_due = np.flatnonzero(frame["due_on"].to_numpy() < on.to_datetime64())
    position, due_on, received_on, period_end = (
        frame[column].to_numpy()[was_due] for column in ("position", "due_on", "received_on", "period_end")
    )
    place = np.arange(len(was_due))
    is_first = np.diff(position, prepend=-1) > 0
    # The place before the run: the last one received, or the last one of the partnership before.
    is_received = received_on <= on.to_datetime64()
    before = np.maximum.accumulate(np.where(is_received, place, np.where(is_first, place - 1, -1)))
    last = np.flatnonzero(np.diff(position, append=size) > 0)
    last = last[before[last] < last]
    begin, late = before[last] + 1, position[last]
    due, number = np.full(size, OPEN), np.zeros(size, dtype=np.int64)
    due[late] = day_numbers(due_on[begin], missing=OPEN)
    number[late] = last - before[last]
    ends = np.full(size, np.datetime64("NaT", "us"))
    ends[late] = period_end[begin]

    def text(place: int) -> str:
        first = _day(due[place])
        if number[place] == 1:
            return f"Return for {words.quarter(Timestamp(ends[place]))} late, due on {first}"
        return f"{number[place]} returns in a row late, the first due on {first}"

    return Match(_come(due + 1, due < OPEN, on), text)


def emerging_long(programme: Programme, on: Timestamp) -> Match:
    """Emerging for over 24 months, and no terms of reference agreed."""
    since, line = statuses.status_since(programme, on, ("emerging",)), statuses.timeline(programme)
    agreed = programme.partnerships["terms_agreed_on"].to_numpy() <= on.to_datetime64()
    judged = _may_lack_terms(programme) & ~agreed & ~np.isnat(since)
    return Match(
        _after(day_numbers(since, missing=OPEN), judged, on, EMERGING_MONTHS),
        lambda place: f"Emerging since {line.began(place, since[place])} without terms of reference",
    )


def chair_vacant(programme: Programme, on: Timestamp) -> Match:
    """Returns name members, and none of them is chair; since the last one left. A page of members names no roles."""
    chairs, left_on = _chairs(programme)
    size, day = len(programme.partnerships), day_number(on.to_datetime64())
    known = members.seats(programme).returned_from
    is_held = np.bincount(chairs.key[chairs.on(day)], minlength=size) > 0
    left = left_on.last(np.arange(size), np.full(size, day))
    return Match(
        _come(np.where(left > NEVER, left, known), ~is_held & (known <= day), on),
        lambda place: f"No chair since {_day(left[place])}" if left[place] > NEVER else "No chair on record",
    )


REASONS: tuple[Reason, ...] = (
    Reason(
        "dormant",
        "Days since the last meeting are more than twice the usual interval (365 / meetings expected a year)",
        MEETING_STATUSES,
        "meetings",
        "meetings",
        dormant,
        2,
        "partnership",
        "meeting_attendance_intro",
    ),
    Reason(
        "core_group_missing",
        "A core group has had no member for more than six months; only where the membership is known",
        MEETING_STATUSES,
        "members",
        "memberships",
        group_missing,
        1,
        "partnership",
        "connected_network",
    ),
    Reason(
        "overdue_actions",
        "Three or more actions are open after their due date",
        LIVE_STATUSES,
        "actions",
        "actions",
        overdue_actions,
        3,
        "owners",
        "one_to_one",
    ),
    Reason(
        "no_support",
        "No support from its bridge for more than six months; only where the bridge records its support",
        MEETING_STATUSES,
        "support",
        "support",
        no_support,
        3,
        "bridge",
        "one_to_one",
    ),
    Reason(
        "return_late",
        "The last return that was due has not been received",
        LIVE_STATUSES,
        "returns",
        "returns",
        return_late,
        3,
        "partnership",
        "meeting_attendance_data",
    ),
    Reason(
        "emerging_long",
        "Emerging for more than 24 months without terms of reference; only where its milestones are known",
        ("emerging",),
        "facts",
        "returns",
        emerging_long,
        1,
        "partnership",
        "connected_lab",
    ),
    Reason(
        "chair_vacant",
        "No member is chair; only where the membership is known",
        MEETING_STATUSES,
        "members",
        "memberships",
        chair_vacant,
        2,
        "partnership",
        "connected_network",
    ),
)
"""In the order in which a row names them."""


@cached()
def _first_support(programme: Programme) -> IntArray:
    """The first day of any support given by each partnership's bridge; `OPEN` if none is recorded."""
    first = programme.support.groupby("bridge")["support_on"].min().reindex(programme.partnerships["bridge"])
    return day_numbers(first.to_numpy(dtype="datetime64[us]"), missing=OPEN)


@cached()
def _may_lack_terms(programme: Programme) -> Flags:
    """Of whom some milestone is known, and who have not agreed terms of reference on a day unknown."""
    facts = programme.partnerships
    is_undated = facts["terms_agreed_on"].isna() & facts["governance_form"].eq("terms_of_reference")
    return (facts[MILESTONES].notna().any(axis=1) & ~is_undated).to_numpy(dtype=bool)


@cached()
def _chairs(programme: Programme) -> tuple[Intervals, Events]:
    """When each partnership had a chair, and the days on which one left."""
    rows = records.with_position(programme, programme.memberships[programme.memberships["role"] == "chair"])
    chairs = Intervals.joined(
        rows["position"].to_numpy(dtype=np.int64),
        day_numbers(rows["from_date"].to_numpy(), missing=ALWAYS),
        day_numbers(rows["to_date"].to_numpy(), missing=OPEN),
    )
    return chairs, Events.of(chairs.key, chairs.end)


def _come(since: IntArray, judged: Flags, on: Timestamp) -> IntArray:
    """The days of those judged whose day has come."""
    return np.where(judged & (since <= day_number(on.to_datetime64())), since, NEVER)


def _after(start: IntArray, judged: Flags, on: Timestamp, months: int) -> IntArray:
    """The day on which more than so many months had gone by, for those judged where it has come."""
    length = day_number(on.to_datetime64()) - day_number(ago(on, months).to_datetime64())
    return _come(start + length + 1, judged, on)


@lru_cache(maxsize=10_000)
def _day(day: np.int64) -> str:
    return words.day(pd.Timestamp(stamps(np.array([day]))[0]))
