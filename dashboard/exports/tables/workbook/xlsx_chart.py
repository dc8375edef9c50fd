"""The chart beside a table in an Excel file: native, so that it can be edited and follows its cells."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from dashboard.exports.native.model import Plot, Series
from dashboard.exports.native.plots import LOWER
from dashboard.exports.tables.workbook.chart_ranges import along
from dashboard.exports.tables.workbook.model import Block, ChartRanges, Sheet, tidy_text
from dashboard.theme import QUIET, RULE

PATTERNS: Final[Mapping[str, str]] = {
    "wdUpDiag": "wide_upward_diagonal",
    "dkDnDiag": "dark_downward_diagonal",
    "wdDnDiag": "wide_downward_diagonal",
    "openDmnd": "outlined_diamond",
    "narHorz": "narrow_horizontal",
}
DASHES: Final[Mapping[str, str]] = {
    "dash": "dash",
    "sysDot": "round_dot",
    "dashDot": "dash_dot",
    "lgDash": "long_dash",
    "lgDashDot": "long_dash_dot",
}
MARKERS: Final[Mapping[str, str]] = {"diamond": "diamond", "star": "star", "x": "x", "circle": "circle"}
Axis = dict[str, Any]
QUIETLY: Final = {"bold": False, "size": 10, "color": QUIET}
WIDTH, LEAST, ROW = 640, 320, 24
"""Pixels: of a chart, of the lowest one, and of a bar."""


def native_chart(workbook: Workbook, sheet: Sheet, drawn: ChartRanges) -> Chart:
    """Return the chart over the cells of its sheet, in the colours and patterns of the picture."""
    plot = drawn.plot
    chart = workbook.add_chart(_kind(plot))
    for series, names, values in drawn.blocks:
        chart.add_series(
            {
                "name": tidy_text(series.name),
                "categories": _cells(sheet, names),
                "values": _cells(sheet, values),
                "gap": 40,
                **(_line(series) if plot.kind == "line" else _bar(series)),
            }
        )
    named, valued = _named(sheet, drawn), _valued(plot)
    chart.set_x_axis(valued if plot.kind == "bar" else named)  # bars lie: their names stand on the other axis
    chart.set_y_axis(named if plot.kind == "bar" else valued)
    chart.set_title({"none": True})
    chart.set_legend(_legend(drawn))
    chart.set_size(
        {"width": WIDTH, "height": max(LEAST, ROW * len(plot.categories)) if plot.kind == "bar" else LEAST}
    )
    return chart


def _kind(plot: Plot) -> dict[str, str]:
    """Lines are points with strokes between them: each then has days or ages of its own."""
    if plot.kind == "line":
        return {"type": "scatter", "subtype": "straight"}
    return {"type": plot.kind} | ({"subtype": "stacked"} if plot.stacked else {})


def _legend(drawn: ChartRanges) -> dict[str, Any]:
    lower = [place for place, (series, *_) in enumerate(drawn.blocks) if series.name.endswith(LOWER)]
    return {"position": "top", "delete_series": lower} if len(drawn.blocks) > 1 else {"none": True}


def _named(sheet: Sheet, drawn: ChartRanges) -> Axis:
    """The axis of names, first on top for bars; of days for lines and columns along time; of ages."""
    plot = drawn.plot
    axis: Axis = {"name": plot.category_title, "name_font": QUIETLY}
    if plot.kind == "bar":
        return axis | {"reverse": True}
    if plot.kind == "line":
        return axis | _along(plot)
    _, names, _ = drawn.blocks[0]
    is_dated = isinstance(sheet.rows[names.first][names.column], date)
    return axis | ({"text_axis": True, "num_format": "mmm yyyy"} if is_dated else {})


def _along(plot: Plot) -> Axis:
    steps = along(plot)
    ends = {"min": steps.first, "max": steps.last, "major_unit": steps.step}
    return {**ends, "num_format": steps.form, "major_gridlines": {"visible": False}}


def _valued(plot: Plot) -> Axis:
    lines = {"visible": True, "line": {"color": RULE}}
    below = (
        {"label_position": "high"} if plot.kind == "bar" else {}
    )  # with the first bar on top, high is below
    return {
        "name": plot.value_title,
        "name_font": QUIETLY,
        "num_format": plot.form_with_unit,
        "major_gridlines": lines,
        **below,
    }


def _cells(sheet: Sheet, block: Block) -> list[str | int]:
    top = sheet.first_row + 1
    return [sheet.name, top + block.first, block.column, top + block.last, block.column]


def _bar(series: Series) -> dict[str, Any]:
    if series.pattern in PATTERNS:
        colours = {"fg_color": series.colour, "bg_color": series.back}
        edge = series.back if series.colour == "#FFFFFF" else series.colour
        return {"pattern": {"pattern": PATTERNS[series.pattern], **colours}, "border": {"color": edge}}
    return {"fill": {"color": series.colour}}


def _line(series: Series) -> dict[str, Any]:
    colour = {"color": series.colour}
    if not series.dash:
        kind = MARKERS.get(series.marker, "circle")
        marker = {"type": kind, "size": 9, "fill": colour, "border": colour}
        return {"line": {"none": True}, "marker": marker}
    dashed = {"dash_type": DASHES[series.dash]} if series.dash in DASHES else {}
    return {"line": {**colour, "width": series.width, **dashed}, "marker": {"type": "none"}}
