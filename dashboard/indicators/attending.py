"""Who came to the last meetings: listed at the table is one thing, attending another."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.indicators.membership import GROUP_CODES, GROUP_OF, sectors
from dashboard.indicators.positions import Positions, with_position
from dashboard.indicators.spans import ALWAYS, Flags, Happenings, Whole, day_number, day_numbers
from data.programme import Programme

CAME = ("present", "substitute")
LAST = 2
"""How many of the latest meetings are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The meetings that were held, by partnership and day, and who came to each.

    `came` has a row a meeting, in the order of `days.marks`, and a column a core group; `recorded` says
    whether anybody noted who came.
    """

    days: Happenings
    came: Flags
    recorded: Flags


@lru_cache(maxsize=8)
def held(programme: Programme) -> Held:
    """All meetings that were held; of two on one day, the one with the lower key first."""
    meetings = _meetings(programme)
    days = Happenings.of(
        meetings["position"].to_numpy(dtype=np.int64),
        day_numbers(meetings["held_on"].to_numpy(), missing=ALWAYS),
    )
    meeting, group, is_there = _attendance(programme, meetings)
    came = np.zeros((len(meetings), len(GROUP_CODES)), dtype=bool)
    came[meeting[is_there & (group >= 0)], group[is_there & (group >= 0)]] = True
    recorded = np.zeros(len(meetings), dtype=bool)
    recorded[meeting] = True
    return Held(days, came[days.order], recorded[days.order])


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
        recorded[there] |= meetings.recorded[until[there] - back]
    return came, recorded


def _meetings(programme: Programme) -> DataFrame:
    rows = programme.meetings[programme.meetings["state"] == "held"].dropna(subset="held_on")
    return with_position(programme, rows.sort_values("meeting"))


def _attendance(programme: Programme, meetings: DataFrame) -> tuple[Positions, Whole, Flags]:
    """For each note of who came: the meeting's row, the core group (-1 if none) and whether they were there."""
    rows = programme.attendance
    meeting = pd.Index(meetings["meeting"]).get_indexer(pd.Index(rows["meeting"]))
    organisation = pd.Index(programme.organisations["organisation"]).get_indexer(
        pd.Index(rows["organisation"])
    )
    found = GROUP_OF[np.append(sectors(programme), -1)[organisation]]
    known = meeting >= 0
    return meeting[known], found[known], rows["state"].isin(CAME).to_numpy(dtype=bool)[known]
