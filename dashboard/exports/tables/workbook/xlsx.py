"""A workbook as an Excel file."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard import release
from dashboard.exports.tables.workbook.model import (
    Book,
    Cell,
    Sheet,
    filled,
    height,
    number_form,
    tidy_text,
    widths,
)
from dashboard.exports.tables.workbook.xlsx_chart import native_chart
from dashboard.words import PROVISIONAL
from data.excel import Workbook
from data.returns.formulas import is_risky

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "d mmm yyyy",
}
FONT: Final = {"font_name": "Arial", "font_size": 11, "valign": "top"}
HEADER: Final = {"bold": True, "text_wrap": True, "bottom": 1}
LINK: Final = {"font_color": "#12436D", "underline": 1}
LINE, A4 = 15, 9
"""Points that a line takes, and Excel's number for the paper."""
MOST_PRINTED: Final = 125
"""Letters above a printed page, of which Excel takes 255, and each may count twice."""
FIRST_DAY: Final = date(1900, 3, 1)
"""Excel counts days wrongly before this one, so an earlier date is written as text."""


def as_xlsx(book: Book) -> bytes:
    """Return the file. The same book gives the same bytes; no text becomes a formula, a link or a number."""
    out = BytesIO()
    with Workbook(out, OPTIONS) as workbook:
        created = datetime.combine(book.on, time(), tzinfo=UTC).replace(tzinfo=None)
        about = {"title": book.title, "subject": book.subject, "status": release.NOT_OFFICIAL}
        workbook.set_properties({**about, "created": created})
        formats = _Formats(workbook)
        for sheet in book.sheets:
            page = workbook.add_worksheet(sheet.name)
            _write(page, sheet, formats)
            if sheet.chart:
                beside = (
                    sheet.first_row + 1,
                    len(sheet.columns) + 1,
                )  # the header row is printed on every page
                chart = native_chart(workbook, sheet, sheet.chart)
                page.insert_chart(
                    *beside, chart, {"description": tidy_text(sheet.chart.says), "object_position": 3}
                )
    return out.getvalue()


class _Formats:
    """The formats of cells, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **wanted: object) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(FONT | wanted)
        return self._made[key]


def _write(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    wide = widths(sheet)
    for row, line in enumerate(sheet.text):
        is_heading = row == 0 and bool(sheet.heading)
        font = {"bold": True, "font_size": 16} if is_heading else {}
        page.set_row(row, LINE + 9 if is_heading else LINE)
        page.write_string(row, 0, tidy_text(line), formats.of(**font))
    for place, width in enumerate(wide):
        page.set_column(place, place, width, formats.of())
    _mark_up(page, sheet)
    _header(page, sheet, wide, formats)
    forms = [number_form(sheet, place) for place in range(len(sheet.columns))]
    for row, cells in enumerate(sheet.rows, start=sheet.first_row + 1):
        shown = [filled(cell, column) for cell, column in zip(cells, sheet.columns, strict=True)]
        page.set_row(row, LINE * height(shown, wide))
        for place, value in enumerate(shown):
            mark = f' "{PROVISIONAL}"' if (row - sheet.first_row - 1, place) in sheet.provisional else ""
            if sheet.links and place == 0:
                page.write_url(row, 0, f"internal:'{value}'!A1", formats.of(**LINK), string=str(value))
            else:
                _cell(page, (row, place), value, form=forms[place], mark=mark, formats=formats)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(sheet.first_row)
    if sheet.printed:
        page.set_header(f"&L{tidy_text(sheet.printed)[:MOST_PRINTED].replace('&', '&&')}")
        page.freeze_panes(sheet.first_row + 1, 0)


def _mark_up(page: Worksheet, sheet: Sheet) -> None:
    """Name the table; one without rows cannot be marked up."""
    if not sheet.rows:
        return
    options = {
        "name": sheet.table,
        "style": "Table Style Light 1",
        "banded_rows": False,
        "columns": [{"header": tidy_text(column.label)} for column in sheet.columns],
    }
    first = sheet.first_row
    page.add_table(first, 0, first + len(sheet.rows), len(sheet.columns) - 1, options)


def _header(page: Worksheet, sheet: Sheet, wide: list[int], formats: _Formats) -> None:
    page.set_row(sheet.first_row, LINE * height([column.label for column in sheet.columns], wide))
    for place, column in enumerate(sheet.columns):
        side = "right" if sheet.is_number(place) else "left"
        page.write_string(sheet.first_row, place, tidy_text(column.label), formats.of(**HEADER, align=side))


def _cell(  # noqa: PLR0913
    page: Worksheet, at: tuple[int, int], value: Cell, *, form: str, mark: str, formats: _Formats
) -> None:
    if isinstance(value, date) and value >= FIRST_DAY:
        when = datetime.combine(value, time())
        page.write_datetime(*at, when, formats.of(num_format=f"d mmm yyyy{mark}", align="left"))
    elif isinstance(value, int | float):
        page.write_number(*at, value, formats.of(num_format=f"{form}{mark}"))
    elif value is None or value == "":
        page.write_blank(*at, None, formats.of())
    else:
        risky = {"quote_prefix": True} if is_risky(str(value)) else {}
        page.write_string(*at, str(value), formats.of(text_wrap=True, **risky))
