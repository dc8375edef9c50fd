"""Small stores and literal returns for the tests of importing: rows as they were read, without a file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Engine, select

from data.returns.imports import Batch, Plan, Quarter, accept, hand_in, load, plan_of, prepare
from data.returns.imports.changes import rows_of
from data.returns.imports.journal import FileSent
from data.returns.imports.load import Incoming, plan_on
from data.returns.imports.review import fingerprint
from data.returns.reader import Source
from data.returns.sheets import SHEETS
from data.returns.sheets.records import Origin, Sent, SentRow, SentRows, as_stored
from data.store.engine import reading, transaction
from data.store.rows import Row, write_rows
from data.store.schema import TABLES
from tests.factories import AREAS, SUCCESSION, groupings_of

FILE = "returns.xlsx"
JUNE = Quarter("a-new-direction", date(2020, 6, 30), date(2020, 7, 20))
MEETINGS = Source("meetings.csv", b"meeting,partnership,held_on,format\nm9,camden,2020-05-04,workshop\n")
"""A return of a bridge for a quarter."""
NOT_CONTENT = {"store_meta", "import_batch", "change", "mapping", "audit"}


def day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def sending(**sheets: list[Mapping[str, Any]]) -> SentRows:
    """Rows by sheet as they would be read from `returns.xlsx`, the first below the header."""
    return rows_of({name: sent_rows(name, map(_typed, rows), file=FILE) for name, rows in sheets.items()})


def sent_rows(name: str, rows: Iterable[Mapping[str, Any]], *, file: str) -> Sent:
    """Rows of a sheet of a file, in the words of the sheet; those with the same columns are a part."""
    sheet = SHEETS[name]
    parts = [
        replace(part, columns=as_stored(sheet, part.columns))
        for part in Sent.of(
            SentRow(row, Origin(file, name, number)) for number, row in enumerate(rows, start=2)
        ).parts
    ]
    return Sent(tuple(parts))


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Days may be written as text, in columns that hold days."""
    return {
        name: day(value)
        if isinstance(value, str) and name.endswith(("_on", "_date", "_end", "as_at"))
        else value
        for name, value in row.items()
    }


def plan(engine: Engine, *, replace: bool = False, sha256: str = "1" * 64, **sheets: Any) -> Plan:
    """What loading these rows would do."""
    incoming = Incoming(
        (FileSent(FILE, sha256),), sending(**sheets), replace=replace, indicators=("established",)
    )
    with reading(engine) as connection:
        return plan_on(connection, incoming)


def loaded(engine: Engine, **said: Any) -> int:
    """Load these rows; the number of the batch."""
    return load(engine, plan(engine, **said), who="an officer").number


def handing_in(
    engine: Engine, *files: Source, of: Quarter = JUNE, sender: str = "Ann", note: str = "Our spring"
) -> Callable[[], int]:
    """What hands a return in, once it is called; it answers with the number."""
    sent = files or (MEETINGS,)
    return partial(hand_in, engine, prepare(engine, sent, of=of), sent, sender=sender, note=note)


def handed_in(engine: Engine, *files: Source, **said: Any) -> int:
    """Hand a return in; its number."""
    return handing_in(engine, *files, **said)()


def accepted(engine: Engine, number: int, *, who: str = "Ben") -> Batch | None:
    """Accept a return as it is seen now."""
    return accepting(engine, number, who=who)()


def accepting(engine: Engine, number: int, *, who: str = "Ben") -> Callable[[], Batch | None]:
    """What accepts a return as it is seen now, once it is called."""
    return partial(accept, engine, number, who=who, seen=fingerprint(plan_of(engine, number)))


