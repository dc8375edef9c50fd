"""A sheet as a file has it: which sheet it is, where its header is, which of its columns are ours, and its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.returns.problems import Problem, Severity
from data.returns.sheets import RENAMED, SHEETS, Sheet
from data.returns.sheets.kinds import shown
from data.returns.spelling import folded, nearest
from data.returns.workbook.grids import Cell, Grid, letter

LOOKED_AT = 30
"""Rows near the top among which the header is looked for; titles may stand above it."""
ENOUGH = 2
_ALIASES = {stored: name for name, stored in RENAMED.items()}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the file that is read: its position from 0 and the column of the sheet it is."""

    position: int
    name: str

    @property
    def letter(self) -> str:
        """Its letter in the spreadsheet."""
        return letter(self.position)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a grid: the row it stands in, and its columns; `unknown` and `twice` hold positions and words."""

    row: int
    headings: tuple[Heading, ...]
    unknown: tuple[tuple[int, str], ...]
    twice: tuple[tuple[int, str], ...]

    @property
    def names(self) -> frozenset[str]:
        """The columns of the sheet that the file has."""
        return frozenset(heading.name for heading in self.headings)


def sheet_called(title: str) -> Sheet | None:
    """The sheet of that title, in spite of case, spaces and hyphens."""
    return SHEETS.get(folded(title))


def column_called(cell: Cell, columns: Iterable[str]) -> str | None:
    """The column that a cell of a header names; a star after it says in templates that it is required."""
    if not isinstance(cell, str):
        return None
    name = folded(cell.strip().rstrip("*").replace("\xa0", " "))
    name = _ALIASES.get(name, name)
    return name if name in columns else None


def sheets_with(words: str) -> list[str]:
    """The sheets that have a column called so; none for one that most have."""
    found = [name for name, sheet in SHEETS.items() if column_called(words, sheet.columns)]
    return found if len(found) < ENOUGH + 1 else []


def fits(cells: Sequence[Cell], columns: Mapping[str, object]) -> int:
    """How many columns of a sheet a row names."""
    return len({column_called(cell, columns) for cell in cells} - {None})


def header_of(grid: Grid, sheet: Sheet) -> Header | None:
    """The header of a grid, or None where no row near the top names enough of the sheet's columns."""
    head = grid.rows[:LOOKED_AT]
    scores = [fits(cells, sheet.columns) for _, cells in head]
    if not scores or max(scores) < ENOUGH:
        return None
    number, cells = head[scores.index(max(scores))]
    return _header(number, list(_named(cells, sheet)))


def _named(cells: Sequence[Cell], sheet: Sheet) -> Iterator[tuple[int, str, str | None]]:
    """Position, words and column of every cell of a header that is not blank."""
    for position, cell in enumerate(cells):
        words = str(cell if cell is not None else "").replace("\xa0", " ").strip()
        if words:
            yield position, words, column_called(cell, sheet.columns)


def _header(number: int, named: list[tuple[int, str, str | None]]) -> Header:
    first: dict[str, int] = {}
    for position, _, name in named:
        if name:
            first.setdefault(name, position)
    return Header(
        row=number,
        headings=tuple(Heading(position, name) for name, position in first.items()),
        unknown=tuple((position, words) for position, words, name in named if not name),
        twice=tuple((position, words) for position, words, name in named if name and first[name] != position),
    )


def likely_column(words: str, sheet: Sheet) -> str | None:
    """The column that an unknown heading probably means."""
    return nearest(words, list(sheet.columns))


Row = tuple[int, Sequence[Cell]]
"""The number of a row as the spreadsheet counts, and its cells."""
_ODD_SPACES = str.maketrans(
    {
        **dict.fromkeys("\t\u00a0\u2000\u2001\u2002\u2003\u2007\u2009\u202f", " "),
        **dict.fromkeys("\u200b\u2060\ufeff\u00ad"),
    }
)


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


def below(part: SheetPart) -> list[tuple[int, Sequence[Cell]]]:
    """The rows below the header in which a column that is read is not blank."""
    positions = [heading.position for heading in part.header.headings]
    return [
        (number, cells)
        for number, cells in part.grid.rows
        if number > part.header.row and any(cell_at(cells, position) is not None for position in positions)
    ]


def cell_at(cells: Sequence[Cell], position: int) -> Cell:
    """A cell without odd or needless spaces; None where it is blank."""
    cell = cells[position] if position < len(cells) else None
    if not isinstance(cell, str):
        return cell
    if not (cell.isascii() and cell.isprintable()):
        cell = cell.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD_SPACES)
    return cell.strip() or None
