"""A workbook before it is a file: sheets with a heading, some lines, and one table each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

from dashboard.exports.native.model import Plot, Series

Cell = str | int | float | bool | date | None

SHORTHAND: Final = {
    "[x]": "Not available: not known, not published, or not recorded.",
    "[z]": "Not applicable: there can be no value here.",
    "[e]": "Estimated.",
    "[p]": "Provisional.",
    "[low]": "Too few cases to report a number.",
}
"""What stands in a cell that has no value, or beside one; the public sector's own shorthand."""
LONGEST_NAME: Final = 31
"""Letters of a sheet's name that a spreadsheet program takes."""
LONGEST_TEXT: Final = 16_000
"""Letters that a cell takes, even if each counts twice in UTF-16."""
NARROWEST, WIDEST = 10, 56
"""Letters that a column shows at least, and at most before it wraps."""
LETTERS: Final = 1.1
"""Letters of a sentence that take the room of one digit, by which spreadsheets measure columns."""
WHOLE, DECIMAL = "#,##0", "#,##0.0"
ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Letters that XML cannot hold, and so no office file."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `blank` is what stands where there is no value."""

    label: str
    blank: str = ""


Rows = Sequence[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of one column, from the first to the last row of the table's body, both from nought."""

    column: int
    first: int
    last: int


Blocks = tuple[tuple[Series, Block, Block], ...]
"""Series, where their names (or days, or ages) stand, and where their numbers."""


@dataclass(frozen=True, slots=True)
class ChartRanges:
    """A chart over cells: what it is, where its cells stand, and what it says to those who do not see it."""

    plot: Plot
    blocks: Blocks
    says: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its heading, lines of text under it, and one table with one header row.

    Without a heading and lines the header is the first row; `printed` then stands above it on paper alone. The cells
    at `provisional`, row and column from nought, are shown with `[p]` behind their number or day. `links` says that the
    first column names sheets; `chart` is what a spreadsheet program can draw of the table.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: str = ""
    lines: tuple[str, ...] = ()
    printed: str = ""
    provisional: frozenset[tuple[int, int]] = frozenset()
    links: bool = False
    chart: ChartRanges | None = None

    @property
    def text(self) -> tuple[str, ...]:
        """The heading and the lines under it, a row each."""
        return (*([self.heading] if self.heading else []), *self.lines)

    def is_number(self, place: int) -> bool:
        """Whether a column holds numbers; its label then stands above them, on the right."""
        return any(
            isinstance(row[place], int | float) and not isinstance(row[place], bool) for row in self.rows
        )

    @property
    def table(self) -> str:
        """The name of the table, which formulas may use; sheets with different names have different ones."""
        return "cep_" + re.sub(r"[^A-Za-z0-9]", lambda found: _spelt(found[0]), self.name)

    @property
    def first_row(self) -> int:
        """The place of the header row, from nought."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its title and subject for the file's properties, the day its figures are for, its sheets."""

    title: str
    subject: str
    on: date
    sheets: tuple[Sheet, ...]


def tidy_text(text: str) -> str:
    """Return text that every office file can hold: what XML cannot is replaced, what is too long is cut with a sign."""
    legal = ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text).replace("\r\n", "\n").replace("\r", "\n")
    return legal if len(legal) <= LONGEST_TEXT else f"{legal[: LONGEST_TEXT - 1]}…"


def sheet_name(wanted: str, *, taken: set[str]) -> str:
    """Return a name that a sheet may have and no other has, whatever the letters; it is added to those taken."""
    plain = re.sub(r"[\[\]:*?/\\'\s\U00010000-\U0010ffff]+", " ", tidy_text(wanted)).strip() or "Table"
    name, number = plain[:LONGEST_NAME].strip(), 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{plain[: LONGEST_NAME - 1 - len(str(number))].strip()} {number}"
    taken.add(name.casefold())
    return name


def unlike(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return labels of columns of which no two are alike and none is empty, as a marked-up table needs them."""
    taken: set[str] = set()
    made = []
    for label in labels:
        plain = " ".join(tidy_text(label).split())[:250] or "Column"
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name.casefold())
        made.append(name)
    return tuple(made)


def filled(cell: Cell, column: Column) -> Cell:
    """Return what a cell shows: yes and no in words, the column's shorthand where there is no value."""
    if cell is None or cell == "":
        return column.blank
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return tidy_text(cell) if isinstance(cell, str) else cell


def widths(sheet: Sheet) -> list[int]:
    """Return how many letters each column shows; a long label wraps rather than widen its column."""
    wide = [max(map(len, column.label.split() or [""])) + 2 for column in sheet.columns]
    for row in sheet.rows:
        for place, cell in enumerate(row):
            wide[place] = max(wide[place], 12 if isinstance(cell, date) else _longest(cell) + 2)
    return [min(max(width, NARROWEST), WIDEST) for width in wide]


def height(cells: Iterable[Cell], wide: Sequence[int]) -> int:
    """Return how many lines a row takes when its texts wrap in columns of these widths."""
    return max(
        sum(max(ceil(len(line) / (LETTERS * width)), 1) for line in str(cell or "").split("\n"))
        for cell, width in zip(cells, wide, strict=True)
    )


def _spelt(letter: str) -> str:
    return {"-": "_", " ": "."}.get(letter, f"_x{ord(letter):x}")


def _longest(cell: Cell) -> int:
    return max(map(len, str(cell or "").split("\n")))


def number_form(sheet: Sheet, place: int) -> str:
    """Return the number format of a column: whole numbers without decimals, others with one."""
    cells = (row[place] for row in sheet.rows)
    numbers = [float(cell) for cell in cells if isinstance(cell, (int, float))]
    return WHOLE if all(number.is_integer() for number in numbers) else DECIMAL
