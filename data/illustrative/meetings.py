"""Meetings, who came, and the actions agreed there and afterwards.

Formats and purposes partly mismatch: a workshop that was to decide, a closed meeting that only informed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from data.illustrative.calendar import LAST_DAY
from data.illustrative.members import Seat
from data.illustrative.partnerships import Partnership
from data.illustrative.random_draws import Draws
from data.store.rows import Row, Rows

YOUNG_FORMATS = {"open_network": 4, "workshop": 4, "roundtable": 3, "closed_meeting": 2}
LATER_FORMATS = {"open_network": 2, "workshop": 2, "roundtable": 3, "closed_meeting": 5}
YOUNG_DAYS = 540
PURPOSES = {
    "workshop": {"ideation": 6, "decision": 2, "information_sharing": 1.5, "recruitment": 0.5},
    "roundtable": {"information_sharing": 5, "ideation": 2, "decision": 2.5, "recruitment": 0.5},
    "open_network": {"recruitment": 5, "information_sharing": 4, "ideation": 1, "decision": 0.5},
    "closed_meeting": {"decision": 6, "information_sharing": 3, "ideation": 1, "recruitment": 0.2},
}
BODIES = {
    "workshop": {"full_partnership": 5, "sub_group": 3, "network": 1},
    "roundtable": {"full_partnership": 6, "steering_group": 3},
    "open_network": {"network": 6, "full_partnership": 3},
    "closed_meeting": {"steering_group": 7, "full_partnership": 2, "sub_group": 2},
}
VENUES = {"partner": 5, "council_office": 4, "cultural_venue": 4, "school": 2, "online": 0.4, "other": 0.5}
COMES = {
    "youth_sector": 0.45,
    "health": 0.4,
    "employer": 0.35,
    "planning": 0.4,
    "early_years": 0.5,
    "school": 0.58,
}
"""How likely a member of a sector comes; the others do so seven times in ten."""
TASKS = (
    "Share the list of schools without an arts lead",
    "Draft the terms of reference for the next meeting",
    "Ask the Music Education Hub for its school contacts",
    "Map what is on offer for children under five",
    "Bring Artsmark figures to the next meeting",
    "Invite the youth service to join",
    "Write to head teachers about the autumn programme",
    "Find a room in a school for the next meeting",
    "Collect partners' dates into one calendar",
    "Prepare the funding application with the lead organisation",
    "Report on the pilot to the steering group",
    "Agree how young people are to be heard",
)


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that took place, with the members who came; `is_listed` is False where nobody noted who did."""

    key: str
    partnership: str
    on: date
    present: tuple[Seat, ...]
    is_listed: bool
    lasts_until: date


def meeting_rows(partnership: Partnership, seats: tuple[Seat, ...], seed: int, *, scale: int) -> Rows:
    """Rows of meeting, attendance and action for every quarter that a partnership reported."""
    rows: Rows = {"meeting": [], "attendance": [], "action": []}
    draws = Draws(seed, partnership.slug, "meetings")
    for number, day in enumerate(_days(partnership, draws, scale), start=1):
        state = "cancelled" if draws.yes(0.04) else "held"
        meeting = _meeting(partnership, f"{partnership.slug}-m{number}", day, draws, state=state)
        _add_meeting(rows, partnership, seats, draws, meeting=meeting)
    if partnership.meets_until == LAST_DAY and partnership.reported and draws.yes(0.4):
        planned = draws.weekday(LAST_DAY + timedelta(days=14), LAST_DAY + timedelta(days=80))
        rows["meeting"].append(
            _meeting(partnership, f"{partnership.slug}-next", planned, draws, state="planned")
        )
    return rows


