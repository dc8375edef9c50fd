"""A card: headline, subtitle, chart, source line, and a menu that takes it away as picture, table or data."""

from math import cos, radians
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.charts.chart import Rendered
from dashboard.components import ids
from dashboard.components.markup import attributes
from dashboard.components.menu import menu
from dashboard.exports.rows import areas_of, export_address, orders_of, payload

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

NO_FIGURE: dict[str, Any] = {"data": [], "layout": {"height": 10}}


def card(rendered: Rendered, *, size: str = "half") -> Component:
    """Return the card of one answered chart; `size` is full, half, third or two-thirds of the page."""
    key = rendered.chart.key
    return html.Section(
        [
            html.Div(head(rendered), id=ids.part(ids.HEAD, key), className="card-head"),
            *([_picture(rendered)] if rendered.chart.draw else []),
            *([html.Div(className="finder")] if rendered.chart.finder else []),
            *([html.Div(className="orders")] if rendered.chart.orders else []),
            html.Div(className="table-slot", id=ids.part(ids.SLOT, key), style=table_room(rendered)),
            dcc.Store(id=ids.part(ids.EXTRA, key), data=extra(rendered)),
            html.Div(foot(rendered), id=ids.part(ids.FOOT, key), className="card-foot"),
        ],
        className=f"chart-card size-{size}" + (" is-scrolling" if rendered.chart.scrolls else ""),
        id=f"card-{key}",
        **attributes(aria_label=rendered.chart.question),  # headlines may agree; questions do not
    )


def head(rendered: Rendered) -> list[Component]:
    """Return headline, subtitle and menu."""
    key = rendered.chart.key
    mark = [html.Span("Illustrative data", className="mark-illustrative")] if rendered.illustrative else []
    return [
        html.Div(
            [
                html.H2(rendered.headline, id=f"headline-{key}"),
                html.P([rendered.subtitle, " ", *mark], className="card-subtitle"),
            ]
        ),
        menu(rendered),
    ]


def foot(rendered: Rendered) -> list[Component]:
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
    }


def _picture(rendered: Rendered) -> Component:
    """The chart inside an image that a screen reader names by its headline and reads by its text alternative."""
    key = rendered.chart.key
    return html.Div(
        dcc.Graph(
            id=ids.part(ids.FIGURE, key),
            figure=figure(rendered),
            config=GRAPH_CONFIG,  # type: ignore[arg-type]  # the stub lacks showSendToCloud
            responsive=True,
            style={"height": "100%", "minWidth": rendered.chart.least_width},
        ),
        id=ids.part(ids.BOX, key),
        className="card-figure" + (" table-scroll" if rendered.chart.least_width else ""),
        style=box_style(rendered),
        role="img",
        tabIndex="0" if rendered.chart.least_width else None,
        **attributes(aria_labelledby=f"headline-{key}", aria_describedby=f"text-{key}"),
    )
