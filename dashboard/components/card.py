"""Tiles and cards. A tile is one indicator as a number, with its unit, its rating in words and a shape, and a note.

A card is headline, subtitle, chart, source line, and a menu that takes it away as picture, table or data.

A changed filter brings `head`, `box_style`, `figure`, `foot` and `extra` anew; the rest stays. assets/20-cards.js keeps
the menu right: where its files are, and what it offers of a chart that shows a message.
"""

from math import cos, radians
from typing import Any

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.components import html, ids
from dashboard.components.html import Element
from dashboard.exports.rows import areas_of, export_address, orders_of, payload
from dashboard.indicators import Indicator, Value
from dashboard.indicators.shared.illustrative import MARK, is_labelled

SHAPES = {"green": "●", "amber": "▲", "red": "◆"}
RATINGS = {"green": "Green", "amber": "Amber", "red": "Red"}
UNITS = {"CEPs": "partnerships", "CEPs / quarter": "a quarter", "0-1": "from 0 (one lever) to 1 (even)"}
"""The units of the indicator list as a reader of a page reads them."""

GRAPH_CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}
"""Nothing leaves the reader's machine: plotly.js would offer to share charts with a server."""

ROWS_AT_ONCE, ROWS_IN_VIEW, ROW_ROOM = 100, 12, 52
"""Rows that a table shows before it is asked for all, or in view where it scrolls, and about the pixels of each."""

DATA = ("xlsx", "ods", "csv", "json")
"""The forms of a table, those for people first."""

NO_FIGURE: dict[str, Any] = {"data": [], "layout": {"height": 10}}


