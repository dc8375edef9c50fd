"""Rows of sheets become records of the store, each with where it came from; the store becomes rows again."""

from data.programme.programme import Programme
from data.returns.sheets import SHEETS
from data.returns.sheets.records import Origin, Records, TypedRow, sheet_rows

ORIGIN = Origin("returns.xlsx", "activities", 7)


def records_of(**cells: object) -> Records:
    records = Records()
    records.add(SHEETS["activities"], [TypedRow(ORIGIN, {"activity": "a1", **cells})])
    return records


def test_an_activity_s_lists_become_records_of_their_own() -> None:
    records = records_of(primary_lever="DEL", approaches=("mapping", "synergies"), illustrative=True)
    assert records.tables == {
        "activity": [{"activity": "a1", "primary_lever": "DEL", "is_illustrative": True}],
        "activity_approach": [
            {"activity": "a1", "approach": "mapping"},
            {"activity": "a1", "approach": "synergies"},
        ],
    }
    assert {one.origin for rows in records.tables.values() for one in rows} == {ORIGIN}


def test_an_empty_list_is_given_whole_and_a_missing_column_is_not() -> None:
    records = records_of(agendas=())
    assert records.whole == {"activity_agenda": {"a1"}}
    assert records.tables["activity_agenda"] == []


def test_the_store_s_rows_have_every_column_and_their_lists(demo_programme: Programme) -> None:
    rows = sheet_rows(demo_programme, "activities")
    assert len(rows) == len(demo_programme.activities)
    assert {tuple(row) for row in rows} == {tuple(SHEETS["activities"].columns)}
    listed = sum(len(row["approaches"]) for row in rows if isinstance(row["approaches"], tuple))
    assert listed == len(demo_programme.activity_approaches)
