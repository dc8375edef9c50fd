"""How far do the partnerships reach? Indicators 8 to 12: area_coverage, cold_spots, cyp_coverage, need_gap,
overlap.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.coverage import coverage, need
from dashboard.indicators.coverage.need import Statistic
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.shared import illustrative, places, selection
from dashboard.indicators.shared.values import Indicator, Value, percentage, rate
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import CHILDREN, Measure
from geo.vintages import vintage_at

SMALLEST_THIRD = 5
"""Fewer authorities than this in a third of them say nothing about the third."""
NOWHERE = "No authority matches the filters"


def area_coverage(question: Question) -> Value:
    """Indicator 8: authorities with a counted partnership, covered as a whole or in part, of those asked
    for.

    `low` is the share covered as a whole; numerator and denominator are authorities of the as-at date's
    vintage.
    """
    frame = coverage.by_area(question)
    size, whole = len(frame), int((frame["state"] == "whole").sum())
    covered = whole + int((frame["state"] == "part").sum())
    value = percentage(
        "area_coverage",
        covered,
        size,
        noun="authority",
        bounds=(rate(whole, size), rate(covered, size)),
        note=f"As a whole {words.per_cent(rate(whole, size))}",
        also=words.sentences(
            f"{words.of(covered, size)} authorities covered as a whole or in part, {words.number(whole)} as a whole"
            if size
            else NOWHERE,
            coverage.not_placed_note(question),
            _carried_codes(question),
            held_of_published.sentence(question),
        ),
    )
    return replace(value, completeness=held_of_published.share(question))


def cold_spots(question: Question) -> Value:
    """Indicator 9: authorities with no live partnership and no evidence of one; the list is `coverage.cold_spots`."""
    frame = coverage.by_area(question)
    size, cold = len(frame), frame[frame["state"] == "none"]
    unknown = int(cold["need"].isna().sum())
    found = need.statistic(question.visible, question.filters.need, question.on)
    ranked = f"Ranked by {_ordered(found)}" if found else "Not ranked"
    return Value(
        key="cold_spots",
        value=len(cold),
        unit="authorities",
        numerator=len(cold),
        denominator=size,
        n=size,
        note=words.sentences(
            ranked if size else NOWHERE,
            _combined(question, cold["area_code"]),
            f"Not known for {words.count_of(unknown, 'authority')} of {vintage_at(question.on.date()).key}, listed last"
            if unknown and found
            else "",
            coverage.note_of_existing(question),
            held_of_published.sentence(question),
        ),
        completeness=held_of_published.share(question),
        illustrative_share=illustrative.share_of(question, ("partnership_areas",)),
    )


def cyp_coverage(question: Question) -> Value:
    """Indicator 10: sum(CYP x min(1, share)) / sum(CYP), on the authorities that CYP are recorded for.

    Shares of several partnerships add up. `value` and `low` count a part of unknown share as nothing,
    `high` as all.
    """
    visible, on = question.visible, question.on
    found = need.statistic(visible, CHILDREN, on)
    if found is None:
        note = "No number of children and young people is recorded."
        return Value(key="cyp_coverage", value=None, unit="%", note=note)
    areas = _with_shares(question, found)
    children = areas["value"].sum()
    low = (areas["value"] * areas["low"]).sum()
    high = (areas["value"] * areas["high"]).sum()
    return Value(
        key="cyp_coverage",
        value=rate(low, children),
        unit="%",
        numerator=round(float(low)),
        denominator=round(float(children)),
        n=len(areas),
        low=rate(low, children),
        high=rate(high, children),
        note=words.sentences(
            f"People aged 0 to 24 on {words.day(found.reference_date)}, {_basis(question, areas, found)}",
            f"A part whose share is not known counts as nothing; as all of it, {words.per_cent(rate(high, children))}"
            if high > low
            else "",
        ),
    )


def need_gap(question: Question) -> Value:
    """Indicator 11: share of authorities covered (whole or part) in the neediest third - that in the least needy third.

    On the authorities that the measure is recorded for; below five authorities a third it is too few to report.
    """
    visible, on = question.visible, question.on
    found = need.statistic(visible, question.filters.need, on)
    unit = "percentage points"
    if found is None:
        note = f"No value of {need.measure_of(visible, question.filters.need).label} is recorded."
        return Value(key="need_gap", value=None, unit=unit, note=note)
    areas = _with_shares(question, found)
    third = len(areas) // 3
    basis = f"Measure: {_ordered(found)}, {_basis(question, areas, found)}"
    if third < SMALLEST_THIRD:
        return Value(
            key="need_gap", value=None, unit=unit, n=len(areas), note=words.sentences(words.TOO_FEW, basis)
        )
    children = need.known(visible, CHILDREN, on, vintage=found.vintage).by_area
    areas = need.ranked(
        areas.assign(need=areas["value"], children=areas["area_code"].map(children)), found.measure
    )
    first, last = areas.head(third), areas.tail(third)
    most, least = (int(rows["is_covered"].sum()) for rows in (first, last))
    gap = 100 * (most - least) / third
    most_of, least_of = _thirds(found.measure)
    return Value(
        key="need_gap",
        value=gap,
        unit=unit,
        numerator=most,
        denominator=third,
        n=len(areas),
        note=words.sentences(
            _ahead(gap, most_of, least_of),
            f"{most_of}: {words.of(most, third)} authorities covered, {_children(first)}",
            f"{least_of}: {words.of(least, third)} authorities covered, {_children(last)}",
            basis,
        ),
    )


def overlap(question: Question) -> Value:
    """Indicator 12: authorities with more than one counted partnership; the list is `coverage.overlaps`. A partnership
    that lies in no authority of the as-at date can overlap with none that is known: the note counts it.
    """
    frame = coverage.by_area(question)
    size, several = len(frame), frame.loc[frame["whole"] + frame["part"] > 1, "area"]
    named = words.listing(sorted(several), most=5) or "No authority has more than one"
    return Value(
        key="overlap",
        value=len(several),
        unit="areas",
        numerator=len(several),
        denominator=size,
        n=size,
        note=words.sentences(named if size else NOWHERE, coverage.not_placed_note(question)),
    )


@cached(most=64)
def _with_shares(question: Question, found: Statistic) -> DataFrame:
    """The authorities a statistic is recorded for, where the filters ask, and how much of each is covered.

    Columns of `need.weighed`, and low and high (share covered, a part of unknown share as 0 and as 1),
    is_covered.
    """
    visible, on = question.visible, question.on
    areas = need.weighed(visible, found)
    areas = areas[selection.scope(replace(question, programme=visible), found.day)[areas.index]]
    held = places.area_coverage_on(visible, on, vintage=found.vintage)
    rows = held.among(selection.flags(question.anywhere, "is_counted"))
    share, size = held.share[rows], len(held.codes)
    known = np.bincount(held.area[rows], weights=np.nan_to_num(share), minlength=size)
    unknown = np.bincount(held.area[rows], weights=np.isnan(share), minlength=size) > 0
    place = held.codes.get_indexer(pd.Index(areas["area_code"]))
    low = np.minimum(known, 1.0)
    covered = held.number(rows) > 0
    return areas.assign(low=low[place], high=np.where(unknown, 1.0, low)[place], is_covered=covered[place])


def _ordered(found: Statistic) -> str:
    """The measure, its day, and which end comes first."""
    end = "the lowest first" if found.measure.lower_is_needier else "the highest first"
    return f"{found.measure.label}, {words.day(found.reference_date)}, {end}"


def _thirds(measure: Measure) -> tuple[str, str]:
    """What the first and the last third are called: more children are a larger place, not a needier one."""
    ends = ("largest", "smallest") if measure.is_size else ("neediest", "least needy")
    return f"the {ends[0]} third", f"the {ends[1]} third"


def _ahead(gap: float, first: str, last: str) -> str:
    """Which third is better covered, and by how much; the sign of the gap in words."""
    if not gap:
        return f"{first} and {last} are covered alike"
    points = f"{words.plain(abs(gap))} {words.agree(abs(gap), 'percentage point')}"
    return f"{first if gap > 0 else last} is ahead by {points}"


def _children(areas: DataFrame) -> str:
    """How many of the children of some authorities are covered, from the least to the most that it may be."""
    known = areas[areas["children"].notna()]
    total = known["children"].sum()
    if not total:
        return "its children and young people not known"
    low, high = (rate((known["children"] * known[end]).sum(), total) for end in ("low", "high"))
    least, most = words.number(low), words.per_cent(high)
    share = most if words.per_cent(low) == most else f"{least} to {most}"
    some = f" (known for {words.of(len(known), len(areas))} authorities)" if len(known) < len(areas) else ""
    return f"{share} of {words.number(total)} children and young people{some}"


def _basis(question: Question, areas: DataFrame, found: Statistic) -> str:
    """The authorities that a value is known for, and of how many where some are missing."""
    size = int(selection.scope(replace(question, programme=question.visible), found.day).sum())
    number = words.count_of(len(areas), "authority")
    if len(areas) < size:
        number = f"{words.of(len(areas), size)} {words.agree(size, 'authority')}"
    return f"on {number} of {found.vintage.key}"


def _carried_codes(question: Question) -> str:
    """How many areas of partnerships came with codes of another year."""
    visible = question.visible
    codes = _moved(visible, places.last_change_before(visible, question.on))
    moved = int(codes.isin(coverage.by_area(question)["area_code"]).sum())
    if not moved:
        return ""
    areas = f"{words.count_of(moved, 'area')} with a code of another year {words.agree(moved, 'was')}"
    return f"{areas} carried to the authorities of {vintage_at(question.on.date()).key}"


@cached(most=64)
def _moved(programme: Programme, on: Timestamp) -> "Series[str]":
    """The authority of every area of a partnership that was recorded by another code."""
    held = places.placed(programme, on)
    return held.loc[held["recorded_code"] != held["area_code"], "area_code"]


def _combined(question: Question, cold: "Series[str]") -> str:
    """How many of the authorities have a value that was put together, and how."""
    visible, on = question.visible, question.on
    number = len(need.known(visible, question.filters.need, on).combined.intersection(cold))
    if not number:
        return ""
    measure = need.measure_of(visible, question.filters.need)
    how = "the sum" if measure.kind == "count" else "the weighted mean"
    return f"For {words.count_of(number, 'authority')} it is {how} of what they replaced"


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        8,
        "area_coverage",
        "Authorities covered",
        "Authorities with at least one counted partnership, as a whole or in part, of all authorities in "
        "scope; the low end of the range counts only those covered as a whole",
        "%",
        "",
        area_coverage,
    ),
    Indicator(
        9,
        "cold_spots",
        "Cold spots",
        "Authorities with no live partnership (prospective, emerging, existing, established or delivering) and no "
        "evidence of one, dated or not, ranked by the chosen measure of need or size (usually the mean income of "
        "taxpayers, lowest first); of equals the one with more children and young people comes first",
        "authorities",
        "",
        cold_spots,
        counted="authorities without a partnership of any live status, from prospective to delivering",
    ),
    Indicator(
        10,
        "cyp_coverage",
        "Children and young people covered",
        "Children and young people times the share of their authority that counted partnerships cover (at "
        "most 1), divided by all children and young people; a part whose share is not known counts as "
        "nothing, and as all in the high end of the range",
        "%",
        "",
        cyp_coverage,
    ),
    Indicator(
        11,
        "need_gap",
        "Gap in coverage between thirds",
        "Share of authorities covered (as a whole or in part) in the neediest third less that in the least needy "
        "third, on the authorities that the measure is recorded for: above 0 the neediest third is ahead; where size "
        "is chosen instead of need, the largest third less the smallest; at least five authorities a third",
        "percentage points",
        "",
        need_gap,
    ),
    Indicator(
        12,
        "overlap",
        "Overlaps",
        "Authorities with more than one counted partnership; those that no authority of the as-at date is known to "
        "hold are counted as not placed",
        "areas",
        "",
        overlap,
    ),
)
