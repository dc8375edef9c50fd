"""Which authorities exist at a date, and how a code of another date is carried to them."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from pandas import DataFrame

FIRST_DAY = date(2009, 4, 1)
"""The day from which GSS codes are valid here; what an authority was before that is not looked at."""


@dataclass(frozen=True, slots=True)
class Vintage:
    """A set of authorities that held from a day on; `key` is the year it began in."""

    key: str
    from_date: date
    authorities: int


VINTAGES: tuple[Vintage, ...] = (
    Vintage("2015", date(2015, 1, 1), 326),
    Vintage("2019", date(2019, 4, 1), 317),
    Vintage("2020", date(2020, 4, 1), 314),
    Vintage("2021", date(2021, 4, 1), 309),
    Vintage("2023", date(2023, 4, 1), 296),
)
"""Oldest first. The first also serves for earlier dates: nothing but codes changed between 2009 and 2015."""


def vintage_at(on: date) -> Vintage:
    """The vintage in use on a day; the oldest one for every day before it."""
    begun = [vintage for vintage in VINTAGES if vintage.from_date <= on]
    return begun[-1] if begun else VINTAGES[0]


def vintage_of(year: int) -> Vintage:
    """The vintage that holds at the end of a year; the oldest one for every year before it."""
    return vintage_at(date(year, 12, 31))


def members(areas: DataFrame, vintage: Vintage) -> frozenset[str]:
    """The codes that exist on the vintage's first day; `areas` has area_code, from_date, to_date."""
    on = pd.Timestamp(vintage.from_date)
    begun = areas["from_date"].isna() | (areas["from_date"] <= on)
    going_on = areas["to_date"].isna() | (areas["to_date"] > on)
    return frozenset(areas.loc[begun & going_on, "area_code"])


def carry_table(succession: DataFrame, areas: DataFrame, vintage: Vintage) -> DataFrame:
    """Where every known code lies at a vintage: from_code, to_code, kind, one row per pair, sorted.

    `same`: the code exists then. `forward`: an older code and the one successor it has then. `backward`: a
    newer code, one row per authority that it was then. A code that cannot be placed has no row.

    `succession` has from_code, to_code, on_date; `areas` has area_code, from_date, to_date.
    """
    present = members(areas, vintage)
    on = pd.Timestamp(vintage.from_date)
    done = succession["on_date"] <= on
    rows = [
        *((code, code, "same") for code in present),
        *_followed(succession.loc[done, ["from_code", "to_code"]], present, kind="forward"),
        *_followed(succession.loc[~done, ["to_code", "from_code"]], present, kind="backward"),
    ]
    return DataFrame(sorted(rows), columns=["from_code", "to_code", "kind"], dtype="str")


def _followed(links: DataFrame, present: frozenset[str], *, kind: str) -> list[tuple[str, str, str]]:
    """Rows for every code outside `present` from which steps along `links` (here, next) lead into it."""
    steps: dict[str, list[str]] = {}
    for here, following in links.itertuples(index=False, name=None):
        steps.setdefault(here, []).append(following)
    return [(code, end, kind) for code in steps if code not in present for end in _ends(code, steps, present)]


def _ends(code: str, steps: dict[str, list[str]], present: frozenset[str]) -> list[str]:
    """The codes of `present` that the steps from `code` first arrive at."""
    if code in present:
        return [code]
    return [end for following in steps.get(code, []) for end in _ends(following, steps, present)]
