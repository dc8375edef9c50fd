"""Writing changes to the tables, many rows a statement, in an order that no reference forbids."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice

from sqlalchemy import ColumnElement, Connection, Executable, bindparam

from data.returns.imports.changes import Change
from data.returns.sheets import SHEETS, Sheet
from data.store.rows import Row

ROWS_AT_ONCE = 5_000
"""Enough that statements cost nothing, few enough that progress is seen."""

Told = Callable[[int], object]
"""Hears how many more changes have been written."""


def write(connection: Connection, changes: Iterable[Change], *, told: Told = lambda _: None) -> None:
    """Insert, then change, then delete: parents come before and go after what refers to them."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.sheet, change.kind), []).append(change)
    forward = list(SHEETS.values())
    steps = [
        *((sheet, "new", _insert) for sheet in forward),
        *((sheet, "changed", _update) for sheet in forward),
        *((sheet, "ended", _delete) for sheet in reversed(forward)),
    ]
    for sheet, kind, step in steps:
        for some in _alike(found.get((sheet.name, kind), ())):
            step(connection, sheet, some)
            told(len(some))


def _alike(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Changes that one statement can make: the same columns, not too many at once."""
    for _, alike in groupby(sorted(changes, key=_columns), key=_columns):
        while some := list(islice(alike, ROWS_AT_ONCE)):
            yield some


def _columns(change: Change) -> tuple[str, ...]:
    return tuple(change.new or ())


def _insert(connection: Connection, sheet: Sheet, changes: Sequence[Change]) -> None:
    rows = [change.new for change in changes if change.new is not None]
    plain = [{name: value for name, value in row.items() if name not in sheet.lists} for row in rows]
    connection.execute(sheet.table.insert(), plain)
    _add_lists(connection, sheet, changes)


def _update(connection: Connection, sheet: Sheet, changes: Sequence[Change]) -> None:
    names = [name for name in _columns(changes[0]) if name not in sheet.lists]
    if names:
        values: dict[str, object] = {name: bindparam(f"new_{name}") for name in names}
        statement = sheet.table.update().where(*_this_row(sheet)).values(values)
        _execute(connection, statement, [_identity(sheet, one) | _renamed(one, names) for one in changes])
    _drop_lists(connection, sheet, changes, fields=_columns(changes[0]))
    _add_lists(connection, sheet, changes)


def _delete(connection: Connection, sheet: Sheet, changes: Sequence[Change]) -> None:
    _drop_lists(connection, sheet, changes, fields=tuple(sheet.lists))
    statement = sheet.table.delete().where(*_this_row(sheet))
    _execute(connection, statement, [_identity(sheet, one) for one in changes])


def _this_row(sheet: Sheet) -> list[ColumnElement[bool]]:
    return [column == bindparam(f"this_{column.name}") for column in sheet.table.primary_key]


def _identity(sheet: Sheet, change: Change) -> Row:
    """The values that `_this_row` compares with."""
    if sheet.is_numbered:
        return {"this_id": change.number}
    return {f"this_{name}": value for name, value in zip(sheet.key, change.key, strict=True)}


def _renamed(change: Change, names: Sequence[str]) -> Row:
    new = change.new or {}
    return {f"new_{name}": new[name] for name in names}


def _execute(connection: Connection, statement: Executable, rows: Sequence[Row]) -> None:
    connection.execute(statement, rows)


def _add_lists(connection: Connection, sheet: Sheet, changes: Sequence[Change]) -> None:
    """Write the values of every list that the changes bring."""
    for field, column in sheet.lists.items():
        (parent,) = sheet.key
        rows = [
            {parent: change.key[0], column.name: value}
            for change in changes
            for value in _listed(change, field)
        ]
        if rows:
            connection.execute(column.table.insert(), rows)


def _drop_lists(
    connection: Connection, sheet: Sheet, changes: Sequence[Change], *, fields: Iterable[str]
) -> None:
    """Remove all values of these lists, as far as the fields are lists."""
    for field in fields:
        if field in sheet.lists:
            table = sheet.lists[field].table
            (parent,) = sheet.key
            statement = table.delete().where(table.c[parent] == bindparam("this"))
            connection.execute(statement, [{"this": change.key[0]} for change in changes])


def _listed(change: Change, field: str) -> Sequence[str]:
    found = (change.new or {}).get(field, ())
    return found if isinstance(found, tuple) else ()
