"""Tiles. A tile is one indicator as a number, with its unit, its rating in words and a shape, and a note.

A page comes with its tiles as elements; a changed filter brings what they say, and assets/20-cards.js makes them of it.
"""

from typing import TypedDict

from dashboard import words
from dashboard.charts.leads import Way
from dashboard.components import html
from dashboard.components.html import Content, Element
from dashboard.indicators import Indicator, Value
from dashboard.indicators.shared.illustrative import MARK, is_labelled

SHAPES = {"green": "●", "amber": "▲", "red": "◆"}
RATINGS = {"green": "Green", "amber": "Amber", "red": "Red"}
UNITS = {"CEPs": "partnerships", "CEPs / quarter": "a quarter", "0-1": "from 0 (one lever) to 1 (even)"}
"""The units of the indicator list as a reader of a page reads them."""
NO_NUMBER = "–"


class Tile(TypedDict):
    """What a tile says; `mark`, `rating`, `rated` and `rule` are empty where there is nothing to mark or to rate, and
    `address` with what it `opens` where the number leads nowhere. `more` of the note unfolds.
    """

    name: str
    mark: str
    number: str
    unit: str
    rating: str
    rated: str
    rule: str
    note: str
    more: str
    address: str
    opens: str


def tile_said(indicator: Indicator, value: Value, way: Way | None = None) -> Tile:
    """Return what the tile of one indicator says, and where its number leads."""
    number, unit = tile_number(indicator, value)
    is_rated = value.rating in RATINGS
    note, more = words.first_sentence(value.note)
    is_marked = value.value is not None and is_labelled(value.illustrative_share)
    return Tile(
        name=indicator.name,
        mark=MARK if is_marked else "",
        number=f"{number} {words.PROVISIONAL}" if value.provisional else number,
        unit=unit,
        rating=value.rating if is_rated else "",
        rated=f"{SHAPES[value.rating]} {RATINGS[value.rating]}" if is_rated else "",
        rule=indicator.rule if is_rated else "",
        note=note,
        more=more,
        address=way.address if way else "",
        opens=way.said if way else "",
    )


def tile(said: Tile) -> Element:
    """Return the tile that says this."""
    mark = [html.Span(said["mark"], className="mark-illustrative")] if said["mark"] else []
    rating = html.Span(said["rated"], className=f"tile-rating is-{said['rating']}", title=said["rule"])
    return html.Div(
        [
            html.Dt([html.Span(said["name"]), *mark], className="tile-name"),
            html.Dd(
                [
                    _number(said),
                    html.Span(f" {said['unit']}", className="tile-unit"),
                    *([rating] if said["rating"] else []),
                    html.Span(said_once(said["note"]), className="tile-note"),
                    *([_more(said)] if said["more"] else []),
                ]
            ),
        ],
        className="tile",
    )


def _more(said: Tile) -> Element:
    """What else there is to say of the number."""
    summary = html.Summary("More", aria_label=f"More: {said['name']}")
    return html.Details([summary, html.Span(said["more"], className="tile-note")], className="tile-more")


def _number(said: Tile) -> Element:
    """The number, as a link to the rows behind it where it leads to any."""
    number = html.Span(said["number"], className="tile-number")
    if not said["address"]:
        return number
    return html.link(number, said["address"], className="tile-way", title=said["opens"])


def said_once(text: str) -> Content:
    """Return a text whose "Illustrative: " is left out where the page says it of everything; see 30-components.css."""
    mark = next((one for one in (f"{MARK}: ", f"{MARK}, ") if text.startswith(one)), "")
    return [html.Span(mark, className="said-once"), text.removeprefix(mark)] if mark else text


def tile_number(indicator: Indicator, value: Value) -> tuple[str, str]:
    """Return the number to print large and the words beside it."""
    if value.value is None:
        return NO_NUMBER, "no number to report"
    if indicator.key == "core_groups":
        return words.plain(value.value), "of 5, the median"
    if indicator.unit.endswith("%"):
        is_of = value.numerator is not None and value.denominator
        return words.per_cent(value.value), words.of(
            value.numerator or 0, value.denominator or 0
        ) if is_of else ""
    if indicator.key == "established":
        aim = f" of {words.plain(value.denominator)} aimed for" if value.denominator else ""
        return words.plain(value.low), f"proved{aim}, up to {words.plain(value.high)} possible"
    unit = UNITS.get(indicator.unit, indicator.unit)
    unit = unit.removesuffix("s") if indicator.unit == "CEPs" and value.value == 1 else unit
    is_difference = indicator.unit == "percentage points"
    if is_difference or value.low is None or value.high is None or value.low == value.high:
        return words.signed(value.value, decimals=1) if is_difference else words.plain(value.value), unit
    return words.number(value.value), f"{unit}, {words.number(value.low)} to {words.number(value.high)}"
