"""Region, Arts Council area, bridge patch and county of every authority, dated. They do not nest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pandas import DataFrame

from geo.vintages import FIRST_DAY


@dataclass(frozen=True, slots=True)
class County:
    """A ceremonial, former shire or metropolitan county, and the numbers of the authorities in it: E07, E08, E06."""

    code: str
    name: str
    districts: Sequence[int] = ()
    boroughs: Sequence[int] = ()
    unitaries: Sequence[int] = ()

    @property
    def authorities(self) -> Iterator[str]:
        """The codes of the authorities whose ground lies in it."""
        numbered = (("E07", self.districts), ("E08", self.boroughs), ("E06", self.unitaries))
        return (f"{prefix}{number:06d}" for prefix, numbers in numbered for number in numbers)


COUNTIES = {
    county.code: county
    for county in (
        County("E10000001", "Bedfordshire", unitaries=(32, 55, 56)),
        County("E10000002", "Buckinghamshire", districts=range(4, 8), unitaries=(42, 60)),
        County("E10000003", "Cambridgeshire", districts=range(8, 13), unitaries=(31,)),
        County("E10000004", "Cheshire", unitaries=(6, 7, 49, 50)),
        County("E10000005", "Cornwall", unitaries=(52, 53)),
        County("E10000006", "Cumbria", districts=range(26, 32), unitaries=(63, 64)),
        County("E10000007", "Derbyshire", districts=range(32, 40), unitaries=(15,)),
        County("E10000008", "Devon", districts=range(40, 48), unitaries=(26, 27)),
        County("E10000009", "Dorset", districts=range(48, 54), unitaries=(28, 29, 58, 59)),
        County("E10000010", "Durham", unitaries=(1, 5, 47)),
        County("E10000011", "East Sussex", districts=range(61, 66), unitaries=(43,)),
        County("E10000012", "Essex", districts=range(66, 78), unitaries=(33, 34)),
        County("E10000013", "Gloucestershire", districts=range(78, 84), unitaries=(25,)),
        County("E10000014", "Hampshire", districts=range(84, 95), unitaries=(44, 45)),
        County("E10000015", "Hertfordshire", districts=(*range(95, 105), *range(240, 244))),
        County("E10000016", "Kent", districts=range(105, 117), unitaries=(35,)),
        County("E10000017", "Lancashire", districts=range(117, 129), unitaries=(8, 9)),
        County("E10000018", "Leicestershire", districts=range(129, 136), unitaries=(16,)),
        County("E10000019", "Lincolnshire", districts=range(136, 143), unitaries=(12, 13)),
        County("E10000020", "Norfolk", districts=range(143, 150)),
        County("E10000021", "Northamptonshire", districts=range(150, 157), unitaries=(61, 62)),
        County("E10000022", "Northumberland", unitaries=(48, 57)),
        County("E10000023", "North Yorkshire", districts=range(163, 170), unitaries=(2, 3, 14, 65)),
        County("E10000024", "Nottinghamshire", districts=range(170, 177), unitaries=(18,)),
        County("E10000025", "Oxfordshire", districts=range(177, 182)),
        County("E10000026", "Shropshire", unitaries=(20, 51)),
        County("E10000027", "Somerset", districts=(*range(187, 192), 246), unitaries=(22, 24, 66)),
        County("E10000028", "Staffordshire", districts=range(192, 200), unitaries=(21,)),
        County("E10000029", "Suffolk", districts=(*range(200, 207), *range(244, 246))),
        County("E10000030", "Surrey", districts=range(207, 218)),
        County("E10000031", "Warwickshire", districts=range(218, 223)),
        County("E10000032", "West Sussex", districts=range(223, 230)),
        County("E10000033", "Wiltshire", unitaries=(30, 54)),
        County("E10000034", "Worcestershire", districts=range(234, 240)),
        County("E11000001", "Greater Manchester", boroughs=range(1, 11)),
        County("E11000002", "Merseyside", boroughs=range(11, 16)),
        County("E11000003", "South Yorkshire", boroughs=(*range(16, 20), *range(38, 40))),
        County("E11000005", "West Midlands", boroughs=range(25, 32)),
        County("E11000006", "West Yorkshire", boroughs=range(32, 37)),
        County("E11000007", "Tyne and Wear", boroughs=(*range(20, 25), 37)),
    )
}
"""London, Berkshire, Stockton-on-Tees, the East Riding and Hull, Bristol, Herefordshire, Rutland and the Isle of Wight
have none: they lie in no county that had a code when the codes began, or in two.
"""
_COUNTY_OF = {code: county.code for county in COUNTIES.values() for code in county.authorities}


def county_of(area_code: str) -> str | None:
    """The code of the county an authority's ground lies in, or None where it lies in none with a code."""
    return _COUNTY_OF.get(area_code)


