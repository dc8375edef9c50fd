"""Files of a return given back as they were understood, with what is wrong in comments on the cells it is about.

One workbook for all the files: a sheet of problems first, then every sheet of a return, its cells in their places. A
cell that was read as something else, or answered, has that; its comment says what stood there.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.opendocument import NOTES_BY
from data.returns.problems import Problem
from data.returns.reader import Book
from data.returns.reader.parts import SheetPart
from data.returns.readings import Answers, Cells, Question, Reading
from data.returns.sheets import SHEETS, Column
from data.returns.sheets.kinds import CellError
from data.returns.spelling import folded
from data.returns.workbook.grids import Cell

MOST_COMMENTS: Final = 2_000
"""Beyond this a spreadsheet becomes too slow to work with; the sheet of problems has them all."""
LONGEST_CELL, LONGEST_COMMENT, LONGEST_TITLE = 32_767, 1_000, 31
FIRST_YEAR: Final = 1900
PROBLEMS: Final = "problems"
COLUMNS: Final = {
    "severity": 10, "file": 24, "sheet": 20, "row": 8, "column": 22, "value": 30, "wrong": 60, "right": 60,
}  # fmt: skip
"""Columns of the sheet of problems, and how many letters wide each is."""
COLOURS: Final = {"error": "#F8D7DA", "warning": "#FFF0C2", "read": "#D6E6F5"}

Place = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of cells, asked of them, and answered."""

    readings: Sequence[Reading] = ()
    questions: Sequence[Question] = ()
    answers: Answers = field(default_factory=dict)


def marked_up(
    books: Sequence[Book], problems: Sequence[Problem], understanding: Understanding = Understanding()
) -> bytes:
    """The workbook. Text stays text, whatever it begins with: nothing in it is a formula or a link outside."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    asked = [one for one in understanding.questions if one.asked not in understanding.answers]
    problems = [*problems, *(problem for question in asked for problem in _as_problems(question))]
    with Workbook(out, options) as workbook:
        styles = _styles(workbook)
        parts = [part for book in books for part in book.sheets]
        titles = _titles(parts)
        _list(workbook.add_worksheet(PROBLEMS), problems, styles, titles)
        room = MOST_COMMENTS
        for part in parts:
            marks = _mended(part, understanding) | _marks(part, problems)
            _copy(workbook.add_worksheet(titles[part.file, part.grid.title]), part, marks, styles, room=room)
            room = max(0, room - len(marks))
    return out.getvalue()


def _as_problems(question: Question) -> Iterator[Problem]:
    """The cells of a question, each as a problem with its place."""
    for row in question.rows:
        yield Problem(
            "error", question.file, question.sheet, row, question.column or None, question.value, question.asks,
            question.answerable, letter=question.letter,
        )  # fmt: skip


def _mended(part: SheetPart, understanding: Understanding) -> dict[Place, "Mark"]:
    """Cell -> what it was read as, or answered with, and what stood there."""
    columns = {heading.name: heading.position for heading in part.header.headings}
    kinds, answers = part.sheet.columns, understanding.answers
    found: dict[Place, Mark] = {}
    meant: list[tuple[Cells, str, Mapping[str, str]]] = [
        (one, one.meaning, one.beside) for one in understanding.readings
    ]
    meant += [(one, answers[one.asked], {}) for one in understanding.questions if one.asked in answers]
    for one, meaning, beside in meant:
        if (one.file, one.sheet) != (part.file, part.grid.title) or one.column not in columns:
            continue
        if any(name not in columns for name in beside):
            continue  # What it says beside has no column here: it stays as it stood, and is read again so.
        for row in one.rows:
            for name, text in {one.column: meaning, **beside}.items():
                was = f"“{one.value}” was read so." if name == one.column else f"From “{one.value}”."
                found[row - 1, columns[name]] = Mark("read", was, _as_cell(kinds[name], text))
    return (
        _naming(part, columns, {(folded(one.sheet), one.column, one.value): to for one, to, _ in meant})
        | found
    )


def _naming(
    part: SheetPart, columns: Mapping[str, int], meant: Mapping[tuple[str, str, str], str]
) -> dict[Place, "Mark"]:
    """The cells that name a row by a key that was read as another, or answered with one: they follow it."""
    rows, found = part.grid.rows, {}
    for name, parent in part.sheet.parents.items():
        keys = {
            value: to
            for (sheet, column, value), to in meant.items()
            if (sheet, column) == (parent, SHEETS[parent].key[0])
        }
        if keys and name in columns:
            for number, cell in zip(rows.numbers, rows.columns[columns[name]], strict=True):
                if number > part.header.row and isinstance(cell, str) and cell.strip() in keys:
                    found[number - 1, columns[name]] = Mark(
                        "read", f"From “{cell.strip()}”.", keys[cell.strip()]
                    )
    return found


def _as_cell(column: Column, text: str) -> Cell:
    """A text as the value that a spreadsheet has for it: numbers and days as such."""
    try:
        value = column.kind.read(text) if text else None
    except CellError:
        return text
    return value if isinstance(value, float | date) else text


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one cell, all of it together; one that was `read` as something else has that `instead`."""

    severity: str
    words: str
    instead: Cell = None


Titles = Mapping[tuple[str, str], str]
Styles = Mapping[str, Format]


