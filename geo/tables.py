"""The lookups, computed: authorities, what became of them, their groups, how many young people live there, and what
people earn there."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from pandas import DataFrame, Series

from geo.groupings import REGIONS, groupings
from geo.vintages import FIRST_DAY

_REGION_CODES = {region.name: code for code, region in REGIONS.items()} | {"East": "E12000006"}
_POPULATION_SOURCE = "ONS mid-2023 population estimates, ages 0 to 24"
_INCOME_SOURCE = "HM Revenue and Customs, Survey of Personal Incomes, tax year 2021 to 2022"
_TAX_YEAR_END = date(2022, 4, 5)
_WHOLE = 1000
"""HM Revenue and Customs publishes numbers of taxpayers in whole thousands; see `incomes`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One authority code that came into being on a day, and the codes it took over whole."""

    on: date
    kind: str
    to_code: str
    name: str
    from_codes: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The new code and those it took over."""
        return self.to_code, *self.from_codes


def _districts(*numbers: int) -> tuple[str, ...]:
    return tuple(f"E07{number:06d}" for number in numbers)


CHANGES: tuple[Change, ...] = (
    Change(date(2012, 4, 1), "recode", "E07000240", "St Albans", ("E07000100",)),
    Change(date(2012, 4, 1), "recode", "E07000241", "Welwyn Hatfield", ("E07000104",)),
    Change(date(2013, 4, 1), "recode", "E06000057", "Northumberland", ("E06000048",)),
    Change(date(2013, 4, 1), "recode", "E07000242", "East Hertfordshire", ("E07000097",)),
    Change(date(2013, 4, 1), "recode", "E07000243", "Stevenage", ("E07000101",)),
    Change(date(2013, 4, 1), "recode", "E08000037", "Gateshead", ("E08000020",)),
    Change(
        date(2019, 4, 1),
        "merge",
        "E06000058",
        "Bournemouth, Christchurch and Poole",
        ("E06000028", "E06000029", "E07000048"),
    ),
    Change(date(2019, 4, 1), "merge", "E06000059", "Dorset", _districts(49, 50, 51, 52, 53)),
    Change(date(2019, 4, 1), "merge", "E07000244", "East Suffolk", _districts(205, 206)),
    Change(date(2019, 4, 1), "merge", "E07000245", "West Suffolk", _districts(201, 204)),
    Change(date(2019, 4, 1), "merge", "E07000246", "Somerset West and Taunton", _districts(190, 191)),
    Change(date(2020, 4, 1), "merge", "E06000060", "Buckinghamshire", _districts(4, 5, 6, 7)),
    Change(date(2021, 4, 1), "merge", "E06000061", "North Northamptonshire", _districts(150, 152, 153, 156)),
    Change(date(2021, 4, 1), "merge", "E06000062", "West Northamptonshire", _districts(151, 154, 155)),
    Change(date(2023, 4, 1), "merge", "E06000063", "Cumberland", _districts(26, 28, 29)),
    Change(date(2023, 4, 1), "merge", "E06000064", "Westmorland and Furness", _districts(27, 30, 31)),
    Change(
        date(2023, 4, 1),
        "merge",
        "E06000065",
        "North Yorkshire",
        _districts(163, 164, 165, 166, 167, 168, 169),
    ),
    Change(date(2023, 4, 1), "merge", "E06000066", "Somerset", _districts(187, 188, 189, 246)),
    Change(date(2025, 4, 1), "recode", "E08000038", "Barnsley", ("E08000016",)),
    Change(date(2025, 4, 1), "recode", "E08000039", "Sheffield", ("E08000019",)),
)
"""How England's lower-tier and unitary authorities changed since 2009, as in the Orders of Parliament and the ONS
Code History Database: a `recode` keeps the authority and changes its code (a small boundary change), a `merge`
replaces several authorities by one.
"""


