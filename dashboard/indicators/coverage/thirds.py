"""Are the neediest places covered? The authorities of a measure in three parts, and indicator 11, need_gap."""

import numpy as np
from pandas import DataFrame, Series

from dashboard import words
from dashboard.cache import cached_frame
from dashboard.indicators.coverage import covered_shares, need
from dashboard.indicators.shared.intervals import Numbers
from dashboard.indicators.shared.rates import MINIMUM, newcombe
from dashboard.indicators.shared.values import Value
from dashboard.question import Question
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
    areas = covered_shares.of_authorities(question, found) if found else DataFrame()
    third = len(areas) // 3
    if found is None or third < MINIMUM:
        return DataFrame(columns=list(COLUMNS))
    children = need.known(visible, CHILDREN, on, vintage=found.vintage).by_area
    areas = need.ranked(
        areas.assign(need=areas["value"], children=areas["area_code"].map(children)), found.measure
    )
    of = np.repeat([0, 1, 2], [third, len(areas) - 2 * third, third])

    def total(values: "Series[float]") -> Numbers:
        return np.asarray(np.bincount(of, weights=values.fillna(0.0)), dtype=np.float64)

    every = total(areas["children"])
    some = np.where(every > 0, every, np.nan)
    return DataFrame(
        {
            "third": names(found.measure),
            "authorities": np.bincount(of),
            "covered": np.bincount(of[areas["is_covered"]], minlength=3),
            "known": np.bincount(of[areas["children"].notna()], minlength=3),
            "children": every,
            "children_low": total(areas["children"] * areas["low"]) / some,
            "children_high": total(areas["children"] * areas["high"]) / some,
        }
    )


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
    first, last = rows.iloc[0], rows.iloc[-1]
    low, high = (
        100 * end for end in newcombe(*first[["covered", "authorities"]], *last[["covered", "authorities"]])
    )
    return Value(
        key="need_gap",
        value=_gap(rows),
        unit=UNIT,
        numerator=int(first["covered"]),
        denominator=int(first["authorities"]),
        n=len(areas),
        low=low,
        high=high,
        note=words.sentences(
            f"{ahead(rows)} (95{words.NO_BREAK}% interval: {words.number(low)} to {words.number(high)})",
            *(f"{row['third']}: {covered_in(row)}" for row in (first, last)),
            basis,
        ),
    )


def names(measure: Measure) -> list[str]:
    """What the thirds are called, the first one first: more children are a larger place, not a needier one."""
    most, least = ("largest", "smallest") if measure.is_size else ("neediest", "least needy")
    return [f"the {most} third", "those between", f"the {least} third"]


def ahead(rows: DataFrame) -> str:
    """Which of the outer thirds of `by_third` is better covered, and by how much: the sign of the gap in words."""
    first, last, gap = rows.iloc[0], rows.iloc[-1], _gap(rows)
    if not gap:
        return f"{first['third']} and {last['third']} are covered alike"
    points = f"{words.plain(abs(gap))} {words.agree(abs(gap), 'percentage point')}"
    return f"{(first if gap > 0 else last)['third']} is ahead by {points}"


def _gap(rows: DataFrame) -> float:
    """Percentage points by which the first third is covered better than the last."""
    covered = rows["covered"]
    return 100 * float(covered.iloc[0] - covered.iloc[-1]) / float(rows["authorities"].iloc[0])


def covered_in(row: "Series[float]") -> str:
    """One row of `by_third` in words: authorities and children covered, from the least to the most that it may be."""
    said = f"{words.of(row['covered'], row['authorities'])} authorities covered"
    if not row["children"]:
        return f"{said}, its children and young people not known"
    least, most = (words.percent(row[f"children_{end}"]) for end in ("low", "high"))
    share = most if least == most else f"{words.number(100 * row['children_low'])} to {most}"
    some = f" (known for {words.of(row['known'], row['authorities'])} authorities)"
    only = some if row["known"] < row["authorities"] else ""
    return f"{said}, {share} of {words.number(row['children'])} children and young people{only}"
