"""A workbook's bytes as a stream of what is in it: each sheet, then its rows, then what is wrong with its cells."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from data.spelling import folded
from data.workbook import legacy, packages
from data.workbook.grids import CellFault, GridRow
from data.workbook.limits import DAMAGED, PROTECTED, FileError, Limits
from data.workbook.opendocument import OpenDocument
from data.workbook.openxml import OpenXml

Message = tuple[str, object]
"""`sheet` with (title, hidden, blank), `rows` with rows of it, `faults` with cells of it."""
ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that has been looked through: what its reader may read, and the faults of each sheet."""

    content: bytes
    faults: dict[str, list[CellFault]]


def messages(content: bytes, limits: Limits, wanted: frozenset[str]) -> Iterator[Message]:
    """What is in a workbook; rows only of sheets that can be seen and whose folded title is `wanted`."""
    opened = _looked_through(content, limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(opened.content)) as workbook:
            for sheet in workbook.sheets_metadata:
                hidden = sheet.visible != SheetVisibleEnum.Visible
                yield from _sheet(workbook, sheet.name, hidden=hidden, wanted=folded(sheet.name) in wanted)
                yield "faults", opened.faults.get(sheet.name, [])
    except PasswordError as error:
        raise PROTECTED from error
    except CalamineError as error:
        raise DAMAGED from error


def _looked_through(content: bytes, limits: Limits) -> Opened:
    if content.startswith(legacy.SIGNATURE):
        return Opened(content, legacy.faults(content, limits))
    names = packages.names_in(content)
    if "xl/workbook.bin" in names:
        raise FileError("The file is a binary workbook (.xlsb).", "Save it as .xlsx.")
    if "xl/workbook.xml" not in names and "content.xml" not in names:
        raise FileError("The file is a zip package, but not a workbook.", "Send an .xlsx, .ods or .csv file.")
    looking = OpenXml(limits) if "xl/workbook.xml" in names else OpenDocument(limits)
    content = packages.repacked(content, limits, look=looking.look)
    return Opened(content, looking.faults())


def _sheet(workbook: CalamineWorkbook, title: str, *, hidden: bool, wanted: bool) -> Iterator[Message]:
    try:
        sheet = workbook.get_sheet_by_name(title)
    except CalamineError:
        if wanted:
            raise
        yield "sheet", (title, hidden, False)  # Such as a sheet that is a chart.
        return
    yield "sheet", (title, hidden, sheet.start is None)
    if hidden or not wanted or sheet.start is None:
        return
    left: list[object] = [""] * sheet.start[1]
    rows: list[GridRow] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in row):
            rows.append((number, [*left, *row]))  # type: ignore[list-item]
        if len(rows) >= ROWS_AT_ONCE:
            yield "rows", rows
            rows = []
    yield "rows", rows
