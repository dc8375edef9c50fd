"""The map files a browser asks for: GeoJSON by detail and vintage, an index of them, a point in each area."""

import gzip
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from geo import boundaries
from geo.boundaries import Boundaries
from geo.lookups import BoundaryFile
from geo.vintages import VINTAGES, Vintage, carry_table


@dataclass(frozen=True, slots=True)
class Detail:
    """How finely a map is drawn: metres of tolerance, decimals of a degree, smallest island in m²."""

    tolerance: int
    decimals: int
    smallest: float


ENGLAND = Detail(tolerance=500, decimals=4, smallest=500_000)
CLOSE = Detail(tolerance=100, decimals=4, smallest=0)
LONDON = Detail(tolerance=50, decimals=5, smallest=0)
FINEST_DECIMALS = 7
BOUNDS_DECIMALS = 5
BOX = ("west", "south", "east", "north")


def at_vintage(frame: Boundaries, *, vintage: Vintage, areas: DataFrame, succession: DataFrame) -> Boundaries:
    """The authorities of a vintage as unions of those of 2015: code, name, geometry, sorted by code.

    `areas` and `succession` as `geo.lookups` reads them.
    """
    table = carry_table(succession, areas, vintage)
    carried = table[table["kind"] != "backward"].set_index("from_code")["to_code"]
    names = areas.set_index("area_code")["name"]
    moved = frame[["code", "geometry"]].assign(code=frame["code"].map(carried))
    return boundaries.dissolve(moved, "code", method="coverage").assign(
        name=lambda rows: rows["code"].map(names)
    )


def simplified(frame: Boundaries, detail: Detail) -> Boundaries:
    """The areas in degrees, simplified as a coverage; with more decimals where rounding would break it."""
    simple = boundaries.simplify_coverage(frame, tolerance=detail.tolerance)
    solid = boundaries.drop_islets(simple, smallest=detail.smallest).to_crs(boundaries.DEGREES)
    for decimals in range(detail.decimals, FINEST_DECIMALS):
        attempt = boundaries.rounded(solid, decimals=decimals)
        if not boundaries.check(attempt):
            return attempt
    finest = boundaries.rounded(solid, decimals=FINEST_DECIMALS)
    return boundaries.require_sound(finest, where=f"the map at {detail.tolerance} m")


def write_maps(frame: Boundaries, *, areas: DataFrame, succession: DataFrame, into: Path) -> None:
    """Write every map file, their index, and `points.csv`; `frame` holds the authorities of 2015."""
    folder = into / "web"
    folder.mkdir(parents=True, exist_ok=True)
    entries, points = [], []
    for vintage in VINTAGES:
        here = at_vintage(frame, vintage=vintage, areas=areas, succession=succession)
        entries += [
            _write(simplified(here, ENGLAND), f"england-{vintage.key}", vintage.key, ENGLAND, folder),
            _write(simplified(here, CLOSE), f"detail-{vintage.key}", vintage.key, CLOSE, folder),
        ]
        points.append(
            DataFrame({"vintage": vintage.key, "area_code": here["code"], **extents(here, decimals=3)})
        )
    fine = simplified(frame, LONDON)
    london = fine[fine["code"].str.startswith("E09")].reset_index(drop=True)
    entries.append(_write(london, "london", "all", LONDON, folder))
    listed = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.key)]
    (folder / "index.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    pd.concat(points).to_csv(into / "points.csv", index=False, lineterminator="\n")


def extents(frame: Boundaries, *, decimals: int) -> dict[str, NDArray[np.float64]]:
    """A point well inside each area, and the box around it, in degrees: lon, lat, west, south, east, north."""
    inside = boundaries.inner_points(frame)
    box = np.round(frame.to_crs(boundaries.DEGREES).geometry.bounds.to_numpy(), decimals)
    return dict(zip(("lon", "lat", *BOX), (*inside.T, *box.T), strict=True))


def sha256(path: Path) -> str:
    """The SHA-256 checksum of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(frame: Boundaries, key: str, vintage: str, detail: Detail, folder: Path) -> BoundaryFile:
    path = folder / f"{key}.geojson"
    boundaries.write_geojson(frame, path)
    west, south, east, north = (float(edge) for edge in np.round(frame.total_bounds, BOUNDS_DECIMALS))
    return BoundaryFile(
        key=key,
        vintage=vintage,
        level="lad",
        file=path.name,
        sha256=sha256(path),
        bytes=path.stat().st_size,
        gzip_bytes=len(gzip.compress(path.read_bytes(), 9, mtime=0)),
        features=len(frame),
        tolerance_m=detail.tolerance,
        bounds=(west, south, east, north),
    )
