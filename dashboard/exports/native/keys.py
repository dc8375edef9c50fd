"""The key of a drawing: a swatch and words for each kind of mark, as shapes."""

from collections.abc import Sequence

from dashboard.exports.native.model import CM, Box, Group, Shape, Text
from dashboard.figures.maps import Mark
from dashboard.theme import QUIET

STEP = round(0.72 * CM)
SWATCH = Box(0, 0, round(0.62 * CM), round(0.42 * CM))
HATCH = "wdUpDiag"
"""The pattern for what is only partly so: a mark of its own, not a lighter colour."""


def paint(mark: Mark) -> dict[str, object]:
    """How a mark is filled and outlined, as the properties of a shape."""
    if mark.stroke:
        return {"fill": mark.line, "pattern": HATCH, "back": mark.fill, "line": mark.line, "line_width": 1.0}
    return {"fill": mark.fill, "line": mark.line, "line_width": 0.4}


def key_of(entries: Sequence[tuple[Mark, int]], *, noun: str, box: Box) -> Group:
    """Return the key: the marks from top to bottom, each with its label and how many there are of it."""
    shapes = [shape for place, entry in enumerate(entries) for shape in _entry(*entry, place, noun, box)]
    return Group("Key", tuple(shapes))


def key_height(entries: int) -> int:
    """The height a key of so many entries takes."""
    return STEP * entries


def _entry(mark: Mark, count: int, place: int, noun: str, box: Box) -> list[Shape]:
    top = box.y + place * STEP
    beside = SWATCH.width + round(0.2 * CM)
    says = f"{mark.label}: {count} {noun}"
    style = paint(mark) | ({"line": QUIET} if mark.line.upper() == "#FFFFFF" else {})
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
