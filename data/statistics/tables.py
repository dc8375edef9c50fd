"""A file as one table: what is asked of it, the sheet that has the columns, and what stands below their names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.errors import LoadRefusedError
from data.returns.reader.files import WORKBOOKS, Source, decoded, delimiter_of, grid_of, source_at
from data.returns.sheets.days import EARLIEST, LATEST
from data.returns.spelling import folded, nearest
from data.returns.workbook.grids import NO_VALUE, Cell, FileError, Grid, Limits, letter
from data.returns.workbook.legacy import SIGNATURE
from data.returns.workbook.process import open_workbook
from data.store.rows import Row
from data.taxonomy import MEASURE_KINDS, MEASURES, Measure
from geo.names import LEVELS, code_column, listed, name_column

_KEY = re.compile(r"[a-z][a-z0-9_]{1,59}")


LOOKED_AT = 30
"""Rows near the top among which the header is looked for; titles may stand above it."""
ZIP = b"PK\x03\x04"
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One measure at one date in one file.

    `kind` says how values of authorities that merged are put together: a count is added up, a score or rate is the
    mean weighted by the measure `weights`. `lower_is_needier` turns the ranking by need round. What is not said of
    these stays as the store has it; of a new measure it is a score without weights, and more is needier. With
    `count_rows` each row is one of something, and the value is how many an authority has.
    """

    measure: str
    on: date
    code_column: str | None = None
    value_column: str | None = None
    sheet: str | None = None
    kind: str | None = None
    weights: str | None = None
    source: str | None = None
    label: str | None = None
    usual_label: str | None = None
    lower_is_needier: bool | None = None
    count_rows: bool = False

    def __post_init__(self) -> None:
        for holds, reason in (
            (
                _KEY.fullmatch(self.measure),
                f"“{self.measure}” cannot be the key of a measure: use two or more of a-z, 0-9 and _, like imd_2019.",
            ),
            (
                self.kind is None or self.kind in MEASURE_KINDS,
                f"“{self.kind}” is no kind of measure: say {' or '.join(MEASURE_KINDS)}.",
            ),
            (
                EARLIEST <= self.on <= LATEST,
                f"{self.on} cannot be right: days from {EARLIEST.year} to {LATEST.year} are taken.",
            ),
            (self.weights != self.measure, "A measure cannot be weighted by itself."),
            (self.count_rows or self.value_column, "Say which column holds the values with --value-column."),
            (
                not self.count_rows or self.code_column,
                "Say which column names the authorities with --code-column.",
            ),
        ):
            if not holds:
                raise LoadRefusedError(reason)

    @property
    def columns(self) -> frozenset[str]:
        """The names of columns that the header must have, folded."""
        named = (self.code_column, None if self.count_rows else self.value_column)
        return frozenset(folded(name) for name in named if name is not None)

    def as_row(self, held: Row | None) -> Row:
        """The row of `area_measure`: what is said, and the rest as it is `held` for values that are there."""
        label = self.usual_label or self.measure.replace("_", " ").capitalize()
        meant = MEASURES.get(self.measure, Measure(self.measure, label, "score"))
        usual: Row = {
            "label": meant.label,
            "kind": meant.kind,
            "weights": meant.weights,
            "lower_is_needier": meant.lower_is_needier,
        }
        said: Row = {
            "label": self.label,
            "kind": "count" if self.count_rows else self.kind,
            "weights": self.weights,
            "lower_is_needier": self.lower_is_needier,
        }
        given = {name: value for name, value in said.items() if value is not None}
        return {"measure": self.measure, **usual, **(held or {}), **given}


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


def read(path: Path, request: Request) -> Table:
    """The table that has the columns asked for. Raises `LoadRefusedError` with what to do where there is none."""
    limits = Limits()
    try:
        source = source_at(path, limits=limits)
        grids = _grids(source, limits, request)
    except FileError as error:
        raise LoadRefusedError(f"{path.name}: {error.wrong} {error.right}") from error
    if request.sheet is not None:
        grids = [grid for grid in grids if folded(grid.title) == folded(request.sheet)]
    found = [(grid, header) for grid in grids if (header := _header(grid, request)) is not None]
    if not found:
        raise LoadRefusedError(_nowhere(path.name, grids, request))
    if len(found) > 1:
        titles = ", ".join(grid.title for grid, _ in found)
        raise LoadRefusedError(
            f"Several sheets of {path.name} have these columns: {titles}. Say which with --sheet."
        )
    return _table(source, *found[0], request)


def _grids(source: Source, limits: Limits, request: Request) -> list[Grid]:
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
    delimiter = delimiter_of(text, lambda cells: 2 * _fits(cells, request) or min(len(cells), 1))
    return [grid_of(text, title=Path(source.name).stem, delimiter=delimiter, limits=limits, progress=_nobody)]


def _nobody(_rows: int) -> None:
    """Nobody waits: tables of authorities are short."""


def _fits(cells: Sequence[Cell], request: Request) -> int:
    words = {folded(cell) for cell in cells if isinstance(cell, str)}
    return len(words & request.columns)


def _header(grid: Grid, request: Request) -> int | None:
    """The place of the row near the top that names every column asked for."""
    rows = enumerate(grid.rows[:LOOKED_AT])
    return next((place for place, (_, cells) in rows if _fits(cells, request) == len(request.columns)), None)


def _table(source: Source, grid: Grid, header: int, request: Request) -> Table:
    names = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in grid.rows[header][1]]
    area = _place(names, request.code_column or _areas_among(names, source.name, request))
    value = None if request.count_rows else _place(names, str(request.value_column))
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


def _areas_among(names: Sequence[str], file: str, request: Request) -> str:
    """The column of codes, else of names, of authorities."""
    level, year = LEVELS["lad"], request.on.year
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


def _nowhere(file: str, grids: Sequence[Grid], request: Request) -> str:
    """Say which columns were not found, and what the likeliest header has."""
    if not grids:
        return f"{file} has no sheet " + (f"called {request.sheet}." if request.sheet else "with rows.")
    rows = [cells for grid in grids for _, cells in grid.rows[:LOOKED_AT]]
    best = max(rows, key=lambda cells: (_fits(cells, request), len(_words(cells))), default=[])
    there = _words(best)
    known = {folded(name) for name in there}
    missing = [
        name for name in (request.code_column, request.value_column) if name and folded(name) not in known
    ]
    likely = [near for name in missing if (near := nearest(name, there))]
    hint = f" Did you mean {' and '.join(likely)}?" if likely else ""
    return f"{file} has no column {' and no column '.join(missing)}; it has {_listed(there)}.{hint}"


def _words(cells: Sequence[Cell]) -> list[str]:
    return [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]


def _listed(names: Sequence[str]) -> str:
    return listed([" ".join(name.split())[:60] for name in names if name], most=40)