def tile(indicator: Indicator, value: Value) -> Element:
    """Return the tile of one indicator."""
    number, unit = tile_number(indicator, value)
    return html.Div(
        [
            html.Dt([html.Span(indicator.name), *_mark(value)], className="tile-name"),
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


def card(rendered: Rendered, *, size: str = "half") -> Element:
    """Return the card of one answered chart; `size` is full, half, third or two-thirds of the page."""
    key = rendered.chart.key
    return html.Section(
        [
            html.Div(
                [html.Div(head(rendered), id=ids.part(ids.HEAD, key)), _menu(rendered)], className="card-head"
            ),
            *([_picture(rendered)] if rendered.chart.draw else []),
            *([html.Div(className="finder")] if rendered.chart.finder else []),
            *([html.Div(className="orders")] if rendered.chart.orders else []),
            html.Div(className="table-slot", id=ids.part(ids.SLOT, key), style=table_room(rendered)),
            html.Store(id=ids.part(ids.EXTRA, key), data=extra(rendered)),
            html.Div(foot(rendered), id=ids.part(ids.FOOT, key), className="card-foot"),
        ],
        className=f"chart-card size-{size}" + (" is-scrolling" if rendered.chart.scrolls else ""),
        id=f"card-{key}",
        aria_label=rendered.chart.question,  # headlines may agree; questions do not
    )


def head(rendered: Rendered) -> list[Element]:
    """Return headline and subtitle."""
    mark = [html.Span("Illustrative data", className="mark-illustrative")] if rendered.illustrative else []
    return [
        html.H2(rendered.headline, id=f"headline-{rendered.chart.key}"),
        html.P([rendered.subtitle, " ", *mark], className="card-subtitle"),
    ]


def foot(rendered: Rendered) -> list[Element]:
    """Return the message if there is one, the text alternative, and the source line."""
    message = [html.P(rendered.reason_empty, className="card-message")] if rendered.reason_empty else []
    return [
        *message,
        html.P(rendered.text, id=f"text-{rendered.chart.key}", className="visually-hidden"),
        html.P(rendered.source, className="card-source"),
    ]


def box_style(rendered: Rendered) -> dict[str, str]:
    """Return the room that the picture takes, so that nothing moves when it arrives; none behind a message."""
    if rendered.figure is None:
        return {"display": "none"}
    height = f"{rendered.figure['layout']['height']}px"
    return {
        "height": height,
        **({"--height": height, "--tall": _tall(geo)} if (geo := _geo(rendered)) else {}),
    }


def _geo(rendered: Rendered) -> dict[str, Any]:
    """The frame of a map; nothing for other charts."""
    return rendered.figure["layout"].get("geo", {}) if rendered.figure else {}


def _tall(geo: dict[str, Any]) -> str:
    """How many times as high as wide a map is, about: a degree of longitude shrinks towards the pole."""
    (west, east), (south, north) = geo["lonaxis"]["range"], geo["lataxis"]["range"]
    return f"{(north - south) / ((east - west) * cos(radians((north + south) / 2))):.2f}"


def table_room(rendered: Rendered) -> dict[str, str]:
    """Return about the room that a table at once will take, so that what follows stays where it is."""
    if rendered.chart.draw or rendered.reason_empty:
        return {}
    rows = min(len(rendered.frame), ROWS_IN_VIEW if rendered.chart.scrolls else ROWS_AT_ONCE)
    return {"minHeight": f"{ROW_ROOM * rows + ROW_ROOM}px"}


def figure(rendered: Rendered) -> dict[str, Any]:
    """Return the figure to draw; an empty one behind a message."""
    return rendered.figure or NO_FIGURE


def extra(rendered: Rendered) -> dict[str, Any]:
    """Return what the browser needs beside the figure: where the table comes from, and the areas of a map."""
    at_once = rendered.chart.draw is None and not rendered.reason_empty
    return {
        "key": rendered.chart.key,
        "source": export_address(rendered, "json"),
        "table": payload(rendered) if at_once else None,
        "areas": areas_of(rendered) if rendered.chart.finder else None,
        "orders": orders_of(rendered),
        "empty": bool(rendered.reason_empty),
        "drawn": rendered.figure is not None,
    }


def _picture(rendered: Rendered) -> Element:
    """The chart inside an image that a screen reader names by its headline and reads by its text alternative."""
    key = rendered.chart.key
    return html.Div(
        html.Graph(
            id=ids.part(ids.FIGURE, key),
            figure=figure(rendered),
            config=GRAPH_CONFIG,
            responsive=True,
            style={"height": "100%", "minWidth": rendered.chart.least_width},
        ),
        id=ids.part(ids.BOX, key),
        className="card-figure" + (" table-scroll" if rendered.chart.least_width else ""),
        style=box_style(rendered),
        role="img",
        tabIndex="0" if rendered.chart.least_width else None,
        aria_labelledby=f"headline-{key}",
        aria_describedby=f"text-{key}",
    )


def _menu(rendered: Rendered) -> Element:
    """A native disclosure with a line for each kind of taking away; what there is nothing for is hidden."""
    picture: dict[str, Any] = {"data_needs": "picture", "hidden": rendered.figure is None}
    table: dict[str, Any] = {"data_needs": "table", "hidden": bool(rendered.reason_empty)}
    pictures = [_button(form.upper(), form, named=f"Picture ({form.upper()})") for form in ("png", "svg")]
    needs: dict[str, dict[str, Any]] = {"picture": picture, "table": table, "sentence": {}, "link": {}}
    copies = [
        _button(what.capitalize(), f"copy-{what}", named=f"Copy {what}", **needs[what]) for what in needs
    ]
    lines = [
        _button("Show table", "table", **picture),
        _line("Picture", pictures, **picture),
        _line("Data", [_download(rendered, form) for form in DATA], **table),
        _line("Copy", copies),
    ]
    return html.Details(
        [
            html.Summary("Export", aria_label=f"Export: {rendered.chart.question}"),
            html.Div(lines, className="menu-items"),
        ],
        className="card-menu",
    )


def _line(label: str, items: list[Element], **needs: object) -> Element:
    """One line: what kind, then the choices; the group is named for those who do not see the line."""
    named = html.Span(label, className="menu-label")
    choices = html.Div(items, className="menu-choices")
    return html.Div([named, choices], className="menu-line", role="group", aria_label=label, **needs)


def _button(text: str, does: str, *, named: str | None = None, **needs: object) -> Element:
    return html.Button(text, className="menu-item", type="button", data_does=does, aria_label=named, **needs)


def _download(rendered: Rendered, form: str) -> Element:
    name, address = form.upper(), export_address(rendered, form)
    return html.A(
        name, href=address, className="menu-item", download="", data_form=form, aria_label=f"Data ({name})"
    )


def _mark(value: Value) -> list[Element]:
    """The mark of a number of which more than a tenth rests on illustrative rows."""
    if value.value is None or not is_labelled(value.illustrative_share):
        return []
    return [html.Span(MARK, className="mark-illustrative")]


def _rating(indicator: Indicator, value: Value) -> list[Element]:
    if value.rating not in RATINGS:
        return []
    rating = f"{SHAPES[value.rating]} {RATINGS[value.rating]}"
    return [html.Span(rating, className=f"tile-rating is-{value.rating}", title=indicator.rule)]
