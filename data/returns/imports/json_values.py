"""Rows as JSON and back, for the change log: dates as text, lists as lists."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Date

from data.returns.imports.entities import ENTITIES, Entity, Key
from data.returns.imports.records import Change
from data.store.rows import Row

_ENTITY_OF = MappingProxyType({entity.table.name: entity for entity in ENTITIES.values()})


def encoded_change(change: Change) -> Row:
    """The columns of the change log for one change."""
    entity = ENTITIES[change.sheet]
    return {
        "table_name": entity.table.name,
        "row_key": _encoded(dict(zip(entity.key, change.key, strict=True))),
        "old_values": None if change.old is None else _encoded(change.old),
        "new_values": None if change.new is None else _encoded(change.new),
    }


def decoded_change(table: str, key: Row, old: Row | None, new: Row | None) -> Change:
    """The change that was logged; the store's own number of the row is not part of it."""
    entity = _ENTITY_OF[table]
    return Change(
        entity.name,
        decoded_key(entity, key),
        None if old is None else _decoded(entity, old),
        None if new is None else _decoded(entity, new),
    )


def decoded_key(entity: Entity, key: Row) -> Key:
    """A logged key as the tuple it was."""
    return entity.key_of(_decoded(entity, key))


def _encoded(row: Mapping[str, object]) -> Row:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _decoded(entity: Entity, row: Row) -> Row:
    reading = _readers(entity.name)
    return {
        name: reading[name](value) if name in reading and value is not None else value
        for name, value in row.items()
    }


@cache
def _readers(sheet: str) -> Mapping[str, Callable[[Any], object]]:
    """Field -> how its value is read from JSON, where it is not the value itself."""
    entity = ENTITIES[sheet]
    days = {column.name: date.fromisoformat for column in entity.table.c if isinstance(column.type, Date)}
    return {**days, **dict.fromkeys(entity.lists, tuple)}
