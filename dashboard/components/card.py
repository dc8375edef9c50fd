"""Cards. A card is headline, subtitle, chart, source line, and a menu that takes it away as picture, table or data.

A page comes with its cards as elements. A changed filter brings `changes` and `extra`, figures, words and numbers
alone, which assets/20-cards.js puts in their places; it keeps the menu right, too.
"""

import re
from dataclasses import replace
from math import cos, radians
from typing import Any

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.charts.render import source_text, sources_of
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.components.tile import said_once
from dashboard.exports.comments import comments_of
from dashboard.exports.rows import (
    behind_of,
    chains_of,
    export_address,
    first_rows,
    in_matrix,
    orders_of,
    states_of,
    ways_of,
)
from dashboard.people import Right, who_asks

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

ROWS_AT_ONCE, ROWS_IN_VIEW, ROWS_FOLDED, ROW_ROOM = 100, 12, 8, 52
"""Rows that a table shows before it is asked for all, those in view where it scrolls or folds, and pixels of each."""
FOLDED = 560
"""Pixels that a figure which folds shows until all of it is asked for: see 30-components.css."""

DATA = ("xlsx", "ods", "csv", "json")
"""The forms of a table, those for people first."""

ON_CARD = frozenset({"text", "source"})
"""What the meta of a figure says and its card, too."""

ON_ITS_WAY = "The chart is on its way."
NO_FIGURE: dict[str, Any] = {"data": [], "layout": {"height": 10}}


def card(rendered: Rendered, *, size: str = "half") -> Element:
    """Return the card of one answered chart; `size` is full, half, third or two-thirds of the page."""
    key = rendered.chart.key
    section = html.Section(
        [
            html.Div([html.Div(_head(rendered)), _menu(rendered)], className="card-head"),
            *([_picture(rendered)] if rendered.chart.draw else []),
            *([_unfold(rendered)] if rendered.chart.draw and rendered.chart.folds else []),
            *([html.Div(className="chains")] if rendered.chart.follows else []),
            *([html.Div(className="finder")] if rendered.chart.finder else []),
            *([html.Div(className="orders")] if rendered.chart.orders else []),
            html.Div(className="table-slot", style=_table_room(rendered)),
            html.Div(_foot(rendered), className="card-foot"),
        ],
        className=" ".join(["chart-card", f"size-{size}", *_kinds(rendered)]),
        id=f"card-{key}",
        aria_label=rendered.chart.question,  # headlines may agree; questions do not
    )
    return html.still(section)


def coming(rendered: Rendered, *, size: str = "half") -> Element:
    """Return the card of a chart that comes later: its words, which whoever has no script reads, and room for its
    figure, for which assets/20-cards.js asks.
    """
    made = card(replace(rendered, figure=None, reason_empty=rendered.reason_empty or ON_ITS_WAY), size=size)
    address = f"/cards/{rendered.chart.key}.json"
    made["props"]["content"]["props"] |= {"data-later": address, "data-asking": "yes"}
    return made


def _kinds(rendered: Rendered) -> list[str]:
    """How the rows of a card have room on a screen."""
    chart = rendered.chart
    return ["is-scrolling"] * chart.scrolls + ["is-folding"] * chart.folds


def changes(rendered: Rendered) -> dict[str, Any]:
    """Return what a changed filter changes on a card: its figure, its words, and the room of its picture."""
    return {
        "figure": _figure(rendered) if rendered.chart.draw else None,
        "room": _room(rendered),
        "headline": rendered.headline,
        "subtitle": rendered.subtitle,
        "illustrative": rendered.illustrative,
        "mark": _mark(rendered),
        "message": rendered.reason_empty,
        "text": rendered.text,
        "source": rendered.source,
        "from": _from(rendered),
    }


def _head(rendered: Rendered) -> list[Element]:
    """Headline and subtitle."""
    mark = "mark-illustrative" if rendered.illustrative else "mark-published"
    return [
        html.H2(said_once(rendered.headline), id=f"headline-{rendered.chart.key}"),
        html.P(
            [rendered.subtitle, " ", html.Span(_mark(rendered), className=mark)], className="card-subtitle"
        ),
    ]


