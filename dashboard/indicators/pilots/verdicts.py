"""Where each of those compared stands against the others: ahead of, within or behind their middle half."""

from typing import Final, NamedTuple

from dashboard.indicators.pilots import pilots
from dashboard.question import Question

AHEAD, WITHIN, BEHIND, ABOVE, BELOW = "ahead of", "within", "behind", "above", "below"
NOT_KNOWN, TOO_FEW = "not known", "too few others"
PLACED: Final = (AHEAD, WITHIN, BEHIND)
FEWER_IS_AHEAD: Final = frozenset({"months_to_delivery", "days_since_meeting"})
UNJUDGED: Final = frozenset({"SYN", "MOB", "DEL"})
"""Which levers are pulled is context: more of one is neither ahead nor behind."""
CURVES: Final = ("members", "core_groups", "activities", "meetings")
"""The measures that are compared at equal age."""


class Verdict(NamedTuple):
    """Where one partnership stands on one measure, at the last age at which it and at least five others are known.

    `place` is one of `PLACED`, `TOO_FEW` where there are never so many others, or `NOT_KNOWN`; `age` in months,
    `value`, `low` and `high` (the middle half) are NaN where there is none, `others` says how many are that old.
    """

    partnership: str
    measure: str
    place: str
    age: float = float("nan")
    value: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    others: int = 0


def placed(key: str, value: object, low: float, high: float) -> str:
    """Where a value of a measure stands against the middle half of the others; nothing to say of a text."""
    if isinstance(value, str):
        return ""
    if not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN is not itself
        return NOT_KNOWN
    if low != low:  # noqa: PLR0124
        return TOO_FEW
    more, less = (ABOVE, BELOW) if key in UNJUDGED else (AHEAD, BEHIND)
    if key in FEWER_IS_AHEAD:
        more, less = less, more
    return more if value > high else less if value < low else WITHIN


def at_equal_age(question: Question, measure: str) -> list[Verdict]:
    """Each of those compared on one measure of `CURVES`, in order of name."""
    frame, found = pilots.curves(question, measure=measure), []
    for slug in pilots.compared(question):
        known = frame[frame[slug].notna()]
        if known.empty:
            found.append(Verdict(slug, measure, NOT_KNOWN))
            continue
        beside = known[known["low"].notna()]
        last = (known if beside.empty else beside).iloc[-1]
        value, low, high = (float(last[column]) for column in (slug, "low", "high"))
        place = placed(measure, value, low, high)
        found.append(
            Verdict(slug, measure, place, float(last["age_months"]), value, low, high, int(last["n"]))
        )
    return found
