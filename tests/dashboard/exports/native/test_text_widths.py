"""Words and tables fit the room they are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.native.model import CM, Cell, Column, Size, Table
from dashboard.exports.native.text_widths import largest, lines_of, table_layout, width_of


def table_of(rows: int, *, latest: bool = False) -> Table:
    cells = tuple((Cell(f"Name {n}"), Cell(str(n))) for n in range(rows))
    return Table((Column("Name"), Column("Number", is_number=True)), cells, latest=latest)


def test_letters_have_the_widths_of_arial() -> None:
    assert width_of("iiii", 10) < width_of("nnnn", 10) < width_of("WWWW", 10)
    assert width_of("n", 20) == pytest.approx(2 * width_of("n", 10), abs=1)


def test_text_breaks_between_words_and_within_those_that_are_too_long() -> None:
    assert lines_of("one two", 10, width_of("one two", 10)) == 1
    assert lines_of("one two", 10, width_of("one t", 10)) == 2
    assert lines_of("n" * 30, 10, width_of("n" * 10, 10)) >= 3


def test_a_long_title_is_set_smaller_and_a_short_one_large() -> None:
    room = Size(10 * CM, 1 * CM)
    assert largest("Short", room, (24, 12)) == 24
    assert largest("A title that goes on for much longer than its room", room, (24, 12)) == 12


def test_a_table_that_fits_is_set_in_the_largest_size_and_loses_no_row() -> None:
    fit = table_layout(table_of(5), room=Size(20 * CM, 10 * CM), sizes=(16, 11))
    assert fit.points == 16
    assert len(fit.table.rows) == 5
    assert fit.table.left_out == 0


def test_a_table_that_does_not_fit_keeps_its_first_rows_and_counts_the_others() -> None:
    fit = table_layout(table_of(100), room=Size(20 * CM, 10 * CM), sizes=(16, 11))
    assert fit.points == 11
    assert 5 < len(fit.table.rows) < 100
    assert fit.table.rows[0][1].text == "0"
    assert fit.table.left_out == 100 - len(fit.table.rows)
    assert sum(fit.heights) <= 10 * CM


def test_a_table_along_time_keeps_its_latest_rows_in_their_order() -> None:
    fit = table_layout(table_of(100, latest=True), room=Size(20 * CM, 10 * CM), sizes=(11,))
    assert [row[1].text for row in fit.table.rows] == [str(n) for n in range(100 - len(fit.table.rows), 100)]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_columns_never_take_more_than_their_room(labels: list[str]) -> None:
    table = Table(tuple(Column(label) for label in labels), (tuple(Cell(label * 2) for label in labels),))
    fit = table_layout(table, room=Size(12 * CM, 5 * CM), sizes=(12, 9))
    assert sum(fit.widths) <= 12 * CM
    assert min(fit.widths) >= 0
    assert len(fit.heights) == 2
