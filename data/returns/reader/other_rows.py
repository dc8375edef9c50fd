"""What stands on a sheet beside the rows of the return, or is said of these beside their values.

Totals, notes, repeated headers, merged and unnamed cells; rows that are hidden or struck through, comments.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, product

import numpy as np

from data.returns.columns import Mask, any_of, is_there
from data.returns.problems import Problem
from data.returns.reader.cells import LEFT_OUT
from data.returns.reader.parts import Below, Heading, SheetPart, cell_at, column_called, map_once, plain_cell
from data.returns.readings import Choice, Question, first_of
from data.returns.spelling import folded
from data.returns.workbook.grids import COMMENTED, PARTLY, STRUCK, WHOLE_ROW, Cell, letter

TOTALS = frozenset({"total", "totals", "grand_total", "sub_total", "subtotal", "sum", "overall"})
TOTAL = ("The row holds a total; it is no row of the return.", "Delete it: totals are worked out.")
NOTE = ("The row holds a note; it is no row of the return.", "Delete it, or move it to a sheet of its own.")
REPEATED = ("The row names the columns once more.", "Delete it.")
KEEP = "Write what matters in a cell."
MOST_COVERED = 100_000
"""Cells that are remembered as covered; a file with more has other troubles."""

MOST_NAMED = 10
"""Cells that a sentence names."""

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


def doubtful(part: SheetPart, rows: Below) -> Iterator[Question]:
    """The questions whether rows count that somebody hid or filtered away, or struck through."""
    hidden = {fault.row for fault in part.grid.faults if fault.column == WHOLE_ROW}
    for value, looks, numbers in (
        ("hidden rows", "hidden or filtered away", hidden),
        ("struck-through rows", "struck through", _struck(part, rows)),
    ):
        found = tuple(number for number in rows.numbers.tolist() if number in numbers)
        if found:
            some = "1 row is" if len(found) == 1 else f"{len(found):,} rows are"
            belong = "Does it belong" if len(found) == 1 else "Do they belong"
            yield Question(
                file=part.file, sheet=part.grid.title, column="", value=value, rows=found,
                asks=f"{some} {looks}. {belong} to the return?",
                choices=(Choice("load", "read like the others"), LEFT_OUT),
            )  # fmt: skip


def left_out(question: Question) -> tuple[str, str]:
    """What is said of such rows that do not count."""
    rows, what = len(question.rows), question.value.removesuffix(" rows")
    return (
        f"1 {what} row was left out." if rows == 1 else f"{rows:,} {what} rows were left out."
    ), "As answered."


def _struck(part: SheetPart, rows: Below) -> set[int]:
    """The rows in which every cell that is read, and not blank, is struck through."""
    struck = {(mark.row, mark.column) for mark in part.grid.marks if mark.what == STRUCK}
    if not struck:
        return set()
    filled = [(heading.position, is_there(rows.columns[heading.name])) for heading in part.header.headings]
    return {
        number
        for at, number in enumerate(rows.numbers.tolist())
        if all((number, position) in struck for position, there in filled if there[at])
    }


def beside_values(part: SheetPart, rows: Below) -> Iterator[Problem]:
    """What cells say that is not in their value and is not stored: comments, and letters struck through one by one."""
    named = {heading.position for heading in part.header.headings}
    whole, read = _struck(part, rows), set(rows.numbers.tolist())
    cells: dict[str, list[str]] = {COMMENTED: [], STRUCK: [], PARTLY: []}
    for mark in sorted(part.grid.marks, key=lambda mark: (mark.row, mark.column)):
        is_told = mark.row not in read or mark.row in whole or mark.column not in named
        if mark.what == COMMENTED or not is_told:
            cells[mark.what].append(f"{letter(mark.column)}{mark.row}")
    for what, one, several, right in (
        (COMMENTED, "cell has a comment, which is not stored", "cells have comments, which are not stored", KEEP),
        (STRUCK, "cell is struck through and read", "cells are struck through and read", "Clear what does not hold."),
        (PARTLY, "cell is struck through in part and was read whole",
         "cells are struck through in part and were read whole", "Take out the words that do not hold."),
    ):  # fmt: skip
        if found := cells[what]:
            wrong = (
                f"{len(found):,} {one if len(found) == 1 else several}: {first_of(found, most=MOST_NAMED)}."
            )
            yield part.problem(None, None, None, (wrong, right), "warning")
