"""A file as a book: which of its sheets are sheets of a return, and what is said of the others."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from data.returns.problems import Problem, Severity
from data.returns.reader.files import Source, Watch, grids_of
from data.returns.reader.other_rows import unnamed
from data.returns.reader.parts import SheetPart, fits, header_of, likely_column, sheet_called, sheets_with
from data.returns.sheets import SHEETS, Sheet
from data.returns.spelling import folded, nearest
from data.returns.workbook.grids import NEAR_TOP, Cell, FileError, Grid, Limits, letter

OURS = frozenset({"guide", "lists", "problems"})
"""Sheets of the template, and of a workbook given back with marks, that hold no rows of a return."""
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
    titles = Counter(grid.title for grid in grids)
    for grid in grids:
        sheet = sheet_called(grid.title)
        header = header_of(grid, sheet) if sheet and not grid.hidden else None
        # Parts of one sheet in one zip are told apart by the names that they have in it.
        file = f"{source.name}/{grid.file}" if titles[grid.title] > 1 else source.name
        if sheet and header:
            parts.append(SheetPart(file, sheet, header, grid))
            problems += [*about_encoding(file, grid), *_about_columns(parts[-1])]
        else:
            problems += _about_sheet(file, grid, sheet)
    if not parts:
        problems = [replace(problem, severity="error") for problem in problems] or [
            _about_nothing(source.name, grids)
        ]
    return Book(source.name, source.sha256, tuple(parts), tuple(problems))


def refused(name: str, error: FileError, *, sha256: str = "") -> Book:
    """The book of a file that cannot be taken."""
    return Book(name, sha256, (), (_problem(name, "", (error.wrong, error.right)),))


def _about_nothing(file: str, grids: Iterable[Grid]) -> Problem:
    """What is said of a file that has nothing on it."""
    blank = next((grid.title for grid in grids if sheet_called(grid.title)), None)
    if blank is None:
        return _problem(file, "", ("The file has no sheet of a return.", _sheets_there_are()))
    right = "Its first row should name the columns; `cep template` writes a file that does."
    return _problem(file, blank, ("Nothing stands on the sheet.", right))


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
    """What is said of a sheet of another name; its first rows tell more than its name."""
    wrong = f"“{grid.title}” is not a sheet of a return, and was not read."
    likely = nearest(grid.title, list(SHEETS))
    if alike := _by_columns(grid):
        right = f"Its columns are those of {alike}; call it that, or take the sheet out."
        return _problem(file, grid.title, (wrong, right))
    if any(_AREA_CODE.fullmatch(cell.strip()) for cell in _words_near_top(grid)):
        return _problem(
            file, grid.title, (wrong, "Values of areas are added with `cep statistics add`."), "warning"
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


def about_encoding(file: str, grid: Grid) -> Iterator[Problem]:
    """What is said of a text that may have been meant in another encoding."""
    if grid.guessed:
        wrong = f"The text does not say in which encoding it is, and was read as {grid.guessed}."
        right = "Check letters with accents and quotation marks, or save it as “CSV UTF-8”."
        yield _problem(file, grid.title, (wrong, right), "warning")


def _about_columns(part: SheetPart) -> Iterator[Problem]:
    """What is said of the header: columns that are unknown, there twice, or missing."""
    header = part.header
    for position, words in header.unknown:
        advice = _about_unknown_column(part, words)
        yield _of_column(
            part, position, words, (f"“{words}” is not a column of {part.sheet.name}.", advice), "warning"
        )
    for position, row in unnamed(part):
        wrong = "The column has values, but the header gives it no name, and it was not read."
        right = "Name it, or delete what stands in it."
        yield replace(_of_column(part, position, "", (wrong, right), "warning"), row=row)
    for position, words in header.twice:
        yield _of_column(
            part, position, words, (f"The column {words} is there twice.", "Delete one of them.")
        )
    for column in part.sheet.columns.values():
        if column.required and column.name not in header.names:
            wrong = f"The column {column.name} is missing."
            yield part.problem(header.row, None, column.name, (wrong, f"Add it. {column.says}"))


def _about_unknown_column(part: SheetPart, words: str) -> str:
    """What to do about a column that the sheet does not have."""
    if others := sheets_with(words):
        return f"It is one of {' and '.join(others)}, and was not read here."
    likely = likely_column(words, part.sheet)
    return f"Did you mean {likely}?" if likely and likely not in part.header.names else "It was not read."


def _of_column(
    part: SheetPart, position: int, value: str, words: tuple[str, str], severity: Severity = "error"
) -> Problem:
    return Problem(
        severity, part.file, part.grid.title, part.header.row, None, value, *words, letter=letter(position)
    )


def _problem(file: str, sheet: str, words: tuple[str, str], severity: Severity = "error") -> Problem:
    return Problem(severity, file, sheet, None, None, "", *words)


def _sheets_there_are() -> str:
    return (
        f"A return has the sheets {', '.join(SHEETS)}; a text file is called like its sheet. A list with one row a "
        "partnership is loaded as a list: `cep import --map`, or on the Data page."
    )
