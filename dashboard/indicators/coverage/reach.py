"""How far do the partnerships reach? Indicators 8 to 12: area_coverage, cold_spots, cyp_coverage, overlap, and
need_gap, which is in `thirds`.
"""

from dataclasses import replace

import numpy as np
from pandas import Series, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.coverage import cover, coverage, covered_shares, need, thirds
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.shared import illustrative, places, selection
from dashboard.indicators.shared.intervals import IntArray
from dashboard.indicators.shared.values import Indicator, Value, percentage, rate
from dashboard.question import Question
from data.names import in_order
from data.programme.programme import Programme
from data.taxonomy import CHILDREN
from geo.vintages import vintage_at

NOWHERE = "No authority matches the filters"


@cached(most=64)
def area_coverage(question: Question) -> Value:
    """Indicator 8: authorities with a counted partnership, covered as a whole or in part, of those asked
    for.

    `low` is the share covered as a whole; numerator and denominator are authorities of the as-at date's
    vintage.
    """
    size, whole = cover.size(question), cover.in_states(question, "whole")
    covered = whole + cover.in_states(question, "part")
    value = percentage(
        "area_coverage",
        covered,
        size,
        noun="authority",
        bounds=(rate(whole, size), rate(covered, size)),
        note=f"As a whole {words.per_cent(rate(whole, size))}",
        also=words.sentences(
            f"{words.out_of(covered, size, 'authority')} covered as a whole or in part, "
            f"{words.number(whole)} as a whole"
            if size
            else NOWHERE,
            coverage.not_placed_note(question),
            _carried_codes(question),
            held_of_published.sentence(question),
        ),
    )
    return replace(value, completeness=held_of_published.share(question))


@cached(most=64)
def cold_spots(question: Question) -> Value:
    """Indicator 9: authorities with no live partnership and no evidence of one; the list is `coverage.cold_spots`."""
    size, cold = (
        cover.size(question),
        cover.frame_of(question, cover.which(question, "none"), ("area_code", "need")),
    )
    unknown = int(np.isnan(cold["need"].to_numpy()).sum())
    found = need.statistic(question.visible, question.filters.need, question.on)
    ranked = f"Ranked by {need.ordered(found)}" if found else "Not ranked"
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
    areas = covered_shares.of_authorities(question, found)
    children, low, high = (float((areas.value * share).sum()) for share in (1.0, areas.low, areas.high))
    return Value(
        key="cyp_coverage",
        value=rate(low, children),
        unit="%",
        numerator=round(low),
        denominator=round(children),
        n=len(areas),
        low=rate(low, children),
        high=rate(high, children),
        note=words.sentences(
            f"People aged 0 to 24 on {words.day(found.reference_date)}, {covered_shares.basis(question, areas, found)}",
            f"A part whose share is not known counts as nothing; as all of it, {words.per_cent(rate(high, children))}"
            if high > low
            else "",
        ),
    )


def overlap(question: Question) -> Value:
    """Indicator 12: authorities with more than one counted partnership; the list is `coverage.overlaps`. A partnership
    that lies in no authority of the as-at date can overlap with none that is known: the note counts it.
    """
    several = sorted(
        places.authorities(question.visible, question.on)["area"].array[cover.with_several(question)[0]],
        key=in_order,
    )
    size = cover.size(question)
    named = words.listing(several, most=5) or "No authority has more than one"
    return Value(
        key="overlap",
        value=len(several),
        unit="areas",
        numerator=len(several),
        denominator=size,
        n=size,
        note=words.sentences(named if size else NOWHERE, coverage.not_placed_note(question)),
    )


def _carried_codes(question: Question) -> str:
    """How many areas of partnerships came with codes of another year."""
    visible, on = question.visible, question.on
    moved = int(_moved(visible, places.last_change_before(visible, on))[selection.scope(question, on)].sum())
    if not moved:
        return ""
    areas = f"{words.count_of(moved, 'area')} with a code of another year {words.agree(moved, 'was')}"
    return f"{areas} carried to the authorities of {vintage_at(on.date()).key}"


@cached(most=64)
def _moved(programme: Programme, on: Timestamp) -> IntArray:
    """How many areas of partnerships were recorded by another code, by the authority that each is on a day."""
    held = places.area_coverage_on(programme, on)
    return held.number(held.recorded_code != held.codes.to_numpy(dtype=object)[held.area])


def _combined(question: Question, cold: "Series[str]") -> str:
    """How many of the authorities have a value that was put together, and how."""
    visible, on = question.visible, question.on
    together = need.known(visible, question.filters.need, on).combined
    number = len(together.intersection(cold)) if together else 0
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
        "is chosen instead of need, the largest third less the smallest; at least five authorities a third; low and "
        "high are the ends of its 95 % interval (Newcombe)",
        "percentage points",
        "",
        thirds.need_gap,
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
