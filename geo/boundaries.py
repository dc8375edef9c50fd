"""Boundary polygons: read, checked, simplified as a coverage, written. Geometry libraries live here only.

A coverage is a set of polygons that share their edges: nothing lies between neighbours, nothing in two.
"""

import json
from pathlib import Path
from typing import TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray
from shapely import MultiPolygon
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.errors import BoundaryError, UnsoundError
from geo.names import listed

Boundaries: TypeAlias = GeoDataFrame
"""One row an area: code, name (and often region), geometry."""

BRITISH_GRID = 27700
DEGREES = 4326
NEEDED = ("code", "name")
NAMED_AT_MOST = 5
AREAL = (3, 6)
"""What shapely calls polygons and sets of them."""
UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.GeometryError,
    shapely.errors.GEOSException,
    RuntimeError,
    RuntimeWarning,
    ValueError,
)
"""What reading a damaged file ends in, depending on where the damage is."""


def read(path: Path) -> Boundaries:
    """The areas of a boundary file, sorted by code: code, name, other columns, geometry with its projection.

    Raises BoundaryError, with what is wrong and what to do, for a file missing, damaged or without codes.
    """
    if not path.exists():
        raise BoundaryError(f"There is no boundary file at {path}. Check the name, or build it again.")
    try:
        frame = gpd.read_file(path, engine="pyogrio")
    except UNREADABLE as error:
        raise BoundaryError(_damaged(path)) from error
    _refuse_unusable(frame, path)
    return frame.sort_values("code", ignore_index=True)


def _damaged(path: Path) -> str:
    return (
        f"The boundary file {path.name} cannot be read: it is damaged, or one of its parts (.shp, .shx, "
        f".dbf) is missing. Copy all its parts again from where they came."
    )


def _refuse_unusable(frame: Boundaries, path: Path) -> None:
    missing = [column for column in (*NEEDED, "geometry") if column not in frame.columns]
    if missing:
        raise BoundaryError(
            f"The boundary file {path.name} has no column {' and no column '.join(missing)}; it has "
            f"{', '.join(frame.columns)}. Add its .dbf file if that is missing, or rename the columns that "
            f"hold the ONS code and the name."
        )
    if frame.crs is None:
        raise BoundaryError(f"The boundary file {path.name} does not say its projection. Add its .prj file.")
    if frame.empty:
        raise BoundaryError(f"The boundary file {path.name} holds no areas.")
    if frame.geometry.isna().any():
        raise BoundaryError(_damaged(path))


def check(frame: Boundaries) -> tuple[str, ...]:
    """What is wrong with a set of areas, a sentence each; nothing if it is a coverage, one row a code."""
    twice = frame.loc[frame["code"].duplicated(), "code"]
    empty = frame.geometry.isna() | frame.geometry.is_empty
    invalid = ~empty & ~frame.geometry.is_valid
    findings = [
        *_finding("Codes that occur more than once", twice),
        *_finding("Areas without a shape", frame.loc[empty, "code"]),
        *_finding("Areas whose outline crosses itself", frame.loc[invalid, "code"]),
    ]
    if not findings:
        edges = shapely.coverage_invalid_edges(frame.geometry.to_numpy())
        mismatched = frame.loc[~shapely.is_empty(edges), "code"]
        findings += _finding("Areas that overlap a neighbour or do not share its edge", mismatched)
    return tuple(findings)


def _finding(what: str, codes: "pd.Series[str]") -> list[str]:
    """The sentence that names the areas, the first few if they are many; none if there are none."""
    different = codes.astype(str).unique()
    return [f"{what}: {listed(different, most=NAMED_AT_MOST)}."] if len(different) else []


def require_sound(frame: Boundaries, *, where: str) -> Boundaries:
    """The same areas if `check` has nothing to say about them; UnsoundError with what it says otherwise."""
    findings = check(frame)
    if findings:
        raise UnsoundError(f"The boundaries of {where} are not sound. {' '.join(findings)}")
    return frame


def dissolve(frame: Boundaries, by: str, *, method: str = "unary") -> Boundaries:
    """One row for each value of a column, sorted, with the union of its polygons: that column and geometry.

    `method` "coverage" is quick and exact where the polygons are a coverage already; "unary" takes any.
    """
    return frame[[by, "geometry"]].dissolve(by=by, sort=True, method=method).reset_index()


def clean_coverage(frame: Boundaries, *, gap_width: float) -> Boundaries:
    """The same areas, each overlap given to one side, and gaps narrower than `gap_width` metres closed."""
    clean = shapely.coverage_clean  # type: ignore[attr-defined]  # newer than the published types
    cleaned = clean(areal(frame.geometry.to_numpy()), gap_width=gap_width)
    return frame.set_geometry(GeoSeries(cleaned, index=frame.index, crs=frame.crs))


