"""Where the list stands in a file: the sheet, its header under title rows, and which rows below it are of the list."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.returns.lists.columns import headings_in, role_of_heading, shown_in_short
from data.returns.problems import Problem
from data.returns.reader.files import Source, grids_of
from data.returns.reader.other_rows import TOTALS
from data.returns.reader.parts import ENOUGH, LOOKED_AT, cell_at, plain_cell
from data.returns.reader.rows import words_for
from data.returns.spelling import folded
from data.returns.workbook.grids import Cell, FileError, Grid, GridRow, Limits, letter

_LONG = 80
"""Characters of a text that stands alone in its row, and is no heading but a note."""
_NOTE = re.compile(r"(?:\*|notes?\b|source\b|n\.?b\.?\b|key\b)", re.IGNORECASE)
_SAID = re.compile(
    r"(?:updated|as at|as of|at|correct(?: as)? (?:at|on)|date|dated|version|printed)[:\s]+(?:on )?"
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? \w{3,9} \d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: its number as the spreadsheet counts, its cells, and the heading that stands above it."""

    number: int
    cells: tuple[Cell, ...]
    band: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows that are not of the list, by what they are: `blank`, `total`, `heading`, `note`, `header`."""

    what: str
    number: int
    says: str


@dataclass(frozen=True, slots=True)
class ListTable:
    """The list in one sheet of a file: its headings by position, its rows, and what was left out.

    `alone` are texts that stand alone in a row, `faults` cells without a value by their column.
    """

    file: str
    sheet: str
    header: int
    headings: tuple[tuple[int, str], ...]
    rows: tuple[ListRow, ...]
    skipped: tuple[Skipped, ...]
    alone: tuple[ListRow, ...]
    title: str = ""
    faults: tuple[tuple[int, Problem], ...] = ()


def sheets_of(source: Source, *, limits: Limits) -> list[Grid]:
    """Every sheet of a file, whole. Raises `FileError`."""
    return grids_of(source, limits=limits, progress=lambda _: None, fits=_fits)


def _fits(cells: list[Cell]) -> int:
    """How well a row of separated values is split: into headings that are known, else into many cells."""
    return headings_in(cells) * LOOKED_AT + min(LOOKED_AT - 1, _filled(cells))


def table_in(
    source: Source, grids: Sequence[Grid], *, sheet: str = "", is_band: Callable[[str], bool] = lambda _: False
) -> ListTable:  # fmt: skip
    """The list in the sheet that is named, else in the one that looks most like one. Raises `FileError`."""
    named = [grid for grid in grids if folded(grid.title) == folded(sheet)] if sheet else []
    if sheet and not named:
        there = ", ".join(grid.title for grid in grids)
        raise FileError(f"There is no sheet “{sheet}” in the file.", f"There are {there}.")
    found = [
        (grid, place)
        for place_of in (header_place, first_full_row)
        for grid in named or grids
        if (place := place_of(grid)) is not None
    ]
    if not found:
        raise FileError(
            "No row near the top names the columns of a list.",
            "A list has a header such as: name, areas, bridge, status, date established.",
        )
    grid, place = max(
        found, key=lambda one: (min(ENOUGH, headings_in(one[0].rows[one[1]][1])), len(one[0].rows))
    )
    return _table(source.name, grid, place, is_band)


def other_sheets(grids: Iterable[Grid], table: ListTable) -> Iterator[tuple[str, str]]:
    """Each other sheet of the file, and why it was not read."""
    for grid in grids:
        if grid.title != table.sheet:
            if grid.hidden:
                yield grid.title, "hidden, not read"
            elif grid.blank or not len(grid.rows):
                yield grid.title, "empty"
            elif any(role_of_heading(cell) == "personal" for _, row in grid.rows[:LOOKED_AT] for cell in row):
                yield grid.title, "personal details, not read"
            else:
                yield grid.title, "not read; choose it instead if the list is there"


def header_place(grid: Grid) -> int | None:
    """The place among its rows of the header of a list; None where no row looks like one."""
    if grid.hidden:
        return None
    head = grid.rows[:LOOKED_AT]
    scores = [headings_in(cells) for _, cells in head]
    if not scores or max(scores) < ENOUGH:
        return None
    best = scores.index(max(scores))
    roles = {role_of_heading(cell) for cell in head[best][1]}
    return best if roles & {"name", "areas"} else None


def first_full_row(grid: Grid) -> int | None:
    """The place of the first row that can be a header of which nothing is known: short texts, all different."""
    if grid.hidden:
        return None
    head = grid.rows[:LOOKED_AT]
    widest = max((_filled(cells) for _, cells in head), default=0)
    for place, (_, cells) in enumerate(head[:-1]):
        texts = [cell for cell in map(plain_cell, cells) if cell is not None]
        is_short = all(isinstance(cell, str) and len(cell) <= _LONG // 2 for cell in texts)
        if len(texts) == widest > ENOUGH and is_short and len(set(map(str, texts))) == len(texts):
            return place
    return None


def _filled(cells: Iterable[Cell]) -> int:
    return sum(plain_cell(cell) is not None for cell in cells)


def day_said_in(words: Iterable[str]) -> str:
    """The day that the list speaks of, where its title or file name says so: `14 Feb 2020`."""
    return next((found["day"] for text in words if (found := _SAID.search(text))), "")


def _table(file: str, grid: Grid, place: int, is_band: Callable[[str], bool]) -> ListTable:
    number, cells = grid.rows[place]
    headings = tuple(
        (position, " ".join(str(cell).split()))
        for position, cell in enumerate(cells)
        if plain_cell(cell) is not None
    )
    width = len({position for position, _ in headings})
    rows: list[ListRow] = []
    alone: list[ListRow] = []
    skipped: list[Skipped] = []
    band = ""
    for row in _filled_down(grid, place):
        what = _what(row, headings, is_band, width)
        if what == "heading":
            band = _first(row[1])
        if what in {"", "alone"}:
            kept = ListRow(row[0], tuple(plain_cell(cell) for cell in row[1]), band)
            (alone if what else rows).append(kept)
        else:
            skipped.append(Skipped(what, row[0], shown_in_short(_first(row[1]))))
    numbers = [row.number for row in rows]
    last = max(numbers, default=number)
    there = {one for one in grid.rows.numbers if number < one <= last}
    blank = [Skipped("blank", one, "") for one in range(number + 1, last) if one not in there]
    title = " ".join(
        shown(cell) for _, row in grid.rows[:place] for cell in row if plain_cell(cell) is not None
    )
    return ListTable(
        file, grid.title, number, headings, tuple(rows), (*skipped, *blank), tuple(alone), title,
        tuple(_faults(file, grid, dict(headings), number)),
    )  # fmt: skip


def shown(cell: Cell) -> str:
    """The words of a cell; a day as 2020-02-14."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _filled_down(grid: Grid, place: int) -> Iterator[GridRow]:
    """The rows below the header; what a merged cell says is said in each row that it covers."""
    tops: dict[int, Cell] = {}
    starts = {
        top: (left, bottom) for top, left, bottom, right in grid.merged if left == right and bottom > top
    }
    ends: dict[int, int] = {}
    for number, cells in grid.rows[place + 1 :]:
        whole = list(cells)
        if number in starts:
            left, bottom = starts[number]
            tops[left], ends[left] = cell_at(cells, left), bottom
        for column, cell in tops.items():
            if number <= ends[column] and column < len(whole) and plain_cell(whole[column]) is None:
                whole[column] = cell
        yield number, whole


