"""From a file to values of authorities in the store: prepared without writing, then written as a batch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, exists, select

from data.errors import LoadRefusedError
from data.programme.frames import COLUMNS, frame_of
from data.returns.imports.changes import Difference
from data.returns.imports.compare import difference
from data.returns.imports.journal import Batch, Entry, FileSent, record
from data.returns.imports.stored_rows import StoredRows
from data.returns.imports.write import write
from data.returns.sheets.records import Origin, Sent, SentRow, SentRows
from data.statistics import tables
from data.statistics.match_areas import Known, Matches, Taken, match
from data.statistics.tables import Request, Table
from data.store.audit import Act, record_on
from data.store.engine import reading, transaction
from data.store.rows import Row, put_row
from data.store.schema import area, area_grouping, area_measure, area_statistic
from geo.names import codes_by_name, plain
from geo.vintages import vintage_at

SHEET = "area_statistics"
LEVEL, RATE = "lad", "rate"
_MEANING: Mapping[str, Callable[[object], str]] = {
    "kind": lambda kind: f"the kind {kind}",
    "weights": lambda weights: f"the weights {weights}",
    "lower_is_needier": lambda lower: f"the {'lowest' if lower else 'highest'} value as the greatest need",
}
"""What a measure means -> how that is said."""
REPEATED = (
    "The districts of each county share one value: that of the county, repeated. Never add these values up."
)


DISTRICT, IN_COUNTIES = "E07", ("E07", "E08")
"""How the codes of districts begin, and with them those of the boroughs of metropolitan counties."""
FEWEST_DISTRICTS, FEWEST_COUNTIES, MOST = 3, 2, 0.8


@dataclass(frozen=True, slots=True)
class Ready:
    """Values of one measure ready to be written: what would change, the measure itself, and what is to be said."""

    measure: Row
    file: FileSent
    sent: SentRows
    difference: Difference
    notes: tuple[str, ...]


def prepare(engine: Engine, path: Path, request: Request) -> Ready:
    """Read a table and match it with the authorities of the store. Never writes.

    Raises `LoadRefusedError` with the reason where the file holds nothing that can be taken.
    """
    found = tables.read(path, request)
    several = len(found) > 1
    with reading(engine) as connection:
        _refuse_weights(connection, request)
        known = _measure(connection, request.measure)
        measure = request.as_row(known)
        rows: list[SentRow] = []
        notes: list[str] = []
        repeated = False
        counties = _counties(connection)
        for table in found:
            matched = match(
                table, _known(connection, table.on), taken=_taken(request), is_rate=measure["kind"] == RATE
            )
            values = {code: value for code, (_, value) in matched.values.items()}
            repeated = repeated or is_repeated(values, counties)
            said = dict.fromkeys((*table.notes, *matched.notes))
            notes += [f"{table.period}: {note}" if several else note for note in said]
            rows += _sent(matched, table, request)
        sent = {SHEET: Sent.of(rows)}
        proposed = difference(sent, StoredRows(connection))
    if repeated and measure["kind"] == "count":
        measure |= {"kind": RATE}
    _refuse_another(known, measure)
    file = FileSent(found[0].source.name, found[0].source.sha256)
    return Ready(measure, file, sent, proposed, (*notes, *([REPEATED] if repeated else [])))


def _taken(request: Request) -> Taken:
    return "rows" if request.count_rows else "sum" if request.add_up else "one"


def add(engine: Engine, ready: Ready, *, who: str | None) -> Batch | None:
    """Write the measure and its values in one transaction; the batch, or None where no value is another.

    What differs is looked at again in that transaction, so that nothing is written over what came in between.
    """
    with transaction(engine) as connection:
        put_row(connection, area_measure, ready.measure)
        changing = difference(ready.sent, StoredRows(connection))
        if changing.is_empty:
            about = f"{ready.measure['measure']}: what it means; no value is another"
            record_on(connection, Act.STATISTICS, about=about, who=who)
            return None
        write(connection, changing.changes)
        entry = Entry(
            title=ready.file.name,
            who=who,
            sha256=ready.file.sha256,
            files=(ready.file,),
            counts=changing.counts,
            warnings=ready.notes,
        )
        return record(connection, entry, changing.changes, act=Act.STATISTICS)


def _refuse_weights(connection: Connection, request: Request) -> None:
    known = sorted(connection.execute(select(area_statistic.c.measure).distinct()).scalars())
    if request.weights is not None and request.weights not in known:
        raise LoadRefusedError(
            f"The store has no values of {request.weights} to weight by; it has {', '.join(known) or 'none at all'}."
        )


def _measure(connection: Connection, measure: str) -> Row | None:
    """What the store says of a measure; nothing where it has no value of it, so that it may be said anew."""
    columns = [column for column in area_measure.c if column.name != "measure"]
    has_values = exists().where(area_statistic.c.measure == measure)
    found = connection.execute(
        select(*columns).where(area_measure.c.measure == measure, has_values)
    ).mappings()
    return next((dict(row) for row in found), None)


def _refuse_another(held: Row | None, measure: Row) -> None:
    """Refuse to turn a measure whose values the store has into something else: no undoing would turn it back."""
    for name, called in _MEANING.items():
        if held is not None and held[name] is not None and held[name] != measure[name]:
            raise LoadRefusedError(
                f"The store has {measure['measure']} with {called(held[name])}, and this says {called(measure[name])}. "
                "Leave that out, or give these values a key of their own."
            )


def _known(connection: Connection, on: date) -> Known:
    columns = (area.c[name] for name in COLUMNS["areas"])
    rows = connection.execute(select(*columns).where(area.c.level == LEVEL)).all()
    if not rows:
        raise LoadRefusedError(
            "The store knows no authorities. Make it with `cep store demo` or `cep store init`."
        )
    frame = frame_of("areas", [tuple(row) for row in rows])
    names = codes_by_name(frame, vintage=vintage_at(on))
    ended = frozenset(row.area_code for row in rows if row.to_date and row.to_date <= on)
    present = frozenset(row.area_code for row in rows if row.from_date and row.from_date <= on) - ended
    codes, districts = _of_counties(connection, present)
    return Known(frozenset(frame["area_code"]), names, codes, districts, ended)


def _of_counties(
    connection: Connection, present: frozenset[str]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The code of each plain name of a county, and the districts that each has of those `present`."""
    columns = select(area_grouping.c.area_code, area_grouping.c.group_code, area_grouping.c.group_name)
    codes: dict[str, str] = {}
    districts: dict[str, list[str]] = {}
    rows = connection.execute(
        columns.where(area_grouping.c.grouping == "county").order_by(area_grouping.c.area_code)
    )
    for code, county, name in rows:
        codes[plain(name)] = county
        if code in present and code.startswith(IN_COUNTIES):
            districts.setdefault(county, []).append(code)
    return codes, districts


