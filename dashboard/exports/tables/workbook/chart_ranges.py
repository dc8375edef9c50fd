"""The chart that a spreadsheet program draws from the cells of a sheet (bars, columns, lines), and its axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from dashboard.charts.chart import Rendered
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, Plot, Series, Size
from dashboard.exports.native.plotly_values import from_serial, serial
from dashboard.exports.tables.workbook.model import Block, Blocks, Cell, ChartRanges, Rows

ROOM: Final = Size(16 * CM, 9 * CM)
KINDS: Final = ("bar", "column", "line")
SHAPES: Final = ("bar", "scatter")
"""Traces that may become one of these; others would be drawn as shapes for nothing."""
NEAR: Final = 5e-5
"""A cell and a mark of the figure are the same value when they are so near: one of them may be rounded."""

Point = tuple[float, float]


def drawn(rendered: Rendered, rows: Rows) -> ChartRanges | None:
    """Return the chart of a table; None where a spreadsheet has none of its kind, or the cells lack some of it."""
    shape = rendered.figure["data"][0]["type"] if rows and rendered.figure else ""
    plot = native(rendered, size=ROOM) if shape in SHAPES else None
    if not isinstance(plot, Plot) or plot.kind not in KINDS:
        return None
    blocks = _lines(plot, rows) if plot.kind == "line" else _bars(plot, rows)
    return ChartRanges(plot, blocks, rendered.text or rendered.headline) if blocks else None


def _bars(plot: Plot, rows: Rows) -> Blocks:
    """Every series over its cells; none at all if one of them is not there."""
    found: list[tuple[Series, Block, Block]] = []
    for series in plot.series:
        values = _block(series.values, rows, taken=[values for _, _, values in found])
        names = _names(plot.categories, rows, values) if values else None
        if values is None or names is None:
            return ()
        found.append((series, names, values))
    return tuple(found)


def _lines(plot: Plot, rows: Rows) -> Blocks:
    """Every line over its own stretch of rows; a mark with words beside it only repeats the end of a line."""
    found: list[tuple[Series, Block, Block]] = []
    for series in plot.series:
        is_repeated = series.labels and not series.dash
        if is_repeated or all(value is None for value in series.values):
            continue
        points = _points(series, plot, rows)
        blocks = _stretch(points, rows)
        if blocks is None and len(points) == ENDS and _is_level(series):
            continue  # a count across its period stands in one row of the table, with its first and its last day
        if blocks is None:
            return ()
        found.append((series, *blocks))
    return tuple(found)


def _points(series: Series, plot: Plot, rows: Rows) -> list[Point]:
    """Where a line goes, without gaps; of one that stays level, as a target does, the points that the table has."""
    places = [float(x) for x in plot.categories]
    points = [(x, y) for x, y in zip(places, series.values, strict=True) if y is not None]
    if not _is_level(series):
        return points
    return [(x, y) for x, y in points if any(_has(row, x) and _has(row, y) for row in rows)]


def _is_level(series: Series) -> bool:
    return len({value for value in series.values if value is not None}) <= 1


def _stretch(points: Sequence[Point], rows: Rows) -> tuple[Block, Block] | None:
    """Where the days or ages of these points stand below one another, and beside them their values."""
    size = len(points)
    for first in range(len(rows) - size + 1) if points else ():
        held = [(*point, rows[first + place]) for place, point in enumerate(points)]
        columns = range(len(rows[0]))
        across = [column for column in columns if all(_is(row[column], x) for x, _, row in held)]
        up = [column for column in columns if all(_is(row[column], y) for _, y, row in held)]
        if across and (beside := [column for column in up if column != across[0]]):
            last = first + size - 1
            return Block(across[0], first, last), Block(beside[0], first, last)
    return None


def _has(row: Sequence[Cell], number: float) -> bool:
    return any(_is(cell, number) for cell in row)


def _is(cell: Cell, number: float) -> bool:
    """Whether a cell holds this number, or the day that a spreadsheet means by it."""
    return serial(cell.isoformat()) == number if isinstance(cell, date) else _same(number, cell)


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


ENDS = 2
YEAR, MONTHS, FEW_YEARS = 365.25, 12, 2
"""Days of a year, months of one, and up to how many years the quarters have their labels."""
MOST: Final = 14
"""Labels that an axis has room for."""


@dataclass(frozen=True, slots=True)
class Along:
    """Where an axis begins and ends, its steps, and the form of its labels."""

    first: float
    last: float
    step: float
    form: Literal["0", "yyyy", "mmm yyyy"]


def along(plot: Plot) -> Along:
    """Return the axis of a chart of lines: ages by the year, days by the year, or by the quarter where they are few."""
    first, last = (float(plot.categories[place]) for place in (0, -1))
    last = max(last, first + 1)
    if plot.is_numeric:
        return Along(first, last, MONTHS, "0")
    if last - first < FEW_YEARS * YEAR:
        return Along(first, last, YEAR / 4, "mmm yyyy")
    years = int((last - first) / YEAR / MOST) + 1
    return Along(_new_year(first), last, years * YEAR, "yyyy")


def _new_year(day: float) -> int:
    """The second of January of a day's year: steps of 365.25 days from there fall into one year each."""
    return serial(date(from_serial(day).year, 1, 2).isoformat())
