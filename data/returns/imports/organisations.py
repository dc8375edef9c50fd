"""Two organisations that one key was chosen for stay two, once somebody says so; two keys of one become one."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

import numpy as np
from sqlalchemy import Connection, Engine

from data.errors import ChangeRefusedError
from data.returns.columns import Columns, array, places
from data.returns.imports.changed_rows import Change
from data.returns.imports.changes import called
from data.returns.imports.compare import MARK
from data.returns.imports.journal import Batch
from data.returns.imports.known_places import Places
from data.returns.imports.notes import write_changes
from data.returns.imports.stored_rows import StoredRows
from data.returns.names import LOCAL_SECTORS
from data.returns.readings import Answers, Choice, Question
from data.returns.sheets import RECORDS, SHEETS, Sheet
from data.returns.sheets.kinds import slug
from data.returns.sheets.records import Sent, SentRows
from data.returns.spelling import likened
from data.store.engine import transaction
from data.store.rows import Row

ORGANISATIONS, KEY = "organisations", "organisation"
NAMING: Mapping[str, Sheet] = {
    name: sheet for name, sheet in RECORDS.items() if ORGANISATIONS in sheet.parents.values()
}
"""The sheets whose rows name an organisation."""


def kept_apart(
    sent: SentRows, held: StoredRows, known: Places, answers: Answers
) -> tuple[SentRows, tuple[Question, ...]]:
    """The rows, with a key of its own for each organisation that is said to be another than the one of the store.

    Asked about is an organisation whose key the store has in another authority, or at the tables of others only, for
    one of a kind of which many places have one of that name; or under another name.
    """
    questions: list[Question] = []
    renamed: dict[object, str] = {}
    for place, old, new in _held_already(sent, held):
        tables, theirs = _tables(sent, held, new[KEY])
        if not _may_be_another(old, new, tables, theirs):
            continue
        where = str(new["area_code"] or next(iter(sorted(map(str, tables))), "other"))
        named = known.authorities[where].name if where in known.authorities else where
        key = str(new[KEY])
        origin = sent[ORGANISATIONS].origin(place)
        question = Question(
            file=origin.file, sheet=origin.sheet, column=KEY, value=key, rows=(origin.row,),
            asks=f"The store has “{key}” already: {_said(old, known, theirs)}. The file says: "
            f"{_said(new, known, tables)}. Is it the same?",
            choices=(
                Choice(f"{key}-{slug(named)}", "another one, which is kept beside it"),
                Choice(key, "the same, and changed as the file says"),
            ),
        )  # fmt: skip
        questions.append(question)
        answer = slug(answers.get(question.asked, key))
        if answer and answer != key:
            renamed[new[KEY]] = answer
    return (_renamed(sent, renamed) if renamed else sent), tuple(questions)


def _held_already(sent: SentRows, held: StoredRows) -> Iterator[tuple[int, Row, Row]]:
    """Place, row of the store and row of the files for each organisation that both have as a real one."""
    rows = sent.get(ORGANISATIONS, Sent())
    if not len(rows):
        return
    given = rows.joined(SHEETS[ORGANISATIONS].fields)
    now = held.of_keys(ORGANISATIONS, given.of_fields((KEY,)))
    at = places(given.key((KEY,)), now.key((KEY,)))
    for place in np.flatnonzero(at >= 0).tolist():
        old, new = now.row(int(at[place])), given.row(place)
        if not old[MARK] and not new[MARK]:
            yield place, old, new


def _tables(sent: SentRows, held: StoredRows, key: object) -> tuple[Set[object], Set[object]]:
    """The partnerships at whose tables an organisation sits, by the files and by the store."""
    rows = sent.get("memberships", Sent()).joined((KEY, "partnership"))
    ours = {partnership for one, partnership in rows.tuples((KEY, "partnership")) if one == key}
    theirs = set(held.where("memberships", KEY, {key})["partnership"].tolist())
    return ours, theirs


def _may_be_another(old: Row, new: Row, tables: Set[object], theirs: Set[object]) -> bool:
    if tables & theirs:
        return False
    if old["area_code"] and new["area_code"] and old["area_code"] != new["area_code"]:
        return True
    other_name = likened(str(old["name"])) != likened(str(new["name"]))
    return bool(tables and theirs) and (other_name or old["sector"] in LOCAL_SECTORS)


def _said(row: Row, known: Places, tables: Set[object]) -> str:
    where = (
        known.called(str(row["area_code"]))
        if row["area_code"]
        else ", ".join(map(str, sorted(tables, key=str)))
    )
    return f"{row['name']}, {where}" if where else str(row["name"])


def _renamed(sent: SentRows, keys: Mapping[object, str]) -> SentRows:
    """The rows of all sheets with other keys for some organisations."""
    found = dict(sent)
    for name in (ORGANISATIONS, *NAMING):
        if name in found:
            columns = [KEY] if name == ORGANISATIONS else _columns_of(NAMING[name])
            parts = (
                replace(part, columns=_with_keys(part.columns, columns, keys)) for part in found[name].parts
            )
            found[name] = Sent(tuple(parts))
    return found


def _columns_of(sheet: Sheet) -> list[str]:
    return [column for column, parent in sheet.parents.items() if parent == ORGANISATIONS]


def _with_keys(columns: Columns, names: list[str], keys: Mapping[object, str]) -> Columns:
    fields = dict(columns.fields)
    for name in names:
        if name in fields:
            fields[name] = array((keys.get(one, one) for one in fields[name].tolist()), columns.length)
    return Columns(fields, columns.length)


def merge(engine: Engine, kept: str, gone: str, *, who: str | None) -> Batch:
    """Make one organisation of two: whatever names the second names the first, and the second ends; one batch.

    Raises `ChangeRefusedError` where one of them is not there.
    """
    if kept == gone:
        raise ChangeRefusedError(f"“{kept}” is one organisation already.")
    with transaction(engine) as connection:
        held = StoredRows(connection)
        rows = held.where(ORGANISATIONS, KEY, {kept, gone}).by_key((KEY,))
        for key in (kept, gone):
            if (key,) not in rows:
                raise ChangeRefusedError(f"There is no organisation “{key}” in the store.")
        changes = [change for name in NAMING for change in _named_anew(connection, name, kept, gone)]
        changes.append(Change(ORGANISATIONS, (gone,), dict(rows[gone,]), None))
        title = f"{called(ORGANISATIONS, (gone,))} is {kept}"
        return write_changes(connection, changes, title=title, who=who)


def _named_anew(connection: Connection, name: str, kept: str, gone: str) -> Iterator[Change]:
    """The rows of a sheet that name one organisation, as rows that name another; one that is there already stays."""
    sheet, held = NAMING[name], StoredRows(connection)
    for column in _columns_of(sheet):
        there = set(held.where(name, column, {kept}).tuples(sheet.key))
        for old in held.where(name, column, {gone}).rows():
            number = old.pop("id", None)
            new = {**old, column: kept}
            yield Change(name, sheet.key_of(old), old, None, number if isinstance(number, int) else None)
            if sheet.key_of(new) not in there:
                yield Change(name, sheet.key_of(new), None, new)
