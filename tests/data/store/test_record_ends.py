from datetime import date

from sqlalchemy import Engine, select

from data.returns.imports import undo
from data.store.engine import open_store, reading, transaction
from data.store.rows import write_rows
from data.store.schema import record_end
from tests.returns import content, loaded

MARCH, JUNE = date(2020, 3, 31), date(2020, 6, 30)


def ends(engine: Engine) -> dict[tuple[str, bool], date]:
    with reading(engine) as connection:
        columns = record_end.c
        rows = connection.execute(select(columns.kind, columns.is_illustrative, columns.complete_to))
        return {(kind, marked): day for kind, marked, day in rows}


def returned(*slugs, quarter=MARCH, came=True, marked=False):
    due = date(quarter.year, quarter.month + 1, 28)
    return [
        {
            "partnership": slug, "period_end": quarter, "due_on": due, "received_on": due if came else None,
            "is_illustrative": marked,
        }
        for slug in slugs
    ]  # fmt: skip


def partnerships(*slugs):
    return [{"partnership": slug, "name": slug.title()} for slug in slugs]


def write(engine, **rows):
    with transaction(engine) as connection:
        write_rows(connection, rows)


SLUGS = ("ash", "birch", "cedar", "dogwood")
HELD = {
    "meeting": "m1",
    "partnership": "ash",
    "held_on": date(2019, 11, 5),
    "format": "roundtable",
    "state": "held",
}
GIVEN = {"support": "s1", "bridge": "ive", "partnership": "ash", "support_on": date(2020, 1, 5)} | {
    "support_type": "one_to_one", "is_illustrative": False,
}  # fmt: skip


def test_what_comes_with_returns_ends_with_the_last_quarter_that_most_have_returned(store):
    rows = [*returned(*SLUGS), *returned("ash", quarter=JUNE), *returned("birch", quarter=JUNE, came=False)]
    write(store, partnership=partnerships(*SLUGS), monitoring_return=rows, meeting=[HELD], support=[GIVEN])
    assert ends(store) == {("returns", False): MARCH, ("meetings", False): MARCH, ("support", False): MARCH}
    write(store, monitoring_return=returned("cedar", quarter=JUNE))
    assert ends(store) == {("returns", False): JUNE, ("meetings", False): JUNE, ("support", False): MARCH}


def test_without_any_return_a_kind_ends_with_the_quarter_of_its_last_record(store):
    planned = HELD | {"meeting": "m2", "held_on": date(2020, 2, 1), "state": "planned"}
    member = {"partnership": "ash", "organisation": "town", "role": "member", "from_date": date(2018, 1, 1)}
    town = {"organisation": "town", "name": "Town", "sector": "local_authority"}
    rows = {"meeting": [HELD, planned], "membership": [member], "organisation": [town]}
    write(store, partnership=partnerships("ash"), monitoring_return=returned("ash", came=False), **rows)
    assert ends(store) == {("meetings", False): date(2019, 12, 31)}


def test_an_illustrative_row_speaks_of_all_records_together(store):
    rows = [*returned(*SLUGS, marked=True), *returned("ash", quarter=JUNE)]
    write(store, partnership=partnerships(*SLUGS), monitoring_return=rows)
    assert ends(store) == {("returns", True): MARCH, ("returns", False): JUNE}


def test_an_import_moves_the_day_on_and_undoing_it_moves_it_back(store):
    write(store, partnership=partnerships(*SLUGS), monitoring_return=returned(*SLUGS[:2]), meeting=[HELD])
    before = content(store)
    sent = {
        "partnership": "ash",
        "period_end": JUNE,
        "due_on": date(2020, 7, 28),
        "received_on": date(2020, 7, 1),
    }
    batch = loaded(store, returns=[sent])
    assert ends(store)["meetings", False] == JUNE
    undo(store, batch, who="another officer")
    assert content(store) == before


def test_the_demo_store_ends_with_its_last_quarter(demo_store):
    engine = open_store(demo_store)
    found = ends(engine)
    engine.dispose()
    kinds = ("returns", "meetings", "activities", "actions", "memberships", "support")
    assert {kind: found[kind, True] for kind in kinds} == dict.fromkeys(kinds, MARCH)
