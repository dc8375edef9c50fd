"""The routes of what was loaded: every batch, its changes, the figures that it changed, and taking it back.

Who does not see all of England sees of batches the returns of their own bridges and what they wrote themselves, and of
these only rows that they see.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from flask import Response

from dashboard.pages import QuestionReader
from dashboard.people import Person, Right, who_asks
from dashboard.text_reports import import_report
from dashboard.web.uploads import answers
from dashboard.web.uploads.service import BatchesService
from dashboard.web.writing import MAY_NOT, NotAllowedError, as_json, body_sent, file_of, sentence, who_loads
from data.errors import BatchMissingError, UndoRefusedError
from data.programme.programme import Programme
from data.returns.imports import Batch, Change, Counts
from data.returns.imports.journal import MOST_NUMBER, missing
from data.returns.imports.review import is_same_person
from data.returns.sheets import RECORDS, Key
from data.store.rows import rows_of_frame

NOT_OWN: Final = "Somebody else loaded this batch: an administrator can take it back."
OF_ALL: Final = frozenset({"packs", "events"})
"""What people write for everybody: a pack is made of the whole store, an event stands on every chart."""
NEVER: Final = MOST_NUMBER
"""The number of a batch that no store has."""
STANDS: Final = "Batch {} cannot be undone, because later changes stand on it. Nothing was changed."
MOVED: Final = (
    "Batch {} cannot be undone by your account, because some of its rows are not of your bridge any more. Ask an "
    "administrator."
)


def shown(service: BatchesService) -> list[answers.Answer]:
    """Every batch that whoever asks may see, the newest first, with whether they may take it back."""
    person = who_asks()
    return answers.history(
        [batch for batch in service.history() if _is_seen(batch, person)],
        may_undo=lambda batch: not _why_not(batch, person),
    )


def undo(reader: QuestionReader, service: BatchesService) -> Response:
    """Take a batch back."""
    body = body_sent()
    number = body.get("batch")
    if type(number) is not int:  # in JSON `true` is none either
        return sentence("Say which batch to undo.", 400)
    return sentence(answers.undone(take_back(reader, service, number, who=who_loads(body))))


def take_back(reader: QuestionReader, service: BatchesService, number: int, *, who: str) -> Batch:
    """Undo a note, a batch of one's own, or any by an administrator; the undoing's record.

    Raises `BatchMissingError`, `NotAllowedError` and `ChangeRefusedError`; whoever does not see all of England is not
    told which rows of others stand on it.
    """
    person = who_asks()
    batch = next((one for one in service.history() if one.number == number), None)
    is_seen = batch is not None and _is_seen(batch, person)
    if person.scope.sees_every_partnership and batch is not None:
        _demand(batch, person)
        return service.undo(number, who=who)
    # The store is asked the same of what is withheld as of what never was, so that no clock tells them apart.
    may_be_shown = batch is not None and (is_seen or right_to(_sheets(batch)) is Right.NOTE)
    try:
        changed = service.changes(number if may_be_shown else NEVER)
    except BatchMissingError:
        raise missing(number) from None
    sees_all = batch is not None and all(_sees(reader.programme(), changed, own=_is_own(batch, person)))
    if batch is None or not (is_seen or sees_all):
        raise missing(number)
    _demand(batch, person)
    if not sees_all:
        raise UndoRefusedError(MOVED.format(number))
    try:
        return service.undo(number, who=who)
    except UndoRefusedError as error:
        raise UndoRefusedError(STANDS.format(number)) from error


def changes(reader: QuestionReader, service: BatchesService, number: int) -> Response:
    """Every change of a batch, with old and new values."""
    changed = answers.of_changes(_changes(reader, service, number), f"What did batch {number} change?")
    return as_json(changed | {"all": f"/data/changes/{number}.csv"})


def all_changes(reader: QuestionReader, service: BatchesService, number: int) -> Response:
    """The same as a file, however many there are."""
    lines = import_report.changes(number, _changes(reader, service, number), "csv")
    return file_of("\n".join(lines).encode(), "csv", f"changes-of-batch-{number}")


def figures(reader: QuestionReader, service: BatchesService, number: int) -> Response:
    """Every indicator that a batch changed, as printed before and after."""
    _seen(service, number)
    scope = who_asks().scope
    steps = [
        replace(step, before=step.before.visible_to(scope), after=step.after.visible_to(scope))
        for step in service.steps(since=number, until=number)
    ]
    return as_json(answers.of_revisions(steps, reader.question_of("")))


def _seen(service: BatchesService, number: int) -> Batch:
    """A batch that whoever asks may see. Raises `BatchMissingError`, for any other as for one that never was."""
    person = who_asks()
    for batch in service.history():
        if batch.number == number and _is_seen(batch, person):
            return batch
    raise missing(number)


def _is_seen(batch: Batch, person: Person) -> bool:
    return (
        person.scope.sees_every_partnership
        or batch.entry.bridge in _bridges(person)
        or _is_own(batch, person)
    )


def _bridges(person: Person) -> frozenset[str]:
    return person.bridges or frozenset()


def _is_own(batch: Batch, person: Person) -> bool:
    return is_same_person(batch.entry.who or "", person.email)


def right_to(sheets: Collection[str]) -> Right:
    """The right that it takes to write some sheets directly."""
    return Right.NOTE if answers.WRITTEN.keys() - OF_ALL >= {*sheets} else Right.LOAD


def _demand(batch: Batch, person: Person) -> None:
    if wrong := _why_not(batch, person):
        raise NotAllowedError(wrong)


def _why_not(batch: Batch, person: Person) -> str:
    """Why somebody may not take a batch back, if they may not."""
    if person.may(Right.ADMINISTER):
        return ""
    right = Right.ACCEPT if batch.entry.sender else right_to(_sheets(batch))
    if not person.may(right):
        return MAY_NOT[right]
    return "" if right is Right.NOTE or _is_own(batch, person) else NOT_OWN


def _sheets(batch: Batch) -> set[str]:
    return {sheet for sheet, counts in batch.entry.counts.items() if counts != Counts()}


def _changes(reader: QuestionReader, service: BatchesService, number: int) -> Sequence[Change]:
    """The changes of a batch, of rows that whoever asks may see."""
    batch = _seen(service, number)
    found = service.changes(number)
    person = who_asks()
    if person.scope.sees_every_partnership:
        return found
    seen = _sees(reader.programme(), found, own=_is_own(batch, person))
    return [change for change, is_seen in zip(found, seen, strict=True) if is_seen]


def _sees(programme: Programme, changed: Sequence[Change], *, own: bool) -> Iterator[bool]:
    """Of each change whether its row is among those of a programme; of one that ended, whether what it names is.

    What somebody wrote about no partnership is their `own`, though it may not be there any more.
    """
    held: dict[str, set[Key]] = {}
    for change in changed:
        sheet = RECORDS[change.sheet]
        if change.sheet not in held:
            rows = rows_of_frame(getattr(programme, change.sheet)[list(sheet.key)])
            held[change.sheet] = {sheet.key_of(row) for row in rows}
        yield (
            (own and change.sheet in answers.WRITTEN and not sheet.parents)
            or change.key in held[change.sheet]
            or (change.new is None and _names_seen(programme, change.old or {}, sheet.parents))
        )


def _names_seen(programme: Programme, row: Mapping[str, object], parents: Mapping[str, str]) -> bool:
    """Whether a row names somebody, and nobody but whom a programme has."""
    named = [
        row[column] in set(getattr(programme, parent)[RECORDS[parent].key[0]])
        for column, parent in parents.items()
        if row.get(column) is not None
    ]
    return bool(named) and all(named)
