"""The lookups that ship with the boundaries, as tidy frames; each is read once a process."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from pandas import DataFrame

SHAPES = Path(__file__).parent / "shapes"
WEB = SHAPES / "web"


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """One GeoJSON file that a map asks for by name; `bounds` are west, south, east, north in degrees.

    `vintage` is a key of `geo.vintages`, or "all" where the areas are the same at every vintage.
    """

    key: str
    vintage: str
    level: str
    file: str
    sha256: str
    bytes: int
    gzip_bytes: int
    features: int
    tolerance_m: int
    bounds: tuple[float, float, float, float]

    @property
    def path(self) -> Path:
        """Where the file lies on disk."""
        return WEB / self.file


@cache
def read_areas() -> DataFrame:
    """Every authority since 2009: area_code, name, level, from_date, to_date (NaT while it goes on)."""
    return _read("areas.csv", dates=("from_date", "to_date"))


@cache
def read_succession() -> DataFrame:
    """What became of each code: from_code, to_code, on_date, kind (merge or recode)."""
    return _read("succession.csv", dates=("on_date",))


@cache
def read_groupings() -> DataFrame:
    """The groups of every authority: area_code, grouping, group_code, group_name, from_date, to_date.

    A row says where the ground lies, not that the authority exists on the day: `read_areas` says that.
    """
    return _read("groupings.csv", dates=("from_date", "to_date"))


@cache
def read_population() -> DataFrame:
    """People aged 0 to 24 in each of the 296: area_code, measure, reference_date, value (persons), source."""
    return _read("population_0_24.csv", dates=("reference_date",), numbers=("value",))


@cache
def read_income() -> DataFrame:
    """Mean income of taxpayers (pounds a year) and their number in each of the 290 authorities of 2023 that they are
    published for: area_code, measure (mean_income or taxpayers), reference_date, value, source."""
    return _read("income.csv", dates=("reference_date",), numbers=("value",))


@cache
def read_points() -> DataFrame:
    """A point well inside each authority of each vintage, and the box around it, all in degrees.

    Columns: vintage, area_code, lon, lat, west, south, east, north.
    """
    return _read("points.csv", numbers=("lon", "lat", "west", "south", "east", "north"))


@cache
def points_of(vintage: str) -> DataFrame:
    """`read_points` of one vintage, with area_code as the index."""
    points = read_points()
    return points[points["vintage"] == vintage].drop(columns="vintage").set_index("area_code")


@cache
def read_london_tiles() -> DataFrame:
    """London's 33 as equal squares: area_code, name, row, column (from 1, north-west first)."""
    return _read("london_tiles.csv").astype({"row": "int64", "column": "int64"})


@cache
def boundary_index() -> tuple[BoundaryFile, ...]:
    """Every GeoJSON file that ships, sorted by key."""
    entries = json.loads((WEB / "index.json").read_text(encoding="utf-8"))
    return tuple(BoundaryFile(**{**entry, "bounds": tuple(entry["bounds"])}) for entry in entries)


@cache
def attribution(year: int) -> str:
    """The line every map carries, with the year its boundaries are of."""
    sources = tomllib.loads((SHAPES / "sources.toml").read_text(encoding="utf-8"))
    return str(sources["attribution"]).format(year=year)


def _read(name: str, *, dates: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> DataFrame:
    frame = pd.read_csv(SHAPES / name, dtype="str")
    stamps = {column: pd.to_datetime(frame[column]).astype("datetime64[us]") for column in dates}
    return frame.assign(**stamps).astype(dict.fromkeys(numbers, "float64"))
