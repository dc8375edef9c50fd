"""Sheets as text files of separated values, in one zip."""

import csv
import io
import zipfile
from datetime import date

from data.reading.text import NEUTRALISED
from data.sheets import SHEETS, Sheet
from data.templates.pages import Book, plain

_MADE = (1980, 1, 1, 0, 0, 0)
"""The same rows make the same bytes: no clock in the zip."""


def written(book: Book) -> bytes:
    """The zip's bytes: one text file a sheet, UTF-8 without a mark, a header row and the rows."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, sheet in SHEETS.items():
            entry = zipfile.ZipInfo(f"{name}.csv", _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _text(sheet, book))
    return file.getvalue()


def _text(sheet: Sheet, book: Book) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.columns)
    writer.writerows([_cell(row[name]) for name in sheet.columns] for row in book.rows[sheet.name])
    return text.getvalue()


def _cell(value: object) -> str:
    """A cell that no spreadsheet runs as a formula, and that reads back as the value."""
    held = plain(value)
    if held is None:
        return ""
    if isinstance(held, float):
        return repr(held).removesuffix(".0")
    text = held.isoformat() if isinstance(held, date) else str(held)
    return f"'{text}" if text.startswith(NEUTRALISED) else text
