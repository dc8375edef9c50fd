"""What stands on a sheet and is no row of the return: totals, notes, repeated headers, merged and unnamed cells."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, product

import numpy as np

from data.returns.columns import Mask, any_of, is_there
from data.returns.problems import Problem
from data.returns.reader.parts import Below, Heading, SheetPart, cell_at, column_called, map_once, plain_cell
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
    header, rows = part.header, part.grid.rows
    named = {heading.position for heading in header.headings}
    named |= {position for position, _ in (*header.unknown, *header.twice)}
    first = bisect_right(rows.numbers, header.row)
    for position in sorted(set(range(len(rows.columns))) - named):
        below_header = zip(rows.numbers[first:], rows.columns[position][first:], strict=True)
        if row := next((number for number, cell in below_header if plain_cell(cell) is not None), 0):
            yield position, row


def without_others(part: SheetPart, rows: Below) -> tuple[Below, list[Problem]]:
    """The rows of the return, and what is said of those that are none: totals, notes, the header once more."""
    headings = {heading.position: heading for heading in part.header.headings}
    length = len(rows.numbers)
    required = [name for name, column in part.sheet.columns.items() if column.required]
    unfilled = any_of(
        (~is_there(rows.columns[name]) for name in required if name in rows.columns.fields), length
    )
    kept = np.ones(length, dtype=bool)
    problems: list[Problem] = []
    repeated = _names_columns(rows)
    for at in np.flatnonzero(unfilled | repeated).tolist():
        number, cells = part.grid.rows[int(rows.places[at])]
        first = next((place for place, cell in enumerate(cells) if cell not in {None, ""}), 0)
        words = _about_other(cells, first) if unfilled[at] else None
        words = words or (REPEATED if repeated[at] else None)
        if words is not None:
            kept[at] = False
            problems.append(part.problem(number, headings.get(first), cells[first], words))
    return (rows if kept.all() else rows.only(kept)), problems


def _about_other(cells: Sequence[Cell], first: int) -> tuple[str, str] | None:
    """What is said of a row without all it must have, if its first cell says that it is a total or a note."""
    cell = cells[first]
    if not isinstance(cell, str):
        return None
    if folded(cell.strip().rstrip(":")) in TOTALS:
        return TOTAL
    is_alone = all(other in {None, ""} for other in cells[first + 1 :])
    return NOTE if is_alone and " " in cell.strip() else None


def _names_columns(rows: Below) -> Mask:
    """Whether every column that is read has its own name in a row."""
    found = np.ones(len(rows.numbers), dtype=bool)
    # From the last column on: those before it are often keys, of which no two are the same.
    for name in reversed(list(rows.columns.fields)):
        places = np.flatnonzero(found)
        cells = rows.columns[name][places].tolist()
        found[places] = list(map_once(partial(_is_name, name), cells))
    return found


def _is_name(column: str, cell: Cell) -> bool:
    return column_called(cell, (column,)) is not None


def merged_cells(part: SheetPart, rows: Below) -> Iterator[tuple[Problem, list[Place]]]:
    """What is said of merged cells that cover others of the return, and the row and column of these.

    Only the first of merged cells has a value; the others would pass for blank.
    """
    if not part.grid.merged:
        return
    headings = {heading.position: heading for heading in part.header.headings}
    numbers = rows.numbers.tolist()
    places = dict(zip(numbers, rows.places.tolist(), strict=True))
    room = MOST_COVERED
    for top, left, bottom, right in part.grid.merged:
        cell = cell_at(part.grid.rows[places[top]][1], left) if top in places else None
        covered = islice(_covered(numbers, headings, (top, left), (bottom, right)), room)
        if cell is not None and (inside := list(covered)):
            room -= len(inside)
            cells = f"{letter(left)}{top}:{letter(right)}{bottom}"
            wrong = f"The cells {cells} are merged, and only the first of them has the value."
            right_words = "Unmerge them, and write in each cell what belongs there."
            yield part.problem(top, headings.get(left), cell, (wrong, right_words)), inside


def _covered(
    numbers: Sequence[int], headings: Mapping[int, Heading], first: Place, last: Place
) -> Iterator[Place]:
    inside = numbers[bisect_left(numbers, first[0]) : bisect_right(numbers, last[0])]
    columns = [position for position in headings if first[1] <= position <= last[1]]
    return (place for place in product(inside, columns) if place != first)
