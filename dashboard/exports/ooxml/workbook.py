"""The workbook inside a chart, so that its numbers can be edited where it stands."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.native.model import Plot
from dashboard.exports.ooxml.xml import one_line

SHEET = "Chart"
AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""Whatever a name begins with, it stays a name."""
ONE_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A date of making that is always the same, so that the same chart gives the same bytes."""


def workbook_of(plot: Plot) -> bytes:
    """Return a workbook with the categories in the first column and a series in each of the next.

    A scatter chart has two columns a series: where its points are across, and up.
    """
    out = BytesIO()
    book = Workbook(out, AS_TEXT)
    book.set_properties({"created": ONE_DAY, "title": "Numbers of a chart"})
    sheet = book.add_worksheet(SHEET)
    form = book.add_format({"num_format": plot.form})
    if plot.kind == "scatter":
        _pairs(sheet, plot, form)
    else:
        _columns(sheet, plot, form, book.add_format({"num_format": "d mmmm yyyy"}))
    book.close()
    return out.getvalue()


def reference(column: int, rows: int) -> str:
    """Return the cells of a column below its heading, as a chart names them."""
    letter = _letters(column)
    return f"{SHEET}!${letter}$2:${letter}${rows + 1}"


def heading(column: int) -> str:
    """Return the cell that heads a column, as a chart names it."""
    return f"{SHEET}!${_letters(column)}$1"


def _columns(sheet: Worksheet, plot: Plot, form: Format, dated: Format) -> None:
    sheet.write_string(0, 0, one_line(plot.category_title) or "Category")
    for row, category in enumerate(plot.categories, start=1):
        if isinstance(category, str):
            sheet.write_string(row, 0, one_line(category))
        else:
            sheet.write_number(row, 0, category, dated if plot.category_kind == "date" else None)
    for column, series in enumerate(plot.series, start=1):
        _column(sheet, column, series.name, series.values, form)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(plot.series), 18)


def _pairs(sheet: Worksheet, plot: Plot, form: Format) -> None:
    for place, series in enumerate(plot.series):
        _column(sheet, 2 * place, f"{series.name}, across", series.xs, form)
        _column(sheet, 2 * place + 1, series.name, series.values, form)


def _column(sheet: Worksheet, column: int, name: str, values: Sequence[float | None], form: Format) -> None:
    sheet.write_string(0, column, one_line(name))
    for row, value in enumerate(values, start=1):
        if value is not None:
            sheet.write_number(row, column, value, form)


def _letters(column: int) -> str:
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
