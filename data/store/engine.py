"""Opening a store, reading its version, and the one way to write to it."""

import os
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial, wraps
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from time import monotonic, sleep
from typing import Any, Final, ParamSpec, TypeVar

import orjson
from sqlalchemy import Connection, Engine, create_engine, event, func, select, text, update
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from data.errors import StoreError, StoreLostError, StoreMissingError, StoreUnreachableError, WriteLostError
from data.store.address import as_store_error, read_address, show, sqlite_file
from data.store.revision import REACHED, check, moved_on, newest_revision, see_that_it_is_ours
from data.store.schema import store_meta

Asks = ParamSpec("Asks")
Answer = TypeVar("Answer")

SECONDS_TO_WAIT = 10
"""How long a writer waits for another, and a connection for its server."""
SECONDS_BETWEEN: Final = 0.25
"""Between two questions to a server that is away, about a write that it was told to keep."""
OVERFLOW: Final = 5
"""Connections beside five that stay: two machines with four processes each leave room in the usual hundred."""
NOTICED: Final = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""A server that is gone without a word is noticed within half a minute, not after a quarter of an hour."""
NOTHING_WRITTEN: Final = (
    "The connection to the store was lost before all was written, so nothing was. Do it again."
)
NOT_KNOWN: Final = (
    "The connection to the store was lost at the moment of writing, and it does not answer yet. Whether it was written "
    "is not known: look for it among what was loaded before you do it again."
)


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


def asked_again(read: Callable[Asks, Answer]) -> Callable[Asks, Answer]:
    """The same function, which asks once more where the connection is lost meanwhile; for what only reads."""

    @wraps(read)
    def again(*args: Asks.args, **named: Asks.kwargs) -> Answer:
        try:
            return read(*args, **named)
        except StoreLostError:
            return read(*args, **named)

    return again


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection on which every statement sees the store at the same moment, in tables as this version knows them."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with as_store_error(engine.url), engine.connect() as connection:
        connection.execution_options(**options)
        see_that_it_is_ours(connection)
        yield connection


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection to write on: all or nothing, one writer at a time, the store's version raised by one.

    A connection that is lost leaves no doubt: what PostgreSQL kept all the same is as good as written; in every other
    case `WriteLostError` says whether it was.
    """
    number, is_whole = None, False
    try:
        with appending(engine) as connection:
            connection.execute(update(store_meta).values(version=store_meta.c.version + 1))
            number = _number(connection)
            yield connection
            is_whole = True
    except StoreLostError as error:
        if number is None:
            raise
        if not is_whole or not _was_kept(engine, number):
            raise WriteLostError(NOTHING_WRITTEN) from error


@contextmanager
def appending(engine: Engine) -> Iterator[Connection]:
    """As `transaction`, for what no figure depends on: the version stays, so that nothing is read again."""
    with as_store_error(engine.url), engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        yield connection


def _number(connection: Connection) -> str | None:
    """The number by which PostgreSQL knows a transaction afterwards. Raises `StoreNewerError`."""
    if connection.dialect.name == "sqlite":
        see_that_it_is_ours(connection)
        return None
    revision, number = connection.execute(select(REACHED.c.version_num, func.pg_current_xact_id())).one()
    if revision != newest_revision():
        raise moved_on()
    return str(number)


def _was_kept(engine: Engine, number: str | None) -> bool:
    """Whether a transaction was kept that we were told nothing of. Raises `WriteLostError` where nobody can say."""
    asked, until = text("SELECT pg_xact_status(CAST(:number AS xid8))"), monotonic() + SECONDS_TO_WAIT
    while monotonic() < until:
        try:
            with as_store_error(engine.url), engine.connect() as connection:
                became = connection.execute(asked, {"number": number}).scalar()
        except StoreLostError:
            became = None
        if became in ("committed", "aborted"):
            return bool(became == "committed")
        sleep(SECONDS_BETWEEN)
    raise WriteLostError(NOT_KNOWN)


_VERSION = str(select(store_meta.c.version, select(REACHED.c.version_num).scalar_subquery()))


def store_version(engine: Engine) -> int:
    """The number that every write raises by one; a check of one row, asked of the driver itself by every request.

    Raises `StoreNewerError` where the tables are not ours any more.
    """
    with as_store_error(engine.url):
        try:
            with closing(engine.raw_connection()) as connection:
                cursor = connection.cursor()
                cursor.execute(_VERSION)
                version, revision = cursor.fetchall()[0]
        except engine.dialect.loaded_dbapi.Error:  # asked once more, in a way that says what is wrong
            with engine.connect() as again:
                version, revision = again.exec_driver_sql(_VERSION).one()
    if revision != newest_revision():
        raise moved_on()
    return int(version)


def store_name(engine: Engine) -> str:
    """What the store is called."""
    with as_store_error(engine.url), engine.connect() as connection:
        return str(connection.execute(select(store_meta.c.name)).scalar_one())


def in_utc(when: datetime) -> datetime:
    """A time of the store; SQLite keeps it without its zone."""
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def as_json(value: object) -> str:
    """A value as the store keeps it in a column of JSON; days are text there."""
    return orjson.dumps(value).decode()


_JSON: Mapping[str, Any] = {"json_serializer": as_json, "json_deserializer": orjson.loads}


def _engine(address: str) -> Engine:
    url = read_address(address)
    if sqlite_file(url) is None:
        waits = {
            name: value
            for name, value in {"connect_timeout": SECONDS_TO_WAIT, **NOTICED}.items()
            if name not in url.query
        }
        engine = create_engine(
            url,
            pool_pre_ping=True,
            max_overflow=OVERFLOW,
            pool_timeout=SECONDS_TO_WAIT,
            connect_args=waits,
            **_JSON,
        )
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
