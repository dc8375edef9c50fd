import pandas as pd
import pytest
from pandas import DataFrame

from geo.lookups import (
    attribution,
    boundary_index,
    read_areas,
    read_groupings,
    read_income,
    read_london_tiles,
    read_points,
    read_population,
    read_succession,
)
from geo.vintages import VINTAGES, Vintage, carry_table, members

every_vintage = pytest.mark.parametrize("vintage", VINTAGES, ids=lambda vintage: vintage.key)


def group_of(grouping: str, on: str, *, codes: frozenset[str]) -> DataFrame:
    frame = read_groupings()
    day = pd.Timestamp(on)
    holds = (frame["from_date"] <= day) & (frame["to_date"].isna() | (frame["to_date"] > day))
    return frame[holds & (frame["grouping"] == grouping) & frame["area_code"].isin(codes)]


@every_vintage
def test_each_vintage_has_its_number_of_authorities(vintage: Vintage) -> None:
    assert len(members(read_areas(), vintage)) == vintage.authorities


def test_authorities_are_listed_once_and_begin_before_they_end() -> None:
    areas = read_areas()
    assert areas["area_code"].is_unique
    assert areas["from_date"].notna().all()
    assert (areas["to_date"].isna() | (areas["from_date"] < areas["to_date"])).all()
    assert set(areas["level"]) == {"lad"}


def test_every_predecessor_has_one_successor_and_ends_as_it_begins() -> None:
    succession = read_succession()
    areas = read_areas().set_index("area_code")
    assert succession["from_code"].is_unique
    assert list(succession["from_code"].map(areas["to_date"])) == list(succession["on_date"])
    assert list(succession["to_code"].map(areas["from_date"])) == list(succession["on_date"])


def test_every_authority_that_ended_has_a_successor() -> None:
    areas = read_areas()
    assert set(areas.loc[areas["to_date"].notna(), "area_code"]) == set(read_succession()["from_code"])


@pytest.mark.parametrize(
    ("year", "merged"),
    [
        ("2019", {"E06000058", "E06000059", "E07000244", "E07000245", "E07000246"}),
        ("2020", {"E06000060"}),
        ("2021", {"E06000061", "E06000062"}),
        ("2023", {"E06000063", "E06000064", "E06000065", "E06000066"}),
        ("2025", {"E08000038", "E08000039"}),
    ],
)
def test_each_reorganisation_made_the_authorities_it_made(year: str, merged: set[str]) -> None:
    succession = read_succession()
    assert set(succession.loc[succession["on_date"] == f"{year}-04-01", "to_code"]) == merged


def test_barnsley_and_sheffield_got_new_codes_in_2025() -> None:
    succession = read_succession().set_index("from_code")
    assert succession.loc["E08000016", ["to_code", "kind"]].tolist() == ["E08000038", "recode"]
    assert succession.loc["E08000019", ["to_code", "kind"]].tolist() == ["E08000039", "recode"]


@every_vintage
def test_every_code_ever_is_carried_to_every_vintage(vintage: Vintage) -> None:
    table = carry_table(read_succession(), read_areas(), vintage)
    assert set(table["from_code"]) == set(read_areas()["area_code"])
    assert set(table["to_code"]) == members(read_areas(), vintage)
    forward = table[table["kind"] != "backward"]
    assert forward["from_code"].is_unique


@every_vintage
@pytest.mark.parametrize(("grouping", "groups"), [("region", 9), ("ace_area", 5), ("bridge", 10)])
def test_every_authority_has_exactly_one_group_of_a_kind(
    vintage: Vintage, grouping: str, groups: int
) -> None:
    codes = members(read_areas(), vintage)
    found = group_of(grouping, "2019-06-30", codes=codes)
    assert found["area_code"].is_unique
    assert set(found["area_code"]) == codes
    assert found["group_code"].nunique() == groups


@every_vintage
def test_london_is_33_at_every_vintage(vintage: Vintage) -> None:
    codes = members(read_areas(), vintage)
    for grouping, group in (("region", "E12000007"), ("ace_area", "london"), ("bridge", "a-new-direction")):
        found = group_of(grouping, "2019-06-30", codes=codes)
        assert (found["group_code"] == group).sum() == 33


