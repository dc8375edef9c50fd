"""Rows on their way into the store: plain dictionaries under the name of their table."""

from collections.abc import Iterable, Mapping

import pandas as pd
from pandas import DataFrame
from sqlalchemy import Connection, Table

from data.store.schema import TABLES

Row = dict[str, object]
Rows = dict[str, list[Row]]


def write_rows(connection: Connection, rows: Mapping[str, list[Row]]) -> None:
    """Insert everything, each table after those it refers to; a table's rows all have the same columns."""
    for table in TABLES:
        if held := rows.get(table.name):
            connection.execute(table.insert(), held)


def delete_rows(connection: Connection) -> None:
    """Empty every table but the one that says what the store is."""
    for table in reversed(TABLES):
        if table.name != "store_meta":
            connection.execute(table.delete())


def put_row(connection: Connection, table: Table, row: Row) -> None:
    """Write a row in the place of the one that has its key, or beside the others where none has."""
    here = [column == row[column.name] for column in table.primary_key.columns]
    if not connection.execute(table.update().where(*here).values(row)).rowcount:
        connection.execute(table.insert(), row)


def combine(parts: Iterable[Mapping[str, list[Row]]]) -> Rows:
    """The rows of several sources as one; tables keep the order in which they first come."""
    result: Rows = {}
    for part in parts:
        for name, held in part.items():
            result.setdefault(name, []).extend(held)
    return result


def rows_of_frame(frame: DataFrame) -> list[Row]:
    """A frame's rows for the store: dates as dates, NaN and NaT as nothing."""
    plain = {
        column: frame[column].dt.date
        if pd.api.types.is_datetime64_any_dtype(frame[column])
        else frame[column]
        for column in frame.columns
    }
    values = DataFrame({column: held.astype("object") for column, held in plain.items()})
    return [
        {str(key): value for key, value in row.items()}
        for row in values.where(values.notna(), None).to_dict("records")
    ]
