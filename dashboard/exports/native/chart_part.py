"""A plot as a chart part and its workbook, the same in slides and in documents.

python-pptx writes the part and sets its looks. What it has no words for (steps of dates, labels moved or left out)
is added to its elements here.
"""

from dataclasses import replace
from math import ceil, floor, log10
from typing import Any, Final

from lxml import etree
from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_DATA_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as TICK_LABELS
from pptx.enum.chart import XL_TICK_MARK as TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.exports.native import chart_layout
from dashboard.exports.native.chart_values import chart_columns, chart_points
from dashboard.exports.native.drawingml import (
    LANGUAGE,
    TYPEFACE,
    clean,
    declared,
    line,
    tag,
)
from dashboard.exports.native.model import Plot, Series, Size
from dashboard.theme import EMPTY, INK, PALE, QUIET, RULE

WORKBOOK: Final = "rId1"
"""The id of a chart's relationship to its workbook: the first that a part gets."""
BASE: Final = 10
"""Of a logarithmic axis, which has a label at each of its powers."""
MARKER: Final = 8
FAINT: Final = (EMPTY, PALE)
"""Colours that need an outline, or a bar would end nowhere."""
MOVED_LEFT: Final = -0.05
"""The share of the chart that words above and to the left of a point go further to the left than those above it."""
EDGES: Final = {"xMode": "edge", "yMode": "edge"}
"""A place is told from the left and upper edge of the chart."""
KINDS: Final = {
    ("bar", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", True): XL_CHART_TYPE.BAR_STACKED,
    ("column", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("line", False): XL_CHART_TYPE.LINE_MARKERS,
}
"""By kind, and whether stacked. Points with places of their own are a scatter chart."""


def chart_xml(plot: Plot, *, size: Size, points: float) -> bytes:
    """Return the part that draws a chart of a size, with text of so many points, for a workbook under `WORKBOOK`."""
    has_places = plot.kind == "scatter" or plot.is_numeric
    kind = XL_CHART_TYPE.XY_SCATTER_LINES if has_places else KINDS[plot.kind, plot.stacked]
    space = parse_xml((chart_points(plot) if has_places else chart_columns(plot)).xml_bytes(kind))
    chart: Any = Chart(space, None)
    chart.has_title = False
    _write_in(chart.font, points)
    _lay_out(chart, plot, size, points)
    _legend(chart, plot)
    moved = chart_layout.end_labels(plot, size, points)
    for place, (drawn, series) in enumerate(zip(chart.plots[0].series, plot.series, strict=True)):
        downs = {at: down for (one, at), down in moved.items() if one == place}
        if plot.kind in {"bar", "column"}:
            _bar(drawn, series, plot, points)
        else:
            _line(drawn, series, downs, points)
    _category_axis(chart.category_axis, plot, size, points)
    _value_axis(chart.value_axis, plot, points)
    _turn_level(space, chart_layout.title_top(plot, size, points))
    _tidy(space)
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def _lay_out(chart: Any, plot: Plot, size: Size, points: float) -> None:
    """Where the plane is; what lies between two points of a line without a number; one colour a series."""
    space = chart._chartSpace
    found = dict(zip("xywh", chart_layout.plot_area(plot, size, points), strict=True))
    space.plotArea.insert(0, _layout(layoutTarget="inner", **EDGES, **found))
    (blanks,) = space.xpath("c:chart/c:dispBlanksAs")
    blanks.set("val", "span" if plot.kind == "line" else "gap")
    chart.plots[0].vary_by_categories = False
    if plot.kind in {"bar", "column"}:
        chart.plots[0].gap_width = 40


def _legend(chart: Any, plot: Plot) -> None:
    chart.has_legend = plot.legend
    if not plot.legend:
        return
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    position = chart.legend._element.legendPos
    for place, series in reversed(list(enumerate(plot.series))):
        if not series.in_legend:
            position.addnext(_new("c:legendEntry", idx=place, delete=1))


def _bar(drawn: Any, series: Series, plot: Plot, points: float) -> None:
    """A bar's fill; a hatched one has an outline, or its end could not be seen. The numbers that are shown."""
    fill = drawn.format.fill
    if series.pattern:
        fill.patterned()
        fill.pattern = MSO_PATTERN_TYPE.from_xml(series.pattern)
        fill.fore_color.rgb, fill.back_color.rgb = _rgb(series.colour), _rgb(series.back)
        _stroke(drawn.format.line, series.colour if series.back.upper() == "#FFFFFF" else series.back, 0.75)
    else:
        fill.solid()
        fill.fore_color.rgb = _rgb(series.colour)
        if series.colour in FAINT:
            _stroke(drawn.format.line, QUIET, 0.5)
    if not any(series.shown):
        return
    labels = drawn.data_labels
    labels.show_value, labels.number_format = True, plot.form_with_unit
    labels.position = XL_DATA_LABEL_POSITION.CENTER if plot.stacked else XL_DATA_LABEL_POSITION.OUTSIDE_END
    _write_in(labels.font, points, series.ink)
    for place in reversed([place for place, is_shown in enumerate(series.shown) if not is_shown]):
        labels._element.insert(0, _new("c:dLbl", idx=place, delete=1))


def _line(drawn: Any, series: Series, moved: dict[int, float], points: float) -> None:
    """A line with its markers, and the words beside single points, `moved` down by a share of the chart."""
    _stroke(drawn.format.line, series.colour if series.dash else "", series.width, dash=series.dash)
    marker = drawn.marker
    marker.style = XL_MARKER_STYLE.from_xml(series.marker or "none")
    if series.marker:
        marker.size = MARKER
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = _rgb(series.colour)
        _stroke(marker.format.line, series.colour, 0.75)
    for place, label in sorted(series.labels.items()):
        beside = drawn.points[place].data_label
        _say(beside.text_frame, label.words, points, series.ink)
        beside.position = XL_DATA_LABEL_POSITION.from_xml(label.side[0])
        across, down = MOVED_LEFT if label.side == "tl" else 0, moved.get(place, 0)
        if across or round(down, 3):
            beside._dLbl.idx.addnext(_layout(x=across, y=down))


def _category_axis(axis: Any, plot: Plot, size: Size, points: float) -> None:
    """The axis of names, dates or ages in months; of a scatter chart it is the one along the bottom."""
    if plot.kind == "scatter":
        _value_axis(axis, replace(plot, value_title=plot.category_title, unit=""), points)
        if plot.axes == "both":
            _along(axis, plot)
        return
    _axis(axis, plot.category_title, points)
    axis.has_major_gridlines = False
    axis.tick_label_position = TICK_LABELS.LOW
    axis.reverse_order = plot.kind == "bar"
    _stroke(axis.format.line, RULE, 0.75)
    if plot.is_numeric:
        axis.tick_labels.number_format, axis.major_unit = "0", 12
        if len(plot.categories) > 1:
            axis.minimum_scale, axis.maximum_scale = float(plot.categories[0]), float(plot.categories[-1])
    elif plot.category_kind == "date":
        axis.tick_labels.number_format = "mmm yyyy"
        if chart_layout.has_words_at_ends(plot):
            axis.maximum_scale = chart_layout.last_date(plot, size, points)
        unit, step = chart_layout.date_step(plot, size, points)
        _add(axis._element, majorUnit=step, majorTimeUnit=unit)
    else:
        step = chart_layout.label_step(plot, size, points)
        (last,) = axis._element.xpath("c:noMultiLvlLbl")
        axis._element.remove(last)
        _write_in(axis.tick_labels.font, round(chart_layout.label_points(plot, size, points), 1))
        _add(axis._element, tickLblSkip=step, tickMarkSkip=step, noMultiLvlLbl=1)


def _along(axis: Any, plot: Plot) -> None:
    """The axis below points reaches from the first of them to the last."""
    across = [x for series in plot.series for x in series.xs]
    low, high = min(across), max(across)
    is_wide = plot.is_logarithmic and high > BASE * low
    step = 10 ** floor(log10((high - low) or 1))
    axis.minimum_scale, axis.maximum_scale = (
        (low, high) if is_wide else (floor(low / step) * step, ceil(high / step) * step)
    )
    axis.has_major_gridlines = False
    if is_wide:  # else no label but the first would stand on it
        axis._element.xpath("c:scaling")[0].insert(0, parse_xml(tag("c:logBase", val=BASE, **declared("c"))))


def _value_axis(axis: Any, plot: Plot, points: float) -> None:
    hidden = plot.axes != "both"
    _axis(axis, "" if hidden else plot.value_title, points)
    axis.visible, axis.has_major_gridlines = not hidden, not hidden
    if not hidden:
        _stroke(axis.major_gridlines.format.line, RULE, 0.5)
    axis.tick_label_position = TICK_LABELS.NEXT_TO_AXIS
    axis.tick_labels.number_format = plot.form_with_unit
    _stroke(axis.format.line, "", 0)
    if plot.axes == "none":
        axis.maximum_scale = 1
    if min((value for series in plot.series for value in series.values if value is not None), default=0) >= 0:
        axis.minimum_scale = 0
    if plot.kind == "bar":
        axis._element.xpath("c:crosses")[0].set("val", "max")
    if not axis._element.xpath("c:crossBetween"):
        _add(axis._element, crossBetween="between" if plot.kind in {"bar", "column"} else "midCat")


def _axis(axis: Any, title: str, points: float) -> None:
    """What all axes have in common: no ticks, a quiet title."""
    axis.major_tick_mark = axis.minor_tick_mark = TICK_MARK.NONE
    _write_in(axis.tick_labels.font, points)
    if title:
        _say(axis.axis_title.text_frame, title, points, QUIET)


def _turn_level(space: Any, top: float) -> None:
    """No words of an axis are turned; the title of an axis at the side stands above it, at the left."""
    for looks in space.xpath("//c:valAx//a:bodyPr | //c:catAx//a:bodyPr | //c:dateAx//a:bodyPr"):
        looks.set("rot", "0")
        looks.set("vert", "horz")
    for title in space.xpath("//c:title[../c:axPos/@val='l']"):
        for old in title.xpath("c:layout"):
            title.remove(old)
        title.xpath("c:tx")[0].addnext(_layout(**EDGES, x=chart_layout.GAP, y=top))


def _say(frame: Any, words: str, points: float, ink: str) -> None:
    """Write words of a chart's own on one line."""
    frame.word_wrap = False
    paragraph = frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = clean(words)
    _write_in(run.font, points, ink)
    run.font.bold = False


def _write_in(font: Any, points: float, ink: str = INK) -> None:
    font.name = TYPEFACE
    font.size, font.language_id = Pt(points), MSO_LANGUAGE_ID.ENGLISH_UK
    font.color.rgb = _rgb(ink)


def _stroke(stroke: Any, code: str, points: float, *, dash: str = "") -> None:
    """Draw a line in a colour; none without one."""
    if not code:
        stroke.fill.background()
        return
    stroke.color.rgb, stroke.width = _rgb(code), Pt(points)
    if dash and dash != "solid":
        stroke.dash_style = MSO_LINE_DASH_STYLE.from_xml(dash)


def _tidy(space: Any) -> None:
    """Say the language and the workbook, draw no frame, and give axes ids that the schema allows."""
    frame = _new("c:spPr", tag("a:noFill"), line("", points=0))
    space.xpath("c:txPr")[0].addprevious(frame)
    for properties in space.xpath("//a:defRPr | //a:rPr | //a:endParaRPr"):
        properties.set("lang", LANGUAGE)
    for axis in space.xpath("//c:axId | //c:crossAx"):
        axis.set("val", axis.get("val").lstrip("-"))
    space._add_externalData().set(qn("r:id"), WORKBOOK)


def _layout(**places: str | float) -> Any:
    """A place given by hand, in shares of the chart."""
    values = {name: one if isinstance(one, str) else str(round(one, 4)) for name, one in places.items()}
    return _new("c:layout", tag("c:manualLayout", *(tag(f"c:{name}", val=of) for name, of in values.items())))


def _new(name: str, *children: str, **values: str | int) -> Any:
    """An element with some children, and with some that have only a value, as most of a chart."""
    valued = (tag(f"c:{child}", val=value) for child, value in values.items())
    return parse_xml(tag(name, *children, *valued, **declared("c", "a")))


def _add(element: Any, **values: str | int) -> None:
    """Add children that have only a value behind all others."""
    for name, value in values.items():
        etree.SubElement(element, qn(f"c:{name}")).set("val", str(value))


def _rgb(code: str) -> Any:
    return RGBColor.from_string(code.removeprefix("#").upper())
