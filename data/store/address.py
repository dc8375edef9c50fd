"""Where a store is: reading an address, showing it without its password, saying why it does not answer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoneFree

from data.errors import (
    StoreAddressError,
    StoreBusyError,
    StoreError,
    StoreForeignError,
    StoreLostError,
    StoreMissingError,
    StoreUnreachableError,
)

EXAMPLES = "sqlite:///var/cep.db for a file, or postgresql://user@host/name for a database"
AWAY = ("08", "57P", "53300", "40P01")
"""How the states of PostgreSQL begin that pass: no connection, stopping or starting, too many, one of two that wait for
each other.
"""
_SHOWN_OPTIONS = ("host", "port")
_KINDS: tuple[tuple[str, type[StoreError], str], ...] = (
    (
        "file is not a database",
        StoreForeignError,
        "{where} is not a database. Check the address of the store.",
    ),
    ("database is locked", StoreBusyError, "Somebody else is writing to {where}. Try again in a minute."),
    (
        "lock timeout",
        StoreBusyError,
        "Somebody reads or writes {where} for long, perhaps a backup. Try again when that is done.",
    ),
    (
        "readonly database",
        StoreUnreachableError,
        "{where} may be read but not written: ask for that right.",
    ),
    (
        r'database ".*" does not exist',
        StoreMissingError,
        "There is no database at {where}. Create it, then run `cep store init` or `cep store demo`.",
    ),
)


def read_address(address: str) -> URL:
    """The address as a URL with the driver this product uses; raises `StoreAddressError`."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreAddressError(f"The store's address cannot be read. Write {EXAMPLES}.") from error
    backend = url.drivername.split("+")[0]
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreAddressError(f'A store cannot be kept in "{backend}". Write {EXAMPLES}.')
    if url.host or url.username or url.port:
        raise StoreAddressError(
            f"A SQLite store is a file on this machine; its address names no host. Write {EXAMPLES}."
        )
    if not url.database or url.database == ":memory:":
        raise StoreAddressError("A store needs a file to live in. Write sqlite:///var/cep.db, for example.")
    return url.set(drivername="sqlite+pysqlite")


def show(url: URL) -> str:
    """The address for a message: without the password, whichever way it was given."""
    options = {name: value for name, value in url.query.items() if name in _SHOWN_OPTIONS}
    return url.set(drivername=url.get_backend_name(), password=None, query=options).render_as_string()


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite store, None for a PostgreSQL one."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


@contextmanager
def as_store_error(url: URL) -> Iterator[None]:
    """Say what the driver says as a `StoreError`; faults in our own statements stay as they are."""
    try:
        yield
    except DBAPIError as error:
        if error.statement is not None and isinstance(error, IntegrityError | ProgrammingError):
            raise
        raise _translated(error, url) from error
    except NoneFree as error:
        raise StoreLostError(
            f"More is asked of the store at {show(url)} at this moment than it can answer. Ask again in a few seconds."
        ) from error


def _translated(error: DBAPIError, url: URL) -> StoreError:
    said = str(error.orig)
    for pattern, kind, sentence in _KINDS:
        if re.search(pattern, said):
            return kind(sentence.format(where=show(url)))
    reason = said.strip().partition("\n")[0].rstrip(". ") or "no reason given"
    if url.password:
        reason = reason.replace(str(url.password), "***")
    if error.connection_invalidated:
        return StoreLostError(f"The connection to the store at {show(url)} was lost: {reason}.")
    state = "" if sqlite_file(url) else getattr(error.orig, "sqlstate", None) or AWAY[0]
    kind = StoreLostError if state.startswith(AWAY) else StoreUnreachableError
    return kind(f"The store at {show(url)} cannot be opened: {reason}. Is it running, and may you use it?")
