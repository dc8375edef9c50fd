"""What the data say: pure functions from a question to tidy frames and single numbers."""

from dashboard.indicators.bridges import support
from dashboard.indicators.coverage import reach
from dashboard.indicators.levers import led_to, levers
from dashboard.indicators.meetings import follow_up, meetings
from dashboard.indicators.progress import delivery, forecast
from dashboard.indicators.representation import representation
from dashboard.indicators.returns import returns
from dashboard.indicators.shared.values import Defined, Indicator, Value
from dashboard.question import Question

__all__ = ["DEFINED", "INDICATORS", "Defined", "Indicator", "Value", "all_values"]

FIRST: tuple[Indicator, ...] = (
    Indicator(
        1,
        "established",
        "Established partnerships",
        "Partnerships counted at the as-at date, against the official target of at least 50",
        "CEPs",
        "",
        forecast.established,
    ),
    Indicator(
        2,
        "forecast",
        "Forecast at the due date",
        "The count, plus the quarters left to the due date times the mean net openings a quarter over the "
        "last four quarters; the range takes the least and the greatest of the four",
        "CEPs",
        "Green from 100 % of the target, amber from 90 % to below 100 %, red below 90 %",
        forecast.forecast,
    ),
    Indicator(
        3,
        "required_rate",
        "Rate needed",
        "Partnerships still needed for the target divided by the quarters left, beside the rate achieved",
        "CEPs / quarter",
        "",
        forecast.required_rate,
    ),
    Indicator(
        4,
        "pipeline",
        "In the pipeline",
        "Partnerships that are emerging; prospective places are given separately",
        "CEPs",
        "",
        forecast.pipeline,
    ),
    Indicator(
        5,
        "net_change",
        "Net change in twelve months",
        "Partnerships newly counted, less those counted that became dormant, merged or closed, over twelve "
        "months",
        "CEPs",
        "",
        forecast.net_change,
    ),
    Indicator(
        6,
        "time_to_delivery",
        "Time to first delivery",
        "Median months from first meeting to first delivery of those that delivered; those still waiting "
        "are named",
        "months",
        "",
        delivery.time_to_delivery,
    ),
    Indicator(
        7,
        "survival",
        "Still counted after two years",
        "Of the partnerships counted 24 months before the as-at date, the share still counted; at least five",
        "%",
        "",
        delivery.survival,
    ),
    Indicator(
        8,
        "area_coverage",
        "Authorities covered",
        "Authorities with at least one counted partnership, as a whole or in part, of all authorities in "
        "scope; the low end of the range counts only those covered as a whole",
        "%",
        "",
        reach.area_coverage,
    ),
    Indicator(
        9,
        "cold_spots",
        "Cold spots",
        "Authorities with no partnership in any live status (prospective, emerging, established or "
        "delivering), ranked by the chosen measure of need",
        "authorities",
        "",
        reach.cold_spots,
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
        reach.cyp_coverage,
    ),
    Indicator(
        11,
        "need_gap",
        "Gap between most and least needed",
        "Share covered (as a whole or in part) of the third of authorities with the most need, less that of "
        "the third with the least; at least five authorities a third",
        "percentage points",
        "",
        reach.need_gap,
    ),
    Indicator(
        12,
        "overlap",
        "Overlaps",
        "Authorities with more than one counted partnership",
        "areas",
        "",
        reach.overlap,
    ),
)
INDICATORS: tuple[Indicator, ...] = (
    *FIRST,
    *representation.INDICATORS,
    *levers.INDICATORS,
    *led_to.INDICATORS,
    *meetings.INDICATORS,
    *follow_up.INDICATORS,
    *support.INDICATORS,
    *returns.INDICATORS,
)
"""The indicator list in its published order."""

BESIDE: tuple[Defined, ...] = (
    Defined(
        0,
        "attention",
        "Reasons to call",
        "Live partnerships that give a reason to call: no meeting for more than twice their usual interval; a "
        "core group missing for more than six months; three or more actions overdue; no support for more than "
        "six months; a return late; emerging for more than 24 months without terms of reference; no chair",
        "CEPs",
        "",
    ),
    Defined(
        0,
        "quality",
        "Findings of quality",
        "What the rules of quality find in the records that hold at the as-at date: errors contradict "
        "themselves and make figures wrong, warnings are incomplete, late or old",
        "findings",
        "",
    ),
    Defined(
        0,
        "holdings",
        "Rows in the store",
        "Every row of the store by kind, those that are marked illustrative counted apart",
        "rows",
        "",
    ),
)
"""What figures show beside the indicator list; lists to act on, not measures of progress."""

DEFINED: dict[str, Defined] = {one.key: one for one in (*INDICATORS, *BESIDE)}
"""Everything that a figure may show, by key, in the order in which papers define it."""


def all_values(question: Question) -> tuple[Value, ...]:
    """Every indicator's value, in the order of `INDICATORS`."""
    return tuple(indicator.compute(question) for indicator in INDICATORS)
