"""What the layout of a sheet hides or adds: merged cells, rows of totals, values under no heading."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from data.returns.problems import Problem
from data.returns.reader.headings import Heading, column_called
from data.returns.reader.parts import Row, SheetPart, cell_at
from data.returns.spelling import folded
from data.returns.workbook.grids import Cell, letter

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


def merged(part: SheetPart, rows: Sequence[Row]) -> Iterator[tuple[Problem, list[Place]]]:
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
