"""A workbook as ods: its parts, written in the XML of the standard."""

from collections.abc import Mapping
from html import escape

from data.returns.sheets import SHEETS, Column, Sheet
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import FlagKind, NumberKind
from data.returns.sheets.vocabularies import WordKind
from data.returns.templates import pages
from data.returns.templates.odf_cells import annotated, cell, row, text_cell
from data.returns.templates.package import zipped
from data.returns.templates.pages import GUIDE, GUIDE_WIDTHS, LIST_WIDTHS, LISTS, SPARE_ROWS, Book, width
from data.returns.workbook.grids import letter

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{short}="{_URN}:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("style", "style"), ("table", "table"), ("text", "text"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"), ("config", "config"), ("manifest", "manifest"),
    )
)  # fmt: skip
_NAMES += (
    ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:ooo="http://openoffice.org/2004/office"'
)
"""Also for what stands in values: `of:` before a condition, `ooo:` before the settings of a view."""
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_CENTIMETRES = 0.22
"""How wide a character is."""
_PAGE = """
<office:automatic-styles><style:page-layout style:name="wide"><style:page-layout-properties
fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1"
style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles>
<style:master-page style:name="wide" style:page-layout-name="wide"/></office:master-styles>
"""
"""Print a sheet across one page."""
_STYLES = """
<style:style style:name="sheet" style:family="table" style:master-page-name="wide"/>
<number:text-style style:name="N-text"><number:text-content/></number:text-style>
<number:date-style style:name="N-day"><number:year number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<style:style style:name="text" style:family="table-cell" style:data-style-name="N-text"/>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N-day"><style:paragraph-properties
fo:text-align="start"/></style:style>
<style:style style:name="number" style:family="table-cell"/>
<style:style style:name="wrapped" style:family="table-cell" style:data-style-name="N-text">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>
<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-weight="bold"
fo:font-size="14pt"/></style:style>
<style:style style:name="optional" style:family="table-cell"><style:table-cell-properties
fo:background-color="#12436D"/><style:text-properties fo:color="#FFFFFF"/></style:style>
<style:style style:name="required" style:family="table-cell"><style:table-cell-properties
fo:background-color="#12436D"/><style:text-properties fo:color="#FFFFFF" fo:font-weight="bold"/></style:style>
"""


_FROZEN = {
    "HorizontalSplitMode": 2, "VerticalSplitMode": 2, "HorizontalSplitPosition": 1, "VerticalSplitPosition": 1,
    "ActiveSplitRange": 3, "PositionRight": 1, "PositionBottom": 1,
}  # fmt: skip


def written(book: Book) -> bytes:
    """The workbook's bytes."""
    styles = f'{_XML}<office:document-styles {_NAMES} office:version="1.3">{_PAGE}</office:document-styles>'
    parts = {
        "mimetype": _TYPE,
        "META-INF/manifest.xml": _manifest(),
        "settings.xml": _settings(),
        "styles.xml": styles,
        "content.xml": _content(book),
    }
    return zipped(parts, plain=("mimetype",))


def _manifest() -> str:
    parts = (
        ("/", _TYPE),
        ("content.xml", "text/xml"),
        ("settings.xml", "text/xml"),
        ("styles.xml", "text/xml"),
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in parts
    )
    return f'{_XML}<manifest:manifest {_NAMES} manifest:version="1.3">{entries}</manifest:manifest>'


