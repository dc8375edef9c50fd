"""How a chart divides its room: labels at the left of bars get what they need, and no label is dropped."""

from dashboard.exports.native.fitting import width_of
from dashboard.exports.native.model import PT, Plot, Size
from dashboard.exports.ooxml.xml import tag, value

GAP = 0.012
MOST = 0.48
"""The share of a chart that labels of bars may take."""
SQUARE = 0.86
"""The share of the height that a square of points takes."""
LINE = 1.9
"""The height of a line of text with its surroundings, in the size of the text."""


def layout(plot: Plot, size: Size, points: float) -> str:
    """Return where bars stand, or a square for points without axes; other charts are laid out by who shows them."""
    if plot.axes == "none":
        side = SQUARE * size.height
        return _placed((1 - side / size.width) / 2, (1 - SQUARE) / 2, side / size.width, SQUARE)
    if plot.kind != "bar":
        return tag("c:layout")
    labels = max(width_of(str(label), points) for label in plot.categories)
    left = min(labels / size.width + 2 * GAP, MOST)
    line = LINE * points * PT / size.height
    top = line * 1.2 if plot.legend else GAP
    below = (line * (2 if plot.value_title else 1) + GAP) if plot.axes == "both" else GAP
    return _placed(left, top, 1 - left - 3 * GAP, 1 - top - below)


def _placed(left: float, top: float, width: float, height: float) -> str:
    return tag(
        "c:layout",
        tag(
            "c:manualLayout",
            value("c:layoutTarget", "inner"),
            value("c:xMode", "edge"),
            value("c:yMode", "edge"),
            *(
                value(f"c:{name}", round(place, 4))
                for name, place in zip("xywh", (left, top, width, height), strict=True)
            ),
        ),
    )
