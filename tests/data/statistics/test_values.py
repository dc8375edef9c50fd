"""What cells of published tables say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.statistics.values import said


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12, 12.0), (0.25, 0.25), ("1,234", 1234.0), (" 1,234.5 ", 1234.5), ("-0.111", -0.111), ("−3", -3.0),
        ("£1,000", 1000.0), ("5.", 5.0),
        ("36.2%", 36.2), (".5", 0.5), ("1e3", 1000.0), ("0", 0.0), ("1234567", 1234567.0), ("+4", 4.0),
    ],
)  # fmt: skip
def test_numbers_are_read_however_they_are_written(cell: object, number: float) -> None:
    assert said(cell).number == number


MISSING = [
    None,
    "",
    "  ",
    "[x]",
    "[c]",
    "[low]",
    "..",
    ".",
    "-",
    "–",
    ":",
    "*",
    "n/a",
    "N/A",
    "NA",
    "x",
    "null",
]
WORDS = [
    "Hartlepool",
    "1,23",
    "12 to 14",
    "1.2.3",
    True,
    "12,34,567",
    "E09000002",
    date(2020, 1, 1),
    "e5",
    "<5",
    "£",
]


@pytest.mark.parametrize("cell", [*MISSING, float("nan")])
def test_shorthand_for_no_value_is_missing_and_never_zero(cell: object) -> None:
    found = said(cell)
    assert found.number is None
    assert found.missing
    assert found.words == ""


@pytest.mark.parametrize("cell", [*WORDS, "1e999"])
def test_everything_else_is_words_and_no_number(cell: object) -> None:
    found = said(cell)
    assert (found.number, found.missing) == (None, "")
    assert found.words


@given(st.one_of(st.text(), st.floats(), st.integers(-(10**15), 10**15), st.booleans(), st.none()))
def test_no_cell_is_two_things_or_an_error(cell: object) -> None:
    found = said(cell)
    assert sum([found.number is not None, bool(found.missing), bool(found.words)]) == 1


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_by_python_is_that_number(number: float) -> None:
    assert said(repr(number)).number == number


@pytest.mark.parametrize(
    ("cell", "is_per_cent"), [("36.2%", True), ("36.2 %", True), ("36.2", False), (0.362, False)]
)
def test_a_per_cent_sign_is_noticed(cell: object, is_per_cent: bool) -> None:
    assert said(cell).is_per_cent is is_per_cent
