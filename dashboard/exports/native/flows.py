"""What leads to what, as blocks joined by bands whose width is their count."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dashboard.exports.native.geometry import around
from dashboard.exports.native.model import CM, Box, Drawing, Group, Ring, Shape, Size, Text
from dashboard.figures.plain import Figure
from dashboard.theme import INK, PAPER

LABELS = round(4.6 * CM)
BLOCK = round(0.45 * CM)
BETWEEN = round(0.5 * CM)
STEPS = 16
"""Corners along the edge of a band."""
PALE = 0.4
"""The opacity of a band, so that one can be seen behind another."""


def sankey(figure: Figure, *, size: Size) -> Drawing:
    """Return the blocks of causes at the left, of effects at the right, and a band for each flow."""
    nodes, links = figure["data"][0]["node"], figure["data"][0]["link"]
    flows = list(zip(links["source"], links["target"], links["value"], strict=True))
    names, colours = nodes["label"], nodes["color"]
    half = len(names) // 2
    causes, effects = list(range(half)), list(range(half, len(names)))
    total = sum(value for _, _, value in flows)
    unit = (size.height - BETWEEN * (half - 1)) / max(total, 1)
    left, right = LABELS, size.width - LABELS - BLOCK
    blocks = _stacked(causes, _sums((cause, value) for cause, _, value in flows), left, unit) | _stacked(
        effects, _sums((effect, value) for _, effect, value in flows), right, unit
    )
    return Drawing(
        size,
        (
            Group("Flows", _bands(flows, blocks, names, colours, unit)),
            Group(
                "Causes and effects",
                tuple(
                    shape
                    for node, box in blocks.items()
                    for shape in _block(names[node], box, colours[node], is_cause=node < half)
                ),
            ),
        ),
    )


def _sums(ends: Iterable[tuple[int, float]]) -> dict[int, float]:
    sums: dict[int, float] = defaultdict(float)
    for node, value in ends:
        sums[node] += value
    return sums


def _stacked(nodes: list[int], sums: dict[int, float], x: int, unit: float) -> dict[int, Box]:
    """A block for each node that anything flows through, from the top down."""
    boxes, top = {}, 0
    for node in nodes:
        height = round(sums.get(node, 0) * unit)
        if height:
            boxes[node] = Box(x, top, BLOCK, height)
            top += height + BETWEEN
    return boxes


def _bands(
    flows: Sequence[tuple[int, int, float]],
    blocks: dict[int, Box],
    names: list[str],
    colours: list[str],
    unit: float,
) -> tuple[Shape, ...]:
    used: dict[int, int] = defaultdict(int)
    bands = []
    for cause, effect, value in flows:
        thick = round(value * unit)
        start, end = blocks[cause], blocks[effect]
        ring = _band((start.x + BLOCK, start.y + used[cause]), (end.x, end.y + used[effect]), thick)
        used[cause] += thick
        used[effect] += thick
        first, then = (names[node].rpartition(":")[0] for node in (cause, effect))
        said = f"{first} led to {then.lower()}: {value:,.0f}"
        bands.append(Shape(said, said, around([ring]), (ring,), fill=colours[cause], opacity=PALE))
    return tuple(bands)


def _band(start: tuple[int, int], end: tuple[int, int], thick: int) -> Ring:
    """A band from one place to another that leaves and arrives level."""
    edge = []
    for step in range(STEPS + 1):
        along = step / STEPS
        eased = along * along * (3 - 2 * along)
        edge.append(
            (round(start[0] + (end[0] - start[0]) * along), round(start[1] + (end[1] - start[1]) * eased))
        )
    return (*edge, *((x, y + thick) for x, y in reversed(edge)))


def _block(name: str, box: Box, colour: str, *, is_cause: bool) -> list[Shape]:
    gap = CM // 5
    words = (
        Box(0, box.y, LABELS - gap, box.height)
        if is_cause
        else Box(box.x + BLOCK + gap, box.y, LABELS - gap, box.height)
    )
    side = "from" if is_cause else "to"
    return [
        Shape(f"Block, {side}: {name}", f"{side.capitalize()} {name.lower()}", box, fill=colour, line=PAPER),
        Shape(
            f"Words, {side}: {name}",
            name,
            words,
            text=Text(name, 11, INK, align="r" if is_cause else "l"),
        ),
    ]
