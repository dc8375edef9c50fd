"""Files from strangers as grids of cells, whatever their form; a file that is none of ours is refused."""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from data.returns.formulas import GUARD, unguarded
from data.returns.reader.cut_sheets import named
from data.returns.reader.parts import fits as columns_named
from data.returns.reader.parts import sheet_called
from data.returns.sheets import SHEETS
from data.returns.workbook.grids import (
    DAMAGED,
    IN_PARTS,
    MB,
    NO_VALUE,
    ROWS_AT_ONCE,
    TOO_MUCH,
    Cell,
    CellFault,
    FileError,
    Grid,
    GridRow,
    Limits,
    too_many,
)
from data.returns.workbook.inspect import names_in, parts_of
from data.returns.workbook.legacy import SIGNATURE
from data.returns.workbook.process import open_workbook

Fits = Callable[[list[Cell]], int]
"""How many names that are known a row has: the header has most."""
ZIP = b"PK\x03\x04"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
DESCRIPTIONS = ("csv-metadata.json", "datapackage.json")
"""What may lie beside text files in a zip: it describes them to programs, and is not read."""
_OTHERS = (
    (rb"%PDF", "a PDF"),
    (rb"\s*\{\\rtf", "a text document"),
    (rb"\s*<(!doctype )?html", "a web page"),
    (rb"\s*<", "XML"),
)
_SHAPES = re.compile(rb'\s*\{.{0,2000}?"(FeatureCollection|Topology)"', re.DOTALL)
_BOUNDARIES = FileError(
    "The file holds boundaries, not a return.", "Boundaries are added with `cep boundaries add`."
)
_EVERY_COLUMN = {name: column for sheet in SHEETS.values() for name, column in sheet.columns.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came: its name and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The checksum of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def source_at(path: Path, *, limits: Limits) -> Source:
    """The file at a path; raises `FileError` where there is none or it is too large."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise too_large(size, limits)
        return Source(path.name, path.read_bytes())
    except OSError as error:
        raise FileError(
            f"The file cannot be read ({error.strerror or error}).", "Check its name and folder."
        ) from error


def too_large(size: int, limits: Limits) -> FileError:
    """Say that a file is too large."""
    return FileError(
        f"The file has {size / MB:,.0f} MB; at most {limits.file_bytes / MB:,.0f} MB are taken.",
        f"Send its sheets as several files, a long one {IN_PARTS}.",
    )


def grids_of(
    source: Source, *, limits: Limits, progress: Callable[[int], object], fits: Fits | None = None
) -> list[Grid]:
    """The sheets of a file; raises `FileError` with the reason why it has none that can be read.

    With `fits`, which counts the known names in a row, every sheet is read whole, whatever it is called.
    """
    content = source.content
    if not content.strip():
        raise FileError("The file is empty.", "Send the file that was filled in.")
    if len(content) > limits.file_bytes:
        raise too_large(len(content), limits)
    if content.startswith(ZIP):
        names = names_in(content, limits)
        if any(name.lower().endswith(".shp") for name in names):
            raise _BOUNDARIES
        if all(name.lower().endswith((".csv", "/", *DESCRIPTIONS)) for name in names):
            return _texts_in(content, limits, progress, fits)
    if content.startswith((ZIP, SIGNATURE)):
        wanted = None if fits else frozenset(SHEETS)
        return open_workbook(content, limits, wanted=wanted, progress=progress)
    _refuse_others(source)
    return [_text(source.name, content, limits, progress, fits)]


def _texts_in(
    content: bytes, limits: Limits, progress: Callable[[int], object], fits: Fits | None
) -> list[Grid]:
    parts = parts_of(content, replace(limits, unpacked_bytes=limits.file_bytes), wanted=(".csv",))
    return [_text(name, part, limits, progress, fits) for name, part in parts]


def _text(
    name: str, content: bytes, limits: Limits, progress: Callable[[int], object], fits: Fits | None
) -> Grid:
    text, encoding = decoded(content)
    title, part = named(name)
    sheet = sheet_called(title)
    columns = sheet.columns if sheet else _EVERY_COLUMN
    delimiter = delimiter_of(text, fits or (lambda cells: columns_named(cells, columns)))
    grid = grid_of(text, title=title, delimiter=delimiter, limits=limits, progress=progress)
    grid.guessed = "Windows-1252" if encoding == FALLBACK else ""
    grid.file, grid.part = name, part
    return grid


def _refuse_others(source: Source) -> None:
    """Refuse what is neither a workbook nor separated values, and say what it is."""
    head = source.content[:4000]
    if _SHAPES.match(head):
        raise _BOUNDARIES
    for pattern, what in _OTHERS:
        if re.match(pattern, head.removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
            raise FileError(f"The file is {what}, not a workbook.", "Save it as .xlsx, .ods or .csv.")
    if head.lstrip()[:1] in {b"{", b"["}:
        raise FileError("The file is JSON, not a workbook.", "Send it as .xlsx, .ods or .csv.")
    if source.name.lower().endswith(WORKBOOKS):
        raise DAMAGED


DELIMITERS = (",", ";", "\t")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SPECIAL = re.compile(rf"(?:\A|[\s,;\"])[={GUARD}]")
"""Where a cell may begin as a formula does, or as a text that is guarded against being one."""
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


def delimiter_of(text: str, fits: Fits) -> str:
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
    some: list[GridRow] = []
    is_special = _SPECIAL.search(text) is not None
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
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
        some.append(_cells(number, row, grid.faults) if is_special else (number, [*row]))
        if len(some) == ROWS_AT_ONCE:
            grid.rows.add(some)
            some = []
            progress(len(grid.rows))
    grid.rows.add(some)
    grid.rows.finish()
    grid.blank = not grid.rows
    return grid


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, whichever these are; a text as a file takes four times the room."""
    return (line.group() for line in _LINE.finditer(text))


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
    """The cells of a row; a formula, and a guard against one, begin with one of two letters."""
    cells: list[Cell] = [*row]
    for column, cell in enumerate(row):
        if cell[:1] == "=":
            faults.append(CellFault(number, column, NO_VALUE))
        elif cell[:1] == GUARD:
            cells[column] = unguarded(cell)
    return number, cells


class Watch(Protocol):
    """Told what is being done and how many rows of it are done."""

    def __call__(self, doing: str, rows: int, /) -> object:
        """Hear it."""


def unwatched(_doing: str, _rows: int, /) -> None:
    """Nobody waits."""


def counting(doing: str, watch: Watch) -> Callable[[int], object]:
    """Add up the rows that are done, for whoever watches."""
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        watch(doing, done)

    return told
