"""How an indicator's value is shown: the number large, what it is of small."""

from dashboard import words
from dashboard.indicators import Indicator, Value


def tidy_number(value: float | None) -> str:
    """Return 52.0 as "52", 1.25 as "1.2", nothing as "–"."""
    if value is None:
        return "–"
    return words.number(value, decimals=0 if float(value).is_integer() else 1)


def big_number(indicator: Indicator, value: Value) -> tuple[str, str]:
    """Return the number to print large and the words beside it."""
    if value.value is None:
        return "–", "no number to report"
    if indicator.unit.endswith("%"):
        of = (
            f"{words.of(value.numerator, value.denominator)}"
            if value.numerator is not None and value.denominator
            else ""
        )
        return words.per_cent(value.value), of
    if value.low is not None and value.high is not None and value.low != value.high:
        return tidy_number(
            value.value
        ), f"{indicator.unit}, {tidy_number(value.low)} to {tidy_number(value.high)}"
    if indicator.key == "established" and value.denominator:
        return tidy_number(value.value), f"of {tidy_number(value.denominator)} aimed for"
    return tidy_number(value.value), indicator.unit
