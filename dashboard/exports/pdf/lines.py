"""Lines with their bands and the names at their ends, and points on axes or in a triangle, as SVG."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from math import ceil, floor, log10
from typing import Final

from dashboard.exports.native.model import PT, Plot, Series, Size
from dashboard.exports.native.plotly_values import from_serial, serial
from dashboard.exports.native.plots import LOWER
from dashboard.exports.pdf import svg
from dashboard.exports.pdf.axes import BAND, GAP, POINTS, Plane, Scale, legend, scale, ticks, upright
from dashboard.exports.pdf.svg import LINE, Picture, element, stroke, wide, words
from dashboard.figures.ends import apart
from dashboard.theme import QUIET

ENDS: Final = 0.3
"""The share of a chart that the names at the ends of its lines may take."""
FEW_YEARS: Final = 2.5


def lines(given: Plot, size: Size) -> Picture:
    """Return lines over dates or numbers, with bands between their edges, and their names at their ends."""
    width, xs = size.width / PT, [float(one) for one in given.categories]
    key, top = legend(given, width)
    values = [value for one in given.series for value in one.values if value is not None]
    axis = ticks(min(0.0, *values), max(values), 5)
    ends = [
        (series, at, svg.broken(label.words, POINTS, width * ENDS - 8))
        for series in given.series
        for at, label in series.labels.items()
        if label.side == "r" and series.values[at] is not None
    ]
    beside = max((wide(line, POINTS) for *_, texts in ends for line in texts), default=0)
    drawn, plane = upright(given, size, axis, key, top, right=width - beside - (16 if ends else GAP))
    x = scale(xs[0], xs[-1], plane.left + 4, plane.right - 4)
    y = scale(axis[0], axis[-1], plane.bottom, plane.top)
    drawn += _dates(given, xs, plane, x)
    uppers = {one.name: one for one in given.series}
    for series in given.series:
        if series.name.endswith(LOWER) and (upper := uppers.get(series.name.removesuffix(LOWER))):
            drawn.append(_band(_along(series, xs, x, y), _along(upper, xs, x, y), upper.colour))
    edges = {
        name
        for one in given.series
        if one.name.endswith(LOWER)
        for name in (one.name, one.name.removesuffix(LOWER))
    }
    for series in given.series:
        if series.name not in edges:
            drawn += _line(series, _along(series, xs, x, y))
    drawn += _named(ends, xs, x, y, plane)
    drawn += [
        words(
            label.words,
            x(xs[at]),
            y(value) + {"b": 9}.get(label.side, -9),
            POINTS,
            align="r" if label.side == "tl" else "ctr",
        )
        for series in given.series
        for at, label in series.labels.items()
        if label.side != "r" and (value := series.values[at]) is not None
    ]
    return svg.picture(drawn, size)


def points(given: Plot, size: Size) -> Picture:
    """Return points on two axes, or in a triangle where there is none."""
    return svg.picture(_triangle(given, size) if given.axes == "none" else _quadrants(given, size), size)


def _triangle(given: Plot, size: Size) -> list[str]:
    high = size.height / PT
    side = high - 4 * LINE * POINTS
    left = (size.width / PT - side) / 2
    x, y = (
        scale(0, 1, left, left + side),
        scale(0, 1, high - 2 * LINE * POINTS, high - 2 * LINE * POINTS - side),
    )
    drawn = []
    for series in given.series:
        places = [(x(at), y(value or 0)) for at, value in zip(series.xs, series.values, strict=True)]
        drawn += _line(series, places)
        for at, label in series.labels.items():
            across, down = places[at]
            drawn.append(
                words(label.words, across, down + (9 if label.side == "b" else -9), POINTS, align="ctr")
            )
    return drawn


def _quadrants(given: Plot, size: Size) -> list[str]:
    width = size.width / PT
    key, top = legend(given, width)
    axis = ticks(0, max(value for one in given.series for value in one.values if value is not None), 5)
    drawn, plane = upright(given, size, axis, key, top, right=width - 2 * GAP)
    across = [x for one in given.series for x in one.xs]
    y, turn = scale(axis[0], axis[-1], plane.bottom, plane.top), (log10 if given.is_logarithmic else float)
    flat = scale(turn(min(across)), turn(max(across)), plane.left + 6, plane.right - 6)
    steps = _powers(min(across), max(across)) if given.is_logarithmic else ticks(min(across), max(across), 6)
    for at in steps:
        if min(across) <= at <= max(across):
            drawn.append(
                words(f"{at:,.0f}", flat(turn(at)), plane.bottom + 10, POINTS, align="ctr", colour=QUIET)
            )
    for series in given.series:
        places = [
            (flat(turn(at)), y(value))
            for at, value in zip(series.xs, series.values, strict=True)
            if value is not None
        ]
        drawn += _line(series, places)
    return drawn


def _along(series: Series, xs: Sequence[float], x: Scale, y: Scale) -> list[tuple[float, float]]:
    return [(x(at), y(value)) for at, value in zip(xs, series.values, strict=True) if value is not None]


def _band(lower: list[tuple[float, float]], upper: list[tuple[float, float]], colour: str) -> str:
    path = svg.polygon([*lower, *reversed(upper)])
    return element("path", d=path, fill=colour, fill_opacity=BAND)


def _line(series: Series, places: list[tuple[float, float]]) -> list[str]:
    drawn = []
    if series.dash and len(places) > 1:
        looks = svg.dashes(series.dash, series.width)
        path = svg.polygon(places, closed=False)
        drawn.append(
            element("path", d=path, fill="none", stroke=series.colour, stroke_width=series.width, **looks)
        )
    if series.marker:
        drawn += [svg.marker(series.marker, *place, series.colour) for place in places]
    return drawn


def _named(
    ends: Sequence[tuple[Series, int, list[str]]], xs: Sequence[float], x: Scale, y: Scale, plane: Plane
) -> list[str]:
    """The names of lines beside their ends, pushed apart, each joined to its end by a stroke."""
    wanted = [y(series.values[at] or 0) for series, at, _ in ends]
    sizes = [LINE * POINTS * len(texts) + 2 for *_, texts in ends]
    places = apart(wanted, sizes, low=plane.top - 8, high=plane.bottom + 8)
    drawn = []
    for (series, at, texts), want, place in zip(ends, wanted, places, strict=True):
        start, left = x(xs[at]), plane.right + 10
        drawn.append(
            stroke((start, want), (plane.right, want), series.colour, 0.5, "sysDot")
            if start < plane.right - 8
            else ""
        )
        drawn.append(stroke((max(plane.right - 2, start), want), (left - 2, place), series.colour, 0.75))
        drawn.append(svg.lines(texts, left, place, POINTS))
    return drawn


def _dates(given: Plot, xs: Sequence[float], plane: Plane, x: Scale) -> list[str]:
    """The labels of an axis of dates or of numbers, as many as there is room for."""
    if given.category_kind != "date":
        every = max(12, 12 * ceil((xs[-1] - xs[0]) / 12 * 30 / (plane.right - plane.left)))
        places = [(float(one), f"{one:,.0f}") for one in range(ceil(xs[0] / 12) * 12, int(xs[-1]) + 1, every)]
    else:
        first, last = from_serial(xs[0]), from_serial(xs[-1])
        if (last - first).days / 365.25 > FEW_YEARS:
            turns = [
                (float(serial(f"{year}-01-01")), str(year)) for year in range(first.year + 1, last.year + 1)
            ]
            places = turns[:: max(ceil(len(turns) * 34 / (plane.right - plane.left)), 1)]
        else:
            step = max(ceil(len(xs) * 58 / (plane.right - plane.left)), 1)
            places = [(one, _month(from_serial(one))) for one in list(reversed(xs))[::step]]
    return [
        part
        for at, text in places
        for part in (
            stroke((x(at), plane.bottom), (x(at), plane.bottom + 3), QUIET),
            words(text, x(at), plane.bottom + 10, POINTS, align="ctr", colour=QUIET),
        )
    ]


def _month(day: date) -> str:
    return f"{day:%b %Y}"


def _powers(low: float, high: float) -> list[float]:
    """The numbers 1, 2 and 5 of every power of ten between two numbers."""
    many = (
        digit * 10.0**power
        for power in range(floor(log10(low)), ceil(log10(high)) + 1)
        for digit in (1, 2, 5)
    )
    return [one for one in takewhile(lambda one: one <= high, many) if one >= low]
