"""Writing XML: text that cannot break a file, and elements from their children."""

import re
from xml.sax.saxutils import escape, quoteattr

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 does not hold, or holds only to the harm of its readers."""
LANGUAGE = "en-GB"
NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
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


def tag(name: str, /, *children: str, **attributes: object) -> str:
    """Return an element; an underscore in an attribute's name stands for a colon, and True, False for 1, 0."""
    written = "".join(
        f" {key.replace('_', ':')}={quoteattr(clean(_plain(value)))}" for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def value(name: str, of: object) -> str:
    """Return an element that has only a value, as most of those in a chart."""
    return tag(name, val=of)


def written(text: str) -> str:
    """Return text as the content of an element."""
    return escape(clean(text))


def declared(*prefixes: str) -> dict[str, str]:
    """Return the attributes that declare namespaces."""
    return {f"xmlns_{prefix}": NAMESPACES[prefix] for prefix in prefixes}


def colour(code: str) -> str:
    """Return a colour "#12436D" as an element of DrawingML."""
    return value("a:srgbClr", code.removeprefix("#").upper())


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
