"""Why a partnership needs a call: each reason tells since when it has been one, and says so in words.

A reason rests on what is recorded. Where nothing is (no membership, no cadence, no support by that bridge at
all), it is no reason: unknown is not missing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.attention.overdue import chairs, first_support, late_returns, third_overdue
from dashboard.indicators.shared import members, records, statuses
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    NEVER,
    OPEN,
    Events,
    Flags,
    IntArray,
    day_number,
    day_numbers,
    stamps,
)
from dashboard.indicators.shared.members import GROUP_CODES
from dashboard.indicators.shared.periods import ago
from dashboard.indicators.shared.statuses import timeline
from data.norms import DAYS_A_YEAR, LATE, MEETING_STATUSES
from data.programme.programme import Programme
from data.taxonomy import CORE_GROUPS, LIVE_STATUSES

MISSING_MONTHS, SUPPORT_MONTHS, EMERGING_MONTHS = 6, 6, 24
MILESTONES = ["first_meeting_on", "launched_on", "first_delivery_on", "governance_form"]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The day from which each partnership gives the reason (`NEVER` if it does not), and its words for one of
    them, by position.
    """

    since: IntArray
    word: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to call: its rule in words, the statuses it applies to, where in the profile to look."""

    key: str
    label: str
    rule: str
    applies_to: tuple[str, ...]
    anchor: str
    find: Callable[[Programme, Timestamp], Found]


def dormant(programme: Programme, on: Timestamp) -> Found:
    """No meeting for over twice the usual interval."""
    last = records.latest(programme, "meetings", "held_on", on=on).to_numpy()
    a_year = programme.partnerships["meetings_expected_per_year"].to_numpy()
    judged = ~np.isnat(last) & (a_year > 0)
    patience = np.floor(LATE * DAYS_A_YEAR / np.where(judged, a_year, 1)).astype(np.int64)
    since = day_numbers(last, missing=OPEN) + patience + 1
    return Found(
        _by(since, judged, on),
        lambda place: f"No meeting since {_day(last[place])}, {words.number(a_year[place])} a year expected",
    )


def group_missing(programme: Programme, on: Timestamp) -> Found:
    """A core group has had nobody at the table for over six months."""
    seats, day = members.seats(programme), day_number(on.to_datetime64())
    width = len(GROUP_CODES)
    keys = np.arange(len(programme.partnerships) * width)
    left = Events.of(seats.by_group.key, seats.by_group.end).last(keys, np.full(len(keys), day))
    known = np.repeat(seats.known_from, width)
    absent = seats.group_presence.number(keys, np.full(len(keys), day)) == 0
    gone = np.where(left > NEVER, left, known)
    since = _after(gone, absent & (known <= day), on, MISSING_MONTHS).reshape(-1, width)
    labels = list(CORE_GROUPS.values())

    def word(place: int) -> str:
        each = [
            f"{labels[group]} ({_since(left[place * width + group])})"
            for group in range(width)
            if since[place, group] > NEVER
        ]
        return f"Missing at the table: {words.listing(each)}"

    return Found(_earliest(since), word)


def overdue_actions(programme: Programme, on: Timestamp) -> Found:
    """Three or more actions are overdue."""
    due, number, oldest = third_overdue(programme, on)
    return Found(
        _by(due + 1, due < OPEN, on),
        lambda place: (
            f"{number[place]} actions overdue, the oldest due on {_day(stamps(oldest[[place]])[0])}"
        ),
    )


def no_support(programme: Programme, on: Timestamp) -> Found:
    """No support for over six months, by a bridge that records its support."""
    last = day_numbers(records.latest(programme, "support", "support_on", on=on).to_numpy(), missing=NEVER)
    begun = first_support(programme)
    running = day_numbers(statuses.status_since(programme, on, MEETING_STATUSES), missing=ALWAYS)
    waiting = np.where(last > NEVER, last, np.maximum(running, begun))
    return Found(
        _after(waiting, begun < OPEN, on, SUPPORT_MONTHS),
        lambda place: (
            f"No support since {_day(stamps(last[[place]])[0])}"
            if last[place] > NEVER
            else "No support on record"
        ),
    )


def return_late(programme: Programme, on: Timestamp) -> Found:
    """The last return that was due has not come; counted back to the first of those missing in a row."""
    due, number, quarter = late_returns(programme, on)

    def word(place: int) -> str:
        first = _day(stamps(due[[place]])[0])
        if number[place] == 1:
            return f"Return for {words.quarter(pd.Timestamp(quarter[place]))} late, due on {first}"
        return f"{number[place]} returns in a row late, the first due on {first}"

    return Found(_by(due + 1, due < OPEN, on), word)


def emerging_long(programme: Programme, on: Timestamp) -> Found:
    """Emerging for over 24 months, and no terms of reference agreed."""
    since, line = statuses.status_since(programme, on, ("emerging",)), timeline(programme)
    agreed_on = programme.partnerships["terms_agreed_on"].to_numpy()
    judged = _may_lack_terms(programme) & ~(agreed_on <= on.to_datetime64()) & ~np.isnat(since)
    return Found(
        _after(day_numbers(since, missing=OPEN), judged, on, EMERGING_MONTHS),
        lambda place: f"Emerging since {line.began(place, since[place])} without terms of reference",
    )


def chair_vacant(programme: Programme, on: Timestamp) -> Found:
    """Members are known, and none of them is chair."""
    day, known = day_number(on.to_datetime64()), members.seats(programme).known_from
    held, left = chairs(programme, on)
    return Found(
        _by(np.where(left > NEVER, left, known), ~held & (known <= day), on),
        lambda place: (
            f"No chair since {_day(stamps(left[[place]])[0])}"
            if left[place] > NEVER
            else "No chair on record"
        ),
    )


REASONS: tuple[Reason, ...] = (
    Reason(
        "dormant",
        "No meeting for long",
        "Days since the last meeting are more than twice the usual interval (365 / meetings expected a year)",
        MEETING_STATUSES,
        "meetings",
        dormant,
    ),
    Reason(
        "core_group_missing",
        "A core group is missing",
        "A core group has had no member for more than six months; only where the membership is known",
        MEETING_STATUSES,
        "members",
        group_missing,
    ),
    Reason(
        "overdue_actions",
        "Actions overdue",
        "Three or more actions are open after their due date",
        LIVE_STATUSES,
        "actions",
        overdue_actions,
    ),
    Reason(
        "no_support",
        "No support",
        "No support from its bridge for more than six months; only where the bridge records its support",
        MEETING_STATUSES,
        "support",
        no_support,
    ),
    Reason(
        "return_late",
        "Return late",
        "The last return that was due has not been received",
        LIVE_STATUSES,
        "returns",
        return_late,
    ),
    Reason(
        "emerging_long",
        "Emerging for long",
        "Emerging for more than 24 months without terms of reference; only where its milestones are known",
        ("emerging",),
        "facts",
        emerging_long,
    ),
    Reason(
        "chair_vacant",
        "Chair vacant",
        "No member is chair; only where the membership is known",
        MEETING_STATUSES,
        "members",
        chair_vacant,
    ),
)
"""In the order in which a row names them."""


@cached(most=8)
def _may_lack_terms(programme: Programme) -> Flags:
    """Of whom some milestone is known, and who have not agreed terms of reference on a day unknown."""
    facts = programme.partnerships
    undated = facts["terms_agreed_on"].isna() & facts["governance_form"].eq("terms_of_reference")
    return (facts[MILESTONES].notna().any(axis=1) & ~undated).to_numpy(dtype=bool)


def _by(since: IntArray, judged: Flags, on: Timestamp) -> IntArray:
    """The days of those judged whose day has come."""
    return np.where(judged & (since <= day_number(on.to_datetime64())), since, NEVER)


def _after(start: IntArray, judged: Flags, on: Timestamp, months: int) -> IntArray:
    """The day on which more than so many months had gone by, for those judged where it has come."""
    day = day_number(on.to_datetime64())
    length = day - day_number(ago(on, months).to_datetime64())
    return _by(start + length + 1, judged, on)


def _earliest(days: IntArray) -> IntArray:
    """The first day of each row; `NEVER` where there is none."""
    first = np.where(days > NEVER, days, OPEN).min(axis=1)
    return np.where(first < OPEN, first, NEVER)


def _day(date: np.datetime64) -> str:
    return words.day(pd.Timestamp(date))


def _since(day: np.int64) -> str:
    return f"since {_day(stamps(np.array([day]))[0])}" if day > NEVER else "never there"
