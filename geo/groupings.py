"""Region, Arts Council area, bridge patch and county of every authority, dated. They do not nest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from pandas import DataFrame

from geo.changes import FIRST_DAY
from geo.counties import COUNTIES, county_of

COLUMNS = ["area_code", "grouping", "group_code", "group_name", "from_date", "to_date"]

REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
}

ACE_AREAS = {
    "london": "London",
    "midlands": "Midlands",
    "north": "North",
    "south-east": "South East",
    "south-west": "South West",
}

_ACE_AREA_OF_REGION = {
    "E12000001": "north",
    "E12000002": "north",
    "E12000003": "north",
    "E12000004": "midlands",
    "E12000005": "midlands",
    "E12000006": "south-east",
    "E12000007": "london",
    "E12000008": "south-east",
    "E12000009": "south-west",
}

_PORTSMOUTH_SOUTHAMPTON_WIGHT = {"E06000044", "E06000045", "E06000046"}
_NORTH_KENT = {"E06000035", "E07000107", "E07000109", "E07000113"}
_FESTIVAL_COUNTIES = {"E10000003", "E10000020", "E10000029"}

BRIDGES_BEGAN, BRIDGES_ENDED = date(2012, 4, 1), date(2023, 4, 1)

_BRIDGE_OF_REGION = {
    "E12000001": "culture-bridge-north-east",
    "E12000002": "curious-minds",
    "E12000003": "ive",
    "E12000004": "the-mighty-creatives",
    "E12000005": "arts-connect",
    "E12000006": "royal-opera-house-bridge",
    "E12000007": "a-new-direction",
    "E12000008": "artswork",
    "E12000009": "real-ideas",
}


@dataclass(frozen=True, slots=True)
class Name:
    """What a group was called from a day on, until another (None: still)."""

    text: str
    from_date: date
    to_date: date | None


BRIDGES: dict[str, tuple[Name, ...]] = {
    "a-new-direction": (Name("A New Direction", BRIDGES_BEGAN, BRIDGES_ENDED),),
    "artswork": (Name("Artswork", BRIDGES_BEGAN, BRIDGES_ENDED),),
    "royal-opera-house-bridge": (Name("Royal Opera House Bridge", BRIDGES_BEGAN, BRIDGES_ENDED),),
    "festival-bridge": (Name("Festival Bridge", BRIDGES_BEGAN, BRIDGES_ENDED),),
    "the-mighty-creatives": (Name("The Mighty Creatives", BRIDGES_BEGAN, BRIDGES_ENDED),),
    "arts-connect": (Name("Arts Connect", BRIDGES_BEGAN, BRIDGES_ENDED),),
    "curious-minds": (Name("Curious Minds", BRIDGES_BEGAN, BRIDGES_ENDED),),
    "ive": (Name("CapeUK", BRIDGES_BEGAN, date(2017, 1, 1)), Name("IVE", date(2017, 1, 1), BRIDGES_ENDED)),
    "culture-bridge-north-east": (
        Name("Sage Gateshead", BRIDGES_BEGAN, date(2015, 4, 1)),
        Name("Culture Bridge North East", date(2015, 4, 1), BRIDGES_ENDED),
    ),
    "real-ideas": (Name("Real Ideas", BRIDGES_BEGAN, BRIDGES_ENDED),),
}


def ace_area_of(area_code: str, region: str) -> str:
    """The Arts Council area: by region, but Hampshire and the Solent are handled in South West."""
    solent = area_code in _PORTSMOUTH_SOUTHAMPTON_WIGHT or county_of(area_code) == "E10000014"
    return "south-west" if solent else _ACE_AREA_OF_REGION[region]


def bridge_of(area_code: str, region: str) -> str:
    """The bridge whose patch it lies in: by region, but the East has two, one of them reaching into Kent."""
    if area_code in _NORTH_KENT:
        return "royal-opera-house-bridge"
    if region == "E12000006" and county_of(area_code) in _FESTIVAL_COUNTIES:
        return "festival-bridge"
    return _BRIDGE_OF_REGION[region]


def groupings(regions: dict[str, str]) -> DataFrame:
    """Dated group rows (`COLUMNS`) for every authority in `regions` (area_code -> region code), sorted."""
    rows = [
        *_rows(regions, "region", lambda _, region: region, _standing(REGIONS)),
        *_rows(regions, "ace_area", ace_area_of, _standing(ACE_AREAS)),
        *_rows(regions, "bridge", bridge_of, BRIDGES),
        *_rows(regions, "county", lambda code, _: county_of(code), _standing(COUNTIES)),
    ]
    return DataFrame(rows, columns=COLUMNS).sort_values(["grouping", "area_code", "from_date"])


def _standing(names: dict[str, str]) -> dict[str, tuple[Name, ...]]:
    return {code: (Name(text, FIRST_DAY, None),) for code, text in names.items()}


def _rows(
    regions: dict[str, str],
    grouping: str,
    group_of: Callable[[str, str], str | None],
    names: dict[str, tuple[Name, ...]],
) -> Iterable[tuple[object, ...]]:
    """One row for each authority that has a group, and each name that the group has had."""
    for code, region in regions.items():
        group = group_of(code, region)
        for name in names[group] if group else ():
            yield code, grouping, group, name.text, name.from_date, name.to_date
