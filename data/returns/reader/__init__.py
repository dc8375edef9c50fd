"""Files of returns, read and checked row by row: `read(files) -> Returned`. Nothing here knows a store.

Whatever is wrong is a `Problem` with its place; what a cell can only mean is a `Reading`, what it can mean in several
ways a `Question`. Nothing is guessed, nothing is dropped in silence, and no file is able to do more than be refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from data.returns.columns import Mask, Places, any_of, differ, places
from data.returns.problems import Problem, Severity, listed
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
        once, repeats = _without_repeats(part, Sent(tuple(sent)))
        sent[-1:] = once.parts[-1:]
        problems += [*found.problems, *repeats]
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


def _without_repeats(part: SheetPart, sent: Sent) -> tuple[Sent, list[Problem]]:
    """What was sent without rows of its last part that say all that an earlier row of the sheet says, and no more.

    Told with the other rows whose key an earlier one has, in whichever file.
    """
    headings = {heading.name: heading for heading in part.header.headings}
    last, every = sent.parts[-1], sent.joined(part.sheet.key)
    first = places(last.columns.key(part.sheet.key), every.key(part.sheet.key))
    here = np.arange(every.length - last.columns.length, every.length, dtype=np.intp)
    again = first != here
    if not again.any():
        return sent, []
    says_other = _differ(sent, first[again], here[again])
    problems = []
    for earlier, at, is_other in zip(
        first[again].tolist(), here[again].tolist(), says_other.tolist(), strict=True
    ):
        key = tuple(column[at] for column in every.key(part.sheet.key))
        origin, row = sent.origin(at), _row(sent.origin(earlier), sent.origin(at))
        wrong = f"{_words(part.sheet, key)} is there twice; row {row} is the first."
        words = (
            (wrong, "Keep one of them.")
            if is_other
            else (wrong, "All in it is the same; it is counted once.")
        )
        severity: Severity = "error" if is_other else "warning"
        problems.append(part.problem(origin.row, headings.get(part.sheet.key[0]), key[0], words, severity))
    kept = ~again
    kept[again] = says_other
    return Sent((*sent.parts[:-1], last.only(kept))), listed(problems)


def _differ(sent: Sent, some: Places, others: Places) -> Mask:
    """Where rows of a sheet say another thing than others, in any field; what is blank says nothing."""
    names = tuple(dict.fromkeys(name for part in sent.parts for name in part.columns.fields))
    every = sent.joined(names)
    found = [differ(every[name][some], every[name][others]) for name in names]
    found += [has[some] != has[others] for has in map(sent.has, names)]
    return any_of(found, len(some))


def _words(sheet: Sheet, key: tuple[object, ...]) -> str:
    values = ", ".join(
        f"{name} {shown(value)}" for name, value in zip(sheet.key, key, strict=True) if value is not None
    )
    return f"The row for {values}"


def _row(earlier: Origin, here: Origin) -> str:
    return f"{earlier.row}" if earlier.file == here.file else f"{earlier.row} of {earlier.file}"
