"""A file as one table: what is asked of it, the sheet that has the columns, and what stands below their names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from data.errors import LoadRefusedError
from data.returns.reader.files import WORKBOOKS, ZIP, Source, decoded, delimiter_of, grid_of, source_at
from data.returns.reader.parts import LOOKED_AT
from data.returns.sheets.days import EARLIEST, LATEST
from data.returns.spelling import folded, nearest, says_nothing
from data.returns.workbook.grids import NO_VALUE, Cell, FileError, Grid, Limits, letter
from data.returns.workbook.legacy import SIGNATURE
from data.returns.workbook.process import open_workbook
from data.statistics.headings import PERIODS, Column, Header, headers, is_area, words_of
from data.statistics.narrow import EACH, Row, Rows, by_period, choose_among, kept, several, several_periods
from data.statistics.numbers import read_cell
from data.statistics.periods import last_day_of
from data.store import rows as store_rows
from data.taxonomy import MEASURE_KINDS, MEASURES, Measure
from geo.names import listed
from geo.vintages import VINTAGES

_KEY = re.compile(r"(?=.{2,60}$)[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
LATEST_VINTAGE = VINTAGES[-1]
VALUES = frozenset({"value", "values", "observation", "obs_value"})
"""What long tables call the column of values, beside those of its interval, count and whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One measure in one file, at one date or, where its periods say so, at several.

    `kind` says how values of authorities that merged are put together: a count is added up, a score or rate is the
    mean weighted by the measure `weights`. `lower_is_needier` turns the ranking by need round. What is not said of
    these stays as the store has it; of a new measure it is a score without weights, and more is needier. With
    `count_rows` each row is one of something, and the value is how many an authority has; with `add_up` the values of
    all its rows are added. `where` has what rows must hold, by column, `period` the period that is meant, or `each`. Of
    a period whose day nobody says (`on`) the last day is taken.
    """

    measure: str
    on: date | None = None
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
    add_up: bool = False
    where: tuple[tuple[str, str], ...] = ()
    period: str | None = None

    def __post_init__(self) -> None:
        for holds, reason in (
            (
                _KEY.fullmatch(self.measure),
                f"“{self.measure}” cannot be the key of a measure: use a-z, 0-9, _ and -, like imd_2019.",
            ),
            (
                self.kind is None or self.kind in MEASURE_KINDS,
                f"“{self.kind}” is no kind of measure: say {' or '.join(MEASURE_KINDS)}.",
            ),
            (
                self.on is None or EARLIEST <= self.on <= LATEST,
                f"{self.on} cannot be right: days from {EARLIEST.year} to {LATEST.year} are taken.",
            ),
            (self.weights != self.measure, "A measure cannot be weighted by itself."),
            (
                not (self.on and self.period == EACH),
                "Each period has its own date: leave --date out, or say one period.",
            ),
            (not (self.count_rows and self.add_up), "Rows are counted or their values added up, not both."),
        ):
            if not holds:
                raise LoadRefusedError(reason)

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of columns that the header must have, but for that of the authorities."""
        value = () if self.count_rows or self.value_column is None else (self.value_column,)
        return (*value, *(column for column, _ in self.where))

    @property
    def year(self) -> int:
        """The year whose columns of codes are looked for first."""
        return self.on.year if self.on else LATEST_VINTAGE.from_date.year

    def as_row(self, held: store_rows.Row | None) -> store_rows.Row:
        """The row of `area_measure`: what is said, and the rest as it is `held` for values that are there."""
        label = self.usual_label or re.sub("[-_]", " ", self.measure).capitalize()
        meant = MEASURES.get(self.measure, Measure(self.measure, label, "score"))
        usual: store_rows.Row = {
            "label": meant.label,
            "kind": meant.kind,
            "weights": meant.weights,
            "lower_is_needier": meant.lower_is_needier,
        }
        said: store_rows.Row = {
            "label": self.label,
            "kind": self.kind or ("count" if self.count_rows or self.add_up else None),
            "weights": self.weights,
            "lower_is_needier": self.lower_is_needier,
        }
        given = {name: value for name, value in said.items() if value is not None}
        return {"measure": self.measure, **usual, **(held or {}), **given}


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the header: its number as the spreadsheet counts, who it is about, the value, and beside a code the
    name that the row has."""

    number: int
    area: Cell
    value: Cell
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one sheet of a file at one date, the names of the columns they were taken from, the period they are
    of ("" where nothing says), and sentences about what was decided."""

    source: Source
    sheet: str
    area_column: str
    value_column: str | None
    lines: tuple[Line, ...]
    on: date
    period: str = ""
    notes: tuple[str, ...] = ()


