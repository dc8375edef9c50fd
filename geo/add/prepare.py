"""From a boundary file to what maps are drawn from: identified, mended, simplified as a coverage, compressed."""

import gzip
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoSeries
from pandas import DataFrame, Series

from geo import boundaries, lookups, web
from geo.add import Prepared, Request, WebFile, match_areas, read
from geo.boundaries import BRITISH_GRID, Boundaries
from geo.errors import BoundaryError, UnsoundError
from geo.names import LEVELS, OWN, Level, listed
from geo.vintages import Vintage, vintage_of
from geo.web import CLOSE, ENGLAND, LONDON, Detail

NARROWEST_GAP = 20.0
WIDEST_SEAM = 300.0
"""Metres: gaps narrower than this are closed, the second where areas of two sources meet."""
SLIVER, NARROW = 0.01, 60.0
"""The share of the smaller of two areas, and the width in metres, up to which what lies in both comes of drawing them
roughly."""
FINEST = 0.1
"""Metres to which outlines are rounded for a repair: lines that nearly meet then do."""
WARDS = Detail(tolerance=20, decimals=5, smallest=0)
AUTHORITIES = "lad"
BOROUGHS = "E09"
NOBODY = "The missing ones are drawn from the boundaries that come with the product, fitted to these."


def prepare(path: Path, request: Request) -> Prepared:
    """Make the boundaries in a file ready for the store; see `Prepared`.

    Raises BoundaryError, with what to do, where that cannot be done.
    """
    try:
        return _prepared(path, request)
    except UnsoundError as error:
        todo = (
            "Say --repair"
            if not request.repair
            else "Choose boundaries that are less generalised, of another source"
        )
        raise BoundaryError(f"{error} {todo}.") from error


def _prepared(path: Path, request: Request) -> Prepared:
    level, vintage = LEVELS[request.level], vintage_of(request.year)
    raw, notes = read.read(path, layer=request.layer)
    rows, said = match_areas.identify(DataFrame(raw.drop(columns=raw.geometry.name)), request)
    frame, mended = _mended(raw.geometry.loc[rows.index], rows)
    frame, parted = (frame, []) if level.key == OWN else _parted(frame, repair=request.repair)
    is_lad = level.key == AUTHORITIES
    frame, checked = _authorities(frame, vintage) if is_lad else _others(frame, level, vintage)
    return Prepared(
        level=level.key,
        vintage=vintage.key if is_lad else str(request.year),
        from_date=vintage.from_date if is_lad else date(request.year, 1, 1),
        file_name=path.name,
        sha256=web.sha256(path),
        attribution=request.attribution or lookups.attribution(request.year),
        areas=_areas(frame),
        files=tuple(_files(frame, level)),
        notes=(*notes, *said, *mended, *parted, *checked),
    )


def _mended(shapes: GeoSeries, rows: DataFrame) -> tuple[Boundaries, list[str]]:
    """The rows with their shapes, each valid, and a sentence about those that were not."""
    raw = shapes.to_numpy()
    invalid = ~shapely.is_valid(raw)
    mended = boundaries.areal(np.where(invalid, shapely.make_valid(raw, method="structure"), raw))
    lost = rows.loc[shapely.area(mended) == 0, "name"]
    if len(lost):
        raise BoundaryError(f"These areas have no extent: {listed(lost)}. The file is damaged.")
    names = rows.loc[invalid, "name"]
    notes = [f"Outlines that crossed themselves were mended, {len(names)}: {listed(names)}."]
    frame = boundaries.with_shapes(rows, GeoSeries(mended, index=rows.index, crs=shapes.crs))
    return frame, notes if len(names) else []


def _parted(frame: Boundaries, *, repair: bool) -> tuple[Boundaries, list[str]]:
    """The areas with no more than slivers in two of them, and sentences about what moved: the smaller keeps its ground.

    Raises BoundaryError where more than that lies in two and nobody asked for a repair.
    """
    shapes = frame.geometry.to_numpy().copy()
    if repair:
        shapes = shapely.set_precision(shapes, FINEST)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = [(int(a), int(b)) for a, b in zip(one, other, strict=True) if a < b]
    sizes, said = shapely.area(shapes), []
    for pair in pairs:
        small, large = sorted(pair, key=lambda at: (sizes[at], at))
        both = shapely.intersection(shapes[small], shapes[large])
        if shapely.area(both) <= SLIVER * sizes[small] or shapely.is_empty(shapely.buffer(both, -NARROW / 2)):
            continue
        names, size = frame["name"].iloc[[large, small]].tolist(), f"{shapely.area(both) / 1e6:,.2f} km²"
        said.append(
            f"{size} of {names[0]} went to {names[1]}" if repair else f"{names[0]} and {names[1]} ({size})"
        )
        if repair:
            shapes[large] = shapely.difference(shapes[large], shapes[small])
    if said and not repair:
        raise BoundaryError(
            f"Areas overlap: {listed(said)}. Say --repair to give each overlap to the smaller of the two; what moves "
            "is said."
        )
    lost = frame.loc[shapely.area(shapes) == 0, "name"]
    if len(lost):
        raise BoundaryError(
            f"Nothing would be left of these areas: {listed(lost)}. Two rows have the same ground."
        )
    notes = [f"Where areas overlapped the smaller kept its ground: {listed(said)}."] if said else []
    return boundaries.with_shapes(frame, GeoSeries(shapes, index=frame.index, crs=frame.crs)), notes


