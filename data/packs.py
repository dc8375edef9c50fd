"""Papers and mails that are made by themselves: what was asked for, and the log of what was made of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, select

from data.programme.programme import Programme, Scope, load
from data.returns.imports import history
from data.returns.imports.rebuild import with_waiting
from data.returns.sheets import NOTES
from data.store.audit import Act, record_on
from data.store.engine import in_utc, reading, transaction
from data.store.rows import rows_of_frame
from data.store.schema import pack_run

SEPARATOR = ";"
NEVER = datetime.min.replace(tzinfo=UTC)
Known = Mapping[str, Any]
"""What stood when a mail was made, so that the next one says what is new."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is made by itself: of `taxonomy.PACK_KINDS`, in the rhythm `every` (of `taxonomy.RHYTHMS`).

    `address` is the query of a paper or of filters, with days as they were said ("last-quarter-end"); a quarter, month
    or week is made `days_after` its end. `folder` is empty where the usual one is meant.
    It is made of what its `bridges` have; None is all of England.
    """

    key: str
    name: str
    kind: str
    every: str
    days_after: int = 0
    address: str = ""
    forms: tuple[str, ...] = ()
    folder: str = ""
    recipients: tuple[str, ...] = ()
    who: str = ""
    bridges: frozenset[str] | None = None

    @property
    def scope(self) -> Scope:
        """What of a store it is made of."""
        return Scope(bridges=self.bridges)

    def row(self, saved_on: date) -> dict[str, object]:
        """What is written down of it, by the columns of its sheet."""
        return {
            "pack": self.key,
            "name": self.name,
            "kind": self.kind,
            "every": self.every,
            "days_after": self.days_after,
            "address": self.address,
            "forms": SEPARATOR.join(self.forms),
            "folder": self.folder,
            "recipients": SEPARATOR.join(self.recipients),
            "saved_on": saved_on.isoformat(),
            "who": self.who,
            "bridges": None if self.bridges is None else SEPARATOR.join(sorted(self.bridges)),
        }


@dataclass(frozen=True, slots=True)
class Run:
    """What was made of a pack once: its files, and to whom its mail is still to be sent. `at` and `sent_at` are in UTC.

    `problem` says what went wrong, in a sentence; what has neither file nor `known` was not made.
    """

    pack: str
    due_on: date
    store_version: int
    files: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()
    problem: str = ""
    known: Known | None = None
    at: datetime = NEVER
    sent_at: datetime | None = None
    number: int = 0

    @property
    def is_made(self) -> bool:
        """Whether it came to something; else it is tried again."""
        return bool(self.files) or self.known is not None


def packs_of(programme: Programme) -> tuple[Pack, ...]:
    """Every pack of a store, by name."""
    rows = rows_of_frame(programme.packs.sort_values(["name", "pack"]))
    return tuple(
        _pack({key: "" if value is None else value for key, value in row.items()}, row["bridges"])
        for row in rows
    )


def _pack(row: Mapping[str, Any], bridges: object) -> Pack:
    return Pack(
        key=row["pack"],
        name=row["name"],
        kind=row["kind"],
        every=row["every"],
        days_after=int(row["days_after"]),
        address=row["address"],
        forms=_parts(row["forms"]),
        folder=row["folder"],
        recipients=_parts(row["recipients"]),
        who=row["who"],
        bridges=frozenset(_parts(bridges)) if isinstance(bridges, str) else None,
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(SEPARATOR) if part)


IsDue = Callable[[tuple[Run, ...]], bool]
"""Whether a pack is due after what was made of it."""


@dataclass(frozen=True, slots=True)
class PackStore:
    """What a store holds to make packs from, and the log of what was made. Every method may raise `StoreError`."""

    engine: Engine

    def programme(self) -> Programme:
        """Everything that the store holds at this moment."""
        return load(self.engine, waiting=with_waiting)

    def runs(self) -> tuple[Run, ...]:
        """Everything that was made, the latest first."""
        with reading(self.engine) as connection:
            found = connection.execute(select(pack_run).order_by(pack_run.c.id.desc()))
            return tuple(_run(row) for row in found.mappings())

    def last_load(self) -> datetime | None:
        """When records were last loaded or taken back; what people write on the pages is no load."""
        loads = (one.at for one in history(self.engine) if one.entry.counts.keys() - NOTES.keys())
        return next(loads, None)

    def log(self, run: Run, *, if_due: IsDue = lambda _: True) -> Run | None:
        """Write down what was made, in the place of what failed on the same day; nothing where it is not due any more,
        as `if_due` says of what was made of the pack meanwhile.
        """
        own = select(pack_run).where(pack_run.c.pack == run.pack).order_by(pack_run.c.id.desc())
        with transaction(self.engine) as connection:
            there = tuple(_run(row) for row in connection.execute(own).mappings())
            if not if_due(there):
                return None
            failed = [other.number for other in there if other.due_on == run.due_on and not other.is_made]
            connection.execute(pack_run.delete().where(pack_run.c.id.in_(failed)))
            made = connection.execute(pack_run.insert().returning(pack_run), _values(run))
            became = f"files: {len(run.files)}" if run.is_made else "not made"
            record_on(connection, Act.PACK, about=f"{run.pack}, due {run.due_on.isoformat()}; {became}")
            return _run(made.mappings().one())

    def mailed(self, run: Run, *, unsent: Sequence[str], problem: str, sent_at: datetime | None) -> None:
        """Write down how far the mail of a run came."""
        values = {"unsent": list(unsent), "problem": problem or None, "sent_at": sent_at}
        with transaction(self.engine) as connection:
            connection.execute(pack_run.update().where(pack_run.c.id == run.number).values(values))


def _values(run: Run) -> dict[str, Any]:
    return {
        "pack": run.pack,
        "due_on": run.due_on,
        "made_at": run.at,
        "store_version": run.store_version,
        "files": list(run.files),
        "unsent": list(run.unsent),
        "sent_at": run.sent_at,
        "problem": run.problem or None,
        "known": run.known,
    }


def _run(row: RowMapping) -> Run:
    return Run(
        pack=row["pack"],
        due_on=row["due_on"],
        store_version=row["store_version"],
        files=tuple(row["files"]),
        unsent=tuple(row["unsent"]),
        problem=row["problem"] or "",
        known=row["known"],
        at=in_utc(row["made_at"]),
        sent_at=in_utc(row["sent_at"]) if row["sent_at"] else None,
        number=row["id"],
    )
