"""OpenDocument spreadsheets: elements, cells, rows and tables as XML, and the package that they make.

An element is text from the start: a library for the format took .36 ms a cell, a minute for a whole store.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from html import escape
from typing import Final

from data.archive import zipped

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
VERSION: Final = "1.3"
LANGUAGE: Final = "en-GB"
"""What workbooks are written in."""
NOTES_BY: Final = "CEP Monitor"
"""Who wrote the notes on cells of workbooks that we made."""
OUR_NOTE: Final = re.compile(r"(Required\. )?[^\n]+\. Takes [^\n]+\.")
"""What our note on the name of a column says, also where a program forgot who wrote it."""
NAMES: Final = {
    **{name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in (
        "office", "table", "text", "style", "meta", "manifest", "chart", "config",
    )},
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ooo": "http://openoffice.org/2004/office",
    "chartooo": "http://openoffice.org/2010/chart",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}  # fmt: skip
"""Prefix -> vocabulary. `of` stands before a condition and `ooo` before the settings of a view, inside of values; the
last two are LibreOffice's own, which others pass over."""
_DECLARED: Final = "".join(f' xmlns:{name}="{vocabulary}"' for name, vocabulary in NAMES.items())
_SPACES: Final = re.compile("(\t| {2,}|^ | $)")


class Element(str):
    """XML that is written already; any other text is escaped when it becomes part of an element."""

    __slots__ = ()


def el(name: str, *children: str, **attributes: str | int) -> Element:
    """An element by its prefixed name; attributes have their prefix too: `table_name="x"` is table:name="x"."""
    said = "".join([f' {_prefixed(key)}="{_quoted(value)}"' for key, value in attributes.items()])
    held = "".join([one if isinstance(one, Element) else escape(one, quote=False) for one in children])
    return Element(f"<{name}{said}>{held}</{name}>" if held else f"<{name}{said}/>")


@cache
def _prefixed(key: str) -> str:
    return key.replace("_", ":", 1).replace("_", "-")


@lru_cache(maxsize=10_000)
def _quoted(value: str | int) -> str:
    return escape(str(value)).replace("\n", "&#10;").replace("\t", "&#9;")


def root(name: str, *children: str, **attributes: str) -> Element:
    """The root of a part, of this version of the standard: `document-content`."""
    made = el(f"office:{name}", *children, office_version=VERSION, **attributes)
    return _declared(made)


def _declared(element: Element) -> Element:
    name, rest = re.split(r"(?=[ />])", element, maxsplit=1)
    return Element(f'<?xml version="1.0" encoding="UTF-8"?>\n{name}{_DECLARED}{rest}')


def package(parts: Mapping[str, Element], *, folders: Mapping[str, str] | None = None) -> bytes:
    """The file of these parts by name; `folders` are documents inside of it, each with its media type."""
    kinds = {"/": MEDIA_TYPE, **(folders or {}), **dict.fromkeys(parts, "text/xml")}
    entries = [
        el("manifest:file-entry", manifest_full_path=path, manifest_media_type=kind)
        for path, kind in kinds.items()
    ]
    manifest = _declared(el("manifest:manifest", *entries, manifest_version=VERSION))
    files = {"mimetype": MEDIA_TYPE, **parts, "META-INF/manifest.xml": manifest}
    return zipped(files, plain=("mimetype",))


def paragraphs(text: str) -> Iterator[Element]:
    """A text as paragraphs, one a line."""
    return (el("text:p", *_with_spaces(line)) for line in text.split("\n"))


def _with_spaces(line: str) -> Iterator[str]:
    """A line with its tabs and repeated spaces, which XML alone would lose."""
    if "  " not in line and "\t" not in line and line == line.strip(" "):
        yield line
        return
    for part in _SPACES.split(line):
        if part == "\t":
            yield el("text:tab")
        elif part and not part.strip(" "):
            yield el("text:s", text_c=len(part))
        elif part:
            yield part


def text_cell(text: str, *, note: str = "", to: str = "", **attributes: str) -> Element:
    """A cell of words, with a note on it, or as a link to the first cell of a sheet."""
    said = [el("office:annotation", el("dc:creator", NOTES_BY), *paragraphs(note))] if note else []
    words = (
        [el("text:p", el("text:a", text, xlink_type="simple", xlink_href=f"#{to}.A1"))]
        if to
        else paragraphs(text)
    )
    return el("table:table-cell", *said, *words, office_value_type="string", **attributes)


def number_cell(number: float, **attributes: str) -> Element:
    """A cell of a number."""
    value = repr(number).removesuffix(".0")
    shown = el("text:p", value)
    return el("table:table-cell", shown, office_value_type="float", office_value=value, **attributes)


def day_cell(day: date, *, shown: str = "", **attributes: str) -> Element:
    """A cell of a day, which a reader without its style sees as `shown` or as 2019-03-31."""
    value = day.isoformat()
    words = el("text:p", shown or value)
    return el("table:table-cell", words, office_value_type="date", office_date_value=value, **attributes)


def blank_cell(**attributes: str) -> Element:
    """A cell without a value."""
    return el("table:table-cell", **attributes)


def row(cells: Iterable[Element], *, times: int = 1) -> Element:
    """A row of cells, `times` over."""
    again = {"table_number_rows_repeated": times} if times > 1 else {}
    return el("table:table-row", *cells, **again)


def column_styles(widths: Iterable[int], *, centimetres: float) -> Iterator[Element]:
    """The style `w12` of columns that are twelve letters of so many centimetres wide, for each width."""
    for width in sorted(set(widths)):
        wide = el("style:table-column-properties", style_column_width=f"{width * centimetres:.2f}cm")
        yield el("style:style", wide, style_name=f"w{width}", style_family="table-column")


def landscape(**margins: str) -> Iterator[Element]:
    """The parts of `styles.xml` for A4 on its side, as wide as the table: the master page `Default`."""
    properties = el(
        "style:page-layout-properties",
        style_print_orientation="landscape",
        style_scale_to_X=1,
        style_scale_to_Y=0,
        fo_page_width="29.7cm",
        fo_page_height="21cm",
        **margins,
    )
    yield el("office:automatic-styles", el("style:page-layout", properties, style_name="a4"))
    master = el("style:master-page", style_name="Default", style_page_layout_name="a4")
    yield el("office:master-styles", master)


def sheet_style() -> Element:
    """The style `page` of a table on that master page."""
    return el("style:style", style_name="page", style_family="table", style_master_page_name="Default")
