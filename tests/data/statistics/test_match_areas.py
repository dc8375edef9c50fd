from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import LoadRefusedError
from data.returns.reader.files import Source
from data.statistics.add import is_repeated
from data.statistics.match_areas import Known, Taken, match
from data.statistics.numbers import read_cell
from data.statistics.tables import Line, Table

KNOWN = Known(
    frozenset({"E09000002", "E09000003", "E08000013", "E07000105", "E07000106"}),
    {
        "barking and dagenham": "E09000002",
        "barnet": "E09000003",
        "st helens": "E08000013",
        "ashford": "E07000105",
    },
    {"kent": "E10000016"},
    {"E10000016": ("E07000105", "E07000106")},
)


def table(*rows: tuple[object, ...]) -> Table:
    lines = tuple(Line(number, *row) for number, row in enumerate(rows, start=2))  # type: ignore[arg-type]
    return Table(Source("a.csv", b""), "a", "Code", "Score", lines, date(2019, 9, 26))


def values(*rows: tuple[object, ...], taken: Taken = "one", is_rate: bool = False) -> dict[str, float]:
    return {
        code: value
        for code, (_, value) in match(table(*rows), KNOWN, taken=taken, is_rate=is_rate).values.items()
    }


def notes(*rows: tuple[object, ...], **how: Any) -> list[str]:
    return match(table(*rows), KNOWN, **how).notes


def test_codes_and_names_are_matched_each_line_by_itself() -> None:
    rows = (("E09000002", 1), (" Barnet ", "2"), ("St. Helens", 3.5))
    assert values(*rows) == {"E09000002": 1.0, "E09000003": 2.0, "E08000013": 3.5}
    assert notes(*rows) == ["2 authorities were found by name."]


def test_what_is_no_authority_is_said_by_its_kind() -> None:
    others = ("W06000001", "W06000002", "E92000001", "E12000007", "E09999999", "Narnia")
    assert notes(("E09000002", 1), *((other, 2) for other in others)) == [
        "Left out, as they are no authorities of England: England (1), Wales (2), regions (1), "
        "the unknown code E09999999 (1).",
        "No authority is known by these names, which are left out (1 row): Narnia.",
    ]


def test_values_that_are_missing_or_no_numbers_are_said_and_not_taken() -> None:
    rows = (("E09000002", 1), ("E09000003", "[x]"), ("E08000013", "about 5"))
    assert values(*rows) == {"E09000002": 1.0}
    assert notes(*rows) == [
        "1 authority has no value (1 [x]): not known, never zero.",
        "1 value is no number and left out: “about 5” (row 4).",
    ]


def test_the_same_row_twice_counts_once_and_two_that_disagree_are_refused() -> None:
    assert values(("E09000002", 1), ("Barking & Dagenham", "1.0")) == {"E09000002": 1.0}
    assert "1 authority is there twice with the same value, taken once." in notes(
        ("E09000002", 1), ("E09000002", 1)
    )
    with pytest.raises(LoadRefusedError, match=r"E09000002 has 1 \(row 2\) and 2 \(row 3\).*--count-rows"):
        match(table(("E09000002", 1), ("E09000002", 2)), KNOWN)


def test_rows_can_be_counted_and_no_row_is_not_zero() -> None:
    rows = (("Barnet", None), ("Barnet", None), ("E09000002", "x"), ("Kent", None))
    assert values(*rows, taken="rows") == {"E09000003": 2.0, "E09000002": 1.0}
    said = match(table(*rows), KNOWN, taken="rows").notes
    assert said[-1].startswith(
        "Rows were counted: 3 in 2 authorities. An authority without a row stays unknown"
    )


def test_a_table_without_authorities_or_without_numbers_is_refused() -> None:
    with pytest.raises(
        LoadRefusedError, match=r"about an authority that is known: Code holds Mordor, Narnia"
    ):
        match(table(("Narnia", 1), ("Mordor", 2)), KNOWN)
    with pytest.raises(LoadRefusedError, match=r"holds no numbers: “high” \(row 2\)"):
        match(table(("E09000002", "high")), KNOWN)


def test_values_of_several_rows_can_be_added_up_and_none_is_taken_for_nothing() -> None:
    rows = (("Barnet", "1,000"), ("E09000003", 0.5), ("St Helens", 4), ("St Helens", "[x]"))
    assert values(*rows, taken="sum") == {"E09000003": 1000.5}
    assert notes(*rows, taken="sum")[-2:] == [
        "The values of 2 rows were added up, for 1 authority.",
        "1 authority has a row without a number, so that the sum is not known: left out, E08000013.",
    ]


def test_the_rate_of_a_county_is_given_to_its_districts_and_said() -> None:
    rows = (("Barnet", 3), ("Kent", 5), ("E07000105", 4))
    assert values(*rows, is_rate=True) == {"E09000003": 3.0, "E07000105": 4.0, "E07000106": 5.0}
    assert "As the measure is a rate, 1 district has the value of the county: Kent." in notes(
        *rows, is_rate=True
    )
    assert values(("E10000016", 5), is_rate=True) == {"E07000105": 5.0, "E07000106": 5.0}


