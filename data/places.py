"""Where partnerships are: the places that ship with `geo`, and the boundaries that were added to a store."""

from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, insert, select, update

from data.errors import LoadRefusedError
from data.returns.spelling import nearest
from data.store.audit import Act, record_on
from data.store.engine import reading, transaction
from data.store.rows import Row, Rows, put_row, rows_of_frame
from data.store.schema import area, boundary_area, boundary_file, boundary_set, partnership
from data.taxonomy import MEASURES
from geo import lookups
from geo.add import Prepared
from geo.names import OWN, listed
from geo.vintages import VINTAGES

AUTHORITIES = "lad"
"""The level of lower-tier and unitary authorities."""


def place_rows() -> Rows:
    """Rows of area, area_grouping, area_succession, area_statistic, area_measure and boundary_set."""
    return {
        "area": rows_of_frame(lookups.read_areas()),
        "area_grouping": rows_of_frame(lookups.read_groupings()),
        "area_succession": rows_of_frame(lookups.read_succession()),
        "area_statistic": _statistic_rows(),
        "area_measure": _measure_rows(),
        "boundary_set": shipped_boundary_sets(),
    }


def _statistic_rows() -> list[Row]:
    """Rows of area_statistic for the measures that come with the product."""
    frames = (lookups.read_population(), lookups.read_income())
    return [{**row, "is_illustrative": False} for frame in frames for row in rows_of_frame(frame)]


def _measure_rows() -> list[Row]:
    """Rows of area_measure: what these measures mean."""
    rows = (asdict(measure) for measure in MEASURES.values())
    return [{"measure": row.pop("key"), **row} for row in rows]


def shipped_boundary_sets() -> list[Row]:
    """Rows of boundary_set for the boundaries that come with the product."""
    return [
        {
            "level": AUTHORITIES,
            "vintage": vintage.key,
            "from_date": vintage.from_date,
            "features": vintage.authorities,
            "attribution": lookups.attribution(vintage.from_date.year),
        }
        for vintage in VINTAGES
    ]


def add(engine: Engine, prepared: Prepared) -> None:
    """Store a set of boundaries in one transaction; it takes the place of one of the same level and vintage."""
    with transaction(engine) as connection:
        _forget(connection, prepared.level, prepared.vintage)
        key: Row = {"level": prepared.level, "vintage": prepared.vintage}
        row = {
            "from_date": prepared.from_date,
            "features": len(prepared.areas),
            "attribution": prepared.attribution,
            "file_name": prepared.file_name,
            "sha256": prepared.sha256,
        }
        put_row(connection, boundary_set, key | row)
        connection.execute(insert(boundary_file), [key | asdict(file) for file in prepared.files])
        if prepared.level != AUTHORITIES:
            _write_areas(connection, prepared)
        about = f"Added {prepared.level} {prepared.vintage}: {prepared.file_name}"
        record_on(connection, Act.BOUNDARIES, about=about)


def refuse_strangers(engine: Engine, prepared: Prepared) -> None:
    """Refuse areas of partnerships that the store does not have; of other levels nothing is asked."""
    if prepared.level != OWN:
        return
    with reading(engine) as connection:
        known = set(connection.execute(select(partnership.c.partnership)).scalars())
    strangers = sorted(set(prepared.areas["parent_code"]) - known)
    likely = [near for one in strangers if (near := nearest(one, known))]
    if strangers:
        hint = f" Did you mean {listed(likely)}?" if likely else ""
        raise LoadRefusedError(f"No partnership of this store is called {listed(strangers)}.{hint}")


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
        record_on(connection, Act.BOUNDARIES, about=f"Removed {level} {vintage}")
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


def _write_areas(connection: Connection, prepared: Prepared) -> None:
    """The areas that the set shows: the store learns those that it did not know."""
    rows = rows_of_frame(prepared.areas)
    known = set(connection.execute(select(area.c.area_code).where(area.c.level == prepared.level)).scalars())
    new: list[Row] = []
    for row in rows:
        named = {name: row[name] for name in ("area_code", "name", "parent_code")}
        if row["area_code"] in known:
            connection.execute(update(area).where(area.c.area_code == row["area_code"]).values(named))
        else:
            new.append({**named, "level": prepared.level})
    key = {"level": prepared.level, "vintage": prepared.vintage}
    places = ("area_code", "lon", "lat", "west", "south", "east", "north")
    shown = [key | {name: row[name] for name in places} for row in rows]
    for table, added in ((area, new), (boundary_area, shown)):
        if added:
            connection.execute(insert(table), added)
