"""Charts on axes as SVG: bars and columns, lines with their bands, points; words stand beside what they name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from math import ceil, floor, log10
from typing import Final

from dashboard.exports.native.chart_layout import label_step
from dashboard.exports.native.model import PT, Plot, Series, Size
from dashboard.exports.native.plotly_values import from_serial, serial
from dashboard.exports.native.plots import LOWER
from dashboard.exports.pdf import svg
from dashboard.exports.pdf.svg import LINE, Picture, element, stroke, wide, words
from dashboard.figures.ends import apart
from dashboard.theme import EMPTY, PALE, QUIET, RULE

POINTS: Final = 8.5
"""The size of all words in a chart."""
ROW, WIDEST = 15.0, 24.0
"""The least height of a row of bars, and the most."""
BAR, BETWEEN = 9.0, 5.0
"""The least height of a bar where several stand in a row, and what parts the rows."""
LABELS: Final = 0.44
"""The share of a chart that the labels of its bars may take."""
ENDS: Final = 0.3
"""And that the names at the ends of its lines may take."""
GAP: Final = 5.0
FILLED: Final = 0.7
"""The share of its room that a column, or a group of them, takes."""
FAINT: Final = (EMPTY, PALE)
STEPS: Final = (1, 2, 2.5, 5, 10)
FEW_YEARS: Final = 2.5
BAND: Final = 0.3
"""The opacity of a band between two lines."""
Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the marks of a chart go, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def plot(given: Plot, size: Size) -> Picture:
    """Return a chart of a size; bars are as high as they need, and no higher than they are easy to read."""
    if given.kind == "bar":
        return _bars(given, size)
    draw = {"column": _columns, "line": _lines, "scatter": _points}[given.kind]
    return svg.picture(draw(given, size), size)


def said(value: float, form: str) -> str:
    """Return a number as its format in a spreadsheet would show it."""
    decimals = len(form.partition(".")[2].rstrip("%"))
    text = f"{value * 100 if form.endswith('%') else value:,.{decimals}f}"
    return (text if "," in form else text.replace(",", "")) + ("%" if form.endswith("%") else "")


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers, equally far apart, from the last at or below `low` to the first at or above `high`."""
    raw = max((high - low) / max(most, 1), 1e-9)
    unit = 10.0 ** floor(log10(raw))
    step = next(one * unit for one in STEPS if one * unit >= raw * 0.999)
    step = max(step, 1) if high > 3 and high == int(high) else step  # noqa: PLR2004  (counts have no halves)
    return [place * step for place in range(floor(low / step), ceil(high / step - 1e-9) + 1)]


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    per = (end - start) / ((high - low) or 1)
    return lambda value: start + (value - low) * per


def _legend(given: Plot, width: float) -> tuple[str, float]:
    if not given.legend:
        return "", 0
    named = [one for one in given.series if one.in_legend and not _is_named_at_end(one)]
    return svg.key([(one.name, _swatch(one, given)) for one in named], width, POINTS)


def _is_named_at_end(series: Series) -> bool:
    return any(label.words.startswith(series.name) for label in series.labels.values())


def _swatch(series: Series, given: Plot) -> str:
    if given.kind in {"bar", "column"}:
        return element("rect", x=0, y=-4.5, width=svg.SWATCH, height=9, **_looks(series))
    if any(one.name == series.name + LOWER for one in given.series):
        return element("rect", x=0, y=-4.5, width=svg.SWATCH, height=9, fill=series.colour, fill_opacity=BAND)
    line = stroke((0, 0), (svg.SWATCH, 0), series.colour, series.width, series.dash) if series.dash else ""
    return line + (svg.marker(series.marker, svg.SWATCH / 2, 0, series.colour) if series.marker else "")


def _looks(series: Series) -> dict[str, str | float]:
    """Fill and outline of a bar; a hatched or faint one has an outline, or its end could not be seen."""
    filled = svg.fill(series.colour, series.pattern, series.back)
    if series.pattern:
        edge = series.colour if series.back.upper() == "#FFFFFF" else series.back
        return {"fill": filled, "stroke": edge, "stroke_width": 0.75}
    return {"fill": filled, **({"stroke": QUIET, "stroke_width": 0.5} if series.colour in FAINT else {})}


@dataclass(frozen=True, slots=True)
class Piece:
    """A bar or a part of one: its series and category, from which value to which, and its place beside its like."""

    series: Series
    place: int
    start: float
    end: float
    beside: int

    @property
    def is_told(self) -> bool:
        """Whether its number is printed."""
        return bool(self.series.shown and self.series.shown[self.place])