def _titles(parts: Iterable[SheetPart]) -> Titles:
    """File and sheet -> a title that is allowed, and that no other sheet has."""
    taken = {PROBLEMS}
    titles: dict[tuple[str, str], str] = {}
    for part in parts:
        plain = re.sub(r"[\[\]:*?/\\]", " ", part.grid.title).strip("' ")[:LONGEST_TITLE] or "sheet"
        title, number = plain, 1
        while title.lower() in taken:
            number += 1
            ending = f" ({number})"
            title = plain[: LONGEST_TITLE - len(ending)] + ending
        taken.add(title.lower())
        titles[part.file, part.grid.title] = title
    return titles


def _marks(part: SheetPart, problems: Iterable[Problem]) -> dict[Place, Mark]:
    """Cell -> what is wrong with it; what has no cell stands on the first of its row, else of the header."""
    found: defaultdict[Place, list[Problem]] = defaultdict(list)
    columns = {heading.name: heading.position for heading in part.header.headings}
    for problem in problems:
        if (problem.file, problem.sheet) == (part.file, part.grid.title):
            column = _number(problem.letter) if problem.letter else columns.get(problem.column or "", 0)
            found[(problem.row or part.header.row) - 1, column].append(problem)
    return {
        place: Mark(
            "error" if any(one.is_error for one in here) else "warning",
            "\n".join(f"{one.wrong} {one.right}".strip() for one in here)[:LONGEST_COMMENT],
        )
        for place, here in found.items()
    }


def _copy(
    sheet: Worksheet, part: SheetPart, marks: Mapping[Place, Mark], styles: Styles, *, room: int
) -> None:
    rows = part.grid.rows
    places = {number: place for place, number in enumerate(rows.numbers)}
    wanted: defaultdict[int, dict[int, Mark]] = defaultdict(dict)
    for (row, column), one in marks.items():
        wanted[row][column] = one
    sheet.set_column(0, max(0, len(rows.columns) - 1), 18)
    for row in sorted({number - 1 for number in places} | set(wanted)):
        marked, cells = wanted.get(row, {}), rows[places[row + 1]][1] if row + 1 in places else []
        for column in range(max(len(cells), *(at + 1 for at in marked), 0) if marked else len(cells)):
            cell = cells[column] if column < len(cells) else None
            mark = marked.get(column)
            cell = mark.instead if mark and mark.severity == "read" else cell
            _write(sheet, (row, column), cell, styles, mark.severity if mark else "")
            if mark and room > 0:
                sheet.write_comment(
                    row, column, mark.words, {"author": NOTES_BY, "x_scale": 2.5, "y_scale": 1.5}
                )
                room -= 1


def _write(sheet: Worksheet, place: Place, cell: Cell, styles: Styles, severity: str) -> None:
    """Write one cell as what it is; days keep looking like days."""
    style = styles.get(severity)
    if cell is None or cell == "":
        if style:
            sheet.write_blank(*place, None, style)
    elif isinstance(cell, bool):
        sheet.write_boolean(*place, cell, style)
    elif isinstance(cell, int | float) and isfinite(cell):
        sheet.write_number(*place, cell, style)
    elif isinstance(cell, date) and cell.year >= FIRST_YEAR:
        timed = isinstance(cell, datetime) and (cell.hour or cell.minute or cell.second)
        sheet.write_datetime(*place, cell, styles[f"{severity} {'time' if timed else 'day'}".strip()])
    else:
        sheet.write_string(*place, str(cell)[:LONGEST_CELL], style)


def _list(sheet: Worksheet, problems: Sequence[Problem], styles: Styles, titles: Titles) -> None:
    """The sheet of problems: one row each, the row's number leading to the cell."""
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, styles["head"])
    for row, one in enumerate(problems, start=1):
        values: dict[str, Any] = {name: getattr(one, name) for name in COLUMNS}
        for column, (name, value) in enumerate(values.items()):
            title = titles.get((one.file, one.sheet))
            if name == "row" and value and title:
                cell = f"{one.letter or 'A'}{value}"
                quoted = title.replace("'", "''")
                sheet.write_url(row, column, f"internal:'{quoted}'!{cell}", styles["wrap"], str(value))
            else:
                _write_listed(sheet, (row, column), value, styles)
    sheet.autofilter(0, 0, max(1, len(problems)), len(COLUMNS) - 1)


def _write_listed(sheet: Worksheet, place: Place, value: object, styles: Styles) -> None:
    if isinstance(value, int):
        sheet.write_number(*place, value, styles["wrap"])
    else:
        sheet.write_string(*place, str(value or "")[:LONGEST_CELL], styles["wrap"])


def _styles(workbook: Workbook) -> Styles:
    """Formats by name: what is right, an error, a warning, each for days and times too."""
    made: dict[str, Format] = {
        "head": workbook.add_format({"bold": True, "bottom": 1}),
        "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
    }
    for severity, colour in (("", None), *COLOURS.items()):
        fill = {"bg_color": colour} if colour else {}
        for kind, form in (("", None), ("day", "yyyy-mm-dd"), ("time", "yyyy-mm-dd hh:mm")):
            look = fill | ({"num_format": form} if form else {})
            if look:
                made[f"{severity} {kind}".strip()] = workbook.add_format(look)
    return made


def _number(letters: str) -> int:
    """A column's letter as its number from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
