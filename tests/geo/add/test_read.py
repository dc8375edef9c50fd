"""Boundary files in every usual form and projection, and everything that is no boundary file."""

import json
import zipfile
from pathlib import Path

import pytest
from geopandas import GeoDataFrame
from shapely import LineString, Point, Polygon, box

from geo.add import read
from geo.errors import BoundaryError

GRID, DEGREES, MERCATOR = 27700, 4326, 3857


def squares(crs: int = GRID) -> GeoDataFrame:
    """Two neighbours of a square kilometre east of London, in any projection."""
    rows = {"LAD24CD": ["E09000002", "E09000016"], "LAD24NM": ["Barking and Dagenham", "Havering"]}
    shapes = [box(548_000, 185_000, 549_000, 186_000), box(549_000, 185_000, 550_000, 186_000)]
    return GeoDataFrame(rows, geometry=shapes, crs=GRID).to_crs(crs)


def written(frame: GeoDataFrame, path: Path) -> Path:
    drivers = {
        ".shp": "ESRI Shapefile",
        ".gpkg": "GPKG",
        ".geojson": "GeoJSON",
        ".fgb": "FlatGeobuf",
        ".kml": "KML",
        ".gml": "GML",
    }
    frame.to_file(path, driver=drivers[path.suffix], engine="pyogrio")
    return path


def zipped(shapefile: Path, *, but: str = "") -> Path:
    path = shapefile.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as opened:
        for part in shapefile.parent.glob(f"{shapefile.stem}.*"):
            if part.suffix not in {".zip", but}:
                opened.write(part, f"folder/{part.name}")
    return path


def is_as_drawn(frame: GeoDataFrame) -> bool:
    drawn = squares()
    return bool((frame.geometry.symmetric_difference(drawn.geometry).area < 20_000).all())


@pytest.mark.parametrize("crs", [GRID, DEGREES, MERCATOR])
@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson", "a.fgb", "a.gml"])
def test_every_form_in_every_projection_gives_the_same_ground(tmp_path: Path, name: str, crs: int) -> None:
    frame, notes = read.read(written(squares(crs), tmp_path / name))
    frame = frame.sort_values("LAD24CD", ignore_index=True)  # FlatGeobuf has them by where they lie
    assert frame.crs.to_epsg() == GRID
    assert frame["LAD24CD"].tolist() == ["E09000002", "E09000016"]
    assert is_as_drawn(frame)
    assert notes == []


def test_a_zipped_shapefile_is_read(tmp_path: Path) -> None:
    frame, _ = read.read(zipped(written(squares(), tmp_path / "a.shp")))
    assert is_as_drawn(frame)


@pytest.mark.parametrize("name", ["a.kml", "a.kmz"])
def test_kml_is_read_with_its_own_columns(tmp_path: Path, name: str) -> None:
    path = written(squares(DEGREES).rename(columns={"LAD24NM": "Name"}), tmp_path / "a.kml")
    if name == "a.kmz":
        with zipfile.ZipFile(tmp_path / name, "w") as opened:
            opened.write(path, "doc.kml")
    frame, notes = read.read(tmp_path / name)
    assert is_as_drawn(frame)
    assert frame["Name"].tolist() == ["Barking and Dagenham", "Havering"]
    assert frame["LAD24CD"].tolist() == ["E09000002", "E09000016"]
    assert notes == []


def test_nothing_is_written_beside_a_file(tmp_path: Path) -> None:
    path = written(squares(), tmp_path / "a.gml")
    before = set(tmp_path.iterdir())
    for extra in before - {path}:
        extra.unlink()
    read.read(path)
    assert set(tmp_path.iterdir()) == {path}


@pytest.mark.parametrize("name", ["a.kml", "a.gml"])
def test_xml_that_declares_a_document_type_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    )
    with pytest.raises(BoundaryError, match="declares a document type"):
        read.read(tmp_path / name)


def test_topojson_is_read_and_its_projection_decided(tmp_path: Path) -> None:
    west, south, east, north = (0.1, 51.5, 0.2, 51.6)
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    areas = {
        "type": "GeometryCollection",
        "geometries": [{"type": "Polygon", "arcs": [[0]], "id": "Havering"}],
    }
    path = tmp_path / "a.topojson"
    path.write_text(json.dumps({"type": "Topology", "objects": {"areas": areas}, "arcs": [ring]}))
    frame, notes = read.read(path)
    assert frame["id"].tolist() == ["Havering"]
    assert notes == [
        "a.topojson does not say its projection; its coordinates are those of longitude and latitude (WGS 84)."
    ]


@pytest.mark.parametrize(
    ("crs", "said"),
    [(GRID, "British National Grid"), (DEGREES, "longitude and latitude"), (MERCATOR, "Web Mercator")],
)
def test_a_missing_projection_is_decided_from_the_coordinates_and_said(
    tmp_path: Path, crs: int, said: str
) -> None:
    path = written(squares(crs), tmp_path / "a.shp")
    path.with_suffix(".prj").unlink()
    frame, notes = read.read(path)
    assert is_as_drawn(frame)
    assert said in notes[0]


