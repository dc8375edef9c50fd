"""Spans of time: each ends after it begins, and a partnership has one status at a time."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from data.returns.imports.checks.result import Checked, error
from data.returns.imports.entities import Key
from data.returns.problems import Problem
from data.returns.sheets.records import Origin
from data.store.info import written
from data.store.rows import Row

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


def ending_before_beginning(checked: Checked) -> Iterator[Problem]:
    """Two days in the wrong order of which the file has one and the store the other; a row's own are read so."""
    for sheet, earlier, later, strictly, wrong in _ORDERS:
        for key, row, origin in checked.touched(sheet):
            first, last = row[earlier], row[later]
            if (
                not isinstance(first, date)
                or not isinstance(last, date)
                or checked.says(sheet, key, earlier, later)
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


def overlapping_statuses(checked: Checked) -> Iterator[Problem]:
    """Two statuses of one partnership on one day, at least one of them sent."""
    dated = [one for one in checked.rows("statuses") if _is_dated(one[1])]
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
            wrong=f"{later['partnership']} is {later['status']} from {_day(begun)}, and {earlier['status']} from "
            f"{_day(earlier['from_date'])} to {_end(earlier)}: two statuses at once.",
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


def _day(day: object) -> str:
    return written(day) if isinstance(day, date) else "ever"


def _end(row: Row) -> str:
    return _day(row["to_date"]) if row["to_date"] else "now"
