"""Rows on their way into the store, under the name of their table; writing a whole store at once."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import pandas as pd
from pandas import DataFrame
from sqlalchemy import Connection, Engine, Table

from data.errors import StoreExistsError, StoreMissingError
from data.store import record_ends
from data.store.address import as_store_error, read_address, show, sqlite_file
from data.store.audit import Act, record_on
from data.store.engine import open_store, transaction
from data.store.migrate import initialise_on
from data.store.revision import check
from data.store.schema import TABLES

Row = dict[str, object]
Rows = dict[str, list[Row]]


def write_rows(connection: Connection, rows: Mapping[str, list[Row]]) -> None:
    """Insert everything, each table after those it refers to; a table's rows all have the same columns."""
    for table in TABLES:
        if held := rows.get(table.name):
            connection.execute(table.insert(), held)
    record_ends.renew(connection)


def delete_rows(connection: Connection) -> None:
    """Empty every table but those that say what the store is and who did what with it."""
    for table in reversed(TABLES):
        if table.name not in {"store_meta", "audit"}:
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


def build_store(address: str, rows: Rows, *, name: str, replace: bool = False) -> None:
    """Make a store called `name` with these rows; write over one of ours only when told to `replace` it.

    All or nothing: a store that is being replaced serves its old rows until the new ones are there. Raises
    `StoreExistsError` where a store is already, and another `StoreError` where none can be.
    """
    build(address, partial(write_rows, rows=rows), name=name, replace=replace)


def build(
    address: str,
    fill: Callable[[Connection], None],
    *,
    name: str,
    replace: bool = False,
    tables: str = "head",
) -> None:
    """As `build_store`, with whatever `fill` writes into the empty tables; `tables` is their revision."""
    engine = open_store(address, create=True)
    try:
        if _is_there(engine):
            if not replace:
                raise StoreExistsError(
                    f"There is a store at {show(read_address(address))} already. Say --replace to write it anew."
                )
            with transaction(engine) as connection:
                delete_rows(connection)
                record_on(connection, Act.REPLACE, about=name)
                fill(connection)
        elif (file := sqlite_file(engine.url)) is None:
            _build_in(engine, fill, name, tables)
        else:
            _build_beside(file, fill, name, tables)
    finally:
        engine.dispose()


def _is_there(engine: Engine) -> bool:
    """Whether a store of ours is there; raises when what is there is something else."""
    file = sqlite_file(engine.url)
    if file is not None and not file.exists():
        return False
    try:
        check(engine)
    except StoreMissingError:
        return False
    return True


def _build_in(engine: Engine, fill: Callable[[Connection], None], name: str, tables: str) -> None:
    with as_store_error(engine.url), engine.begin() as connection:
        initialise_on(connection, name=name, to=tables)
        fill(connection)


def _build_beside(file: Path, fill: Callable[[Connection], None], name: str, tables: str) -> None:
    """Build in a folder beside the file and move it into place, so that no half of it is ever seen."""
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as folder:
        beside = Path(folder) / file.name
        engine = open_store(f"sqlite:///{beside}", create=True)
        try:
            _build_in(engine, fill, name, tables)
        finally:
            engine.dispose()
        beside.replace(file)
