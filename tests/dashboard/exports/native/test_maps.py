"""A map is drawn from whatever boundaries the page draws, with the marks and names that the page gives them."""

import gzip
import json

import pytest

from dashboard.exports.native.maps import coverage
from dashboard.exports.native.model import CM, Box, Size
from dashboard.exports.native.outlines import Outline, around, drawn, frame_around, outlines
from dashboard.figures import maps

GROUND, WARDS = "/geo/ground.json", "/geo/wards.json"
ROOM = Size(20 * CM, 10 * CM)


def square(west: float, south: float, side: float = 0.1) -> list[list[list[float]]]:
    east, north = west + side, south + side
    return [[[west, south], [west, north], [east, north], [east, south], [west, south]]]


def packed(*areas: tuple[str, list[list[list[float]]]], kind: str = "Polygon") -> bytes:
    features = [
        {
            "type": "Feature",
            "id": code,
            "geometry": {"type": kind, "coordinates": [rings] if kind == "MultiPolygon" else rings},
        }
        for code, rings in areas
    ]
    return gzip.compress(json.dumps({"type": "FeatureCollection", "features": features}).encode(), mtime=0)


def trace(url: str, label: str, *areas: tuple[str, str]) -> dict:
    mark = next(mark for mark in maps.MARKS.values() if label in {mark.label, "Not covered by it"})
    return {
        "type": "choropleth",
        "geojson": url,
        "name": label,
        "colorscale": [[0, mark.fill], [1, mark.fill]],
        "marker": {"line": {"color": mark.line, "width": mark.width}},
        "customdata": [[name, "", code] for code, name in areas],
    }


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_outlines_are_read_from_either_kind_of_geometry(kind: str) -> None:
    (outline,) = outlines(packed(("A", square(-2, 53)), kind=kind)).values()
    assert len(outline) == 1
    assert len(outline[0]) == 5


def test_the_plane_keeps_the_shape_of_the_ground() -> None:
    """At 53° north a degree of longitude is about 0.6 of a degree of latitude."""
    (outline,) = outlines(packed(("A", square(-2, 53, side=0.01)))).values()
    xs, ys = zip(*outline[0], strict=True)
    assert (max(xs) - min(xs)) / (max(ys) - min(ys)) == pytest.approx(0.6018, abs=0.001)


def test_an_area_too_small_to_draw_stays_as_a_speck() -> None:
    large: Outline = (((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)),)
    tiny: Outline = (((0.5, 0.5), (0.5, 0.500001), (0.500001, 0.500001)),)
    frame = frame_around([large, tiny], Box(0, 0, 10 * CM, 10 * CM))
    (speck,) = drawn(tiny, frame)
    assert around([speck]).width > 0
    assert around([speck]).height > 0


def test_wards_fill_the_map_and_uncovered_ground_around_them_is_left_out() -> None:
    ground = outlines(packed(("G", square(-3, 52, side=2)), ("H", square(-1, 52, side=2))))
    wards = outlines(packed(("W1", square(-2, 53)), ("W2", square(-1.9, 53))))
    figure = {
        "data": [
            trace(GROUND, maps.MARKS["none"].label, ("G", "Ground"), ("H", "Next")),
            trace(WARDS, "Not covered by it", ("W1", "Abbey")),
            trace(WARDS, maps.MARKS["part"].label, ("W2", "Alibon")),
            {
                "type": "scattergeo",
                "mode": "markers",
                "name": maps.MARKS["part"].label,
                "marker": {"symbol": maps.MARKS["part"].symbol},
            },
        ],
        "layout": {},
    }
    picture = coverage(figure, size=ROOM, shapes={GROUND: ground, WARDS: wards}, enlarged={})
    (areas,) = [group.shapes for group in picture.groups if group.name == "Areas"]
    assert [(shape.name, bool(shape.pattern)) for shape in areas] == [("Abbey", False), ("Alibon", True)]
    assert dict(picture.counts) == {"Not covered by it": 1, maps.MARKS["part"].label: 1}
    assert sum(shape.box.height for shape in areas) > ROOM.height


def test_areas_without_any_outline_give_no_drawing() -> None:
    figure = {"data": [trace(GROUND, maps.MARKS["none"].label, ("X", "Nowhere"))], "layout": {}}
    assert coverage(figure, size=ROOM, shapes={GROUND: {}}, enlarged={}).groups == ()