def _counties(connection: Connection) -> Mapping[str, str]:
    columns = select(area_grouping.c.area_code, area_grouping.c.group_code)
    rows = connection.execute(columns.where(area_grouping.c.grouping == "county"))
    return {row.area_code: row.group_code for row in rows}


def _sent(found: Matches, table: Table, request: Request) -> list[SentRow]:
    taken_from = table.value_column or "rows counted"
    every = {
        "measure": request.measure,
        "reference_date": table.on,
        "source": request.source or ", ".join(filter(None, (table.source.name, taken_from, table.period))),
        "is_illustrative": False,
    }
    return [
        SentRow(
            {"area_code": code, "value": value, **every}, Origin(table.source.name, table.sheet, line.number)
        )
        for code, (line, value) in sorted(found.values.items())
    ]


def is_repeated(values: Mapping[str, float], counties: Mapping[str, str]) -> bool:
    """Whether the districts of most counties share one value each, and the counties differ.

    `values` by authority; `counties` has the county of each authority that lies in one.
    """
    by_county: dict[str, list[float]] = {}
    for code, value in values.items():
        if code.startswith(DISTRICT) and code in counties:
            by_county.setdefault(counties[code], []).append(value)
    large = [held for held in by_county.values() if len(held) >= FEWEST_DISTRICTS]
    shared = [held[0] for held in large if len(set(held)) == 1]
    return len(large) >= FEWEST_COUNTIES and len(shared) >= MOST * len(large) and len(set(shared)) > 1
