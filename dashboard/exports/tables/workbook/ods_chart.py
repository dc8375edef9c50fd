"""The chart beside a table in an OpenDocument spreadsheet: a document of its own that draws from the table's cells."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from dashboard.exports.native.model import Plot, Series
from dashboard.exports.native.plots import LOWER
from dashboard.exports.tables.workbook.chart_ranges import along
from dashboard.exports.tables.workbook.model import Block, ChartRanges, Sheet, tidy_text, widths
from dashboard.theme import PAPER, QUIET, RULE
from data.opendocument import Element, el, root
from data.returns.workbook.grids import letter

CHART_TYPE: Final = "application/vnd.oasis.opendocument.chart"
LINES, BARS = "chart:scatter", "chart:bar"
WIDTH, LEAST, ROW = 17.0, 8.5, 0.8
"""Centimetres: of a chart, of the lowest one, and of a bar."""
LINE, HEADER = 0.46, 1.4
"""Centimetres that a line of text above the table takes, and its header."""
LETTER_CM: Final = 0.21
"""The width of a letter in a cell."""
ANGLES: Final[Mapping[str, int]] = {
    "wdUpDiag": 450,
    "dkDnDiag": 1350,
    "wdDnDiag": 1350,
    "openDmnd": 900,
    "narHorz": 0,
}
"""A pattern -> the angle of its strokes in tenths of a degree."""
DASHES: Final[Mapping[str, int]] = {
    "dash": 400,
    "sysDot": 100,
    "dashDot": 250,
    "lgDash": 800,
    "lgDashDot": 600,
}
"""A dash -> its length in per cent of the line's width."""
SMALL: Final = {"fo_font_family": "Arial", "fo_font_size": "10pt"}
LABELS: Final = {"chart_display_label": "true", "chart_link_data_style_to_source": "false"}
NO_LINE: Final = {"draw_stroke": "none"}


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
    styles = el("office:automatic-styles", *_chart_styles(drawn))
    body = el("office:body", el("office:chart", chart))
    return {
        f"{name}/content.xml": root("document-content", styles, body),
        f"{name}/styles.xml": root("document-styles", el("office:styles", *_strokes(drawn))),
    }


def _size(plot: Plot) -> dict[str, str | int]:
    high = max(LEAST, ROW * len(plot.categories)) if plot.kind == "bar" else LEAST
    return {"svg_width": f"{WIDTH}cm", "svg_height": f"{high:.2f}cm"}


def _axes(sheet: Sheet, drawn: ChartRanges) -> Iterator[Element]:
    """The axis of names, days or ages, and that of values."""
    plot, (_, names, _) = drawn.plot, drawn.blocks[0]
    cells = el("chart:categories", table_cell_range_address=_address(sheet, names))
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
    across = el("chart:domain", table_cell_range_address=_address(sheet, names))
    hidden = {"loext_hide_legend": "true"} if series.name.endswith(LOWER) else {}
    return el(
        "chart:series",
        *([across] if kind == LINES else []),
        el("chart:data-point", chart_repeated=values.last - values.first + 1),
        chart_class=kind,
        chart_style_name=f"series-{place}",
        chart_values_cell_range_address=_address(sheet, values),
        **_name(series, values, sheet),
        **hidden,
    )


def _name(series: Series, values: Block, sheet: Sheet) -> dict[str, str]:
    """What a series is called; LibreOffice takes the name of one with a single value from a cell only."""
    if values.first == values.last:
        row = sheet.rows[values.first]
        said = next((column for column, cell in enumerate(row) if isinstance(cell, str)), None)
        if said is not None:
            return {"chart_label_cell_address": _address(sheet, replace(values, column=said))}
    name = tidy_text(series.name).replace('"', "”")
    return {"loext_label_string": f'"{name}"'}


def _address(sheet: Sheet, block: Block) -> str:
    """Cells of a sheet's table as an address."""
    name, column = sheet.name.replace("'", "''"), letter(block.column)
    top = sheet.first_row + 2
    return f"'{name}'.{column}{top + block.first}:'{name}'.{column}{top + block.last}"


