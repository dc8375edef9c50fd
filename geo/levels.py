"""The levels of area that boundaries are kept for, and how files that others publish name their columns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Level:
    """One level: what one and several of its areas are called, its column in ONS files, and how its codes begin."""

    key: str
    one: str
    many: str
    column: str
    prefixes: tuple[str, ...]


LEVELS: Final = MappingProxyType(
    {
        level.key: level
        for level in (
            Level("lad", "authority", "authorities", "(?:LAD|LTLA)", ("E06", "E07", "E08", "E09")),
            Level("region", "region", "regions", "(?:RGN|ER)", ("E12",)),
            Level("county", "county", "counties", "(?:CTY|CTYUA|CAUTH)", ("E10", "E11")),
            Level("ward", "ward", "wards", "(?:WD|WARD)", ("E05",)),
        )
    }
)
COUNTRIES: Final = MappingProxyType({"W": "Wales", "S": "Scotland", "N": "Northern Ireland"})
_PLAIN_CODES = (
    "code",
    "areacode",
    "areacd",
    "gsscode",
    "geographycode",
    "geogcode",
    "onscode",
    "geocode",
    "id",
)
_PLAIN_NAMES = ("name", "areaname", "areanm", "geographyname", "geogname", "localauthority", "label", "id")


def code_column(columns: Iterable[str], level: Level, *, year: int) -> str | None:
    """The column that holds the codes of a level, by its name: LAD24CD before the plain "code"; None if none."""
    return _column(
        columns, rf"{level.column}(\d\d)?_?(?:CD|CODE)", year, (*_own(level, "code"), *_PLAIN_CODES)
    )


def name_column(columns: Iterable[str], level: Level, *, year: int) -> str | None:
    """The column that holds the English names of a level, by its name; None if there is none."""
    return _column(
        columns, rf"{level.column}(\d\d)?_?(?:NM|NAME)", year, (*_own(level, "name"), *_PLAIN_NAMES)
    )


def parent_column(columns: Iterable[str], *, year: int) -> str | None:
    """The column that says which authority a ward lies in; None if there is none."""
    return _column(columns, r"(?:LAD|LTLA)(\d\d)?_?(?:CD|CODE)", year, ())


def _own(level: Level, what: str) -> tuple[str, ...]:
    return tuple(f"{word}{what}" for word in (level.key, level.one, *(("la",) if level.key == "lad" else ())))


def _column(columns: Iterable[str], pattern: str, year: int, otherwise: tuple[str, ...]) -> str | None:
    """The ONS column of the year, else of the latest year, else the first of the plain names."""
    listed = [str(column) for column in columns]
    found = {
        column: match[1] or "" for column in listed if (match := re.fullmatch(pattern, column, re.IGNORECASE))
    }
    if found:
        return min(
            found, key=lambda column: (found[column] != f"{year % 100:02d}", -int(found[column] or -1))
        )
    squeezed = {re.sub(r"[^a-z]", "", column.lower()): column for column in reversed(listed)}
    return next((squeezed[name] for name in otherwise if name in squeezed), None)
