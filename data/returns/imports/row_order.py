"""Fields that hold several values: each value is a row of a table of its own."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam

from data.returns.imports.entities import Entity
from data.returns.imports.records import Change


def add(connection: Connection, entity: Entity, changes: Sequence[Change]) -> None:
    """Write the values of every list that the changes bring."""
    for field, column in entity.lists.items():
        (parent,) = entity.key
        rows = [
            {parent: change.key[0], column.name: value}
            for change in changes
            for value in _values(change, field)
        ]
        if rows:
            connection.execute(column.table.insert(), rows)


def drop(connection: Connection, entity: Entity, changes: Sequence[Change], *, fields: Iterable[str]) -> None:
    """Remove all values of these lists, as far as the fields are lists."""
    for field in fields:
        if field in entity.lists:
            table = entity.lists[field].table
            (parent,) = entity.key
            statement = table.delete().where(table.c[parent] == bindparam("this"))
            connection.execute(statement, [{"this": change.key[0]} for change in changes])


def _values(change: Change, field: str) -> Sequence[str]:
    found = (change.new or {}).get(field, ())
    return found if isinstance(found, tuple) else ()