def areas(names: dict[str, str]) -> DataFrame:
    """Every authority: area_code, name, level, from_date, to_date; `names` are the published ones, by code.

    A code without a published name has that of the change which made or recoded it.
    """
    known = {code: change.name for change in CHANGES for code in change.from_codes}
    known |= {change.to_code: change.name for change in CHANGES} | names
    begins = {change.to_code: change.on for change in CHANGES}
    ends = {code: change.on for change in CHANGES for code in change.from_codes}
    rows = [
        (code, name, "lad", begins.get(code, FIRST_DAY), ends.get(code))
        for code, name in sorted(known.items())
    ]
    return _dated(DataFrame(rows, columns=["area_code", "name", "level", "from_date", "to_date"]))


def succession() -> DataFrame:
    """What became of each code: from_code, to_code, on_date, kind, sorted by day and code."""
    rows = [
        (code, change.to_code, change.on, change.kind) for change in CHANGES for code in change.from_codes
    ]
    frame = DataFrame(rows, columns=["from_code", "to_code", "on_date", "kind"])
    return _dated(frame.sort_values(["on_date", "from_code"]))


def regions(referendum: DataFrame) -> dict[str, str]:
    """Region code of every authority, earlier and later ones as their successors and predecessors.

    `referendum` has code and regionName for the authorities of 2015.
    """
    found = {
        code: _REGION_CODES[name]
        for code, name in zip(referendum["code"], referendum["regionName"], strict=True)
    }
    for change in CHANGES:
        region = next(found[code] for code in change.codes if code in found)
        found |= dict.fromkeys(change.codes, region)
    return dict(sorted(found.items()))


def all_groupings(referendum: DataFrame) -> DataFrame:
    """Dated group rows of every authority; see `geo.groupings.groupings`."""
    return _dated(groupings(regions(referendum)))


def population_0_24(ages: DataFrame) -> DataFrame:
    """Persons aged 0 to 24 at mid-2023 in each English authority of 2023.

    `ages` has code and one column a year of age ("0" to "89").
    """
    english = ages[ages["code"].str.startswith("E")].sort_values("code")
    persons: Series[float] = english[[str(age) for age in range(25)]].sum(axis=1, skipna=False)
    return _dated(
        DataFrame(
            {
                "area_code": english["code"],
                "measure": "population_0_24",
                "reference_date": date(2023, 6, 30),
                "value": persons.astype("int64"),
                "source": _POPULATION_SOURCE,
            }
        )
    )


def incomes(published: DataFrame) -> DataFrame:
    """What taxpayers of each English authority of 2023 had as total income before tax in the tax year 2021 to 2022.

    Two measures: mean_income (pounds a year) and taxpayers (how many, by which means are weighted). `published` has
    code, total_income_count and total_income_amount. Its packagers gave authorities that the publisher has no figures
    for the mean of all others; as it is in no whole thousands it is known from a published figure, and left out here.
    """
    english = published[published["code"].str.startswith("E")].sort_values("code")
    real = english[(english["total_income_count"] % _WHOLE == 0) & (english["total_income_count"] > 0)]
    mean = (real["total_income_amount"] / real["total_income_count"]).round()
    measures = [("mean_income", mean), ("taxpayers", real["total_income_count"])]
    rows = [
        DataFrame(
            {
                "area_code": real["code"],
                "measure": measure,
                "reference_date": _TAX_YEAR_END,
                "value": values.astype("int64"),
                "source": _INCOME_SOURCE,
            }
        )
        for measure, values in measures
    ]
    return _dated(pd.concat(rows))


def _dated(frame: DataFrame) -> DataFrame:
    """The same rows with their date columns as datetime64[us], numbered from 0."""
    dates = [column for column in frame.columns if column.endswith("date")]
    stamps = {column: pd.to_datetime(frame[column]).astype("datetime64[us]") for column in dates}
    return frame.assign(**stamps).reset_index(drop=True)
