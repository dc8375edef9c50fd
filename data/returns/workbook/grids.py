"""What comes out of a workbook: sheets of located cells, as they stand, nothing followed; and how much is taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import overload

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a reader of spreadsheets finds in a cell; None or "" where it is blank."""
GridRow = tuple[int, list[Cell]]
"""The number of a row as the spreadsheet counts, and its cells from column A on."""

NEAR_TOP = 20
"""Rows of a sheet that are looked at for what it is, where nobody knows it by its name."""
Merged = tuple[int, int, int, int]
"""First row, first column, last row and last column of cells that were merged; rows count from 1, columns from 0."""

WHOLE_ROW, HIDDEN = -1, "hidden"
"""The column and the fault of a row that is hidden, by hand or by a filter."""
STRUCK, PARTLY, COMMENTED = "struck through", "struck through in part", "commented"
"""What is said of a cell beside its value."""
NO_VALUE = "no value"
"""The fault of a formula that nobody has calculated; another fault is the text of its error."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell whose value cannot be had, or of which more is said; `column` counts from 0, or is `WHOLE_ROW`."""

    row: int
    column: int
    what: str


class GridRows(Sequence[GridRow]):
    """The rows of a sheet, kept as columns: most cells of a column say what another says, and are kept once."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.columns: list[list[Cell]] = []
        self._known: list[dict[str, str]] = []

    def add(self, rows: Sequence[GridRow]) -> None:
        """Add some rows below the others."""
        length = len(self.numbers)
        self.numbers += [number for number, _ in rows]
        for place, cells in enumerate(zip_longest(*(cells for _, cells in rows))):
            if place == len(self.columns):
                self.columns.append([None] * length)
                self._known.append({})
            known = self._known[place]
            self.columns[place] += [
                known.setdefault(cell, cell) if type(cell) is str else cell for cell in cells
            ]
        for column in self.columns:
            column.extend([None] * (len(self.numbers) - len(column)))

    def finish(self) -> None:
        """No row follows."""
        self._known = [{} for _ in self.columns]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[GridRow]:
        if not self.columns:
            return ((number, []) for number in self.numbers)
        return zip(self.numbers, map(list, zip(*self.columns, strict=True)), strict=True)

    @overload
    def __getitem__(self, place: int) -> GridRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[GridRow]: ...
    def __getitem__(self, place: int | slice) -> GridRow | list[GridRow]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        return self.numbers[place], [column[place] for column in self.columns]


@dataclass(slots=True)
class Grid:
    """One sheet; `rows` leaves blank rows out, and has only the first few of a sheet that nobody asked for.

    `faults` are cells without a value and rows that are hidden, `marks` cells that are struck through or have comments.
    `guessed` is the encoding that a text file was read in, where it does not say which it is and others would do;
    `file` is its own name, also in a zip, and `part` its number where a sheet was cut into several.
    """

    title: str
    hidden: bool = False
    blank: bool = False
    guessed: str = ""
    file: str = ""
    part: int = 0
    rows: GridRows = field(default_factory=GridRows)
    faults: list[CellFault] = field(default_factory=list)
    marks: list[CellFault] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


def letter(column: int) -> str:
    """The letter of a column counted from 0: A, B, ... Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


ROWS_AT_ONCE = 5_000
"""Rows that are read before somebody hears of it."""
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold; a file beyond is refused."""

    file_bytes: int = 50 * MB
    unpacked_bytes: int = 600 * MB
    parts: int = 2_000
    rows: int = 250_000
    columns: int = 256
    cells: int = 6_000_000
    characters: int = 200_000_000
    faults: int = 100_000
    memory_bytes: int = 2_000 * MB
    seconds: int = 60


class FileError(Exception):
    """A file is not taken; `wrong` and `right` are sentences that say why, and what to do."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong} {right}")
        self.wrong, self.right = wrong, right


IN_PARTS = "in parts (attendance-1.csv, attendance-2.csv)"
"""How a sheet that is too long for one file is sent."""


def too_many(what: str, number: int, limit: int) -> FileError:
    """Say that a sheet is too large."""
    return FileError(
        f"A sheet has cells in {number:,} {what}; at most {limit:,} are taken.",
        f"Delete the {what} that are not needed, or send the sheet {IN_PARTS}."
        if what == "rows"
        else f"Delete the {what} that are not needed.",
    )


TOO_MUCH = FileError(
    "The file holds more than a return may.", f"Send its sheets as several files, a long one {IN_PARTS}."
)
PROTECTED = FileError(
    "The file is protected by a password.", "Save it without one; what it holds is not read until then."
)
DAMAGED = FileError(
    "The file is damaged or is not a workbook.", "Open it in a spreadsheet and save it again as .xlsx."
)
