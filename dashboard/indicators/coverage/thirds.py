"""Are the neediest places covered? The authorities of a measure in three parts, and indicator 11, need_gap."""

from typing import NamedTuple

import numpy as np
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.indicators.coverage import covered_shares, need
from dashboard.indicators.coverage.need import Statistic
from dashboard.indicators.shared.intervals import Numbers, Positions
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
