"""Elements of OpenDocument files."""

from typing import Final

from lxml import etree

from dashboard.exports.tables.workbook.model import Block, Sheet

NAMES: Final = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{said}:1.0"
    for name, said in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("number", "datastyle"),
        ("meta", "meta"),
        ("manifest", "manifest"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("chart", "chart"),
    )
} | {
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "chartooo": "http://openoffice.org/2010/chart",
}
"""Prefix -> vocabulary; the last two are LibreOffice's own, which others pass over."""
Element = etree._Element
VERSION: Final = "1.3"
LETTER_CM: Final = 0.21
"""The width of a letter in a cell."""


def el(name: str, *children: Element | str, **attributes: str | int) -> Element:
    """An element by its prefixed name; attributes have their prefix too: `table_name="x"` is table:name="x"."""
    made = etree.Element(_qualified(name), nsmap=NAMES)
    for key, value in attributes.items():
        made.set(_qualified(key.replace("_", ":", 1).replace("_", "-")), str(value))
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def root(name: str, *children: Element) -> Element:
    """The root of a part."""
    return el(f"office:{name}", *children, office_version=VERSION)


def address(sheet: Sheet, block: Block) -> str:
    """Cells of a sheet's table as an address."""
    name, column = sheet.name.replace("'", "''"), letter(block.column)
    top = sheet.first_row + 2
    return f"'{name}'.{column}{top + block.first}:'{name}'.{column}{top + block.last}"


def letter(place: int) -> str:
    """The letters of a column."""
    return (letter(place // 26 - 1) if place > 25 else "") + chr(65 + place % 26)  # noqa: PLR2004
