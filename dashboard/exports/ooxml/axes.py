"""The axes of a native chart."""

from dashboard.exports.native.model import Plot
from dashboard.exports.ooxml.shapes import NO_FILL, line
from dashboard.exports.ooxml.text import rich, text_properties
from dashboard.exports.ooxml.xml import tag, value
from dashboard.theme import QUIET, RULE

YEAR = 366
MOST_LABELS = 14
"""Labels that an axis along the bottom has room for."""
LONGEST = 26
"""Letters of a label along the bottom of a few columns."""
NO_TICKS = value("c:majorTickMark", "none") + value("c:minorTickMark", "none")
ROOM = 1.15
"""How much longer an axis of dates is than its dates, so that words at the end of a line have room."""


def axes(plot: Plot, ids: tuple[int, int], points: float) -> str:
    """Return both axes; those that are not shown are there, deleted, because a chart without them is not valid."""
    if plot.kind == "scatter":
        return _value_axis(plot, ids, points, at="b") + _value_axis(plot, ids[::-1], points, at="l")
    return _category_axis(plot, ids, points) + _value_axis(plot, ids[::-1], points, at=_value_side(plot))


def _value_side(plot: Plot) -> str:
    return "b" if plot.kind == "bar" else "l"


def _category_axis(plot: Plot, ids: tuple[int, int], points: float) -> str:
    is_dated, is_bar = plot.category_kind == "date", plot.kind == "bar"
    return tag(
        "c:dateAx" if is_dated else "c:catAx",
        value("c:axId", ids[0]),
        tag("c:scaling", value("c:orientation", "maxMin" if is_bar else "minMax"), _end_of(plot)),
        value("c:delete", 0),
        value("c:axPos", "l" if is_bar else "b"),
        _title(plot.category_title, points, turned=is_bar),
        tag("c:numFmt", formatCode=_category_form(plot), sourceLinked=0),
        NO_TICKS,
        value("c:tickLblPos", "low"),
        tag("c:spPr", line(RULE, points=0.75)),
        text_properties(points),
        value("c:crossAx", ids[1]),
        value("c:crosses", "autoZero"),
        value("c:auto", 0 if not is_dated else 1),
        value("c:lblOffset", 100) if is_dated else value("c:lblAlgn", "ctr") + value("c:lblOffset", 100),
        _date_steps(plot) if is_dated else _label_steps(plot) + value("c:noMultiLvlLbl", 1),
    )


def _value_axis(plot: Plot, ids: tuple[int, int], points: float, *, at: str) -> str:
    hidden = plot.axes != "both"
    least = min((value for series in plot.series for value in series.values if value is not None), default=0)
    return tag(
        "c:valAx",
        value("c:axId", ids[0]),
        tag(
            "c:scaling",
            value("c:orientation", "minMax"),
            value("c:max", 1) if plot.axes == "none" else "",
            value("c:min", 0) if least >= 0 else "",
        ),
        value("c:delete", hidden),
        value("c:axPos", at),
        "" if hidden else tag("c:majorGridlines", tag("c:spPr", line(RULE, points=0.5))),
        "" if hidden else _title(plot.value_title, points, turned=at == "l"),
        tag("c:numFmt", formatCode=plot.form, sourceLinked=0),
        NO_TICKS,
        value("c:tickLblPos", "nextTo"),
        tag("c:spPr", NO_FILL, line("", points=0)),
        text_properties(points),
        value("c:crossAx", ids[1]),
        value("c:crosses", "max" if plot.kind == "bar" else "autoZero"),
        value("c:crossBetween", "between" if plot.kind in {"bar", "column"} else "midCat"),
    )


def _title(words: str, points: float, *, turned: bool) -> str:
    if not words:
        return ""
    return tag("c:title", tag("c:tx", rich(words, points, ink=QUIET, turned=turned)), value("c:overlay", 0))


def _dates(plot: Plot) -> tuple[float, float]:
    numbers = [float(one) for one in plot.categories]
    return min(numbers), max(numbers)


def _end_of(plot: Plot) -> str:
    """Room beyond the last date, where words stand to the right of a line."""
    if plot.category_kind != "date" or not any(
        label.side == "r" for series in plot.series for label in series.labels.values()
    ):
        return ""
    first, last = _dates(plot)
    return value("c:max", round(first + (last - first) * ROOM))


def _category_form(plot: Plot) -> str:
    if plot.category_kind == "text":
        return "General"
    if plot.category_kind == "number":
        return "0"
    return "mmm yyyy"


def _date_steps(plot: Plot) -> str:
    """A label a year, or a quarter where there are but two years; fewer where there are many."""
    first, last = _dates(plot)
    years = (last - first) / YEAR
    unit, step = ("years", -int(-years // MOST_LABELS)) if years > 2 else ("months", 3)  # noqa: PLR2004
    return (
        value("c:baseTimeUnit", "days") + value("c:majorUnit", max(step, 1)) + value("c:majorTimeUnit", unit)
    )


def _label_steps(plot: Plot) -> str:
    """Every so many labels where not all of them fit; ages are labelled by the year."""
    if plot.kind == "bar":
        return value("c:tickLblSkip", 1)
    count = len(plot.categories)
    if plot.category_kind == "number" and count > 1:
        numbers = [float(one) for one in plot.categories]
        step = max(round(12 / (numbers[1] - numbers[0])), 1)
        return value("c:tickLblSkip", step) + value("c:tickMarkSkip", step)
    every = max(-(-count // MOST_LABELS), 1)
    return value("c:tickLblSkip", every) + value("c:tickMarkSkip", every)
