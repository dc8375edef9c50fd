"""Are the neediest places covered? The authorities of a measure in three parts, indicator 11, need_gap, and need beside
coverage, place by place.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.indicators.coverage import covered_shares, need
from dashboard.indicators.coverage.need import Statistic
from dashboard.indicators.shared import places, selection
from dashboard.indicators.shared.intervals import Flags, IntArray, Numbers, Positions
from dashboard.indicators.shared.rates import MINIMUM, newcombe
from dashboard.indicators.shared.values import Value
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import CHILDREN, Measure

UNIT = "percentage points"
COLUMNS = ("third", "authorities", "covered", "known", "children", "children_low", "children_high")


@cached_frame
def by_third(question: Question) -> DataFrame:
    """The authorities that the chosen measure is recorded for in its order: the first third, those between, the last.

    Columns: third (label), authorities, covered (whole or part), known (authorities whose children are known), children
    (of these, aged 0 to 24), children_low and children_high (the part of them, 0 to 1, that is covered, a part of
    unknown share as nothing and as all; NaN without children).
    No rows with fewer than `MINIMUM` authorities a third, or without any value of the measure.
    """
    visible, on = question.visible, question.on
    found = need.statistic(visible, question.filters.need, on)
    if found is None:
        return DataFrame(columns=list(COLUMNS))
    areas = covered_shares.of_authorities(question, found)
    if (third := len(areas) // 3) < MINIMUM:
        return DataFrame(columns=list(COLUMNS))
    order, children = _order(visible, found, on)
    areas = areas.of(np.argsort(order[areas.place]))
    children = children[areas.place]
    of = np.repeat([0, 1, 2], [third, len(areas) - 2 * third, third])

    def total(values: Numbers) -> Numbers:
        return np.bincount(of, weights=np.nan_to_num(values)).astype(np.float64)

    every = total(children)
    some = np.where(every > 0, every, np.nan)
    return DataFrame(
        {
            "third": names(found.measure),
            "authorities": np.bincount(of),
            "covered": np.bincount(of[areas.is_covered], minlength=3),
            "known": np.bincount(of[~np.isnan(children)], minlength=3),
            "children": every,
            "children_low": total(children * areas.low) / some,
            "children_high": total(children * areas.high) / some,
        },
        copy=False,
    )


@cached(most=32)
def _order(programme: Programme, found: Statistic, on: Timestamp) -> tuple[Positions, Numbers]:
    """Where each of the authorities of a statistic comes in its order, and how many children live there by a day."""
    areas = need.weighed(programme, found)
    known = need.known(programme, CHILDREN, on, vintage=found.vintage).by_area
    children = np.asarray(areas["area_code"].map(known), dtype=np.float64)
    order = need.sorted_by(found.measure, np.asarray(areas["value"], dtype=np.float64), children)
    return np.argsort(order), children


def need_gap(question: Question) -> Value:
    """Indicator 11: share of authorities covered (whole or part) in the neediest third - that in the least needy third.

    `low` and `high` are the ends of its 95 % interval; numerator and denominator are those of the neediest third.
    """
    visible = question.visible
    found = need.statistic(visible, question.filters.need, question.on)
    if found is None:
        note = f"No value of {need.measure_of(visible, question.filters.need).label} is recorded."
        return Value(key="need_gap", value=None, unit=UNIT, note=note)
    areas, rows = covered_shares.of_authorities(question, found), by_third(question)
    basis = f"Measure: {need.ordered(found)}, {covered_shares.basis(question, areas, found)}"
    if rows.empty:
        note = words.sentences(words.TOO_FEW, basis)
        return Value(key="need_gap", value=None, unit=UNIT, n=len(areas), note=note)
    first, _, last = thirds_of(rows)
    low, high = (
        100 * end for end in newcombe(first.covered, first.authorities, last.covered, last.authorities)
    )
    return Value(
        key="need_gap",
        value=_gap(first, last),
        unit=UNIT,
        numerator=first.covered,
        denominator=first.authorities,
        n=len(areas),
        low=low,
        high=high,
        note=words.sentences(
            f"{ahead(first, last)} (95{words.NO_BREAK}% interval: {words.number(low)} to {words.number(high)})",
            *(f"{one.third}: {covered_in(one)}" for one in (first, last)),
            basis,
        ),
    )


PLACE_COLUMNS = (
    "county", "area", "place", "authorities", "covered", "there", "need", "children", "children_low", "children_high",
    "is_first", "is_less", "middle", "england",
)  # fmt: skip


@cached_frame
def by_place(question: Question) -> DataFrame:
    """Need beside coverage, a row for each county asked for and each authority that lies in none, the neediest or
    largest first.

    Columns: county, area (the code of whichever it is; NaN for the other), place, authorities and covered (whole or
    part) of those asked for, there (how many of the as-at date), need (of the former together), children (aged 0 to
    24), children_low and children_high (the part of them, 0 to 1, that is covered, as in `by_third`), is_first (among
    the half of England's places that come first in the order of the measure), is_less (none of its children are covered
    at least, or less than of England's), middle and england (where these two lines are). Places whose need or children
    are not known are left out.
    """
    visible = question.visible
    found = need.statistic(visible, question.filters.need, question.on)
    if found is None:
        return DataFrame(columns=list(PLACE_COLUMNS))
    middle, england = _middles(question.anywhere, found)
    own, every = _together(question, found), _places(visible, found, question.on)
    first = own.need if found.measure.lower_is_needier else -own.need
    some = np.lexsort((-own.children, first))[: np.count_nonzero(own.is_known)]
    is_first = own.need <= middle if found.measure.lower_is_needier else own.need >= middle
    return DataFrame(
        {
            **{column: every.names[column].array.take(some) for column in ("county", "area", "place")},
            "authorities": own.authorities[some],
            "covered": own.covered[some],
            "there": _there(question, every)[some],
            "need": own.need[some],
            "children": own.children[some],
            "children_low": own.low[some],
            "children_high": own.high[some],
            "is_first": is_first[some],
            "is_less": (own.low[some] < england) | (own.low[some] == 0),
            "middle": middle,
            "england": england,
        },
        copy=False,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """The places of a statistic: `names` has county, area (NaN where it is the other) and place of each, `of` says for
    each of its authorities which of these it is in, `weight` what weighs its value, `children` how many live there.
    """

    names: DataFrame
    of: Positions
    weight: Numbers
    children: Numbers


@cached(most=32)
def _places(programme: Programme, found: Statistic, on: Timestamp) -> _Places:
    areas = need.weighed(programme, found)
    counties = places.counties(programme, found.day).reindex(areas["area_code"])
    codes, inside = areas["area_code"].reset_index(drop=True), counties["group_code"].notna().to_numpy()
    names = counties.reset_index(drop=True).set_axis(["county", "place"], axis=1)
    names = names.assign(
        area=codes.where(~inside), place=names["place"].where(inside, areas["area"].to_numpy())
    )
    of, _ = pd.factorize(names["county"].where(inside, codes), sort=True)
    weight = np.asarray(
        areas["area_code"].map(need.weights(programme, found, found.vintage)), dtype=np.float64
    )
    first = np.unique(of, return_index=True)[1]
    return _Places(names.iloc[first].reset_index(drop=True), of, weight, _order(programme, found, on)[1])


@dataclass(frozen=True, slots=True, eq=False)
class _Together:
    """What the authorities of each of `_places` come to, of those that are asked for; NaN where it is not known."""

    authorities: IntArray
    covered: IntArray
    need: Numbers
    children: Numbers
    low: Numbers
    high: Numbers

    @property
    def is_known(self) -> Flags:
        """Where there is anything to compare."""
        return ~np.isnan(self.need) & ~np.isnan(self.low)


@cached(most=64)
def _together(question: Question, found: Statistic) -> _Together:
    areas, every = (
        covered_shares.of_authorities(question, found),
        _places(question.visible, found, question.on),
    )
    of, weight, children = every.of[areas.place], every.weight[areas.place], every.children[areas.place]

    def total(values: Numbers | None = None) -> Numbers:
        return np.bincount(of, weights=values, minlength=len(every.names)).astype(np.float64)

    number, lived = total(), total(np.nan_to_num(children))
    kind = found.measure.kind
    with np.errstate(divide="ignore", invalid="ignore"):
        several = total(areas.value) if kind == "count" else total(areas.value * weight) / total(weight)
        low, high = (total(np.nan_to_num(children * share)) / lived for share in (areas.low, areas.high))
    alone = total(areas.value)
    value = np.where(number == 1, alone, several if kind else np.nan)
    value[number == 0] = np.nan
    covered = total(areas.is_covered.astype(np.float64))
    known = np.where(lived > 0, lived, np.nan)
    return _Together(number.astype(int), covered.astype(int), value, known, low, high)


def _there(question: Question, every: _Places) -> IntArray:
    """How many of the authorities of the as-at date lie in each place, where the filters ask."""
    of = _of_day(question.visible, every, places.last_change_before(question.visible, question.on))
    rows = of[selection.scope(question, question.on) & (of >= 0)]
    return np.bincount(rows, minlength=len(every.names))


@cached(most=32)
def _of_day(programme: Programme, every: _Places, on: Timestamp) -> Positions:
    """In which of the places each authority of a day lies; -1 where in none."""
    codes = places.authorities(programme, on)["area_code"]
    keys = codes.map(places.counties(programme, on)["group_code"]).fillna(codes)
    of: Positions = pd.Index(every.names["county"].fillna(every.names["area"])).get_indexer(pd.Index(keys))
    return of


@cached(most=64)
def _middles(question: Question, found: Statistic) -> tuple[float, float]:
    """The need of the place in the middle, and the part of all children that is covered at least."""
    every = _together(question, found)
    children = every.children[every.is_known]
    part = float((children * every.low[every.is_known]).sum() / children.sum()) if len(children) else np.nan
    return float(np.median(every.need[every.is_known])) if len(children) else np.nan, part


def names(measure: Measure) -> list[str]:
    """What the thirds are called, the first one first: more children are a larger place, not a needier one."""
    most, least = ("largest", "smallest") if measure.is_size else ("neediest", "least needy")
    return [f"the {most} third", "those between", f"the {least} third"]


class Third(NamedTuple):
    """One row of `by_third`."""

    third: str
    authorities: int
    covered: int
    known: int
    children: float
    children_low: float
    children_high: float


def thirds_of(rows: DataFrame) -> list[Third]:
    """The rows of `by_third`, one by one."""
    return [Third(*row) for row in zip(*(rows[column].to_list() for column in COLUMNS), strict=True)]


def ahead(first: Third, last: Third) -> str:
    """Which of the outer thirds is better covered, and by how much: the sign of the gap in words."""
    gap = _gap(first, last)
    if not gap:
        return f"{first.third} and {last.third} are covered alike"
    points = f"{words.plain(abs(gap))} {words.agree(abs(gap), 'percentage point')}"
    return f"{(first if gap > 0 else last).third} is ahead by {points}"


def _gap(first: Third, last: Third) -> float:
    """Percentage points by which the first third is covered better than the last."""
    return 100 * float(first.covered - last.covered) / float(first.authorities)


def covered_in(one: Third) -> str:
    """One third in words: authorities and children covered, from the least to the most that it may be."""
    said = f"{words.of(one.covered, one.authorities)} authorities covered"
    if not one.children:
        return f"{said}, its children and young people not known"
    least, most = (words.percent(share) for share in (one.children_low, one.children_high))
    share = most if least == most else f"{words.number(100 * one.children_low)} to {most}"
    some = f" (known for {words.of(one.known, one.authorities)} authorities)"
    only = some if one.known < one.authorities else ""
    return f"{said}, {share} of {words.number(one.children)} children and young people{only}"
