"""Files of returns, read and checked row by row: `read(files) -> Returned`. Nothing here knows a store.

Whatever is wrong is a `Problem` with its place; what a cell can only mean is a `Reading`, what it can mean in several
ways a `Question`. Nothing is guessed, nothing is dropped in silence, and no file is able to do more than be refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from data.returns.columns import places
from data.returns.problems import Problem, listed
from data.returns.reader.books import Book, book_of, refused
from data.returns.reader.cells import Known
from data.returns.reader.cut_sheets import disagreeing
from data.returns.reader.files import Source, Watch, source_at, unwatched
from data.returns.reader.parts import SheetPart
from data.returns.reader.rows import typed
from data.returns.readings import Answers, Question, Reading
from data.returns.sheets import SHEETS, Sheet
from data.returns.sheets.kinds import shown
from data.returns.sheets.records import Origin, Sent, SentPart, SentRows, as_stored
from data.returns.workbook.grids import FileError, Limits

__all__ = ["Book", "Known", "Limits", "Returned", "Source", "Watch", "read"]

NOTHING = Known()
_ORDER = {name: place for place, name in enumerate(SHEETS)}


@dataclass(frozen=True, slots=True)
class Returned:
    """What files say: the books, the rows of all of them together, sheet by sheet, and all that is wrong.

    These are the rows that could be read; where `is_refused`, they are not all and must not be written. `readings` are
    what cells were understood to mean, `questions` what they can mean, `answers` what was answered to these.
    """

    books: tuple[Book, ...]
    rows: SentRows
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: Answers = field(default_factory=dict)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that have no answer."""
        return tuple(one for one in self.questions if one.asked not in self.answers)

    @property
    def is_refused(self) -> bool:
        """Whether an error is among the problems, or a question has no answer."""
        return any(problem.is_error for problem in self.problems) or bool(self.unanswered)


def read(
    files: Sequence[Source | Path], *, limits: Limits | None = None, today: date | None = None,
    known: Known = NOTHING, watch: Watch = unwatched,
) -> Returned:  # fmt: skip
    """Read files of one return together, each row checked by itself and against the others of its sheet.

    `known` are answers to questions that were asked of these files before, and names; `today` is the day after which
    something is still to come. Never raises for what a file holds.
    """
    limits = limits or Limits()
    today = today or datetime.now(tz=UTC).astimezone().date()
    books = tuple(_book(file, limits, watch) for file in files)
    parts: dict[str, list[SentPart]] = {}
    problems = [problem for book in books for problem in book.problems]
    problems += disagreeing(part for book in books for part in book.sheets)
    readings: list[Reading] = []
    questions: list[Question] = []
    every = [part for book in books for part in book.sheets]
    # What others name comes first, whichever the order of the files.
    for part in sorted(every, key=lambda part: _ORDER[part.sheet.name]):
        found = typed(part, today=today, known=known)
        watch(f"Checking {part.sheet.name}", found.columns.length)
        sent = parts.setdefault(part.sheet.name, [])
        columns = as_stored(part.sheet, found.columns)
        sent.append(SentPart(part.file, part.grid.title, columns, found.numbers, found.said))
        problems += [*found.problems, *listed(_twice(part, Sent(tuple(sent))))]
        known.names.learn(part.sheet, found.columns)
        readings += found.readings
        questions += found.questions
    rows = {name: Sent(tuple(sent)) for name, sent in parts.items()}
    return Returned(books, rows, tuple(problems), tuple(readings), tuple(questions), known.answers)


def _book(file: Source | Path, limits: Limits, watch: Watch) -> Book:
    try:
        source = source_at(file, limits=limits) if isinstance(file, Path) else file
    except FileError as error:
        return refused(Path(str(file)).name, error)
    return book_of(source, limits=limits, watch=watch)


def _twice(part: SheetPart, sent: Sent) -> Iterator[Problem]:
    """The rows of the last part that was sent whose key an earlier row of the sheet has, in whichever file."""
    headings = {heading.name: heading for heading in part.header.headings}
    names = part.sheet.key
    last, every = sent.parts[-1].columns, sent.joined(names)
    before = every.length - last.length
    first = places(last.key(names), every.key(names))
    for at in np.flatnonzero(first != np.arange(before, every.length)).tolist():
        key = tuple(column[at] for column in last.key(names))
        earlier, here = sent.origin(int(first[at])), sent.origin(before + at)
        wrong = f"{_words(part.sheet, key)} is there twice; row {_row(earlier, here)} is the first."
        yield part.problem(here.row, headings.get(part.sheet.key[0]), key[0], (wrong, "Keep one of them."))


def _words(sheet: Sheet, key: tuple[object, ...]) -> str:
    values = ", ".join(
        f"{name} {shown(value)}" for name, value in zip(sheet.key, key, strict=True) if value is not None
    )
    return f"The row for {values}"


def _row(earlier: Origin, here: Origin) -> str:
    return f"{earlier.row}" if earlier.file == here.file else f"{earlier.row} of {earlier.file}"
