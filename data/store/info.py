"""What a store holds, in a few numbers and in English, without loading it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, select

from data.store.address import show
from data.store.engine import reading
from data.store.revision import newest_revision, revision
from data.store.schema import TABLES, partnership_status, record_end, store_meta


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """A store's name, address (without password), versions, and rows by table; `as_at` is None while nothing is dated.

    `illustrative` has the generated rows of each table that can have any.
    """

    name: str
    address: str
    version: int
    schema_revision: str
    schema_is_current: bool
    as_at: date | None
    rows: Mapping[str, int]
    illustrative: Mapping[str, int]


def info(engine: Engine) -> StoreInfo:
    """What is in the store now. Raises `StoreError` when it does not answer."""
    with reading(engine) as connection:
        name, version = connection.execute(select(store_meta.c.name, store_meta.c.version)).one()
        found = str(revision(connection))
        marked = [table for table in TABLES if "is_illustrative" in table.c]
        return StoreInfo(
            name=name,
            address=show(engine.url),
            version=version,
            schema_revision=found,
            schema_is_current=found == newest_revision(),
            as_at=_as_at(connection),
            rows=MappingProxyType({table.name: _count(connection, table) for table in TABLES}),
            illustrative=MappingProxyType(
                {table.name: _count(connection, table, table.c.is_illustrative) for table in marked}
            ),
        )


def _as_at(connection: Connection) -> date | None:
    """As `data.programme.programme.complete_to`, asked of the database."""
    last_return = select(func.max(record_end.c.complete_to)).where(record_end.c.kind == "returns")
    last_status = select(func.max(partnership_status.c.from_date))
    return connection.execute(last_return).scalar() or connection.execute(last_status).scalar()


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def describe(engine: Engine) -> str:
    """A few lines on a store: its name, place, versions, date, and its rows by table. Raises `StoreError`."""
    store = info(engine)
    current = "current" if store.schema_is_current else "needs `cep store upgrade`"
    lines = [
        store.name,
        f"  at {store.address}",
        f"  version {store.version:,}, tables {store.schema_revision} ({current})",
        f"  complete to {written(store.as_at)}" if store.as_at else "  nothing in it is dated yet",
        "",
        f"{'Table':<20}{'Rows':>10}{'Illustrative':>15}",
    ]
    for table, rows in store.rows.items():
        if table != store_meta.name:
            marked = f"{store.illustrative[table]:,}" if table in store.illustrative else "-"
            lines.append(f"{table:<20}{rows:>10,}{marked:>15}")
    return "\n".join(lines)


def written(day: date) -> str:
    """A date as readers write it: 31 March 2020."""
    return f"{day.day} {day:%B %Y}"
