"""How an indicator's value is shown: the number large, what it is of small."""

from dashboard import words
from dashboard.indicators import Indicator, Value


def tidy_number(value: float | None) -> str:
    """Return 52.0 as "52", 1.25 as "1.2", nothing as "–"."""
    if value is None:
        return "–"
    return words.number(value, decimals=0 if float(value).is_integer() else 1)


UNITS = {"CEPs": "partnerships", "CEPs / quarter": "a quarter", "0-1": "from 0 (one lever) to 1 (even)"}
"""The units of the indicator list as a reader of a page reads them."""


def big_number(indicator: Indicator, value: Value) -> tuple[str, str]:
    """Return the number to print large and the words beside it."""
    if value.value is None:
        return "–", "no number to report"
    if indicator.key == "core_groups":
        return tidy_number(value.value), "of 5, the median"
    if indicator.unit.endswith("%"):
        is_of = value.numerator is not None and value.denominator
        return words.per_cent(value.value), words.of(
            value.numerator or 0, value.denominator or 0
        ) if is_of else ""
    if indicator.key == "established" and value.denominator:
        return tidy_number(value.value), f"of {tidy_number(value.denominator)} aimed for"
    unit = UNITS.get(indicator.unit, indicator.unit)
    if value.low is None or value.high is None or value.low == value.high:
        return tidy_number(value.value), unit
    return words.number(value.value), f"{unit}, {words.number(value.low)} to {words.number(value.high)}"
