"""Statistics of areas: the need measure of a map, and the children and young people that coverage is
weighed by.

A statistic belongs to the authorities of the day it was recorded for. It is carried to another vintage only
where an authority is the same ground then; elsewhere it is not known, never guessed.
"""

from dataclasses import dataclass
from functools import lru_cache

from pandas import DataFrame, Series, Timestamp

from dashboard.indicators import places
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


@lru_cache(maxsize=64)
def statistic(programme: Programme, measure: str, on: Timestamp) -> Statistic | None:
    """The latest values recorded for a day up to `on`, else the first ones after it; None if the store has
    none.
    """
    rows = programme.area_statistics
    rows = rows[(rows["measure"] == measure) & rows["value"].notna()]
    if rows.empty:
        return None
    past = rows.loc[rows["reference_date"] <= on, "reference_date"]
    day = past.max() if len(past) else rows["reference_date"].min()
    values = rows[rows["reference_date"] == day].drop_duplicates("area_code", keep="last")
    return Statistic(measure, day, vintage_at(day.date()), values.set_index("area_code")["value"])


def needs(programme: Programme, measure: str, on: Timestamp) -> "Series[float]":
    """area_code -> the measure on the authorities of a day; authorities that it is not known for are left
    out.
    """
    found = statistic(programme, measure, on)
    if found is None:
        return Series(dtype="float64")
    table = places.carried(programme, vintage_at(on.date()))
    same = table[table["relation"] == "exact"].set_index("to_code")["from_code"]
    known = same[same.isin(found.by_area.index)]
    return known.map(found.by_area).groupby(level=0).first()


def weighed(programme: Programme, found: Statistic) -> DataFrame:
    """The authorities a statistic was recorded for, with their groups: columns of `places.authorities` and
    value.
    """
    frame = places.authorities(programme, found.reference_date)
    frame = frame.assign(value=frame["area_code"].map(found.by_area))
    return frame[frame["value"].notna()]