def _mark(rendered: Rendered) -> str:
    """What tells what is made up from what is not, where a page has both."""
    if rendered.illustrative:
        return "Illustrative data"
    return "From returns" if "returns" in sources_of(rendered.chart, rendered.question) else "Published"


def _from(rendered: Rendered) -> str:
    """The first source, and how many others there are."""
    first, *others = sources_of(rendered.chart, rendered.question)
    named = re.split(",| licensed", source_text(rendered.chart, rendered.question, first))[0]
    return f"{named} and {words.count_of(len(others), 'other')}" if others else named


def _foot(rendered: Rendered) -> list[Element]:
    """The message if there is one, the text alternative, and the source line, folded to its beginning."""
    key = rendered.chart.key
    message = [html.P(rendered.reason_empty, className="card-message")] if rendered.reason_empty else []
    unfold = html.Button(
        "Source and counting rule",
        type="button",
        data_does="source",
        aria_expanded="false",
        aria_controls=f"source-{key}",
    )
    return [
        *message,
        html.P(rendered.text, id=f"text-{key}", className="visually-hidden"),
        html.P([html.Span(_from(rendered)), " · ", unfold], className="source-line"),
        html.P(rendered.source, id=f"source-{key}", className="card-source"),
    ]


def _room(rendered: Rendered) -> dict[str, str]:
    """The room that the picture takes, so that nothing moves when it arrives; none behind a message."""
    if rendered.figure is None:
        return {"display": "none"}
    tall = rendered.figure["layout"]["height"]
    height = f"{tall}px"
    return {
        "height": height,
        **({"--more": f"{tall - FOLDED}px"} if rendered.chart.folds and tall > FOLDED else {}),
        **({"--height": height, "--tall": _tall(geo)} if (geo := _geo(rendered)) else {}),
    }


def _geo(rendered: Rendered) -> dict[str, Any]:
    """The frame of a map; nothing for other charts."""
    return rendered.figure["layout"].get("geo", {}) if rendered.figure else {}


def _tall(geo: dict[str, Any]) -> str:
    """How many times as high as wide a map is, about: a degree of longitude shrinks towards the pole."""
    (west, east), (south, north) = geo["lonaxis"]["range"], geo["lataxis"]["range"]
    return f"{(north - south) / ((east - west) * cos(radians((north + south) / 2))):.2f}"


def _table_room(rendered: Rendered) -> dict[str, str]:
    """About the room that a table at once will take, so that what follows stays where it is."""
    if rendered.chart.draw or rendered.chart.follows or rendered.reason_empty:
        return {}
    most = ROWS_FOLDED if rendered.chart.folds else ROWS_IN_VIEW if rendered.chart.scrolls else ROWS_AT_ONCE
    rows = min(len(rendered.frame), most)
    return {"minHeight": f"{ROW_ROOM * rows + ROW_ROOM}px"}


def _figure(rendered: Rendered) -> dict[str, Any]:
    """The figure to draw, and where its marks lead; an empty one behind a message.

    What stands elsewhere on the page is not said again: the document has the template of all figures, and the card the
    words that a picture of it prints (assets/01-graphs.js, 30-pictures.js).
    """
    if not rendered.figure:
        return NO_FIGURE
    layout = {key: value for key, value in rendered.figure["layout"].items() if key != "template"}
    said = {key: value for key, value in layout["meta"].items() if key not in ON_CARD}
    layout["meta"] = said | _behind_shares(rendered)
    if not rendered.chart.orders:
        return {"data": rendered.figure["data"], "layout": layout, "ways": ways_of(_drawn(rendered))}
    ways = ways_of(replace(rendered, frame=in_matrix(rendered)))
    return {"data": _placed(rendered.figure["data"], layout), "layout": layout, "ways": ways, "placed": True}


