"""Taking a batch back: exactly the state before it, unless something later stands on what it wrote.

An undoing is a batch itself, so that it is on record and can be taken back as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from data.errors import UndoRefusedError
from data.returns.columns import Columns, Places, any_of, differ, places
from data.returns.imports.changed_rows import ChangedRows, Changes
from data.returns.imports.changes import Difference, called
from data.returns.imports.journal import Batch, Entry, batch_of, batches, changes_of, record
from data.returns.imports.review import reopen
from data.returns.imports.stored_rows import StoreAfter, StoredRows
from data.returns.imports.write import write
from data.returns.reader.files import Watch, counting, unwatched
from data.returns.sheets import RECORDS
from data.store import record_ends
from data.store.audit import Act
from data.store.engine import transaction
from data.store.info import written
from data.store.schema import import_batch

MOST_REASONS = 50
"""A refusal that names more rows than anybody reads says how many there are besides."""


def undo(engine: Engine, batch: int, *, who: str | None, watch: Watch = unwatched) -> Batch:
    """Restore what a batch changed, in one transaction; the undoing's own record.

    `watch` hears how far it is. Raises `UndoRefusedError` with every reason against it, and `BatchMissingError`.
    """
    with transaction(engine) as connection:
        taken_back = batch_of(connection, batch)
        _refuse_again(taken_back)
        watch("Reading the change log", 0)
        logged = changes_of(connection, batch)
        watch("Comparing with the store", len(logged))
        stored = StoredRows(connection)
        inverse = opposite(logged, stored)
        _refuse_for(
            [
                *_later(connection, batch, logged),
                *_differing(logged, stored),
                *_left_hanging(StoreAfter(stored, inverse)),
            ],
            batch,
        )
        del logged, stored  # what is to be written is in the inverse alone
        try:
            write(connection, inverse, told=counting("Writing", watch))
            record_ends.renew(connection)
        except IntegrityError as error:
            raise UndoRefusedError(f"The store refuses a row: {error.orig}. Nothing was changed.") from error
        entry = _entry(taken_back, inverse, who)
        told = counting("Writing the change log", watch)
        made = record(connection, entry, inverse, act=Act.UNDO, told=told)
        _mark(connection, taken_back, who)
        return made


def _refuse_again(batch: Batch) -> None:
    if batch.undone_at is not None:
        raise UndoRefusedError(
            f"Batch {batch.number} was undone on {written(batch.undone_at.date())} already; nothing is left of it."
        )


def _refuse_for(reasons: Sequence[str], batch: int) -> None:
    if not reasons:
        return
    listed = list(dict.fromkeys(reasons))
    beyond = len(listed) - MOST_REASONS
    more = [f"And {beyond:,} more."] if beyond > 0 else []
    raise UndoRefusedError(
        f"Batch {batch} cannot be undone, because later changes stand on it. Nothing was changed.",
        *listed[:MOST_REASONS],
        *more,
    )


def opposite(changes: Changes, stored: StoredRows) -> Changes:
    """The changes that take some back, of the rows that are there."""
    return Changes(_opposite(rows, stored) for rows in changes.blocks)


def _opposite(rows: ChangedRows, stored: StoredRows) -> ChangedRows:
    sheet = RECORDS[rows.sheet]
    if rows.kind == "ended":
        return replace(rows, kind="new", old=None, new=rows.old, numbers=None)
    held, at = _now(rows, stored)
    there = np.flatnonzero(at >= 0)
    now = held.only(at[there])
    numbers = now["id"] if sheet.is_numbered else None
    key, order = rows.key.only(there), rows.order[there]
    if rows.kind == "new":
        return ChangedRows(rows.sheet, "ended", key, order, old=now, numbers=numbers)
    old, new = (None if one is None else one.only(there) for one in (rows.new, rows.old))
    return ChangedRows(rows.sheet, "changed", key, order, old=old, new=new, numbers=numbers)


def _now(rows: ChangedRows, stored: StoredRows) -> tuple[Columns, Places]:
    """The rows that the store has, and where among them those are that changed; -1 for one that is not there."""
    key = RECORDS[rows.sheet].key
    held = stored.of_keys(rows.sheet, rows.key)
    return held, places(rows.key.key(key), held.key(key))


def _later(connection: Connection, batch: int, logged: Changes) -> Iterator[str]:
    """Rows of the batch that a later loading touched which still holds; undoings cancel what they undo."""
    standing = [
        later
        for later in batches(connection)
        if later.number > batch and later.entry.undoes is None and later.undone_at is None
    ]
    for later in reversed(standing):
        for rows in changes_of(connection, later.number).blocks:
            key = RECORDS[rows.sheet].key
            touched = Columns.joined([one.key for one in logged.of(rows.sheet)], key)
            again = rows.key.only(places(rows.key.key(key), touched.key(key)) >= 0)
            for one in again.tuples(key):
                yield f"{called(rows.sheet, one)} was touched by batch {later.number} ({later.entry.title})."


def _differing(logged: Changes, stored: StoredRows) -> Iterator[str]:
    """Rows that are not as the batch left them."""
    for rows in logged.blocks:
        held, at = _now(rows, stored)
        keys = list(rows.key.tuples(RECORDS[rows.sheet].key))
        if rows.new is None:
            for place in np.flatnonzero(at >= 0).tolist():
                yield f"{called(rows.sheet, keys[place])} has been made again since."
            continue
        for place in np.flatnonzero(at < 0).tolist():
            yield f"{called(rows.sheet, keys[place])} is not there any more."
        if held.length:
            differs = (differ(held[name][at], new) for name, new in rows.new.fields.items())
            for place in np.flatnonzero((at >= 0) & any_of(differs, rows.length)).tolist():
                yield f"{called(rows.sheet, keys[place])} has been changed since."


def _left_hanging(after: StoreAfter) -> Iterator[str]:
    """Rows that would name a row that is not there."""
    for name in RECORDS:
        for key, column, value in after.without_parent(name):
            yield f"{called(name, key)} names {column} “{value}”, which would not be there."


def _entry(taken_back: Batch, inverse: Changes, who: str | None) -> Entry:
    return Entry(
        title=f"Undoing of batch {taken_back.number} ({taken_back.entry.title})",
        who=who,
        counts=Difference(inverse).counts,
        undoes=taken_back.number,
    )


def _mark(connection: Connection, taken_back: Batch, who: str | None) -> None:
    """Say that the batch is undone; if it was an undoing itself, what it had undone holds again."""
    marks: Mapping[int | None, datetime | None] = {
        taken_back.number: datetime.now(UTC),
        taken_back.entry.undoes: None,
    }
    for number, when in marks.items():
        if number is not None:
            connection.execute(
                import_batch.update().where(import_batch.c.id == number).values(undone_at=when)
            )
            reopen(connection, number, who=who, is_undone=when is not None)
