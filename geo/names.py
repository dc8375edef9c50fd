"""Places by name: the levels of area, the columns others keep them in, and the code that a name means on a day."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pandas as pd
from pandas import DataFrame

from geo.vintages import Vintage, members

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
    "mnemonic",
    "administrativegeography",
    "id",
)
_PLAIN_NAMES = (
    "name",
    "areaname",
    "areanm",
    "geographyname",
    "geogname",
    "localauthority",
    "geography",
    "label",
    "id",
)
OTHER_NAMES = (
    ("County Durham", "Durham"),
    ("Shepway", "Folkestone and Hythe"),
    ("Kingston upon Hull", "Hull"),
    ("Southend-on-Sea", "Southend"),
    ("Bournemouth, Christchurch and Poole", "BCP"),
    ("Bath and North East Somerset", "Bath and NE Somerset"),
    ("Medway", "Medway Towns"),
    ("Telford and Wrekin", "Telford"),
)
"""The same authority under two names. Short names that could mean another place too are not among them."""
_STYLES = re.compile(
    r"\b(city (and (county|district) )?of(?! london)|county of|((london|royal|metropolitan) )?borough( of)?|"
    r"(county|city|borough|district) council|council|district|unitary authority)\b"
)
_CODE = re.compile(r"[A-Z]\d{8}", re.ASCII | re.IGNORECASE)


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
            Level("locality", "locality", "localities", "LOC", ()),
        )
    }
)


OWN = "locality"
"""The level of areas that no register has: what partnerships themselves say is theirs, by their keys."""


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


def is_code(text: object) -> bool:
    """Whether something is written like an ONS code: a letter, capital or not, and eight digits."""
    return isinstance(text, str) and _CODE.fullmatch(text.strip()) is not None


def code_of(text: object) -> str | None:
    """The code as it is published, in capitals; None for what is no code."""
    return str(text).strip().upper() if is_code(text) else None


def plain(name: str) -> str:
    """A name without what people write differently: case, accents, punctuation, "Borough of", "&", "Saint"."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    letters = re.sub(r"\([^)]*\)", " ", letters.replace("&", " and ")).replace("'", "")
    words = re.sub(r"\bthe\b", " ", re.sub(r"[^a-z0-9]+", " ", letters))
    words = re.sub(r"\bsaint\b", "st", _STYLES.sub(" ", " ".join(words.split())))
    return " ".join(words.split())


def codes_by_name(areas: DataFrame, *, vintage: Vintage) -> dict[str, str]:
    """Plain name -> code: the authority of the vintage where one is called so, else the last that ever was.

    `areas` as `geo.lookups` reads it.
    """
    ranked = areas.assign(
        present=areas["area_code"].isin(members(areas, vintage)), goes_on=areas["to_date"].isna()
    ).sort_values(["present", "goes_on", "to_date"], kind="stable")
    found = {
        plain(str(name)): str(code) for name, code in zip(ranked["name"], ranked["area_code"], strict=True)
    }
    pairs = [(plain(first), plain(other)) for first, other in OTHER_NAMES]
    both = [*pairs, *((other, first) for first, other in pairs)]
    return {other: found[name] for name, other in both if name in found} | found


def codes_of_names(names: Iterable[object], known: dict[str, str]) -> "pd.Series[str]":
    """The code of each name, NaN for a name that nobody is known by."""
    return pd.Series(
        [known.get(plain(name)) if isinstance(name, str) else None for name in names], dtype="str"
    )


def listed(items: Iterable[object], *, most: int = 12) -> str:
    """The items, the first of them if they are many: a, b, c and 5 more."""
    every = [str(item) for item in items]
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return f"{', '.join(every[:most])}{more}"
