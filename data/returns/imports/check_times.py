"""Checks of time and place: spans that end before they begin or overlap, effects before causes, shared authorities.

The rule for shares. Two rows of one partnership for one authority may hold on the same day only if both are parts
with a locality of their own, and their shares together are at most 1. Shares of several partnerships may come to
more than 1, because two partnerships can serve the same children; that is a warning.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from itertools import combinations, groupby

from data.returns.imports.changes import error, warning
from data.returns.imports.compare import Comparison
from data.returns.problems import Problem
from data.returns.sheets import Key
from data.returns.sheets.records import Origin
from data.store.info import written
from data.store.rows import Row

CLOSED = ("merged", "closed")
"""Statuses after which there is no table to sit at; a dormant partnership keeps its members."""
_ROUNDING = 1e-9
Placed = tuple[Key, Row, Origin | None]

_ORDERS = (
    # (sheet, earlier column, later column, whether the same day is too early, what is wrong)
    ("statuses", "from_date", "to_date", True, "The status ends before it begins"),
    ("partnership_areas", "from_date", "to_date", True, "The coverage ends before it begins"),
    ("memberships", "from_date", "to_date", True, "The membership ends before it begins"),
    ("activities", "start_on", "end_on", False, "The activity ends before it starts"),
    ("actions", "agreed_on", "due_on", False, "The action is due before it was agreed"),
    ("actions", "agreed_on", "completed_on", False, "The action was complete before it was agreed"),
)


def ending_before_beginning(comparison: Comparison) -> Iterator[Problem]:
    """Two days in the wrong order of which the file has one and the store the other; a row's own are read so."""
    for sheet, earlier, later, strictly, wrong in _ORDERS:
        for key, row, origin in comparison.touched(sheet):
            first, last = row[earlier], row[later]
            if (
                not isinstance(first, date)
                or not isinstance(last, date)
                or {earlier, later} <= comparison.fields_sent(sheet, key)
            ):
                continue
            if last < first or (strictly and last == first):
                yield error(
                    origin,
                    later,
                    last,
                    wrong=f"{wrong}: {later} is {last.isoformat()}, {earlier} is {first.isoformat()}.",
                    right="Correct the days; the store has one of them.",
                )


def overlapping_statuses(comparison: Comparison) -> Iterator[Problem]:
    """Two statuses of one partnership on one day, at least one of them sent."""
    changed = {row["partnership"] for _, row, _ in comparison.touched("statuses")}
    rows = comparison.rows("statuses", "partnership", changed)
    # That a partnership is there goes with any other status.
    dated = [one for one in rows if _is_dated(one[1]) and one[1]["status"] != "existing"]
    for here, following in neighbours(dated):
        (_, earlier, sent_earlier), (_, later, sent_later) = here, following
        origin = sent_later or sent_earlier
        if origin is None or not overlap(earlier, later):
            continue
        begun = later["from_date"]
        yield error(
            origin,
            "from_date",
            begun,
            wrong=f"{later['partnership']} is {later['status']} from {_day_or_ever(begun)}, and {earlier['status']} "
            f"from {_day_or_ever(earlier['from_date'])} to {_end(earlier)}: two statuses at once.",
            right=f"Give the row “{earlier['status']}” the to_date {begun}, or correct the days.",
        )


