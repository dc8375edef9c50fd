"""Bars and columns as SVG: stacked or side by side, with the numbers that are printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.exports.native.chart_layout import label_step
from dashboard.exports.native.model import PT, Plot, Series, Size
from dashboard.exports.pdf import svg
from dashboard.exports.pdf.axes import GAP, POINTS, legend, looks, said, scale, ticks, upright
from dashboard.exports.pdf.svg import LINE, Picture, element, stroke, wide, words
from dashboard.theme import QUIET, RULE

ROW, WIDEST = 15.0, 24.0
"""The least height of a row of bars, and the most."""
BAR, BETWEEN = 9.0, 5.0
"""The least height of a bar where several stand in a row, and what parts the rows."""
LABELS: Final = 0.44
"""The share of a chart that the labels of its bars may take."""
FILLED: Final = 0.7
"""The share of its room that a column, or a group of them, takes."""


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


def bars(given: Plot, size: Size) -> Picture:
    """Return horizontal bars; they are as high as they need, and no higher than they are easy to read."""
    width, pieces = size.width / PT, list(_pieces(given))
    key, top = legend(given, width)
    labels = [svg.broken(str(label), POINTS, width * LABELS, most=2) for label in given.categories]
    left = min(max(wide(line, POINTS) for label in labels for line in label), width * LABELS) + GAP
    across = 1 if given.stacked else len(given.series)
    below = (29 if given.value_title else 16) if given.axes == "both" else (14 if given.value_title else GAP)
    least = max(ROW, BAR * across + BETWEEN, POINTS * LINE * max(map(len, labels)) + 3)
    row = max(least, min((size.height / PT - top - below) / len(labels), WIDEST + BAR * (across - 1)))
    numbers = [] if given.stacked else [said(piece.end, given) for piece in pieces if piece.is_told]
    right = width - max((wide(one, POINTS) for one in numbers), default=0) - GAP
    bottom = top + row * len(labels)
    axis = _reach(pieces, 6)
    ends = (axis[0], axis[-1]) if given.axes == "both" else (
        min(0.0, *(piece.end for piece in pieces)), max(0.0, *(piece.end for piece in pieces)) or 1
    )  # fmt: skip
    at = scale(*ends, left + (wide("-00.0", POINTS) if ends[0] < 0 else 0), right)
    drawn = [key]
    if given.axes == "both":
        for tick in axis:
            drawn.append(stroke((at(tick), top), (at(tick), bottom), RULE))
            drawn.append(words(said(tick, given), at(tick), bottom + 8, POINTS, align="ctr", colour=QUIET))
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
                element("rect", x=start, y=y, width=end - start, height=thick, **looks(piece.series))
            )
        if piece.is_told:
            drawn.append(_told(piece, given, start, end, y + thick / 2))
    drawn.append(stroke((at(0), top), (at(0), bottom), QUIET))
    return svg.picture(drawn, Size(size.width, round((bottom + below) * PT)))


def columns(given: Plot, size: Size) -> Picture:
    """Return upright columns with level labels below them, as many as there is room for."""
    width, pieces = size.width / PT, list(_pieces(given))
    key, top = legend(given, width)
    axis = _reach(pieces, 5)
    beyond = max(wide(str(given.categories[-1]), POINTS) / 2 - width / len(given.categories) / 2, 0)
    drawn, plane = upright(given, size, axis, key, top, right=width - GAP - beyond)
    at, each = (
        scale(axis[0], axis[-1], plane.bottom, plane.top),
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
            drawn.append(element("rect", x=x, y=low, width=thick, height=high - low, **looks(piece.series)))
        if piece.is_told:
            text = said(piece.end - piece.start, given)
            drawn.append(words(text, x + thick / 2, low - 6, POINTS, align="ctr"))
    drawn.append(stroke((plane.left, at(0)), (plane.right, at(0)), QUIET))
    return svg.picture(drawn, size)


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


def _told(piece: Piece, given: Plot, start: float, end: float, y: float) -> str:
    """The number of a bar: within it where bars are stacked and it fits, else beyond its end."""
    text = said(piece.end - piece.start, given)
    if given.stacked:
        fits = wide(text, POINTS) <= end - start
        return words(text, (start + end) / 2, y, POINTS, align="ctr", colour=piece.series.ink) if fits else ""
    if piece.end < 0:
        return words(text, start - 3, y, POINTS, align="r")
    return words(text, end + 3, y, POINTS)
