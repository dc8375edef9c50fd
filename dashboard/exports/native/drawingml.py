"""Shapes and text as office programs write them: the same DrawingML in slides and in documents."""

import re
from html import escape

from dashboard.exports.native.model import PT, Box, Ring, Shape, Text
from dashboard.theme import INK

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 does not hold, or holds only to the harm of its readers."""
LANGUAGE = "en-GB"
QUOTED = str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
"""What an attribute holds only under another name."""
TYPEFACE = "Arial"
"""A typeface that every office program has, or has one of the same widths for."""
TWIP = 635
"""A twentieth of a point: the grain of outlines, and the unit in which documents count."""
NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}


def clean(text: str) -> str:
    """Return text that any XML file can hold; what it cannot hold is left out."""
    return FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Return clean text on one line, for names and attributes."""
    return " ".join(clean(text).split())


def escaped(text: str) -> str:
    """Return text as the content of an element."""
    return escape(clean(text), quote=False)


def tag(name: str, /, *children: str, **attributes: str | int) -> str:
    """Return an element; an underscore in an attribute's name stands for a colon, and True, False for 1, 0."""
    written = "".join([f" {key.replace('_', ':')}={_quoted(value)}" for key, value in attributes.items()])
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _quoted(value: str | int) -> str:
    return f'"{escaped(value).translate(QUOTED)}"' if isinstance(value, str) else f'"{value:d}"'


def declared(*prefixes: str) -> dict[str, str]:
    """Return the attributes that declare namespaces."""
    return {f"xmlns_{prefix}": NAMESPACES[prefix] for prefix in prefixes}


def solid(code: str, *, opacity: float = 1) -> str:
    """Return a fill of one colour, "#12436D"."""
    alpha = tag("a:alpha", val=round(opacity * 100_000)) if opacity < 1 else ""
    return tag("a:solidFill", tag("a:srgbClr", alpha, val=code.removeprefix("#").upper()))


def line(code: str, *, points: float, name: str = "a:ln") -> str:
    """Return a line, or none without a colour."""
    if not code:
        return tag(name, tag("a:noFill"))
    return tag(name, solid(code), tag("a:round"), w=round(points * PT))


def properties(shape: Shape) -> str:
    """Return place, outline, fill and line of a shape, without the element around them."""
    return placed(shape.box) + _geometry(shape) + _fill(shape) + line(shape.line, points=shape.line_width)


def placed(box: Box, *, inside: Box | None = None) -> str:
    """Return where a shape is; of a group, also which part of its own plane it shows."""
    plane = (
        tag("a:chOff", x=inside.x, y=inside.y) + tag("a:chExt", cx=inside.width, cy=inside.height)
        if inside
        else ""
    )
    return tag("a:xfrm", tag("a:off", x=box.x, y=box.y), tag("a:ext", cx=box.width, cy=box.height), plane)


def around(shapes: tuple[Shape, ...]) -> Box:
    """Return the box around shapes."""
    x, y = min(shape.box.x for shape in shapes), min(shape.box.y for shape in shapes)
    right = max(shape.box.x + shape.box.width for shape in shapes)
    bottom = max(shape.box.y + shape.box.height for shape in shapes)
    return Box(x, y, right - x, bottom - y)


def body(text: Text, *, name: str) -> str:
    """Return the words of a shape of a slide, a paragraph a line."""
    insets = {f"{side}Ins": 0 for side in "ltrb"}
    looks = tag(
        "a:rPr",
        "" if text.colour == INK else solid(text.colour),
        lang=LANGUAGE,
        sz=round(text.points * 100),
        **({"b": 1} if text.bold else {}),
    )
    paragraphs = [
        tag("a:p", tag("a:pPr", algn=text.align), tag("a:r", looks, tag("a:t", escaped(words))))
        for words in text.words.split("\n")
    ]
    frame = tag("a:bodyPr", tag("a:noAutofit"), wrap="square", **insets, rtlCol=0, anchor=text.anchor)
    return tag(name, frame, tag("a:lstStyle"), *paragraphs)


def _fill(shape: Shape) -> str:
    """The fill: none, one colour, or a pattern in two."""
    if not shape.fill:
        return tag("a:noFill")
    if not shape.pattern:
        return solid(shape.fill, opacity=shape.opacity)
    front, back = (
        solid(code).replace("a:solidFill", name)
        for code, name in ((shape.fill, "a:fgClr"), (shape.back, "a:bgClr"))
    )
    return tag("a:pattFill", front, back, prst=shape.pattern)


def _geometry(shape: Shape) -> str:
    if not shape.rings:
        return tag("a:prstGeom", tag("a:avLst"), prst="rect")
    path = tag(
        "a:path",
        *(_ring(ring, shape.box) for ring in shape.rings),
        w=max(shape.box.width // TWIP, 1),
        h=max(shape.box.height // TWIP, 1),
    )
    lists = "".join(tag(name) for name in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"))
    return tag("a:custGeom", lists, tag("a:rect", l="0", t="0", r="r", b="b"), tag("a:pathLst", path))


def _ring(ring: Ring, box: Box) -> str:
    corners = [f'<a:pt x="{(x - box.x) // TWIP}" y="{(y - box.y) // TWIP}"/>' for x, y in ring]
    lines = "".join(f"<a:lnTo>{corner}</a:lnTo>" for corner in corners[1:])
    return f"<a:moveTo>{corners[0]}</a:moveTo>{lines}<a:close/>"