def _content(book: Book) -> str:
    rules = "".join(_rule(noun, list(words)) for noun, words in pages.lists().items()) + _rule(
        "flag", ["yes", "no"]
    )
    references = "".join(_reference(sheet) for sheet in SHEETS.values() if len(sheet.key) == 1)
    tables = [_guide(book), *(_sheet(sheet, book) for sheet in SHEETS.values()), _lists()]
    return (
        f'{_XML}<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'
        f"{_STYLES.strip()}{_widths()}</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:content-validations>{rules}{references}</table:content-validations>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )


def _widths() -> str:
    wide = {width(column) for sheet in SHEETS.values() for column in sheet.columns.values()} | {
        *GUIDE_WIDTHS,
        *LIST_WIDTHS,
    }
    return "".join(
        f'<style:style style:name="w{one}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{one * _CENTIMETRES:.2f}cm"/></style:style>'
        for one in sorted(wide)
    )


def _guide(book: Book) -> str:
    title, *lines = pages.guide_lines(book)
    rows = [
        row([text_cell(title, "title")]),
        *(row([text_cell(line)]) for line in lines),
        row(["<table:table-cell/>"]),
    ]
    rows.append(row([text_cell(words, "required") for words in pages.HEAD]))
    rows += [row([text_cell(words, "wrapped") for words in cells]) for cells in pages.guide_rows()]
    return _table(GUIDE, [(wide, "text") for wide in GUIDE_WIDTHS], rows)


def _sheet(sheet: Sheet, book: Book) -> str:
    columns = list(sheet.columns.values())
    head = row(
        [
            annotated(column.name, pages.note(column), "required" if column.required else "optional")
            for column in columns
        ]
    )
    rules = [_attribute(sheet, column) for column in columns]
    filled = (
        row([cell(held[column.name], rule) for column, rule in zip(columns, rules, strict=True)])
        for held in book.rows[sheet.name]
    )
    spare = row([f"<table:table-cell{rule}/>" for rule in rules], times=SPARE_ROWS)
    return _table(sheet.name, [(width(column), _style(column)) for column in columns], [head, *filled, spare])


def _lists() -> str:
    lists = pages.lists()
    head = [text_cell(words, "required") for noun in lists for words in (noun, f"{noun}: meaning")]
    longest = max(len(words) for words in lists.values())
    rows = [row([part for words in lists.values() for part in _listed(words, at)]) for at in range(longest)]
    return _table(LISTS, [(wide, "text") for wide in LIST_WIDTHS] * len(lists), [row(head), *rows])


def _listed(words: Mapping[str, str], at: int) -> list[str]:
    pairs = list(words.items())
    return [text_cell(part) for part in pairs[at]] if at < len(pairs) else ["<table:table-cell/>"] * 2


def _table(name: str, columns: list[tuple[int, str]], rows: list[str]) -> str:
    shapes = "".join(
        f'<table:table-column table:style-name="w{wide}" table:default-cell-style-name="{style}"/>'
        for wide, style in columns
    )
    return f'<table:table table:name="{name}" table:style-name="sheet">{shapes}{"".join(rows)}</table:table>'


def _style(column: Column) -> str:
    if isinstance(column.kind, DayKind):
        return "day"
    return "number" if isinstance(column.kind, NumberKind) else "text"


def _attribute(sheet: Sheet, column: Column) -> str:
    """The attributes of a cell of the column: how it looks, and which rule it is under."""
    other = pages.referred_to(sheet, column)
    rule = ""
    if isinstance(column.kind, FlagKind):
        rule = "flag"
    elif isinstance(column.kind, WordKind) or column.name == "bridge":
        rule = pages.noun(column)
    elif other and len(other.key) == 1:
        rule = f"key of {other.name}"
    named = f' table:content-validation-name="{escape(rule)}"' if rule else ""
    return f' table:style-name="{_style(column)}"{named}'


def _rule(name: str, words: list[str]) -> str:
    listed = ";".join(f'"{word}"' for word in words)
    stop = "warning" if name == "bridge" else "stop"
    return _validation(name, f"of:cell-content-is-in-list({listed})", "Choose from the list.", stop)


def _reference(sheet: Sheet) -> str:
    at = letter(list(sheet.columns).index(sheet.key[0]))
    source = f"of:cell-content-is-in-list([${sheet.name}.${at}$2:.${at}$10000])"
    return _validation(f"key of {sheet.name}", source, f"The sheet {sheet.name} has no such key.", "warning")


def _validation(name: str, condition: str, words: str, kind: str) -> str:
    return (
        f'<table:content-validation table:name="{escape(name)}" table:condition="{escape(condition)}" '
        'table:allow-empty-cell="true" table:display-list="unsorted">'
        f'<table:error-message table:message-type="{kind}" table:display="true"><text:p>{escape(words)}</text:p>'
        "</table:error-message></table:content-validation>"
    )


def _settings() -> str:
    """The first row and column of each sheet stay in view."""
    items = "".join(
        _item(name, value, "short" if "Mode" in name or "Active" in name else "int")
        for name, value in _FROZEN.items()
    )
    tables = "".join(
        f'<config:config-item-map-entry config:name="{name}">{items}</config:config-item-map-entry>'
        for name in SHEETS
    )
    return (
        f'{_XML}<office:document-settings {_NAMES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        f'</config:config-item><config:config-item-map-named config:name="Tables">{tables}'
        f'</config:config-item-map-named><config:config-item config:name="ActiveTable" config:type="string">{GUIDE}'
        "</config:config-item></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _item(name: str, value: int, kind: str) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
