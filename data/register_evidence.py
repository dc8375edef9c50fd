"""The evidence that was published of each partnership, and the statuses that it proves."""

import csv
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path

from data.taxonomy import EARLIER_STAGES, STATUSES

REGISTER = Path(__file__).parent / "register"

_STAGES = tuple(STATUSES)
"""Statuses from the first to the last; what comes later takes the place of what came before."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One published fact of a partnership, with the words of the page and what they prove.

    `as_at` is the last day of the period that it speaks of; `known_by` the last day on which a page without a date
    can have been written. `status` is missing where the words prove none, `address` where none was recorded.
    """

    partnership: str
    kind: str
    as_at: date | None
    precision: str
    known_by: date | None
    value: str
    wording: str | None
    address: str | None
    note: str | None
    status: str | None
    begins: str
    grade: int


@dataclass(frozen=True, slots=True)
class PublishedStatus:
    """A status that was published, from the day on which it is proved; `from_date` is None where no day is.

    `begins` is `on` where the status began on that date and `by` where it held by then; `precision` is
    `not_published` where the page has no date. `grade` and `source` are those of the evidence it rests on.
    """

    status: str
    from_date: date | None
    to_date: date | None
    precision: str
    begins: str
    grade: int
    source: str


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a file of the register, every value as it stands there."""
    with (REGISTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def last_day(published: str) -> date:
    """The last day that a published day, month, quarter, year or span can mean: 2016-09 is 30 September 2016."""
    parts = re.split("[-Q]+", published.rsplit("/", maxsplit=1)[-1])
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return date(numbers[0], 12, 31)
    if "Q" in published:
        numbers[1] *= 3
    if len(numbers) == 2:  # noqa: PLR2004 (a year and a month)
        return date(numbers[0], numbers[1], monthrange(numbers[0], numbers[1])[1])
    return date(*numbers)


def last_day_if_any(published: str) -> date | None:
    """As `last_day`; None where nothing was published."""
    return last_day(published) if published else None


@cache
def read_evidence() -> tuple[Evidence, ...]:
    """Every piece of evidence, in the register's order."""
    return tuple(_evidence(row) for row in read_csv("evidence.csv"))


def statuses_of(evidence: Iterable[Evidence], *, source: str) -> tuple[PublishedStatus, ...]:
    """The statuses that a partnership's evidence proves, the earliest first, one a day; `source` where no address is.

    What only repeats an earlier statement, or falls behind it, is left out. Each ends where the next one is proved.
    A status without a date comes last, and only where it goes further than every dated one.
    """
    found = [_status(each, each.status, source) for each in evidence if each.status]
    found.sort(key=_order)
    kept: list[PublishedStatus] = []
    for each in found:
        last = kept[-1] if kept else None
        if last is None or (each.from_date != last.from_date and _goes_further(each, last)):
            kept.append(each)
    following = [each.from_date for each in kept[1:]]
    return tuple(replace(each, to_date=end) for each, end in zip_longest(kept, following))


def _order(each: PublishedStatus) -> tuple[date, bool, int, int]:
    # On one day a word for how far a partnership is says more than that it is there.
    silent = each.status == "existing" and each.from_date is not None
    return each.from_date or date.max, silent, -_stage(each), each.grade


def _goes_further(each: PublishedStatus, last: PublishedStatus) -> bool:
    if last.status == "existing" and each.status == "emerging" and each.from_date is not None:
        return True
    return _stage(each) > _stage(last)


def _stage(each: PublishedStatus) -> int:
    return _STAGES.index(each.status)


def _status(each: Evidence, status: str, source: str) -> PublishedStatus:
    # A partnership leaves an earlier stage, so an undated page that words one proves it of no day.
    dated = each.as_at or (None if status in EARLIER_STAGES else each.known_by)
    return PublishedStatus(
        status=status,
        from_date=dated,
        to_date=None,
        precision=each.precision,
        begins=each.begins,
        grade=each.grade,
        source=each.address or source,
    )


def _evidence(row: dict[str, str]) -> Evidence:
    return Evidence(
        partnership=row["partnership"],
        kind=row["kind"],
        as_at=last_day_if_any(row["as_at"]),
        precision=row["precision"],
        known_by=last_day_if_any(row["known_by"]),
        value=row["value"],
        wording=row["wording"] or None,
        address=row["address"] or None,
        note=row["note"] or None,
        status=row["status"] or None,
        begins=row["begins"],
        grade=int(row["grade"]),
    )
