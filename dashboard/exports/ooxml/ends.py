"""Words at the ends of lines in a native chart: pushed apart as in the picture, with room beyond the last date."""

from collections.abc import Iterator
from typing import Final

from dashboard.exports.native.fitting import width_of
from dashboard.exports.native.model import PT, Label, Plot, Size
from dashboard.figures.ends import apart

PLANE: Final = Size(85, 75)
"""The per cent of a chart's width and height that its plane takes, near enough."""
HEADROOM: Final = 1.1
"""How much higher than the highest value an office program makes an axis, near enough."""
LINE: Final = 1.3
"""The height of a line of words with what keeps it apart from the next, in the size of the text."""
LEAST: Final = 1.15
MOST: Final = 1.6
"""How much longer than its dates an axis becomes at least, and at most, so that words beyond them have room."""


def moves(plot: Plot, size: Size, points: float) -> dict[tuple[int, int], float]:
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


def room(plot: Plot, size: Size, points: float) -> float:
    """Return how much longer than its dates an axis is, so that the words at the ends of its lines fit."""
    words = [label.words for _, _, label, _ in _ends(plot)]
    widest = max((width_of(one, points) for one in words), default=0)
    free = 1 - (widest + points * PT) / (size.width * PLANE.width / 100)
    return min(max(1 / max(free, 1 / MOST), LEAST), MOST)


def _ends(plot: Plot) -> Iterator[tuple[int, int, Label, float]]:
    """Every label to the right of a point: its series, its point, itself, and the value there."""
    for place, series in enumerate(plot.series if plot.kind == "line" else ()):
        for at, label in series.labels.items():
            value = series.values[at]
            if label.side == "r" and value is not None:
                yield place, at, label, value