@pytest.mark.parametrize(("truth", "label"), [(GRID, DEGREES), (DEGREES, GRID)])
def test_a_projection_that_the_coordinates_belie_is_put_right_and_said(
    tmp_path: Path, truth: int, label: int
) -> None:
    path = written(squares(truth).set_crs(label, allow_override=True), tmp_path / "a.gpkg")
    frame, notes = read.read(path)
    assert is_as_drawn(frame)
    assert notes[0].startswith(f"a.gpkg says EPSG:{label}, wrongly")


def test_coordinates_that_fit_no_usual_projection_are_refused(tmp_path: Path) -> None:
    frame = squares().set_geometry(squares().geometry.translate(20_000_000, 20_000_000))
    path = written(frame, tmp_path / "a.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(BoundaryError, match=r"projection is unclear.*add its \.prj file"):
        read.read(path)


def test_swapped_coordinates_are_recognised(tmp_path: Path) -> None:
    swapped = squares(DEGREES)
    swapped = swapped.set_geometry(
        [Polygon([(y, x) for x, y in shape.exterior.coords]) for shape in swapped.geometry]
    )
    with pytest.raises(BoundaryError, match="look swapped"):
        read.read(written(swapped.set_crs(DEGREES, allow_override=True), tmp_path / "a.geojson"))


def test_areas_elsewhere_in_the_world_are_refused(tmp_path: Path) -> None:
    abroad = GeoDataFrame({"code": ["X"]}, geometry=[box(10, 48, 11, 49)], crs=DEGREES)
    with pytest.raises(BoundaryError, match="do not lie in the United Kingdom"):
        read.read(written(abroad, tmp_path / "a.geojson"))


@pytest.mark.parametrize("shape", [Point(0.1, 51.5), LineString([(0.1, 51.5), (0.2, 51.6)])])
def test_shapes_that_are_no_areas_are_refused(tmp_path: Path, shape: Point | LineString) -> None:
    frame = GeoDataFrame({"LAD24CD": ["E09000002"]}, geometry=[shape], crs=DEGREES)
    with pytest.raises(BoundaryError, match=f"{shape.geom_type} shapes.*not of centroids"):
        read.read(written(frame, tmp_path / "a.geojson"))


@pytest.mark.parametrize("part", [".shx", ".dbf"])
def test_a_missing_part_is_named(tmp_path: Path, part: str) -> None:
    path = written(squares(), tmp_path / "a.shp")
    with pytest.raises(BoundaryError, match=rf"lacks its \{part} file"):
        read.read(zipped(path, but=part))
    path.with_suffix(part).unlink()
    with pytest.raises(BoundaryError, match=rf"lacks its \{part} file"):
        read.read(path)


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson", "a.topojson", "a.zip"])
@pytest.mark.parametrize("content", [b"", b"no boundary file at all\n" * 50, b"<OGRVRTDataSource/>"])
def test_what_is_not_what_its_ending_says_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BoundaryError, match=r"empty|damaged|not a zip"):
        read.read(path)


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson"])
@pytest.mark.parametrize("kept", [0.2, 0.6, 0.9])
def test_a_file_cut_short_is_refused(tmp_path: Path, name: str, kept: float) -> None:
    path = written(squares(), tmp_path / name)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(BoundaryError):
        read.read(path)


def test_no_file_and_no_kind_of_boundary_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match="There is no file"):
        read.read(tmp_path / "a.shp")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(BoundaryError, match="no boundary file that can be read"):
        read.read(tmp_path / "a.pdf")


def test_one_of_several_layers_is_taken_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    squares().to_file(path, driver="GPKG", layer="districts", engine="pyogrio")
    squares().iloc[:1].to_file(path, driver="GPKG", layer="counties", engine="pyogrio")
    with pytest.raises(BoundaryError, match=r"counties.*--layer"):
        read.read(path)
    assert len(read.read(path, layer="counties")[0]) == 1


def test_one_of_several_shapefiles_in_an_archive_is_taken_by_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        written(squares(), tmp_path / f"{name}.shp")
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for part in [*tmp_path.glob("one.*"), *tmp_path.glob("two.*")]:
            opened.write(part, part.name)
    with pytest.raises(BoundaryError, match="2 boundary files: one, two"):
        read.read(path)
    assert len(read.read(path, layer="two")[0]) == 2


def test_reading_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    path = written(squares(), tmp_path / "a.shp")
    before = sorted(tmp_path.iterdir())
    read.read(path)
    assert sorted(tmp_path.iterdir()) == before


def test_rows_without_a_shape_are_refused(tmp_path: Path) -> None:
    path = written(squares(DEGREES), tmp_path / "a.geojson")
    document = json.loads(path.read_text())
    document["features"][0]["geometry"] = None
    path.write_text(json.dumps(document))
    with pytest.raises(BoundaryError, match="1 of 2 rows have no shape"):
        read.read(path)