def _drawn(rendered: Rendered) -> Rendered:
    """The answer with the rows that bars are drawn of: of very many they are the first, and no other has a mark."""
    bar, *others = rendered.figure["data"] if rendered.figure else ({},)
    if others or bar.get("type") != "bar":
        return rendered
    rows = bar["ids"][-1] + 1 if bar.get("ids") else len(bar["y"])
    return replace(rendered, frame=rendered.frame.head(rows))


def _behind_shares(rendered: Rendered) -> dict[str, Any]:
    """The numbers behind the bars of a share, and what they count, for those who would rather see them."""
    bar, *others = rendered.figure["data"] if rendered.figure else ({},)
    part, _ = rendered.chart.rates.get(bar.get("meta", ""), ("", ""))
    if others or bar.get("type") != "bar" or not part:
        return {}
    places = bar.get("ids", range(len(bar["y"])))
    return {"numbers": rendered.frame[part].take([*places]).tolist(), "counted": rendered.columns[part]}


def _placed(signs: list[dict[str, Any]], layout: dict[str, Any]) -> list[dict[str, Any]]:
    """The signs of a matrix with the places of their rows and columns on the axes, which name each of them once."""
    names = {axis: layout[f"{axis}axis"]["categoryarray"] for axis in "xy"}
    places = {axis: {name: place for place, name in enumerate(some)} for axis, some in names.items()}
    return [{**one, **{axis: [places[axis][name] for name in one[axis]] for axis in places}} for one in signs]


def extra(rendered: Rendered) -> dict[str, Any]:
    """Return what the browser needs beside the figure: where the table comes from, and the states of a map's
    areas in words."""
    at_once = rendered.chart.draw is None and not rendered.reason_empty
    return {
        "address": export_address(rendered, "json"),
        "table": first_rows(rendered) if at_once and not rendered.chart.follows else None,
        **({"behind": behind_of(rendered)} if rendered.chart.behind else {}),
        **({"chains": chains_of(rendered)} if rendered.chart.follows else {}),
        "states": states_of(rendered) if rendered.chart.finder else None,
        "orders": orders_of(rendered),
        "empty": bool(rendered.reason_empty),
        "drawn": rendered.figure is not None,
        **({"events": rendered.events} if rendered.events else {}),
        **(
            {}
            if rendered.question.programme.comments.empty
            else {"comments": [*map(tuple, comments_of(rendered))]}
        ),
    }


def _picture(rendered: Rendered) -> Element:
    """The chart inside an image that a screen reader names by its headline and reads by its text alternative."""
    key = rendered.chart.key
    return html.Div(
        html.Graph(
            of=key,
            figure=_figure(rendered),
            config=GRAPH_CONFIG,
            style={"height": "100%", "minWidth": rendered.chart.least_width},
        ),
        className="card-figure" + (" table-scroll" if rendered.chart.least_width else ""),
        style=_room(rendered),
        role="img",
        tabIndex="0" if rendered.chart.least_width else None,
        aria_labelledby=f"headline-{key}",
        aria_describedby=f"text-{key}",
    )


def _unfold(rendered: Rendered) -> Element:
    """Asks for the whole of a tall figure; hidden where there is no more of it."""
    attributes = {"type": "button", "data_does": "whole", "aria_expanded": "false"}
    is_low = "--more" not in _room(rendered)
    return html.Button("Show the whole chart", className="quiet unfold", hidden=is_low, **attributes)


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
        _button("Show table", "table", **(table if rendered.chart.follows else picture)),
        _line("Picture", pictures, **picture),
        _line("Data", [_download(rendered, form) for form in DATA], **table),
        _line("Copy", copies),
        *(
            [_button("Write a comment", "comment", named="Write a comment")]
            if who_asks().may(Right.NOTE)
            else []
        ),
    ]
    return html.Details(
        [
            html.Summary("⋯", aria_label=f"Menu: {rendered.chart.question}", title="Menu"),
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
