"""The batch records and the change log: what was loaded, by whom, and every row before and after."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import cache, reduce
from operator import add
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Date, Engine, RowMapping, select

from data.errors import BatchMissingError
from data.returns.imports.changed_rows import Change, ChangedRows, Changes, gathered
from data.returns.imports.changes import Counts
from data.returns.sheets import RECORDS, Sheet
from data.store.audit import Act, record_on
from data.store.bulk import ROWS_AT_ONCE, Told, insert
from data.store.engine import as_json as written
from data.store.engine import in_utc, reading
from data.store.rows import Row
from data.store.schema import change as change_table
from data.store.schema import import_batch, store_meta

MOST_NUMBER = 2**31 - 1
"""What both databases can number."""
COLUMNS = ("table_name", "row_key", "old_values", "new_values")
_SHEET_OF = MappingProxyType({sheet.table.name: sheet for sheet in RECORDS.values()})


@dataclass(frozen=True, slots=True)
class FileSent:
    """One file of a batch, and the checksum by which it is known again."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written down of a batch beside its changes; `undoes` is the batch that it takes back.

    `counts` are rows by sheet, `warnings` the sentences that were accepted with it. `who` loaded it; of a return,
    `sender` handed it in where that was somebody else, and `bridge` and `period_end` say whose and which it is.
    """

    title: str
    who: str | None
    sha256: str = ""
    files: tuple[FileSent, ...] = ()
    counts: Mapping[str, Counts] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    replaced: bool = False
    undoes: int | None = None
    sender: str | None = None
    bridge: str | None = None
    period_end: date | None = None
    note: str | None = None

    @property
    def total(self) -> Counts:
        """Rows of all sheets together."""
        return reduce(add, self.counts.values(), Counts())


@dataclass(frozen=True, slots=True)
class Batch:
    """One loading, or one undoing, as it is on record; times are in UTC."""

    number: int
    at: datetime
    store_version: int
    entry: Entry
    undone_at: datetime | None = None


def record(
    connection: Connection,
    entry: Entry,
    changes: Changes,
    *,
    act: Act | None = Act.LOAD,
    told: Told = lambda _: None,
) -> Batch:
    """Write a batch and its changes, in the transaction that writes the rows, and who did that, unless the caller
    says so in words of its own.
    """
    values = {
        "imported_at": datetime.now(UTC),
        "file_name": entry.title,
        "sha256": entry.sha256,
        "store_version": connection.execute(select(store_meta.c.version)).scalar_one(),
        "summary": _summary(entry),
        "who": entry.who,
        "undoes": entry.undoes,
    }
    made = connection.execute(import_batch.insert().returning(import_batch), values)
    batch = _batch(made.mappings().one())
    rows = ((batch.number, *encoded) for encoded in changes.in_order(_encoded))
    insert(connection, change_table, ("batch", *COLUMNS), rows, told=told)
    if act:
        record_on(connection, act, about=f"Batch {batch.number}: {entry.title}", who=entry.who)
    return batch


def history(engine: Engine) -> tuple[Batch, ...]:
    """Every batch, the newest first. Raises `StoreError` when the store does not answer."""
    with reading(engine) as connection:
        return batches(connection)


def batches(connection: Connection) -> tuple[Batch, ...]:
    """As `history`, as a part of the caller's reading."""
    found = connection.execute(select(import_batch).order_by(import_batch.c.id.desc()))
    return tuple(_batch(row) for row in found.mappings())


def changes(engine: Engine, batch: int) -> Changes:
    """Every row that a batch made, changed or ended, in the order of writing. Raises `BatchMissingError`."""
    with reading(engine) as connection:
        found = changes_of(connection, batch)
        batch_of(connection, batch)
        return found


def batch_of(connection: Connection, number: int) -> Batch:
    """One batch. Raises `BatchMissingError`."""
    numbered = select(import_batch).where(import_batch.c.id == number)
    found = connection.execute(numbered).mappings().first() if 0 < number <= MOST_NUMBER else None
    if found is None:
        raise missing(number)
    return _batch(found)


def missing(number: int) -> BatchMissingError:
    """What is raised of a batch that is not there."""
    return BatchMissingError(f"There is no batch {number}. `cep import-log` lists them.")


def changes_of(connection: Connection, batch: int) -> Changes:
    """The changes of a batch as they were logged, as columns."""
    return gathered(_logged(connection, batch))


def _logged(connection: Connection, batch: int) -> Iterator[Change]:
    columns = [change_table.c[name] for name in COLUMNS]
    found = select(*columns).where(change_table.c.batch == batch).order_by(change_table.c.id)
    for rows in connection.execute(found, execution_options={"yield_per": ROWS_AT_ONCE}).partitions():
        for table, key, old, new in rows:
            yield _decoded_change(table, key, old, new)


def _summary(entry: Entry) -> dict[str, object]:
    return {
        "files": [asdict(file) for file in entry.files],
        "counts": {sheet: asdict(counts) for sheet, counts in entry.counts.items()},
        "warnings": list(entry.warnings),
        "replaced": entry.replaced,
        "sender": entry.sender,
        "bridge": entry.bridge,
        "period_end": entry.period_end.isoformat() if entry.period_end else None,
        "note": entry.note,
    }


def _batch(row: RowMapping) -> Batch:
    summary = row["summary"]
    return Batch(
        number=row["id"],
        at=in_utc(row["imported_at"]),
        store_version=row["store_version"],
        entry=Entry(
            title=row["file_name"],
            who=row["who"],
            sha256=row["sha256"],
            files=tuple(FileSent(**file) for file in summary.get("files", ())),
            counts={sheet: Counts(**counts) for sheet, counts in summary.get("counts", {}).items()},
            warnings=tuple(summary.get("warnings", ())),
            replaced=bool(summary.get("replaced")),
            undoes=row["undoes"],
            **{name: summary.get(name) for name in ("sender", "bridge", "note")},
            period_end=date.fromisoformat(summary["period_end"]) if summary.get("period_end") else None,
        ),
        undone_at=in_utc(row["undone_at"]) if row["undone_at"] else None,
    )


def _encoded(rows: ChangedRows) -> Iterator[tuple[str, str, str | None, str | None]]:
    """`COLUMNS` of the change log for each of some changes."""
    table = RECORDS[rows.sheet].table.name
    for key, old, new in zip(rows.key.rows(), rows.olds(), rows.news(), strict=True):
        yield (
            table,
            written(key),
            None if old is None else written(old),
            None if new is None else written(new),
        )


def _decoded_change(table: str, key: Row, old: Row | None, new: Row | None) -> Change:
    """The change that was logged; the store's own number of the row is not part of it."""
    sheet = _SHEET_OF[table]
    return Change(
        sheet.name,
        sheet.key_of(_decoded(sheet, key)),
        None if old is None else _decoded(sheet, old),
        None if new is None else _decoded(sheet, new),
    )


def _decoded(sheet: Sheet, row: Row) -> Row:
    reading = _readers(sheet.name)
    return {
        name: reading[name](value) if name in reading and value is not None else value
        for name, value in row.items()
    }


@cache
def _readers(sheet: str) -> Mapping[str, Callable[[Any], object]]:
    """Field -> how its value is read from JSON, where it is not the value itself."""
    table, lists = RECORDS[sheet].table, RECORDS[sheet].lists
    days = {column.name: date.fromisoformat for column in table.c if isinstance(column.type, Date)}
    return {**days, **dict.fromkeys(lists, tuple)}