def _days(partnership: Partnership, draws: Draws, scale: int) -> list[date]:
    """The days of meetings, the first one among them if its quarter was reported."""
    first = partnership.history.first_meeting_on or LAST_DAY
    found = [first] if any(quarter.first <= first <= quarter.last for quarter in partnership.reported) else []
    keenness = draws.between(0.75, 1.1)
    for quarter in partnership.reported:
        often = int(keenness * partnership.meetings_a_year / 4 * scale + draws.between(0, 1))
        begin, end = max(quarter.first, first), min(quarter.last, partnership.meets_until)
        found += [draws.weekday(begin, end) for _ in range(often)]
    return sorted(day for day in found if first <= day <= partnership.meets_until)


def _add_meeting(
    rows: Rows, partnership: Partnership, seats: tuple[Seat, ...], draws: Draws, *, meeting: Row
) -> None:
    rows["meeting"].append(meeting)
    if meeting["state"] != "held":
        return
    key, day = str(meeting["meeting"]), cast("date", meeting["held_on"])
    came = {seat: _attends(seat, draws) for seat in seats if seat.taken_on(day)}
    rows["attendance"] += [
        {"meeting": key, "organisation": seat.organisation, "state": state} for seat, state in came.items()
    ]
    there = tuple(seat for seat, state in came.items() if state in ("present", "substitute"))
    held = HeldMeeting(key, partnership.slug, day, there, bool(came), partnership.lasts_until)
    rows["action"] += _actions(held, draws)


def _meeting(partnership: Partnership, key: str, day: date, draws: Draws, *, state: str) -> Row:
    young = (day - (partnership.history.first_meeting_on or day)).days < YOUNG_DAYS
    form = draws.pick(YOUNG_FORMATS if young else LATER_FORMATS)
    body = draws.pick(BODIES[form])
    return {
        "meeting": key,
        "partnership": partnership.slug,
        "held_on": day,
        "body": body,
        "format": form,
        "purpose": draws.pick(PURPOSES[form]) if draws.yes(0.95) else None,
        "venue_type": draws.pick(VENUES) if draws.yes(0.93) else None,
        "quorate": draws.yes(0.8) if body == "steering_group" and state == "held" else None,
        "state": state,
    }


def _attends(seat: Seat, draws: Draws) -> str:
    if draws.yes(COMES.get(seat.sector, 0.7)):
        return "substitute" if draws.yes(0.12) else "present"
    return draws.pick({"apologies": 2, "absent": 1})


def _actions(meeting: HeldMeeting, draws: Draws) -> Iterator[Row]:
    if meeting.is_listed and not meeting.present:
        return
    for number in range(1, draws.count(1.4) + 1):
        in_meeting = draws.yes(0.6)
        agreed = meeting.on if in_meeting else meeting.on + timedelta(days=draws.whole(1, 14))
        if agreed > meeting.lasts_until:
            continue
        due = agreed + timedelta(days=draws.whole(21, 120))
        likely = 0.78 if in_meeting else 0.9
        completed, state = _outcome(agreed, due, draws, likely=likely, until=meeting.lasts_until)
        yield {
            "action": f"{meeting.key}-a{number}",
            "partnership": meeting.partnership,
            "meeting": meeting.key,
            "description": draws.one(TASKS),
            "agreed_on": agreed,
            "agreed_when": "in_meeting" if in_meeting else "in_follow_up",
            "owner": draws.one(meeting.present).name if meeting.present else None,
            "due_on": due,
            "completed_on": completed,
            "state": state,
        }


def _outcome(agreed: date, due: date, draws: Draws, *, likely: float, until: date) -> tuple[date | None, str]:
    """When an action was done and how it stands; what is agreed afterwards gets done more often, and what a
    partnership leaves undone when it ends is dropped.
    """
    unfinished = "open" if until == LAST_DAY else "dropped"
    if not draws.yes(likely):
        given_up = (LAST_DAY - due).days > 180 and draws.yes(0.85)  # noqa: PLR2004
        return None, "dropped" if given_up else unfinished
    done = max(agreed, due + timedelta(days=round(draws.around(-12, 16))))
    return (done, "complete") if done <= until else (None, unfinished)