def _chart_styles(drawn: ChartRanges) -> Iterator[Element]:
    """Return the styles that the elements of a chart name."""
    plot = drawn.plot
    plain, words = _graphic(draw_fill="none", **NO_LINE), el("style:text-properties", **SMALL)
    ruled, quiet = _graphic(svg_stroke_color=RULE), el("style:text-properties", **SMALL, fo_color=QUIET)
    yield from _forms()
    yield _style("plain", plain)
    yield _style("small", plain, words)
    yield _style("ruled", ruled)
    yield _style("plane", _chart(**_plane(plot)))
    upright = 90 if plot.kind == "bar" else 0
    yield _style("title-x", _chart(style_rotation_angle=upright), quiet)
    yield _style("title-y", _chart(style_rotation_angle=90 - upright), quiet)
    form = along(plot).form if plot.kind == "line" else "mmm yyyy"
    yield _style("axis-x", _chart(**LABELS, **_steps(plot)), ruled, words, form=form)
    below = {"chart_axis_label_position": "outside-maximum"} if plot.kind == "bar" else {}
    yield _style("axis-y", _chart(**LABELS, **below, chart_minimum="0"), ruled, words, form="whole")
    for place, (series, *_) in enumerate(drawn.blocks):
        yield _style(f"series-{place}", *(_line(series) if plot.kind == "line" else [_bar(series)]))


def _strokes(drawn: ChartRanges) -> Iterator[Element]:
    """Return the dashes and hatchings that the styles name."""
    for name, length in DASHES.items():
        sizes = {
            "draw_dots1": "1",
            "draw_dots1_length": f"{length}%",
            "draw_distance": f"{min(length, 300)}%",
        }
        yield el("draw:stroke-dash", draw_name=name, draw_style="rect", **sizes)
    hatched = {(series.pattern, series.colour) for series, *_ in drawn.blocks if series.pattern in ANGLES}
    for pattern, colour in sorted(hatched):
        strokes_ = {"draw_rotation": str(ANGLES[pattern]), "draw_distance": "0.1cm", "draw_color": colour}
        yield el("draw:hatch", draw_name=_hatch(pattern, colour), draw_style="single", **strokes_)


def _plane(plot: Plot) -> dict[str, str | int]:
    stacked: dict[str, str | int] = {"chart_stacked": "true", "chart_overlap": 100} if plot.stacked else {}
    lying = "true" if plot.kind == "bar" else "false"
    return {"chart_vertical": lying, "chart_gap_width": 40, "chart_symbol_type": "none", **stacked}


def _steps(plot: Plot) -> dict[str, str]:
    if plot.kind != "line":
        return {"chart_reverse_direction": "true"} if plot.kind == "bar" else {}
    steps = along(plot)
    ends = {"minimum": steps.first, "maximum": steps.last, "interval_major": steps.step}
    return {f"chart_{name}": str(end) for name, end in ends.items()}


def _forms() -> Iterator[Element]:
    """The forms of labels: numbers, years, months; what is not a date stays as it is in that of months."""
    year, month = el("number:year", number_style="long"), el("number:month", number_textual="true")
    plain = {"number_decimal_places": 0, "number_min_integer_digits": 1}
    yield el("number:number-style", el("number:number", **plain), style_name="0")
    yield el("number:number-style", el("number:number", **plain, number_grouping="true"), style_name="whole")
    yield el("number:date-style", year, style_name="yyyy")
    yield el("number:date-style", month, el("number:text", " "), year, style_name="mmm_20_yyyy")


def _style(name: str, *properties: Element, form: str = "") -> Element:
    formed = {"style_data_style_name": form.replace(" ", "_20_")} if form else {}
    return el("style:style", *properties, style_name=name, style_family="chart", **formed)


def _graphic(**said: str) -> Element:
    return el("style:graphic-properties", **said)


def _chart(**said: str | int) -> Element:
    return el("style:chart-properties", **said)


def _bar(series: Series) -> Element:
    """A bar's fill; strokes over a colour where it is hatched."""
    if series.pattern not in ANGLES:
        return _graphic(draw_fill="solid", draw_fill_color=series.colour, **NO_LINE)
    edge = series.back if series.colour == PAPER else series.colour
    over = {"draw_fill_hatch_name": _hatch(series.pattern, series.colour), "draw_fill_hatch_solid": "true"}
    return _graphic(svg_stroke_color=edge, draw_fill="hatch", draw_fill_color=series.back, **over)


def _line(series: Series) -> Iterator[Element]:
    """A line's stroke, or the marks of one without."""
    colours = {"svg_stroke_color": series.colour, "draw_fill_color": series.colour}
    if not series.dash:
        size = {"chart_symbol_width": "0.25cm", "chart_symbol_height": "0.25cm"}
        yield _chart(chart_symbol_type="named-symbol", chart_symbol_name=series.marker or "circle", **size)
        yield _graphic(**NO_LINE, **colours)
        return
    dashed = {"draw_stroke": "dash", "draw_stroke_dash": series.dash} if series.dash in DASHES else {}
    yield _chart(chart_symbol_type="none")
    yield _graphic(svg_stroke_width=f"{series.width}pt", **colours, **dashed)


def _hatch(pattern: str, colour: str) -> str:
    return f"{pattern}-{colour[1:]}"
