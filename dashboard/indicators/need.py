"""Statistics of areas: the need measure of a map, and the children and young people that coverage is
weighed by.

A statistic belongs to the authorities of the day it was recorded for. It is carried to another vintage only
where an authority is the same ground then; elsewhere it is not known, never guessed.
"""

from dataclasses import dataclass

from pandas import DataFrame, Series, Timestamp

from dashboard.indicators import carrying, places
from dashboard.indicators.keeping import remembered
from data.programme import Programme
from geo.vintages import Vintage, vintage_at

CHILDREN = "population_0_24"


@dataclass(frozen=True, slots=True, eq=False)
class Statistic:
    """One measure at one reference date: `by_area` maps area_code to value, on the authorities of
    `vintage`.
    """

    measure: str
    reference_date: Timestamp
    vintage: Vintage
    by_area: "Series[float]"


def statistic(programme: Programme, measure: str, on: Timestamp) -> Statistic | None:
    """The latest values recorded for a day up to `on`, else the first ones after it; None if there are
    none.
    """
    recorded = _recorded(programme, measure)
    past = [found for found in recorded if found.reference_date <= on]
    return past[-1] if past else next(iter(recorded), None)


def needs(programme: Programme, measure: str, on: Timestamp) -> "Series[float]":
    """area_code -> the measure on the authorities of a day; authorities it is not known for are left out."""
    found = statistic(programme, measure, on)
    return _carried(programme, found, vintage_at(on.date())) if found else Series(dtype="float64")


@remembered(most=32)
def _recorded(programme: Programme, measure: str) -> tuple[Statistic, ...]:
    """Every reference date of a measure, the oldest first."""
    rows = programme.area_statistics
    rows = rows[(rows["measure"] == measure) & rows["value"].notna()]
    rows = rows.drop_duplicates(["area_code", "reference_date"], keep="last")
    days = sorted(rows["reference_date"].dropna().unique())
    return tuple(_on(rows[rows["reference_date"] == day], measure, Timestamp(day)) for day in days)


def _on(rows: DataFrame, measure: str, day: Timestamp) -> Statistic:
    return Statistic(measure, day, vintage_at(day.date()), rows.set_index("area_code")["value"])


@remembered(most=64)
def _carried(programme: Programme, found: Statistic, vintage: Vintage) -> "Series[float]":
    table = carrying.table(programme, vintage)
    same = table[table["relation"] == "exact"].set_index("to_code")["from_code"]
    return same[same.isin(found.by_area.index)].map(found.by_area).groupby(level=0).first()


@remembered(most=32)
def weighed(programme: Programme, found: Statistic) -> DataFrame:
    """The authorities a statistic was recorded for: columns of `places.authorities` and value.

    The index is their place among the authorities of its reference date.
    """
    frame = places.authorities(programme, found.reference_date)
    frame = frame.assign(value=frame["area_code"].map(found.by_area))
    return frame[frame["value"].notna()]
