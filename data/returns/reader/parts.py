"""A sheet as a file has it: which sheet it is, where its header is, which of its columns are ours, and its rows."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from data.returns.columns import Columns, Mask, Places, any_of, array, is_there
from data.returns.problems import Problem, Severity
from data.returns.sheets import RENAMED, SHEETS, Sheet
from data.returns.sheets.kinds import shown
from data.returns.spelling import folded, nearest
from data.returns.workbook.grids import Cell, Grid, letter

Read = TypeVar("Read")
LOOKED_AT = 30
"""Rows near the top among which the header is looked for; titles may stand above it."""
ENOUGH = 2
_NUMBER_OF = re.compile(r"^(?:no|nos|num|number|numbers|count|total|how_many)_(?:of_)?(?:the_)?")
_ALSO = {
    "cep": "partnership", "lcep": "partnership", "cyp": "young_people", "children_and_young_people": "young_people",
    "bridge_organisation": "bridge", "local_authority": "area_code", "area": "area_code",
}  # fmt: skip
"""What people call columns -> their names."""
_NAMED = frozenset({"partnership", "organisation", "bridge", "area_code", "meeting", "activity"})
"""Columns of keys, which take a name too."""
_ALIASES = {stored: name for name, stored in RENAMED.items()}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the file that is read: its position from 0 and the column of the sheet it is.

    `words` are what the file calls it where that is not its name.
    """

    position: int
    name: str
    words: str = ""

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


def column_called(cell: Cell, columns: Collection[str]) -> str | None:
    """The column that a cell of a header names; a star after it says in templates that it is required."""
    if not isinstance(cell, str):
        return None
    name = _plain_name(cell)
    return name if name in columns else next((one for one in _meant(name, columns) if one in columns), None)


def _plain_name(cell: str) -> str:
    name = folded(cell.strip().rstrip("*").replace("\xa0", " "))
    return _ALIASES.get(name, name)


def _meant(name: str, columns: Collection[str]) -> Iterator[str]:
    """The columns that somebody means who calls one so; the first of them that a sheet has."""
    plain = re.sub(r"[\W_]+", "_", name.partition("(")[0]).strip("_")
    plain = _NUMBER_OF.sub("", plain)
    yield _ALSO.get(plain, plain)
    if named := re.fullmatch(r"name_of_(?:the_)?(\w+)|(\w+)_(?:name|key|id|code)", plain):
        thing = named[1] or named[2]
        thing = _ALSO.get(thing, thing)
        # The name of what a sheet lists is a column of its own there.
        if "name" in plain.split("_") and thing == next(iter(columns)):
            yield "name"
        if thing in _NAMED:
            yield thing
    if dated := re.fullmatch(r"date_(\w+)|(\w+)_date", plain):
        yield f"{dated[1] or dated[2]}_on"


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
    named = list(_named(cells, sheet))
    plain = {name for _, words, name in named if name == _plain_name(words)}
    # A column that is there by its own name is none that is called otherwise.
    return _header(
        number,
        [
            (position, words, None if name in plain and name != _plain_name(words) else name)
            for position, words, name in named
        ],
    )


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
        headings=tuple(
            Heading(position, name, "" if _plain_name(words) == name else words)
            for position, words, name in named
            if name and first[name] == position
        ),
        unknown=tuple((position, words) for position, words, name in named if not name),
        twice=tuple((position, words) for position, words, name in named if name and first[name] != position),
    )


def likely_column(words: str, sheet: Sheet) -> str | None:
    """The column that an unknown heading probably means."""
    return nearest(words, list(sheet.columns))


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


@dataclass(frozen=True, slots=True)
class Below:
    """The rows below the header in which a column that is read is not blank.

    `numbers` counts as the spreadsheet does, `places` among the rows of the grid; `columns` has the cells of each
    column that is read, without odd or needless spaces.
    """

    numbers: NDArray[np.int64]
    places: Places
    columns: Columns

    def only(self, which: Mask) -> "Below":
        """Some of the rows."""
        return Below(self.numbers[which], self.places[which], self.columns.only(which))


def below(part: SheetPart) -> Below:
    """The rows of a part, as columns."""
    rows = part.grid.rows
    first = bisect_right(rows.numbers, part.header.row)
    length = len(rows) - first
    columns = Columns(
        {
            heading.name: array(map_once(plain_cell, rows.columns[heading.position][first:]), length)
            for heading in part.header.headings
        },
        length,
    )
    found = Below(
        np.array(rows.numbers[first:], dtype=np.int64), np.arange(first, len(rows), dtype=np.intp), columns
    )
    filled = any_of((is_there(column) for column in columns.fields.values()), length)
    return found if filled.all() else found.only(filled)


def map_once(read: Callable[[Cell], Read], cells: Iterable[Cell]) -> Iterator[Read]:
    """What is read of each cell; each different text is read once, for most say the same."""
    known: dict[str, Read] = {}
    for cell in cells:
        if type(cell) is not str:
            yield read(cell)
        elif cell in known:
            yield known[cell]
        else:
            known[cell] = found = read(cell)
            yield found


def cell_at(cells: Sequence[Cell], position: int) -> Cell:
    """A cell without odd or needless spaces; None where it is blank."""
    return plain_cell(cells[position]) if position < len(cells) else None


def plain_cell(cell: Cell) -> Cell:
    """A cell without odd or needless spaces; None where it is blank."""
    if not isinstance(cell, str):
        return cell
    if not (cell.isascii() and cell.isprintable()):
        cell = cell.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD_SPACES)
    return cell.strip() or None