@pytest.mark.parametrize("vintage_key", ["2015", "2019"])
def test_regions_have_the_published_numbers_of_authorities(vintage_key: str) -> None:
    vintage = next(vintage for vintage in VINTAGES if vintage.key == vintage_key)
    found = group_of("region", "2019-06-30", codes=members(read_areas(), vintage))
    published = {
        "2015": [12, 39, 21, 40, 30, 47, 33, 67, 37],
        "2019": [12, 39, 21, 40, 30, 45, 33, 67, 30],
    }
    assert found.groupby("group_code").size().tolist() == published[vintage_key]


def test_bridges_worked_from_2012_to_march_2023() -> None:
    everyone = frozenset(read_areas()["area_code"])
    assert group_of("bridge", "2012-03-31", codes=everyone).empty
    assert len(group_of("bridge", "2012-04-01", codes=everyone)) == len(everyone)
    assert len(group_of("bridge", "2023-03-31", codes=everyone)) == len(everyone)
    assert group_of("bridge", "2023-04-01", codes=everyone).empty


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("E08000035", "2016-12-31", "CapeUK"),
        ("E08000035", "2017-01-01", "IVE"),
        ("E08000021", "2015-03-31", "Sage Gateshead"),
        ("E08000021", "2015-04-01", "Culture Bridge North East"),
    ],
)
def test_a_bridge_has_the_name_of_the_day(code: str, on: str, name: str) -> None:
    assert group_of("bridge", on, codes=frozenset({code}))["group_name"].tolist() == [name]


def test_hampshire_and_the_solent_are_handled_in_south_west_but_lie_in_the_south_east() -> None:
    hampshire = frozenset(f"E07{number:06d}" for number in range(84, 95)) | {
        "E06000044",
        "E06000045",
        "E06000046",
    }
    assert set(group_of("ace_area", "2019-06-30", codes=hampshire)["group_code"]) == {"south-west"}
    assert set(group_of("region", "2019-06-30", codes=hampshire)["group_code"]) == {"E12000008"}
    assert set(group_of("bridge", "2019-06-30", codes=hampshire)["group_code"]) == {"artswork"}


def test_population_is_given_for_each_of_the_296() -> None:
    population = read_population()
    assert set(population["area_code"]) == members(read_areas(), VINTAGES[-1])
    assert population["area_code"].is_unique
    assert set(population["measure"]) == {"population_0_24"}
    assert population["value"].sum() == 16_803_779
    assert population.set_index("area_code")["value"]["E06000001"] == 27_732


def test_income_is_given_for_290_of_the_296_with_the_taxpayers_it_is_a_mean_of() -> None:
    income = read_income().pivot(index="area_code", columns="measure", values="value")
    unknown = members(read_areas(), VINTAGES[-1]) - set(income.index)
    assert len(income) == 290
    assert sorted(unknown) == ["E06000027", "E06000053", "E06000063", "E06000064", "E06000065", "E06000066"]
    assert income.notna().all(axis=None)
    assert income.loc["E06000009"].tolist() == [25_900, 60_000]
    assert income["mean_income"].idxmin() == "E06000009"
    assert income["taxpayers"].sum() == 26_753_000


@every_vintage
def test_each_authority_has_a_point_within_the_bounds_of_its_map(vintage: Vintage) -> None:
    points = read_points()
    here = points[points["vintage"] == vintage.key]
    west, south, east, north = next(
        entry.bounds for entry in boundary_index() if entry.key == f"detail-{vintage.key}"
    )
    assert here["area_code"].is_unique
    assert set(here["area_code"]) == members(read_areas(), vintage)
    assert here["lon"].between(west, east).all()
    assert here["lat"].between(south, north).all()


def test_londons_tiles_are_33_squares_none_on_another() -> None:
    tiles = read_london_tiles()
    names = read_areas().set_index("area_code")["name"]
    assert len(tiles) == 33
    assert not tiles.duplicated(["row", "column"]).any()
    assert list(tiles["name"]) == list(tiles["area_code"].map(names))
    assert tiles[["row", "column"]].min().tolist() == [1, 1]


def test_frames_have_the_kinds_the_read_model_expects() -> None:
    for frame in (read_areas(), read_succession(), read_groupings(), read_population(), read_income()):
        for column in frame.columns:
            expected = (
                "datetime64[us]" if column.endswith("date") else "float64" if column == "value" else "str"
            )
            assert frame[column].dtype == expected, column


def test_the_attribution_names_the_source_the_licence_and_the_year() -> None:
    assert attribution(2019) == (
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
        "Contains OS data © Crown copyright and database right 2019."
    )
