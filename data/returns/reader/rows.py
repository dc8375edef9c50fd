"""The rows of a sheet of a file, read by the kinds of its columns; everything that is wrong with them, located."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from data.returns.columns import Columns, Mask, Values, any_of, array
from data.returns.problems import MOST, Problem, listed
from data.returns.reader.other_rows import merged_cells, without_others
from data.returns.reader.parts import Below, SheetPart, below
from data.returns.sheets import Column
from data.returns.sheets.kinds import CellError, KeyKind, quoted
from data.returns.spelling import says_nothing
from data.returns.workbook.grids import NO_VALUE, Cell, CellFault

_UNTRIED = CellError("The cell was not tried.", "Mend those before it.")
"""Stands for the cells after those that are listed."""


@dataclass(slots=True)
class Typed:
    """The rows that could be read whole, as columns of the sheet, and what is wrong with the others."""

    columns: Columns
    numbers: NDArray[np.int64]
    problems: list[Problem]


def typed(part: SheetPart, *, today: date) -> Typed:
    """Read every row below the header."""
    kept, others = without_others(part, below(part))
    merged = list(merged_cells(part, kept))
    spoilt = {(fault.row, fault.column) for fault in part.grid.faults}
    spoilt |= {place for _, places in merged for place in places}
    values = {name: _values(cells, part.sheet.columns[name]) for name, cells in kept.columns.fields.items()}
    unread = {name: found for name, column in values.items() if (found := _are_errors(column)).any()}
    problems = [*others, *(problem for problem, _ in merged), *_faults(part)]
    problems += _unreadable(part, kept, values, unread, said=spoilt)
    _spoil(part, kept, values, unread, spoilt)
    columns = Columns(values, len(kept.numbers))
    wrong = any_of(unread.values(), columns.length)
    problems = listed(chain(problems, _checked(part, kept.numbers, columns, wrong, today)))
    whole = ~wrong if part.is_whole else np.zeros(columns.length, dtype=bool)
    if not whole.all():
        return Typed(columns.only(whole), kept.numbers[whole], problems)
    return Typed(columns, kept.numbers, problems)


def _are_errors(values: Values) -> Mask:
    return np.fromiter((type(value) is CellError for value in values.tolist()), dtype=bool, count=len(values))


def _spoil(
    part: SheetPart,
    rows: Below,
    values: dict[str, Values],
    unread: dict[str, Mask],
    places: Set[tuple[int, int]],
) -> None:
    """Take out the cells whose value cannot be had, so that blanks are not read where something stands."""
    names = {heading.position: heading.name for heading in part.header.headings}
    index = {number: at for at, number in enumerate(rows.numbers.tolist())} if places else {}
    for row, position in places:
        if row in index and position in names:
            name = names[position]
            values[name][index[row]] = _UNTRIED
            unread.setdefault(name, np.zeros(len(index), dtype=bool))[index[row]] = True


def _values(cells: Values, column: Column) -> Values:
    """The values of a column, errors among them; each different cell is read once, for most say the same.

    When as many different cells as are ever listed could not be read, no other is tried.
    """
    known: dict[object, object] = {}
    errors = 0
    # A number, a day or yes may be equal to another kind of cell; a text is not.
    said = [cell if type(cell) is str else (type(cell), cell) for cell in cells.tolist()]
    for one in dict.fromkeys(said):
        cell = one if isinstance(one, str) else one[1]
        known[one] = _value(cell, column) if errors < MOST else _UNTRIED
        errors += isinstance(known[one], CellError)
    return array(map(known.__getitem__, said), len(said))


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
    part: SheetPart,
    rows: Below,
    values: dict[str, Values],
    unread: dict[str, Mask],
    *,
    said: Set[tuple[int, int]],
) -> Iterator[Problem]:
    """The cells that could not be read, but for those of which it is `said` already."""
    for heading in part.header.headings:
        for at in np.flatnonzero(unread.get(heading.name, np.zeros(0, dtype=bool))).tolist():
            number, error = int(rows.numbers[at]), values[heading.name][at]
            if (number, heading.position) not in said:
                cell = rows.columns[heading.name][at]
                yield part.problem(number, heading, cell, (error.wrong, error.right))


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


def _checked(
    part: SheetPart, numbers: NDArray[np.int64], columns: Columns, wrong: Mask, today: date
) -> Iterator[Problem]:
    """What does not agree within a row, as far as it could be read."""
    if not part.sheet.checks:
        return
    headings = {heading.name: heading for heading in part.header.headings}
    for number, is_wrong, row in zip(numbers.tolist(), wrong.tolist(), columns.rows(), strict=True):
        cells = row
        if is_wrong:
            cells = {name: value for name, value in row.items() if not isinstance(value, CellError)}
        for check in part.sheet.checks:
            for fault in check(cells, today):
                yield part.problem(
                    number,
                    headings.get(fault.column),
                    cells.get(fault.column),
                    (fault.wrong, fault.right),
                    fault.severity,
                )
