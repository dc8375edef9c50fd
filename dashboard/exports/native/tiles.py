"""Equal-area tiles with words."""

from collections.abc import Mapping

from dashboard.exports.native.keys import key_height, key_of, paint
from dashboard.exports.native.maps import GAP
from dashboard.exports.native.model import CM, Box, Drawing, Group, Shape, Size, Text
from dashboard.exports.native.text_widths import width_of
from dashboard.figures.maps import MARKS, Mark
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import INK, PAPER

BY_LABEL: Mapping[str, Mark] = {mark.label: mark for mark in MARKS.values()}
SIZES = (11, 10, 9, 8, 7, 6.5, 6, 5.5)
"""Sizes that the words of tiles may have, in points; the longest name decides."""
ENTRY = round(5.2 * CM)
"""The width of an entry of the key."""
WIDEST = 2
"""How many times wider than high a tile may be."""


def grid(figure: Figure, *, size: Size) -> Drawing:
    """Return one tile a place, where the grid has it, all alike and as wide as there is room; the key above."""
    traces = figure["data"]
    columns = [column for trace in traces for column in trace["x"]]
    rows = [row for trace in traces for row in _rows(trace)]
    entries = [
        (mark, len(trace["x"])) for mark in MARKS.values() for trace in traces if trace["name"] == mark.label
    ]
    key = _key(entries, size.width)
    top = max(shape.box.y + shape.box.height for shape in key.shapes) + GAP // 2
    across, down = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    high = int((size.height - top) // down)
    wide = min(int(size.width // across), WIDEST * high)
    corner = ((size.width - int(wide * across)) // 2 - int(min(columns) * wide), top - int(min(rows) * high))
    tile, points = Size(wide, high), _points(traces, wide)
    places = tuple(one for trace in traces for one in _tiles(trace, tile, corner, points))
    counts = tuple((mark.label, count) for mark, count in entries)
    return Drawing(size, (key, Group("Places", places)), counts)


def _key(entries: list[tuple[Mark, int]], width: int) -> Group:
    """The entries of the key beside one another, in as many rows as they need."""
    fit = max(width // ENTRY, 1)
    boxes = [
        Box(place % fit * ENTRY, place // fit * key_height(1), ENTRY, key_height(1))
        for place in range(len(entries))
    ]
    each = [key_of([entry], noun="places", box=box) for entry, box in zip(entries, boxes, strict=True)]
    return Group("Key", tuple(shape for one in each for shape in one.shapes))


def _rows(trace: Trace) -> list[int]:
    """The row of each tile: its bar begins a little above it."""
    return [round(base + 0.46) for base in trace["base"]]


def _points(traces: list[Trace], wide: int) -> float:
    """The largest size in which every name fits its tile."""
    names = [line for trace in traces for words in trace["text"] for line in str(words).split("<br>")]
    room = wide - wide // 8
    return next((size for size in SIZES if max(width_of(name, size) for name in names) <= room), SIZES[-1])


def _tiles(trace: Trace, tile: Size, corner: tuple[int, int], points: float) -> list[Shape]:
    mark = BY_LABEL[trace["name"]]
    ink = PAPER if mark.fill == MARKS["whole"].fill else INK
    edge = tile.height // 25
    return [
        Shape(
            str(described[0]),
            ". ".join(str(part) for part in (f"{described[0]}: {mark.label}", described[1]) if part),
            Box(
                corner[0] + int(x * tile.width) + edge,
                corner[1] + row * tile.height + edge,
                tile.width - 2 * edge,
                tile.height - 2 * edge,
            ),
            text=Text(str(words).replace("<br>", "\n"), points, ink),
            **(paint(mark) | {"pattern": ""} if mark.stroke else paint(mark)),  # type: ignore[arg-type]
        )
        for x, row, words, described in zip(
            trace["x"], _rows(trace), trace["text"], trace["customdata"], strict=True
        )
    ]
