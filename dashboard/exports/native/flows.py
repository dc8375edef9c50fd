"""What leads to what, as blocks joined by bands whose width is their count."""

from collections import Counter

from dashboard.exports.native.model import CM, Box, Drawing, Group, Point, Ring, Shape, Size, Text
from dashboard.exports.native.outlines import around
from dashboard.figures.plain import Figure
from dashboard.theme import INK, PAPER

LABELS = round(4.6 * CM)
BLOCK = round(0.45 * CM)
BETWEEN = round(0.5 * CM)
GAP = CM // 5
STEPS = 16
"""Corners along the edge of a band."""
PALE = 0.4
"""The opacity of a band, so that one can be seen behind another."""


def sankey(figure: Figure, *, size: Size) -> Drawing:
    """Return the blocks of causes at the left, of effects at the right, and a band for each flow."""
    nodes, links = figure["data"][0]["node"], figure["data"][0]["link"]
    names, colours, half = nodes["label"], nodes["color"], len(nodes["label"]) // 2
    through: Counter[int] = Counter()
    for side in ("source", "target"):
        for node, value in zip(links[side], links["value"], strict=True):
            through[node] += value
    unit = (size.height - BETWEEN * (half - 1)) // max(sum(links["value"]), 1)  # rounding each would add up
    heights = {node: round(through[node] * unit) for node in range(len(names))}
    blocks = _stacked(heights, range(half), LABELS) | _stacked(
        heights, range(half, len(names)), size.width - LABELS - BLOCK
    )
    used: Counter[int] = Counter()
    bands = []
    for cause, effect, value in zip(links["source"], links["target"], links["value"], strict=True):
        thick, start, end = round(value * unit), blocks[cause], blocks[effect]
        ring = _band((start.x + BLOCK, start.y + used[cause]), (end.x, end.y + used[effect]), thick)
        used.update({cause: thick, effect: thick})
        first, then = (names[node].rpartition(":")[0] for node in (cause, effect))
        said = f"{first} led to {then.lower()}: {value:,.0f}"
        bands.append(Shape(said, said, around([ring]), (ring,), fill=colours[cause], opacity=PALE))
    shapes = [_block(names[node], box, colours[node], is_cause=node < half) for node, box in blocks.items()]
    ends = tuple(shape for pair in shapes for shape in pair)
    return Drawing(size, (Group("Flows", tuple(bands)), Group("Causes and effects", ends)))


def _stacked(heights: dict[int, int], nodes: range, x: int) -> dict[int, Box]:
    """A block for each node that anything flows through, from the top down."""
    boxes, top = {}, 0
    for node in nodes:
        if height := heights[node]:
            boxes[node] = Box(x, top, BLOCK, height)
            top += height + BETWEEN
    return boxes


def _band(start: Point, end: Point, thick: int) -> Ring:
    """A band from one place to another that leaves and arrives level."""
    edge = []
    for step in range(STEPS + 1):
        along = step / STEPS
        eased = along * along * (3 - 2 * along)
        x, y = start[0] + (end[0] - start[0]) * along, start[1] + (end[1] - start[1]) * eased
        edge.append((round(x), round(y)))
    return (*edge, *((x, y + thick) for x, y in reversed(edge)))


def _block(name: str, box: Box, colour: str, *, is_cause: bool) -> tuple[Shape, Shape]:
    """A block and the words beside it."""
    side = "from" if is_cause else "to"
    words = Box(0 if is_cause else box.x + BLOCK + GAP, box.y, LABELS - GAP, box.height)
    text = Text(name, 11, INK, align="r" if is_cause else "l")
    return (
        Shape(f"Block, {side}: {name}", f"{side.capitalize()} {name.lower()}", box, fill=colour, line=PAPER),
        Shape(f"Words, {side}: {name}", name, words, text=text),
    )
