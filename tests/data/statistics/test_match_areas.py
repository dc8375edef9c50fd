"""Which authority each line is about, and what becomes of lines that are about none."""

import pytest

from data.errors import LoadRefusedError
from data.returns.reader.files import Source
from data.statistics.match_areas import Known, matched
from data.statistics.tables import Line, Table
from data.statistics.tiers import is_repeated

KNOWN = Known(
    frozenset({"E09000002", "E09000003", "E08000013"}),
    {"barking and dagenham": "E09000002", "barnet": "E09000003", "st helens": "E08000013"},
)


def table(*rows: tuple[object, object]) -> Table:
    lines = tuple(Line(number, area, value) for number, (area, value) in enumerate(rows, start=2))  # type: ignore[arg-type]
    return Table(Source("a.csv", b""), "a", "Code", "Score", lines)


def values(*rows: tuple[object, object], counted: bool = False) -> dict[str, float]:
    return {code: value for code, (_, value) in matched(table(*rows), KNOWN, counted=counted).values.items()}


def notes(*rows: tuple[object, object]) -> list[str]:
    return matched(table(*rows), KNOWN, counted=False).notes


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
        matched(table(("E09000002", 1), ("E09000002", 2)), KNOWN, counted=False)


def test_rows_can_be_counted_and_no_row_is_not_zero() -> None:
    rows = (("Barnet", None), ("Barnet", None), ("E09000002", "x"), ("Kent", None))
    assert values(*rows, counted=True) == {"E09000003": 2.0, "E09000002": 1.0}
    said = matched(table(*rows), KNOWN, counted=True).notes
    assert said[-1].startswith(
        "Rows were counted: 3 in 2 authorities. An authority without a row stays unknown"
    )


def test_a_table_without_authorities_or_without_numbers_is_refused() -> None:
    with pytest.raises(
        LoadRefusedError, match=r"about an authority that is known: Code holds Mordor, Narnia"
    ):
        matched(table(("Narnia", 1), ("Mordor", 2)), KNOWN, counted=False)
    with pytest.raises(LoadRefusedError, match=r"holds no numbers: “high” \(row 2\)"):
        matched(table(("E09000002", "high")), KNOWN, counted=False)


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
