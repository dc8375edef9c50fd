"""The chart beside a table in an OpenDocument spreadsheet: a document of its own that draws from the table's cells."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dashboard.exports.native.model import Plot, Series
from dashboard.exports.native.plots import LOWER
from dashboard.exports.tables.workbook.model import Block, ChartRanges, Sheet, tidy_text, widths
from dashboard.exports.tables.workbook.odf_elements import LETTER_CM, Element, address, el, root
from dashboard.exports.tables.workbook.ods_chart_styles import chart_styles, strokes

CHART_TYPE: Final = "application/vnd.oasis.opendocument.chart"
LINES, BARS = "chart:scatter", "chart:bar"
WIDTH, LEAST, ROW = 17.0, 8.5, 0.8
"""Centimetres: of a chart, of the lowest one, and of a bar."""
LINE, HEADER = 0.46, 1.4
"""Centimetres that a line of text above the table takes, and its header."""


def frame(sheet: Sheet, drawn: ChartRanges, name: str) -> Element:
    """Return what places the chart beside the table of its sheet, with its text alternative."""
    across = sum(widths(sheet)) * LETTER_CM + 1
    down = LINE * (len(sheet.text) + 1) + HEADER
    places = {"svg_x": f"{across:.2f}cm", "svg_y": f"{down:.2f}cm", **_size(drawn.plot)}
    link = {"xlink_type": "simple", "xlink_show": "embed", "xlink_actuate": "onLoad"}
    held = el("draw:object", xlink_href=f"./{name}", **link)
    said = el("svg:desc", tidy_text(drawn.says))
    return el("table:shapes", el("draw:frame", held, said, draw_name=name, draw_style_name="chart", **places))


def chart_parts(sheet: Sheet, drawn: ChartRanges, name: str) -> dict[str, Element]:
    """Return the files of the chart, by their names in the package."""
    plot = drawn.plot
    kind = LINES if plot.kind == "line" else BARS
    legend = el("chart:legend", chart_legend_position="top", chart_style_name="small")
    chart = el(
        "chart:chart",
        *([legend] if len(drawn.blocks) > 1 else []),
        el(
            "chart:plot-area",
            *_axes(sheet, drawn),
            *(_series(block, place, sheet=sheet, kind=kind) for place, block in enumerate(drawn.blocks)),
            el("chart:wall", chart_style_name="plain"),
            chart_style_name="plane",
        ),
        chart_class=kind,
        chart_style_name="plain",
        xlink_href="..",  # where the cells are
        xlink_type="simple",
        **_size(plot),
    )
    styles = el("office:automatic-styles", *chart_styles(drawn))
    body = el("office:body", el("office:chart", chart))
    return {
        f"{name}/content.xml": root("document-content", styles, body),
        f"{name}/styles.xml": root("document-styles", el("office:styles", *strokes(drawn))),
    }


def _size(plot: Plot) -> dict[str, str | int]:
    high = max(LEAST, ROW * len(plot.categories)) if plot.kind == "bar" else LEAST
    return {"svg_width": f"{WIDTH}cm", "svg_height": f"{high:.2f}cm"}


def _axes(sheet: Sheet, drawn: ChartRanges) -> Iterator[Element]:
    """The axis of names, days or ages, and that of values."""
    plot, (_, names, _) = drawn.plot, drawn.blocks[0]
    cells = el("chart:categories", table_cell_range_address=address(sheet, names))
    grid = el("chart:grid", chart_class="major", chart_style_name="ruled")
    yield _axis(
        "x", plot.category_title, *([] if plot.kind == "line" else [cells]), chartooo_axis_type="text"
    )
    yield _axis("y", plot.value_title, grid)


def _axis(dimension: str, title: str, *held: Element, **kind: str) -> Element:
    said = el("chart:title", el("text:p", tidy_text(title)), chart_style_name=f"title-{dimension}")
    style = {"chart_name": f"primary-{dimension}", "chart_style_name": f"axis-{dimension}"}
    return el("chart:axis", *([said] if title else []), *held, chart_dimension=dimension, **style, **kind)


def _series(block: tuple[Series, Block, Block], place: int, *, sheet: Sheet, kind: str) -> Element:
    series, names, values = block
    across = el("chart:domain", table_cell_range_address=address(sheet, names))
    hidden = {"loext_hide_legend": "true"} if series.name.endswith(LOWER) else {}
    return el(
        "chart:series",
        *([across] if kind == LINES else []),
        el("chart:data-point", chart_repeated=values.last - values.first + 1),
        chart_class=kind,
        chart_style_name=f"series-{place}",
        chart_values_cell_range_address=address(sheet, values),
        **_name(series, values, sheet),
        **hidden,
    )


def _name(series: Series, values: Block, sheet: Sheet) -> dict[str, str]:
    """What a series is called; LibreOffice takes the name of one with a single value from a cell only."""
    if values.first == values.last:
        row = sheet.rows[values.first]
        said = next((column for column, cell in enumerate(row) if isinstance(cell, str)), None)
        if said is not None:
            return {"chart_label_cell_address": address(sheet, replace(values, column=said))}
    name = tidy_text(series.name).replace('"', "”")
    return {"loext_label_string": f'"{name}"'}