def _pieces(given: Plot) -> Iterator[Piece]:
    for place in range(len(given.categories)):
        base = 0.0
        for beside, series in enumerate(given.series):
            value = series.values[place]
            if value is None:
                continue
            if given.stacked:
                yield Piece(series, place, base, base + value, 0)
                base += value
            else:
                yield Piece(series, place, 0.0, value, beside)


def _reach(pieces: Sequence[Piece], most: int) -> list[float]:
    """The ticks of an axis that has nought on it and goes beyond every bar."""
    ends = [piece.end for piece in pieces]
    return ticks(min(0.0, *ends), max(0.0, *ends) or 1, most)


def _bars(given: Plot, size: Size) -> Picture:
    width, pieces = size.width / PT, list(_pieces(given))
    legend, top = _legend(given, width)
    labels = [svg.broken(str(label), POINTS, width * LABELS, most=2) for label in given.categories]
    left = min(max(wide(line, POINTS) for label in labels for line in label), width * LABELS) + GAP
    across = 1 if given.stacked else len(given.series)
    below = (29 if given.value_title else 16) if given.axes == "both" else (14 if given.value_title else GAP)
    least = max(ROW, BAR * across + BETWEEN, POINTS * LINE * max(map(len, labels)) + 3)
    row = max(least, min((size.height / PT - top - below) / len(labels), WIDEST + BAR * (across - 1)))
    numbers = [] if given.stacked else [said(piece.end, given.form) for piece in pieces if piece.is_told]
    right = width - max((wide(one, POINTS) for one in numbers), default=0) - GAP
    bottom = top + row * len(labels)
    axis = _reach(pieces, 6)
    ends = (axis[0], axis[-1]) if given.axes == "both" else (
        min(0.0, *(piece.end for piece in pieces)), max(0.0, *(piece.end for piece in pieces)) or 1
    )  # fmt: skip
    at = _scale(*ends, left + (wide("-00.0", POINTS) if ends[0] < 0 else 0), right)
    drawn = [legend]
    if given.axes == "both":
        for tick in axis:
            drawn.append(stroke((at(tick), top), (at(tick), bottom), RULE))
            drawn.append(
                words(said(tick, given.form), at(tick), bottom + 8, POINTS, align="ctr", colour=QUIET)
            )
        drawn.append(
            words(given.value_title, (left + right) / 2, bottom + 21, POINTS, align="ctr", colour=QUIET)
        )
    else:
        drawn.append(words(given.value_title, left, bottom + 7, POINTS, colour=QUIET))
    for place, label in enumerate(labels):
        drawn.append(svg.lines(label, left - GAP, top + row * (place + 0.5), POINTS, align="r"))
    thick = (row - BETWEEN) / across
    for piece in pieces:
        start, end = sorted((at(piece.start), at(piece.end)))
        y = top + row * (piece.place + 0.5) + (piece.beside - across / 2) * thick
        if end - start > 0:
            drawn.append(
                element("rect", x=start, y=y, width=end - start, height=thick, **_looks(piece.series))
            )
        if piece.is_told:
            drawn.append(_told(piece, given, start, end, y + thick / 2))
    drawn.append(stroke((at(0), top), (at(0), bottom), QUIET))
    return svg.picture(drawn, Size(size.width, round((bottom + below) * PT)))


def _told(piece: Piece, given: Plot, start: float, end: float, y: float) -> str:
    """The number of a bar: within it where bars are stacked and it fits, else beyond its end."""
    text = said(piece.end - piece.start, given.form)
    if given.stacked:
        fits = wide(text, POINTS) <= end - start
        return words(text, (start + end) / 2, y, POINTS, align="ctr", colour=piece.series.ink) if fits else ""
    if piece.end < 0:
        return words(text, start - 3, y, POINTS, align="r")
    return words(text, end + 3, y, POINTS)


def _columns(given: Plot, size: Size) -> list[str]:
    width, pieces = size.width / PT, list(_pieces(given))
    legend, top = _legend(given, width)
    axis = _reach(pieces, 5)
    beyond = max(wide(str(given.categories[-1]), POINTS) / 2 - width / len(given.categories) / 2, 0)
    drawn, plane = _upright(given, size, axis, legend, top, right=width - GAP - beyond)
    at, each = (
        _scale(axis[0], axis[-1], plane.bottom, plane.top),
        (plane.right - plane.left) / len(given.categories),
    )
    across = 1 if given.stacked else len(given.series)
    thick = min(each * FILLED / across, 42)
    step = label_step(given, size, POINTS)
    for place, label in enumerate(given.categories):
        if place % step == 0:
            middle = plane.left + each * (place + 0.5)
            texts = svg.broken(str(label), POINTS, each * step - 2)
            down = plane.bottom + 4 + LINE * POINTS * len(texts) / 2
            drawn.append(svg.lines(texts, middle, down, POINTS, align="ctr"))
    for piece in pieces:
        low, high = sorted((at(piece.start), at(piece.end)))
        x = plane.left + each * (piece.place + 0.5) + (piece.beside - across / 2) * thick
        if high - low > 0:
            drawn.append(element("rect", x=x, y=low, width=thick, height=high - low, **_looks(piece.series)))
        if piece.is_told:
            text = said(piece.end - piece.start, given.form)
            drawn.append(words(text, x + thick / 2, low - 6, POINTS, align="ctr"))
    drawn.append(stroke((plane.left, at(0)), (plane.right, at(0)), QUIET))
    return drawn


