"""The files that ship: whole, sound, small, and the ones `sources.toml` vouches for."""

import gzip
import json
import tomllib
from functools import cache

import pytest
import shapely
from geopandas import GeoDataFrame
from shapely import Polygon

from geo import boundaries
from geo.lookups import SHAPES, BoundaryFile, boundary_index, read_areas, read_groupings
from geo.vintages import VINTAGES, members
from geo.web import sha256

pytestmark = pytest.mark.thorough

every_map = pytest.mark.parametrize("entry", boundary_index(), ids=lambda entry: entry.key)


@cache
def shapes_of(entry: BoundaryFile) -> GeoDataFrame:
    return boundaries.read(entry.path)


def codes_of(vintage: str) -> set[str]:
    if vintage == "all":
        return {code for code in read_areas()["area_code"] if code.startswith("E09")}
    return set(members(read_areas(), next(known for known in VINTAGES if known.key == vintage)))


def gaps(frame: GeoDataFrame) -> int:
    """How many holes of the whole lie between areas; a lagoon within one of them is none."""
    rings = [ring for part in shapely.get_parts(frame.union_all()) for ring in part.interiors]
    return sum(frame.touches(Polygon(ring)).sum() > 1 for ring in rings)


def test_the_shipped_shapefile_is_a_sound_coverage_of_326_authorities_with_their_regions() -> None:
    frame = boundaries.read(SHAPES / "authorities_2015.shp")
    regions = read_groupings().query("grouping == 'region'").set_index("area_code")["group_code"]
    names = read_areas().set_index("area_code")["name"]
    assert frame.crs.to_epsg() == 27700
    assert set(frame["code"]) == codes_of("2015")
    assert list(frame["name"]) == list(frame["code"].map(names))
    assert list(frame["region"]) == list(frame["code"].map(regions))
    assert boundaries.check(frame) == ()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert gaps(frame) == 0
    assert frame.area.sum() / 1e6 == pytest.approx(130_300, rel=0.01)


def test_there_is_a_map_of_england_and_a_close_one_for_each_vintage_and_one_of_london() -> None:
    england = {f"{level}-{vintage.key}" for level in ("england", "detail") for vintage in VINTAGES}
    assert {entry.key for entry in boundary_index()} == england | {"london"}


@every_map
def test_a_map_has_each_authority_of_its_vintage_once_under_its_name(entry: BoundaryFile) -> None:
    frame = shapes_of(entry)
    names = read_areas().set_index("area_code")["name"]
    assert len(frame) == entry.features
    assert set(frame["code"]) == codes_of(entry.vintage)
    assert frame["code"].is_unique
    assert list(frame["name"]) == list(frame["code"].map(names))


@every_map
def test_a_map_is_a_sound_coverage_without_gaps_or_overlaps(entry: BoundaryFile) -> None:
    frame = shapes_of(entry)
    assert frame.geometry.is_valid.all()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert gaps(frame) == 0


@every_map
def test_every_outer_ring_runs_clockwise_so_that_a_map_fills_the_area_not_the_world(
    entry: BoundaryFile,
) -> None:
    for part in shapely.get_parts(shapes_of(entry).geometry.to_numpy()):
        assert not part.exterior.is_ccw
        assert all(ring.is_ccw for ring in part.interiors)


@every_map
def test_the_index_tells_the_truth_about_a_map(entry: BoundaryFile) -> None:
    content = entry.path.read_bytes()
    assert entry.sha256 == sha256(entry.path)
    assert entry.bytes == len(content)
    assert entry.bounds == pytest.approx(tuple(shapes_of(entry).total_bounds))
    assert entry.gzip_bytes == pytest.approx(len(gzip.compress(content, 9, mtime=0)), rel=0.02)


@every_map
def test_a_feature_is_known_by_its_code(entry: BoundaryFile) -> None:
    features = json.loads(entry.path.read_text(encoding="utf-8"))["features"]
    assert all(feature["id"] == feature["properties"]["code"] for feature in features)
    assert all(set(feature["properties"]) == {"code", "name"} for feature in features)


@every_map
def test_a_map_is_as_fine_and_as_small_as_its_use_allows(entry: BoundaryFile) -> None:
    coarse = entry.key.startswith("england")
    low, high = (400, 600) if coarse else (50, 100)
    assert low <= entry.tolerance_m <= high
    assert entry.gzip_bytes <= (150_000 if coarse else 300_000)


def test_no_shipped_file_is_larger_than_a_megabyte_and_a_half() -> None:
    assert max(path.stat().st_size for path in SHAPES.rglob("*") if path.is_file()) < 1_500_000


def test_every_shipped_file_is_the_one_that_was_recorded() -> None:
    recorded = tomllib.loads((SHAPES / "sources.toml").read_text(encoding="utf-8"))["outputs"]
    files = {path.relative_to(SHAPES).as_posix(): path for path in SHAPES.rglob("*") if path.is_file()}
    del files["sources.toml"]
    assert {name: sha256(path) for name, path in files.items()} == recorded


def test_every_source_has_its_origin_licence_date_and_checksum() -> None:
    for package in tomllib.loads((SHAPES / "sources.toml").read_text(encoding="utf-8"))["package"]:
        assert {"name", "version", "what", "material_of", "material_licence", "package_licence"} <= set(
            package
        )
        assert len(package["sha256"]) == 64
