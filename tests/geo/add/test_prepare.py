"""From a file to what the maps are drawn from."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from geopandas import GeoDataFrame
from shapely import Polygon, box
from shapely.geometry import shape

from geo.add import Prepared, Request, prepare
from geo.errors import BoundaryError

GRID = 27700
BARKING = "E09000002"


def features(prepared: Prepared, detail: str) -> dict[str, Polygon]:
    content = next(file.content for file in prepared.files if file.detail == detail)
    return {one["id"]: shape(one["geometry"]) for one in json.loads(gzip.decompress(content))["features"]}


def wards(path: Path, shapes: list[Polygon], **columns: list[str]) -> Path:
    codes = {
        "WD24CD": [f"E0500002{number}" for number in range(len(shapes))],
        "WD24NM": list("ABCDEF")[: len(shapes)],
    }
    GeoDataFrame(codes | columns, geometry=shapes, crs=GRID).to_file(path, driver="GeoJSON", engine="pyogrio")
    return path


def in_barking(column: int, *, wide: float = 500.0) -> Polygon:
    west = 547_000 + 500.0 * column
    return box(west, 185_000, west + wide, 186_000)


WARDS = Request(level="ward", year=2024)


def test_wards_come_in_a_file_for_each_authority_they_lie_in(tmp_path: Path) -> None:
    path = wards(
        tmp_path / "a.geojson", [in_barking(0), in_barking(1), box(530_000, 180_000, 530_400, 180_400)]
    )
    prepared = prepare.prepare(path, WARDS)
    assert [(file.detail, file.features) for file in prepared.files] == [(BARKING, 2), ("E09000033", 1)]
    assert prepared.areas["parent_code"].tolist() == [BARKING, BARKING, "E09000033"]
    assert set(features(prepared, BARKING)) == {"E05000020", "E05000021"}


def test_the_authority_that_the_file_names_is_believed(tmp_path: Path) -> None:
    path = wards(tmp_path / "a.geojson", [in_barking(0), in_barking(1)], LAD24CD=["E09000016", "E99999999"])
    assert prepare.prepare(path, WARDS).areas["parent_code"].tolist() == ["E09000016", BARKING]


def test_wards_outside_every_authority_are_left_out_and_listed(tmp_path: Path) -> None:
    path = wards(tmp_path / "a.geojson", [in_barking(0), box(300_000, 600_000, 300_500, 600_500)])
    prepared = prepare.prepare(path, WARDS)
    assert len(prepared.areas) == 1
    assert prepared.notes == ("These lie in no authority that is known and are left out: B.",)


def test_crossed_outlines_are_mended_and_counted(tmp_path: Path) -> None:
    bow = Polygon([(547_000, 185_000), (547_500, 186_000), (547_500, 185_000), (547_000, 186_000)])
    prepared = prepare.prepare(wards(tmp_path / "a.geojson", [bow, in_barking(2)]), WARDS)
    assert prepared.notes == ("Outlines that crossed themselves were mended, 1: A.",)
    assert all(one.is_valid for one in features(prepared, BARKING).values())


def test_neighbours_that_overlap_a_little_become_a_coverage(tmp_path: Path) -> None:
    path = wards(tmp_path / "a.geojson", [in_barking(0, wide=508.0), in_barking(1)])
    first, second = features(prepare.prepare(path, WARDS), BARKING).values()
    assert first.intersection(second).area == pytest.approx(0, abs=1e-12)
    assert first.distance(second) == 0


def test_areas_that_overlap_are_offered_a_repair_that_says_what_moved(tmp_path: Path) -> None:
    path = wards(tmp_path / "a.geojson", [in_barking(0, wide=1_000.0), in_barking(1)])
    with pytest.raises(BoundaryError, match=r"Areas overlap: A and B \(0\.50 km²\)\. Say --repair"):
        prepare.prepare(path, WARDS)
    prepared = prepare.prepare(path, replace(WARDS, repair=True))
    assert prepared.notes == ("Where areas overlapped the smaller kept its ground: 0.50 km² of A went to B.",)
    first, second = features(prepared, BARKING).values()
    assert first.intersection(second).area == pytest.approx(0, abs=1e-12)
    assert first.area == pytest.approx(second.area, rel=0.01)


def test_outlines_that_crumble_are_no_crash(tmp_path: Path) -> None:
    """What rounding left of an outline: an area with a line hanging from it, which mending sets beside it."""
    spiked = Polygon(
        [
            (547_000, 185_000),
            (547_000, 186_000),
            (547_000, 187_000),
            (547_000, 186_000),
            (547_500, 186_000),
            (547_500, 185_000),
        ]
    )
    prepared = prepare.prepare(wards(tmp_path / "a.geojson", [spiked, in_barking(1)]), WARDS)
    assert [one.geom_type for one in features(prepared, BARKING).values()] == ["MultiPolygon"] * 2


def test_what_partnerships_call_their_own_needs_no_code_and_may_overlap(tmp_path: Path) -> None:
    rows = {
        "Partnership": ["bexley", "bexley", "barking", None],
        "Name": ["Erith Quay", "Slade Green", "Creekmouth", "?"],
    }
    shapes = [in_barking(0, wide=800.0), in_barking(1), in_barking(0, wide=900.0), in_barking(3)]
    path = tmp_path / "own.geojson"
    GeoDataFrame(rows, geometry=shapes, crs=GRID).to_file(path, driver="GeoJSON", engine="pyogrio")
    prepared = prepare.prepare(path, Request(level="locality", year=2024))
    assert prepared.notes == ("1 rows have no partnership in Partnership and are left out.",)
    assert prepared.areas[["area_code", "name", "parent_code"]].to_numpy().tolist() == [
        ["barking:creekmouth", "Creekmouth", "barking"],
        ["bexley:erith-quay", "Erith Quay", "bexley"],
        ["bexley:slade-green", "Slade Green", "bexley"],
    ]
    assert set(features(prepared, "bexley")) == {"bexley:erith-quay", "bexley:slade-green"}
    assert len(features(prepared, "england")) == 3
    with pytest.raises(BoundaryError, match="No column says whose areas these are"):
        prepare.prepare(wards(tmp_path / "w.geojson", [in_barking(0)]), Request(level="locality", year=2024))


def test_two_rows_of_the_same_ground_cannot_be_parted(tmp_path: Path) -> None:
    path = wards(tmp_path / "a.geojson", [in_barking(0), in_barking(0)])
    with pytest.raises(BoundaryError, match="Nothing would be left of these areas: B"):
        prepare.prepare(path, replace(WARDS, repair=True))


def test_what_the_server_needs_to_frame_a_map_is_worked_out(tmp_path: Path) -> None:
    row = prepare.prepare(wards(tmp_path / "a.geojson", [in_barking(0)]), WARDS).areas.iloc[0]
    assert row["west"] < row["lon"] < row["east"]
    assert row["south"] < row["lat"] < row["north"]
    assert row["name"] == "A"


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = wards(tmp_path / "a.geojson", [in_barking(0), in_barking(1)])
    assert prepare.prepare(path, WARDS).files == prepare.prepare(path, WARDS).files


@pytest.fixture(scope="module")
def two_boroughs(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Two boroughs as rectangles, and everybody else as shipped."""
    path = tmp_path_factory.mktemp("boroughs") / "two.geojson"
    rows = {"LAD24CD": [BARKING, "E08000038"]}
    shapes = [box(544_000, 180_000, 551_000, 191_000), box(420_000, 398_000, 446_000, 414_000)]
    GeoDataFrame(rows, geometry=shapes, crs=GRID).to_file(path, driver="GeoJSON", engine="pyogrio")
    return prepare.prepare(path, Request(level="lad", year=2024, attribution="Drawn by hand."))


