"""A tile: one indicator as a number, with its unit, its rating in words and a shape, and what lies behind it."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.number import big_number
from dashboard.indicators import Indicator, Value

SHAPES = {"green": "●", "amber": "▲", "red": "◆"}
RATINGS = {"green": "Green", "amber": "Amber", "red": "Red"}


def tile(indicator: Indicator, value: Value) -> Component:
    """Return the tile of one indicator."""
    number, unit = big_number(indicator, value)
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


def tiles(pairs: list[tuple[Indicator, Value]]) -> Component:
    """Return a row of tiles as one description list."""
    return html.Dl([tile(indicator, value) for indicator, value in pairs], className="tiles")


def _rating(indicator: Indicator, value: Value) -> list[Component]:
    if value.rating not in RATINGS:
        return []
    words = f"{SHAPES[value.rating]} {RATINGS[value.rating]}"
    return [html.Span(words, className=f"tile-rating is-{value.rating}", title=indicator.rule)]
