"""A list as it was understood: its columns, its partnerships, what was read how, and what must be asked first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Engine

from data.programme.visibility import Scope
from data.returns.imports.changes import rows_of
from data.returns.imports.journal import Batch, FileSent
from data.returns.imports.known_places import Places
from data.returns.imports.load import Incoming, Plan, plan_on, write_plan
from data.returns.imports.stored_rows import EVERYTHING, StoredRows
from data.returns.lists.cells import Known
from data.returns.lists.columns import UNSTORED, ListColumn
from data.returns.lists.entries import Entry, entries_of
from data.returns.lists.kept import keep_on
from data.returns.lists.mapping import AS_AT, Mapping
from data.returns.lists.rows import ListSaid, sent_rows
from data.returns.lists.said import Said
from data.returns.lists.tables import ListTable, Skipped, day_said_in, other_sheets, sheets_of, table_in
from data.returns.lists.terms import day_of
from data.returns.places import Gazetteer
from data.returns.problems import Problem
from data.returns.reader.books import about_encoding
from data.returns.reader.files import Source, Watch, unwatched
from data.returns.readings import Question, Reading
from data.returns.workbook.grids import Grid, Limits
from data.store.engine import reading, transaction


@dataclass(frozen=True, slots=True)
class Understood:
    """What a list says by a mapping. `open` are the questions without an answer: nothing is loaded while there are any.

    `mapping` has the columns as they were taken and the day that counts, `entries` the partnerships, `others` each
    other sheet with why it was not read, `areas` code and name of what an area can be, `cells` of each column, by
    its place, how many cells were understood, asked about and ignored. `scope` is what who has the list may see.
    """

    file: FileSent
    sheet: str
    header: int
    mapping: Mapping
    columns: tuple[ListColumn, ...]
    cells: dict[int, tuple[int, int, int]]
    entries: tuple[Entry, ...]
    readings: tuple[Reading, ...]
    questions: tuple[Question, ...]
    open: tuple[Question, ...]
    skipped: tuple[Skipped, ...]
    others: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    areas: tuple[tuple[str, str], ...]
    scope: Scope = EVERYTHING

    @property
    def is_ready(self) -> bool:
        """Whether it can be compared with the store."""
        return not self.open and not any(problem.is_error for problem in self.problems)


def understand(
    engine: Engine,
    source: Source,
    mapping: Mapping | None = None,
    *,
    limits: Limits | None = None,
    scope: Scope = EVERYTHING,
) -> Understood:
    """Read a list by a mapping; what it does not say is proposed, of what `scope` sees. Never writes.

    Raises `FileError` where there is no list in the file, and `StoreError` when the store does not answer.
    """
    grids = sheets_of(source, limits=limits or Limits())
    with reading(engine) as connection:
        return _understood(connection, source, grids, mapping or Mapping(), scope)


def prepare(engine: Engine, understood: Understood) -> Plan:
    """Return what loading a list would do; only for one without open questions, of which nothing would be complete."""
    with reading(engine) as connection:
        held = StoredRows(connection, understood.scope)
        day = understood.mapping.as_at or date.today()  # noqa: DTZ011 - never: the day is asked for
        said = ListSaid(
            understood.file.name, understood.sheet, day, understood.entries, dict(understood.areas)
        )
        sent = sent_rows(said, held)
        incoming = Incoming((understood.file,), rows_of(sent), understood.problems, scope=understood.scope)
        return plan_on(connection, incoming)


def load(  # noqa: PLR0913 - each is said by name
    engine: Engine, understood: Understood, plan: Plan, *, who: str | None, note: str | None = None,
    watch: Watch = unwatched,
) -> Batch | None:  # fmt: skip
    """Write what a list brings and keep its mapping, in one transaction; the batch, None where all is so already.

    Raises what loading a return does.
    """
    with transaction(engine) as connection:
        batch = write_plan(connection, plan, who=who, note=note, watch=watch)
        keep_on(connection, understood.mapping, who=who)
        return batch


def _understood(
    connection: Connection, source: Source, grids: Sequence[Grid], mapping: Mapping, scope: Scope
) -> Understood:
    first = Gazetteer(connection, on=mapping.as_at or date.today())  # noqa: DTZ011 - a day is asked for
    table = table_in(source, grids, sheet=mapping.sheet, is_band=first.is_heading)
    said = Said(table, mapping)
    day = _day(said, [table.title, table.file])
    gazetteer = first if day in {None, first.on} else Gazetteer(connection, on=day or first.on)
    known = Known.of(StoredRows(connection, scope), gazetteer, Places(connection))
    columns, entries = entries_of(said, known)
    read = (grid for grid in grids if grid.title == table.sheet)
    guessed = [problem for grid in read for problem in about_encoding(source.name, grid)]
    taken = replace(
        mapping,
        name=mapping.name or said.list_name,
        sheet=table.sheet,
        as_at=mapping.as_at or day,
        columns={column.heading: column.role for column in columns},
    )
    return Understood(
        file=FileSent(source.name, source.sha256),
        sheet=table.sheet,
        header=table.header,
        mapping=taken,
        columns=columns,
        cells=said.counted(columns),
        entries=entries,
        readings=tuple(said.readings),
        questions=tuple(said.questions),
        open=tuple(said.open),
        skipped=table.skipped,
        others=tuple(other_sheets(grids, table)),
        problems=(*guessed, *_faults(table, columns), *said.problems),
        areas=tuple(gazetteer.every),
        scope=scope,
    )


def _faults(table: ListTable, columns: Iterable[ListColumn]) -> Iterator[Problem]:
    """What is said of cells without a value, where their column counts."""
    used = {column.position for column in columns if column.role not in UNSTORED}
    return (problem for position, problem in table.faults if position in used)


def _day(said: Said, words: Iterable[str]) -> date | None:
    """The day that the list speaks of: as the mapping has it, else as was answered, else it is asked."""
    if said.mapping.as_at:
        return said.mapping.as_at
    when = day_of(day_said_in(words))
    proposed = when.day.isoformat() if when else None
    asks = (
        "Which day does the list speak of? Statuses hold from that day on, where it does not say since when."
    )
    answer = said.ask(
        AS_AT, "", (), asks=asks, proposed=proposed, is_answer=lambda text: day_of(text) is not None
    )
    found = day_of(answer or "")
    return found.day if found else None
