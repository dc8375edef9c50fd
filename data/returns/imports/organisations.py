"""Two keys of one organisation become one, wherever it is named, in one batch."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Engine

from data.errors import ChangeRefusedError
from data.returns.imports.changed_rows import Change, gathered
from data.returns.imports.changes import Difference, called
from data.returns.imports.journal import Batch
from data.returns.imports.notes import write_changes
from data.returns.imports.stored_rows import StoredRows
from data.returns.sheets import RECORDS, Sheet
from data.store.audit import Act
from data.store.engine import reading, transaction

ORGANISATIONS, KEY = "organisations", "organisation"
NAMING: Mapping[str, Sheet] = {
    name: sheet for name, sheet in RECORDS.items() if ORGANISATIONS in sheet.parents.values()
}
"""The sheets whose rows name an organisation."""


def merge(engine: Engine, kept: str, gone: str, *, who: str | None) -> Batch:
    """Make one organisation of two: whatever names the second names the first, and the second ends; one batch.

    Raises `ChangeRefusedError` where one of them is not there.
    """
    with transaction(engine) as connection:
        title = f"{called(ORGANISATIONS, (gone,))} is {kept}"
        changes = _merging(connection, kept, gone)
        return write_changes(connection, changes, act=Act.MERGE, title=title, who=who)


def would_merge(engine: Engine, kept: str, gone: str) -> Difference:
    """What `merge` would change. Raises `ChangeRefusedError` as it does."""
    with reading(engine) as connection:
        return Difference(gathered(_merging(connection, kept, gone)))


def _merging(connection: Connection, kept: str, gone: str) -> list[Change]:
    """The changes that make one organisation of two: of the rows that name the second, and its own."""
    if kept == gone:
        raise ChangeRefusedError(f"“{kept}” is one organisation already.")
    rows = StoredRows(connection).where(ORGANISATIONS, KEY, {kept, gone}).by_key((KEY,))
    for key in (kept, gone):
        if (key,) not in rows:
            raise ChangeRefusedError(f"There is no organisation “{key}” in the store.")
    changes = [change for name in NAMING for change in _named_anew(connection, name, kept, gone)]
    return [*changes, Change(ORGANISATIONS, (gone,), dict(rows[gone,]), None)]


def _named_anew(connection: Connection, name: str, kept: str, gone: str) -> Iterator[Change]:
    """The rows of a sheet that name one organisation, as rows that name another; one that is there already stays."""
    sheet, held = NAMING[name], StoredRows(connection)
    for column in (column for column, parent in sheet.parents.items() if parent == ORGANISATIONS):
        there = set(held.where(name, column, {kept}).tuples(sheet.key))
        for old in held.where(name, column, {gone}).rows():
            number = old.pop("id", None)
            new = {**old, column: kept}
            yield Change(name, sheet.key_of(old), old, None, number if isinstance(number, int) else None)
            if sheet.key_of(new) not in there:
                yield Change(name, sheet.key_of(new), None, new)
