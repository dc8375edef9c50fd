"""How a native chart divides its room: labels at bars, words at the ends of lines, as many labels as fit an axis."""

from collections.abc import Iterator
from math import ceil
from typing import Final

from dashboard.exports.native.model import PT, Label, Plot, Size
from dashboard.exports.native.text_widths import lines_of, width_of
from dashboard.figures.ends import apart

PLANE: Final = Size(85, 75)
"""The per cent of a chart's width and height that its plane takes, near enough."""
HEADROOM: Final = 1.1
"""How much higher than the highest value an office program makes an axis, near enough."""
LINE: Final = 1.3
"""The height of a line of words with what keeps it apart from the next, in the size of the text."""
LEAST_LONGER: Final = 1.15
MOST_LONGER: Final = 1.6
"""How much longer than its dates an axis becomes at least, and at most, so that words beyond them have room."""
GAP: Final = 0.012
MOST_LABELS: Final = 0.48
"""The share of a chart that labels of bars may take."""
TITLE: Final = 0.2
"""The share of the width in which programs break the title of an axis."""
MOST_ROWS: Final = 3
"""Rows of a label below a column at most; one that is longer is left to the program."""
SQUARE: Final = 0.86
"""The share of the height that a square of points takes."""
LABEL_LINE: Final = 1.9
"""The height of a line of text with its surroundings, in the size of the text."""
YEAR: Final = 366
FEW: Final = 14
"""Up to so many columns, each has its label, broken into lines if need be."""
A_DATE: Final = "May 2020"
SWATCH: Final = 2.5
"""The width of a swatch in a legend, with the room around it, in letters' heights."""
APART: Final = 1.35
"""How much wider than its words the place of a label on an axis is."""
Area = tuple[float, float, float, float]


def plot_area(plot: Plot, size: Size, points: float) -> Area:
    """Return left, top, width and height of the plane, or of a square for points without axes, as shares of the chart.

    Above it stand the legend and the title of the axis at its side, which is written level; below, labels and a title.
    """
    if plot.axes == "none":
        side = SQUARE * size.height / size.width
        return (1 - side) / 2, (1 - SQUARE) / 2, side, SQUARE
    line = LABEL_LINE * points * PT / size.height
    left = min(_beside(plot, points) / size.width + 2 * GAP, MOST_LABELS)
    wide = 1 - left - 3 * GAP
    titled = title_above(plot)
    lines = lines_of(titled, points, round(TITLE * size.width)) if titled else 0
    top = title_top(plot, size, points) + line * lines
    title = plot.value_title if plot.kind == "bar" else plot.category_title
    rows = 0 if plot.axes == "category" else _rows_below(plot, wide * size.width, points) + bool(title)
    return left, top, wide, 1 - top - line * rows - GAP


def title_above(plot: Plot) -> str:
    """Return the title of the axis at the side of a plot, which stands above it."""
    if plot.axes != "both":
        return ""
    return plot.category_title if plot.kind == "bar" else plot.value_title


def title_top(plot: Plot, size: Size, points: float) -> float:
    """Return how far down that title is, as a share of the chart's height: below the legend."""
    rows = _legend_rows(plot, size, points) if plot.legend else 0
    return 1.2 * rows * LABEL_LINE * points * PT / size.height or GAP


def label_points(plot: Plot, size: Size, points: float) -> float:
    """Return the size of labels below columns: a little smaller than other words where that keeps them whole."""
    if plot.kind != "column":
        return points
    fit = size.width * PLANE.width / 100 / len(plot.categories)
    words = {word for label in plot.categories for word in str(label).split()}
    smaller = (points * share for share in (1, 0.93, 0.86, 0.79))
    return next((one for one in smaller if max(width_of(word, one) for word in words) < fit * 0.95), points)


def _beside(plot: Plot, points: float) -> int:
    """The width of the widest label at the side: a name beside a bar, or a number beside a line of the grid."""
    if plot.kind == "bar":
        return max(width_of(str(label), points) for label in plot.categories)
    most = max((value for series in plot.series for value in series.values if value is not None), default=0)
    return width_of(f"{HEADROOM * most:,.0f} {plot.unit}" + "." * ("." in plot.form), points)


