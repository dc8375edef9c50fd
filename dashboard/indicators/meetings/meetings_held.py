"""The meetings that were held and who came to them: what the page on meetings counts from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import CategoricalDtype, DataFrame, Timestamp

from dashboard.cache import cached, cached_frame
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    Events,
    Flags,
    IntArray,
    day_number,
    day_numbers,
)
from dashboard.indicators.shared.members import GROUP_CODES, GROUP_OF
from dashboard.indicators.shared.periods import in_window
from dashboard.indicators.shared.records import category, with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import MEETING_FORMATS, MEETING_PURPOSES, SECTORS, VENUE_TYPES

PRESENT = ("present", "substitute")
"""The states of attendance that count as being there."""
LAST = 2
"""How many of the latest meetings are looked at."""


@cached(most=8)
def meetings(programme: Programme) -> DataFrame:
    """Every meeting that was held, the earliest first.

    Columns: meeting (key), position (of the partnership in the store), held_on, format, purpose, venue_type
    (categories, `NOT_RECORDED` among them), is_steering (held as a quorate steering group), is_steering_unknown (by
    a steering group of which nobody recorded whether it was quorate), is_illustrative.
    """
    rows = programme.meetings
    rows = with_position(programme, rows[(rows["state"] == "held") & rows["held_on"].notna()])
    rows = rows.sort_values("held_on", kind="stable", ignore_index=True)
    return rows[["meeting", "position", "held_on", "is_illustrative"]].assign(
        format=rows["format"].astype(CategoricalDtype([*MEETING_FORMATS])),
        purpose=category(rows["purpose"], MEETING_PURPOSES),
        venue_type=category(rows["venue_type"], VENUE_TYPES),
        is_steering=rows["quorate"].eq(True) & (rows["body"] == "steering_group"),
        is_steering_unknown=rows["quorate"].isna() & (rows["body"] == "steering_group"),
    )


@cached(most=8)
def attendance(programme: Programme) -> DataFrame:
    """Every organisation invited to one of `meetings`.

    Columns: meeting (its label in the index of `meetings`), sector (category), is_present (came, or sent a substitute).
    """
    rows, sectors = programme.attendance, programme.organisations.set_index("organisation")["sector"]
    frame = DataFrame(
        {
            "meeting": pd.Index(meetings(programme)["meeting"]).get_indexer(pd.Index(rows["meeting"])),
            "sector": category(rows["organisation"].map(sectors), SECTORS),
            "is_present": rows["state"].isin(PRESENT),
        }
    )
    return frame[frame["meeting"] >= 0].reset_index(drop=True)


@cached_frame
def in_period(question: Question) -> DataFrame:
    """Those of `meetings` that are asked for: held in the window, by the partnerships of the filters."""
    frame = meetings(question.visible)
    is_asked = selection.is_selected(question)[frame["position"].to_numpy()]
    rows: DataFrame = frame[is_asked & in_window(frame["held_on"].to_numpy(), question)]
    return rows


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


@cached(most=8)
def attendance_by_day(programme: Programme) -> AttendanceByDay:
    """All meetings that were held, with who came to them."""
    held, invited = meetings(programme), attendance(programme)
    days = Events.of(
        held["position"].to_numpy(dtype=np.int64), day_numbers(held["held_on"].to_numpy(), missing=ALWAYS)
    )
    came = invited[invited["is_present"]]
    group = GROUP_OF[came["sector"].cat.codes]
    groups = np.zeros((len(held), len(GROUP_CODES)), dtype=bool)
    groups[came["meeting"][group >= 0], group[group >= 0]] = True
    return AttendanceByDay(
        days=days,
        groups=groups[days.order],
        invited=np.bincount(invited["meeting"], minlength=len(held))[days.order],
        present=np.bincount(came["meeting"], minlength=len(held))[days.order],
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
