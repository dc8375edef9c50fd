"""Of the store is read what sent rows concern, and the store after some changes answers as it would then."""

import pytest

from data.returns.columns import Columns
from data.returns.imports.changed_rows import Change, gathered
from data.returns.imports.stored_rows import FEW, StoreAfter, StoredRows
from data.returns.sheets import SHEETS
from data.store.engine import reading


def keys(sheet, rows):
    return rows[SHEETS[sheet].key[0]].tolist()


def asked(*values):
    return Columns.of([{"activity": value} for value in values], ["activity"])


def test_a_few_keys_read_their_rows_alone_with_their_lists(filled):
    with reading(filled) as connection:
        rows = StoredRows(connection).of_keys("activities", asked("c1", "nobody"))
    assert keys("activities", rows) == ["c1"]
    assert rows.row(0)["approaches"] == ("direct_delivery", "event_or_festival")


def test_many_keys_read_the_sheet_once_and_whatever_is_asked_after_reads_nothing(filled):
    with reading(filled) as connection:
        stored = StoredRows(connection)
        rows = stored.of_keys("activities", asked("c1", *(f"n{number}" for number in range(FEW))))
    assert keys("activities", rows) == ["c1", "c2"]
    assert keys("activities", stored.where("activities", "title", ["A network"])) == [
        "c2"
    ]  # the connection is closed


@pytest.mark.parametrize(
    ("values", "found"), [(["m1"], ["x1"]), ([None], []), (["m1", None], ["x1"]), ([], [])]
)
def test_rows_are_found_by_a_column_that_may_be_blank(filled, values, found):
    with reading(filled) as connection:
        assert keys("actions", StoredRows(connection).where("actions", "meeting", values)) == found


def test_the_store_after_changes_has_what_they_make_and_not_what_they_end(filled):
    changes = [
        Change("meetings", ("m1",), {"partnership": "camden"}, {"partnership": "barnet"}),
        Change("meetings", ("m2",), {"meeting": "m2"}, None),
        Change("meetings", ("m3",), None, {"meeting": "m3", "partnership": "barnet"}),
        Change("meetings", ("gone",), {"format": "workshop"}, {"format": "roundtable"}),
    ]
    with reading(filled) as connection:
        after = StoreAfter(StoredRows(connection), gathered(changes))
        assert keys("meetings", after.where("meetings", "partnership", ["barnet"]).rows) == ["m1", "m3"]
        assert keys("meetings", after.where("meetings", "partnership", ["camden"]).rows) == []
        assert after.known("meetings", ["m1", "m2", "m3", "gone"]) == {"m1", "m3"}
        assert keys("meetings", after.all("meetings").rows) == ["m1", "m3"]


def test_rows_of_an_ended_one_are_found_and_so_are_new_rows_that_name_nobody(filled):
    changes = [
        Change("meetings", ("m1",), {"meeting": "m1"}, None),
        Change("attendance", ("m9", "a-school"), None, {"meeting": "m9", "organisation": "a-school"}),
    ]
    with reading(filled) as connection:
        after = StoreAfter(StoredRows(connection), gathered(changes))
        assert list(after.without_parent("actions")) == [(("x1",), "meeting", "m1")]
        assert sorted(after.without_parent("attendance")) == [
            (("m1", "a-school"), "meeting", "m1"),
            (("m9", "a-school"), "meeting", "m9"),
        ]
