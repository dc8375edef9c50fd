"""Rows as columns: keys are found whole columns at a time, and what is chosen or joined stays beside its row."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.returns.columns import Columns, array, chosen, differ, is_there, is_yes, places, repeated

DAY = date(2019, 3, 31)
CELLS = (
    st.none() | st.sampled_from(["a", "b", ""]) | st.booleans() | st.sampled_from([DAY, 1.5, ("a", "b"), ()])
)


def column(*values: object):
    return array(values, len(values))


@given(st.lists(st.tuples(CELLS, CELLS)), st.lists(st.tuples(CELLS, CELLS)))
def test_each_key_is_found_where_a_search_from_the_first_row_finds_it(wanted, among) -> None:
    def columns(rows):
        return [array((row[at] for row in rows), len(rows)) for at in (0, 1)]

    expected = [among.index(one) if one in among else -1 for one in wanted]
    assert places(columns(wanted), columns(among)).tolist() == expected


def test_a_blank_in_a_key_is_a_value_of_its_own() -> None:
    assert places([column("a", "a"), column(None, DAY)], [column("a"), column(None)]).tolist() == [0, -1]


def test_columns_of_lists_stay_columns_of_lists() -> None:
    lists = column(("a", "b"), ("c", "d"), ())
    assert lists.shape == (3,)
    assert differ(lists, column(("a", "b"), ("c",), ())).tolist() == [False, True, False]


def test_what_is_there_and_what_is_yes() -> None:
    assert is_there(column(None, False, "", ())).tolist() == [False, True, True, True]
    assert is_yes(column(None, False, True, "yes")).tolist() == [False, False, True, False]
    assert chosen(np.array([True, False]), column("new", "new"), repeated("old", 2)).tolist() == [
        "new",
        "old",
    ]


def test_rows_become_columns_and_rows_again() -> None:
    rows = [{"a": 1, "b": ("x",)}, {"a": None, "b": ()}]
    columns = Columns.of(rows, ["a", "b"])
    assert list(columns.rows()) == rows
    assert columns.row(1) == rows[1]
    assert columns.by_key(("a",)) == {(1,): rows[0], (None,): rows[1]}


@pytest.mark.parametrize("which", [np.array([True, False]), np.array([0])])
def test_some_of_the_rows_are_chosen_by_place_or_by_yes_and_no(which) -> None:
    assert list(Columns.of([{"a": 1}, {"a": 2}], ["a"]).only(which).rows()) == [{"a": 1}]


def test_parts_are_joined_and_a_field_that_one_has_not_is_blank_there() -> None:
    parts = [Columns.of([{"a": 1}], ["a"]), Columns.of([{"a": 2, "b": 3}], ["a", "b"])]
    assert list(Columns.joined(parts, ("a", "b")).rows()) == [{"a": 1, "b": None}, {"a": 2, "b": 3}]
    assert list(Columns.joined([], ("a",)).rows()) == []
