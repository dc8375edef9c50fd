"""Text files of separated values: how they are written is found out, and what stands in them comes as a grid."""

import csv
import io
from collections.abc import Callable, Iterator

from data.returns.formulas import unguarded
from data.returns.workbook.grids import NO_VALUE, Cell, CellFault, Grid, GridRow
from data.returns.workbook.limits import TOO_MUCH, FileError, Limits, too_many

DELIMITERS = (",", ";", "\t")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT = 200_000
_TELLING = 0.3


FALLBACK = "cp1252"


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; raises `FileError` for what is no text.

    Only `FALLBACK` is not certain: bytes that are no UTF-8 can be read in several encodings of eight bits.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "") or _unmarked(content)
    for name in (encoding, FALLBACK) if encoding == "utf-8" else (encoding,):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    raise FileError(
        "The file is neither a workbook nor text in an encoding that is known (UTF-8, UTF-16, Windows-1252).",
        "Save it as .xlsx, .ods or “CSV UTF-8”.",
    )


def _unmarked(content: bytes) -> str:
    """The encoding of a file without a mark: UTF-16 has a zero in every other byte of English text."""
    part = content[:_LOOKED_AT]
    for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = part[start::2]
        if zeros and zeros.count(0) / len(zeros) > _TELLING:
            return name
    return "utf-8"


def delimiter_of(text: str, fits: Callable[[list[Cell]], int]) -> str:
    """The delimiter with which some row near the top fits best as a header; `fits` counts known names."""
    head = text[:_LOOKED_AT]

    def best(delimiter: str) -> int:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        return max(
            (fits(list(row)) for row, _ in zip(_until_broken(rows), range(30), strict=False)), default=0
        )

    return max(DELIMITERS, key=best)


def _until_broken(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error:
        return


def grid_of(
    text: str, *, title: str, delimiter: str, limits: Limits, progress: Callable[[int], object]
) -> Grid:
    """The cells of a text; blank rows are left out, rows count as a spreadsheet counts them."""
    grid, cells = Grid(title), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number, row in _numbered(reader):
        while row and not row[-1].strip():
            row.pop()
        if not row:
            continue
        if number > limits.rows:
            raise too_many("rows", number, limits.rows)
        if len(row) > limits.columns:
            raise too_many("columns", len(row), limits.columns)
        cells += len(row)
        if cells > limits.cells:
            raise TOO_MUCH
        grid.rows.append(_cells(number, row, grid.faults))
        if not len(grid.rows) % 5_000:
            progress(len(grid.rows))
    grid.blank = not grid.rows
    return grid


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error as error:
        raise FileError(
            f"The file cannot be split into cells in row {number + 1}: a quotation mark opens or closes wrongly.",
            "Open the file in a spreadsheet and save it again.",
        ) from error


def _cells(number: int, row: list[str], faults: list[CellFault]) -> GridRow:
    for column, cell in enumerate(row):
        if cell.startswith("="):
            faults.append(CellFault(number, column, NO_VALUE))
        else:
            row[column] = unguarded(cell)
    return number, list(row)
