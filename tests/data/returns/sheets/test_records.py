"""Rows of sheets in terms of the store, each with where it came from; the store becomes rows again."""

from data.programme.programme import Programme
from data.returns.sheets import SHEETS
from data.returns.sheets.records import Origin, SentRow, sheet_rows
from tests.returns import sent_rows

ORIGIN = Origin("returns.xlsx", "activities", 2)


def sent(**cells: object) -> SentRow:
    (row,) = sent_rows("activities", [{"activity": "a1", **cells}], file="returns.xlsx")
    return row


def test_a_row_has_the_store_s_names_and_its_lists_sorted() -> None:
    row = sent(primary_lever="DEL", approaches=("synergies", "mapping"), illustrative=True)
    assert row == {
        "activity": "a1",
        "primary_lever": "DEL",
        "approaches": ("mapping", "synergies"),
        "is_illustrative": True,
    }
    assert row.origin == ORIGIN


def test_an_empty_list_is_given_and_a_missing_column_is_not() -> None:
    assert sent(agendas=()) == {"activity": "a1", "agendas": ()}


def test_the_store_s_rows_have_every_column_and_their_lists(demo_programme: Programme) -> None:
    rows = sheet_rows(demo_programme, "activities")
    assert len(rows) == len(demo_programme.activities)
    assert {tuple(row) for row in rows} == {tuple(SHEETS["activities"].kept)}
    listed = sum(len(row["approaches"]) for row in rows if isinstance(row["approaches"], tuple))
    assert listed == len(demo_programme.activity_approaches)
