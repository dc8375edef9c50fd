"""Rows that name a meeting or an activity by the key which its sender chose, where it is kept under one of its own.

Attendance that comes alone says `m1`; the sender's is kept as `m1-barnet`, and that of another is m1. A row that says
its partnership means the one of that, and so do files that speak of one partnership alone; else it is asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from data.returns.columns import Columns, is_in
from data.returns.imports.changes import error
from data.returns.imports.keys_apart import called_beside
from data.returns.imports.known_places import Places
from data.returns.imports.organisations import KEY, NAMING, ORGANISATIONS
from data.returns.imports.received import Quarter, partnerships_of
from data.returns.imports.stored_rows import StoredRows
from data.returns.problems import Problem
from data.returns.readings import Answers, Choice, Question, Reading
from data.returns.sheets import NOUNS, SHEETS
from data.returns.sheets.kinds import quoted
from data.returns.sheets.records import Sent, SentPart, SentRows

Said = Question | Reading | Problem
NAMED = ("meetings", "activities")
"""Sheets whose rows are named by others, and whose keys are anybody's to choose."""


def with_own_keys(
    sent: SentRows, held: StoredRows, places: Places, answers: Answers, of: Quarter | None
) -> tuple[SentRows, list[Said]]:
    """The rows, each with the key under which the store has what it names; what is told and asked of it."""
    said: list[Said] = []
    for name in NAMED:
        (key,) = SHEETS[name].key
        brought = set(sent[name].joined((key,))[key].tolist()) if name in sent else set()
        for other in [one for one in sent if name in SHEETS[one].parents.values()]:
            columns = [column for column, parent in SHEETS[other].parents.items() if parent == name]
            for column in columns:
                named = set(sent[other].joined((column,))[column].tolist()) - brought - {None}
                known = _Known.of(name, named, held, _about(sent, held, of)) if named else None
                if known is not None and known.kept:
                    sent = _with_renamed(sent, other, column, known, answers, said)
    seated = _seated(sent, held, places)
    for other in NAMING.keys() & sent.keys() if seated.kept else ():
        sent = _with_renamed(sent, other, KEY, seated, answers, said)
    return sent, said


def _seated(sent: SentRows, held: StoredRows, places: Places) -> "_Known":
    """The organisations that rows name by a key of one which is at none of the sender's tables, where one beside it is.

    It was given the key with its place, or that of a table, behind it (`keys_apart`).
    """
    if held.scope.sees_every_partnership:
        return _Known(ORGANISATIONS, {}, ())
    named = {key for other in NAMING.keys() & sent.keys() for key in sent[other].joined((KEY,))[KEY].tolist()}
    brought = sent[ORGANISATIONS].joined((KEY,))[KEY].tolist() if ORGANISATIONS in sent else ()
    elsewhere = held.elsewhere(ORGANISATIONS, KEY, named.difference(brought))
    beside: dict[object, set[object]] = {}
    seats = held.all("memberships").tuples((KEY, "partnership")) if elsewhere else ()
    rows = held.all(ORGANISATIONS).by_key((KEY,)) if elsewhere else {}
    for own, table in seats:
        ending = called_beside({**rows[own,], KEY: ""}, {table}, places)
        chosen = str(own).removesuffix(ending)
        if chosen in elsewhere:
            beside.setdefault(chosen, set()).add(own)
    tables = held.all("partnerships")["partnership"].tolist() if beside else ()
    return _Known(
        ORGANISATIONS, {key: dict.fromkeys(tables, *own) for key, own in beside.items() if len(own) == 1}, ()
    )


def _with_renamed(  # noqa: PLR0913, PLR0917 - what is looked at
    sent: SentRows, name: str, column: str, known: "_Known", answers: Answers, said: list[Said]
) -> SentRows:
    parts = (_renamed(part, column, known, answers, said) for part in sent[name].parts)
    return {**sent, name: Sent(tuple(parts))}


def _about(sent: SentRows, held: StoredRows, of: Quarter | None) -> Collection[object]:
    """The partnerships of which the files have rows; where they have none, those of the bridge whose return it is."""
    own = partnerships_of(sent)
    return (
        own
        if own or of is None
        else held.where("partnerships", "bridge", {of.bridge})["partnership"].tolist()
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What some keys can mean in the store: key -> partnership -> the key that it has there.

    `about` are the partnerships of which the files speak.
    """

    name: str
    kept: Mapping[object, Mapping[object, object]]
    about: Collection[object]

    @classmethod
    def of(
        cls, name: str, named: Collection[object], held: StoredRows, about: Collection[object]
    ) -> "_Known":
        """Those of some keys under which the store keeps more than what has the key itself."""
        (column,) = SHEETS[name].key
        apart = {key: found for key, found in held.kept_beside(name).items() if key in named}
        there = held.where(name, column, apart).tuples((column, "partnership")) if apart else ()
        first = {key: {partnership: key} for key, partnership in there}
        return cls(name, {key: {**found, **first.get(key, {})} for key, found in apart.items()}, about)

    def meant(self, key: object, partnership: object) -> object:
        """The key of what a row means; None where it can mean several."""
        found = self.kept[key]
        if partnership is not None:
            return found.get(partnership, key)
        spoken_of = {found[one] for one in found if one in self.about} or set(found.values())
        return next(iter(spoken_of)) if len(spoken_of) == 1 else None


def _renamed(part: SentPart, column: str, known: _Known, answers: Answers, said: list[Said]) -> SentPart:
    """A part of a sheet with other keys in a column; what is told and asked of it is added to `said`."""
    keys = part.columns.column(column).copy()
    owners = part.columns.column("partnership")
    alike: dict[tuple[object, object], list[int]] = {}
    for place in np.flatnonzero(is_in(keys, known.kept.keys())).tolist():
        alike.setdefault((keys[place], owners[place]), []).append(place)
    for (key, owner), at in alike.items():
        meant = known.meant(key, owner)
        if meant == key:
            continue
        numbers = tuple(sorted({int(part.numbers[place]) for place in at}))
        question = _question(part, column, key, numbers, known)
        if meant is None:
            said.append(question)
            meant = answers.get(question.asked, key)
            if meant not in {one.write for one in question.choices} and question.asked in answers:
                wrong = f"{quoted(meant)} is none of the {known.name} that can be meant."
                said.append(error(part.origin(at[0]), column, key, wrong=wrong, right=question.answerable))
                continue
        else:
            said.append(question.read_as(str(meant)))
        keys[at] = meant
    return replace(part, columns=Columns({**part.columns.fields, column: keys}, part.columns.length))


def _question(part: SentPart, column: str, key: object, numbers: tuple[int, ...], known: _Known) -> Question:
    """Which of several that senders call alike is meant."""
    choices = tuple(
        Choice(str(own), f"that of {whose}") for whose, own in sorted(known.kept[key].items(), key=str)
    )
    return Question(
        file=part.file, sheet=part.title, column=column, value=str(key), rows=numbers, choices=choices,
        asks=f"More than one {NOUNS[known.name]} was sent as “{key}”. Which is meant?",
    )  # fmt: skip
