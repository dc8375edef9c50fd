"""A key that two senders chose for two things: it stays with the first, and the other is kept beside it.

Of an organisation it is asked whether it is the same, for many places have one of that name. A row of another
partnership or bridge is never written over: its sender's gets a key of its own, the same in every quarter. Of a key
that the store has for what its sender may not see, no more is said than that.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

import numpy as np

from data.returns.columns import Columns, any_of, array, differ, is_in, is_there, places
from data.returns.imports.changes import error, value
from data.returns.imports.compare import MARK
from data.returns.imports.known_places import Places
from data.returns.imports.organisations import KEY, ORGANISATIONS
from data.returns.imports.stored_rows import StoredRows
from data.returns.matches import LOCAL_SECTORS
from data.returns.problems import Problem
from data.returns.readings import Answers, Choice, Question, Reading
from data.returns.sheets import NOUNS, SHEETS
from data.returns.sheets.kinds import slug
from data.returns.sheets.records import Origin, Sent, SentRows
from data.returns.spelling import likened
from data.store.rows import Row

Said = Question | Reading | Problem
OWNERS: Mapping[str, tuple[str, ...]] = {
    "activities": ("partnership",),
    "meetings": ("partnership",),
    "actions": ("partnership",),
    "support": ("bridge", "partnership"),
}
"""Sheets whose keys are anybody's to choose, and the columns that say whose a row is."""
TOLD = {"activities": "title", "meetings": "held_on", "actions": "description", "support": "support_on"}
"""The column by which people know a row of these again."""


def kept_apart(
    sent: SentRows, held: StoredRows, known: Places, answers: Answers
) -> tuple[SentRows, list[Said]]:
    """The rows, each with a key of its own that is another than the one of the store; what is asked and told of it."""
    sent, said = _organisations_apart(sent, held, known, answers)
    for name in OWNERS:
        keys, told = _rows_apart(name, sent, held, answers)
        sent = _renamed(sent, name, keys)
        said += told
    return sent, said


def _rows_apart(
    name: str, sent: SentRows, held: StoredRows, answers: Answers
) -> tuple[dict[object, object], list[Said]]:
    """Key -> the one that it gets instead, where the store has it for somebody else; what is asked and told of it."""
    rows, (column,) = sent.get(name, Sent()), SHEETS[name].key
    others = list(_of_others(name, rows, held))
    if not others:
        return {}, []
    taken = set(rows.joined((column,))[column].tolist())
    asked = [one.question(_made(one, taken, held)) for one in others]
    own = [slug(answers.get(question.asked, question.choices[0].write)) for question in asked]
    theirs = held.where(name, column, set(own)).by_key((column,))
    taken |= held.elsewhere(name, column, own)
    keys: dict[object, object] = {}
    said: list[Said] = []
    for one, question, key in zip(others, asked, own, strict=True):
        there = theirs.get((key,))
        if key and key not in taken and (there is None or one.is_of(there)):
            keys[one.key] = key
            said.append(question if there is None else question.read_as(key))
        else:
            right = f"Choose a key that nobody has, for example {question.choices[0].write}."
            wrong = f"“{key}” is the key of another {NOUNS[name]}, which is never written over."
            said.append(error(one.origin, column, one.key, wrong=wrong, right=right))
    return keys, said


@dataclass(frozen=True, slots=True)
class _Other:
    """A row of the files whose key the store has for another: the row there, and the column in which they differ.

    `old` is None where the sender may not see the row that is there.
    """

    name: str
    origin: Origin
    old: Row | None
    new: Row
    owner: str

    @property
    def key(self) -> object:
        """The key that its sender chose."""
        return self.new[SHEETS[self.name].key[0]]

    def is_of(self, row: Row) -> bool:
        """Whether a row of the store is of the same partnership and bridge."""
        return all(self.new[one] in (None, row[one]) for one in OWNERS[self.name])

    def question(self, made: str) -> Question:
        """Whether it is kept under a key that is made for it."""
        noun, told = NOUNS[self.name], TOLD[self.name]
        whose = f", of {self.old[self.owner]} ({value(self.old[told])})" if self.old else ""
        return Question(
            file=self.origin.file, sheet=self.origin.sheet, column=SHEETS[self.name].key[0], value=str(self.key),
            rows=(self.origin.row,), choices=(Choice(made, "kept beside it, under this key"),),
            asks=f"“{self.key}” is the key of another {noun} already{whose}, which stays. What is that of "
            f"{self.new[self.owner]} ({value(self.new[told])}) to be called?",
        )  # fmt: skip


def _of_others(name: str, rows: Sent, held: StoredRows) -> Iterator[_Other]:
    """The rows of a sheet whose key the store has for somebody else."""
    owners, (column,) = OWNERS[name], SHEETS[name].key
    given = rows.joined((column, *owners, TOLD[name]))
    elsewhere = held.elsewhere(name, column, given[column].tolist())
    for place in np.flatnonzero(is_in(given[column], elsewhere)).tolist() if elsewhere else ():
        yield _Other(name, rows.origin(place), None, given.row(place), owners[0])
    now = held.of_keys(name, given.of_fields((column,))) if len(rows) else Columns({}, 0)
    if not now.length:
        return
    at = places(given.key((column,)), now.key((column,)))
    differs = {
        one: (at >= 0) & is_there(given[one]) & is_there(now[one][at]) & differ(given[one], now[one][at])
        for one in owners
    }
    for place in np.flatnonzero(any_of(differs.values(), len(rows))).tolist():
        owner = next(one for one in owners if differs[one][place])
        yield _Other(name, rows.origin(place), now.row(int(at[place])), given.row(place), owner)


