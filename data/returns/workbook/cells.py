"""A workbook's bytes as a stream of what is in it: each sheet, then its rows, then what is wrong with its cells."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from data.returns.spelling import folded
from data.returns.workbook import inspect, legacy
from data.returns.workbook.grids import (
    DAMAGED,
    NEAR_TOP,
    PROTECTED,
    ROWS_AT_ONCE,
    TOO_MUCH,
    Cell,
    CellFault,
    FileError,
    GridRow,
    Limits,
    Merged,
)
from data.returns.workbook.opendocument import OpenDocument
from data.returns.workbook.openxml import OpenXml

Message = tuple[str, object]
"""`sheet` with (title, hidden, blank), `rows` with rows of it, `faults`, `marks` and `merged` with cells of it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that has been looked through: what its reader may read, and of each sheet what that does not say."""

    content: bytes
    faults: dict[str, list[CellFault]]
    merged: dict[str, list[Merged]]
    marks: dict[str, list[CellFault]] = field(default_factory=dict)


def messages(content: bytes, limits: Limits, wanted: frozenset[str] | None) -> Iterator[Message]:
    """What is in a workbook; all rows only of sheets that can be seen and whose folded title is `wanted`, if any is."""
    opened, meter = _looked_through(content, limits), _Meter(limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(opened.content)) as workbook:
            for sheet in workbook.sheets_metadata:
                hidden = sheet.visible != SheetVisibleEnum.Visible
                most = None if wanted is None or folded(sheet.name) in wanted else NEAR_TOP
                yield from _sheet(workbook, sheet.name, hidden, None if hidden else meter, most)
                yield "faults", opened.faults.get(sheet.name, [])
                yield "marks", opened.marks.get(sheet.name, [])
                yield "merged", opened.merged.get(sheet.name, [])
    except PasswordError as error:
        raise PROTECTED from error
    except CalamineError as error:
        raise DAMAGED from error


def _looked_through(content: bytes, limits: Limits) -> Opened:
    if content.startswith(legacy.SIGNATURE):
        return Opened(content, *legacy.looked_through(content, limits))
    names = inspect.names_in(content, limits)
    if "xl/workbook.bin" in names:
        raise FileError("The file is a binary workbook (.xlsb).", "Save it as .xlsx.")
    if "xl/workbook.xml" not in names and "content.xml" not in names:
        raise FileError("The file is a zip package, but not a workbook.", "Send an .xlsx, .ods or .csv file.")
    looking = OpenXml(limits) if "xl/workbook.xml" in names else OpenDocument(limits)
    for name, part in inspect.parts_of(content, limits, wanted=("styles.xml", "xl/sharedStrings.xml")):
        looking.look(name, part)  # What a style is, and a text, comes before the cells that have it.
    content = inspect.repacked(content, limits, look=looking.look)
    found = looking.faults()
    merged = looking.merged()
    marks = looking.marks()
    if sum(len(cells) for sheets in (found, merged, marks) for cells in sheets.values()) > limits.faults:
        raise TOO_MUCH
    return Opened(content, found, merged, marks)


def _sheet(
    workbook: CalamineWorkbook, title: str, hidden: bool, meter: "_Meter | None", most: int | None
) -> Iterator[Message]:
    """A sheet, and its rows if there is a meter to count them, at most so many."""
    try:
        sheet = workbook.get_sheet_by_name(title)
    except CalamineError:
        if most is None and meter:
            raise
        yield "sheet", (title, hidden, False)  # Such as a sheet that is a chart.
        return
    yield "sheet", (title, hidden, sheet.start is None)
    if meter is None or sheet.start is None:
        return
    yield from _rows(sheet, meter, most)


def _rows(sheet: CalamineSheet, meter: "_Meter", most: int | None) -> Iterator[Message]:
    """The rows of a sheet that are not blank, some thousands at a time."""
    left = [""] * (sheet.start or (0, 0))[1]
    rows: list[GridRow] = []
    for number, row in enumerate(islice(sheet.iter_rows(), most), start=1):
        if any(cell != "" for cell in row):
            meter.count(row)
            rows.append((number, [*left, *row]))
        if len(rows) >= ROWS_AT_ONCE:
            yield "rows", rows
            rows = []
    yield "rows", rows


@dataclass(slots=True)
class _Meter:
    """Counts what a file hands out, because one text in it can stand in a million cells."""

    limits: Limits
    cells: int = 0
    characters: int = 0

    def count(self, row: Sequence[Cell]) -> None:
        """Count a row; raises `FileError` when it is too much."""
        self.cells += len(row)
        self.characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if self.cells > self.limits.cells or self.characters > self.limits.characters:
            raise TOO_MUCH
