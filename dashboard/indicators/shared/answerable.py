"""Which questions cannot be answered, because what they ask about is not published: unknown is not zero."""

from dashboard.indicators.shared.values import Indicator, Value
from dashboard.question import Question


def why_not(question: Question) -> str:
    """Say why these filters select nothing that is known; nothing when they can be answered."""
    seen = question.visible
    if question.filters.sector and seen.memberships.empty:
        return (
            "Not published: no source gives who sits on the partnerships, so they cannot be chosen by sector."
        )
    if question.filters.lever and seen.activities.empty:
        return "Not published: no source gives what the partnerships do, so they cannot be chosen by lever."
    return ""


def value_of(indicator: Indicator, question: Question) -> Value:
    """The indicator's value, or none with the reason where the filters cannot be answered."""
    reason = why_not(question)
    if not reason:
        return indicator.compute(question)
    return Value(key=indicator.key, value=None, unit=indicator.unit, note=reason)