COLUMNS = ["area_code", "grouping", "group_code", "group_name", "from_date", "to_date"]


@dataclass(frozen=True, slots=True)
class Region:
    """A region of England, the Arts Council area and the bridge that most of it belongs to."""

    name: str
    ace_area: str
    bridge: str


REGIONS = {
    "E12000001": Region("North East", "north", "culture-bridge-north-east"),
    "E12000002": Region("North West", "north", "curious-minds"),
    "E12000003": Region("Yorkshire and The Humber", "north", "ive"),
    "E12000004": Region("East Midlands", "midlands", "the-mighty-creatives"),
    "E12000005": Region("West Midlands", "midlands", "arts-connect"),
    "E12000006": Region("East of England", "south-east", "royal-opera-house-bridge"),
    "E12000007": Region("London", "london", "a-new-direction"),
    "E12000008": Region("South East", "south-east", "artswork"),
    "E12000009": Region("South West", "south-west", "real-ideas"),
}
ACE_AREAS = {
    "london": "London",
    "midlands": "Midlands",
    "north": "North",
    "south-east": "South East",
    "south-west": "South West",
}
BRIDGES = {
    "a-new-direction": "A New Direction",
    "artswork": "Artswork",
    "royal-opera-house-bridge": "Royal Opera House Bridge",
    "festival-bridge": "Festival Bridge",
    "the-mighty-creatives": "The Mighty Creatives",
    "arts-connect": "Arts Connect",
    "curious-minds": "Curious Minds",
    "ive": "IVE",
    "culture-bridge-north-east": "Culture Bridge North East",
    "real-ideas": "Real Ideas",
}
BRIDGES_BEGAN, BRIDGES_ENDED = date(2012, 4, 1), date(2023, 4, 1)
FORMER_NAMES = {
    "ive": ("CapeUK", date(2017, 1, 1)),
    "culture-bridge-north-east": ("Sage Gateshead", date(2015, 4, 1)),
}
"""Bridge -> what it was called before, and until when."""

_PORTSMOUTH_SOUTHAMPTON_WIGHT = {"E06000044", "E06000045", "E06000046"}
_NORTH_KENT = {"E06000035", "E07000107", "E07000109", "E07000113"}
_FESTIVAL_COUNTIES = {"E10000003", "E10000020", "E10000029"}


def ace_area_of(area_code: str, region: str) -> str:
    """The Arts Council area: by region, but Hampshire and the Solent are handled in South West."""
    solent = area_code in _PORTSMOUTH_SOUTHAMPTON_WIGHT or county_of(area_code) == "E10000014"
    return "south-west" if solent else REGIONS[region].ace_area


def bridge_of(area_code: str, region: str) -> str:
    """The bridge whose patch it lies in: by region, but the East has two, one of them reaching into Kent."""
    if area_code in _NORTH_KENT:
        return "royal-opera-house-bridge"
    if region == "E12000006" and county_of(area_code) in _FESTIVAL_COUNTIES:
        return "festival-bridge"
    return REGIONS[region].bridge


def groupings(regions: dict[str, str]) -> DataFrame:
    """Dated group rows (`COLUMNS`) for every authority in `regions` (area_code -> region code), sorted."""
    rows = [
        (code, grouping, group, *name)
        for code, region in regions.items()
        for grouping, group in (
            ("region", region),
            ("ace_area", ace_area_of(code, region)),
            ("bridge", bridge_of(code, region)),
            ("county", county_of(code)),
        )
        if group is not None
        for name in _names(grouping, group)
    ]
    return DataFrame(rows, columns=COLUMNS).sort_values(["grouping", "area_code", "from_date"])


def _names(grouping: str, group: str) -> list[tuple[str, date, date | None]]:
    """Each name that the group has had: from a day on, until another (None: still)."""
    if grouping == "bridge":
        former, until = FORMER_NAMES.get(group, ("", BRIDGES_BEGAN))
        now = (BRIDGES[group], until, BRIDGES_ENDED)
        return [(former, BRIDGES_BEGAN, until), now] if former else [now]
    if grouping == "ace_area":
        return [(ACE_AREAS[group], FIRST_DAY, None)]
    return [((REGIONS if grouping == "region" else COUNTIES)[group].name, FIRST_DAY, None)]
