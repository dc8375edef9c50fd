"""Maps and tiles as shapes, one for each place, named after it, beside a key of their marks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from dashboard.exports.native.model import CM, Box, Drawing, Group, Shape, Size, Text
from dashboard.exports.native.outlines import Outline, around, drawn, frame_around
from dashboard.exports.native.plotly_values import PATTERNS
from dashboard.exports.native.text_widths import width_of
from dashboard.figures.maps import MARKS, Mark
from dashboard.figures.plain import NEW_LINE, Figure, Trace
from dashboard.theme import EMPTY, INK, PAPER, QUIET

STEP: Final = round(0.72 * CM)
"""The height of an entry of a key."""
SWATCH: Final = Size(round(0.62 * CM), round(0.42 * CM))
KEY_WIDTH: Final = round(6.2 * CM)
GAP: Final = round(0.4 * CM)
CAPTION: Final = round(0.6 * CM)
LONDON: Final = "E09"
"""How the codes of London's 33 begin."""
MANY: Final = 60
"""From so many areas on, London is too small to read on the map itself."""
BY_LABEL: Final[Mapping[str, Mark]] = {mark.label: mark for mark in MARKS.values()}
BY_SYMBOL: Final[Mapping[str, Mark]] = {mark.symbol: mark for mark in MARKS.values() if mark.symbol}
SIZES: Final = (11, 10, 9, 8, 7, 6.5, 6, 5.5)
"""Sizes that the words of tiles may have, in points; the longest name decides."""
ENTRY: Final = round(5.2 * CM)
"""The width of an entry of the key of tiles."""
WIDEST: Final = 2
"""How many times wider than high a tile may be."""
Outlines = Mapping[str, Outline]


@dataclass(frozen=True, slots=True)
class Area:
    """An area on the map: its code and name, what it says to those who do not see it, its mark and its outline."""

    code: str
    name: str
    says: str
    mark: Mark
    outline: Outline


