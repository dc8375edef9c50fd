"""Outlines of areas on a plane, from the very files the maps in the browser are drawn from."""

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, atanh, cos, radians, sin, tan
from typing import Any

import orjson

from dashboard.exports.native.model import Box, Point, Ring

MERIDIAN = -2.0
"""The central meridian of the national grid: projected around it, England looks as on its own maps."""
GRID = 6_350
"""Corners are moved to a grid of half a point. Neighbours share corners, so they move alike and no gap opens."""

Place = tuple[float, float]
Outline = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """How the plane of a map is laid into a box: its scale and where its north-west corner goes."""

    scale: float
    west: float
    north: float
    box: Box

    def at(self, place: Place) -> Point:
        """Where a place of the plane lies in the drawing."""
        x = self.box.x + (place[0] - self.west) * self.scale
        y = self.box.y + (self.north - place[1]) * self.scale
        return round(x / GRID) * GRID, round(y / GRID) * GRID


@lru_cache(maxsize=6)
def outlines(packed: bytes) -> Mapping[str, Outline]:
    """Return the outlines in compressed GeoJSON: area code -> rings on a plane, of equal scale both ways."""
    features = orjson.loads(gzip.decompress(packed))["features"]
    return {feature["id"]: _rings(feature["geometry"]) for feature in features}


def frame_around(shapes: Iterable[Outline], box: Box) -> Frame:
    """Return the frame that shows all shapes as large as the box allows, in its middle."""
    places = [place for shape in shapes for ring in shape for place in ring]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    scale = min(box.width / max(east - west, 1e-9), box.height / max(north - south, 1e-9))
    width, height = round((east - west) * scale), round((north - south) * scale)
    x, y = box.x + (box.width - width) // 2, box.y + (box.height - height) // 2
    return Frame(scale, west, north, Box(x, y, width, height))


def drawn(shape: Outline, frame: Frame) -> tuple[Ring, ...]:
    """Return the rings of a shape in a drawing; those smaller than the grid vanish, but never all of them."""
    rings = [_without_repeats(frame.at(place) for place in ring) for ring in shape]
    whole = tuple(ring for ring in rings if len(ring) > 2)  # noqa: PLR2004  (fewer corners hold no ground)
    return whole or (_speck(rings[0][0]),)


def around(rings: Iterable[Ring]) -> Box:
    """Return the box around rings."""
    corners = [point for ring in rings for point in ring]
    x, y = min(x for x, _ in corners), min(y for _, y in corners)
    return Box(x, y, max(x for x, _ in corners) - x, max(y for _, y in corners) - y)


def _rings(geometry: dict[str, Any]) -> Outline:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple(_projected(*place[:2]) for place in ring) for polygon in polygons for ring in polygon)


def _projected(lon: float, lat: float) -> Place:
    """Transverse Mercator on a sphere of radius 1."""
    east, north = radians(lon - MERIDIAN), radians(lat)
    return atanh(cos(north) * sin(east)), atan2(tan(north), cos(east))


def _without_repeats(points: Iterable[Point]) -> Ring:
    kept: list[Point] = []
    for point in points:
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept)


def _speck(point: Point) -> Ring:
    x, y = point
    return (x, y), (x + GRID, y), (x + GRID, y + GRID), (x, y + GRID)