def areal(shapes: "NDArray[np.object_]") -> "NDArray[np.object_]":
    """The shapes without the lines and points that mending or parting left beside their areas."""
    mixed = ~np.isin(shapely.get_type_id(shapes), AREAL)
    parts = [shapely.get_parts(shape) for shape in shapes[mixed]]
    only = [
        MultiPolygon(list(shapely.get_parts(some[np.isin(shapely.get_type_id(some), AREAL)])))
        for some in parts
    ]
    found = shapes.copy()
    found[mixed] = np.array([*only, None], dtype=object)[:-1]
    return found


def simplify_coverage(frame: Boundaries, *, tolerance: float) -> Boundaries:
    """The same areas with fewer points, still sharing their edges; `tolerance` in metres (Visvalingam)."""
    return frame.set_geometry(frame.geometry.simplify_coverage(tolerance))


def drop_islets(frame: Boundaries, *, smallest: float) -> Boundaries:
    """The same areas without detached parts below `smallest` square metres; each keeps its largest part."""
    return frame.set_geometry(
        GeoSeries([_without_islets(shape, smallest) for shape in frame.geometry], crs=frame.crs)
    )


def _without_islets(shape: BaseGeometry, smallest: float) -> MultiPolygon:
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts)
    return MultiPolygon(list(parts[(sizes >= smallest) | (sizes == sizes.max())]))


def rounded(frame: Boundaries, *, decimals: int) -> Boundaries:
    """The same areas with coordinates rounded, alike for neighbours; what shrinks to nothing is left out.

    Outer rings run clockwise: on a sphere the map library fills what lies to the right of a ring, so that
    the usual GeoJSON direction would fill the whole world but the area.
    """
    rough = shapely.transform(frame.geometry.to_numpy(), lambda points: np.round(points, decimals) + 0.0)
    solid = [_solid(_once(shape), decimals) for shape in rough]
    clockwise = shapely.orient_polygons(shapely.normalize(solid), exterior_cw=True)
    return frame.set_geometry(GeoSeries(clockwise, index=frame.index, crs=frame.crs))


def _once(shape: BaseGeometry) -> BaseGeometry:
    """The shape with no point twice in a row; rings that rounding left less than a triangle of are dropped."""
    try:
        return shapely.remove_repeated_points(shape)
    except shapely.errors.GEOSException:
        return shapely.make_valid(shape, method="structure")


def _solid(shape: BaseGeometry, decimals: int) -> MultiPolygon:
    """The parts of a rounded shape that have an area; a coast that came to cross itself is taken apart."""
    if not shape.is_valid:
        shape = shapely.set_precision(shapely.make_valid(shape, method="structure"), 10.0**-decimals)
        shape = shapely.transform(shape, lambda points: np.round(points, decimals) + 0.0)
    parts = shapely.get_parts(shape)
    return MultiPolygon(list(parts[shapely.area(parts) > 0]))


def inner_points(frame: Boundaries) -> NDArray[np.float64]:
    """The middle of the largest circle that fits into each area: rows of longitude, latitude."""
    circles = shapely.maximum_inscribed_circle(frame.to_crs(BRITISH_GRID).geometry.to_numpy(), tolerance=100)
    centres = GeoSeries(shapely.get_point(circles, 0), crs=BRITISH_GRID).to_crs(DEGREES)
    return shapely.get_coordinates(centres.to_numpy()).round(4)


def write_shapefile(frame: Boundaries, path: Path, *, dated: str) -> None:
    """Write a shapefile and its parts; `dated` (ISO) goes into its header, so equal areas, equal bytes."""
    options = {"DBF_DATE_LAST_UPDATE": dated, "ENCODING": "UTF-8"}
    frame.to_file(path, driver="ESRI Shapefile", engine="pyogrio", **options)


def with_shapes(rows: pd.DataFrame, shapes: GeoSeries) -> Boundaries:
    """The rows of a table with their shapes, in the projection of these."""
    return GeoDataFrame(rows.assign(geometry=shapes), geometry="geometry", crs=shapes.crs)


def write_geojson(frame: Boundaries, path: Path) -> None:
    """Write compact GeoJSON: each feature's id is its code, its properties code and name."""
    path.write_text(as_geojson(frame), encoding="utf-8")


def as_geojson(frame: Boundaries) -> str:
    """Compact GeoJSON: each feature's id is its code, its properties code and name."""
    features = [
        {
            "type": "Feature",
            "id": row.code,
            "properties": {"code": row.code, "name": row.name},
            "geometry": mapping(row.geometry),
        }
        for row in frame[["code", "name", "geometry"]].itertuples(index=False)
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
