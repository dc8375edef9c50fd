"""A native chart in DrawingML: its series and their labels. The axes are in axes.py."""

from collections.abc import Mapping

from dashboard.exports.native.model import Label, Plot, Series, Size
from dashboard.exports.ooxml.axes import Setting, axes
from dashboard.exports.ooxml.ends import moves
from dashboard.exports.ooxml.room import layout
from dashboard.exports.ooxml.shapes import NO_FILL, line, patterned, solid
from dashboard.exports.ooxml.text import rich, text_properties
from dashboard.exports.ooxml.workbook import heading, reference
from dashboard.exports.ooxml.xml import LANGUAGE, declared, one_line, tag, value, written
from dashboard.theme import EMPTY, PALE, QUIET

AXES = (111_111_111, 222_222_222)
MARKER = 8
FAINT = (EMPTY, PALE)
"""Colours that need an outline, or a bar would end nowhere."""
MOVED_LEFT = -0.05
"""The share of the chart that words above and to the left of a point go further to the left than those above it."""
NOTHING_SHOWN = "".join(
    value(name, 0)
    for name in (
        "c:showLegendKey",
        "c:showVal",
        "c:showCatName",
        "c:showSerName",
        "c:showPercent",
        "c:showBubbleSize",
    )
)
VALUE_SHOWN = NOTHING_SHOWN.replace('<c:showVal val="0"/>', '<c:showVal val="1"/>')


def chart_xml(plot: Plot, *, size: Size, points: float, workbook: str) -> bytes:
    """Return the part that draws a chart; `workbook` is the id of its relationship to the cells it can be edited in."""
    chart = tag(
        "c:chart",
        value("c:autoTitleDeleted", 1),
        tag(
            "c:plotArea",
            layout(plot, size, points),
            _group(plot, size, points),
            axes(Setting(plot, AXES, size, points)),
        ),
        _legend(plot, points) if plot.legend else "",
        value("c:plotVisOnly", 1),
        value("c:dispBlanksAs", "span" if plot.kind == "line" else "gap"),
    )
    space = tag(
        "c:chartSpace",
        value("c:date1904", 0),
        value("c:lang", LANGUAGE),
        value("c:roundedCorners", 0),
        chart,
        tag("c:spPr", NO_FILL, line("", points=0)),
        text_properties(points),
        tag("c:externalData", value("c:autoUpdate", 0), r_id=workbook),
        **declared("c", "a", "r"),
    )
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{space}".encode()


def _group(plot: Plot, size: Size, points: float) -> str:
    moved = moves(plot, size, points)
    series = "".join(_series(plot, place, points, moved) for place in range(len(plot.series)))
    ids = "".join(value("c:axId", axis) for axis in AXES)
    one_colour = value("c:varyColors", 0)
    if plot.kind == "scatter" or plot.is_numeric:
        return tag("c:scatterChart", value("c:scatterStyle", "lineMarker"), one_colour, series, ids)
    if plot.kind == "line":
        return tag(
            "c:lineChart", value("c:grouping", "standard"), one_colour, series, value("c:marker", 1), ids
        )
    return tag(
        "c:barChart",
        value("c:barDir", "bar" if plot.kind == "bar" else "col"),
        value("c:grouping", "stacked" if plot.stacked else "clustered"),
        one_colour,
        series,
        value("c:gapWidth", 40),
        value("c:overlap", 100) if plot.stacked else "",
        ids,
    )


def _series(plot: Plot, place: int, points: float, moved: Mapping[tuple[int, int], float]) -> str:
    series = plot.series[place]
    column = 2 * place + 1 if plot.kind == "scatter" else place + 1
    is_bar = plot.kind in {"bar", "column"}
    return tag(
        "c:ser",
        value("c:idx", place),
        value("c:order", place),
        tag("c:tx", _strings(heading(column), (series.name,))),
        tag("c:spPr", _bar(series) if is_bar else _line(series)),
        value("c:invertIfNegative", 0) if is_bar else _marker(series),
        _values_shown(plot, series, points)
        if is_bar
        else _labels(series, points, {at: down for (one, at), down in moved.items() if one == place}),
        _places(plot, series, column),
        "" if is_bar else value("c:smooth", 0),
    )


