"""Turning what a database driver says into a `StoreError` with a sentence."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from data.errors import (
    StoreBusyError,
    StoreError,
    StoreForeignError,
    StoreMissingError,
    StoreUnreachableError,
)
from data.store.address import show

_KINDS: tuple[tuple[str, type[StoreError], str], ...] = (
    (
        "file is not a database",
        StoreForeignError,
        "{where} is not a database. Check the address of the store.",
    ),
    ("database is locked", StoreBusyError, "Somebody else is writing to {where}. Try again in a minute."),
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


@contextmanager
def as_store_error(url: URL) -> Iterator[None]:
    """Say what the driver says as a `StoreError`; faults in our own statements stay as they are."""
    try:
        yield
    except DBAPIError as error:
        if error.statement is not None and isinstance(error, IntegrityError | ProgrammingError):
            raise
        raise _translated(error, url) from error


def _translated(error: DBAPIError, url: URL) -> StoreError:
    said = str(error.orig)
    for pattern, kind, sentence in _KINDS:
        if re.search(pattern, said):
            return kind(sentence.format(where=show(url)))
    reason = said.strip().partition("\n")[0].rstrip(". ") or "no reason given"
    if url.password:
        reason = reason.replace(str(url.password), "***")
    return StoreUnreachableError(
        f"The store at {show(url)} cannot be opened: {reason}. Is it running, and may you use it?"
    )
