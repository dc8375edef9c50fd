"""A map as shapes: one for each authority, named after it, with London again at a scale one can read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.exports.native.geometry import Frame, Outline, around, drawn, fitted
from dashboard.exports.native.keys import key_height, key_of, paint
from dashboard.exports.native.model import CM, Box, Drawing, Group, Shape, Size, Text
from dashboard.figures.maps import Mark
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import EMPTY, QUIET

KEY_WIDTH = round(6.2 * CM)
GAP = round(0.4 * CM)
CAPTION = round(0.6 * CM)
LONDON = "E09"
"""How the codes of London's 33 begin."""
MANY = 60
"""From so many areas on, London is too small to read on the map itself."""


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


Outlines = Mapping[str, Outline]


def coverage(figure: Figure, *, size: Size, shapes: Mapping[str, Outlines], enlarged: Outlines) -> Drawing:
    """Return the map with its key at the left, and London enlarged at its right where England is shown.

    `shapes` are the outlines at each address that the figure names, `enlarged` those of London in detail.
    """
    areas = _areas(figure, shapes)
    if not areas:
        return Drawing(size, ())
    entries = list(Counter(area.mark for area in areas).items())
    counts = tuple((mark.label, count) for mark, count in entries)
    key = key_of(entries, noun="areas", box=_key_box(len(entries), size))
    room = Box(KEY_WIDTH + GAP, 0, size.width - KEY_WIDTH - GAP, size.height)
    london = [area for area in areas if area.code.startswith(LONDON)]
    if len(areas) < MANY or not london:
        return Drawing(size, (key, Group("Areas", _shapes(areas, room))), counts)
    left, right = _halves(room)
    closer = _shapes(_in_detail(london, enlarged), right)
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


def _in_detail(london: list[Area], shapes: Outlines) -> list[Area]:
    """London's areas with the outlines made for maps of London."""
    return [
        Area(area.code, area.name, area.names, area.mark, shapes.get(area.code, area.outline))
        for area in london
    ]


def _shapes(areas: list[Area], room: Box) -> tuple[Shape, ...]:
    frame = fitted([area.outline for area in areas], room)
    return tuple(_shape(area, frame) for area in areas)


def _shape(area: Area, frame: Frame) -> Shape:
    rings = drawn(area.outline, frame)
    return Shape(area.name, area.says, around(rings), rings, **paint(area.mark))  # type: ignore[arg-type]


def _key_box(entries: int, size: Size) -> Box:
    return Box(0, (size.height - key_height(entries)) // 2, KEY_WIDTH, key_height(entries))


def _halves(room: Box) -> tuple[Box, Box]:
    """Room for England, which is about as wide as high, and for London beside its south."""
    england = min(round(room.height * 1.02), round(room.width * 0.62))
    rest = room.width - england - GAP
    height = min(round(rest * 0.8), round(room.height * 0.6))
    return (
        Box(room.x, 0, england, room.height),
        Box(room.x + england + GAP, room.height - height, rest, height),
    )