def read(path: Path, request: Request) -> tuple[Table, ...]:
    """The table that has the columns asked for, once for each period that is meant.

    Raises `LoadRefusedError` with what to do where there is none, or where it is not certain which rows are meant.
    """
    source, grids = _opened(path, request)
    if request.sheet is not None:
        grids = [grid for grid in grids if folded(grid.title) == folded(request.sheet)]
    of_grid = ((grid, _header(grid, request)) for grid in grids)
    found = [(grid, header) for grid, header in of_grid if header is not None]
    if len(found) > 1:
        found = [one for one in found if one[1].area] or found
    if not found:
        raise LoadRefusedError(_nowhere(path.name, grids, request))
    if len(found) > 1:
        titles = ", ".join(grid.title for grid, _ in found)
        raise LoadRefusedError(
            f"Several sheets of {path.name} have these columns: {titles}. Say which with --sheet."
        )
    return tuple(_tables(source, *found[0], request))


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file has to choose from: its sheets, the column of places that was found (""), those of numbers, all of
    them, and the periods of its rows."""

    sheets: tuple[str, ...]
    area: str
    numbers: tuple[str, ...]
    columns: tuple[str, ...]
    periods: tuple[str, ...]


def outline(path: Path) -> Outline:
    """What can be asked of a file. Raises `LoadRefusedError` where it is no table."""
    request = Request(measure="any")
    source, grids = _opened(path, request)
    found = [(grid, header) for grid in grids if (header := _header(grid, request)) is not None]
    if not found:
        raise LoadRefusedError(_nowhere(source.name, grids, request))
    grid, header = next((one for one in found if one[1].area), found[0])
    titles = tuple(each.title for each, _ in found)
    area = header.area
    if area is None:
        return Outline(titles, "", tuple(header.names), tuple(header.names), ())
    rows, column = _rows(grid, header, area), _period_column(header, None)
    groups = list(dict.fromkeys(one.group for one in header.columns if one.group))
    held = [row.said(column.name) for row in rows if is_area(row.cells.get(area.name))] if column else []
    return Outline(
        sheets=titles,
        area=area.name,
        numbers=tuple(one.name for one in _of_numbers(header, rows, area)),
        columns=tuple(header.names),
        periods=tuple(groups or dict.fromkeys(filter(None, held))),
    )


def _opened(path: Path, request: Request) -> tuple[Source, list[Grid]]:
    limits = Limits()
    try:
        source = source_at(path, limits=limits)
        return source, _grids(source, limits, request)
    except FileError as error:
        raise LoadRefusedError(f"{path.name}: {error.wrong} {error.right}") from error


def _grids(source: Source, limits: Limits, request: Request) -> list[Grid]:
    """Every sheet that can be seen, with its cells; a text file is one sheet."""
    if not source.content.strip():
        raise FileError("The file is empty.", "Download it again.")
    if source.content.startswith((ZIP, SIGNATURE)):
        every = open_workbook(source.content, limits, wanted=None, progress=_nobody)
        return [grid for grid in every if not grid.hidden]
    if source.name.lower().endswith(WORKBOOKS) or source.content.lstrip()[:1] in {b"<", b"{"}:
        raise FileError(
            "The file is not a table of separated values or a workbook.", "Save it as .xlsx, .ods or .csv."
        )
    text, _ = decoded(source.content)
    delimiter = delimiter_of(text, lambda cells: 100 * _fits(cells, request) + min(len(cells), 99))
    return [grid_of(text, title=Path(source.name).stem, delimiter=delimiter, limits=limits, progress=_nobody)]


def _nobody(_rows: int) -> None:
    """Nobody waits: tables of authorities are short."""


def _fits(cells: Sequence[Cell], request: Request) -> int:
    """How many of the columns asked for a row names."""
    words = {folded(cell) for cell in cells if isinstance(cell, str)}
    return len(words & {folded(name) for name in (request.code_column, *request.asked) if name})


def _header(grid: Grid, request: Request) -> Header | None:
    """The likeliest header near the top that names every column asked for."""
    every = headers(grid, asked=request.asked, area=request.code_column, year=request.year)
    return next(every, None)


def _tables(source: Source, grid: Grid, header: Header, request: Request) -> Iterator[Table]:
    area = header.area
    if area is None:
        raise LoadRefusedError(
            f"No column of {source.name} is known to hold codes or names of authorities; it has "
            f"{_listed(header.names)}. Say which with --code-column."
        )
    rows = kept(_rows(grid, header, area), request.where)
    said: tuple[str, ...] = ()
    for period, asked, chosen in _periods(source.name, header, area, rows, request):
        column = asked
        if column is None and not request.count_rows:
            column, said = _only_numbers(source.name, header, chosen, area)
        if column is not None:
            _refuse_uncalculated(source.name, grid, {area.place, column.place})
            _refuse_several(chosen, area, column, request)
        on, dated = _day_of(period, request)
        yield Table(
            source=source,
            sheet=grid.title,
            area_column=area.name,
            value_column=None if column is None else column.name,
            lines=tuple(_lines(grid, chosen, area, column, header.label)),
            on=on,
            period=period,
            notes=(*said, *dated),
        )


def _rows(grid: Grid, header: Header, area: Column) -> Rows:
    """The rows below the header that say what they are about."""
    names = header.names
    below = (
        Row(number, dict(zip(names, cells, strict=False)))
        for number, cells in islice(grid.rows, header.below, None)
    )
    return [row for row in below if (said := row.said(area.name)) and not says_nothing(said)]


def _periods(
    file: str, header: Header, area: Column, rows: Rows, request: Request
) -> Iterator[tuple[str, Column | None, Rows]]:
    """Each period that is meant: its name, the column of its values where one was asked for, and its rows."""
    values = [] if request.count_rows or request.value_column is None else header.called(request.value_column)
    if len(values) > 1:
        yield from ((one.group, one, rows) for one in _of_groups(file, values, request.period))
        return
    value = values[0] if values else None
    column = _period_column(header, value)
    if column is None or (request.count_rows and request.period is None):
        said = (value.group if value else "") or header.period
        if request.period not in (None, EACH) and folded(said) != folded(str(request.period)):
            raise LoadRefusedError(f"{file} does not say the period of its rows: leave --period out.")
        yield said, value, rows
        return
    found = by_period(
        rows, column.name, request.period, is_of_area=lambda row: is_area(row.cells.get(area.name))
    )
    yield from ((period or header.period, value, chosen) for period, chosen in found.items())


def _of_groups(file: str, columns: Sequence[Column], wanted: str | None) -> Sequence[Column]:
    """Of columns with one lower word, those whose upper word is the period that is meant."""
    groups = [one.group for one in columns]
    if wanted == EACH and len(set(groups)) == len(groups):
        return columns
    chosen = [one for one in columns if wanted is not None and folded(one.group) == folded(wanted)]
    if len(chosen) == 1:
        return chosen
    if wanted is None and all(groups):
        raise LoadRefusedError(several_periods(f"The column {columns[0].short} of {file}", groups))
    raise LoadRefusedError(
        f"Several columns of {file} are called so: {_listed([one.name for one in columns])}. Say the whole name with "
        "--value-column, or the upper one of its two names with --period."
    )


def _period_column(header: Header, value: Column | None) -> Column | None:
    named = {re.sub(r"[^a-z]+", " ", one.name.lower()).strip(): one for one in reversed(header.columns)}
    return next((named[name] for name in PERIODS if name in named and named[name] != value), None)


def _of_numbers(header: Header, rows: Rows, area: Column) -> list[Column]:
    """The columns that may be values: they hold numbers, and do not say which place or period."""
    others = [one for one in header.columns if one.short and one not in (area, header.label)]
    period = _period_column(header, None)
    return [
        one
        for one in others
        if one != period and any(read_cell(row.cells.get(one.name)).number is not None for row in rows[:50])
    ]


def _only_numbers(file: str, header: Header, rows: Rows, area: Column) -> tuple[Column, tuple[str, ...]]:
    """The column of the only numbers, or of several the one called value; else raises, with those there are."""
    held = _of_numbers(header, rows, area)
    called = [one for one in held if folded(one.name) in VALUES]
    if len(held) > 1 and len(called) == 1:
        return called[0], (f"The values are those of {called[0].name}; --value-column says another.",)
    if len(held) != 1:
        named = _listed([one.name for one in held or header.columns])
        raise LoadRefusedError(f"Say which column of {file} holds the values with --value-column: {named}.")
    return held[0], (f"The values are those of {held[0].name}, the only column of numbers.",)


def _refuse_several(rows: Rows, area: Column, value: Column, request: Request) -> None:
    answers = None if request.add_up else several(rows, area=area.name, value=value.name)
    if answers:
        otherwise = f", add them up with --sum “{value.name}”, or count the rows with --count-rows"
        raise LoadRefusedError(choose_among(answers, otherwise=otherwise))


def _day_of(period: str, request: Request) -> tuple[date, tuple[str, ...]]:
    """The day of the values: what is said, else the last of their period."""
    if request.on is not None:
        return request.on, ()
    if not period:
        raise LoadRefusedError("Say the day that the values are of with --date.")
    day = last_day_of(period)
    return day, (f"Of the period {period} the last day, {day:%-d %B %Y}, is taken; --date says another.",)


def _refuse_uncalculated(file: str, grid: Grid, columns: set[int]) -> None:
    """Refuse a formula that nobody calculated: it would pass for a value that is not known."""
    for one in grid.faults:
        if one.column in columns and one.what == NO_VALUE:
            raise LoadRefusedError(
                f"Cell {letter(one.column)}{one.row} of {file} holds a formula that has no stored value. Open the file "
                "in a spreadsheet, save it, and add it again."
            )


def _lines(
    grid: Grid, rows: Rows, area: Column, value: Column | None, label: Column | None
) -> Iterator[Line]:
    place = -1 if value is None else value.place
    faults = {one.row: one.what for one in grid.faults if one.column == place}
    for row in rows:
        what = None if value is None else row.cells.get(value.name)
        named = row.said(label.name) if label else ""
        yield Line(row.number, row.cells.get(area.name), faults.get(row.number, what), named)


def _nowhere(file: str, grids: Sequence[Grid], request: Request) -> str:
    """Say which columns were not found, and what the likeliest header has."""
    if not grids:
        return f"{file} has no sheet " + (f"called {request.sheet}." if request.sheet else "with rows.")
    rows = [cells for grid in grids for _, cells in grid.rows[:LOOKED_AT]]
    best = max(rows, key=lambda cells: (_fits(cells, request), len(words_of(cells))), default=[])
    there = words_of(best)
    known = {folded(name) for name in there}
    missing = [name for name in (request.code_column, *request.asked) if name and folded(name) not in known]
    likely = [near for name in missing if (near := nearest(name, there))]
    hint = f" Did you mean {' and '.join(likely)}?" if likely else ""
    return f"{file} has no column {' and no column '.join(missing)}; it has {_listed(there)}.{hint}"


def _listed(names: Sequence[str]) -> str:
    return listed([name[:60] for name in names if name], most=40)
