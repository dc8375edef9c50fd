"""The meetings behind every figure about meetings, one by one, and who was invited to them."""

import numpy as np
from pandas import DataFrame

from dashboard.cache import LONG, cached
from dashboard.indicators.lists.rows import coded, labelled, last_days
from dashboard.indicators.meetings import meetings, meetings_held
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags
from dashboard.indicators.shared.periods import stamp
from dashboard.question import Question
from data.taxonomy import (
    ATTENDANCE_STATES,
    BODIES,
    MEETING_FORMATS,
    MEETING_PURPOSES,
    SECTORS,
    VENUE_TYPES,
)

SECTOR_LABELS = {code: sector.label for code, sector in SECTORS.items()}


@cached(most=LONG)
def listing(question: Question, *, ever: bool) -> DataFrame:
    """The meetings held by the partnerships asked for, the latest first: those of the period, or `ever` up to the as-at
    date.

    Columns: meeting, partnership, name, region, bridge, anchor, held_on, body (label), format, purpose and venue
    (codes; `NOT_SAID` where nobody said), quorate (yes, no; NaN where nobody said), invited and came (organisations;
    NaN where nobody noted it), agreed (actions), expected (yes where it was to be expected in that quarter),
    quarter (its last day, ISO), is_illustrative.
    """
    visible = question.visible
    rows, held = meetings_held.rows(visible), meetings_held.meetings(visible)
    places = np.flatnonzero(_until(question) if ever else meetings_held.is_in_period(question))[::-1]
    rows, quarter, position = rows.iloc[places], held.quarter[places], held.position[places]
    came = meetings_held.attendance(visible)
    invited, present = (
        np.bincount(some.meeting, minlength=len(held)) for some in (came, came.of(came.is_present))
    )
    agreed = visible.actions.groupby("meeting").size()
    noted = np.where(invited[places] > 0, 1.0, np.nan)
    quorate = rows["quorate"].map({True: "yes", False: "no"})
    return DataFrame(
        {
            "meeting": rows["meeting"].array,
            **labelled(question, position, anchor="meetings"),
            "held_on": held.held_on[places],
            "body": rows["body"].map(BODIES).array,
            "format": coded(rows["format"], MEETING_FORMATS),
            "purpose": coded(rows["purpose"], MEETING_PURPOSES),
            "venue": coded(rows["venue_type"], VENUE_TYPES),
            "quorate": quorate.astype("str").array,
            "invited": invited[places] * noted,
            "came": present[places] * noted,
            "agreed": rows["meeting"].map(agreed).fillna(0).to_numpy(dtype=int),
            "expected": np.where(_was_expected(question)[places], "yes", "no"),
            "quarter": last_days(quarter),
            "is_illustrative": held.is_illustrative[places],
        }
    )


@cached(most=LONG)
def invitations(question: Question) -> DataFrame:
    """Who was invited to the meetings of the period, and who came; the latest meeting first, then by name.

    Columns: partnership, name, region, bridge, anchor, held_on, organisation (name), invited_sector (code; `NOT_SAID`
    where it is not known), sector (label), attended (yes or no), state (label), is_illustrative.
    """
    visible = question.visible
    held, every = meetings_held.meetings(visible), meetings_held.attendance(visible)
    rows = meetings_held.invited(visible)
    organisations = visible.organisations.set_index("organisation")
    asked = np.flatnonzero(meetings_held.is_in_period(question)[every.meeting])
    rows, meeting, is_present = rows.iloc[asked], every.meeting[asked], every.is_present[asked]
    sector = rows["organisation"].map(organisations["sector"])
    frame = DataFrame(
        {
            **labelled(question, held.position[meeting], anchor="meetings"),
            "held_on": held.held_on[meeting],
            "organisation": rows["organisation"].map(organisations["name"]).array,
            "invited_sector": coded(sector, SECTOR_LABELS),
            "sector": sector.map(SECTOR_LABELS).array,
            "attended": np.where(is_present, "yes", "no"),
            "state": rows["state"].map(ATTENDANCE_STATES).array,
            "is_illustrative": rows["is_illustrative"].array,
        }
    )
    return frame.sort_values(
        ["held_on", "name", "organisation"], ascending=[False, True, True], kind="stable", ignore_index=True
    )


def _until(question: Question) -> Flags:
    """Which of the meetings of a programme were held by the as-at date, by the partnerships asked for."""
    held = meetings_held.meetings(question.visible)
    flags: Flags = selection.is_selected(question)[held.position] & (held.held_on <= stamp(question.on))
    return flags


def _was_expected(question: Question) -> Flags:
    """Of each meeting of a programme, whether its partnership was expected to meet in that quarter."""
    held = meetings_held.meetings(question.visible)
    if not len(held):
        return np.zeros(0, dtype=bool)
    first = int(held.quarter[0])
    expected = meetings.is_expected_in(question.visible, question.on, first)
    inside = held.quarter - first < expected.shape[1]
    flags = np.zeros(len(held), dtype=bool)
    flags[inside] = expected[held.position[inside], (held.quarter - first)[inside]]
    return flags
