"""What a server writes down: one line of JSON for each request and each fault, to which nobody else can add a line.

A request has a number, which its answer, its line and its faults all have.
"""

import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

import orjson

from data.errors import StoreError, StoreLostError, WriteLostError

HEADER: Final = "X-Request-Id"
REQUEST: Final[ContextVar[str]] = ContextVar("request", default="")
"""The number of the request that is being answered."""
AWAY: Final = "The store does not answer at this moment."
log = logging.getLogger(__name__)
WENT_WRONG: Final = "Something went wrong here. It is on record"


def line(**said: str | float) -> str:
    """Return a line with these facts, after the time in UTC and the number of the request."""
    facts = {name: _printable(one) if isinstance(one, str) else one for name, one in said.items()}
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return orjson.dumps({"at": now, "request": REQUEST.get(), **facts}).decode()


class JsonLines(logging.Formatter):
    """Writes what a program says of itself as such lines, a fault with all that led to it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        fault = {"fault": self.formatException(record.exc_info)} if record.exc_info else {}
        said = record.getMessage()
        return line(level=record.levelname.lower(), by=record.name, said=said, **fault)


def write_lines() -> None:
    """Let everything in this process that says something say it in such lines, on stderr."""
    on_stderr = logging.StreamHandler()
    on_stderr.setFormatter(JsonLines())
    logging.getLogger().addHandler(on_stderr)
    for handler in logging.getLogger("gunicorn.error").handlers:
        handler.setFormatter(JsonLines())


def sentence_of_a_fault() -> str:
    """Return what is said to whoever asked for what could not be answered, with the number by which it is found."""
    number = REQUEST.get()
    return f"{WENT_WRONG}{f' as {number}: tell that to whoever looks after the server' if number else ''}."


def told(error: StoreError) -> str:
    """Return what a reader is told of a store that cannot be used: not where it is, where it is away for a moment."""
    if not isinstance(error, StoreLostError) or isinstance(error, WriteLostError):
        return str(error)
    log.warning("%s", error)
    return AWAY


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() or one == "\n" else "\N{REPLACEMENT CHARACTER}" for one in text)
