"""The chart that a spreadsheet program draws from the cells of a sheet: bars, columns, lines, if the cells hold it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.chart import Rendered
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, Plot, Series, Size
from dashboard.exports.native.reading import serial
from dashboard.exports.workbook.model import Cell

ROOM: Final = Size(16 * CM, 9 * CM)
KINDS: Final = ("bar", "column", "line")
SHAPES: Final = ("bar", "scatter")
"""Traces that may become one of these; others would be drawn as shapes for nothing."""
NEAR: Final = 5e-5
"""Cells are rounded to four decimals."""

Rows = Sequence[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of one column, from the first to the last row of the table's body, both from nought."""

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart over cells: what it is, and for each series where its names and its numbers stand."""

    plot: Plot
    blocks: tuple[tuple[Series, Block, Block], ...]
    says: str


def drawn(rendered: Rendered, rows: Rows) -> Drawn | None:
    """Return the chart of a table; None where a spreadsheet has none of its kind, or the cells lack some of it."""
    shape = rendered.figure["data"][0]["type"] if rows and rendered.figure else ""
    plot = native(rendered, size=ROOM) if shape in SHAPES else None
    if not isinstance(plot, Plot) or plot.kind not in KINDS:
        return None
    found: list[tuple[Series, Block, Block]] = []
    for series in plot.series:
        values = _block(series.values, rows, taken=[values for _, _, values in found])
        names = _names(plot.categories, rows, values) if values else None
        if values is None or names is None:
            return None
        found.append((series, names, values))
    return Drawn(plot, tuple(found), rendered.text or rendered.headline)


def _block(values: Sequence[float | None], rows: Rows, *, taken: Sequence[Block]) -> Block | None:
    """Where these numbers stand below one another; a block of another series only if there is no other."""
    size = len(values)
    found = [
        Block(column, first, first + size - 1)
        for column in range(len(rows[0]))
        for first in range(len(rows) - size + 1)
        if all(_same(value, rows[first + place][column]) for place, value in enumerate(values))
    ]
    return next((block for block in found if block not in taken), found[0] if found else None)


def _same(value: float | None, cell: Cell) -> bool:
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        return value is None and cell is None
    return value is not None and abs(value - cell) < NEAR


def _names(categories: Sequence[str] | Sequence[float], rows: Rows, values: Block) -> Block | None:
    """The column whose cells say most of what the chart calls these rows."""
    cells = [rows[place] for place in range(values.first, values.last + 1)]
    columns = [
        column for column in range(len(rows[0])) if _all_name(categories, [row[column] for row in cells])
    ]
    best = max(columns, key=lambda column: sum(len(str(row[column])) for row in cells), default=None)
    return None if best is None else Block(best, values.first, values.last)


def _all_name(categories: Sequence[str] | Sequence[float], cells: Sequence[Cell]) -> bool:
    return len(categories) == len(cells) and all(map(_is_name, cells, categories))


def _is_name(cell: Cell, category: str | float) -> bool:
    if isinstance(cell, date):
        return category in {serial(cell.isoformat()), cell.isoformat(), f"{cell:%b %Y}"}
    if isinstance(cell, str):
        return bool(cell) and cell in str(category)
    return False
