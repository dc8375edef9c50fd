"""Boundaries made ready for the store: plain values, no geometry library needed to hold them."""

from dataclasses import dataclass
from datetime import date

from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class WebFile:
    """One GeoJSON file for maps, compressed; `sha256` is that of the GeoJSON itself, and so names it.

    `detail` is england, detail or london, or for wards the code of the authority they lie in.
    """

    detail: str
    sha256: str
    bytes: int
    features: int
    content: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A set of boundaries ready to be stored and served.

    `vintage` is a key of `geo.vintages` for authorities and the year for other levels; `areas` has area_code, name,
    parent_code (the authority a ward lies in), lon, lat (a point well inside), west, south, east, north (degrees).
    `notes` say what was decided or found on the way, a sentence each.
    """

    level: str
    vintage: str
    from_date: date
    file_name: str
    sha256: str
    attribution: str
    areas: DataFrame
    files: tuple[WebFile, ...]
    notes: tuple[str, ...]