def _what(
    row: GridRow, headings: Sequence[tuple[int, str]], is_band: Callable[[str], bool], width: int
) -> str:  # fmt: skip
    """What a row below the header is that is none of the list; "" for one of it, `alone` for a doubtful one."""
    cells = [plain_cell(cell) for cell in row[1]]
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return "blank"
    first = filled[0]
    if isinstance(first, str) and _is_total(first):
        return "total"
    said = {position: folded(heading) for position, heading in headings}
    if len(filled) > 1:
        named = (
            folded(str(cell)) == said.get(position) for position, cell in enumerate(cells) if cell is not None
        )
        return "header" if all(named) else ""
    return "" if width < ENOUGH or not isinstance(first, str) else _alone(first, is_band)


def _alone(text: str, is_band: Callable[[str], bool]) -> str:
    """What a text is that stands alone in its row."""
    if is_band(text):
        return "heading"
    return "note" if len(text) > _LONG or _NOTE.match(text) else "alone"


def _is_total(text: str) -> bool:
    words = folded(text.rstrip(":"))
    return words in TOTALS or bool(re.match(r"(?:grand_|sub_?)?totals?(?:_|$)", words))


def _first(cells: Sequence[Cell]) -> str:
    return next(str(cell) for cell in map(plain_cell, cells) if cell is not None)


def _faults(file: str, grid: Grid, headings: dict[int, str], header: int) -> Iterator[tuple[int, Problem]]:
    """Cells whose value cannot be had: formulas that nobody calculated, errors of formulas."""
    for fault in grid.faults:
        if fault.row > header and fault.column in headings:
            wrong, _ = words_for(fault)
            right = (
                "Open and save the file in a spreadsheet, put the value in its place, or ignore the column."
            )
            place = file, grid.title, fault.row, headings[fault.column]
            yield fault.column, Problem("error", *place, "", wrong, right, letter(fault.column))


def counted(skipped: Iterable[Skipped]) -> dict[str, int]:
    """How many rows were left out, by what they are."""
    return dict(Counter(one.what for one in skipped))
