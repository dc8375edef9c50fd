"""Seats of which a return does not say since when they are held: known by the day that it speaks of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from data.returns.columns import Columns, Values, array, is_there, repeated
from data.returns.imports.stored_rows import StoredRows
from data.returns.sheets.records import Sent, SentPart, SentRows

SHEET = "memberships"
_SEAT = ("partnership", "organisation", "role")


def with_known_by(sent: SentRows, held: StoredRows, day: date) -> SentRows:
    """The rows, and each undated seat from the day on by which it is known; from its own where the store has it.

    `day` is that of the return. What the store has as made up is no seat that is known.
    """
    parts = sent.get(SHEET, Sent()).parts
    if all(is_there(part.columns.column("from_date")).all() for part in parts):
        return sent
    found = tuple(one for part in parts for one in _dated(part, held, day) if one.columns.length)
    return {**sent, SHEET: Sent(found)}


def _dated(part: SentPart, held: StoredRows, day: date) -> Iterator[SentPart]:
    """The rows of a part with a day, those whose seat the store has, and those that are new by the day."""
    dated = is_there(part.columns.column("from_date"))
    yield part.only(dated)
    left = part.only(~dated)
    rows = held.where(SHEET, "partnership", set(left.columns.column("partnership").tolist())).rows()
    seats = {
        tuple(row[name] for name in _SEAT): row["from_date"]
        for row in rows
        if row["to_date"] is None and not row["is_illustrative"]
    }
    days = array((seats.get(key) for key in left.columns.tuples(_SEAT)), left.columns.length)
    known = is_there(days)
    yield _with(left.only(known), from_date=days[known])
    new = left.only(~known)
    length = new.columns.length
    yield _with(
        new,
        from_date=repeated(day, length),
        begins=repeated("by", length),
        precision=repeated("not_published", length),
    )


def _with(part: SentPart, **fields: Values) -> SentPart:
    columns = Columns({**part.columns.fields, **fields}, part.columns.length)
    said = {name: mask for name, mask in part.said.items() if name not in fields}
    return replace(part, columns=columns, said=said)
