"""Statistics of areas: the need measure of a map, and the children and young people that coverage is
weighed by.

A statistic belongs to the authorities it was recorded for. It is carried to another vintage here and nowhere else:
as it is where an authority is the same ground, and forward into an authority that took over several whole ones if
all of their values are known (counts are added up, scores and rates are weighted). It is never carried back into
parts, and never guessed.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.shared import area_coverage, places
from dashboard.indicators.shared.intervals import Numbers, Positions
from data.programme.programme import Programme
from data.taxonomy import CHILDREN, MEASURES, Measure
from geo.vintages import VINTAGES, Vintage, members, vintage_at


@dataclass(frozen=True, slots=True, eq=False)
class Statistic:
    """One measure at one reference date: `by_area` maps area_code to value, on the authorities of
    `vintage`, the one that the codes in `recorded` fit best; `source` says where the values come from.
    """

    measure: Measure
    reference_date: Timestamp
    vintage: Vintage
    by_area: "Series[float]"
    recorded: "Series[float]"
    source: str

    @property
    def day(self) -> Timestamp:
        """A day on which its authorities were there: the reference date, if they were then."""
        fits = vintage_at(self.reference_date.date()) == self.vintage
        return self.reference_date if fits else Timestamp(self.vintage.from_date)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The values of a statistic on the authorities of a day: `by_area` maps area_code to value; `combined` are the
    authorities whose value was put together of those that they replaced.
    """

    by_area: "Series[float]"
    combined: frozenset[str] = frozenset()


@cached(most=64)
def measure_of(programme: Programme, key: str) -> Measure:
    """What the store knows of a measure."""
    rows = programme.area_measures[programme.area_measures["measure"] == key]
    if rows.empty:
        return MEASURES.get(key, Measure(key, words.measure(key)))
    row = rows.iloc[0]
    weights = None if pd.isna(row["weights"]) else str(row["weights"])
    return Measure(key, str(row["label"]), str(row["kind"]), weights, bool(row["lower_is_needier"]))


def statistic(programme: Programme, measure: str, on: Timestamp) -> Statistic | None:
    """The latest values recorded for a day up to `on`, else the first ones after it; None if there are
    none.
    """
    recorded = _recorded(programme, measure)
    past = [found for found in recorded if found.reference_date <= on]
    return past[-1] if past else next(iter(recorded), None)


def known(programme: Programme, measure: str, on: Timestamp, *, vintage: Vintage | None = None) -> Known:
    """The measure as it is used on a day, on the authorities of that day or of another vintage; authorities that it is
    not known for are left out."""
    return carried(programme, statistic(programme, measure, on), vintage or vintage_at(on.date()))


def carried(programme: Programme, found: Statistic | None, vintage: Vintage) -> Known:
    """The values of a statistic on the authorities of a vintage; nothing of none."""
    return _carried(programme, found, vintage) if found else Known(Series(dtype="float64"))


def ordered(found: Statistic) -> str:
    """The measure, its day, and which end comes first."""
    end = "the lowest first" if found.measure.lower_is_needier else "the highest first"
    return f"{found.measure.label}, {words.day(found.reference_date)}, {end}"


def needs(programme: Programme, measure: str, on: Timestamp) -> "Series[float]":
    """area_code -> the measure on the authorities of a day; authorities it is not known for are left out."""
    return known(programme, measure, on).by_area


@cached(most=32)
def _recorded(programme: Programme, measure: str) -> tuple[Statistic, ...]:
    """Every reference date of a measure, the oldest first."""
    rows = programme.area_statistics
    rows = rows[(rows["measure"] == measure) & rows["value"].notna()]
    rows = rows.drop_duplicates(["area_code", "reference_date"], keep="last")
    days = sorted(rows["reference_date"].dropna().unique())
    return tuple(_on(programme, rows[rows["reference_date"] == day], measure, Timestamp(day)) for day in days)


def _on(programme: Programme, rows: DataFrame, measure: str, day: Timestamp) -> Statistic:
    recorded = rows.set_index("area_code")["value"]
    vintage = _fitting(programme, recorded, vintage_at(day.date()))
    return Statistic(
        measure=measure_of(programme, measure),
        reference_date=day,
        vintage=vintage,
        by_area=_same_ground(programme, recorded, vintage),
        recorded=recorded,
        source="; ".join(rows["source"].dropna().unique()),
    )


def _fitting(programme: Programme, recorded: "Series[float]", usual: Vintage) -> Vintage:
    """The vintage of whose authorities the greatest part is recorded; of equals the usual one, else the newest."""

    def fit(vintage: Vintage) -> tuple[float, bool, str]:
        size = len(members(area_coverage.all_authorities(programme), vintage)) or 1
        known = _unchanged(programme, vintage)
        there = known.index[known.isin(recorded.index)].nunique()
        return there / size, vintage == usual, vintage.key

    return max(VINTAGES, key=fit)


