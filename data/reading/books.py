"""A file as a book: which of its sheets are sheets of a return, and what is said of the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.problems import Problem, Severity
from data.reading.files import Source, grids_of
from data.reading.headings import fits, header_of, likely_column, sheet_called
from data.reading.rows import SheetPart
from data.reading.watching import Watch
from data.sheets import SHEETS, Sheet
from data.spelling import folded, nearest
from data.workbook.grids import Cell, Grid, letter
from data.workbook.limits import FileError, Limits

OURS = frozenset({"guide", "lists", "problems"})
"""Sheets of the template, and of a workbook given back with marks, that hold no rows of a return."""
NEAR_TOP = 20
"""Rows of an unknown text file that are looked at for what it is."""
_AREA_CODE = re.compile(r"[EKNSW]\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was opened: its sheets of a return, as they stand there, and what is wrong with it as a whole."""

    file_name: str
    sha256: str
    sheets: tuple[SheetPart, ...]
    problems: tuple[Problem, ...]


def book_of(source: Source, *, limits: Limits, watch: Watch) -> Book:
    """Open a file; whatever is wrong with it is a problem of the book."""
    try:
        grids = grids_of(source, limits=limits, progress=lambda rows: watch(f"Opening {source.name}", rows))
    except FileError as error:
        return refused(source.name, error, sha256=source.sha256)
    parts: list[SheetPart] = []
    problems: list[Problem] = []
    for grid in grids:
        sheet = sheet_called(grid.title)
        header = header_of(grid, sheet) if sheet and not grid.hidden else None
        if sheet and header:
            parts.append(SheetPart(source.name, sheet, header, grid))
            problems += [*_about_encoding(source.name, grid), *_about_columns(parts[-1])]
        else:
            problems += _about_sheet(source.name, grid, sheet)
    if not parts:
        problems = [replace(problem, severity="error") for problem in problems] or [
            _problem(source.name, "", ("The file has no sheet of a return.", _sheets_there_are()))
        ]
    return Book(source.name, source.sha256, tuple(parts), tuple(problems))


def refused(name: str, error: FileError, *, sha256: str = "") -> Book:
    """The book of a file that cannot be taken."""
    return Book(name, sha256, (), (_problem(name, "", (error.wrong, error.right)),))


def _about_sheet(file: str, grid: Grid, sheet: Sheet | None) -> Iterator[Problem]:
    """What is said of a sheet that is not read."""
    if folded(grid.title) in OURS or (grid.blank and not grid.hidden):
        return
    if grid.hidden:
        yield _problem(
            file,
            grid.title,
            ("The sheet is hidden and was not read.", "Show it if it belongs to the return."),
            "warning",
        )
    elif sheet:
        yield _problem(
            file, grid.title,
            ("No row names the columns of the sheet.", f"The first row should hold {', '.join(sheet.columns)}."),
        )  # fmt: skip
    else:
        yield _about_unknown(file, grid)


def _about_unknown(file: str, grid: Grid) -> Problem:
    """What is said of a sheet of another name; of a text file, its rows tell more than its name."""
    wrong = f"“{grid.title}” is not a sheet of a return, and was not read."
    likely = nearest(grid.title, list(SHEETS))
    if any(_AREA_CODE.fullmatch(cell.strip()) for cell in _words_near_top(grid)):
        return _problem(
            file, grid.title, (wrong, "Values of areas are added with `cep statistics add`."), "warning"
        )
    if alike := _by_columns(grid):
        return _problem(
            file, grid.title, (wrong, f"Its columns are those of {alike}; call it that."), "warning"
        )
    advice = f"Did you mean {likely}?" if likely else _sheets_there_are()
    return _problem(file, grid.title, (wrong, advice), "warning")


def _by_columns(grid: Grid) -> str:
    """The sheet all of whose required columns a row near the top names; of several, the one it names most of."""

    def named(sheet: Sheet, cells: list[Cell]) -> int:
        required = {column.name: column for column in sheet.columns.values() if column.required}
        return fits(cells, sheet.columns) if fits(cells, required) == len(required) else 0

    scores = {
        name: max((named(sheet, cells) for _, cells in grid.rows[:NEAR_TOP]), default=0)
        for name, sheet in SHEETS.items()
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] else ""


def _words_near_top(grid: Grid) -> Iterator[str]:
    return (cell for _, cells in grid.rows[:NEAR_TOP] for cell in cells if isinstance(cell, str))


def _about_encoding(file: str, grid: Grid) -> Iterator[Problem]:
    """What is said of a text that may have been meant in another encoding."""
    if grid.guessed:
        wrong = f"The text does not say in which encoding it is, and was read as {grid.guessed}."
        right = "Check letters with accents and quotation marks, or save it as “CSV UTF-8”."
        yield _problem(file, grid.title, (wrong, right), "warning")


def _about_columns(part: SheetPart) -> Iterator[Problem]:
    """What is said of the header: columns that are unknown, there twice, or missing."""
    header = part.header
    for position, words in header.unknown:
        likely = likely_column(words, part.sheet)
        advice = f"Did you mean {likely}?" if likely and likely not in header.names else "It was not read."
        yield _of_column(
            part, position, words, (f"“{words}” is not a column of {part.sheet.name}.", advice), "warning"
        )
    for position, words in header.twice:
        yield _of_column(
            part, position, words, (f"The column {words} is there twice.", "Delete one of them.")
        )
    for column in part.sheet.columns.values():
        if column.required and column.name not in header.names:
            wrong = f"The column {column.name} is missing."
            yield part.problem(header.row, None, column.name, (wrong, f"Add it. {column.says}"))


def _of_column(
    part: SheetPart, position: int, value: str, words: tuple[str, str], severity: Severity = "error"
) -> Problem:
    return Problem(
        severity, part.file, part.grid.title, part.header.row, None, value, *words, letter=letter(position)
    )


def _problem(file: str, sheet: str, words: tuple[str, str], severity: Severity = "error") -> Problem:
    return Problem(severity, file, sheet, None, None, "", *words)


def _sheets_there_are() -> str:
    return f"A return has the sheets {', '.join(SHEETS)}; a text file is called like its sheet."
