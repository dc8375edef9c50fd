"""From rows that were sent in to a plan: carried, compared, checked. Nothing here writes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from data.returns.imports.advice import advised
from data.returns.imports.area_codes import carried
from data.returns.imports.checks import problems_of
from data.returns.imports.checks.result import Checked
from data.returns.imports.difference import difference
from data.returns.imports.entities import ENTITIES
from data.returns.imports.from_sheets import sending_of
from data.returns.imports.journal import FileSent, batches
from data.returns.imports.outcome import outcome
from data.returns.imports.places import read_places
from data.returns.imports.records import Difference, Sending
from data.returns.imports.stored_rows import held_for
from data.returns.problems import Problem
from data.returns.reader import Book, Source, Watch, read
from data.returns.reader.progress import unwatched
from data.returns.spelling import folded
from data.store.engine import reading
from data.store.info import written
from data.store.schema import store_meta


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was read of the files: their rows, and what is wrong with them by themselves; the files as opened."""

    files: tuple[FileSent, ...]
    sending: Sending
    problems: tuple[Problem, ...] = ()
    replace: bool = False
    books: tuple[Book, ...] = ()

    @property
    def not_all_read(self) -> frozenset[str]:
        """Sheets of which rows are missing here, because they could not be read."""
        wrong = {folded(one.sheet) for one in self.problems if one.is_error}
        return frozenset(ENTITIES) if "" in wrong else frozenset(wrong)


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading some files would do to the store at one version, and everything that is wrong with that."""

    incoming: Incoming
    store_version: int
    problems: tuple[Problem, ...]
    difference: Difference

    @property
    def files(self) -> tuple[FileSent, ...]:
        """The files, each with its checksum."""
        return self.incoming.files

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What refuses the load."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is said and kept."""
        return tuple(problem for problem in self.problems if not problem.is_error)

    @property
    def is_refused(self) -> bool:
        """Whether the files cannot be loaded as they are."""
        return any(problem.is_error for problem in self.problems)


def prepare(
    engine: Engine, files: Sequence[Source | Path], *, replace: bool = False, watch: Watch = unwatched
) -> Plan:
    """Read files, check them, and compare them with the store. Never writes; says everything that is wrong at once.

    With `replace`, held rows end that a sheet does not list although it lists others of their owner. `watch` hears
    how far it is. Raises `StoreError` when the store does not answer.
    """
    returned = read(files, watch=watch)
    incoming = Incoming(
        files=tuple(FileSent(book.file_name, book.sha256) for book in returned.books),
        sending=sending_of(returned.records),
        problems=returned.problems,
        replace=replace,
        books=returned.books,
    )
    watch("Comparing with the store", sum(map(len, incoming.sending.values())))
    with reading(engine) as connection:
        return plan_on(connection, incoming)


def plan_on(connection: Connection, incoming: Incoming) -> Plan:
    """Compare and check what came in with the store as this connection sees it."""
    version = connection.execute(select(store_meta.c.version)).scalar_one()
    held = held_for(connection, incoming.sending)
    places = read_places(connection)
    sending, moved = carried(incoming.sending, held, places)
    would_be = difference(sending, held, replace=incoming.replace)
    after = outcome(held, would_be.changes)
    checked = Checked(sending, held, would_be, after, places, incoming.not_all_read)
    read = advised(incoming.problems, after, places)
    found = [*read, *_loaded_before(connection, incoming.files), *moved, *problems_of(checked)]
    return Plan(incoming, version, tuple(_in_order(_lettered(found, incoming.books))), would_be)


def _lettered(problems: Iterable[Problem], books: Iterable[Book]) -> Iterator[Problem]:
    """The problems with the letters of their columns, which the checks across rows do not know."""
    letters = {
        (part.file, part.grid.title, heading.name): heading.letter
        for book in books
        for part in book.sheets
        for heading in part.header.headings
    }
    for one in problems:
        letter = letters.get((one.file, one.sheet, one.column or ""), "")
        yield one if one.letter or not letter else replace(one, letter=letter)


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file, sheet and row, as somebody goes through a file who mends it."""
    sheets = {name: number for number, name in enumerate(ENTITIES)}
    return sorted(
        dict.fromkeys(problems),
        key=lambda one: (one.file, sheets.get(folded(one.sheet), -1), one.row or 0),
    )


def _loaded_before(connection: Connection, files: Iterable[FileSent]) -> list[Problem]:
    """A warning for every file that is, byte for byte, one of a batch which still holds."""
    standing = [
        batch for batch in batches(connection) if batch.undone_at is None and batch.entry.undoes is None
    ]
    return [
        Problem(
            "warning",
            file.name,
            "",
            None,
            None,
            "",
            f"This very file was loaded on {written(batch.at.date())} as batch {batch.number}.",
            "It is compared with the store all the same.",
        )
        for file in files
        for batch in standing
        if file.sha256 in {sent.sha256 for sent in batch.entry.files}
    ]
