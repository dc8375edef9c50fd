"""What cannot be in the life of a partnership: members after its closure, effects before their causes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from data.returns.imports.checks.overlaps import overlap
from data.returns.imports.checks.result import Checked, error, warning
from data.returns.problems import Problem
from data.returns.sheets.records import Origin
from data.store.info import written
from data.store.rows import Row

CLOSED = ("merged", "closed")
"""Statuses after which there is no table to sit at; a dormant partnership keeps its members."""


def members_after_closure(checked: Checked) -> Iterator[Problem]:
    """An error where a membership begins when the partnership is closed, a warning where it goes on."""
    closures = _closures(checked)
    for _, row, membership in checked.rows("memberships"):
        for closure, status in closures.get(row["partnership"], ()):
            origin = membership or status
            if origin is not None and overlap(row, closure):
                yield _after_closure(row, closure, origin)


def _after_closure(row: Row, closure: Row, origin: Origin) -> Problem:
    closed = _day(closure["from_date"])
    is_closed = f"{row['partnership']} is {closure['status']} from {written(closed)}"
    member = f"{row['organisation']} ({row['role']})"
    if _day(row["from_date"]) >= closed:
        return error(
            origin,
            "from_date",
            row["from_date"],
            wrong=f"{is_closed}, but {member} joins after that.",
            right="Correct the day or the status.",
        )
    return warning(
        origin,
        "to_date",
        row["to_date"],
        wrong=f"{is_closed}, but {member} stays a member.",
        right="Give the membership a to_date.",
    )


def guests_at_meetings(checked: Checked) -> Iterator[Problem]:
    """A warning where an organisation attends that is no member on the day: a guest, or a membership not sent."""
    memberships: dict[object, list[Row]] = defaultdict(list)
    for row in checked.after.rows["memberships"].values():
        memberships[row["partnership"], row["organisation"]].append(row)
    meetings = checked.after.rows["meetings"]
    for _, row, origin in checked.touched("attendance"):
        meeting = meetings.get((row["meeting"],))
        if meeting is None or not checked.after.has("organisations", row["organisation"]):
            continue
        held_on, partnership = _day(meeting["held_on"]), meeting["partnership"]
        seats = memberships.get((partnership, row["organisation"]), [])
        if not any(_covers(seat, held_on) for seat in seats):
            yield warning(
                origin,
                "organisation",
                row["organisation"],
                wrong=f"{row['organisation']} is not a member of {partnership} on {written(held_on)}.",
                right="Add the membership, or leave it so for a guest.",
            )


def actions_of_other_meetings(checked: Checked) -> Iterator[Problem]:
    """An action of one partnership that names a meeting of another."""
    meetings = checked.after.rows["meetings"]
    for _, row, origin in checked.rows("actions"):
        meeting = meetings.get((row["meeting"],))
        place = origin or checked.origins["meetings"].get((row["meeting"],))
        if meeting is None or place is None or meeting["partnership"] == row["partnership"]:
            continue
        yield error(
            place,
            "meeting",
            row["meeting"],
            wrong=f"The action {row['action']} is of {row['partnership']}, its meeting of {meeting['partnership']}.",
            right="Name a meeting of the same partnership, or leave the cell blank.",
        )


def links_back_in_time(checked: Checked) -> Iterator[Problem]:
    """An activity that led to one which started before it; that none leads to itself, its row says."""
    activities, changed = checked.after.rows["activities"], checked.origins["activities"]
    for _, row, link in checked.rows("activity_links"):
        cause, effect = (row["from_activity"],), (row["to_activity"],)
        origin = link or changed.get(cause) or changed.get(effect)
        if origin is None or cause not in activities or effect not in activities:
            continue
        wrong = _wrong_order(activities[cause], activities[effect])
        if wrong:
            yield error(
                origin,
                "to_activity" if link else "start_on",
                row["to_activity"],
                wrong=wrong,
                right="Swap the two, or correct the days.",
            )


def _wrong_order(cause: Row, effect: Row) -> str:
    """Why one cannot have led to the other; nothing where it can."""
    first, last = _day(cause["start_on"]), _day(effect["start_on"])
    if first <= last:
        return ""
    return (
        f"{cause['activity']} started on {written(first)}, but what it is said to have led to, "
        f"{effect['activity']}, on {written(last)}."
    )


def _closures(checked: Checked) -> Mapping[object, list[tuple[Row, Origin | None]]]:
    """Partnership -> its statuses that close it."""
    closures: dict[object, list[tuple[Row, Origin | None]]] = defaultdict(list)
    for _, row, origin in checked.rows("statuses"):
        if row["status"] in CLOSED and row["from_date"] is not None:
            closures[row["partnership"]].append((row, origin))
    return closures


def _covers(row: Row, day: date) -> bool:
    to_date = row["to_date"]
    return _day(row["from_date"]) <= day and (not isinstance(to_date, date) or day < to_date)


def _day(day: object) -> date:
    return day if isinstance(day, date) else date.min
