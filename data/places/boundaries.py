"""Boundaries that were added to a store: their web files, the areas they show, and which are in use."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, insert, select, update

from data.places.places import shipped_boundary_sets
from data.store.engine import reading, transaction
from data.store.rows import Row, of_frame
from data.store.schema import area, boundary_area, boundary_file, boundary_set
from geo.add.boundary_rows import Prepared, WebFile

AUTHORITIES = "lad"


def add(engine: Engine, prepared: Prepared) -> None:
    """Store a set of boundaries in one transaction; it takes the place of one of the same level and vintage."""
    with transaction(engine) as connection:
        _forget(connection, prepared.level, prepared.vintage)
        _write_set(connection, _set_row(prepared))
        connection.execute(insert(boundary_file), [_file_row(prepared, file) for file in prepared.files])
        if prepared.level != AUTHORITIES:
            _write_areas(connection, prepared)


def remove(engine: Engine, level: str, vintage: str) -> bool:
    """Take an added set out again, so that the shipped boundaries, if any, are drawn; False if there was none.

    The codes and names of its areas stay known: a partnership may be recorded for one of them.
    """
    held = select(boundary_set.c.vintage).where(
        _of(boundary_set, level, vintage), boundary_set.c.sha256.is_not(None)
    )
    with reading(engine) as connection:
        if connection.execute(held).first() is None:
            return False
    with transaction(engine) as connection:
        _forget(connection, level, vintage)
        connection.execute(delete(boundary_set).where(_of(boundary_set, level, vintage)))
        back = [row for row in shipped_boundary_sets() if (row["level"], row["vintage"]) == (level, vintage)]
        for row in back:
            connection.execute(insert(boundary_set), row)
    return True


def sets(engine: Engine) -> list[Row]:
    """Every set of boundaries: level, vintage, from_date, features, attribution, file_name (None if shipped)."""
    columns = [column for column in boundary_set.c if column.name != "sha256"]
    with reading(engine) as connection:
        rows = connection.execute(select(*columns).order_by(boundary_set.c.level, boundary_set.c.from_date))
        return [dict(row) for row in rows.mappings()]


def _of(table: Table, level: str, vintage: str) -> ColumnElement[bool]:
    return (table.c.level == level) & (table.c.vintage == vintage)


def _forget(connection: Connection, level: str, vintage: str) -> None:
    for table in (boundary_file, boundary_area):
        connection.execute(delete(table).where(_of(table, level, vintage)))


def _set_row(prepared: Prepared) -> Row:
    return {
        "level": prepared.level,
        "vintage": prepared.vintage,
        "from_date": prepared.from_date,
        "features": len(prepared.areas),
        "attribution": prepared.attribution,
        "file_name": prepared.file_name,
        "sha256": prepared.sha256,
    }


def _write_set(connection: Connection, row: Row) -> None:
    here = _of(boundary_set, str(row["level"]), str(row["vintage"]))
    if not connection.execute(update(boundary_set).where(here).values(row)).rowcount:
        connection.execute(insert(boundary_set), row)


def _file_row(prepared: Prepared, file: WebFile) -> Row:
    return {
        "level": prepared.level,
        "vintage": prepared.vintage,
        "detail": file.detail,
        "sha256": file.sha256,
        "size": file.size,
        "features": file.features,
        "content": file.content,
    }


def _write_areas(connection: Connection, prepared: Prepared) -> None:
    """The areas that the set shows: the store learns those that it did not know."""
    rows = of_frame(prepared.areas)
    known = set(connection.execute(select(area.c.area_code).where(area.c.level == prepared.level)).scalars())
    names = [{name: row[name] for name in ("area_code", "name", "parent_code")} for row in rows]
    for row in names:
        if row["area_code"] in known:
            connection.execute(update(area).where(area.c.area_code == row["area_code"]).values(row))
    new = [{**row, "level": prepared.level} for row in names if row["area_code"] not in known]
    places = ("area_code", "lon", "lat", "west", "south", "east", "north")
    shown = [
        {"level": prepared.level, "vintage": prepared.vintage, **{name: row[name] for name in places}}
        for row in rows
    ]
    _insert(connection, area, new)
    _insert(connection, boundary_area, shown)


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    held = list(rows)
    if held:
        connection.execute(insert(table), held)