def content(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that is not about the store itself."""
    with reading(engine) as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in TABLES
            if table.name not in NOT_CONTENT
        }


def fill(engine: Engine) -> None:
    """A tiny England, two partnerships with members, meetings, actions and activities; all of it real."""
    with transaction(engine) as connection:
        write_rows(connection, tiny_england() | two_partnerships())


def tiny_england() -> dict[str, list[Row]]:
    places = [
        {"area_code": code, "name": name, "level": level, "from_date": day(begin), "to_date": day(end)}
        for code, name, level, begin, end in AREAS
    ]
    steps = [
        {"from_code": old, "to_code": new, "on_date": day(when), "kind": kind}
        for old, new, when, kind in SUCCESSION
    ]
    columns = ("area_code", "grouping", "group_code", "group_name")
    groups = [dict(zip(columns, row, strict=True)) for row in groupings_of(AREAS)]
    return {"area": places, "area_succession": steps, "area_grouping": groups}


def two_partnerships() -> dict[str, list[Row]]:
    return {
        "partnership": [
            {"partnership": "barnet", "name": "Barnet CEP", "bridge": "a-new-direction", "pilot": False},
            {"partnership": "camden", "name": "Camden Spark", "bridge": "a-new-direction", "pilot": False},
        ],
        "partnership_status": [
            {"partnership": "barnet", "status": "emerging", "from_date": day("2017-01-01"), "to_date": None},
            {"partnership": "camden", "status": "established", "from_date": day("2016-01-01"), "to_date": None},
        ],
        "partnership_area": [
            {"partnership": "barnet", "area_code": "E09000003", "coverage": "whole", "share": None},
            {"partnership": "camden", "area_code": "E09000007", "coverage": "part", "share": 0.5},
        ],
        "organisation": [
            {"organisation": "a-school", "name": "A School", "sector": "school"},
            {"organisation": "a-theatre", "name": "A Theatre", "sector": "cultural_organisation"},
        ],
        "membership": [
            {"partnership": "camden", "organisation": "a-school", "role": "chair", "from_date": day("2016-01-01")},
            {"partnership": "camden", "organisation": "a-theatre", "role": "member", "from_date": day("2017-01-01")},
        ],
        "evidence": [
            {"partnership": "camden", "kind": "status", "as_at": day("2016-12-31"), "precision": "year",
             "value": None, "wording": "set up", "address": "https://camden.example.org/about", "status": "established",
             "begins": "on", "grade": 2},
            {"partnership": "barnet", "kind": "existence", "as_at": None, "precision": "not_published",
             "value": None, "wording": "listed", "address": None, "status": "existing", "begins": "by", "grade": 3},
        ],
        "published_count": [
            {"as_at": None, "precision": "not_published", "partnerships": 9.0, "wording": "nine", "place": "London",
             "bridge": "a-new-direction", "address": "https://bridge.example.org", "grade": 1},
        ],
        "activity": [
            {"activity": "c1", "partnership": "camden", "title": "A festival", "start_on": day("2018-05-01"),
             "primary_lever": "DEL", "young_people": 120.0},
            {"activity": "c2", "partnership": "camden", "title": "A network", "start_on": day("2019-05-01"),
             "primary_lever": "SYN", "young_people": None},
        ],
        "activity_approach": [
            {"activity": "c1", "approach": "event_or_festival"},
            {"activity": "c1", "approach": "direct_delivery"},
        ],
        "activity_link": [{"from_activity": "c1", "to_activity": "c2", "basis": "reported"}],
        "meeting": [
            {"meeting": "m1", "partnership": "camden", "held_on": day("2018-06-01"), "format": "workshop"},
            {"meeting": "m2", "partnership": "camden", "held_on": day("2018-12-01"), "format": "closed_meeting"},
        ],
        "attendance": [{"meeting": "m1", "organisation": "a-school", "state": "present"}],
        "action": [
            {"action": "x1", "partnership": "camden", "meeting": "m1", "description": "Write it up",
             "agreed_on": day("2018-06-01"), "due_on": day("2018-09-01")},
        ],
        "support": [
            {"support": "s1", "bridge": "a-new-direction", "partnership": "camden", "support_on": day("2018-07-01"),
             "support_type": "one_to_one"},
        ],
        "monitoring_return": [
            {"partnership": "camden", "period_end": day("2018-06-30"), "due_on": day("2018-07-31")},
        ],
    }  # fmt: skip
