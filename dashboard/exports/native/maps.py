"""Maps and tiles as shapes, one for each place, named after it, beside a key of their marks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dashboard.exports.native.model import CM, Box, Drawing, Group, Shape, Size, Text
from dashboard.exports.native.outlines import Outline, around, drawn, frame_around
from dashboard.exports.native.text_widths import width_of
from dashboard.figures.maps import MARKS, Mark
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import EMPTY, INK, PAPER, QUIET

STEP: Final = round(0.72 * CM)
"""The height of an entry of a key."""
SWATCH: Final = Size(round(0.62 * CM), round(0.42 * CM))
HATCH: Final = "wdUpDiag"
"""The pattern for what is only partly so: a mark of its own, not a lighter colour."""
KEY_WIDTH: Final = round(6.2 * CM)
GAP: Final = round(0.4 * CM)
CAPTION: Final = round(0.6 * CM)
LONDON: Final = "E09"
"""How the codes of London's 33 begin."""
MANY: Final = 60
"""From so many areas on, London is too small to read on the map itself."""
BY_LABEL: Final[Mapping[str, Mark]] = {mark.label: mark for mark in MARKS.values()}
SIZES: Final = (11, 10, 9, 8, 7, 6.5, 6, 5.5)
"""Sizes that the words of tiles may have, in points; the longest name decides."""
ENTRY: Final = round(5.2 * CM)
"""The width of an entry of the key of tiles."""
WIDEST: Final = 2
"""How many times wider than high a tile may be."""
Outlines = Mapping[str, Outline]


@dataclass(frozen=True, slots=True)
class Area:
    """An area on the map: its code and name, who is there, its mark and its outline."""

    code: str
    name: str
    names: str
    mark: Mark
    outline: Outline

    @property
    def says(self) -> str:
        """What the area's shape says to those who do not see it."""
        return ". ".join(part for part in (f"{self.name}: {self.mark.label}", self.names) if part)