def test_the_count_of_a_county_is_left_out_and_said() -> None:
    rows = (("Barnet", 3), ("Kent", 5), ("Kent", 6))
    for taken in ("sum", "rows"):
        assert set(values(*rows, taken=taken, is_rate=True)) == {"E09000003"}  # type: ignore[arg-type]
    assert any(
        note == "Left out (2 rows), as these are counties and their districts are the authorities: Kent."
        for note in notes(*rows)
    )


@pytest.mark.parametrize(
    "row",
    [
        ("Barnet and Barking & Dagenham", 7),
        ("Barking and Dagenham / Barnet", 7),
        ("E09000002, E09000003", 7),
        ("E09000003", 7, "Barnet with St Helens"),
        ("Ashford; Barnet; St. Helens", 7),
    ],
    ids=str,
)
def test_what_is_given_for_several_together_is_given_to_none_alone(row: tuple[object, ...]) -> None:
    assert values(row, ("E09000002", 1, "Barking and Dagenham")) == {"E09000002": 1.0}
    (said,) = [note for note in notes(row, ("E09000002", 1)) if "together" in note]
    named = row[2] if len(row) > 2 else row[0]
    assert said == f"1 row is of several authorities together, and given to none of them alone: {named}."


COUNTIES = {f"E0700000{number}": "Kent" if number < 4 else "Essex" for number in range(1, 8)}


def repeated(*values: float) -> bool:
    return is_repeated({f"E0700000{number}": value for number, value in enumerate(values, start=1)}, COUNTIES)


def test_values_of_counties_repeated_for_their_districts_are_recognised() -> None:
    assert repeated(5, 5, 5, 8, 8, 8, 8)
    assert not repeated(5, 5, 6, 8, 8, 8, 9)
    assert not repeated(1, 2, 3, 8, 8, 8, 8)


def test_one_value_for_everybody_is_no_sign_of_counties() -> None:
    assert not repeated(0, 0, 0, 0, 0, 0, 0)
    assert not is_repeated({"E09000002": 1.0, "E09000003": 1.0}, {})


def test_codes_are_known_whatever_their_case() -> None:
    assert values(("e09000002", 1), (" E09000003 ", 2)) == {"E09000002": 1.0, "E09000003": 2.0}
    assert notes(("e09000002", 1), ("e12000007", 2)) == [
        "Left out, as they are no authorities of England: regions (1)."
    ]


def test_values_in_per_cent_are_said_and_a_mixture_is_refused() -> None:
    assert notes(("E09000002", "36.2%"), ("E09000003", "1 %"), ("E08000013", "..")) == [
        "The values are written in per cent, and kept as such: 36.2 for 36.2%.",
        "1 authority has no value (1 ..): not known, never zero.",
    ]
    with pytest.raises(
        LoadRefusedError,
        match=r"have a per cent sign \(“30%” in row 3\) and others have none \(0.25 in row 2",
    ):
        notes(("E09000002", 0.25), ("E09000003", "30%"))


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12, 12.0), (0.25, 0.25), ("1,234", 1234.0), (" 1,234.5 ", 1234.5), ("-0.111", -0.111), ("−3", -3.0),
        ("£1,000", 1000.0), ("5.", 5.0),
        ("36.2%", 36.2), (".5", 0.5), ("1e3", 1000.0), ("0", 0.0), ("1234567", 1234567.0), ("+4", 4.0),
    ],
)  # fmt: skip
def test_numbers_are_read_however_they_are_written(cell: object, number: float) -> None:
    assert read_cell(cell).number == number


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
    found = read_cell(cell)
    assert found.number is None
    assert found.missing
    assert found.words == ""


@pytest.mark.parametrize("cell", [*WORDS, "1e999"])
def test_everything_else_is_words_and_no_number(cell: object) -> None:
    found = read_cell(cell)
    assert (found.number, found.missing) == (None, "")
    assert found.words


@given(st.one_of(st.text(), st.floats(), st.integers(-(10**15), 10**15), st.booleans(), st.none()))
def test_no_cell_is_two_things_or_an_error(cell: object) -> None:
    found = read_cell(cell)
    assert sum([found.number is not None, bool(found.missing), bool(found.words)]) == 1


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_by_python_is_that_number(number: float) -> None:
    assert read_cell(repr(number)).number == number


@pytest.mark.parametrize(
    ("cell", "is_per_cent"), [("36.2%", True), ("36.2 %", True), ("36.2", False), (0.362, False)]
)
def test_a_per_cent_sign_is_noticed(cell: object, is_per_cent: bool) -> None:
    assert read_cell(cell).is_per_cent is is_per_cent
