"""The rows of a sheet of a file, read by the kinds of its columns; everything that is wrong with them, located."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice, product

from data.returns.problems import Problem
from data.returns.reader.parts import Heading, Row, SheetPart, below, cell_at, column_called
from data.returns.sheets import Column
from data.returns.sheets.kinds import CellError, KeyKind, quoted
from data.returns.sheets.records import Origin, TypedRow
from data.returns.spelling import folded, says_nothing
from data.returns.workbook.grids import NO_VALUE, Cell, CellFault, letter

_UNTRIED = CellError("The cell was not tried.", "Mend those before it.")
"""Stands for the cells after those that are listed."""


@dataclass(slots=True)
class Typed:
    """The rows that could be read whole, and what is wrong with the others."""

    rows: list[TypedRow]
    problems: list[Problem]


def typed(part: SheetPart, *, today: date) -> Typed:
    """Read every row below the header."""
    kept, others = without_others(part, below(part))
    merged = list(merged_cells(part, kept))
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


TOTALS = frozenset({"total", "totals", "grand_total", "sub_total", "subtotal", "sum", "overall"})
TOTAL = ("The row holds a total; it is no row of the return.", "Delete it: totals are worked out.")
NOTE = ("The row holds a note; it is no row of the return.", "Delete it, or move it to a sheet of its own.")
REPEATED = ("The row names the columns once more.", "Delete it.")
MOST_COVERED = 100_000
"""Cells that are remembered as covered; a file with more has other troubles."""

Place = tuple[int, int]


def unnamed(part: SheetPart) -> Iterator[tuple[int, int]]:
    """Each column that has values below the header but no words in it, with the first row that has one."""
    header = part.header
    named = {heading.position for heading in header.headings}
    named |= {position for position, _ in (*header.unknown, *header.twice)}
    widest = max((len(cells) for _, cells in part.grid.rows), default=0)
    for position in sorted(set(range(widest)) - named):
        rows = (number for number, cells in part.grid.rows if cell_at(cells, position) is not None)
        if row := next((number for number in rows if number > header.row), 0):
            yield position, row


def without_others(part: SheetPart, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
    """The rows of the return, and what is said of those that are none: totals, notes, the header once more."""
    headings = {heading.position: heading for heading in part.header.headings}
    required = [position for position, one in headings.items() if part.sheet.columns[one.name].required]
    kept: list[Row] = []
    problems: list[Problem] = []
    for number, cells in rows:
        first = next((place for place, cell in enumerate(cells) if cell not in {None, ""}), 0)
        words = None if _is_filled(cells, required) else _about_other(cells, first)
        words = words or (REPEATED if _names_columns(part, cells) else None)
        if words is None:
            kept.append((number, cells))
        else:
            problems.append(part.problem(number, headings.get(first), cells[first], words))
    return kept, problems


def _is_filled(cells: Sequence[Cell], positions: Sequence[int]) -> bool:
    return all(cell_at(cells, position) is not None for position in positions)


def _about_other(cells: Sequence[Cell], first: int) -> tuple[str, str] | None:
    """What is said of a row without all it must have, if its first cell says that it is a total or a note."""
    cell = cells[first]
    if not isinstance(cell, str):
        return None
    if folded(cell.strip().rstrip(":")) in TOTALS:
        return TOTAL
    is_alone = all(other in {None, ""} for other in cells[first + 1 :])
    return NOTE if is_alone and " " in cell.strip() else None


def _names_columns(part: SheetPart, cells: Sequence[Cell]) -> bool:
    """Whether every column that is read has its own name in a row."""
    return all(column_called(cell_at(cells, one.position), (one.name,)) for one in part.header.headings)


def merged_cells(part: SheetPart, rows: Sequence[Row]) -> Iterator[tuple[Problem, list[Place]]]:
    """What is said of merged cells that cover others of the return, and the row and column of these.

    Only the first of merged cells has a value; the others would pass for blank.
    """
    headings = {heading.position: heading for heading in part.header.headings}
    numbers, by_number = [number for number, _ in rows], dict(rows)
    room = MOST_COVERED
    for top, left, bottom, right in part.grid.merged:
        cell = cell_at(by_number.get(top, ()), left)
        covered = islice(_covered(numbers, headings, (top, left), (bottom, right)), room)
        if cell is not None and (places := list(covered)):
            room -= len(places)
            cells = f"{letter(left)}{top}:{letter(right)}{bottom}"
            wrong = f"The cells {cells} are merged, and only the first of them has the value."
            right_words = "Unmerge them, and write in each cell what belongs there."
            yield part.problem(top, headings.get(left), cell, (wrong, right_words)), places


def _covered(
    numbers: Sequence[int], headings: Mapping[int, Heading], first: Place, last: Place
) -> Iterator[Place]:
    inside = numbers[bisect_left(numbers, first[0]) : bisect_right(numbers, last[0])]
    columns = [position for position in headings if first[1] <= position <= last[1]]
    return (place for place in product(inside, columns) if place != first)


MOST = 1_000
"""Problems of one severity that are listed for one column of a sheet; the others are counted."""


def listed(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of their cells, at most `MOST` of each column and severity, then how many more."""
    counts: Counter[tuple[str, str]] = Counter()
    kept: list[Problem] = []
    last: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        of = problem.letter, problem.severity
        counts[of] += 1
        if counts[of] <= MOST:
            kept.append(problem)
        else:
            last[of] = problem
    kept.sort(key=lambda one: (one.row or 0, len(one.letter), one.letter))
    return [*kept, *(_more(problem, counts[of] - MOST) for of, problem in last.items())]


def _more(problem: Problem, number: int) -> Problem:
    wrong = f"{number:,} more cells of this column have a problem or were not tried; {MOST:,} are listed."
    return replace(
        problem, row=None, value="", wrong=wrong, right="Mend those that are listed and send the file again."
    )