def test_authorities_replace_those_that_ship_at_every_detail(two_boroughs: Prepared) -> None:
    assert (two_boroughs.level, two_boroughs.vintage, two_boroughs.attribution) == (
        "lad",
        "2023",
        "Drawn by hand.",
    )
    assert {file.detail: file.features for file in two_boroughs.files} == {
        "england": 296,
        "detail": 296,
        "london": 33,
    }
    west, south, east, north = features(two_boroughs, "london")[BARKING].bounds
    assert (west, south, east, north) == pytest.approx((0.071, 51.499, 0.178, 51.601), abs=0.01)


def test_a_code_of_another_year_is_drawn_as_the_maps_ask_for_it(two_boroughs: Prepared) -> None:
    drawn = features(two_boroughs, "england")
    assert "E08000016" in drawn
    assert "E08000038" not in drawn


def test_those_that_the_file_lacks_are_fitted_to_those_it_has(two_boroughs: Prepared) -> None:
    drawn = features(two_boroughs, "detail")
    overlap = max(drawn[BARKING].intersection(other).area for code, other in drawn.items() if code != BARKING)
    assert overlap == pytest.approx(0, abs=1e-9)
    assert two_boroughs.notes[0].startswith("294 of 296 authorities of 2023 are missing: ")
    assert two_boroughs.notes[1].startswith("The missing ones are drawn from the boundaries that come with")


def test_an_area_without_extent_is_refused(tmp_path: Path) -> None:
    flat = Polygon([(547_000, 185_000), (547_500, 185_000), (547_200, 185_000)])
    with pytest.raises(BoundaryError, match="have no extent: B"):
        prepare.prepare(wards(tmp_path / "a.geojson", [in_barking(0), flat]), WARDS)