def _rows_below(plot: Plot, width: float, points: float) -> int:
    """How many rows the labels below columns take, as each may break where the next begins; those of numbers one."""
    if plot.kind != "column":
        return 1
    fit = max(round(width / len(plot.categories)), 1)
    return min(max(lines_of(str(label), points, fit) for label in plot.categories), MOST_ROWS)


def _legend_rows(plot: Plot, size: Size, points: float) -> int:
    """How many rows a legend takes whose entries stand in columns, each as wide as the widest and its swatch."""
    names = [series.name for series in plot.series if series.in_legend]
    widest = max((width_of(name, points) for name in names), default=0) + round(SWATCH * points * PT)
    return ceil(len(names) / max(size.width // widest, 1))


def end_labels(plot: Plot, size: Size, points: float) -> dict[tuple[int, int], float]:
    """Return how far the label of a series (first) at a point (second) moves down, as a share of the chart's height."""
    ends = [(place, at, value) for place, at, _, value in _ends(plot)]
    high = size.height * PLANE.height / 100
    top = HEADROOM * max((value for *_, value in ends), default=0) or 1
    wanted = [high * (1 - value / top) for *_, value in ends]
    places = apart(wanted, [LINE * points * PT] * len(ends), low=0, high=high)
    return {
        (place, at): (found - want) / size.height
        for (place, at, _), want, found in zip(ends, wanted, places, strict=True)
    }


def last_date(plot: Plot, size: Size, points: float) -> float:
    """Return where an axis of dates ends: with room beyond the last where words stand to the right of a line."""
    first, last = _dates(plot)
    return round(first + (last - first) * _longer(plot, size, points))


def date_step(plot: Plot, size: Size, points: float) -> tuple[str, int]:
    """Return the unit and the number of it between labels of dates: years, or quarters where there are but two."""
    first, last = _dates(plot)
    years = (last - first) * _longer(plot, size, points) / YEAR
    fits = _fits([A_DATE], size, points)
    if years > 2:  # noqa: PLR2004
        return "years", max(ceil(years / fits), 1)
    return "months", 3 * max(ceil(years * 4 / fits), 1)


def label_step(plot: Plot, size: Size, points: float) -> int:
    """Return that every so many columns have a label; of bars, beside which labels stand, and of few columns, all."""
    count = len(plot.categories)
    if plot.kind == "bar" or count <= FEW:
        return 1
    return max(ceil(count / _fits([str(one) for one in plot.categories], size, points)), 1)


def has_words_at_ends(plot: Plot) -> bool:
    """Whether words stand to the right of any line."""
    return any(label.side == "r" for series in plot.series for label in series.labels.values())


def _fits(labels: list[str], size: Size, points: float) -> int:
    """How many labels the axis along the bottom has room for."""
    widest = max(width_of(label, points) for label in labels)
    return max(int(size.width * PLANE.width / 100 / (widest * APART)), 2)


def _dates(plot: Plot) -> tuple[float, float]:
    numbers = [float(one) for one in plot.categories]
    return min(numbers), max(numbers)


def _longer(plot: Plot, size: Size, points: float) -> float:
    """How much longer than its dates an axis is, so that the words at the ends of its lines fit."""
    widest = max((width_of(label.words, points) for _, _, label, _ in _ends(plot)), default=0)
    free = 1 - (widest + points * PT) / (size.width * PLANE.width / 100)
    return min(max(1 / max(free, 1 / MOST_LONGER), LEAST_LONGER), MOST_LONGER)


def _ends(plot: Plot) -> Iterator[tuple[int, int, Label, float]]:
    """Every label to the right of a point: its series, its point, itself, and the value there."""
    for place, series in enumerate(plot.series if plot.kind == "line" else ()):
        for at, label in series.labels.items():
            value = series.values[at]
            if label.side == "r" and value is not None:
                yield place, at, label, value
