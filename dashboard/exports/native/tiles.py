"""Equal-area tiles as squares with words."""

from collections.abc import Mapping

from dashboard.exports.native.fitting import width_of
from dashboard.exports.native.keys import key_height, key_of, paint
from dashboard.exports.native.maps import GAP, KEY_WIDTH
from dashboard.exports.native.model import Box, Drawing, Group, Shape, Size, Text
from dashboard.figures.maps import MARKS, Mark
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import INK, PAPER

BY_LABEL: Mapping[str, Mark] = {mark.label: mark for mark in MARKS.values()}
SIZES = (11, 10, 9, 8, 7, 6.5, 6, 5.5)
"""Sizes that the words of tiles may have, in points; the longest name decides."""


def grid(figure: Figure, *, size: Size) -> Drawing:
    """Return one square a place, where the grid has it, and the key at the left."""
    traces = figure["data"]
    columns = [column for trace in traces for column in trace["x"]]
    rows = [row for trace in traces for row in _rows(trace)]
    across, down = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    side = int(min((size.width - KEY_WIDTH - GAP) // across, size.height // down))
    left = KEY_WIDTH + GAP + (size.width - KEY_WIDTH - GAP - int(side * across)) // 2
    corner = (left - int(min(columns) * side), -int(min(rows) * side))
    points = _points(traces, side)
    tiles = tuple(tile for trace in traces for tile in _tiles(trace, side, corner, points))
    marks = [trace["name"] for trace in traces]
    entries = [
        (mark, len(trace["x"])) for mark in MARKS.values() for trace in traces if trace["name"] == mark.label
    ]
    key_box = Box(0, (size.height - key_height(len(marks))) // 2, KEY_WIDTH, key_height(len(marks)))
    counts = tuple((mark.label, count) for mark, count in entries)
    return Drawing(size, (key_of(entries, noun="places", box=key_box), Group("Places", tiles)), counts)


def _rows(trace: Trace) -> list[int]:
    """The row of each tile: its bar begins a little above it."""
    return [round(base + 0.46) for base in trace["base"]]


def _points(traces: list[Trace], side: int) -> float:
    """The largest size in which every name fits its tile."""
    names = [line for trace in traces for words in trace["text"] for line in str(words).split("<br>")]
    room = side - side // 8
    return next((size for size in SIZES if max(width_of(name, size) for name in names) <= room), SIZES[-1])


def _tiles(trace: Trace, side: int, corner: tuple[int, int], points: float) -> list[Shape]:
    mark = BY_LABEL[trace["name"]]
    ink = PAPER if mark.fill == MARKS["whole"].fill else INK
    edge = side // 25
    return [
        Shape(
            str(described[0]),
            ". ".join(str(part) for part in (f"{described[0]}: {mark.label}", described[1]) if part),
            Box(
                corner[0] + int(x * side) + edge,
                corner[1] + row * side + edge,
                side - 2 * edge,
                side - 2 * edge,
            ),
            text=Text(str(words).replace("<br>", "\n"), points, ink),
            **(paint(mark) | {"pattern": ""} if mark.stroke else paint(mark)),  # type: ignore[arg-type]
        )
        for x, row, words, described in zip(
            trace["x"], _rows(trace), trace["text"], trace["customdata"], strict=True
        )
    ]
