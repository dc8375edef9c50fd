"""What the data say: pure functions from a question to tidy frames and single numbers."""

from dashboard.indicators.attention import attention, calls
from dashboard.indicators.bridges import support
from dashboard.indicators.coverage import reach
from dashboard.indicators.levers import led_to, levers
from dashboard.indicators.meetings import actions, meetings
from dashboard.indicators.progress import delivery, forecast
from dashboard.indicators.representation import representation
from dashboard.indicators.returns import completeness, quality, returns
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.values import Defined, Indicator, Value, value_of
from dashboard.question import Question

__all__ = ["DEFINED", "INDICATORS", "Defined", "Indicator", "Value", "all_values"]

selection.CHOOSERS.update(
    reason=attention.gives_any, call=calls.has_any, quality=quality.has_any, completed=completeness.fills
)

INDICATORS: tuple[Indicator, ...] = (
    *forecast.INDICATORS,
    *delivery.INDICATORS,
    *reach.INDICATORS,
    *representation.INDICATORS,
    *levers.INDICATORS,
    *led_to.INDICATORS,
    *meetings.INDICATORS,
    *actions.INDICATORS,
    *support.INDICATORS,
    *returns.INDICATORS,
)
"""The indicator list, theme by theme; each module defines its own. A number is given once and never moves: the next
is one more than the greatest, wherever its indicator stands.
"""

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
        counted="partnerships of every live status, from prospective to delivering",
    ),
    Defined(
        0,
        "quality",
        "Findings of quality",
        "What the rules of quality find in the records that hold at the as-at date: errors contradict "
        "themselves and make figures wrong, warnings are incomplete, late or old",
        "findings",
        "",
        counted="records of partnerships of every status",
    ),
    Defined(
        0,
        "holdings",
        "Rows in the store",
        "Every row of the store by kind, those that are marked illustrative counted apart",
        "rows",
        "",
        counted="rows of the store, whomever they are about",
    ),
)
"""What figures show beside the indicator list; lists to act on, not measures of progress."""

DEFINED: dict[str, Defined] = {one.key: one for one in (*INDICATORS, *BESIDE)}
"""Everything that a figure may show, by key, in the order in which papers define it."""


def all_values(question: Question) -> tuple[Value, ...]:
    """Every indicator's value, in the order of `INDICATORS`."""
    return tuple(value_of(indicator, question) for indicator in INDICATORS)
