"""Exports read back as other programs read them: the words that a reader of the table twin sees."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from dashboard import release
from dashboard.charts.chart import Rendered
from dashboard.charts.render import IS_ILLUSTRATIVE
from dashboard.exports.rows import NOTHING, chart_table, payload, read_as, worded
from dashboard.exports.tables.files import RELEASE
from dashboard.exports.tables.workbook.model import SHORTHAND
from data.returns.formulas import unguarded

Rows = list[tuple[str, ...]]


def xlsx_cells(content: bytes, sheet: str) -> list[tuple[Any, ...]]:
    """Every row of a sheet of an Excel file."""
    return list(openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True))


def ods_cells(content: bytes, sheet: str) -> list[tuple[Any, ...]]:
    """Every row of a sheet of an OpenDocument file."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet)
    return [tuple(row) for row in read.to_python(skip_empty_area=False)]


def table_below(cells: Sequence[tuple[Any, ...]], header: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows under the header row of a sheet."""
    place = next(place for place, row in enumerate(cells) if list(row[: len(header)]) == list(header))
    return [row[: len(header)] for row in cells[place + 1 :]]


def seen(cell: object) -> str:
    """A cell of a spreadsheet as the page words it; shorthand is the page's dash."""
    if cell is None or cell == "" or cell in SHORTHAND:
        return NOTHING
    if isinstance(cell, date | datetime):
        return worded(f"{cell:%Y-%m-%d}", kind="date")
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return worded(cell, kind="number" if is_number else "text")


def rows_of_files(rendered: Rendered) -> Rows:
    """The rows of the page's table as every file has them: each with its mark, which the page has if any is set."""
    table = chart_table(rendered)
    keys = [one["key"] for one in payload(rendered)["columns"] if "unseen" not in one]
    if len(table.labels) == len(keys):
        return list(table.rows)
    place = keys.index(IS_ILLUSTRATIVE)
    return [(*row[:place], worded(value=False, kind="yes_no"), *row[place:]) for row in table.rows]


def csv_rows(content: bytes) -> Rows:
    """The rows of a CSV file, every cell as it is meant, without the words of the release that each has at its end."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    assert header[-1] == RELEASE
    assert {row[-1] for row in rows} <= {release.in_a_cell()}
    return [tuple(map(unguarded, row[:-1])) for row in rows]


def raw_rows(content: bytes) -> Rows:
    """The rows of a JSON file as a CSV file writes them."""
    return [tuple(_raw(value) for value in row.values()) for row in json.loads(content)["rows"]]


def json_rows(content: bytes) -> Rows:
    """The rows of a JSON file as the page words them."""
    answer = json.loads(content)
    columns = [column for column in answer["columns"] if "unseen" not in column]
    return [
        tuple(worded(read_as(row, column), kind=column["kind"]) for column in columns)
        for row in answer["rows"]
    ]


def _raw(value: object) -> str:
    return "" if value is None else str(value)
