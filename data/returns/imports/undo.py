"""Taking a batch back: exactly the state before it, unless something later stands on what it wrote.

An undoing is a batch itself, so that it is on record and can be taken back as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from data.errors import UndoRefusedError
from data.returns.imports.changes import Change, Difference, called, number_of
from data.returns.imports.journal import Batch, Entry, batch_of, batches, changes_of, record
from data.returns.imports.stored_rows import StoreAfter, StoredRows
from data.returns.imports.write import write
from data.returns.sheets import SHEETS, Key
from data.store import record_ends
from data.store.engine import transaction
from data.store.info import written
from data.store.rows import Row
from data.store.schema import import_batch

Held = Mapping[str, Mapping[Key, Row]]
MOST_REASONS = 50
"""A refusal that names more rows than anybody reads says how many there are besides."""


def undo(engine: Engine, batch: int, *, who: str | None) -> Batch:
    """Restore what a batch changed, in one transaction; the undoing's own record.

    Raises `UndoRefusedError` with every reason against it, and `BatchMissingError`.
    """
    with transaction(engine) as connection:
        taken_back = batch_of(connection, batch)
        _refuse_again(taken_back)
        logged = tuple(changes_of(connection, batch))
        stored = StoredRows(connection)
        held = rows_touched(stored, logged)
        inverse = tuple(opposite(change, held) for change in logged)
        _refuse_for(
            [
                *_later(connection, batch, logged),
                *_differing(logged, held),
                *_left_hanging(StoreAfter(stored, inverse)),
            ],
            batch,
        )
        try:
            write(connection, inverse)
            record_ends.renew(connection)
        except IntegrityError as error:
            raise UndoRefusedError(f"The store refuses a row: {error.orig}. Nothing was changed.") from error
        made = record(connection, _entry(taken_back, inverse, who), inverse)
        _mark(connection, taken_back)
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


def rows_touched(stored: StoredRows, logged: Iterable[Change]) -> Held:
    """Sheet -> key -> row, of the rows that the batch touched and that are there."""
    keys: dict[str, set[Key]] = {}
    for change in logged:
        keys.setdefault(change.sheet, set()).add(change.key)
    return {sheet: stored.of_keys(sheet, wanted) for sheet, wanted in keys.items()}


def opposite(change: Change, held: Held) -> Change:
    """The change that takes one back, for the rows that are `held`."""
    now = held.get(change.sheet, {}).get(change.key, {})
    old = now if change.old is None else change.new
    return Change(change.sheet, change.key, old, change.old, number_of(now))


def _later(connection: Connection, batch: int, logged: Iterable[Change]) -> Iterator[str]:
    """Rows of the batch that a later loading touched which still holds; undoings cancel what they undo."""
    touched = {(change.sheet, change.key) for change in logged}
    standing = [
        later
        for later in batches(connection)
        if later.number > batch and later.entry.undoes is None and later.undone_at is None
    ]
    for later in reversed(standing):
        for change in changes_of(connection, later.number):
            if (change.sheet, change.key) in touched:
                yield f"{called(change.sheet, change.key)} was touched by batch {later.number} ({later.entry.title})."


def _differing(logged: Iterable[Change], held: Held) -> Iterator[str]:
    """Rows that are not as the batch left them."""
    for change in logged:
        now = held.get(change.sheet, {}).get(change.key)
        name = called(change.sheet, change.key)
        if change.new is None:
            if now is not None:
                yield f"{name} has been made again since."
        elif now is None:
            yield f"{name} is not there any more."
        elif any(now[field] != value for field, value in change.new.items()):
            yield f"{name} has been changed since."


def _left_hanging(after: StoreAfter) -> Iterator[str]:
    """Rows that would name a row that is not there."""
    for name in SHEETS:
        for key, column, value in after.without_parent(name):
            yield f"{called(name, key)} names {column} “{value}”, which would not be there."


def _entry(taken_back: Batch, inverse: tuple[Change, ...], who: str | None) -> Entry:
    return Entry(
        title=f"Undoing of batch {taken_back.number} ({taken_back.entry.title})",
        who=who,
        counts=Difference(inverse).counts,
        undoes=taken_back.number,
    )


def _mark(connection: Connection, taken_back: Batch) -> None:
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
