"""Shapes, words and patterns as SVG in points: what a page draws that has no chart parts of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from dashboard.exports.native.drawingml import clean
from dashboard.exports.native.model import PT, Drawing, Ring, Shape, Size, Text
from dashboard.exports.native.text_widths import width_of
from dashboard.theme import INK, PAPER

FAMILY: Final = "Liberation Sans, Arial, Helvetica, DejaVu Sans Mono, sans-serif"
"""The first is shipped, and as wide as the second; the last but one has the signs that they lack."""
TILE: Final = 6
"""The side of the square that a pattern repeats, in points."""
UP: Final = "M-1 1L1 -1M0 6L6 0M5 7L7 5"
DOWN: Final = "M-1 5L1 7M0 0L6 6M5 -1L7 1"
STROKES: Final = {
    "wdUpDiag": (UP, 1.6),
    "dkDnDiag": (DOWN, 2.2),
    "wdDnDiag": (DOWN, 1.6),
    "openDmnd": (UP + DOWN, 0.8),
    "narHorz": ("M0 1.5H6M0 4.5H6", 1.2),
}
"""A preset of DrawingML -> its strokes in a tile, and how wide they are."""
DASHES: Final = {
    "dash": (4, 3),
    "sysDash": (3, 1.5),
    "sysDot": (1, 1.5),
    "dashDot": (4, 2, 1, 2),
    "lgDash": (8, 3),
    "lgDashDot": (8, 3, 1, 3),
}
"""A dash of DrawingML -> strokes and gaps, in widths of the line."""
Place = tuple[float, float]
"""Across and down, in points."""
ANCHORS: Final = {"l": "start", "ctr": "middle", "r": "end"}
RISE: Final = 0.36
"""How far below the middle of a line of words its letters stand, in sizes of the text."""
LINE: Final = 1.2
"""The height of a line of words, in sizes of the text."""
MARK: Final = 3.2
"""From the middle of a marker to its edge."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole SVG file, and how high it is in points."""

    content: str
    height: float


def picture(content: Iterable[str], size: Size) -> Picture:
    """Return a whole SVG file of a size around its content; the same content gives the same file."""
    inside, (wide, high) = "".join(content), (number(size.width / PT), number(size.height / PT))
    used = sorted({part.split(")", 1)[0] for part in inside.split("url(#")[1:]})
    whole = element(
        "svg",
        element("defs", *(_pattern(*name.split("-")) for name in used)) if used else "",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {wide} {high}",
        width=wide,
        height=high,
        font_family=FAMILY,
    )
    return Picture(whole, size.height / PT)


