"""Writing changes to the tables, many rows a statement, in an order that no reference forbids."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, Executable, bindparam

from data.returns.columns import Columns, Values
from data.returns.imports.changes import ChangedRows, Changes
from data.returns.sheets import SHEETS, Sheet
from data.store.bulk import Told, in_pieces, insert


def write(connection: Connection, changes: Changes, *, told: Told = lambda _: None) -> None:
    """Insert, then change, then delete: parents come before and go after what refers to them."""
    forward = list(SHEETS.values())
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
        values: dict[str, object] = {name: bindparam(f"new_{name}") for name in names}
        statement = sheet.table.update().where(*_this_row(sheet)).values(values)
        columns = {f"new_{name}": new[name] for name in names}
        _execute(connection, statement, Columns(_identity(sheet, rows) | columns, rows.length))
    _drop_lists(connection, sheet, rows, fields=new.fields)
    _add_lists(connection, sheet, rows)
    told(rows.length)


def _delete(connection: Connection, sheet: Sheet, rows: ChangedRows, told: Told) -> None:
    _drop_lists(connection, sheet, rows, fields=sheet.lists)
    statement = sheet.table.delete().where(*_this_row(sheet))
    _execute(connection, statement, Columns(_identity(sheet, rows), rows.length))
    told(rows.length)


def _this_row(sheet: Sheet) -> list[ColumnElement[bool]]:
    return [column == bindparam(f"this_{column.name}") for column in sheet.table.primary_key]


def _identity(sheet: Sheet, rows: ChangedRows) -> dict[str, Values]:
    """The values that `_this_row` compares with."""
    if sheet.is_numbered and rows.numbers is not None:
        return {"this_id": rows.numbers}
    return {f"this_{name}": values for name, values in rows.key.fields.items()}


def _execute(connection: Connection, statement: Executable, rows: Columns) -> None:
    names = tuple(rows.fields)
    for some in in_pieces(rows.tuples(names)):
        connection.execute(statement, [dict(zip(names, values, strict=True)) for values in some])


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
            table = sheet.lists[field].table
            (parent,) = sheet.key
            statement = table.delete().where(table.c[parent] == bindparam("this"))
            _execute(connection, statement, Columns({"this": rows.key[parent]}, rows.length))
