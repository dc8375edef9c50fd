"""The axes of a native chart."""

from dataclasses import dataclass, replace
from math import ceil

from dashboard.exports.native.fitting import width_of
from dashboard.exports.native.model import Plot, Size
from dashboard.exports.ooxml.ends import room
from dashboard.exports.ooxml.shapes import NO_FILL, line
from dashboard.exports.ooxml.text import rich, text_properties
from dashboard.exports.ooxml.xml import tag, value
from dashboard.theme import QUIET, RULE

YEAR = 366
FEW = 14
"""Up to so many columns, each has its label, broken into lines if need be."""
A_DATE = "May 2020"
SHARE = 0.85
"""The share of a chart's width that its axis takes."""
APART = 1.35
"""How much wider than its words the place of a label on an axis is."""
NO_TICKS = value("c:majorTickMark", "none") + value("c:minorTickMark", "none")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the axes of a chart are made for: the chart, the ids of its two axes, its size and that of its text."""

    plot: Plot
    ids: tuple[int, int]
    size: Size
    points: float

    @property
    def fits(self) -> int:
        """How many labels the axis along the bottom has room for."""
        labels = [str(one) for one in self.plot.categories] if self.plot.category_kind == "text" else [A_DATE]
        widest = max(width_of(label, self.points) for label in labels)
        return max(int(self.size.width * SHARE / (widest * APART)), 2)


def axes(setting: Setting) -> str:
    """Return both axes; those that are not shown are there, deleted, because a chart without them is not valid."""
    plot = setting.plot
    if plot.kind == "scatter":
        return _value_axis(setting, at="b") + _value_axis(_turned(setting), at="l")
    first = _number_axis(setting) if plot.is_numeric else _category_axis(setting)
    return first + _value_axis(_turned(setting), at="b" if plot.kind == "bar" else "l")


def _turned(setting: Setting) -> Setting:
    return replace(setting, ids=setting.ids[::-1])


def _number_axis(setting: Setting) -> str:
    """An axis of ages in months, labelled by the year."""
    plot = setting.plot
    return tag(
        "c:valAx",
        value("c:axId", setting.ids[0]),
        tag(
            "c:scaling",
            value("c:orientation", "minMax"),
            value("c:max", plot.categories[-1]),
            value("c:min", plot.categories[0]),
        )
        if len(plot.categories) > 1
        else tag("c:scaling", value("c:orientation", "minMax")),
        value("c:delete", 0),
        value("c:axPos", "b"),
        _title(plot.category_title, setting.points, turned=False),
        tag("c:numFmt", formatCode="0", sourceLinked=0),
        NO_TICKS,
        value("c:tickLblPos", "low"),
        tag("c:spPr", line(RULE, points=0.75)),
        text_properties(setting.points),
        value("c:crossAx", setting.ids[1]),
        value("c:crosses", "autoZero"),
        value("c:crossBetween", "midCat"),
        value("c:majorUnit", 12),
    )


def _category_axis(setting: Setting) -> str:
    plot, ids, points = setting.plot, setting.ids, setting.points
    is_dated, is_bar = plot.category_kind == "date", plot.kind == "bar"
    return tag(
        "c:dateAx" if is_dated else "c:catAx",
        value("c:axId", ids[0]),
        tag("c:scaling", value("c:orientation", "maxMin" if is_bar else "minMax"), _end_of(setting)),
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
        _date_steps(setting) if is_dated else _label_steps(setting) + value("c:noMultiLvlLbl", 1),
    )


def _value_axis(setting: Setting, *, at: str) -> str:
    plot, ids, points = setting.plot, setting.ids, setting.points
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


def _end_of(setting: Setting) -> str:
    """Room beyond the last date, where words stand to the right of a line."""
    plot = setting.plot
    if plot.category_kind != "date" or not any(
        label.side == "r" for series in plot.series for label in series.labels.values()
    ):
        return ""
    first, last = _dates(plot)
    return value("c:max", round(first + (last - first) * room(plot, setting.size, setting.points)))


def _category_form(plot: Plot) -> str:
    return "General" if plot.category_kind == "text" else "mmm yyyy"


def _date_steps(setting: Setting) -> str:
    """A label a year, or a quarter where there are but two years; fewer where they would touch."""
    first, last = _dates(setting.plot)
    years = (last - first) * room(setting.plot, setting.size, setting.points) / YEAR
    step = max(ceil(years / setting.fits), 1)
    unit, step = ("years", step) if years > 2 else ("months", 3 * max(ceil(years * 4 / setting.fits), 1))  # noqa: PLR2004
    return value("c:baseTimeUnit", "days") + value("c:majorUnit", step) + value("c:majorTimeUnit", unit)


def _label_steps(setting: Setting) -> str:
    """Every so many labels where there are too many columns for all of them; bars have theirs beside them."""
    count = len(setting.plot.categories)
    every = 1 if setting.plot.kind == "bar" or count <= FEW else max(ceil(count / setting.fits), 1)
    return value("c:tickLblSkip", every) + value("c:tickMarkSkip", every)
