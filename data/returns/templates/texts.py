"""Sheets as text files of separated values, described to programs, in a folder or one zip."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date

from data.returns.formulas import guarded
from data.returns.sheets import SHEETS, Sheet
from data.returns.templates.descriptions import csvw, data_package
from data.returns.templates.package import zipped
from data.returns.templates.pages import Book, plain


def files(book: Book) -> dict[str, bytes]:
    """One text file a sheet, UTF-8 without a mark, a header row and the rows; and what describes them to programs."""
    tables = {f"{name}.csv": _text(sheet, book).encode() for name, sheet in SHEETS.items()}
    return {
        **tables,
        "csv-metadata.json": _json(csvw(book)),
        "datapackage.json": _json(data_package(book, tables)),
    }


def written(book: Book) -> bytes:
    """The files in one zip."""
    return zipped(files(book))


def _json(described: Mapping[str, object]) -> bytes:
    return f"{json.dumps(described, indent=2, ensure_ascii=False)}\n".encode()


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
    return guarded(text)
