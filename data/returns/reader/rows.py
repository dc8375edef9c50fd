"""The rows of a sheet of a file, read by the kinds of its columns; everything that is wrong with them, located."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain

from data.returns.problems import Problem
from data.returns.reader import layout
from data.returns.reader.limit_problems import MOST, listed
from data.returns.reader.parts import Row, SheetPart, below, cell_at
from data.returns.sheets import Column
from data.returns.sheets.kinds import CellError, KeyKind, quoted
from data.returns.sheets.records import Origin, TypedRow
from data.returns.spelling import says_nothing
from data.returns.workbook.grids import NO_VALUE, Cell, CellFault

_UNTRIED = CellError("The cell was not tried.", "Mend those before it.")
"""Stands for the cells after those that are listed."""


@dataclass(slots=True)
class Typed:
    """The rows that could be read whole, and what is wrong with the others."""

    rows: list[TypedRow]
    problems: list[Problem]


def typed(part: SheetPart, *, today: date) -> Typed:
    """Read every row below the header."""
    kept, others = layout.without_others(part, below(part))
    merged = list(layout.merged(part, kept))
    spoilt = {(fault.row, fault.column) for fault in part.grid.faults}
    spoilt |= {place for _, places in merged for place in places}
    columns = {
        heading.name: _values(
            [cell_at(cells, heading.position) for _, cells in kept], part.sheet.columns[heading.name]
        )
        for heading in part.header.headings
    }
    unreadable = list(_unreadable(part, kept, columns, said=spoilt))
    _spoil(part, [number for number, _ in kept], columns, spoilt)
    rows = _rows(part, [number for number, _ in kept], columns)
    checked = (problem for row in rows for problem in _checked(part, row, today))
    problems = listed(chain(others, (problem for problem, _ in merged), _faults(part), unreadable, checked))
    return Typed([row for row in rows if _is_whole(row)] if part.is_whole else [], problems)


def _spoil(
    part: SheetPart, numbers: Sequence[int], columns: dict[str, list[object]], places: Set[tuple[int, int]]
) -> None:
    """Take out the cells whose value cannot be had, so that blanks are not read where something stands."""
    names = {heading.position: heading.name for heading in part.header.headings}
    index = {number: at for at, number in enumerate(numbers)} if places else {}
    for row, position in places:
        if row in index and position in names:
            columns[names[position]][index[row]] = _UNTRIED


def _is_whole(row: TypedRow) -> bool:
    """Whether every cell of a row could be read."""
    return not any(isinstance(value, CellError) for value in row.cells.values())


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
    part: SheetPart, rows: Sequence[Row], columns: dict[str, list[object]], *, said: Set[tuple[int, int]]
) -> Iterator[Problem]:
    """The cells that could not be read, but for those of which it is `said` already."""
    for heading in part.header.headings:
        for (number, cells), value in zip(rows, columns[heading.name], strict=True):
            if isinstance(value, CellError) and (number, heading.position) not in said:
                cell = cell_at(cells, heading.position)
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