def coverage(figure: Figure, *, size: Size, shapes: Mapping[str, Outlines], enlarged: Outlines) -> Drawing:
    """Return the map with its key at the left; where England is shown, at its right, London enlarged below the key.

    `shapes` are the outlines at each address that the figure names, `enlarged` those of London in detail.
    """
    areas = _areas(figure, shapes)
    if not areas:
        return Drawing(size, ())
    entries = list(Counter(area.mark for area in areas).items())
    counts = tuple((mark.label, count) for mark, count in entries)
    london = [area for area in areas if area.code.startswith(LONDON)]
    if len(areas) < MANY or not london:
        key = _key(entries, _column(0, (size.height - STEP * len(entries)) // 2, len(entries)), noun="areas")
        room = Box(KEY_WIDTH + GAP, 0, size.width - KEY_WIDTH - GAP, size.height)
        return Drawing(size, (key, Group("Areas", _shapes(areas, room))), counts)
    england = Box(0, 0, min(size.height, size.width - KEY_WIDTH - GAP), size.height)
    right, top = england.width + GAP, STEP * len(entries) + GAP
    key = _key(entries, _column(right, 0, len(entries)), noun="areas")
    above = Box(right, top, size.width - right, CAPTION)
    below = Box(right, top + CAPTION, above.width, size.height - top - CAPTION)
    in_detail = [replace(area, outline=enlarged.get(area.code, area.outline)) for area in london]
    words = Text("London, enlarged", 10.5, QUIET, align="l")
    caption = Shape("London, enlarged: caption", "London, enlarged", above, text=words)
    closer = Group("London, enlarged", (caption, *_shapes(in_detail, below)))
    return Drawing(size, (key, Group("Areas", _shapes(areas, england)), closer), counts)


def _column(left: int, top: int, count: int) -> list[Box]:
    """The places of the entries of a key, one below the other."""
    return [Box(left, top + place * STEP, KEY_WIDTH, STEP) for place in range(count)]


def grid(figure: Figure, *, size: Size) -> Drawing:
    """Return one tile a place, where the grid has it, all alike and as wide as there is room; the key above."""
    traces = [trace for trace in figure["data"] if trace["type"] == "bar"]
    columns = [column for trace in traces for column in trace["x"]]
    rows = [row for trace in traces for row in _rows(trace)]
    entries = [
        (mark, len(trace["x"])) for mark in MARKS.values() for trace in traces if trace["name"] == mark.label
    ]
    fit = max(size.width // ENTRY, 1)
    boxes = [Box(place % fit * ENTRY, place // fit * STEP, ENTRY, STEP) for place in range(len(entries))]
    key = _key(entries, boxes, noun="places")
    top = max(shape.box.y + shape.box.height for shape in key.shapes) + GAP // 2
    across, down = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    high = int((size.height - top) // down)
    wide = min(int(size.width // across), WIDEST * high)
    corner = ((size.width - int(wide * across)) // 2 - int(min(columns) * wide), top - int(min(rows) * high))
    names = [line for trace in traces for words in trace["text"] for line in str(words).split(NEW_LINE)]
    fits = (size for size in SIZES if max(width_of(name, size) for name in names) <= wide - wide // 8)
    points = next(fits, SIZES[-1])
    places = [one for trace in traces for one in _tiles(trace, Size(wide, high), corner, points)]
    counts = tuple((mark.label, count) for mark, count in entries)
    return Drawing(size, (key, Group("Places", tuple(places))), counts)


def _areas(figure: Figure, shapes: Mapping[str, Outlines]) -> list[Area]:
    """Every area of the figure, those with a heavy outline last, so that no neighbour covers it.

    Where a figure draws from several files, the areas of the first are the ground that the others lie on; of these
    only the covered ones are drawn, so that what lies on them is large enough to see.
    """
    symbols = {
        trace["name"]: trace["marker"]["symbol"]
        for trace in figure["data"]
        if trace["type"] == "scattergeo" and trace["mode"] == "markers"
    }
    drawn_here = [trace for trace in figure["data"] if trace.get("geojson") in shapes]
    traces = [trace for trace in drawn_here if trace.get("hoverinfo") != "skip"]  # borders alone are no areas
    ground = traces[0]["geojson"] if len({trace["geojson"] for trace in traces}) > 1 else None
    areas = []
    for trace in traces:
        label, line, outlines = trace["name"], trace["marker"]["line"], shapes[trace["geojson"]]
        fill = trace["colorscale"][0][1]
        mark = Mark(label, fill, line["color"], line["width"])
        if symbol := symbols.get(label, ""):
            mark = replace(mark, symbol=symbol, pattern=BY_SYMBOL[symbol].pattern)
        if fill != EMPTY or trace["geojson"] != ground:
            areas += [
                Area(code, str(name), _says(name, mark, names), mark, outlines[code])
                for name, names, code in trace["customdata"]
                if code in outlines
            ]
    return sorted(areas, key=lambda area: bool(area.mark.symbol))


def _says(name: object, mark: Mark, names: object) -> str:
    return f"{name}: {mark.label}. {names}" if names else f"{name}: {mark.label}"


def _shapes(areas: list[Area], room: Box) -> tuple[Shape, ...]:
    frame = frame_around([area.outline for area in areas], room)
    rings = [drawn(area.outline, frame) for area in areas]
    return tuple(
        replace(_painted(area.mark, area.name, area.says, around(inside)), rings=inside)
        for area, inside in zip(areas, rings, strict=True)
    )


def _rows(trace: Trace) -> list[int]:
    """The row of each tile: its bar begins a little above it."""
    return [round(base + 0.46) for base in trace["base"]]


def _tiles(trace: Trace, tile: Size, corner: tuple[int, int], points: float) -> list[Shape]:
    mark = BY_LABEL[trace["name"]]
    ink, edge = PAPER if mark.fill == MARKS["whole"].fill else INK, tile.height // 25
    wide, high = tile.width - 2 * edge, tile.height - 2 * edge
    tiles = []
    columns = (trace["x"], _rows(trace), trace["text"], trace["customdata"])
    for x, row, words, (name, names, *_) in zip(*columns, strict=True):
        box = Box(corner[0] + int(x * tile.width) + edge, corner[1] + row * tile.height + edge, wide, high)
        shape = _painted(mark, str(name), _says(name, mark, names), box)
        text = Text(str(words), points, ink)
        tiles.append(replace(shape, fill=mark.fill, text=text, pattern=""))  # it would run through the words
    return tiles


def _painted(mark: Mark, name: str, says: str, box: Box) -> Shape:
    """A shape filled and outlined as its mark is."""
    if mark.pattern:
        shape = Shape(name, says, box, fill=mark.line, line=mark.line, line_width=1.0)
        return replace(shape, pattern=PATTERNS[mark.pattern], back=mark.fill)
    return Shape(name, says, box, fill=mark.fill, line=mark.line, line_width=0.4)


def _key(entries: list[tuple[Mark, int]], boxes: list[Box], *, noun: str) -> Group:
    """The key: a swatch for each mark, and beside it its label and how many there are of it."""
    shapes = []
    for (mark, count), box in zip(entries, boxes, strict=True):
        says, beside = f"{mark.label}: {count} {noun}", SWATCH.width + round(0.2 * CM)
        where = Box(box.x, box.y + (STEP - SWATCH.height) // 2, SWATCH.width, SWATCH.height)
        swatch = _painted(mark, f"Key: {mark.label}", says, where)
        words = Box(box.x + beside, box.y, box.width - beside, STEP)
        text = Text(f"{mark.label} ({count})", 10.5, align="l")
        shapes += [
            replace(swatch, line=QUIET) if mark.line.upper() == "#FFFFFF" else swatch,
            Shape(f"Key, words: {mark.label}", says, words, text=text),
        ]
    return Group("Key", tuple(shapes))