def coverage(figure: Figure, *, size: Size, shapes: Mapping[str, Outlines], enlarged: Outlines) -> Drawing:
    """Return the map with its key at the left, and London enlarged at its right where England is shown.

    `shapes` are the outlines at each address that the figure names, `enlarged` those of London in detail.
    """
    areas = _areas(figure, shapes)
    if not areas:
        return Drawing(size, ())
    entries = list(Counter(area.mark for area in areas).items())
    counts = tuple((mark.label, count) for mark, count in entries)
    high = STEP * len(entries)
    key = _key_of(entries, noun="areas", box=Box(0, (size.height - high) // 2, KEY_WIDTH, high))
    room = Box(KEY_WIDTH + GAP, 0, size.width - KEY_WIDTH - GAP, size.height)
    london = [area for area in areas if area.code.startswith(LONDON)]
    if len(areas) < MANY or not london:
        return Drawing(size, (key, Group("Areas", _shapes(areas, room))), counts)
    left, right = _halves(room)
    in_detail = [replace(area, outline=enlarged.get(area.code, area.outline)) for area in london]
    closer = _shapes(in_detail, right)
    caption = Shape(
        "London, enlarged: caption",
        "London, enlarged",
        Box(right.x, right.y - CAPTION, right.width, CAPTION),
        text=Text("London, enlarged", 10.5, QUIET),
    )
    return Drawing(
        size,
        (key, Group("Areas", _shapes(areas, left)), Group("London, enlarged", (caption, *closer))),
        counts,
    )


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


def _areas(figure: Figure, shapes: Mapping[str, Outlines]) -> list[Area]:
    """Every area of the figure, those with a heavy outline last, so that no neighbour covers it.

    Where a figure draws from several files, the areas of the first are the ground that the others lie on; of these
    only the covered ones are drawn, so that what lies on them is large enough to see.
    """
    hatched = {trace["name"] for trace in figure["data"] if trace["type"] == "scattergeo"}
    drawn_here = [trace for trace in figure["data"] if trace.get("geojson") in shapes]
    traces = [trace for trace in drawn_here if trace.get("hoverinfo") != "skip"]  # borders alone are no areas
    ground = traces[0]["geojson"] if len({trace["geojson"] for trace in traces}) > 1 else None
    areas = [
        Area(code, str(name), str(names or ""), mark, shapes[trace["geojson"]][code])
        for trace in traces
        if (mark := _mark(trace, hatched)).fill != EMPTY or trace["geojson"] != ground
        for name, names, code in trace["customdata"]
        if code in shapes[trace["geojson"]]
    ]
    return sorted(areas, key=lambda area: area.mark.stroke)


def _mark(trace: Trace, hatched: set[str]) -> Mark:
    line = trace["marker"]["line"]
    name = trace["name"]
    return Mark(name, trace["colorscale"][0][1], line["color"], line["width"], stroke=name in hatched)


def _shapes(areas: list[Area], room: Box) -> tuple[Shape, ...]:
    frame = frame_around([area.outline for area in areas], room)
    shapes = []
    for area in areas:
        rings = drawn(area.outline, frame)
        shapes.append(Shape(area.name, area.says, around(rings), rings, **_paint(area.mark)))  # type: ignore[arg-type]
    return tuple(shapes)


def _halves(room: Box) -> tuple[Box, Box]:
    """Room for England, which is about as wide as high, and for London beside its south."""
    england = min(round(room.height * 1.02), round(room.width * 0.62))
    rest = room.width - england - GAP
    height = min(round(rest * 0.8), round(room.height * 0.6))
    return (
        Box(room.x, 0, england, room.height),
        Box(room.x + england + GAP, room.height - height, rest, height),
    )


def _key(entries: list[tuple[Mark, int]], width: int) -> Group:
    """The entries of the key beside one another, in as many rows as they need."""
    fit = max(width // ENTRY, 1)
    boxes = [Box(place % fit * ENTRY, place // fit * STEP, ENTRY, STEP) for place in range(len(entries))]
    each = [_key_of([entry], noun="places", box=box) for entry, box in zip(entries, boxes, strict=True)]
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
            **(_paint(mark) | {"pattern": ""} if mark.stroke else _paint(mark)),  # type: ignore[arg-type]
        )
        for x, row, words, described in zip(
            trace["x"], _rows(trace), trace["text"], trace["customdata"], strict=True
        )
    ]


def _paint(mark: Mark) -> dict[str, object]:
    """How a mark is filled and outlined, as the properties of a shape."""
    if mark.stroke:
        return {"fill": mark.line, "pattern": HATCH, "back": mark.fill, "line": mark.line, "line_width": 1.0}
    return {"fill": mark.fill, "line": mark.line, "line_width": 0.4}


def _key_of(entries: Sequence[tuple[Mark, int]], *, noun: str, box: Box) -> Group:
    """Return the key: the marks from top to bottom, each with its label and how many there are of it."""
    shapes = [shape for place, entry in enumerate(entries) for shape in _entry(*entry, place, noun, box)]
    return Group("Key", tuple(shapes))


def _entry(mark: Mark, count: int, place: int, noun: str, box: Box) -> list[Shape]:
    top = box.y + place * STEP
    beside = SWATCH.width + round(0.2 * CM)
    says = f"{mark.label}: {count} {noun}"
    style = _paint(mark) | ({"line": QUIET} if mark.line.upper() == "#FFFFFF" else {})
    swatch = Shape(
        f"Key: {mark.label}",
        says,
        Box(box.x, top + (STEP - SWATCH.height) // 2, SWATCH.width, SWATCH.height),
        **style,  # type: ignore[arg-type]
    )
    words = Shape(
        f"Key, words: {mark.label}",
        says,
        Box(box.x + beside, top, box.width - beside, STEP),
        text=Text(f"{mark.label} ({count})", 10.5, align="l"),
    )
    return [swatch, words]
