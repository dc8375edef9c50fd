"""Who did what, and when: rows that are only ever added, in the transaction of what they tell of.

The database itself refuses to change or remove one (see the migration that makes the table). No row holds a secret.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from getpass import getuser
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select

from data.store.engine import appending, in_utc, reading
from data.store.schema import audit


class Act(StrEnum):
    """What somebody did, or was refused."""

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    ACCESS = "access"
    """Asked for what is not theirs: it is only ever refused."""
    ACCOUNT = "account"
    HAND_IN = "hand-in"
    TAKE = "take"
    SEND_BACK = "send-back"
    ACCEPT = "accept"
    LOAD = "load"
    UNDO = "undo"
    WRITE = "write"
    MERGE = "merge"
    PACK = "pack"
    STATISTICS = "statistics"
    BOUNDARIES = "boundaries"
    EXPORT = "export"
    REPLACE = "replace"
    RESTORE = "restore"
    COPY = "copy"
    UPGRADE = "upgrade"


CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        Act.SIGN_IN: "Signing in",
        Act.SIGN_OUT: "Signing out",
        Act.ACCESS: "Asking for what is not theirs",
        Act.ACCOUNT: "Changing an account",
        Act.HAND_IN: "Handing a return in",
        Act.TAKE: "Taking a return into check",
        Act.SEND_BACK: "Sending a return back",
        Act.ACCEPT: "Accepting a return",
        Act.LOAD: "Loading files",
        Act.UNDO: "Undoing a batch",
        Act.WRITE: "Writing on a page",
        Act.MERGE: "Merging organisations",
        Act.PACK: "Changing or making a pack",
        Act.STATISTICS: "Adding statistics",
        Act.BOUNDARIES: "Changing boundaries",
        Act.EXPORT: "Exporting the whole store",
        Act.REPLACE: "Replacing the store",
        Act.RESTORE: "Restoring a backup",
        Act.COPY: "Copying the store",
        Act.UPGRADE: "Bringing tables up to date",
    }
)
"""How each act is called where people read."""
DONE: Final = "done"
REFUSED: Final = "refused"
LONGEST: Final = 300
"""Letters of what a row says of one thing."""
NO_ADDRESS: Final = "(not an e-mail address)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `at` is in UTC, `what` an `Act`, `address` the machine that asked; `outcome` is done or refused."""

    at: datetime
    who: str
    what: str
    about: str
    address: str
    outcome: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for: of days in UTC, both included, of somebody whose name or e-mail holds `who`, of acts
    and of one outcome; empty is all.
    """

    since: date | None = None
    until: date | None = None
    who: str = ""
    what: tuple[str, ...] = ()
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, where that is known better than by what was typed, and from which machine."""

    who: str
    address: str


_ACTING: Final[ContextVar[Acting | None]] = ContextVar("acting", default=None)


@contextmanager
def acting(who: str, address: str) -> Iterator[None]:
    """Whatever is recorded inside is somebody's."""
    token = _ACTING.set(Acting(who, address))
    try:
        yield
    finally:
        _ACTING.reset(token)


def at_this_machine() -> str | None:
    """The name that the machine knows its user by, if it knows one."""
    try:
        return getuser()
    except (OSError, KeyError):
        return None


def record(
    engine: Engine, what: Act, *, about: str = "", who: str | None = None, outcome: str = DONE
) -> None:
    """Add a row of what is no writing to the store. The store's version stays: nobody reads anything again."""
    with appending(engine) as connection:
        record_on(connection, what, about=about, who=who, outcome=outcome)


def record_on(
    connection: Connection, what: Act, *, about: str = "", who: str | None = None, outcome: str = DONE
) -> None:
    """Add a row in the transaction of what it tells of. Who signed in counts; else `who`, which somebody typed; else
    whom this machine knows.

    Who tries to sign in types something: what is no e-mail address may be a password, and is not kept.
    """
    acts = _ACTING.get()
    named = plain((acts.who or who or "") if acts else (who or at_this_machine() or ""))
    if what is Act.SIGN_IN and named and "@" not in named:
        named = NO_ADDRESS
    row = {
        "at": datetime.now(UTC),
        "who": named,
        "what": what.value,
        "about": plain(about) or None,
        "address": (plain(acts.address) or None) if acts else None,
        "outcome": outcome,
    }
    connection.execute(insert(audit), row)


def plain(said: str) -> str:
    """A text on one line, without what no reader sees, not longer than a row takes."""
    text = " ".join("".join(one if one.isprintable() else " " for one in said[: 4 * LONGEST]).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def entries(
    engine: Engine,
    wanted: Wanted = Wanted(),
    *,
    most: int | None = None,
    after: int = 0,
) -> tuple[Entry, ...]:
    """The rows that are asked for, the latest first: at most so many of them, after so many."""
    asked = (
        select(audit)
        .where(*_conditions(wanted))
        .order_by(audit.c.at.desc(), audit.c.id.desc())
        .limit(most)
        .offset(after)
    )
    with reading(engine) as connection:
        return tuple(_entry(row) for row in connection.execute(asked).mappings())


def count(engine: Engine, wanted: Wanted = Wanted()) -> int:
    """How many rows are asked for."""
    with reading(engine) as connection:
        asked = select(func.count()).select_from(audit).where(*_conditions(wanted))
        return int(connection.execute(asked).scalar_one())


def missing(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Which of some rows of another store, in the order of time, are not here; without their numbers."""
    if not rows:
        return []
    moments = [row["at"] for row in rows]
    told = ("at", "who", "what", "about", "address", "outcome")
    here = select(*(audit.c[name] for name in told)).where(audit.c.at.between(min(moments), max(moments)))
    known = {(in_utc(at), *others) for at, *others in connection.execute(here)}
    return [
        {name: row[name] for name in told}
        for row in rows
        if (in_utc(row["at"]), *(row[name] for name in told[1:])) not in known
    ]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(audit.c.at >= _midnight(wanted.since))
    if wanted.until and wanted.until < date.max:
        found.append(audit.c.at < _midnight(wanted.until + timedelta(days=1)))
    if wanted.who:
        escaped = re.sub(r"([/%_])", r"/\1", wanted.who.lower())
        found.append(func.lower(audit.c.who).like(f"%{escaped}%", escape="/"))
    if wanted.what:
        found.append(audit.c.what.in_(wanted.what))
    if wanted.outcome:
        found.append(audit.c.outcome == wanted.outcome)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _entry(row: Mapping[Any, Any]) -> Entry:
    return Entry(
        at=in_utc(row["at"]),
        who=row["who"],
        what=row["what"],
        about=row["about"] or "",
        address=row["address"] or "",
        outcome=row["outcome"],
        number=row["id"],
    )
