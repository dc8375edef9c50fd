import json
from pathlib import Path

import pytest
import shapely
from geopandas import GeoDataFrame
from shapely import MultiPolygon, Polygon, box

from geo import boundaries
from geo.errors import BoundaryError


def two_squares(**geometries: Polygon | MultiPolygon) -> GeoDataFrame:
    shapes = {"E06000001": box(0, 0, 1000, 1000), "E06000002": box(1000, 0, 2000, 1000)} | geometries
    rows = {
        "code": list(shapes),
        "name": [f"Area {code}" for code in shapes],
        "geometry": list(shapes.values()),
    }
    return GeoDataFrame(rows, crs=27700)


@pytest.fixture
def shapefile(tmp_path: Path) -> Path:
    path = tmp_path / "squares.shp"
    boundaries.write_shapefile(two_squares(), path, dated="2015-01-01")
    return path


def truncate(path: Path, *, to: int) -> None:
    path.write_bytes(path.read_bytes()[:to])


def test_what_is_written_is_read_again_sorted_by_code(tmp_path: Path) -> None:
    path = tmp_path / "squares.shp"
    boundaries.write_shapefile(two_squares().iloc[::-1], path, dated="2015-01-01")
    frame = boundaries.read(path)
    assert frame["code"].tolist() == ["E06000001", "E06000002"]
    assert frame.crs.to_epsg() == 27700
    assert frame.area.tolist() == [1_000_000, 1_000_000]


def test_a_missing_file_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match=r"no boundary file at .*nowhere\.shp"):
        boundaries.read(tmp_path / "nowhere.shp")


@pytest.mark.parametrize("part", [".shp", ".shx", ".dbf"])
@pytest.mark.parametrize("length", [0, 50, 110])
def test_a_truncated_shapefile_is_refused_in_a_sentence(shapefile: Path, part: str, length: int) -> None:
    truncate(shapefile.with_suffix(part), to=length)
    with pytest.raises(BoundaryError, match=r"squares\.shp .*(damaged|missing)"):
        boundaries.read(shapefile)


def test_a_shapefile_of_junk_is_refused_in_a_sentence(shapefile: Path) -> None:
    shapefile.write_text("no shapefile at all\n" * 200)
    with pytest.raises(BoundaryError, match="damaged"):
        boundaries.read(shapefile)


def test_a_shapefile_without_its_index_is_refused(shapefile: Path) -> None:
    shapefile.with_suffix(".shx").unlink()
    with pytest.raises(BoundaryError, match="one of its parts"):
        boundaries.read(shapefile)


def test_a_shapefile_without_its_table_is_refused(shapefile: Path) -> None:
    shapefile.with_suffix(".dbf").unlink()
    with pytest.raises(BoundaryError, match=r"no column code and no column name.*\.dbf"):
        boundaries.read(shapefile)


def test_a_shapefile_without_a_projection_is_refused(shapefile: Path) -> None:
    shapefile.with_suffix(".prj").unlink()
    with pytest.raises(BoundaryError, match=r"projection.*\.prj"):
        boundaries.read(shapefile)


def test_other_column_names_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "official.geojson"
    renamed = two_squares().rename(columns={"code": "LAD23CD"}).to_crs(4326)
    renamed.to_file(path, driver="GeoJSON")
    with pytest.raises(BoundaryError, match="no column code; it has LAD23CD, name"):
        boundaries.read(path)


def test_a_file_without_areas_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.gpkg"
    two_squares().iloc[:0].to_file(path, driver="GPKG")
    with pytest.raises(BoundaryError, match="holds no areas"):
        boundaries.read(path)


def test_neighbours_that_share_an_edge_are_sound() -> None:
    assert boundaries.check(two_squares()) == ()


@pytest.mark.parametrize(
    ("second", "finding"),
    [
        (
            box(900, 0, 2000, 1000),
            "Areas that overlap a neighbour or do not share its edge: E06000001, E06000002.",
        ),
        (
            box(1000, 500, 2000, 1500),
            "Areas that overlap a neighbour or do not share its edge: E06000001, E06000002.",
        ),
        (
            Polygon([(1000, 0), (2000, 1000), (2000, 0), (1000, 1000)]),
            "Areas whose outline crosses itself: E06000002.",
        ),
        (Polygon(), "Areas without a shape: E06000002."),
    ],
)
def test_what_is_unsound_is_named(second: Polygon, finding: str) -> None:
    assert boundaries.check(two_squares(E06000002=second)) == (finding,)


def test_codes_that_occur_twice_are_named() -> None:
    frame = two_squares().assign(code="E06000001")
    assert boundaries.check(frame) == ("Codes that occur more than once: E06000001.",)


