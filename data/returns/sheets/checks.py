"""What must agree within one row: small rules that say what is wrong, as data of a sheet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from data.returns.problems import Severity
from data.taxonomy import ILLUSTRATIVE_GRADE

Row = Mapping[str, object]
"""The columns of a row that could be read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, said of one of its columns."""

    column: str
    wrong: str
    right: str
    severity: Severity = "error"


Check = Callable[[Row, date], Iterator[Fault]]
"""Takes a row and today's date."""


def in_order(first: str, last: str, *, same_day: bool = False) -> Check:
    """`last` is not before `first`; nor on the same day, unless that is allowed."""

    def check(row: Row, _today: date) -> Iterator[Fault]:
        start, end = row.get(first), row.get(last)
        if not isinstance(start, date) or not isinstance(end, date):
            return
        if end < start or (end == start and not same_day):
            words = "before" if end < start else "the same day as"
            yield Fault(
                last, f"{last} ({end.isoformat()}) is {words} {first} ({start.isoformat()}).", _advice(last)
            )

    return check


def not_to_come(column: str, *, when: Callable[[Row], bool] | None = None) -> Check:
    """`column` does not lie in the future."""

    def check(row: Row, today: date) -> Iterator[Fault]:
        day = row.get(column)
        if isinstance(day, date) and day > today and (when is None or when(row)):
            yield Fault(
                column, f"{column} ({day.isoformat()}) is still to come.", "Check the year.", "warning"
            )

    return check


def was_held(row: Row) -> bool:
    """Whether a meeting is said to have been held."""
    return row.get("state") == "held"


def undated_only_if_not_published(column: str) -> Check:
    """There is a day, unless the row says that none was published."""

    def check(row: Row, _today: date) -> Iterator[Fault]:
        # A file without the column says nothing of the day, and a row that is there keeps the one it has.
        if column in row and row[column] is None and row.get("precision", "day") != "not_published":
            yield Fault(
                column,
                f"{column} is missing.",
                "Write the day, or not_published under precision if nobody gave one.",
            )

    return check


def weakest_where_made_up(row: Row, _today: date) -> Iterator[Fault]:
    """The weakest grade is that of made-up rows, and theirs alone."""
    if "grade" in row and (row["grade"] == ILLUSTRATIVE_GRADE) != bool(row.get("illustrative")):
        right = "Write 6 for a row that is made up, and for no other; or correct the column illustrative."
        yield Fault("grade", "Grade and illustrative do not agree.", right)


def whole_is_all(row: Row, _today: date) -> Iterator[Fault]:
    """Who covers the whole of an authority covers all its children and young people."""
    if row.get("coverage") == "whole" and row.get("share") not in {None, 1.0}:
        yield Fault(
            "share", "The coverage is whole, but the share is below 1.", "Write part, or leave share blank."
        )


def one_primary_lever(row: Row, _today: date) -> Iterator[Fault]:
    """The primary lever is not a secondary one too."""
    primary, others = row.get("primary_lever"), row.get("secondary_levers")
    if isinstance(others, tuple) and primary in others:
        yield Fault("secondary_levers", f"{primary} is the primary lever already.", "Name it once.")


def two_activities(row: Row, _today: date) -> Iterator[Fault]:
    """An activity does not lead to itself."""
    if row.get("from_activity") is not None and row.get("from_activity") == row.get("to_activity"):
        yield Fault("to_activity", "The activity leads to itself.", "Name the activity that it led to.")


def done_when_complete(row: Row, _today: date) -> Iterator[Fault]:
    """State and day of completion of an action agree."""
    done, state = row.get("completed_on"), row.get("state")
    if done is not None and state == "open":
        yield Fault("state", "The action has a day of completion, but is open.", "Write complete.", "warning")
    if state == "complete" and "completed_on" in row and done is None:
        yield Fault("completed_on", "The action is complete, but not when.", "Write the day.", "warning")


def somewhere(row: Row, _today: date) -> Iterator[Fault]:
    """Support is for a partnership or for a place."""
    if {"partnership", "area_code"} & set(row) and not (row.get("partnership") or row.get("area_code")):
        yield Fault("partnership", "Neither a partnership nor an area is named.", "Name one of them.")


def at_quarter_end(row: Row, _today: date) -> Iterator[Fault]:
    """A return is for a quarter."""
    day = row.get("period_end")
    if isinstance(day, date) and (day.month, day.day) not in {(3, 31), (6, 30), (9, 30), (12, 31)}:
        yield Fault(
            "period_end", f"{day.isoformat()} is not the end of a quarter.",
            "Write the last day of March, June, September or December.", "warning",
        )  # fmt: skip


def counted(row: Row, _today: date) -> Iterator[Fault]:
    """Numbers of people and schools say whether they were counted or estimated."""
    numbers = [row.get("young_people"), row.get("schools")]
    if "count_basis" in row and row["count_basis"] is None and any(number is not None for number in numbers):
        yield Fault(
            "count_basis",
            "Numbers are given, but not whether they were counted.",
            "Write actual or estimate.",
            "warning",
        )


def _advice(column: str) -> str:
    return "to_date is the day after the last one." if column == "to_date" else "Check both days."
