"""Checks of time and place: spans that end before they begin or overlap, effects before causes, shared authorities.

The rule for shares. Two rows of one partnership for one authority may hold on the same day only if both are parts
with a locality of their own, and their shares together are at most 1. Shares of several partnerships may come to
more than 1, because two partnerships can serve the same children; that is a warning.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import combinations, groupby

import numpy as np

from data.returns.columns import is_there
from data.returns.imports.changes import error, warning
from data.returns.imports.compare import Comparison
from data.returns.imports.stored_rows import Touched
from data.returns.problems import Problem
from data.returns.sheets import SHEETS, Key
from data.returns.sheets.records import Origin
from data.store.info import written
from data.store.rows import Row
from data.taxonomy import OVER_STATUSES

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
        touched = comparison.touched(sheet)
        if touched.sent is None:
            continue
        own = touched.sent.has(earlier) & touched.sent.has(later)
        begin, end = touched.rows[earlier], touched.rows[later]
        for place in np.flatnonzero(~own[touched.sent_at] & is_there(begin) & is_there(end)).tolist():
            first, last = begin[place], end[place]
            if last < first or (strictly and last == first):
                yield error(
                    touched.origin(place),
                    later,
                    last,
                    wrong=f"{wrong}: {later} is {last.isoformat()}, {earlier} is {first.isoformat()}.",
                    right="Correct the days; the store has one of them.",
                )


def overlapping_statuses(comparison: Comparison) -> Iterator[Problem]:
    """Two statuses of one partnership on one day, at least one of them sent."""
    changed = _named(comparison, "statuses", "partnership")
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
    changed = _named(comparison, "partnership_areas", "area_code")
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
    changed = _named(comparison, "statuses", "partnership") | _named(comparison, "memberships", "partnership")
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
    touched = comparison.touched("attendance")
    meetings = _by_first_key(comparison, "meetings", touched.rows["meeting"], ("partnership", "held_on"))
    known = comparison.after.known("organisations", set(touched.rows["organisation"].tolist()))
    partnerships = {partnership for partnership, _ in meetings.values()}
    seats: dict[object, list[tuple[object, object]]] = defaultdict(list)
    members = comparison.after.where("memberships", "partnership", partnerships).rows
    for partnership, organisation, *span in members.tuples(
        ("partnership", "organisation", "from_date", "to_date")
    ):
        seats[partnership, organisation].append((span[0], span[1]))
    for place, (meeting, organisation) in enumerate(touched.rows.tuples(("meeting", "organisation"))):
        if meeting not in meetings or organisation not in known:
            continue
        partnership, day = meetings[meeting]
        held_on = _day(day)
        if not any(_covers(seat, held_on) for seat in seats.get((partnership, organisation), ())):
            yield warning(
                touched.origin(place),
                "organisation",
                organisation,
                wrong=f"{organisation} is not a member of {partnership} on {written(held_on)}.",
                right="Add the membership, or leave it so for a guest.",
            )


def actions_of_other_meetings(comparison: Comparison) -> Iterator[Problem]:
    """An action of one partnership that names a meeting of another."""
    actions, meetings = comparison.touched("actions"), comparison.touched("meetings")
    changed = _places_of(meetings, "meeting")
    naming = comparison.after.where("actions", "meeting", set(changed))
    named = {*actions.rows["meeting"].tolist(), *naming.rows["meeting"].tolist()}
    owners = _by_first_key(comparison, "meetings", named, ("partnership",))
    untouched = naming.rows.only(naming.touched_at < 0)
    for rows, is_touched in ((untouched, False), (actions.rows, True)):
        said = rows.tuples(("action", "partnership", "meeting"))
        for place, (action, partnership, meeting) in enumerate(said):
            (owner,) = owners.get(meeting, (partnership,))
            if owner == partnership:
                continue
            yield error(
                actions.origin(place) if is_touched else meetings.origin(changed[meeting]),
                "meeting",
                meeting,
                wrong=f"The action {action} is of {partnership}, its meeting of {owner}.",
                right="Name a meeting of the same partnership, or leave the cell blank.",
            )


def links_back_in_time(comparison: Comparison) -> Iterator[Problem]:
    """An activity that led to one which started before it; that none leads to itself, its row says."""
    links, activities = comparison.touched("activity_links"), comparison.touched("activities")
    changed = _places_of(activities, "activity")
    ends = ("from_activity", "to_activity")
    found: dict[tuple[object, ...], int] = {}
    for column in ends:
        laid = comparison.after.where("activity_links", column, set(changed))
        found |= dict(zip(laid.rows.tuples(ends), laid.touched_at.tolist(), strict=True))
    found |= {pair: place for place, pair in enumerate(links.rows.tuples(ends))}
    starts = _by_first_key(comparison, "activities", {end for pair in found for end in pair}, ("start_on",))
    wrong = [
        pair
        for pair in found
        if pair[0] in starts and pair[1] in starts and _day(starts[pair[0]][0]) > _day(starts[pair[1]][0])
    ]
    for cause, effect in sorted(wrong, key=str):
        link = found[cause, effect]
        activity = changed.get(cause, changed.get(effect))
        if link < 0 and activity is None:
            continue
        yield error(
            links.origin(link) if link >= 0 else activities.origin(activity or 0),
            "to_activity" if link >= 0 else "start_on",
            effect,
            wrong=f"{cause} started on {written(_day(starts[cause][0]))}, but what it is said to have led to, "
            f"{effect}, on {written(_day(starts[effect][0]))}.",
            right="Swap the two, or correct the days.",
        )


def _named(comparison: Comparison, sheet: str, column: str) -> set[object]:
    """What the rows of a sheet that the files make or change have in a column."""
    return set(comparison.touched(sheet).rows[column].tolist())


def _places_of(touched: Touched, column: str) -> Mapping[object, int]:
    """The places of rows that are touched by their key of one column."""
    return {key: place for place, key in enumerate(touched.rows[column].tolist())}


def _by_first_key(
    comparison: Comparison, sheet: str, keys: Iterable[object], columns: Sequence[str]
) -> Mapping[object, tuple[object, ...]]:
    """Key -> some columns of the rows of a sheet that would have one of these keys, of one column."""
    key = SHEETS[sheet].key[0]
    rows = comparison.after.where(sheet, key, keys).rows
    return dict(zip(rows[key].tolist(), rows.tuples(columns), strict=True))


def _closures(
    comparison: Comparison, partnerships: Set[object]
) -> Mapping[object, list[tuple[Row, Origin | None]]]:
    """Partnership -> its statuses that close it."""
    closures: dict[object, list[tuple[Row, Origin | None]]] = defaultdict(list)
    for _, row, origin in comparison.rows("statuses", "partnership", partnerships):
        if row["status"] in OVER_STATUSES and row["from_date"] is not None:
            closures[row["partnership"]].append((row, origin))
    return closures


def _covers(seat: tuple[object, object], day: date) -> bool:
    from_date, to_date = seat
    return _day(from_date) <= day and (not isinstance(to_date, date) or day < to_date)


def _day(day: object) -> date:
    return day if isinstance(day, date) else date.min