def _upright(  # noqa: PLR0913
    given: Plot, size: Size, axis: Sequence[float], legend: str, top: float, *, right: float
) -> tuple[list[str], Plane]:
    """Legend, the axis of values with its title above it, and the plane beside it."""
    high, told = size.height / PT, [said(tick, given.form) for tick in axis]
    drawn = [legend]
    if given.value_title:
        drawn.append(words(given.value_title, 0, top + 6, POINTS, colour=QUIET))
        top += 13
    lines = max((len(svg.broken(str(one), POINTS, 40)) for one in given.categories), default=1)
    below = 6 + LINE * POINTS * (
        min(lines, 3) if given.category_kind == "text" and given.kind == "column" else 1
    )
    below += 14 if given.category_title else 0
    plane = Plane(max(wide(one, POINTS) for one in told) + GAP, top + 8, right, high - below)
    at = _scale(axis[0], axis[-1], plane.bottom, plane.top)
    for tick, text in zip(axis, told, strict=True):
        drawn.append(stroke((plane.left, at(tick)), (plane.right, at(tick)), RULE))
        drawn.append(words(text, plane.left - GAP, at(tick), POINTS, align="r", colour=QUIET))
    if given.category_title:
        middle = (plane.left + plane.right) / 2
        drawn.append(words(given.category_title, middle, high - 6, POINTS, align="ctr", colour=QUIET))
    return drawn, plane


def _lines(given: Plot, size: Size) -> list[str]:
    width, xs = size.width / PT, [float(one) for one in given.categories]
    legend, top = _legend(given, width)
    values = [value for one in given.series for value in one.values if value is not None]
    axis = ticks(min(0.0, *values), max(values), 5)
    ends = [
        (series, at, svg.broken(label.words, POINTS, width * ENDS - 8))
        for series in given.series
        for at, label in series.labels.items()
        if label.side == "r" and series.values[at] is not None
    ]
    beside = max((wide(line, POINTS) for *_, texts in ends for line in texts), default=0)
    drawn, plane = _upright(given, size, axis, legend, top, right=width - beside - (16 if ends else GAP))
    x = _scale(xs[0], xs[-1], plane.left + 4, plane.right - 4)
    y = _scale(axis[0], axis[-1], plane.bottom, plane.top)
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


def _points(given: Plot, size: Size) -> list[str]:
    return _triangle(given, size) if given.axes == "none" else _quadrants(given, size)


def _triangle(given: Plot, size: Size) -> list[str]:
    high = size.height / PT
    side = high - 4 * LINE * POINTS
    left = (size.width / PT - side) / 2
    x, y = (
        _scale(0, 1, left, left + side),
        _scale(0, 1, high - 2 * LINE * POINTS, high - 2 * LINE * POINTS - side),
    )
    drawn = []
    for series in given.series:
        places = [(x(at), y(value or 0)) for at, value in zip(series.xs, series.values, strict=True)]
        drawn += _line(replace(series, marker=series.marker), places)
        for at, label in series.labels.items():
            across, down = places[at]
            drawn.append(
                words(label.words, across, down + (9 if label.side == "b" else -9), POINTS, align="ctr")
            )
    return drawn


def _quadrants(given: Plot, size: Size) -> list[str]:
    width = size.width / PT
    legend, top = _legend(given, width)
    axis = ticks(0, max(value for one in given.series for value in one.values if value is not None), 5)
    drawn, plane = _upright(given, size, axis, legend, top, right=width - 2 * GAP)
    across = [x for one in given.series for x in one.xs]
    y, turn = _scale(axis[0], axis[-1], plane.bottom, plane.top), (log10 if given.is_logarithmic else float)
    flat = _scale(turn(min(across)), turn(max(across)), plane.left + 6, plane.right - 6)
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


def _powers(low: float, high: float) -> list[float]:
    """The numbers 1, 2 and 5 of every power of ten between two numbers."""
    many = (
        digit * 10.0**power
        for power in range(floor(log10(low)), ceil(log10(high)) + 1)
        for digit in (1, 2, 5)
    )
    return [one for one in takewhile(lambda one: one <= high, many) if one >= low]