def element(name: str, /, *children: str, **attributes: str | float) -> str:
    """Return an element; an underscore in an attribute's name stands for a hyphen."""
    said = "".join(
        f' {key.replace("_", "-")}="{escape(value if isinstance(value, str) else number(value))}"'
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def number(value: float) -> str:
    """Return a number as short as a drawing can have it."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0" if value > -0.005 else "-0")  # noqa: PLR2004


def words(  # noqa: PLR0913  (what words need)
    text: str,
    x: float,
    y: float,
    points: float,
    *,
    align: str = "l",
    colour: str = INK,
    bold: bool = False,
) -> str:
    """Return words on one line, `y` being its middle."""
    looks = {"font_weight": "bold"} if bold else {}
    return element(
        "text",
        escape(clean(text), quote=False),
        x=x,
        y=y + RISE * points,
        font_size=points,
        fill=colour,
        text_anchor=ANCHORS[align],
        **looks,
    )


def lines(  # noqa: PLR0913
    texts: Sequence[str], x: float, y: float, points: float, *, align: str = "l", colour: str = INK
) -> str:
    """Return words on several lines, `y` being the middle of them all."""
    top = y - LINE * points * (len(texts) - 1) / 2
    return "".join(
        words(text, x, top + LINE * points * place, points, align=align, colour=colour)
        for place, text in enumerate(texts)
    )


def broken(text: str, points: float, width: float, *, most: int = 3) -> list[str]:
    """Return text in lines no wider than a width in points, broken between words; what is beyond the last is cut."""
    made: list[str] = []
    for word in text.split():
        if made and wide(f"{made[-1]} {word}", points) <= width:
            made[-1] += f" {word}"
        else:
            made.append(word)
    return made if len(made) <= most else [*made[: most - 1], f"{made[most - 1]}…"]


def wide(text: str, points: float) -> float:
    """Return how wide text is on one line, in points."""
    return width_of(text, points) / PT


def stroke(start: Place, end: Place, colour: str, width: float = 0.5, dash: str = "") -> str:
    """Return a straight line between two places."""
    (x1, y1), (x2, y2) = start, end
    looks: dict[str, str | float] = {"stroke": colour, "stroke_width": width, **dashes(dash, width)}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **looks)


def dashes(dash: str, width: float) -> dict[str, str]:
    """Return the attribute for a dash of DrawingML; none where the line is whole."""
    found = DASHES.get(dash)
    return {"stroke_dasharray": " ".join(number(part * max(width, 1)) for part in found)} if found else {}


def fill(colour: str, pattern: str = "", back: str = PAPER) -> str:
    """Return what an area is filled with: a colour, or a pattern of two that `picture` defines."""
    return f"url(#{pattern}-{colour[1:]}-{back[1:]})" if pattern else colour


def marker(kind: str, x: float, y: float, colour: str) -> str:
    """Return a marker around a place, by its name in DrawingML."""
    r = MARK
    match kind:
        case "circle":
            return element("circle", cx=x, cy=y, r=r, fill=colour)
        case "x":
            path = f"M{number(x - r)} {number(y - r)}L{number(x + r)} {number(y + r)}"
            path += f"M{number(x + r)} {number(y - r)}L{number(x - r)} {number(y + r)}"
            return element("path", d=path, stroke=colour, stroke_width=1.5)
        case "square":
            return element("rect", x=x - r, y=y - r, width=2 * r, height=2 * r, fill=PAPER, stroke=colour)
        case "star":
            path = polygon([(x, y - r * 1.5), (x + r * 1.5, y), (x, y + r * 1.5), (x - r * 1.5, y)])
            return element("path", d=path, fill=colour)
        case _:
            path = polygon([(x, y - r * 1.3), (x + r * 1.3, y), (x, y + r * 1.3), (x - r * 1.3, y)])
            return element("path", d=path, fill=PAPER, stroke=colour, stroke_width=1.2)


def polygon(corners: Iterable[tuple[float, float]], *, closed: bool = True) -> str:
    """Return the path along corners."""
    path = "L".join(f"{number(x)} {number(y)}" for x, y in corners)
    return f"M{path}Z" if closed else f"M{path}"


def drawing(drawn: Drawing) -> Picture:
    """Return a drawing, shape by shape, in its own size."""
    return picture((_shape(shape) for shape in drawn.shapes), drawn.size)


def _shape(shape: Shape) -> str:
    box = shape.box
    looks: dict[str, str | float] = {
        "fill": fill(shape.fill, shape.pattern, shape.back) if shape.fill else "none",
        **({"stroke": shape.line, "stroke_width": shape.line_width} if shape.line else {}),
        **({"fill_opacity": shape.opacity} if shape.opacity < 1 else {}),
    }
    if shape.rings:
        drawn = element("path", d="".join(map(_ring, shape.rings)), fill_rule="evenodd", **looks)
    elif shape.fill or shape.line:
        place = {"x": box.x / PT, "y": box.y / PT, "width": box.width / PT, "height": box.height / PT}
        drawn = element("rect", **place, **looks)
    else:
        drawn = ""
    return drawn + (_words_in(shape.text, shape) if shape.text else "")


def _ring(ring: Ring) -> str:
    return polygon((x / PT, y / PT) for x, y in ring)


def _words_in(text: Text, shape: Shape) -> str:
    """The words of a shape, in as many lines as they have, or as they need if they are too wide."""
    box, points = shape.box, text.points * (1 if shape.fill else SMALLER)
    across = {"l": box.x, "ctr": box.x + box.width / 2, "r": box.x + box.width}[text.align] / PT
    texts = [line for part in text.words.split("\n") for line in broken(part, points, box.width / PT)]
    half = LINE * points * len(texts) / 2
    middle = (box.y + box.height / 2) / PT
    down = {"t": box.y / PT + half, "ctr": middle, "b": (box.y + box.height) / PT - half}[text.anchor]
    return lines(texts, across, down, points, align=text.align, colour=text.colour)


SMALLER: Final = 0.8
"""A page is read from nearer than a slide; words within a shape were measured for it and stay."""


def _pattern(name: str, front: str, back: str) -> str:
    strokes, width = STROKES[name]
    ground = element("rect", width=TILE, height=TILE, fill=f"#{back}")
    drawn = element("path", d=strokes, stroke=f"#{front}", stroke_width=width, fill="none")
    return element(
        "pattern",
        ground,
        drawn,
        id=f"{name}-{front}-{back}",
        width=TILE,
        height=TILE,
        patternUnits="userSpaceOnUse",
    )


LEGEND_GAP: Final = 14
SWATCH: Final = 14


def key(entries: Sequence[tuple[str, str]], width: float, points: float) -> tuple[str, float]:
    """Return a legend in rows, flowing, and its height; an entry is its words and what is drawn in a swatch at 0, 0."""
    high, x, y, drawn = LINE * points + 3, 0.0, 0.0, []
    for said, swatch in entries:
        needed = SWATCH + 4 + wide(said, points)
        if x and x + needed > width:
            x, y = 0.0, y + high
        drawn.append(element("g", swatch, transform=f"translate({number(x)} {number(y + high / 2)})"))
        drawn.append(words(said, x + SWATCH + 4, y + high / 2, points))
        x += needed + LEGEND_GAP
    return "".join(drawn), (y + high + 3 if entries else 0)
