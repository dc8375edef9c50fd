"""A file as one table: the sheet that has the columns, the row they are named in, and what stands below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import LoadRefusedError
from data.returns.reader.files import WORKBOOKS, Source, source_at
from data.returns.reader.text import decoded, delimiter_of, grid_of
from data.returns.spelling import folded, nearest
from data.returns.workbook.grids import NO_VALUE, Cell, Grid, letter
from data.returns.workbook.legacy import SIGNATURE
from data.returns.workbook.limits import FileError, Limits
from data.returns.workbook.process import open_workbook
from data.statistics.request import Wanted
from geo.levels import LEVELS, code_column, name_column

LOOKED_AT = 30
"""Rows near the top among which the header is looked for; titles may stand above it."""
ZIP = b"PK\x03\x04"
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the header: its number as the spreadsheet counts, who it is about, and the value."""

    number: int
    area: Cell
    value: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one sheet of a file, and the names of the columns they were taken from."""

    source: Source
    sheet: str
    area_column: str
    value_column: str | None
    lines: tuple[Line, ...]


def read(path: Path, wanted: Wanted) -> Table:
    """The table that has the columns asked for. Raises `LoadRefusedError` with what to do where there is none."""
    limits = Limits()
    try:
        source = source_at(path, limits=limits)
        grids = _grids(source, limits, wanted)
    except FileError as error:
        raise LoadRefusedError(f"{path.name}: {error.wrong} {error.right}") from error
    if wanted.sheet is not None:
        grids = [grid for grid in grids if folded(grid.title) == folded(wanted.sheet)]
    found = [(grid, header) for grid in grids if (header := _header(grid, wanted)) is not None]
    if not found:
        raise LoadRefusedError(_nowhere(path.name, grids, wanted))
    if len(found) > 1:
        titles = ", ".join(grid.title for grid, _ in found)
        raise LoadRefusedError(
            f"Several sheets of {path.name} have these columns: {titles}. Say which with --sheet."
        )
    return _table(source, *found[0], wanted)


def _grids(source: Source, limits: Limits, wanted: Wanted) -> list[Grid]:
    """Every sheet that can be seen, with its cells; a text file is one sheet."""
    if not source.content.strip():
        raise FileError("The file is empty.", "Download it again.")
    if source.content.startswith((ZIP, SIGNATURE)):
        titles = open_workbook(source.content, limits, wanted=frozenset(), progress=_nobody)
        visible = frozenset(folded(grid.title) for grid in titles if not grid.hidden)
        return open_workbook(source.content, limits, wanted=visible, progress=_nobody)
    if source.name.lower().endswith(WORKBOOKS) or source.content.lstrip()[:1] in {b"<", b"{"}:
        raise FileError(
            "The file is not a table of separated values or a workbook.", "Save it as .xlsx, .ods or .csv."
        )
    text, _ = decoded(source.content)
    delimiter = delimiter_of(text, lambda cells: 2 * _fits(cells, wanted) or min(len(cells), 1))
    return [grid_of(text, title=Path(source.name).stem, delimiter=delimiter, limits=limits, progress=_nobody)]


def _nobody(_rows: int) -> None:
    """Nobody waits: tables of authorities are short."""


def _asked(wanted: Wanted) -> tuple[str, ...]:
    """The names of columns that the header must have."""
    named = (wanted.code_column, None if wanted.count_rows else wanted.value_column)
    return tuple(folded(name) for name in named if name is not None)


def _fits(cells: Sequence[Cell], wanted: Wanted) -> int:
    words = {folded(cell) for cell in cells if isinstance(cell, str)}
    return len(words & set(_asked(wanted)))


def _header(grid: Grid, wanted: Wanted) -> int | None:
    """The place of the row near the top that names every column asked for."""
    needed = len(set(_asked(wanted)))
    rows = enumerate(grid.rows[:LOOKED_AT])
    return next((place for place, (_, cells) in rows if _fits(cells, wanted) == needed), None)


def _table(source: Source, grid: Grid, header: int, wanted: Wanted) -> Table:
    names = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in grid.rows[header][1]]
    area = _place(names, wanted.code_column or _areas_among(names, source.name, wanted))
    value = None if wanted.count_rows else _place(names, str(wanted.value_column))
    faults = _faults(source.name, grid, {area, value})
    return Table(
        source=source,
        sheet=grid.title,
        area_column=names[area],
        value_column=None if value is None else names[value],
        lines=tuple(_lines(grid, header, area, value, faults)),
    )


def _place(names: Sequence[str], name: str) -> int:
    return [folded(one) for one in names].index(folded(name))


def _areas_among(names: Sequence[str], file: str, wanted: Wanted) -> str:
    """The column of codes, else of names, of authorities."""
    level, year = LEVELS["lad"], wanted.on.year
    found = code_column(names, level, year=year) or name_column(names, level, year=year)
    if found is None:
        raise LoadRefusedError(
            f"No column of {file} is known to hold codes or names of authorities; it has {_listed(names)}. "
            f"Say which with --code-column."
        )
    return found


def _faults(file: str, grid: Grid, columns: set[int | None]) -> Mapping[Place, str]:
    """Row and column of the cells of these columns that hold the error of a formula -> the error.

    Raises `LoadRefusedError` for a formula that nobody calculated: it would pass for a value that is not known.
    """
    faults = {(one.row, one.column): one.what for one in grid.faults if one.column in columns}
    for (row, column), what in faults.items():
        if what == NO_VALUE:
            raise LoadRefusedError(
                f"Cell {letter(column)}{row} of {file} holds a formula that has no stored value. Open the file in a "
                "spreadsheet, save it, and add it again."
            )
    return faults


def _lines(
    grid: Grid, header: int, area: int, value: int | None, faults: Mapping[Place, str]
) -> Iterator[Line]:
    for number, cells in grid.rows[header + 1 :]:
        who = cells[area] if area < len(cells) else None
        what = None if value is None else cells[value] if value < len(cells) else None
        what = faults.get((number, -1 if value is None else value), what)
        if who is not None and str(who).strip():
            yield Line(number, who, what)


def _nowhere(file: str, grids: Sequence[Grid], wanted: Wanted) -> str:
    """Say which columns were not found, and what the likeliest header has."""
    if not grids:
        return (
            f"{file} has no sheet called {wanted.sheet}."
            if wanted.sheet
            else f"{file} has no sheet with rows."
        )
    rows = [cells for grid in grids for _, cells in grid.rows[:LOOKED_AT]]
    best = max(rows, key=lambda cells: (_fits(cells, wanted), len(_words(cells))), default=[])
    there = _words(best)
    missing = [name for name in (wanted.code_column, wanted.value_column) if name and not _has(there, name)]
    likely = [near for name in missing if (near := nearest(name, there))]
    hint = f" Did you mean {' and '.join(likely)}?" if likely else ""
    return f"{file} has no column {' and no column '.join(missing)}; it has {_listed(there)}.{hint}"


def _words(cells: Sequence[Cell]) -> list[str]:
    return [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]


def _has(names: Sequence[str], name: str) -> bool:
    return folded(name) in {folded(one) for one in names}


def _listed(names: Sequence[str], most: int = 40) -> str:
    shown = [" ".join(name.split())[:60] for name in names if name]
    return ", ".join(shown[:most]) + (f" and {len(shown) - most} more" if len(shown) > most else "")