def _places(plot: Plot, series: Series, column: int) -> str:
    """The cells of a series: where its points are, and how much."""
    rows = len(series.values)
    values = _numbers(reference(column, rows), series.values, plot.form)
    if plot.kind == "scatter":
        across = _numbers(reference(column - 1, rows), series.xs, plot.form)
        return tag("c:xVal", across) + tag("c:yVal", values)
    cells = reference(0, rows)
    if plot.category_kind == "text":
        return tag("c:cat", _strings(cells, tuple(str(one) for one in plot.categories))) + tag(
            "c:val", values
        )
    numbers = tuple(float(one) for one in plot.categories)
    if plot.is_numeric:
        return tag("c:xVal", _numbers(cells, numbers, "0")) + tag("c:yVal", values)
    form = "yyyy\\-mm\\-dd"
    return tag("c:cat", _numbers(cells, numbers, form)) + tag("c:val", values)


def _strings(cells: str, strings: tuple[str, ...]) -> str:
    points = (
        tag("c:pt", tag("c:v", written(one_line(text))), idx=place) for place, text in enumerate(strings)
    )
    cache = tag("c:strCache", value("c:ptCount", len(strings)), *points)
    return tag("c:strRef", tag("c:f", cells), cache)


def _numbers(cells: str, numbers: tuple[float | None, ...], form: str) -> str:
    points = (
        tag("c:pt", tag("c:v", repr(number)), idx=place)
        for place, number in enumerate(numbers)
        if number is not None
    )
    cache = tag("c:numCache", tag("c:formatCode", written(form)), value("c:ptCount", len(numbers)), *points)
    return tag("c:numRef", tag("c:f", cells), cache)


def _bar(series: Series) -> str:
    """A bar's fill; a hatched one has an outline, or its end could not be seen."""
    if not series.pattern:
        return solid(series.colour) + (line(QUIET, points=0.5) if series.colour in FAINT else "")
    outline = series.colour if series.back.upper() == "#FFFFFF" else series.back
    return patterned(series.pattern, series.colour, series.back) + line(outline, points=0.75)


def _line(series: Series) -> str:
    return line(series.colour if series.dash else "", points=series.width, dash=series.dash)


def _marker(series: Series) -> str:
    if not series.marker:
        return tag("c:marker", value("c:symbol", "none"))
    return tag(
        "c:marker",
        value("c:symbol", series.marker),
        value("c:size", MARKER),
        tag("c:spPr", solid(series.colour), line(series.colour, points=0.75)),
    )


def _values_shown(plot: Plot, series: Series, points: float) -> str:
    """The numbers on bars: in their middle where stacked, else beyond their end."""
    if not any(series.shown):
        return ""
    hidden = (
        tag("c:dLbl", value("c:idx", place), value("c:delete", 1))
        for place, is_shown in enumerate(series.shown)
        if not is_shown
    )
    return tag(
        "c:dLbls",
        *hidden,
        tag("c:numFmt", formatCode=plot.form, sourceLinked=0),
        tag("c:spPr", NO_FILL, line("", points=0)),
        text_properties(points, ink=series.ink),
        value("c:dLblPos", "ctr" if plot.stacked else "outEnd"),
        VALUE_SHOWN,
    )


def _labels(series: Series, points: float, moved: Mapping[int, float]) -> str:
    """The words beside single points, `moved` down by a share of the chart; all other points have none."""
    if not series.labels:
        return ""
    said = (
        _label(place, label, series, points, moved.get(place, 0))
        for place, label in sorted(series.labels.items())
    )
    return tag("c:dLbls", *said, NOTHING_SHOWN)


def _label(place: int, label: Label, series: Series, points: float, down: float) -> str:
    across = MOVED_LEFT if label.side == "tl" else 0
    return tag(
        "c:dLbl",
        value("c:idx", place),
        _moved(across, down) if across or round(down, 3) else "",
        tag("c:tx", rich(label.words, points, ink=series.ink)),
        value("c:dLblPos", label.side[0]),
        VALUE_SHOWN,
    )


def _moved(across: float, down: float) -> str:
    return tag("c:layout", tag("c:manualLayout", value("c:x", across), value("c:y", round(down, 4))))


def _legend(plot: Plot, points: float) -> str:
    left_out = (
        tag("c:legendEntry", value("c:idx", place), value("c:delete", 1))
        for place, series in enumerate(plot.series)
        if not series.in_legend
    )
    return tag(
        "c:legend", value("c:legendPos", "t"), *left_out, value("c:overlay", 0), text_properties(points)
    )
