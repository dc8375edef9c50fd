import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lookups import read_areas
from geo.names import (
    LEVELS,
    code_column,
    codes_by_name,
    codes_of_names,
    is_code,
    name_column,
    parent_column,
    plain,
)
from geo.vintages import VINTAGES, members


@pytest.mark.parametrize(
    ("columns", "level", "code", "name"),
    [
        (["LAD24CD", "LAD24NM", "LAD24NMW"], "lad", "LAD24CD", "LAD24NM"),
        (["lad21cd", "LAD24CD", "lad21nm"], "lad", "LAD24CD", "lad21nm"),
        (["LAD19CD", "LAD21CD"], "lad", "LAD21CD", None),
        (["WD25CD", "WD25NM", "LAD25CD", "LAD25NM"], "ward", "WD25CD", "WD25NM"),
        (["RGN23CD", "rgn23nm"], "region", "RGN23CD", "rgn23nm"),
        (["CTYUA23CD", "CTYUA23NM"], "county", "CTYUA23CD", "CTYUA23NM"),
        (["Code", "Name"], "lad", "Code", "Name"),
        (["area_code", "Area Name"], "lad", "area_code", "Area Name"),
        (["GSS_CODE", "name"], "ward", "GSS_CODE", "name"),
        (["id"], "lad", "id", "id"),
        (["population"], "lad", None, None),
    ],
)
def test_columns_are_found_in_any_usual_spelling(
    columns: list[str], level: str, code: str | None, name: str | None
) -> None:
    assert code_column(columns, LEVELS[level], year=2024) == code
    assert name_column(columns, LEVELS[level], year=2024) == name


def test_the_authority_that_a_ward_lies_in_has_a_column_of_its_own() -> None:
    assert parent_column(["WD25CD", "LAD25CD"], year=2025) == "LAD25CD"
    assert parent_column(["WD25CD", "code"], year=2025) is None


OLDEST, NEWEST = VINTAGES[0], VINTAGES[-1]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Barking & Dagenham", "E09000002"),
        ("  London Borough of HARINGEY ", "E09000014"),
        ("City of Bristol", "E06000023"),
        ("Bristol, City of", "E06000023"),
        ("Kingston upon Hull, City of", "E06000010"),
        ("Hull", "E06000010"),
        ("St Helens", "E08000013"),
        ("St. Helens", "E08000013"),
        ("Saint Helens", "E08000013"),
        ("Durham", "E06000047"),
        ("County Durham", "E06000047"),
        ("Shepway", "E07000112"),
        ("Herefordshire, County of", "E06000019"),
        ("Royal Borough of Kensington and Chelsea", "E09000020"),
        ("Stoke on Trent", "E06000021"),
        ("King’s Lynn and West Norfolk", "E07000146"),
        ("Westminster City Council", "E09000033"),
        ("City of London", "E09000001"),
        ("Bournemouth Christchurch and Poole", "E06000058"),
        ("The Isle of Wight", "E06000046"),
    ],
)
def test_a_name_means_the_same_authority_however_it_is_written(written: str, code: str) -> None:
    known = codes_by_name(read_areas(), vintage=NEWEST)
    assert codes_of_names([written], known).tolist() == [code]


@pytest.mark.parametrize("name", ["London", "England", "Narnia", "", "Newcastle", "Richmond", None, 3.0])
def test_what_is_no_authority_or_could_be_several_is_not_matched(name: object) -> None:
    assert codes_of_names([name], codes_by_name(read_areas(), vintage=NEWEST)).isna().all()


def test_former_names_are_known_too() -> None:
    known = codes_by_name(read_areas(), vintage=NEWEST)
    assert codes_of_names(["Waveney", "Taunton Deane"], known).tolist() == ["E07000206", "E07000190"]


def test_a_name_of_two_codes_means_the_one_of_the_vintage() -> None:
    assert codes_by_name(read_areas(), vintage=NEWEST)["barnsley"] == "E08000016"


@pytest.mark.parametrize("vintage", VINTAGES, ids=lambda vintage: vintage.key)
def test_every_authority_of_a_vintage_is_found_by_its_own_name(vintage) -> None:
    areas = read_areas()
    here = areas[areas["area_code"].isin(members(areas, vintage))]
    assert (
        codes_of_names(here["name"], codes_by_name(areas, vintage=vintage)).tolist()
        == here["area_code"].tolist()
    )


@given(st.text())
def test_making_a_name_plain_twice_changes_nothing_more(name: str) -> None:
    assert plain(plain(name)) == plain(plain(plain(name)))


@pytest.mark.parametrize(
    ("text", "is_one"), [("E09000002", True), ("E0900000", False), ("Barnet", False), (7, False)]
)
def test_a_code_is_a_letter_and_eight_digits(text: object, is_one: bool) -> None:
    assert is_code(text) is is_one
