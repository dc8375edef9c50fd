"""A whole store as one file, and back; and from one database into the other, with its version and its journal.

The file is a zip with a text file of JSON lines for each table, a row each, and `store.json`, which says of each table
its columns, how many rows, and the checksum. It is the same for both databases, so that either takes it.
"""

import json
import tempfile
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Engine, LargeBinary, MetaData, Table, func, insert, select, text, update

from data.errors import BackupError, StoreOlderError
from data.store import record_ends
from data.store.address import show
from data.store.audit import Act, missing, record_on
from data.store.engine import in_utc, reading
from data.store.migrate import migrate
from data.store.revision import check, newest_revision, revision, revisions
from data.store.rows import build
from data.store.schema import APPLICATION, TABLES, audit, store_meta

CONTENTS: Final = "store.json"
AT_ONCE: Final = 2_000
"""Rows that are in memory at a time."""
Rows = Iterable[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the store's name, its version and that of its tables, and how many rows each has."""

    name: str
    version: int
    tables: str
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return sum(self.rows.values())


def back_up(engine: Engine, file: Path) -> Backup:
    """Write everything that a store holds at this moment to a file, read it again, and say what is in it.

    Others may write meanwhile: every table is read as it was when the first was. The file is there whole or not at all.
    """
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as folder:
        coming = Path(folder) / file.name
        with reading(engine) as connection, zipfile.ZipFile(coming, "w", zipfile.ZIP_DEFLATED) as target:
            said = {
                "application": APPLICATION,
                "tables": revision(connection),
                "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "of": {table.name: _write(connection, table, target) for table in TABLES},
            }
            target.writestr(CONTENTS, json.dumps(said, indent=2))
        found = look_into(coming)
        coming.replace(file)
    return found


def look_into(file: Path) -> Backup:
    """Read a backup to its end and say what it holds. Raises `BackupError` where it is not as it was written."""
    try:
        with zipfile.ZipFile(file) as source:
            said = orjson.loads(source.read(CONTENTS))
            if said["application"] != APPLICATION:
                raise BackupError(f"{file} is no backup of this product.")
            for name, about in said["of"].items():
                _look_at(source, name, about, file)
            (meta,) = (row for some in _rows(source, store_meta, said["of"]) for row in some)
            counts = {name: int(about["rows"]) for name, about in said["of"].items()}
            return Backup(str(meta["name"]), int(meta["version"]), str(said["tables"]), counts)
    except FileNotFoundError:
        raise BackupError(f"There is no file {file}.") from None
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
        raise BackupError(f"{file} is damaged, or is no backup of this product.") from error


def restore(file: Path, address: str, *, replace: bool = False) -> Backup:
    """Make a store of a backup, as it was, and say what is in it; over another store only when told to `replace` it.

    Who did what in the store that is replaced stays on record, beside what the backup knows. All or nothing. A backup
    of an older version of the product becomes a store of this one. Raises `BackupError`, or another `StoreError` where
    no store can be.
    """
    found = look_into(file)
    if found.tables not in revisions():
        raise BackupError(f"{file} was made by a newer version of this product. Update the product first.")
    with zipfile.ZipFile(file) as source:
        about = orjson.loads(source.read(CONTENTS))["of"]
        done = partial(record_on, what=Act.RESTORE, about=f"{file.name}, version {found.version:,}")
        _fill(address, lambda table: _rows(source, table, about), found, replace=replace, done=done)
    return found


def copy(engine: Engine, address: str, *, replace: bool = False) -> Backup:
    """Make a store at an address that holds exactly what another does at this moment, and say what is in it."""
    check(engine)
    with reading(engine) as connection:
        counts = {table.name: _count(connection, table) for table in TABLES}
        name, version = connection.execute(select(store_meta.c.name, store_meta.c.version)).one()
        found = Backup(name, version, newest_revision(), counts)
        done = partial(record_on, what=Act.COPY, about=f"From {show(engine.url)}, version {version:,}")
        _fill(address, lambda table: _read(connection, table), found, replace=replace, done=done)
    return found


def _fill(
    address: str,
    rows: Callable[[Table], Rows],
    found: Backup,
    *,
    replace: bool,
    done: Callable[[Connection], None],
) -> None:
    is_older = found.tables != newest_revision()
    if is_older and replace:
        raise StoreOlderError(
            "This backup was made by an older version. Restore it into a place where no store is."
        )

    def fill(connection: Connection) -> None:
        before = connection.execute(select(store_meta.c.version)).scalar_one()
        for table in _tables(connection) if is_older else TABLES:
            if table.name == store_meta.name:
                # Whoever serves the store that was here asks again, because the number is a higher one.
                version = max(found.version, before + 1) if replace else found.version
                connection.execute(update(table).values(name=found.name, version=version))
                continue
            # Of who did what nothing goes, so what came is put beside what is there.
            is_beside = replace and table.name == audit.name
            for some in rows(table):
                if new := missing(connection, some) if is_beside else some:
                    connection.execute(insert(table), new)
            _expect(connection, table, found.rows.get(table.name, 0), is_beside=is_beside)
            _count_on(connection, table)
        if is_older:
            migrate(connection)
            record_ends.renew(connection)
        done(connection)

    build(address, fill, name=found.name, replace=replace, tables=found.tables)


def _expect(connection: Connection, table: Table, came: int, *, is_beside: bool) -> None:
    """Raise `BackupError` where a table does not have the rows that came, and others only if they are beside others."""
    there = _count(connection, table)
    if there < came or (there > came and not is_beside):
        raise BackupError(f"Not all rows of {table.name} could be written, so nothing was.")


def _tables(connection: Connection) -> tuple[Table, ...]:
    """The tables of an older version, as they are in a database."""
    here = MetaData()
    here.reflect(connection)
    return tuple(table for table in here.sorted_tables if table.name != "alembic_version")


def _write(connection: Connection, table: Table, target: zipfile.ZipFile) -> dict[str, Any]:
    """Write the rows of a table, and return what is to be known of them."""
    names = [column.name for column in table.columns]
    checksum, number = sha256(), 0
    with target.open(_file_of(table.name), "w", force_zip64=True) as out:
        for some in _read(connection, table):
            lines = b"".join(orjson.dumps([_plain(row[name]) for name in names]) + b"\n" for row in some)
            checksum.update(lines)
            out.write(lines)
            number += len(some)
    return {"columns": names, "rows": number, "sha256": checksum.hexdigest()}


def _look_at(source: zipfile.ZipFile, name: str, about: Mapping[str, Any], file: Path) -> None:
    checksum, number = sha256(), 0
    with source.open(_file_of(name)) as lines:
        for line in lines:
            checksum.update(line)
            number += 1
    if (checksum.hexdigest(), number) != (about["sha256"], about["rows"]):
        raise BackupError(f"{file} is damaged: the rows of {name} are not as they were written.")


def _read(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table of a store, some thousands at a time; moments are in UTC."""
    asked = select(table).order_by(*table.primary_key.columns)
    found = connection.execution_options(yield_per=AT_ONCE).execute(asked).mappings()
    for some in found.partitions():
        yield [
            {name: in_utc(value) if isinstance(value, datetime) else value for name, value in row.items()}
            for row in some
        ]


def _rows(source: zipfile.ZipFile, table: Table, about: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table of a backup, some thousands at a time."""
    if table.name not in about:
        return
    names = about[table.name]["columns"]
    made = [_meant(table, name) for name in names]
    some: list[dict[str, Any]] = []
    with source.open(_file_of(table.name)) as lines:
        for line in lines:
            values = zip(names, made, orjson.loads(line), strict=True)
            some.append({name: None if value is None else make(value) for name, make, value in values})
            if len(some) == AT_ONCE:
                yield some
                some = []
    if some:
        yield some


def _meant(table: Table, name: str) -> Callable[[Any], Any]:
    """How a value of a column is read from a backup."""
    kind = table.c[name].type
    if isinstance(kind, LargeBinary):
        return b64decode
    try:
        python = kind.python_type
    except NotImplementedError:
        return _same
    return {date: date.fromisoformat, datetime: datetime.fromisoformat}.get(python, _same)


def _same(value: Any) -> Any:  # noqa: ANN401 - whatever a table holds
    return value


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a table holds
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number further rows after those that are there."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    last = connection.execute(select(func.max(column))).scalar()
    if last is not None:
        asked = text("SELECT setval(pg_get_serial_sequence(:named, :counted), :last)")
        connection.execute(asked, {"named": table.name, "counted": column.name, "last": last})


def _file_of(name: str) -> str:
    return f"{name}.jsonl"
