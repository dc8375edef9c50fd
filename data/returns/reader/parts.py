"""A sheet as a file has it, and its rows and cells below the header."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.returns.problems import Problem, Severity
from data.returns.reader.headings import Header, Heading
from data.returns.sheets import Sheet
from data.returns.sheets.kinds import shown
from data.returns.workbook.grids import Cell, Grid

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
