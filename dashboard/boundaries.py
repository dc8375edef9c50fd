"""Boundaries as files: named by their content, compressed once, kept by the browser for a year.

Those that were added to the store are served in the place of those that ship.
"""

import gzip
from datetime import date
from functools import lru_cache

from pandas import DataFrame, Series

from dashboard.cache import cached
from data.programme.programme import Programme
from geo.lookups import BoundaryFile, boundary_index
from geo.names import OWN
from geo.vintages import vintage_at

AUTHORITIES, REGIONS = "lad", "region"
BOX = ("lon", "lat", "west", "south", "east", "north")


def boundary_url(programme: Programme, detail: str, on: date) -> str:
    """Return the address of the GeoJSON that shows the authorities of a date: england, detail or london."""
    return _url(programme, detail, vintage_at(on).key)


@cached(most=64)
def _url(programme: Programme, detail: str, vintage: str) -> str:
    key = detail if detail == "london" else f"{detail}-{vintage}"
    shipped = next(file for file in boundary_index() if file.key == key)
    return added_url(programme, AUTHORITIES, vintage, detail) or _address(shipped.key, shipped.sha256)


def added_url(programme: Programme, level: str, vintage: str, detail: str) -> str | None:
    """Return the address of a file of boundaries that were added to the store; None if there is no such file."""
    files, key = programme.boundary_files, f"{level}-{vintage}-{detail}"
    held = files.loc[_keys(files) == key, "sha256"]
    return _address(key, str(held.iloc[0])) if len(held) else None


@cached()
def outlines(programme: Programme) -> tuple[str, str]:
    """Return the address of the regions that were added last, for their outlines on a map, and their attribution.

    Both are empty where none were added.
    """
    sets = programme.boundary_sets
    added = sets[(sets["level"] == REGIONS) & sets["file_name"].notna()].sort_values("from_date")
    if added.empty:
        return "", ""
    vintage = str(added["vintage"].iloc[-1])
    return added_url(programme, REGIONS, vintage, "england") or "", attribution(programme, REGIONS, vintage)


@cached()
def localities(programme: Programme) -> DataFrame:
    """Return the areas that partnerships call their own, of the boundaries added last.

    Columns: area_code, area, partnership, vintage, boundaries (the address of those of one partnership), lon, lat,
    west, south, east, north. No rows where none were added.
    """
    drawn = programme.boundary_areas[programme.boundary_areas["level"] == OWN]
    drawn = drawn[drawn["vintage"] == drawn["vintage"].max()]
    areas = programme.areas.loc[programme.areas["level"] == OWN, ["area_code", "name", "parent_code"]]
    named = {"name": "area", "parent_code": "partnership"}
    rows: DataFrame = drawn[["area_code", "vintage", *BOX]].merge(areas.rename(columns=named), on="area_code")
    urls = [added_url(programme, OWN, *key) for key in zip(rows["vintage"], rows["partnership"], strict=True)]
    found: DataFrame = rows.assign(boundaries=Series(urls, index=rows.index, dtype="str"))
    return found


@cached()
def extents(programme: Programme) -> tuple[str, dict[str, str]]:
    """Return the address of all areas that partnerships call their own, and the partnership of each by its code."""
    rows = localities(programme)
    if rows.empty:
        return "", {}
    url = added_url(programme, OWN, str(rows["vintage"].iloc[0]), "england")
    return url or "", dict(zip(rows["area_code"], rows["partnership"], strict=True))


def attribution_of_extents(programme: Programme) -> str:
    """Return the line of the areas that partnerships call their own; nothing where there are none."""
    rows = localities(programme)
    return "" if rows.empty else attribution(programme, OWN, str(rows["vintage"].iloc[0]))


@cached(most=64)
def attribution(programme: Programme, level: str, vintage: str) -> str:
    """Return the line of a set of boundaries that was added; nothing where there is none, or it ships."""
    sets = programme.boundary_sets
    same = (sets["level"] == level) & (sets["vintage"] == vintage) & sets["file_name"].notna()
    return str(sets.loc[same, "attribution"].iloc[0]) if same.any() else ""


def packed(programme: Programme, address: str) -> bytes | None:
    """Return the compressed GeoJSON behind an address that one of the above gave; None if there is none now."""
    for file in boundary_index():
        if _address(file.key, file.sha256) == address:
            return _zipped(file)
    files = programme.boundary_files
    for key, sha256, content in zip(_keys(files), files["sha256"], files["content"], strict=True):
        if _address(key, sha256) == address:
            return bytes(content)
    return None


def _keys(files: DataFrame) -> "Series[str]":
    keys: Series[str] = files["level"] + "-" + files["vintage"] + "-" + files["detail"]
    return keys


def _address(key: str, sha256: str) -> str:
    return f"/geo/{key}.{sha256[:16]}.geojson"


@lru_cache(maxsize=16)
def _zipped(file: BoundaryFile) -> bytes:
    return gzip.compress(file.path.read_bytes(), 9, mtime=0)
