"""What people write on the pages: a few rows at a time, in the same journal as a load, and taken back like one."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, Engine, String, cast, func, select
from sqlalchemy.exc import IntegrityError

from data.errors import ChangeRefusedError, NothingToLoadError
from data.returns.imports.changed_rows import Change, gathered
from data.returns.imports.changes import Difference
from data.returns.imports.journal import Batch, Entry, record
from data.returns.imports.stored_rows import StoredRows
from data.returns.imports.write import write
from data.returns.sheets import RECORDS, Column, Key, Sheet
from data.returns.sheets.kinds import CellError
from data.store.audit import Act
from data.store.engine import as_json, reading, transaction
from data.store.rows import Row
from data.store.schema import change, import_batch

NOT_IN_THE_STORE = "It names something that is not in the store. Nothing was written."
NOT_THERE = "This is not there any more. Nothing was changed."
NOTHING_TO_UNDO = "There is nothing to undo here."

Said = Mapping[str, object]
"""What somebody wrote: the values of a row by the columns of its sheet, as they came."""


def put(engine: Engine, sheet: str, said: Sequence[Said], *, title: str, who: str) -> Batch:
    """Write rows down, each in the place of the one that has its key; the batch as it is on record.

    Raises `ChangeRefusedError` with a sentence for each value that is wrong, and `NothingToLoadError` where all is so
    already.
    """
    kind = RECORDS[sheet]
    rows = [_row(kind, one) for one in said]
    with transaction(engine) as connection:
        found = [_difference(kind, _held(connection, sheet, kind.key_of(row)), row) for row in rows]
        changes = [one for one in found if one is not None]
        if not changes:
            raise NothingToLoadError("This is so already; nothing was written.")
        return write_changes(connection, changes, act=_act(sheet), title=title, who=who)


def drop(engine: Engine, sheet: str, key: Key, *, title: str, who: str) -> Batch:
    """Take one row out; the batch as it is on record. Raises `ChangeRefusedError` where the row is not there."""
    with transaction(engine) as connection:
        held = _held(connection, sheet, key)
        if held is None:
            raise ChangeRefusedError(NOT_THERE)
        gone = [Change(sheet, key, held, None)]
        return write_changes(connection, gone, act=_act(sheet), title=title, who=who)


def _act(sheet: str) -> Act:
    return Act.PACK if sheet == "packs" else Act.WRITE


def last_batch(engine: Engine, sheet: str, key: Key) -> int:
    """The last batch that wrote a row and still holds: the one to undo. Raises `ChangeRefusedError` without one."""
    named = as_json(dict(zip(RECORDS[sheet].key, key, strict=True)))
    last = (
        select(func.max(change.c.batch))
        .join(import_batch, import_batch.c.id == change.c.batch)
        .where(
            change.c.table_name == RECORDS[sheet].table.name,
            cast(change.c.row_key, String) == named,
            import_batch.c.undone_at.is_(None),
            import_batch.c.undoes.is_(None),
        )
    )
    with reading(engine) as connection:
        found = connection.execute(last).scalar()
    if found is None:
        raise ChangeRefusedError(NOTHING_TO_UNDO)
    return int(found)


def _row(sheet: Sheet, said: Said) -> Row:
    """What was said as a row of the store. Raises `ChangeRefusedError` with what is wrong, in sentences."""
    row: Row = {}
    wrong: list[str] = []
    for column in sheet.kept.values():
        try:
            row[column.stored] = _value(column, said.get(column.name))
        except CellError as error:
            wrong.append(str(error))
    if not wrong:
        today = date.today()  # noqa: DTZ011 - the day where the reader is
        wrong = [f"{fault.wrong} {fault.right}" for check in sheet.checks for fault in check(row, today)]
    if wrong:
        raise ChangeRefusedError(*wrong)
    return row


def _value(column: Column, said: object) -> object:
    if said is None or (isinstance(said, str) and not said.strip()):
        if column.required:
            raise CellError(f"{column.name} is missing.", f"Write {column.kind.words}.")
        return column.default
    return column.kind.read(said)


def _held(connection: Connection, sheet: str, key: Key) -> Row | None:
    """The row with this key, whole; None where it is not there."""
    names = RECORDS[sheet].key
    found = StoredRows(connection).where(sheet, names[0], {key[0]}).by_key(names).get(key)
    return None if found is None else dict(found)


def _difference(sheet: Sheet, held: Row | None, new: Row) -> Change | None:
    """What changes; None where the row is so already."""
    key = sheet.key_of(new)
    if held is None:
        return Change(sheet.name, key, None, sheet.blank | new)
    others = {name: value for name, value in new.items() if held[name] != value}
    return Change(sheet.name, key, {name: held[name] for name in others}, others) if others else None


def write_changes(
    connection: Connection, made: Sequence[Change], *, act: Act, title: str, who: str | None
) -> Batch:
    """Write changes and their batch, in the caller's transaction. Raises `ChangeRefusedError`."""
    changes = gathered(made)
    try:
        write(connection, changes)
    except IntegrityError as error:
        raise ChangeRefusedError(NOT_IN_THE_STORE) from error
    return record(connection, Entry(title, who, counts=Difference(changes).counts), changes, act=act)
