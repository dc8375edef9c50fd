"""The properties of a shape in DrawingML, the same in slides and in documents."""

from dashboard.exports.native.model import PT, Box, Ring, Shape
from dashboard.exports.ooxml.xml import colour, tag, value

UNIT = 635
"""A twentieth of a point: the grain of the outlines."""
NO_FILL = tag("a:noFill")


def properties(shape: Shape) -> str:
    """Return place, outline, fill and line of a shape, without the element around them."""
    return placed(shape.box) + _geometry(shape) + fill(shape) + line(shape.line, points=shape.line_width)


def placed(box: Box) -> str:
    """Return where a shape is."""
    return tag("a:xfrm", tag("a:off", x=box.x, y=box.y), tag("a:ext", cx=box.width, cy=box.height))


def grouped(box: Box, inside: Box) -> str:
    """Return where a group is, and which part of its own plane it shows."""
    return tag(
        "a:xfrm",
        tag("a:off", x=box.x, y=box.y),
        tag("a:ext", cx=box.width, cy=box.height),
        tag("a:chOff", x=inside.x, y=inside.y),
        tag("a:chExt", cx=inside.width, cy=inside.height),
    )


def around(shapes: tuple[Shape, ...]) -> Box:
    """Return the box around shapes."""
    x, y = min(shape.box.x for shape in shapes), min(shape.box.y for shape in shapes)
    right = max(shape.box.x + shape.box.width for shape in shapes)
    bottom = max(shape.box.y + shape.box.height for shape in shapes)
    return Box(x, y, right - x, bottom - y)


def fill(shape: Shape) -> str:
    """Return the fill: none, one colour, or a pattern in two."""
    if not shape.fill:
        return NO_FILL
    if shape.pattern:
        return patterned(shape.pattern, shape.fill, shape.back)
    if shape.opacity < 1:
        code = shape.fill.removeprefix("#")
        return tag(
            "a:solidFill", tag("a:srgbClr", value("a:alpha", round(shape.opacity * 100_000)), val=code)
        )
    return solid(shape.fill)


def solid(code: str) -> str:
    """Return a fill of one colour."""
    return tag("a:solidFill", colour(code))


def patterned(pattern: str, front: str, back: str) -> str:
    """Return a fill of a pattern."""
    return tag("a:pattFill", tag("a:fgClr", colour(front)), tag("a:bgClr", colour(back)), prst=pattern)


def line(code: str, *, points: float, dash: str = "") -> str:
    """Return a line, or none without a colour."""
    if not code:
        return tag("a:ln", NO_FILL)
    dashed = value("a:prstDash", dash) if dash and dash != "solid" else ""
    return tag("a:ln", solid(code), dashed, tag("a:round"), w=round(points * PT))


def _geometry(shape: Shape) -> str:
    if not shape.rings:
        return tag("a:prstGeom", tag("a:avLst"), prst="rect")
    path = tag(
        "a:path",
        *(_ring(ring, shape.box) for ring in shape.rings),
        w=max(shape.box.width // UNIT, 1),
        h=max(shape.box.height // UNIT, 1),
    )
    lists = "".join(tag(name) for name in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"))
    return tag("a:custGeom", lists, tag("a:rect", l="0", t="0", r="r", b="b"), tag("a:pathLst", path))


def _ring(ring: Ring, box: Box) -> str:
    corners = [f'<a:pt x="{(x - box.x) // UNIT}" y="{(y - box.y) // UNIT}"/>' for x, y in ring]
    lines = "".join(f"<a:lnTo>{corner}</a:lnTo>" for corner in corners[1:])
    return f"<a:moveTo>{corners[0]}</a:moveTo>{lines}<a:close/>"
