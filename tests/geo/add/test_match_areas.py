"""Which area each row is, and how a set of codes stands to the authorities that were there."""

import pytest
from pandas import DataFrame, Series

from geo.add import Request, match_areas
from geo.errors import BoundaryError
from geo.lookups import read_areas
from geo.vintages import VINTAGES, members, vintage_of

LADS = Request(level="lad", year=2024)


def test_codes_are_taken_and_other_countries_left_out_and_counted() -> None:
    table = DataFrame(
        {"LAD24CD": ["E09000002", "W06000001", "S12000005", "S12000006"], "LAD24NM": list("abcd")}
    )
    rows, notes = match_areas.identify(table, LADS)
    assert rows[["code", "name"]].to_numpy().tolist() == [["E09000002", "a"]]
    assert notes == ["Left out, as they are no authorities of England: 2 of Scotland, 1 of Wales."]


def test_codes_are_found_by_what_they_are_where_no_column_is_called_so() -> None:
    rows, _ = match_areas.identify(DataFrame({"x": ["E09000002", "E09000003"], "label": ["B", "C"]}), LADS)
    assert rows["code"].tolist() == ["E09000002", "E09000003"]
    assert rows["name"].tolist() == ["B", "C"]


def test_names_without_codes_are_matched_and_the_others_listed() -> None:
    rows, notes = match_areas.identify(DataFrame({"name": ["Barnet", "Narnia", "St Helens"]}), LADS)
    assert rows["code"].tolist() == ["E09000003", "E08000013"]
    assert notes == [
        "The file has no codes: 2 of 3 authorities were found by their names.",
        "No authority is known by these names, which are left out: Narnia.",
    ]


def test_regions_are_matched_by_name_too() -> None:
    table = DataFrame({"rgn23nm": ["London", "East of England"]})
    rows, _ = match_areas.identify(table, Request(level="region", year=2023))
    assert rows["code"].tolist() == ["E12000007", "E12000006"]


@pytest.mark.parametrize(
    ("columns", "asked", "match"),
    [
        ({"name": ["Narnia"]}, LADS, "no authority is known by the names in name: Narnia"),
        ({"x": [1]}, LADS, "The file has: x. Say which with --code-column"),
        ({"name": ["Abbey"]}, Request(level="ward", year=2024), "many share a name"),
        (
            {"WD24CD": ["E05000026"]},
            Request(level="lad", year=2024, code_column="WD24CD"),
            "no authorities of England",
        ),
        ({"a": ["x"]}, Request(level="lad", year=2024, code_column="b"), "There is no column b"),
        (
            {"code": ["E09000002", "E09000002"], "name": ["A", "B"]},
            LADS,
            r"more than once: E09000002 \(A, B\)",
        ),
    ],
)
def test_what_cannot_be_identified_is_refused_with_what_to_do(columns, asked: Request, match: str) -> None:
    with pytest.raises(BoundaryError, match=match):
        match_areas.identify(DataFrame(columns), asked)


def test_an_authority_that_only_got_a_new_code_is_the_same_ground() -> None:
    codes = Series(["E08000038", "E09000002", "E07000206", "E07000100"])
    placed = match_areas.on_vintage(codes, vintage_of(2024))
    assert placed.isna().tolist() == [False, False, True, False]
    assert placed.dropna().tolist() == ["E08000016", "E09000002", "E07000240"]


def all_codes(key: str) -> "Series[str]":
    areas = read_areas()
    return Series(sorted(members(areas, next(one for one in VINTAGES if one.key == key))), dtype="str")


def test_a_whole_set_of_authorities_needs_no_word() -> None:
    codes = all_codes("2021")
    assert (
        match_areas.compare_with_known(
            codes, match_areas.on_vintage(codes, vintage_of(2022)), vintage_of(2022)
        )
        == []
    )


def test_missing_and_extra_authorities_are_listed_and_the_better_vintage_named() -> None:
    codes = all_codes("2019")
    notes = match_areas.compare_with_known(
        codes, match_areas.on_vintage(codes, vintage_of(2020)), vintage_of(2020)
    )
    assert notes[0].startswith("4 are no authorities of 2020 and are left out: E07000004 Aylesbury Vale,")
    assert notes[0].endswith("The file fits those of 2019 better: say --vintage 2019.")
    assert notes[1] == "1 of 314 authorities of 2020 are missing: Buckinghamshire."


def test_a_set_without_any_authority_of_the_vintage_is_refused() -> None:
    codes = Series(["E06000060"])
    with pytest.raises(BoundaryError, match=r"No code in the file is one of the 326.*say --vintage"):
        match_areas.compare_with_known(
            codes, match_areas.on_vintage(codes, vintage_of(2015)), vintage_of(2015)
        )


def test_codes_are_taken_whatever_their_case_and_the_spaces_around_them() -> None:
    rows, notes = match_areas.identify(
        DataFrame({"lad24cd": [" e09000002 ", "E09000003"], "x": ["B", "C"]}), LADS
    )
    assert rows["code"].tolist() == ["E09000002", "E09000003"]
    assert notes == []
