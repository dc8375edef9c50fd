"""The lookups, computed: authorities, what became of them, their groups, how many young people live there."""

from datetime import date

import pandas as pd
from pandas import DataFrame, Series

from geo.changes import CHANGES, FIRST_DAY
from geo.groupings import REGIONS, groupings

_REGION_CODES = {name: code for code, name in REGIONS.items()} | {"East": "E12000006"}
_POPULATION_SOURCE = "ONS mid-2023 population estimates, ages 0 to 24"


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


def _dated(frame: DataFrame) -> DataFrame:
    """The same rows with their date columns as datetime64[us], numbered from 0."""
    dates = [column for column in frame.columns if column.endswith("date")]
    stamps = {column: pd.to_datetime(frame[column]).astype("datetime64[us]") for column in dates}
    return frame.assign(**stamps).reset_index(drop=True)
