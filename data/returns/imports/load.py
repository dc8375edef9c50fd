"""Files into a plan, and a plan into the store: read, check, compare, then write in one transaction."""

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from data.errors import LoadRefusedError, NothingToLoadError, StoreMovedOnError
from data.programme.visibility import Scope
from data.returns.imports.area_codes import with_current_codes
from data.returns.imports.changes import Difference, rows_of, without_deleted
from data.returns.imports.checks import problems_of
from data.returns.imports.compare import Comparison, difference, reported
from data.returns.imports.journal import Batch, Entry, FileSent, batches, record
from data.returns.imports.keys_apart import kept_apart
from data.returns.imports.known_names import KnownNames
from data.returns.imports.known_places import Places
from data.returns.imports.named_apart import with_own_keys
from data.returns.imports.received import (
    Quarter,
    not_to_return,
    of_another_bridge,
    partnerships_of,
    spoken_of,
    with_received,
)
from data.returns.imports.stored_rows import EVERYTHING, StoreAfter, StoredRows
from data.returns.imports.undated_seats import with_known_by
from data.returns.imports.write import write
from data.returns.problems import Problem
from data.returns.reader import Book, Known, Source, Watch, read
from data.returns.reader.files import counting, unwatched
from data.returns.readings import Answers, Question, Reading
from data.returns.sheets import SHEETS
from data.returns.sheets.records import SentRows
from data.returns.spelling import folded
from data.store import record_ends
from data.store.audit import Act
from data.store.engine import reading, transaction
from data.store.info import written
from data.store.schema import store_meta


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was read of the files: their rows, and what is wrong with them by themselves; the files as opened.

    `of` says of which quarter it is the return, where it is one, `scope` what who sends it may see and return.
    """

    files: tuple[FileSent, ...]
    sent: SentRows
    problems: tuple[Problem, ...] = ()
    replace: bool = False
    books: tuple[Book, ...] = ()
    indicators: tuple[str, ...] = ()
    of: Quarter | None = None
    scope: Scope = EVERYTHING
    readings: tuple[Reading, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: Answers = field(default_factory=dict)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that have no answer."""
        return tuple(one for one in self.questions if one.asked not in self.answers)

    @property
    def not_all_read(self) -> frozenset[str]:
        """Sheets of which rows are missing here, because they could not be read."""
        wrong = {folded(one.sheet) for one in self.problems if one.is_error}
        wrong |= {one.asked[0] for one in self.unanswered}
        return frozenset(SHEETS) if "" in wrong else frozenset(wrong)


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading some files would do to the store at one version, and everything that is wrong with that.

    `about` are the partnerships of which the files speak, sorted.
    """

    incoming: Incoming
    store_version: int
    problems: tuple[Problem, ...]
    difference: Difference
    about: tuple[str, ...]

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
        """Whether the files cannot be loaded as they are: for what is wrong, or what nobody has answered."""
        return bool(self.errors or self.unanswered)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is refused, in sentences: what is wrong, then what nobody has answered."""
        return (*(one.sentence for one in self.errors), *(one.sentence for one in self.unanswered))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What cells were understood to mean."""
        return self.incoming.readings

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """What has to be answered before the files can be loaded."""
        return self.incoming.unanswered


def prepare(  # noqa: PLR0913 - each is said by name
    store: Engine | Connection,
    files: Sequence[Source | Path],
    *,
    indicators: Iterable[str] = (),
    replace: bool = False,
    of: Quarter | None = None,
    scope: Scope = EVERYTHING,
    answers: Answers = MappingProxyType({}),
    watch: Watch = unwatched,
) -> Plan:
    """Read files, check them, and compare them with the store. Never writes; says everything that is wrong at once.

    With a connection it is a part of the caller's reading or writing. `indicators` are the keys that a target may be
    set for: a target for any other is warned of. With `replace`, held rows end that a sheet does not list although it
    lists others of their owner. Where they are the return `of` a quarter, that comes as received for every partnership
    in it. `answers` are what was said to the questions of an earlier plan for these files. `watch` hears how far it is.
    Of what `scope` may not see, nothing is compared, named or written over; a row that belongs there is an error.
    Raises `StoreError` when the store does not answer.
    """
    with nullcontext(store) if isinstance(store, Connection) else reading(store) as connection:
        returned = read(files, known=Known(answers, KnownNames(connection, scope)), watch=watch)
        incoming = Incoming(
            files=tuple(FileSent(book.file_name, book.sha256) for book in returned.books),
            sent=rows_of(returned.rows),
            problems=returned.problems,
            replace=replace,
            books=returned.books,
            indicators=tuple(indicators),
            of=of,
            scope=scope,
            readings=returned.readings,
            questions=returned.questions,
            answers=answers,
        )
        watch("Comparing with the store", sum(map(len, incoming.sent.values())))
        return plan_on(connection, incoming)


def plan_on(connection: Connection, incoming: Incoming) -> Plan:
    """Compare and check what came in with the store as this connection sees it."""
    version = connection.execute(select(store_meta.c.version)).scalar_one()
    held, places = StoredRows(connection, incoming.scope), Places(connection)
    staying, deleted = without_deleted(incoming.sent)
    current, moved = with_current_codes(staying, held, places)
    apart, told = kept_apart(current, held, places, incoming.answers)
    named, more = with_own_keys(apart, held, places, incoming.answers, incoming.of)
    about = spoken_of(named, held).union(partnerships_of(deleted))
    own, not_theirs = _as_return(incoming, named, deleted, about, held)
    day = incoming.of.period_end if incoming.of else date.today()  # noqa: DTZ011 - the day where the reader is
    sent = with_known_by(own, held, day)
    incoming = _with_told(incoming, [*told, *more])
    proposed = difference(sent, held, deleted=deleted, replace=incoming.replace)
    sent, corrected = reported(sent, proposed.changes)
    if corrected:
        incoming = _with_told(incoming, corrected)
        proposed = difference(sent, held, deleted=deleted, replace=incoming.replace)
    after = StoreAfter(held, proposed.changes)
    comparison = Comparison(sent, held, after, places, incoming.not_all_read, incoming.indicators, deleted)
    loaded = _loaded_before(connection, incoming)
    doubled = (one for one in (*told, *more) if isinstance(one, Problem))
    found = [*incoming.problems, *not_theirs, *doubled, *loaded, *moved, *problems_of(comparison)]
    return Plan(
        incoming, version, tuple(_in_order(_lettered(found, incoming.books))), proposed, tuple(sorted(about))
    )


def _with_told(incoming: Incoming, told: Sequence[Question | Reading | Problem]) -> Incoming:
    """What came in, with questions and readings that comparing it with the store brought about, each once."""
    questions = [one for one in told if isinstance(one, Question)]
    readings = [one for one in told if isinstance(one, Reading)]
    return replace(
        incoming,
        questions=tuple(dict.fromkeys((*incoming.questions, *questions))),
        readings=tuple(dict.fromkeys((*incoming.readings, *readings))),
    )


def _as_return(
    incoming: Incoming, sent: SentRows, deleted: SentRows, about: Set[str], held: StoredRows
) -> tuple[SentRows, list[Problem]]:
    """The rows with what the return of a quarter brings besides, and what in it is not its sender's."""
    of = incoming.of
    if of is None:
        return sent, []
    first = incoming.files[0].name if incoming.files else ""
    rows = with_received(sent, held, of, about=about, deleted=deleted, file=first)
    not_theirs = not_to_return(of, held.scope, file=first)
    return rows, [*not_theirs, *of_another_bridge(incoming.sent, sent, held, of)]


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
    sheets = {name: number for number, name in enumerate(SHEETS)}
    return sorted(
        dict.fromkeys(problems),
        key=lambda one: (one.file, sheets.get(folded(one.sheet), -1), one.row or 0),
    )


