"""Which questions cannot be answered, because what they ask about is not published: unknown is not zero."""

from dashboard.filters import Filters
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.values import Indicator, Value
from data.programme.programme import Programme


def why_not(programme: Programme, filters: Filters) -> str:
    """Say why these filters select nothing that is known; nothing when they can be answered."""
    seen = selection.seen(programme, filters)
    if filters.sector and seen.memberships.empty:
        return (
            "Not published: no source gives who sits on the partnerships, so they cannot be chosen by sector."
        )
    if filters.lever and seen.activities.empty:
        return "Not published: no source gives what the partnerships do, so they cannot be chosen by lever."
    return ""


def value_of(indicator: Indicator, programme: Programme, filters: Filters) -> Value:
    """The indicator's value, or none with the reason where the filters cannot be answered."""
    reason = why_not(programme, filters)
    if not reason:
        return indicator.compute(programme, filters)
    return Value(key=indicator.key, value=None, unit=indicator.unit, note=reason)
