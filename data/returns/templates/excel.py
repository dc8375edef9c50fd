"""A workbook as xlsx, with what it checks, and offers in a list, while a cell is filled in."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.archive import MADE
from data.excel import Workbook
from data.opendocument import NOTES_BY
from data.returns.sheets import SHEETS, Column, Sheet
from data.returns.sheets.days import EARLIEST, LATEST, DayKind
from data.returns.sheets.kinds import AreaCodeKind, FlagKind, NumberKind
from data.returns.sheets.vocabularies import WordKind
from data.returns.templates import pages
from data.returns.templates.pages import (
    GUIDE,
    GUIDE_WIDTHS,
    LIST_WIDTHS,
    LISTS,
    SPARE_ROWS,
    Book,
    lines_of,
    width,
)
from data.returns.workbook.grids import letter

_HEAD = {"bg_color": "#12436D", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top", "border": 1}
_LINE = 15
"""How high a line of text is, in points."""
_NOTE = {"author": NOTES_BY, "x_scale": 2.2, "y_scale": 1.6, "font_size": 9}


@dataclass(frozen=True, slots=True)
class _Styles:
    required: Format
    optional: Format
    text: Format
    day: Format
    number: Format
    title: Format
    wrapped: Format


def written(book: Book) -> bytes:
    """The workbook's bytes."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as target:
        said = {"title": pages.guide_lines(book)[0], "comments": " ".join(book.about)}
        target.set_properties({**said, "created": MADE})
        styles = _styles(target)
        _write_guide(target.add_worksheet(GUIDE), book, styles)
        places = list_places(book)
        for name, sheet in SHEETS.items():
            _write_sheet(target.add_worksheet(name), sheet, book, styles, places)
        _write_lists(target.add_worksheet(LISTS), book, styles)
    return file.getvalue()


def _styles(target: Workbook) -> _Styles:
    return _Styles(
        required=target.add_format({**_HEAD, "bold": True}),
        optional=target.add_format(_HEAD),
        text=target.add_format({"num_format": "@"}),
        day=target.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        number=target.add_format({"num_format": "General"}),
        title=target.add_format({"bold": True, "font_size": 14}),
        wrapped=target.add_format({"text_wrap": True, "valign": "top"}),
    )


def _write_guide(page: Worksheet, book: Book, styles: _Styles) -> None:
    lines = pages.guide_lines(book)
    for row, line in enumerate(lines):
        page.write_string(row, 0, line, styles.title if row == 0 else None)
    start = len(lines) + 1
    for column, words in enumerate(pages.HEAD):
        page.write_string(start, column, words, styles.required)
    for row, cells in enumerate(pages.guide_rows(), start=start + 1):
        page.set_row(row, _LINE * lines_of(cells))
        for column, words in enumerate(cells):
            page.write_string(row, column, words, styles.wrapped)
    for column, wide in enumerate(GUIDE_WIDTHS):
        page.set_column(column, column, wide)
    page.hide_gridlines(2)
    _printed(page)
    page.freeze_panes(start + 1, 0)


def _write_sheet(
    page: Worksheet, sheet: Sheet, book: Book, styles: _Styles, places: Mapping[str, str]
) -> None:
    rows = book.rows[sheet.name]
    last = len(rows) + SPARE_ROWS
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    _printed(page)
    page.set_row(0, 30)
    for at, column in enumerate(sheet.columns.values()):
        page.set_column(at, at, width(column), _style(column, styles))
        page.write_string(0, at, column.name, styles.required if column.required else styles.optional)
        page.write_comment(0, at, pages.note(column), _NOTE)
        if checked := rule(sheet, column, places):
            page.data_validation(1, at, last, at, checked)
        for number, row in enumerate(rows, start=1):
            _write(page, number, at, row.get(column.name), styles)


def _printed(page: Worksheet) -> None:
    """Print a sheet across one page."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _write(page: Worksheet, row: int, column: int, value: object, styles: _Styles) -> None:
    cell = pages.plain(value)
    if isinstance(cell, date):
        page.write_datetime(row, column, cell, styles.day)
    elif isinstance(cell, float) and pages.exact(cell):
        page.write_number(row, column, cell, styles.number)
    elif cell is not None:
        page.write_string(row, column, str(cell), styles.text)


def _write_lists(page: Worksheet, book: Book, styles: _Styles) -> None:
    for place, (noun, vocabulary) in enumerate(pages.lists_of(book).items()):
        for at, heading in ((place * 2, noun), (place * 2 + 1, f"{noun}: meaning")):
            page.write_string(0, at, heading, styles.required)
        for at, wide in enumerate(LIST_WIDTHS, start=place * 2):
            page.set_column(at, at, wide)
        for row, (code, label) in enumerate(vocabulary.items(), start=1):
            page.write_string(row, place * 2, code)
            page.write_string(row, place * 2 + 1, label)
    page.freeze_panes(1, 0)


def _style(column: Column, styles: _Styles) -> Format:
    if isinstance(column.kind, DayKind):
        return styles.day
    return styles.number if isinstance(column.kind, NumberKind) else styles.text


Rule = dict[str, object]
_LOWEST = -1e15
"""Stands for no lower limit; a spreadsheet's rule needs one."""
_LAST_ROW = 10_000


def list_places(book: Book) -> dict[str, str]:
    """Noun -> the cells of the sheet of lists that are offered."""
    return {noun: f"={LISTS}!${at}$2:${at}${last}" for noun, (at, last) in pages.list_columns(book).items()}


def rule(sheet: Sheet, column: Column, places: Mapping[str, str]) -> Rule | None:
    """The rule for the cells of a column; None where anything may be written."""
    if isinstance(column.kind, FlagKind):
        return {"validate": "list", "source": ["yes", "no"], **_error_message("Write yes or no.")}
    if isinstance(column.kind, WordKind):
        return {
            "validate": "list",
            "source": places[pages.noun(column)],
            **_error_message("Choose from the list."),
        }
    if isinstance(column.kind, DayKind):
        between = {"criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        return {"validate": "date", **between, **_error_message("Write a day, such as 2019-03-31.")}
    if isinstance(column.kind, NumberKind):
        return _of_number(column.kind)
    return _of_key(sheet, column, places)


def _of_number(kind: NumberKind) -> Rule:
    validate: Rule = {
        "validate": "integer" if kind.whole else "decimal",
        **_error_message(f"Write {kind.words}."),
    }
    if kind.most is not None:
        return {**validate, "criteria": "between", "minimum": kind.least or 0, "maximum": kind.most}
    return {**validate, "criteria": ">=", "value": _LOWEST if kind.least is None else kind.least}


def _of_key(sheet: Sheet, column: Column, places: Mapping[str, str]) -> Rule | None:
    """The keys that there are; others may be written, since the store can have them."""
    if column.name == "bridge":
        return {
            "validate": "list",
            "source": places["bridge"],
            **_error_message("Choose from the list.", stop=False),
        }
    if isinstance(column.kind, AreaCodeKind) and pages.AREA in places:
        return {"validate": "list", "source": places[pages.AREA], "show_error": False}
    other = pages.referred_to(sheet, column)
    if other is None:
        return None
    at = letter(list(other.columns).index(other.key[0]))
    words = f"The sheet {other.name} has no such key."
    return {
        "validate": "list",
        "source": f"={other.name}!${at}$2:${at}${_LAST_ROW}",
        **_error_message(words, stop=False),
    }


def _error_message(words: str, *, stop: bool = True) -> Rule:
    return {"error_title": "Return", "error_message": words, "error_type": "stop" if stop else "warning"}
