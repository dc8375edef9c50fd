"""Writing changes to the tables, many rows a statement, in an order that no reference forbids."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from data.returns.columns import Columns, Values
from data.returns.imports.changed_rows import ChangedRows, Changes
from data.returns.sheets import RECORDS, Sheet
from data.store.bulk import Told, delete, insert, update


def write(connection: Connection, changes: Changes, *, told: Told = lambda _: None) -> None:
    """Insert, then change, then delete: parents come before and go after what refers to them."""
    forward = list(RECORDS.values())
    for sheet in forward:
        for rows in changes.of(sheet.name, "new"):
            _insert(connection, sheet, rows, told)
    for sheet in forward:
        for some in changes.of(sheet.name, "changed"):
            for rows in some.alike():
                _update(connection, sheet, rows, told)
    for sheet in reversed(forward):
        for rows in changes.of(sheet.name, "ended"):
            _delete(connection, sheet, rows, told)


def _insert(connection: Connection, sheet: Sheet, rows: ChangedRows, told: Told) -> None:
    new = rows.new or Columns({}, 0)
    names = [name for name in new.fields if name not in sheet.lists]
    insert(connection, sheet.table, names, new.tuples(names), told=told)
    _add_lists(connection, sheet, rows)


def _update(connection: Connection, sheet: Sheet, rows: ChangedRows, told: Told) -> None:
    new = rows.new or Columns({}, 0)
    names = [name for name in new.fields if name not in sheet.lists]
    if names:
        values = zip(*(column.tolist() for column in (*new.key(names), *_identity(sheet, rows))), strict=True)
        update(connection, sheet.table, _primary(sheet), names, values)
    _drop_lists(connection, sheet, rows, fields=new.fields)
    _add_lists(connection, sheet, rows)
    told(rows.length)


def _delete(connection: Connection, sheet: Sheet, rows: ChangedRows, told: Told) -> None:
    _drop_lists(connection, sheet, rows, fields=sheet.lists)
    values = zip(*(column.tolist() for column in _identity(sheet, rows)), strict=True)
    delete(connection, sheet.table, _primary(sheet), values, told=told)


def _primary(sheet: Sheet) -> tuple[str, ...]:
    """The columns by which the store knows a row: its number where it has one, else its key."""
    return ("id",) if sheet.is_numbered else sheet.key


def _identity(sheet: Sheet, rows: ChangedRows) -> list[Values]:
    """The values of those columns."""
    if sheet.is_numbered and rows.numbers is not None:
        return [rows.numbers]
    return rows.key.key(sheet.key)


def _add_lists(connection: Connection, sheet: Sheet, rows: ChangedRows) -> None:
    """Write the values of every list that the changes bring."""
    for field, column in sheet.lists.items():
        if rows.new is not None and field in rows.new.fields:
            (parent,) = sheet.key
            insert(
                connection, column.table, (parent, column.name), _listed(rows.key, rows.new, parent, field)
            )


def _listed(key: Columns, new: Columns, parent: str, field: str) -> Iterator[tuple[object, ...]]:
    for owner, values in zip(key[parent].tolist(), new[field].tolist(), strict=True):
        for value in values or ():
            yield owner, value


def _drop_lists(connection: Connection, sheet: Sheet, rows: ChangedRows, *, fields: Iterable[str]) -> None:
    """Remove all values of these lists, as far as the fields are lists."""
    for field in fields:
        if field in sheet.lists:
            delete(connection, sheet.lists[field].table, sheet.key, rows.key.tuples(sheet.key))
