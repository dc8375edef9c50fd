"""The rows of a sheet of a file, read by the kinds of its columns; everything that is wrong with them, located."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from data.problems import Problem, Severity
from data.reading.headings import Header, Heading
from data.reading.listing import MOST, listed
from data.sheets import Column, Sheet
from data.sheets.kinds import CellError, KeyKind, quoted, shown
from data.sheets.records import Origin, TypedRow
from data.spelling import says_nothing
from data.workbook.grids import NO_VALUE, Cell, CellFault, Grid

_ODD_SPACES = str.maketrans(
    {
        **dict.fromkeys("\t\u00a0\u2000\u2001\u2002\u2003\u2007\u2009\u202f", " "),
        **dict.fromkeys("\u200b\u2060\ufeff\u00ad"),
    }
)

_UNTRIED = CellError("The cell was not tried.", "Mend those before it.")
"""Stands for the cells after those that are listed."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as one file has it: where its header is, and its cells."""

    file: str
    sheet: Sheet
    header: Header
    grid: Grid

    @property
    def is_whole(self) -> bool:
        """Whether the file has every column that a row must have; without, no row of it can be kept."""
        return all(
            column.name in self.header.names for column in self.sheet.columns.values() if column.required
        )

    def problem(
        self, row: int | None, heading: Heading | None, cell: object, words: tuple[str, str],
        severity: Severity = "error",
    ) -> Problem:  # fmt: skip
        """A problem in it; `words` are what is wrong and what would be right."""
        return Problem(
            severity=severity,
            file=self.file,
            sheet=self.grid.title,
            row=row,
            column=heading.name if heading else None,
            value="" if cell is None else shown(cell),
            wrong=words[0],
            right=words[1],
            letter=heading.letter if heading else "",
        )


@dataclass(slots=True)
class Typed:
    """The rows that could be read whole, and what is wrong with the others."""

    rows: list[TypedRow]
    problems: list[Problem]


def typed(part: SheetPart, *, today: date) -> Typed:
    """Read every row below the header."""
    below = _below(part)
    columns = {
        heading.name: _values(
            [_cell(cells, heading.position) for _, cells in below], part.sheet.columns[heading.name]
        )
        for heading in part.header.headings
    }
    rows = _rows(part, [number for number, _ in below], columns)
    checked = (problem for row in rows for problem in _checked(part, row, today))
    problems = listed(chain(_faults(part), _unreadable(part, below, columns), checked))
    return Typed([row for row in rows if _is_whole(row)] if part.is_whole else [], problems)


def _is_whole(row: TypedRow) -> bool:
    """Whether every cell of a row could be read."""
    return not any(isinstance(value, CellError) for value in row.cells.values())


def _below(part: SheetPart) -> list[tuple[int, Sequence[Cell]]]:
    """The rows below the header in which a column that is read is not blank."""
    positions = [heading.position for heading in part.header.headings]
    return [
        (number, cells)
        for number, cells in part.grid.rows
        if number > part.header.row and any(_cell(cells, position) is not None for position in positions)
    ]


def _cell(cells: Sequence[Cell], position: int) -> Cell:
    """A cell without odd or needless spaces; None where it is blank."""
    cell = cells[position] if position < len(cells) else None
    if not isinstance(cell, str):
        return cell
    if not (cell.isascii() and cell.isprintable()):
        cell = cell.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD_SPACES)
    return cell.strip() or None


def _values(cells: Sequence[Cell], column: Column) -> list[object]:
    """The values of a column, errors among them; each different cell is read once, for most say the same.

    When as many different cells as are ever listed could not be read, no other is tried.
    """
    known: dict[object, object] = {}
    values = []
    errors = 0
    for cell in cells:
        said = cell if isinstance(cell, str) else (type(cell), cell)
        if said not in known:
            known[said] = _value(cell, column) if errors < MOST else _UNTRIED
            errors += isinstance(known[said], CellError)
        values.append(known[said])
    return values


def _value(cell: Cell, column: Column) -> object:
    """The value of a cell, or the error that says why it has none."""
    if cell is None:
        missing = CellError(f"{column.name} is missing.", f"Write {column.kind.words}.")
        return column.default if column.blank else missing
    try:
        value = column.kind.read(cell)
    except CellError as error:
        return _blank_instead(cell, column) or error
    return (_blank_instead(cell, column) or value) if isinstance(column.kind, KeyKind) else value


def _blank_instead(cell: Cell, column: Column) -> CellError | None:
    """The error of a cell that says in words that there is nothing to say, where a blank one would."""
    if column.default in {None, ()} and column.blank and isinstance(cell, str) and says_nothing(cell):
        return CellError(
            f"{quoted(cell)} stands where nothing is known.", "Leave the cell blank where you do not know."
        )
    return None


def _unreadable(
    part: SheetPart, rows: Sequence[tuple[int, Sequence[Cell]]], columns: dict[str, list[object]]
) -> Iterator[Problem]:
    """The cells that could not be read, but for those whose formula has no value: it is said of them already."""
    said = {(fault.row, fault.column) for fault in part.grid.faults}
    for heading in part.header.headings:
        for (number, cells), value in zip(rows, columns[heading.name], strict=True):
            if isinstance(value, CellError) and (number, heading.position) not in said:
                cell = _cell(cells, heading.position)
                yield part.problem(number, heading, cell, (value.wrong, value.right))


def _faults(part: SheetPart) -> Iterator[Problem]:
    """What the workbook itself cannot say: formulas without a value, and errors of formulas."""
    headings = {heading.position: heading for heading in part.header.headings}
    for fault in part.grid.faults:
        heading = headings.get(fault.column)
        if heading and fault.row >= part.header.row:
            yield part.problem(fault.row, heading, None, _words_for(fault))


def _words_for(fault: CellFault) -> tuple[str, str]:
    if fault.what == NO_VALUE:
        return (
            "The cell holds a formula that has no stored value; formulas are not calculated here.",
            "Put the value in its place, or open and save the file in a spreadsheet.",
        )
    return (
        f"The cell holds a formula whose result is the error {fault.what}.",
        "Put the value in its place.",
    )


def _rows(part: SheetPart, numbers: Sequence[int], columns: dict[str, list[object]]) -> list[TypedRow]:
    names = list(columns)
    title = part.grid.title
    return [
        TypedRow(Origin(part.file, title, number), dict(zip(names, values, strict=True)))
        for number, values in zip(numbers, zip(*columns.values(), strict=True), strict=True)
    ]


def _checked(part: SheetPart, row: TypedRow, today: date) -> Iterator[Problem]:
    """What does not agree within a row, as far as it could be read."""
    if not part.sheet.checks:
        return
    cells = {name: value for name, value in row.cells.items() if not isinstance(value, CellError)}
    headings = {heading.name: heading for heading in part.header.headings}
    for check in part.sheet.checks:
        for fault in check(cells, today):
            yield part.problem(
                row.origin.row,
                headings.get(fault.column),
                cells.get(fault.column),
                (fault.wrong, fault.right),
                fault.severity,
            )
