"""Boundaries of others, in any usual form: what is asked of a file, and what of it is stored and served."""

from dataclasses import dataclass
from datetime import date

from pandas import DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the caller says of a boundary file: the level of its areas, the year they are of, and where to look.

    Columns and layer are found where they are not said; the attribution is that of the ONS unless said. With `repair`
    areas that overlap are parted, which is else refused.
    """

    level: str
    year: int
    code_column: str | None = None
    name_column: str | None = None
    layer: str | None = None
    attribution: str | None = None
    repair: bool = False


@dataclass(frozen=True, slots=True)
class WebFile:
    """One GeoJSON file for maps, compressed; `sha256` is that of the GeoJSON itself, and so names it.

    `size` counts its bytes. `detail` is england, detail or london, or for wards the code of the authority they lie in.
    """

    detail: str
    sha256: str
    size: int
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
