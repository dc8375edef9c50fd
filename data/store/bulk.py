"""Very many rows into one table: with COPY on PostgreSQL, with one prepared statement on SQLite."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import Connection, Date, Table
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
    """Insert rows, each with its values in the order of the names; JSON is given as text.

    Raises what SQLAlchemy raises where the store refuses a row.
    """
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, rows, told)
        return
    statement = str(table.insert().compile(dialect=connection.dialect, column_keys=list(names)))
    dated = [place for place, name in enumerate(names) if isinstance(table.c[name].type, Date)]
    for some in in_pieces(rows):
        connection.exec_driver_sql(statement, _as_text(some, dated) if dated else some)
        told(len(some))


def in_pieces(rows: Iterable[Values]) -> Iterator[list[Values]]:
    """The rows, some thousands at a time."""
    left = iter(rows)
    while some := list(islice(left, ROWS_AT_ONCE)):
        yield some


def _copy(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Values], told: Told
) -> None:
    quoted = connection.dialect.identifier_preparer
    listed = ", ".join(quoted.quote(name) for name in names)
    statement = f"COPY {quoted.format_table(table)} ({listed}) FROM STDIN"
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(driver)
    try:
        with driver.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for some in in_pieces(rows):
                for row in some:
                    copy.write_row(row)
                told(len(some))
    except psycopg.Error as error:
        raise DBAPIError.instance(
            statement, None, error, psycopg.Error, dialect=connection.dialect
        ) from error


def _as_text(rows: Sequence[Values], dated: Sequence[int]) -> list[Values]:
    """The rows with their days as SQLite keeps them."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place in dated:
        columns[place] = [None if day is None else day.isoformat() for day in columns[place]]
    return list(zip(*columns, strict=True))
