"""A status that a list proves on its day, laid among those that the store has: rows of the sheet statuses."""

from collections.abc import Iterator, Sequence
from datetime import date

from data.returns.lists.terms import When
from data.store.rows import Row
from data.taxonomy import COUNTED_STATUSES, ENDED_STATUSES

GRADE_OF_A_LIST = 4


def status_rows(  # noqa: PLR0913 - what is said of one status
    held: Sequence[Row], *, partnership: str, status: str | None, on: date, when: When | None, source: str
) -> list[Row]:
    """The rows that are new or end earlier when a partnership has a status on a day, and since `when` if that is known.

    A status whose beginning is not known holds by that day, and from then on; one that the store has already stays
    as it is. Who has ended since was established from `when` to the day. No status says that the partnership is there.
    """
    dated = sorted(
        (row for row in held if row["from_date"] is not None), key=lambda row: _day(row["from_date"])
    )
    now = next((row for row in reversed(dated) if holds_on(row, on)), None)
    if status is None:
        if held:
            return []
        status = "existing"
    base: Row = {"partnership": partnership, "source": source, "grade": GRADE_OF_A_LIST}
    if status == "existing":
        # That a partnership is there goes with any status that it has, and ends none.
        return [] if now is not None else [_from(base, status, on, None, [])]
    begun = when if when and when.day < on else None
    if now is not None and _is_said(now, status):
        return list(_begun_earlier(dated, now, begun, base))
    stages = [row for row in dated if row["status"] != "existing"]
    if status in ENDED_STATUSES and begun and not any(_after(row) > begun.day for row in stages):
        first = base | {
            "status": "established",
            "from_date": begun.day,
            "precision": begun.precision,
            "begins": "on",
        }
        return [first | {"to_date": on}, _from(base, status, on, None, stages)]
    return _laid(stages, base, status, on, begun if status in COUNTED_STATUSES else None)


def _is_said(now: Row, status: str) -> bool:
    """Whether what is held says it already: who delivers is established."""
    if now["is_illustrative"]:
        return False
    return now["status"] == status or (status == "established" and now["status"] == "delivering")


def _begun_earlier(dated: Sequence[Row], now: Row, begun: When | None, base: Row) -> Iterator[Row]:
    """The stretch before a status of which only is known by when it held, where the list knows since when."""
    first = _day(now["from_date"])
    earlier = [row for row in dated if row is not now and row["status"] != "existing"]
    is_later = begun and now["begins"] == "by" and begun.day < first and now["status"] in COUNTED_STATUSES
    if begun and is_later and not any(_after(row) > begun.day for row in earlier):
        yield base | {
                "status": now["status"], "from_date": begun.day, "to_date": first, "precision": begun.precision,
                "begins": "on",
            }  # fmt: skip


def _laid(stages: Sequence[Row], base: Row, status: str, on: date, begun: When | None) -> list[Row]:
    """The new row, and the one that it cuts short."""
    if begun and any(begun.day <= _day(row["from_date"]) <= on for row in stages):
        begun = None
    start = begun.day if begun else on
    cut = [
        {
            "partnership": row["partnership"], "status": row["status"], "from_date": row["from_date"], "to_date": start,
            "is_illustrative": row["is_illustrative"],
        }
        for row in stages
        if _day(row["from_date"]) < start < _after(row)
    ]  # fmt: skip
    return [*cut, _from(base, status, on, begun, stages)]


def _from(base: Row, status: str, on: date, begun: When | None, stages: Sequence[Row]) -> Row:
    """A status from its day on, or by it, up to the next that is held."""
    following = [_day(row["from_date"]) for row in stages if _day(row["from_date"]) > on]
    since: Row = {"from_date": on, "precision": "day", "begins": "by"}
    if begun:
        since = {"from_date": begun.day, "precision": begun.precision, "begins": "on"}
    return base | since | {"status": status, "to_date": min(following, default=None)}


def holds_on(row: Row, on: date) -> bool:
    """Whether a row with from_date and to_date holds on a day; without a first day it always did."""
    begin = row["from_date"]
    return (begin is None or _day(begin) <= on) and _after(row) > on


def _day(found: object) -> date:
    return found if isinstance(found, date) else date.min


def _after(row: Row) -> date:
    return row["to_date"] if isinstance(row["to_date"], date) else date.max