def _authorities(frame: Boundaries, vintage: Vintage) -> tuple[Boundaries, list[str]]:
    """All authorities of the vintage as a coverage: those of the file, the others fitted to them."""
    placed = match_areas.on_vintage(frame["code"], vintage)
    notes = match_areas.compare_with_known(frame["code"], placed, vintage)
    names = lookups.read_areas().set_index("area_code")["name"]
    known = frame.assign(code=placed, name=placed.map(names))[placed.notna()]
    match_areas.refuse_repeated(known["code"], known["name"])
    others = shipped(vintage)
    others = others[~others["code"].isin(known["code"])]
    if not len(others):
        return _sound(known, NARROWEST_GAP), notes
    return _sound(_filled(known, others), WIDEST_SEAM), [*notes, NOBODY]


def shipped(vintage: Vintage) -> Boundaries:
    """The authorities of a vintage as they come with the product: code, name, geometry on the British grid."""
    oldest = boundaries.read(lookups.SHAPES / "authorities_2015.shp")
    areas, succession = lookups.read_areas(), lookups.read_succession()
    return web.at_vintage(oldest, vintage=vintage, areas=areas, succession=succession)


def _filled(known: Boundaries, others: Boundaries) -> Boundaries:
    """The areas known and, where these leave room, the others."""
    taken = shapely.union_all(known.geometry.to_numpy())
    room = others.set_geometry(others.geometry.difference(taken))
    merged = pd.concat([known, room[~room.geometry.is_empty]], ignore_index=True)
    return boundaries.with_shapes(merged, GeoSeries(merged["geometry"], crs=BRITISH_GRID))


def _sound(frame: Boundaries, gap_width: float) -> Boundaries:
    """The areas as a coverage, sorted by code. Raises BoundaryError if they cannot be made one."""
    ordered = frame.sort_values("code", ignore_index=True)
    cleaned = boundaries.clean_coverage(ordered, gap_width=gap_width)
    return boundaries.require_sound(cleaned, where="the file")


def _others(frame: Boundaries, level: Level, vintage: Vintage) -> tuple[Boundaries, list[str]]:
    """Areas that are no authorities as a coverage, each ward with the authority that it lies in; of partnerships' own
    areas each by itself, for several may serve the same ground."""
    if level.key == OWN:
        return frame.sort_values("code", ignore_index=True), []
    cleaned = _sound(frame, NARROWEST_GAP)
    if level.key != "ward":
        return cleaned, []
    known = cleaned["parent_code"].isin(lookups.read_areas()["area_code"])
    parents = cleaned["parent_code"].where(known).fillna(_lying_in(cleaned, shipped(vintage)))
    lost = cleaned.loc[parents.isna(), "name"]
    notes = (
        [f"These lie in no authority that is known and are left out: {listed(lost)}."] if len(lost) else []
    )
    return cleaned.assign(parent_code=parents)[parents.notna()].reset_index(drop=True), notes


def _lying_in(frame: Boundaries, others: Boundaries) -> "Series[str]":
    """The code of the other area in which a point well inside each area lies; NaN if in none."""
    points = shapely.point_on_surface(frame.geometry.to_numpy())
    inner, outer = shapely.STRtree(others.geometry.to_numpy()).query(points, predicate="within")
    return Series(others["code"].to_numpy()[outer], index=frame.index[inner], dtype="str").reindex(
        frame.index
    )


def _areas(frame: Boundaries) -> DataFrame:
    columns = frame[["code", "name", "parent_code"]].rename(columns={"code": "area_code"})
    return DataFrame(columns).astype("str").assign(**web.extents(frame, decimals=4))


def _files(frame: Boundaries, level: Level) -> Iterator[WebFile]:
    """The files that maps of this level ask for."""
    if level.key == OWN:
        yield _file("england", _each(frame, CLOSE))
        for parent in sorted(set(frame["parent_code"])):
            yield _file(parent, _each(frame[frame["parent_code"] == parent], WARDS))
        return
    if level.key == "ward":
        fine = web.simplified(frame, WARDS)
        for parent in sorted(set(fine["parent_code"])):
            yield _file(parent, fine[fine["parent_code"] == parent])
        return
    yield _file("england", web.simplified(frame, ENGLAND))
    yield _file("detail", web.simplified(frame, CLOSE))
    if level.key == AUTHORITIES:
        fine = web.simplified(frame, LONDON)
        yield _file("london", fine[fine["code"].str.startswith(BOROUGHS)])


def _each(frame: Boundaries, detail: Detail) -> Boundaries:
    """The areas in degrees, each simplified by itself."""
    alone = [web.simplified(frame.iloc[[at]].reset_index(drop=True), detail) for at in range(len(frame))]
    merged = pd.concat(alone, ignore_index=True)
    return boundaries.with_shapes(merged, GeoSeries(merged["geometry"], crs=boundaries.DEGREES))


def _file(detail: str, frame: Boundaries) -> WebFile:
    text = boundaries.as_geojson(frame).encode()
    return WebFile(
        detail=detail,
        sha256=hashlib.sha256(text).hexdigest(),
        size=len(text),
        features=len(frame),
        content=gzip.compress(text, 9, mtime=0),
    )