def _same_ground(programme: Programme, values: "Series[float]", vintage: Vintage) -> "Series[float]":
    """The values of authorities that a vintage has too, whatever their code is there."""
    same = _unchanged(programme, vintage)
    return same[same.isin(values.index)].map(values).groupby(level=0).first()


@cached(most=96)
def _unchanged(programme: Programme, vintage: Vintage) -> "Series[str]":
    """Authority of a vintage -> each code that the same ground ever had."""
    table = area_coverage.table(programme, vintage)
    return table[table["relation"] == "exact"].set_index("to_code")["from_code"]


@cached(most=64)
def order(programme: Programme, measure: str, on: Timestamp) -> Positions:
    """The places of the authorities of a day in the order of a measure, as `sorted_by` has them."""
    codes = places.authorities(programme, on)["area_code"]
    values, children = (
        np.asarray(needs(programme, one, on).reindex(codes), dtype=np.float64) for one in (measure, CHILDREN)
    )
    return sorted_by(measure_of(programme, measure), values, children)


def sorted_by(measure: Measure, values: Numbers, children: Numbers) -> Positions:
    """The order of a measure, the neediest or largest first; of equals the one with more children first, then as they
    come. What is not known comes last.
    """
    first = values if measure.lower_is_needier else -values
    return np.lexsort((-children, first))


def ranks(values: Numbers, children: Numbers) -> Numbers:
    """The rank of each in the order of a measure, shared by those that are equal in both; NaN where it is not known."""
    same = (values[1:] == values[:-1]) & (
        (children[1:] == children[:-1]) | (np.isnan(children[1:]) & np.isnan(children[:-1]))
    )
    begins = np.flatnonzero(np.append(True, ~same)[: len(values)])
    rank = np.repeat(begins + 1.0, np.diff(np.append(begins, len(values))))
    return np.where(np.isnan(values), np.nan, rank)


@cached(most=64)
def _carried(programme: Programme, found: Statistic, vintage: Vintage) -> Known:
    """The values on another vintage: those of the same ground, then those of what was merged, latest vintage first."""
    earlier = [older for older in reversed(VINTAGES) if older.from_date < vintage.from_date]
    start = Known(_same_ground(programme, found.recorded, vintage))
    return reduce(
        lambda so_far, older: _with_merged(programme, found, so_far, older, vintage), earlier, start
    )


def _with_merged(
    programme: Programme, found: Statistic, so_far: Known, older: Vintage, vintage: Vintage
) -> Known:
    """What is known, and the authorities that an older vintage had in several wholes, all of them known."""
    table = area_coverage.table(programme, vintage)
    there = members(area_coverage.all_authorities(programme), older)
    rows = table[(table["relation"] == "piece") & table["from_code"].isin(there)]
    rows = rows[~rows["to_code"].isin(so_far.by_area.index)]
    values = rows["from_code"].map(_same_ground(programme, found.recorded, older))
    pieces = DataFrame(
        {
            "area": rows["to_code"],
            "value": values,
            "weight": rows["from_code"].map(weights(programme, found, older)),
        }
    )
    together = {
        str(area): value
        for area, of in pieces.groupby("area")
        if not np.isnan(value := _together(of, found.measure.kind))
    }
    by_area = pd.concat([so_far.by_area, Series(together, dtype="float64")]).sort_index()
    return Known(by_area, so_far.combined | frozenset(together))


def weights(programme: Programme, found: Statistic, vintage: Vintage) -> "Series[float]":
    """What the values of a measure are weighed by where they are put together: area_code -> weight."""
    key = found.measure.weights
    of = statistic(programme, key, found.reference_date) if key else None
    return _same_ground(programme, of.recorded, vintage) if of else Series(dtype="float64")


def _together(pieces: DataFrame, kind: str) -> float:
    """One value of all pieces of an authority; NaN where one is not known, or the weights are not."""
    values, weights = pieces["value"].to_numpy(), pieces["weight"].to_numpy()
    if not kind or np.isnan(values).any():
        return float("nan")
    if kind == "count":
        return float(values.sum())
    if (values == values[0]).all():
        return float(values[0])
    return float(np.average(values, weights=weights)) if np.sum(weights) > 0 else float("nan")


@cached(most=32)
def weighed(programme: Programme, found: Statistic) -> DataFrame:
    """The authorities a statistic was recorded for: columns of `places.authorities` and value.

    The index is their place among the authorities of its day.
    """
    frame = places.authorities(programme, found.day)
    frame = frame.assign(value=frame["area_code"].map(found.by_area))
    return frame[frame["value"].notna()]