def neighbours(rows: Iterable[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Each row of a partnership with the row begun before it that lasts longest: if any overlaps it, that does."""
    ordered = sorted(rows, key=lambda one: (str(one[1]["partnership"]), _begin(one[1])))
    for _, held in groupby(ordered, key=lambda one: one[1]["partnership"]):
        longest: Placed | None = None
        for one in held:
            if longest is not None:
                yield longest, one
            if longest is None or _after(one[1]) > _after(longest[1]):
                longest = one


def overlap(one: Row, other: Row) -> bool:
    """Whether two rows with from_date and to_date have a day in common."""
    return _begin(one) < _after(other) and _begin(other) < _after(one)


def _is_dated(row: Row) -> bool:
    """What nobody dated holds on no day, so it overlaps nothing."""
    return row["from_date"] is not None or row["precision"] != "not_published"


def _begin(row: Row) -> date:
    day = row["from_date"]
    return day if isinstance(day, date) else date.min


def _after(row: Row) -> date:
    day = row["to_date"]
    return day if isinstance(day, date) else date.max


def _day_or_ever(day: object) -> str:
    return written(day) if isinstance(day, date) else "ever"


def _end(row: Row) -> str:
    return _day_or_ever(row["to_date"]) if row["to_date"] else "now"


def listed_twice(comparison: Comparison) -> Iterator[Problem]:
    """One authority on two rows of one partnership that hold on the same day, at least one of them sent."""
    for together in _by(comparison, "partnership", "area_code").values():
        for here, there in combinations(together, 2):
            (_, one, sent_one), (_, other, sent_other) = here, there
            origin = sent_other or sent_one
            if origin is None or not overlap(one, other) or _are_two_parts(one, other):
                continue
            yield error(
                origin,
                "area_code",
                one["area_code"],
                wrong=f"{one['partnership']} would cover {comparison.places.called(str(one['area_code']))} "
                "twice at once.",
                right="Give the earlier row a to_date, or make both parts with a locality of their own and shares that "
                "are 1 or less together.",
            )


def shared_beyond_the_whole(comparison: Comparison) -> Iterator[Problem]:
    """Shares of one authority by several partnerships on the same day that come to more than 1."""
    for code, together in _by(comparison, "area_code").items():
        shared = [one for one in together if one[1]["share"] is not None]
        for _, row, origin in shared:
            if origin is None:
                continue
            others = [
                other
                for _, other, _ in shared
                if other["partnership"] != row["partnership"] and overlap(row, other)
            ]
            total = _share(row) + sum(map(_share, others))
            if others and total > 1 + _ROUNDING:
                yield warning(
                    origin,
                    "share",
                    row["share"],
                    wrong=f"With {', '.join(sorted({str(other['partnership']) for other in others}))} the shares of "
                    f"{comparison.places.called(str(code[0]))} come to {total:.2f}.",
                    right="That may be so where partnerships overlap; counted is 1 at most.",
                )


def _by(comparison: Comparison, *columns: str) -> dict[tuple[object, ...], list[Placed]]:
    """The rows that agree in these columns, only where one of them was sent."""
    groups: dict[tuple[object, ...], list[Placed]] = defaultdict(list)
    changed = {row["area_code"] for _, row, _ in comparison.touched("partnership_areas")}
    for one in comparison.rows("partnership_areas", "area_code", changed):
        groups[tuple(one[1][column] for column in columns)].append(one)
    return {key: rows for key, rows in groups.items() if any(origin for _, _, origin in rows)}


def _are_two_parts(one: Row, other: Row) -> bool:
    parts = one["coverage"] == other["coverage"] == "part"
    named = None not in {one["locality"], other["locality"]} and one["locality"] != other["locality"]
    return parts and named and _share(one) + _share(other) <= 1 + _ROUNDING


def _share(row: Row) -> float:
    share = row["share"]
    return float(share) if isinstance(share, int | float) else 0.0


def members_after_closure(comparison: Comparison) -> Iterator[Problem]:
    """An error where a membership begins when the partnership is closed, a warning where it goes on."""
    changed = {
        row["partnership"] for sheet in ("statuses", "memberships") for _, row, _ in comparison.touched(sheet)
    }
    closures = _closures(comparison, changed)
    for _, row, membership in comparison.rows("memberships", "partnership", closures):
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


def guests_at_meetings(comparison: Comparison) -> Iterator[Problem]:
    """A warning where an organisation attends that is no member on the day: a guest, or a membership not sent."""
    attended = list(comparison.touched("attendance"))
    meetings = comparison.after.where("meetings", "meeting", {row["meeting"] for _, row, _ in attended})
    known = comparison.after.known("organisations", {row["organisation"] for _, row, _ in attended})
    memberships: dict[object, list[Row]] = defaultdict(list)
    partnerships = {meeting["partnership"] for meeting in meetings.values()}
    for row in comparison.after.where("memberships", "partnership", partnerships).values():
        memberships[row["partnership"], row["organisation"]].append(row)
    for _, row, origin in attended:
        meeting = meetings.get((row["meeting"],))
        if meeting is None or row["organisation"] not in known:
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


def actions_of_other_meetings(comparison: Comparison) -> Iterator[Problem]:
    """An action of one partnership that names a meeting of another."""
    changed = comparison.origins["meetings"]
    actions = dict(comparison.after.where("actions", "meeting", {key for (key,) in changed}))
    actions |= comparison.after.new_rows["actions"]
    meetings = comparison.after.where("meetings", "meeting", {row["meeting"] for row in actions.values()})
    for key, row in actions.items():
        meeting = meetings.get((row["meeting"],))
        place = comparison.origins["actions"].get(key) or changed.get((row["meeting"],))
        if meeting is None or place is None or meeting["partnership"] == row["partnership"]:
            continue
        yield error(
            place,
            "meeting",
            row["meeting"],
            wrong=f"The action {row['action']} is of {row['partnership']}, its meeting of {meeting['partnership']}.",
            right="Name a meeting of the same partnership, or leave the cell blank.",
        )


def links_back_in_time(comparison: Comparison) -> Iterator[Problem]:
    """An activity that led to one which started before it; that none leads to itself, its row says."""
    changed = comparison.origins["activities"]
    links = dict(comparison.after.new_rows["activity_links"])
    for column in ("from_activity", "to_activity"):
        links |= comparison.after.where("activity_links", column, {key for (key,) in changed})
    named = {row[column] for row in links.values() for column in ("from_activity", "to_activity")}
    activities = comparison.after.where("activities", "activity", named)
    for key, row in sorted(links.items(), key=lambda one: str(one[0])):
        link = comparison.origins["activity_links"].get(key)
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


def _closures(
    comparison: Comparison, partnerships: Set[object]
) -> Mapping[object, list[tuple[Row, Origin | None]]]:
    """Partnership -> its statuses that close it."""
    closures: dict[object, list[tuple[Row, Origin | None]]] = defaultdict(list)
    for _, row, origin in comparison.rows("statuses", "partnership", partnerships):
        if row["status"] in CLOSED and row["from_date"] is not None:
            closures[row["partnership"]].append((row, origin))
    return closures


def _covers(row: Row, day: date) -> bool:
    to_date = row["to_date"]
    return _day(row["from_date"]) <= day and (not isinstance(to_date, date) or day < to_date)


def _day(day: object) -> date:
    return day if isinstance(day, date) else date.min