def _made(one: _Other, taken: Set[object], held: StoredRows) -> str:
    """A key that the files do not have, nor who may not be seen: `c1` of Barnet is c1-barnet."""
    made, (column,) = slug(f"{one.key}-{one.new[one.owner]}"), SHEETS[one.name].key
    while made in taken or held.elsewhere(one.name, column, {made}):
        made = f"{made}-{slug(str(one.new[one.owner]))}"
    return made


def _organisations_apart(
    sent: SentRows, held: StoredRows, known: Places, answers: Answers
) -> tuple[SentRows, list[Said]]:
    """The rows, with a key of its own for each organisation that is said to be another than the one of the store.

    Asked about is an organisation whose key the store has in another authority, or at the tables of others only, for
    one of a kind of which many places have one of that name; or under another name.
    """
    beside, there = list(_elsewhere(sent, held)), list(_held_already(sent, held))
    keys = {new[KEY] for _, new in beside} | {new[KEY] for _, _, new in there}
    if not keys:
        return sent, []
    ours = _tables(sent.get("memberships", Sent()).joined((KEY, "partnership")), keys)
    theirs = _tables(held.where("memberships", KEY, keys), keys)
    questions: list[Said] = []
    renamed: dict[object, object] = {}
    for place, new in beside:
        origin = sent[ORGANISATIONS].origin(place)
        said, key = _kept_beside(origin, new, ours[new[KEY]], held, known, answers)
        questions.append(said)
        if key:
            renamed[new[KEY]] = key
    for place, old, new in there:
        key, origin = str(new[KEY]), sent[ORGANISATIONS].origin(place)
        if not _may_be_another(old, new, ours[key], theirs[key]):
            continue
        question = Question(
            file=origin.file, sheet=origin.sheet, column=KEY, value=key, rows=(origin.row,),
            asks=f"The store has “{key}” already: {_said(old, known, theirs[key])}. The file says: "
            f"{_said(new, known, ours[key])}. Is it the same?",
            choices=(
                Choice(called_beside(new, ours[key], known), "another one, which is kept beside it"),
                Choice(key, "the same, and changed as the file says"),
            ),
        )  # fmt: skip
        questions.append(question)
        answer = slug(answers.get(question.asked, key))
        if answer and answer != key:
            renamed[new[KEY]] = answer
    return _renamed(sent, ORGANISATIONS, renamed), questions


def _elsewhere(sent: SentRows, held: StoredRows) -> Iterator[tuple[int, Row]]:
    """Place and row of the files for each organisation whose key is of one that the sender may not see."""
    rows = sent.get(ORGANISATIONS, Sent())
    given = rows.joined(SHEETS[ORGANISATIONS].fields)
    elsewhere = held.elsewhere(ORGANISATIONS, KEY, given[KEY].tolist())
    for place in np.flatnonzero(is_in(given[KEY], elsewhere)).tolist() if elsewhere else ():
        yield place, given.row(place)


def _kept_beside(  # noqa: PLR0913, PLR0917 - what is looked at
    origin: Origin, new: Row, tables: Set[object], held: StoredRows, known: Places, answers: Answers
) -> tuple[Said, str]:
    """What is asked or told of an organisation whose key is of one that is not seen, and the key that it gets."""
    made = called_beside(new, tables, known)
    while held.elsewhere(ORGANISATIONS, KEY, {made}):
        made = f"{made}-2"
    question = Question(
        file=origin.file, sheet=origin.sheet, column=KEY, value=str(new[KEY]), rows=(origin.row,),
        asks=f"The key “{new[KEY]}” is used already, for an organisation that is at none of your tables. What is "
        f"{_said(new, known, tables)} to be called?",
        choices=(Choice(made, "kept beside it, under this key"),),
    )  # fmt: skip
    key = slug(answers.get(question.asked, made))
    if not key or held.elsewhere(ORGANISATIONS, KEY, {key}):
        wrong = f"“{key or answers[question.asked]}” is no key that is free."
        return error(origin, KEY, new[KEY], wrong=wrong, right=f"Choose another one, for example {made}."), ""
    is_known = len(held.where(ORGANISATIONS, KEY, {key})) > 0
    return question.read_as(key) if is_known else question, key


def called_beside(new: Row, tables: Set[object], known: Places) -> str:
    """A key for an organisation beside another one that has its key: with the name of its place, or of a table."""
    where = str(new["area_code"] or next(iter(sorted(map(str, tables))), "other"))
    named = known.authorities[where].name if where in known.authorities else where
    return f"{new[KEY]}-{slug(named)}"


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


def _tables(seats: Columns, keys: Set[object]) -> Mapping[object, Set[object]]:
    """The partnerships at whose tables each of some organisations sits."""
    found: dict[object, set[object]] = {key: set() for key in keys}
    for key, partnership in seats.tuples((KEY, "partnership")):
        if key in found:
            found[key].add(partnership)
    return found


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


def _renamed(sent: SentRows, name: str, keys: Mapping[object, object]) -> SentRows:
    """The rows of all sheets with other keys for some rows of one."""
    found = dict(sent)
    for other in sent if keys else ():
        sheet = SHEETS[other]
        columns = [column for column, parent in sheet.parents.items() if parent == name]
        columns += [sheet.key[0]] if other == name else []
        if columns:
            parts = (
                replace(part, columns=_with_keys(part.columns, columns, keys)) for part in sent[other].parts
            )
            found[other] = Sent(tuple(parts))
    return found


def _with_keys(columns: Columns, names: list[str], keys: Mapping[object, object]) -> Columns:
    fields = dict(columns.fields)
    for name in names:
        if name in fields:
            fields[name] = array((keys.get(one, one) for one in fields[name].tolist()), columns.length)
    return Columns(fields, columns.length)
