"""The rows of a sheet of a file, read by the kinds of its columns; everything that is wrong with them, located."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from data.returns.columns import (
    Columns,
    Mask,
    Places,
    Values,
    any_of,
    array,
    chosen,
    is_there,
    is_yes,
    repeated,
)
from data.returns.problems import Problem, Severity, listed
from data.returns.reader.cells import (
    LEFT_OUT,
    UNTRIED,
    CellReader,
    Known,
    LeftOutError,
    ReadColumn,
    UnansweredError,
)
from data.returns.reader.other_rows import (
    beside_values,
    doubtful,
    left_out,
    merged_cells,
    without_others,
)
from data.returns.reader.parts import Below, SheetPart, below, map_once
from data.returns.readings import Cells, Question, Reading
from data.returns.sheets import DELETE
from data.returns.sheets.kinds import CellError, TextKind, quoted, shown
from data.returns.spelling import holds_contact
from data.returns.workbook.grids import NO_VALUE, WHOLE_ROW, Cell, CellFault

AREA = "area_code"
"""The column in which one cell can mean several rows."""
CONTACT = (
    "The cell holds an e-mail address or a telephone number.",
    "Name organisations and roles only; take it out before the return is loaded.",
)
MARKS = frozenset({"illustrative", "milestones_illustrative", DELETE})


@dataclass(slots=True)
class Typed:
    """The rows that could be read whole, as columns of the sheet, and what is wrong with the others.

    `readings` and `questions` are of all rows, `questions` also those that have an answer. `said` are the rows in which
    a field, as the store calls it, is not blank, where it is in some. `delete` is there where a row says yes.
    """

    columns: Columns
    numbers: NDArray[np.int64]
    problems: list[Problem]
    readings: list[Reading]
    questions: list[Question]
    said: Mapping[str, Mask] = field(default_factory=dict)


def typed(part: SheetPart, *, today: date, known: Known) -> Typed:
    """Read every row below the header."""
    kept, others = without_others(part, below(part))
    doubted = list(doubtful(part, kept))
    for question in doubted:
        if known.answers.get(question.asked) == LEFT_OUT.write:
            kept = kept.only(~np.isin(kept.numbers, question.rows))
            others = [*others, part.problem(question.rows[0], None, None, left_out(question), "warning")]
    reader = CellReader(part.sheet, known)
    kept, goes = _keys_alone(part, kept, reader)
    others = [*others, *beside_values(part, kept), *_personal(part, kept)]
    merged = list(merged_cells(part, kept))
    spoilt = {(fault.row, fault.column) for fault in part.grid.faults if fault.column != WHOLE_ROW}
    spoilt |= {place for _, places in merged for place in places}
    read = {
        name: reader.column(cells, part.sheet.columns[name]) for name, cells in kept.columns.fields.items()
    }
    values = {name: column.values for name, column in read.items()}
    for name in values if goes.any() else ():
        if part.sheet.columns[name].stored not in part.sheet.key and name != DELETE:
            values[name][goes] = None
    said = _said(part, kept, read)
    contradicted = list(_say_beside(part, kept, read, values, said))
    unread = {name: found for name, column in values.items() if (found := _are_errors(column)).any()}
    problems = [*others, *(problem for problem, _ in merged), *_faults(part), *contradicted]
    problems += _unreadable(part, kept, values, unread, said=spoilt)
    _spoil(part, kept, values, unread, spoilt)
    columns = Columns(values, len(kept.numbers))
    wrong = any_of(unread.values(), columns.length)
    problems = listed(chain(problems, _checked(part, kept.numbers, columns, (wrong, goes), today)))
    whole = ~wrong if part.is_whole else np.zeros(columns.length, dtype=bool)
    understood = list(_understood(part, kept, read))
    readings = [one for one in understood if isinstance(one, Reading)]
    questions = [one for one in understood if isinstance(one, Question)] + doubted
    rows = np.flatnonzero(whole)
    if AREA in read and any(isinstance(code, tuple) for code in columns[AREA][rows].tolist()):
        columns, rows = _one_area_each(columns, rows)
    elif not whole.all():
        columns = columns.only(rows)
    if not goes.any():
        columns = Columns(
            {name: held for name, held in columns.fields.items() if name != DELETE}, columns.length
        )
    stored = {part.sheet.columns[name].stored: mask[rows] for name, mask in said.items()}
    return Typed(columns, kept.numbers[rows], problems, readings, questions, stored)


def _keys_alone(part: SheetPart, rows: Below, reader: CellReader) -> tuple[Below, Mask]:
    """The rows, those that are to be deleted with the cells of their key alone, and which these are."""
    cells = rows.columns.fields
    if DELETE not in cells:
        return rows, np.zeros(rows.columns.length, dtype=bool)
    goes = is_yes(reader.column(cells[DELETE], part.sheet.columns[DELETE]).values)
    nothing = repeated(None, len(goes))
    left = {
        name: column if name in part.sheet.key or name == DELETE else chosen(goes, nothing, column)
        for name, column in cells.items()
    }
    return (replace(rows, columns=Columns(left, len(goes))) if goes.any() else rows), goes


def _one_area_each(columns: Columns, rows: Places) -> tuple[Columns, Places]:
    """Some rows, those that name several areas as as many rows, one after the other; and where each was."""
    codes = [code if isinstance(code, tuple) else (code,) for code in columns[AREA][rows].tolist()]
    rows = np.repeat(rows, [len(some) for some in codes])
    each = array((code for some in codes for code in some), len(rows))
    return Columns({**columns.only(rows).fields, AREA: each}, len(rows)), rows


def _said(part: SheetPart, rows: Below, read: Mapping[str, ReadColumn]) -> dict[str, Mask]:
    """The rows in which a column says something, where some are blank: they keep what is stored.

    A blank in a key is a value of its own, and a row that does not say that it is made up says that it is not.
    """
    found: dict[str, Mask] = {}
    for name, column in read.items():
        said = is_there(rows.columns[name])
        for one in column.understood:
            if one.is_blank:
                said[one.places] = False
        if not said.all() and part.sheet.columns[name].stored not in part.sheet.key and name not in MARKS:
            found[name] = said
    return found


def _understood(part: SheetPart, rows: Below, read: Mapping[str, ReadColumn]) -> Iterator[Reading | Question]:
    """What was made of cells that their columns do not take, column by column."""
    for heading in part.header.headings:
        if heading.words:
            yield Reading(
                file=part.file, sheet=part.grid.title, column=heading.name, value=heading.words,
                rows=(part.header.row,), letter=heading.letter, meaning=heading.name,
            )  # fmt: skip
        for one in read[heading.name].understood:
            cells = Cells(
                file=part.file, sheet=part.grid.title, column=heading.name, value=shown(one.cell),
                rows=tuple(rows.numbers[one.places].tolist()), letter=heading.letter,
            )  # fmt: skip
            yield cells.understood(one.meaning)


def _say_beside(
    part: SheetPart,
    rows: Below,
    read: Mapping[str, ReadColumn],
    values: dict[str, Values],
    filled: dict[str, Mask],
) -> Iterator[Problem]:
    """Write what cells say for other columns of their rows into these where they are blank; else what disagrees."""
    headings = {heading.name: heading for heading in part.header.headings}
    for one in (one for column in read.values() for one in column.understood):
        for other, said in one.beside.items():
            taken = part.sheet.columns[other]
            if other not in values:
                values[other] = repeated(taken.default, len(rows.numbers)).copy()
                filled[other] = np.zeros(len(rows.numbers), dtype=bool)
            for place in one.places:
                here = rows.columns[other][place] if other in headings else None
                if here is None:
                    values[other][place] = taken.kind.read(said)
                    filled.get(other, np.ones(len(rows.numbers), dtype=bool))[place] = True
                elif values[other][place] != taken.kind.read(said):
                    wrong = f"{quoted(one.cell)} says that {other} is {said}, but the row says otherwise."
                    words = wrong, "Correct one of them."
                    yield part.problem(int(rows.numbers[place]), headings[other], here, words)


def _personal(part: SheetPart, rows: Below) -> Iterator[Problem]:
    """The cells of texts that hold a way to reach a person; it is not said once more."""
    for heading in part.header.headings:
        if type(part.sheet.columns[heading.name].kind) is TextKind:
            cells = map_once(_holds_contact, rows.columns[heading.name].tolist())
            for number, is_so in zip(rows.numbers.tolist(), cells, strict=True):
                if is_so:
                    yield part.problem(number, heading, None, CONTACT, "warning")


def _holds_contact(cell: Cell) -> bool:
    return isinstance(cell, str) and holds_contact(cell)


def _are_errors(values: Values) -> Mask:
    return np.fromiter(
        (isinstance(value, CellError) for value in values.tolist()), dtype=bool, count=len(values)
    )


def _spoil(
    part: SheetPart,
    rows: Below,
    values: dict[str, Values],
    unread: dict[str, Mask],
    places: Set[tuple[int, int]],
) -> None:
    """Take out the cells whose value cannot be had, so that blanks are not read where something stands."""
    names = {heading.position: heading.name for heading in part.header.headings}
    index = {number: at for at, number in enumerate(rows.numbers.tolist())} if places else {}
    for row, position in places:
        if row in index and position in names:
            name = names[position]
            values[name][index[row]] = UNTRIED
            unread.setdefault(name, np.zeros(len(index), dtype=bool))[index[row]] = True


def _unreadable(
    part: SheetPart,
    rows: Below,
    values: dict[str, Values],
    unread: dict[str, Mask],
    *,
    said: Set[tuple[int, int]],
) -> Iterator[Problem]:
    """The cells that could not be read, but for those of which it is `said` already."""
    for heading in part.header.headings:
        for at in np.flatnonzero(unread.get(heading.name, np.zeros(0, dtype=bool))).tolist():
            number, error = int(rows.numbers[at]), values[heading.name][at]
            if (number, heading.position) not in said and not isinstance(error, UnansweredError):
                severity: Severity = "warning" if isinstance(error, LeftOutError) else "error"
                cell = rows.columns[heading.name][at]
                yield part.problem(number, heading, cell, (error.wrong, error.right), severity)


def _faults(part: SheetPart) -> Iterator[Problem]:
    """What the workbook itself cannot say: formulas without a value, and errors of formulas."""
    headings = {heading.position: heading for heading in part.header.headings}
    for fault in part.grid.faults:
        heading = headings.get(fault.column)
        if heading and fault.row >= part.header.row:
            yield part.problem(fault.row, heading, None, words_for(fault))


def words_for(fault: CellFault) -> tuple[str, str]:
    """What is wrong with a cell without a value, and what would be right."""
    if fault.what == NO_VALUE:
        return (
            "The cell holds a formula without a value: the workbook was saved before it was calculated.",
            "Open and save the file in a spreadsheet, or put the value in its place.",
        )
    return (
        f"The cell holds a formula whose result is the error {fault.what}.",
        "Put the value in its place.",
    )


def _checked(
    part: SheetPart, numbers: NDArray[np.int64], columns: Columns, left: tuple[Mask, Mask], today: date
) -> Iterator[Problem]:
    """What does not agree within a row, as far as it could be read; `left` are rows that could not, and that go."""
    if not part.sheet.checks:
        return
    headings = {heading.name: heading for heading in part.header.headings}
    wrong, goes = (mask.tolist() for mask in left)
    for number, is_wrong, is_going, row in zip(numbers.tolist(), wrong, goes, columns.rows(), strict=True):
        if is_going:
            continue
        cells = row
        if is_wrong:
            cells = {name: value for name, value in row.items() if not isinstance(value, CellError)}
        for check in part.sheet.checks:
            for fault in check(cells, today):
                yield part.problem(
                    number,
                    headings.get(fault.column),
                    cells.get(fault.column),
                    (fault.wrong, fault.right),
                    fault.severity,
                )
