"""Reading what the store holds, as rows of the sheets."""

from collections.abc import Iterable

from sqlalchemy import Column, Connection, select

from data.returns.imports.entities import ENTITIES, Entity, Key
from data.returns.imports.records import Held
from data.store.rows import Row

_ONLY_IF_SENT = ("targets", "area_statistics", "published_counts")
"""Sheets that no row of another sheet is ever checked against."""


def held_for(connection: Connection, sheets: Iterable[str]) -> Held:
    """All that a file with these sheets is compared with and checked against."""
    sent = set(sheets)
    return {
        sheet: rows_of(connection, entity)
        for sheet, entity in ENTITIES.items()
        if sheet in sent or sheet not in _ONLY_IF_SENT
    }


def rows_of(connection: Connection, entity: Entity) -> dict[Key, Row]:
    """Every row of one sheet by its key, with its lists and its `id`, in the order of its key in the store."""
    found = connection.execute(select(entity.table).order_by(*entity.table.primary_key))
    names = tuple(found.keys())
    rows = [dict(zip(names, values, strict=True)) for values in found]
    by_key = {entity.key_of(row): row for row in rows}
    for field, column in entity.lists.items():
        listed = _listed(connection, entity, column)
        for key, row in by_key.items():
            row[field] = tuple(listed.get(key[0], ()))
    return by_key


def _listed(connection: Connection, entity: Entity, column: Column[str]) -> dict[object, list[str]]:
    """The values of a list by the key of the row they belong to, sorted."""
    (parent,) = entity.key
    found: dict[object, list[str]] = {}
    table = column.table
    for key, value in connection.execute(select(table.c[parent], column).order_by(table.c[parent], column)):
        found.setdefault(key, []).append(value)
    return found
