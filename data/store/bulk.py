"""Very many rows into, in and out of one table, some thousands a statement, on either database.

Rows are tuples, whose values stand in the order of names of columns. What the store refuses is raised as SQLAlchemy
raises it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Date, Table
from sqlalchemy.exc import DBAPIError

ROWS_AT_ONCE = 5_000
"""Enough that statements cost nothing, few enough that progress is seen."""
Told = Callable[[int], object]
"""Hears how many more rows have been written."""
Values = tuple[Any, ...]


def insert(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Iterable[Values],
    *,
    told: Told = lambda _: None,
) -> None:
    """Insert rows: with COPY on PostgreSQL, with one prepared statement on SQLite; JSON is given as text."""
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, rows, told)
        return
    into = f"{_quoted(connection, table.name)} ({_listed(connection, names)})"
    statement = " ".join(("INSERT INTO", into, f"VALUES ({', '.join('?' * len(names))})"))
    _run(connection, statement, [table.c[name] for name in names], rows, told)


def update(
    connection: Connection, table: Table, key: Sequence[str], names: Sequence[str], rows: Iterable[Values]
) -> None:
    """Give the rows that a key is of new values; each row has these, then the key."""
    columns = [table.c[name] for name in (*names, *key)]
    target = _quoted(connection, table.name)
    if connection.dialect.name == "postgresql":
        sets = ", ".join(f"{_quoted(connection, name)} = given.g{at}" for at, name in enumerate(names))
        same = _same(connection, table, key, start=len(names))
        statement = " ".join(
            ("UPDATE", target, "SET", sets, "FROM", _given(connection, columns), "WHERE", same)
        )
        _run(connection, statement, columns, rows)
        return
    sets = ", ".join(f"{_quoted(connection, name)} = ?" for name in names)
    statement = " ".join(("UPDATE", target, "SET", sets, "WHERE", _matches(connection, key)))
    _run(connection, statement, columns, rows)


def delete(
    connection: Connection,
    table: Table,
    key: Sequence[str],
    rows: Iterable[Values],
    *,
    told: Told = lambda _: None,
) -> None:
    """Delete the rows that have these values in some columns."""
    columns = [table.c[name] for name in key]
    target = _quoted(connection, table.name)
    if connection.dialect.name == "postgresql":
        same = _same(connection, table, key, start=0)
        statement = " ".join(("DELETE FROM", target, "USING", _given(connection, columns), "WHERE", same))
        _run(connection, statement, columns, rows, told)
        return
    statement = " ".join(("DELETE FROM", target, "WHERE", _matches(connection, key)))
    _run(connection, statement, columns, rows, told)


def in_pieces(rows: Iterable[Values]) -> Iterator[list[Values]]:
    """The rows, some thousands at a time."""
    left = iter(rows)
    while some := list(islice(left, ROWS_AT_ONCE)):
        yield some


def _copy(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Values], told: Told
) -> None:
    columns = [table.c[name] for name in names]
    statement = f"COPY {_quoted(connection, table.name)} ({_listed(connection, names)}) FROM STDIN"
    refused = connection.dialect.loaded_dbapi.Error
    opened: Any = connection.connection.cursor()
    try:
        with opened as cursor, cursor.copy(statement.encode()) as copy:
            for some in in_pieces(rows):
                for row in zip(*_typed(columns, some), strict=True):
                    copy.write_row(row)
                told(len(some))
    except refused as error:
        raise DBAPIError.instance(statement, None, error, refused, dialect=connection.dialect) from error


def _run(
    connection: Connection,
    statement: str,
    columns: Sequence[Column[Any]],
    rows: Iterable[Values],
    told: Told = lambda _: None,
) -> None:
    """Run a statement: on PostgreSQL over the rows of `given`, one array a column; on SQLite with each row's values."""
    is_postgresql = connection.dialect.name == "postgresql"
    for some in in_pieces(rows):
        values = tuple(_typed(columns, some)) if is_postgresql else _as_text(columns, some)
        connection.exec_driver_sql(statement, values)
        told(len(some))


def _typed(columns: Sequence[Column[Any]], rows: Sequence[Values]) -> list[list[Any]]:
    """The rows as columns, numbers of the kind that the table has: PostgreSQL takes no 2.0 for a 2."""
    return [
        [None if value is None else column.type.python_type(value) for value in values]
        if column.type.python_type in {int, float}
        else list(values)
        for column, values in zip(columns, zip(*rows, strict=True), strict=True)
    ]


def _given(connection: Connection, columns: Sequence[Column[Any]]) -> str:
    kinds = ", ".join(f"%s::{column.type.compile(connection.dialect)}[]" for column in columns)
    names = ", ".join(f"g{place}" for place in range(len(columns)))
    return f"unnest({kinds}) AS given({names})"


def _same(connection: Connection, table: Table, key: Sequence[str], *, start: int) -> str:
    target = _quoted(connection, table.name)
    return " AND ".join(
        f"{target}.{_quoted(connection, name)} = given.g{place}" for place, name in enumerate(key, start)
    )


def _matches(connection: Connection, key: Sequence[str]) -> str:
    return " AND ".join(f"{_quoted(connection, name)} = ?" for name in key)


def _listed(connection: Connection, names: Sequence[str]) -> str:
    return ", ".join(_quoted(connection, name) for name in names)


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)


def _as_text(columns: Sequence[Column[Any]], rows: Sequence[Values]) -> Sequence[Values]:
    """The rows with their days as SQLite keeps them: as text."""
    dated = [place for place, column in enumerate(columns) if isinstance(column.type, Date)]
    if not dated:
        return rows
    values: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place in dated:
        values[place] = [None if day is None else day.isoformat() for day in values[place]]
    return list(zip(*values, strict=True))