def test_many_findings_are_cut_short() -> None:
    many = two_squares(**{f"E07{number:06d}": Polygon() for number in range(1, 10)})
    assert boundaries.check(many) == (
        "Areas without a shape: E07000001, E07000002, E07000003, E07000004, E07000005 and 4 more.",
    )


def test_unsound_boundaries_are_refused_with_what_is_wrong() -> None:
    with pytest.raises(BoundaryError, match=r"The boundaries of 2015 are not sound\. Areas that overlap"):
        boundaries.require_sound(two_squares(E06000002=box(900, 0, 2000, 1000)), where="2015")


def test_cleaning_closes_narrow_gaps_and_takes_overlaps_from_one_side() -> None:
    torn = two_squares(E06000002=box(1010, 0, 2000, 1000), E06000003=box(1900, 0, 3000, 1000))
    clean = boundaries.clean_coverage(torn, gap_width=20)
    assert boundaries.check(clean) == ()
    assert clean.area.sum() == pytest.approx(3_000_000, rel=0.01)


def test_simplifying_keeps_neighbours_together() -> None:
    wave = [(1000 + 30 * (-1) ** step, 50 * step) for step in range(1, 20)]
    west = Polygon([(0, 0), (1000, 0), *wave, (1000, 1000), (0, 1000)])
    east = Polygon([(2000, 0), (1000, 0), *wave, (1000, 1000), (2000, 1000)])
    rough = two_squares(E06000001=west, E06000002=east)
    simple = boundaries.simplify_coverage(rough, tolerance=100)
    assert boundaries.check(simple) == ()
    assert shapely.get_num_coordinates(simple.geometry.to_numpy()).sum() < 20
    assert simple.area.sum() == pytest.approx(2_000_000)


def test_islets_go_but_each_area_keeps_its_largest_part() -> None:
    archipelago = MultiPolygon([box(1000, 0, 2000, 1000), box(5000, 0, 5010, 10)])
    specks = MultiPolygon([box(6000, 0, 6010, 10), box(7000, 0, 7005, 10)])
    frame = two_squares(E06000002=archipelago, E06000003=specks)
    assert boundaries.drop_islets(frame, smallest=1000).area.tolist() == [1_000_000, 1_000_000, 100]


def test_rounding_leaves_out_what_shrinks_to_nothing_and_turns_outer_rings_clockwise() -> None:
    shapes = MultiPolygon([box(1000.2, 0.1, 2000, 1000), box(5000.1, 0, 5000.3, 10)])
    frame = boundaries.rounded(two_squares(E06000002=shapes), decimals=0)
    assert frame.area.tolist() == [1_000_000, 1_000_000]
    assert boundaries.check(frame) == ()
    assert not any(part.exterior.is_ccw for shape in frame.geometry for part in shape.geoms)


def test_a_coast_that_rounding_makes_cross_itself_is_mended() -> None:
    needle = Polygon(
        [
            (1000, 0),
            (2000, 0),
            (2000, 499.6),
            (2500, 500.4),
            (2510, 500.6),
            (2000, 500.4),
            (2000, 1000),
            (1000, 1000),
        ]
    )
    spit = Polygon(
        [(1000, 0), (2000, 0), (2600, 3.4), (2300, 0.4), (2600, 1.2), (2000, 2.6), (2000, 1000), (1000, 1000)]
    )
    for shape in (needle, spit):
        assert boundaries.check(boundaries.rounded(two_squares(E06000002=shape.buffer(0)), decimals=0)) == ()


def test_points_lie_well_inside() -> None:
    frame = two_squares(
        E06000001=box(400_000, 300_000, 410_000, 310_000), E06000002=box(410_000, 300_000, 420_000, 310_000)
    )
    points = boundaries.inner_points(frame)
    inside = shapely.points(points)
    assert shapely.contains(frame.to_crs(4326).geometry.to_numpy(), inside).all()
    assert points[0].tolist() == pytest.approx([-1.927, 52.643], abs=0.001)


def test_geojson_features_are_known_by_their_code(tmp_path: Path) -> None:
    path = tmp_path / "squares.geojson"
    boundaries.write_geojson(boundaries.rounded(two_squares(), decimals=0), path)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert [feature["id"] for feature in document["features"]] == ["E06000001", "E06000002"]
    assert document["features"][0]["properties"] == {"code": "E06000001", "name": "Area E06000001"}


def test_equal_areas_give_equal_shapefiles(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        boundaries.write_shapefile(two_squares(), folder / "squares.shp", dated="2015-01-01")
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name
    assert (first / "squares.dbf").read_bytes()[1:4] == bytes([115, 1, 1])
