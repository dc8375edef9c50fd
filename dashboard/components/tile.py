"""A tile: one indicator as a number, with its unit, its rating in words and a shape, and what lies behind it."""

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.indicators import Indicator, Value

SHAPES = {"green": "●", "amber": "▲", "red": "◆"}
RATINGS = {"green": "Green", "amber": "Amber", "red": "Red"}
UNITS = {"CEPs": "partnerships", "CEPs / quarter": "a quarter", "0-1": "from 0 (one lever) to 1 (even)"}
"""The units of the indicator list as a reader of a page reads them."""


def tile(indicator: Indicator, value: Value) -> Element:
    """Return the tile of one indicator."""
    number, unit = tile_number(indicator, value)
    return html.Div(
        [
            html.Dt(indicator.name, className="tile-name"),
            html.Dd(
                [
                    html.Span(number, className="tile-number"),
                    html.Span(f" {unit}", className="tile-unit"),
                    *_rating(indicator, value),
                    html.Span(value.note, className="tile-note"),
                ]
            ),
        ],
        className="tile",
    )


def tiles(pairs: list[tuple[Indicator, Value]]) -> Element:
    """Return a row of tiles as one description list."""
    return html.Dl([tile(indicator, value) for indicator, value in pairs], className="tiles")


def tile_number(indicator: Indicator, value: Value) -> tuple[str, str]:
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


def tidy_number(value: float | None) -> str:
    """Return 52.0 as "52", 1.25 as "1.2", nothing as "–"."""
    if value is None:
        return "–"
    return words.number(value, decimals=0 if float(value).is_integer() else 1)


def _rating(indicator: Indicator, value: Value) -> list[Element]:
    if value.rating not in RATINGS:
        return []
    rating = f"{SHAPES[value.rating]} {RATINGS[value.rating]}"
    return [html.Span(rating, className=f"tile-rating is-{value.rating}", title=indicator.rule)]
