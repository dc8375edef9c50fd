"""The print view of a paper: one page of plain HTML, for the preview and for the PDF alike.

Its charts are drawn by plotly.js in whatever browser shows it (assets/paper.js); everything else is there already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

import orjson

from dashboard.charts.chart import Rendered
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Figure, Paper, definition
from dashboard.exports.rows import ChartTable, chart_table

ROWS_IN_PLACE, COLUMNS_IN_PLACE = 26, 9
"""A table no larger than this stands below its chart, never divided; a larger one in the annex, on wide pages."""
WIDTH: Final = 800
"""Pixels across a chart when it is drawn (assets/paper.js); the page scales it."""
TALLEST: Final = 1700
"""Pixels of a chart that still reads when it is scaled to one page; of a taller one the paper has the table."""
PAGE: Final = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}
</head>
<body>
{body}
</body>
</html>
"""


Content = str | Iterable[str]
VOID: Final = frozenset({"img", "link", "meta"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page finds its style sheet and scripts, and what stands in its head beside them.

    `shapes` are the maps' GeoJSON by address, for a page that cannot ask for them.
    """

    style: str
    scripts: tuple[str, ...]
    policy: str = ""
    shapes: Mapping[str, Any] = field(default_factory=dict)


def page(paper: Paper, *, links: Links, ignored: Sequence[str] = ()) -> str:
    """Return the whole page; `ignored` are sentences for the reader of the screen, not of the paper."""
    tables = [chart_table(figure) for figure in paper.figures]
    numbered = list(enumerate(zip(paper.figures, tables, strict=True), start=1))
    body = [
        *(element("p", f"Ignored: {sentence}", class_="ignored", role="status") for sentence in ignored),
        element("header", _front(paper)),
        element(
            "main",
            [
                *_opening(paper),
                element("h2", "Figures"),
                *(_figure(number, figure, table) for number, (figure, table) in numbered),
                *_steps(paper),
                *_method(paper),
                *_annex(numbered),
            ],
        ),
        _carried("figures", [drawn(figure) for figure in paper.figures if is_drawn(figure)]),
        _carried("shapes", links.shapes),
        *(element("script", src=script) for script in links.scripts),
    ]
    return PAGE.format(head="\n".join(_head(paper, links)), body="\n".join(body))


def is_drawn(rendered: Rendered) -> bool:
    """Whether the paper shows a chart, and not its table or message alone."""
    return rendered.figure is not None and rendered.figure["layout"]["height"] <= TALLEST


def is_in_place(table: ChartTable) -> bool:
    """Whether a table stands below its chart and not in the annex, where none stands without a row."""
    return not table.rows or (len(table.rows) <= ROWS_IN_PLACE and len(table.labels) <= COLUMNS_IN_PLACE)


def drawn(rendered: Rendered) -> dict[str, Any]:
    """Return what assets/paper.js needs to draw a chart."""
    figure = rendered.figure or {}
    return {"id": f"chart-{rendered.chart.key}", "data": figure["data"], "layout": figure["layout"]}


def _head(paper: Paper, links: Links) -> list[str]:
    policy = {"http_equiv": "Content-Security-Policy", "content": links.policy}
    return [
        *([element("meta", **policy)] if links.policy else []),
        element("title", paper.title),
        element("meta", name="description", content=paper.purpose),
        element("link", rel="stylesheet", href=links.style),
        element("style", Markup(f"@page {{ @bottom-left {{ content: {_css(paper.foot)} }} }}")),
    ]


def _front(paper: Paper) -> list[Markup]:
    return [element("h1", paper.title), _pairs(texts.cover(paper), class_="pairs facts")]


def _opening(paper: Paper) -> list[Markup]:
    lists = {texts.FINDINGS: "ul", texts.RECOMMENDATIONS: "ol"}
    return [
        part
        for heading, lines in texts.opening(paper)
        for part in (
            element("h2", heading),
            element(lists[heading], [element("li", line) for _, line in lines])
            if heading in lists
            else element("p", lines[0][1]),
        )
    ]


def _steps(paper: Paper) -> list[Markup]:
    steps = [element("li", line) for line in paper.next_steps]
    return [element("h2", texts.NEXT_STEPS), element("ol", steps)] if steps else []


def _figure(number: int, rendered: Figure, table: ChartTable) -> Markup:
    indicator, in_place = definition(rendered), is_in_place(table)
    link = element("a", f"table {number} in the annex", href=f"#table-{number}")
    chart = [
        element("h3", f"{number}. {rendered.headline}"),
        *_shown(number, rendered),
        *([] if in_place else [element("p", ["All rows: ", link, "."], class_="definition")]),
        element("p", f"{indicator.name}: {indicator.definition}.", class_="definition"),
        element("p", rendered.source, class_="source"),
        *(element("p", line, class_="comment") for line in rendered.commentary),
    ]
    below = [_table(number, rendered, table)] if table.rows and in_place else []
    return element("section", [element("div", chart, class_="whole"), *below])


def _shown(number: int, rendered: Figure) -> list[Markup]:
    """The chart with its caption; without a chart the caption as a sentence, and why there is none."""
    if not is_drawn(rendered):
        return [element("p", rendered.subtitle, class_="subtitle"), *_without_chart(rendered)]
    height = rendered.figure["layout"]["height"] if rendered.figure else 0
    image = element(
        "img",
        id=f"chart-{rendered.chart.key}",
        alt=f"{rendered.headline}. {rendered.text}",
        style=f"aspect-ratio: {WIDTH} / {height}",
    )
    caption = element("p", f"Figure {number}: {rendered.caption} {rendered.subtitle}", class_="subtitle")
    return [caption, image]  # no <figure>: a reader of the PDF would hear of two, one without words


def _without_chart(rendered: Rendered) -> list[Markup]:
    if rendered.reason_empty:
        return [element("p", rendered.reason_empty, class_="message")]
    if rendered.figure:
        return [element("p", "This chart has more rows than a page can show; its table is in the annex.")]
    return []


def _table(number: int, rendered: Rendered, table: ChartTable) -> Markup:
    kinds = tuple(f"is-{kind}" for kind in table.kinds)
    head = [
        element("th", element("span", label), scope="col", class_=kind)
        for label, kind in zip(table.labels, kinds, strict=True)
    ]
    caption = element("caption", f"Table {number}. {rendered.chart.question} {rendered.subtitle}")
    rows = [element("tr", _cells(row, kinds)) for row in table.rows]
    parts = [caption, element("thead", element("tr", head)), element("tbody", rows)]
    return element("table", parts, **({"class_": "whole"} if is_in_place(table) else {}))


def _cells(row: Sequence[str], kinds: Sequence[str]) -> list[Markup]:
    first, *rest = zip(row, kinds, strict=True)
    return [
        element("th", first[0], scope="row", class_=first[1]),
        *(element("td", text, class_=kind) for text, kind in rest),
    ]


def _method(paper: Paper) -> list[Markup]:
    parts = [
        part for heading, lines in texts.method(paper) for part in (element("h3", heading), _pairs(lines))
    ]
    return [element("section", [element("h2", texts.METHOD), *parts], class_="method")]


def _annex(numbered: Sequence[tuple[int, tuple[Figure, ChartTable]]]) -> list[Markup]:
    tables = [(number, figure, table) for number, (figure, table) in numbered if not is_in_place(table)]
    parts = [
        element(
            "section",
            [element("h3", f"Table {number}. {figure.headline}"), _table(number, figure, table)],
            id=f"table-{number}",
        )
        for number, figure, table in tables
    ]
    return [element("section", [element("h2", "Annex: tables"), *parts], class_="annex")] if parts else []


def _pairs(pairs: Sequence[tuple[str, str]], **attributes: str) -> Markup:
    """Terms with what is said of each, as a list: a PDF knows lists, but no list of definitions."""
    items = [element("li", [element("strong", term), f" {said}"]) for term, said in pairs]
    return element("ul", items, **{"class_": "pairs", **attributes})


def _carried(name: str, value: object) -> Markup:
    """A value for the script of the page: data, not code."""
    text = orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY).decode().replace("<", "\\u003c")
    return element("script", Markup(text), type="application/json", id=name)


def _css(text: str) -> str:
    """Text as a string of a style sheet that stands in a page."""
    return (
        '"' + "".join(one if one.isalnum() or one in " .,:·-" else f"\\{ord(one):x} " for one in text) + '"'
    )


def element(name: str, content: Content = (), /, **attributes: str) -> Markup:
    """Return an element around its content, whose text is escaped; `class_` and `aria_label` lose their underscores."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    closing = "" if name in VOID else f"{_inside(content)}</{name}>"
    return Markup(f"<{name}{said}>{closing}")


def _inside(content: Content) -> Markup:
    """Return content as HTML: text escaped, elements as they are."""
    parts = [content] if isinstance(content, str) else content
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))