def _loaded_before(connection: Connection, incoming: Incoming) -> list[Problem]:
    """A warning for every file that is, byte for byte, one of a batch of theirs which still holds."""
    bridges = incoming.scope.bridges
    standing = [
        batch
        for batch in batches(connection)
        if batch.undone_at is None
        and batch.entry.undoes is None
        and (bridges is None or batch.entry.bridge in bridges)
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
        for file in incoming.files
        for batch in standing
        if file.sha256 in {sent.sha256 for sent in batch.entry.files}
    ]


def load(
    engine: Engine, plan: Plan, *, who: str | None, note: str | None = None, watch: Watch = unwatched
) -> Batch:
    """Write what the plan says; the batch as it is on record, with who loaded it and a note.

    Raises `LoadRefusedError` for a plan with errors, `NothingToLoadError` for one that changes nothing, and
    `StoreMovedOnError` when the store has changed meanwhile so that the difference would be another.
    """
    with transaction(engine) as connection:
        batch = write_plan(connection, plan, who=who, note=note, watch=watch)
        if batch is None:
            raise NothingToLoadError("The store is as the files say already; nothing was written.")
        return batch


def write_plan(  # noqa: PLR0913 - each is said by name
    connection: Connection,
    plan: Plan,
    *,
    who: str | None,
    sender: str | None = None,
    note: str | None = None,
    watch: Watch = unwatched,
) -> Batch | None:
    """As `load`, as a part of the caller's transaction, of what `sender` handed in; None for a plan without changes."""
    if plan.is_refused:
        raise LoadRefusedError(*plan.reasons)
    if plan.difference.is_empty:
        return None
    found = _still(connection, plan)
    entry = _entry(plan, who=who, sender=sender, note=note)
    try:
        write(connection, found.changes, told=counting("Writing", watch))
        record_ends.renew(connection)
        act = None if sender else Act.LOAD  # who accepts a return is on record for that
        told = counting("Writing the change log", watch)
        return record(connection, entry, found.changes, act=act, told=told)
    except IntegrityError as error:
        why = f": {error.orig}" if plan.incoming.scope.sees_every_partnership else ""
        raise LoadRefusedError(f"The store refuses a row{why}. Nothing was written.") from error


def _still(connection: Connection, plan: Plan) -> Difference:
    """The plan's difference, if that is still what loading would do; this transaction's own step is the one after."""
    if connection.execute(select(store_meta.c.version)).scalar_one() in (
        plan.store_version,  # the plan was made within this transaction
        plan.store_version + 1,
    ):
        return plan.difference
    again = plan_on(connection, plan.incoming)
    if again.is_refused or again.difference.changes != plan.difference.changes:
        raise StoreMovedOnError(
            "The store has changed since the difference was made. Nothing was written; look at the new difference."
        )
    return again.difference


def _entry(plan: Plan, *, who: str | None, sender: str | None, note: str | None) -> Entry:
    of = plan.incoming.of
    return Entry(
        title=", ".join(file.name for file in plan.files),
        who=who,
        sha256=checksum(plan),
        files=plan.files,
        counts=plan.difference.counts,
        warnings=tuple(problem.sentence for problem in plan.warnings),
        replaced=plan.incoming.replace,
        sender=sender,
        bridge=of.bridge if of else None,
        period_end=of.period_end if of else None,
        note=(note or "").strip() or None,
    )


def checksum(plan: Plan) -> str:
    """The file's own; of several files, that of their checksums in order."""
    sums = [file.sha256 for file in plan.files]
    return sums[0] if len(sums) == 1 else sha256("".join(sorted(sums)).encode()).hexdigest()
