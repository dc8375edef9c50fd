"""The meetings that were held, in numbers: what the page on meetings counts from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard.cache import cached
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.indicators.shared.periods import in_window
from dashboard.indicators.shared.records import with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import MEETING_FORMATS, MEETING_PURPOSES, SECTORS, VENUE_TYPES

NOT_RECORDED = "Not recorded"
CAME = ("present", "substitute")
"""The states of attendance that count as being there."""


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """Meetings held, one entry each, the earliest first.

    `row` in the programme's frame, `position` of the partnership. `form`, `purpose` and `venue` are places
    among the words of the field; -1 where not recorded. `steering`: as a quorate steering group.
    """

    row: Positions
    held_on: Stamps
    position: Positions
    form: Positions
    purpose: Positions
    venue: Positions
    steering: Flags
    generated: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Attendance:
    """Who was invited to meetings held and whether they came: `meeting` is a place in `meetings`, `sector`
    one among the words of the field (-1 if not known).
    """

    meeting: Positions
    sector: Positions
    came: Flags


@cached(most=8)
def meetings(programme: Programme) -> Meetings:
    """The programme's meetings that were held, in numbers."""
    rows = programme.meetings.reset_index(drop=True)
    rows = with_position(programme, rows[(rows["state"] == "held") & rows["held_on"].notna()])
    rows = rows.sort_values("held_on", kind="stable")
    quorate = np.array([said is True for said in rows["quorate"]], dtype=bool)
    return Meetings(
        row=rows.index.to_numpy(dtype=np.intp),
        held_on=rows["held_on"].to_numpy(dtype="datetime64[us]"),
        position=rows["position"].to_numpy(dtype=np.intp),
        form=pd.Index(list(MEETING_FORMATS)).get_indexer(pd.Index(rows["format"])),
        purpose=pd.Index(list(MEETING_PURPOSES)).get_indexer(pd.Index(rows["purpose"])),
        venue=pd.Index(list(VENUE_TYPES)).get_indexer(pd.Index(rows["venue_type"])),
        steering=quorate & (rows["body"] == "steering_group").to_numpy(dtype=bool),
        generated=rows["is_illustrative"].to_numpy(dtype=bool),
    )


@cached(most=8)
def attendance(programme: Programme) -> Attendance:
    """Everybody invited to the programme's meetings that were held, in numbers."""
    held, rows = meetings(programme), programme.attendance
    keys = pd.Index(programme.meetings["meeting"].iloc[held.row])
    meeting = keys.get_indexer(pd.Index(rows["meeting"]))
    known = meeting >= 0
    return Attendance(
        meeting=meeting[known],
        sector=_sectors(programme, rows)[known],
        came=rows["state"].isin(CAME).to_numpy(dtype=bool)[known],
    )


def asked(question: Question) -> Flags:
    """Which meetings are asked for: held in the window, by the partnerships of the filters."""
    held = meetings(question.visible)
    return in_window(held.held_on, question) & selection.is_selected(question)[held.position]


def _sectors(programme: Programme, rows: DataFrame) -> Positions:
    known = programme.organisations
    sector = pd.Index(list(SECTORS)).get_indexer(pd.Index(known["sector"]))
    organisation = pd.Index(known["organisation"]).get_indexer(pd.Index(rows["organisation"]))
    found: Positions = np.append(sector, -1)[organisation]
    return found
