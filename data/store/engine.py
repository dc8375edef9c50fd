"""Opening a store, reading its version, and the one way to write to it."""

import os
import weakref
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, create_engine, event, select, update
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from data.errors import StoreError, StoreMissingError, StoreUnreachableError
from data.store.address import as_store_error, read_address, show, sqlite_file
from data.store.revision import check
from data.store.schema import store_meta

SECONDS_TO_WAIT = 10
"""How long a writer waits for another, and a connection for its server."""


def open_store(address: str, *, create: bool = False, allow_older: bool = False) -> Engine:
    """An engine for the store at `address`: a SQLite file or a PostgreSQL database, already looked at.

    With `create`, a missing folder is made and nothing needs to be there yet (`initialise` comes next). With
    `allow_older`, a store that needs `upgrade` is let through. Raises a `StoreError` in every other case.
    """
    engine = _engine(address)
    if create:
        _make_room(engine)
        return engine
    file = sqlite_file(engine.url)
    if file is not None and not file.is_file():
        raise StoreMissingError(
            f"There is no store at {show(engine.url)}. Make one with `cep store demo` or `cep store init`."
        )
    try:
        check(engine, allow_older=allow_older)
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection on which every statement sees the store at the same moment."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with as_store_error(engine.url), engine.connect() as connection:
        yield connection.execution_options(**options)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection to write on: all or nothing, one writer at a time, the store's version raised by one."""
    with as_store_error(engine.url), engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        connection.execute(update(store_meta).values(version=store_meta.c.version + 1))
        yield connection


_VERSION = str(select(store_meta.c.version))


def store_version(engine: Engine) -> int:
    """The number that every write raises by one; a check of one row, asked of the driver itself by every request."""
    try:
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(_VERSION)
            return int(cursor.fetchall()[0][0])
    except engine.dialect.loaded_dbapi.Error:  # asked once more, in a way that says what is wrong
        with as_store_error(engine.url), engine.connect() as connection:
            return int(connection.execute(select(store_meta.c.version)).scalar_one())


def store_name(engine: Engine) -> str:
    """What the store is called."""
    with as_store_error(engine.url), engine.connect() as connection:
        return str(connection.execute(select(store_meta.c.name)).scalar_one())


def as_json(value: object) -> str:
    """A value as the store keeps it in a column of JSON; days are text there."""
    return orjson.dumps(value).decode()


_JSON: Mapping[str, Any] = {"json_serializer": as_json, "json_deserializer": orjson.loads}


def _engine(address: str) -> Engine:
    url = read_address(address)
    if sqlite_file(url) is None:
        waits = {} if "connect_timeout" in url.query else {"connect_timeout": SECONDS_TO_WAIT}
        engine = create_engine(url, pool_pre_ping=True, connect_args=waits, **_JSON)
    else:
        engine = create_engine(url, connect_args={"timeout": SECONDS_TO_WAIT}, **_JSON)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkout", partial(_same_file, Path(url.database or "")))
    _forget_connections_in_children(engine)
    return engine


def _prepare_sqlite(connection: SQLiteConnection, _record: ConnectionPoolEntry) -> None:
    # Without the driver's own habit of committing before DDL; `_begin_sqlite` begins.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    if connection.execute("PRAGMA page_count").fetchone() == (0,):
        # A store keeps it; a file of somebody else is left alone.
        connection.execute("PRAGMA journal_mode = WAL")


def _same_file(file: Path, _connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Let go of a pooled connection when another file was put in the place of the one it has open."""
    if not file.exists():
        raise StoreMissingError(
            f"The store's file {file} is gone. Put it back, or make one with `cep store demo`."
        )
    if record.info.setdefault("inode", inode := file.stat().st_ino) != inode:
        raise DisconnectionError


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def _forget_connections_in_children(engine: Engine) -> None:
    """Let a forked worker make its own connections: two processes on one would read each other's answers."""
    reference = weakref.ref(engine)

    def forget() -> None:
        if (kept := reference()) is not None:
            kept.dispose(close=False)

    os.register_at_fork(after_in_child=forget)


def _make_room(engine: Engine) -> None:
    file = sqlite_file(engine.url)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnreachableError(
            f"The folder {file.parent} cannot be made ({error.strerror}). Choose another place for the store."
        ) from error
