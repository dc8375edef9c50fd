"""What was sent in beside what the store holds: what each row becomes, which rows end, and the difference.

What was generated never passes for real. A generated row that somebody reports becomes real with what the file
says and nothing else; so do the generated milestones of a partnership once one of them is reported.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from data.programme.visibility import MILESTONES
from data.returns.columns import (
    Columns,
    Mask,
    Places,
    Values,
    any_of,
    chosen,
    differ,
    is_in,
    is_there,
    is_yes,
    places,
    repeated,
)
from data.returns.imports.changed_rows import ChangedRows, Changes
from data.returns.imports.changes import Difference
from data.returns.imports.known_places import Places as KnownPlaces
from data.returns.imports.stored_rows import StoreAfter, StoredRows, Touched
from data.returns.readings import Reading
from data.returns.sheets import SHEETS, Key, Sheet
from data.returns.sheets.records import Origin, Sent, SentRows
from data.store.rows import Row
from data.taxonomy import ILLUSTRATIVE_GRADE

MARK, MILESTONES_MARK = "is_illustrative", "milestones_illustrative"


def difference(
    sent: SentRows, held: StoredRows, *, deleted: SentRows = MappingProxyType({}), replace: bool = False
) -> Difference:
    """What loading would do. Of two rows with one key the first counts; those that are `deleted` end.

    With `replace`, held rows end that are missing from a sheet which lists others of the same owner.
    """
    changes: list[ChangedRows] = []
    unchanged: dict[str, int] = {}
    begin = 0
    for name, sheet in SHEETS.items():
        rows = sent.get(name, Sent())
        if not len(rows):
            continue
        keys = rows.joined(sheet.key)
        first = places(keys.key(sheet.key), keys.key(sheet.key))
        once = np.flatnonzero(first == np.arange(keys.length))
        merged = _merged(sheet, rows, held.of_keys(name, keys))
        found = [some for some in (merged.new(once, begin), merged.changed(once, begin)) if some.length]
        changes += found
        unchanged[name] = len(once) - sum(some.length for some in found)
        begin += keys.length
    if replace or deleted:
        changes += _ended(sent, held, begin, deleted, replace=replace)
    return Difference(Changes(changes), unchanged)


def reported(sent: SentRows, proposed: Changes) -> tuple[SentRows, list[Reading]]:
    """What was sent, with what changes something made up as real though it still says that it is made up; told so.

    Who corrects a row of a filled-in template reports it, and who corrects a milestone reports that, of which the mark
    is then unsaid. The same file again says what the store has as real by now. A row that only ends gives way to what
    is real, and a new one that says that it is made up was written so.
    """
    rows, readings = dict(sent), []
    for block in proposed.blocks:
        if block.kind != "changed" or block.sent is None or block.sent_at is None:
            continue
        for mark in (MARK, MILESTONES_MARK):
            is_real = _is_reported(block, mark) & _still_marked(block, mark)
            places = block.sent_at[is_real | _is_said_again(block, mark)]
            if len(places):
                rows[block.sheet], found = _as_real(SHEETS[block.sheet], rows[block.sheet], places, mark)
                readings += found
    return rows, readings


def _still_marked(block: ChangedRows, mark: str) -> Mask:
    """The rows of which file and store say that they, or their milestones, are made up."""
    if block.sent is None or block.sent_at is None:
        return np.zeros(block.length, dtype=bool)
    said = is_yes(block.sent.joined((mark,))[mark])[block.sent_at]
    return said & ~block.differs.get(mark, np.zeros(block.length, dtype=bool))


def _is_said_again(block: ChangedRows, mark: str) -> Mask:
    """The rows that the store has as real, and that are as they are there but for the mark that they are made up."""
    if mark != MARK or mark not in block.differs or block.sent is None or block.sent_at is None:
        return np.zeros(block.length, dtype=bool)
    others = any_of(
        (block.differs[name] for name in block.differs if name not in (MARK, "grade")), block.length
    )
    said = is_yes(block.sent.joined((mark,))[mark])[block.sent_at]
    return said & block.differs[mark] & ~others


def _is_reported(block: ChangedRows, mark: str) -> Mask:
    """The rows in which more changes than their end, or to which a milestone is given."""
    if mark == MARK:
        return any_of((block.differs[name] for name in block.differs if name != "to_date"), block.length)
    new = block.new or Columns({}, block.length)
    given = (block.differs[name] & is_there(new[name]) for name in MILESTONES if name in block.differs)
    return any_of(given, block.length)


def _as_real(sheet: Sheet, sent: Sent, places: Places, mark: str) -> tuple[Sent, list[Reading]]:
    """The rows of a sheet, those at some places without a mark, and what is told of these, part by part."""
    parts, readings = [], []
    for part, end in zip(sent.parts, sent.ends.tolist(), strict=True):
        length = part.columns.length
        here = places[(places >= end - length) & (places < end)] - (end - length)
        if not len(here):
            parts.append(part)
            continue
        fields = dict(part.columns.fields)
        fields[mark] = fields[mark].copy()
        fields[mark][here] = False if mark == MARK else None
        if mark == MARK and "grade" in fields:
            grades = fields["grade"].copy()
            grades[here] = [
                sheet.blank["grade"] if one == ILLUSTRATIVE_GRADE else one for one in grades[here]
            ]
            fields["grade"] = grades
        parts.append(replace(part, columns=Columns(fields, length)))
        numbers = tuple(sorted(set(part.numbers[here].tolist())))
        readings.append(
            Reading(
                file=part.file,
                sheet=part.title,
                column=mark.removeprefix("is_"),
                rows=numbers,
                value="yes",
                meaning="no",
            )
        )
    return Sent(tuple(parts)), readings


@dataclass(frozen=True)
class Merged:
    """The rows of a sheet as they will be: the file's fields, and the store's where the file has none.

    `at` is the place of each among those that are held, -1 for one that is new.
    """

    sheet: Sheet
    sent: Sent
    rows: Columns
    held: Columns
    at: Places

    def new(self, once: Places, begin: int) -> ChangedRows:
        """Those of some rows that the store does not have."""
        which = once[self.at[once] < 0]
        whole = self.rows if len(which) == self.rows.length else self.rows.only(which)
        return ChangedRows(
            self.sheet.name, "new", whole.of_fields(self.sheet.key), begin + which, new=whole,
            sent=self.sent, sent_at=which,
        )  # fmt: skip

    def changed(self, once: Places, begin: int) -> ChangedRows:
        """Those of some rows that the store has otherwise, in the fields that differ in any of them."""
        which = once[self.at[once] >= 0]
        now, then = self.held.only(self.at[which]), self.rows.only(which)
        differs = {name: differ(then[name], now[name]) for name in self.sheet.fields}
        other = np.flatnonzero(any_of(differs.values(), len(which)))
        names = [name for name, masks in differs.items() if masks.any()]
        return ChangedRows(
            self.sheet.name, "changed", then.of_fields(self.sheet.key).only(other), begin + which[other],
            old=now.of_fields(names).only(other), new=then.of_fields(names).only(other),
            differs={name: differs[name][other] for name in names},
            numbers=now["id"][other] if self.sheet.is_numbered else None, sent=self.sent, sent_at=which[other],
        )  # fmt: skip


def _merged(sheet: Sheet, sent: Sent, held: Columns) -> Merged:
    """Every row that was sent, laid over the one of the store, if that is no generated row which is now reported."""
    given = sent.joined(sheet.fields)
    at = places(given.key(sheet.key), held.key(sheet.key))
    is_new, made_up = at < 0, is_yes(given[MARK])
    if held.length:
        is_new = is_new | (is_yes(held[MARK][at]) & ~made_up)
    rows: dict[str, Values] = {}
    for name in sheet.fields:
        blank = repeated(sheet.blank[name], given.length)
        if name == "grade":
            blank = chosen(made_up, repeated(ILLUSTRATIVE_GRADE, given.length), blank)
        kept = blank if is_new.all() else chosen(is_new, blank, held[name][at])
        has = sent.has(name)
        rows[name] = given[name] if has.all() else chosen(has, given[name], kept)
    if MILESTONES_MARK in rows and not is_new.all():
        rows |= _with_milestones(sent, rows, held, np.where(is_new, -1, at))
    return Merged(sheet, sent, Columns(rows, given.length), held, at)


def _with_milestones(
    sent: Sent, rows: Mapping[str, Values], held: Columns, at: Places
) -> Mapping[str, Values]:
    """The milestones of all rows; those of partnerships that have generated ones as they will be."""
    found = {name: rows[name].copy() for name in (*MILESTONES, MILESTONES_MARK)}
    for place in np.flatnonzero((at >= 0) & is_yes(held[MILESTONES_MARK][at])).tolist():
        part, where = sent.located(place)
        for name, value in _milestones(part.columns.row(where), held.row(int(at[place]))).items():
            found[name][place] = value
    return found


def _milestones(given: Mapping[str, object], held: Mapping[str, object]) -> Row:
    """All generated while the file repeats or leaves them out; only what it reports once it reports any.

    A file that says they are generated and has none of them was taken out of the store with these hidden.
    """
    generated = {name: held[name] for name in MILESTONES}
    if given.get(MILESTONES_MARK):
        return generated if all(given.get(name) is None for name in MILESTONES) else {}
    says_real = given.get(MILESTONES_MARK) is False
    reported = {
        name: given[name]
        for name in MILESTONES
        if given.get(name) is not None and (says_real or given[name] != held.get(name))
    }
    if reported or says_real:
        return dict.fromkeys(MILESTONES) | reported | {MILESTONES_MARK: False}
    return generated


def _ended(
    sent: SentRows, held: StoredRows, begin: int, deleted: SentRows, *, replace: bool
) -> Iterator[ChangedRows]:
    """The rows that end, sheet by sheet, whole, each once: what is deleted, and what files replace by what they list.

    A sheet speaks for an owner (a partnership, a meeting, a measure) as soon as it lists one row of theirs; of an
    owner that it does not mention, and of a sheet that is empty or missing, nothing ends. Partnerships, organisations
    and published counts never end. With a row go its parts (a meeting's attendance, an activity's links), and what
    is illustrative and refers to it.
    """
    gone: dict[str, Set[object]] = {}
    for name, sheet in SHEETS.items():
        key = sheet.key
        rows = sent.get(name, Sent())
        listed = rows.joined(key)
        found = [_deleted(sheet, deleted.get(name, Sent()), held)]
        if replace:
            found += [_unlisted(sheet, rows, held), _left_without(sheet, held, gone)]
        ends = Columns.joined(found, next((one.fields for one in found if one.fields), ()))
        keys = ends.key(key)
        once = places(keys, keys) == np.arange(ends.length)
        ends = ends.only(once & (places(keys, listed.key(key)) < 0))
        gone[name] = set(ends.column(key[0]).tolist())
        if ends.length:
            yield ChangedRows(
                name, "ended", ends.of_fields(key), begin + np.arange(ends.length, dtype=np.intp), old=ends,
                numbers=ends["id"] if sheet.is_numbered else None,
            )  # fmt: skip
        begin += ends.length


def _deleted(sheet: Sheet, sent: Sent, held: StoredRows) -> Columns:
    """Held rows that a file says are to be deleted."""
    if not len(sent):
        return Columns({}, 0)
    keys = sent.joined(sheet.key)
    rows = held.of_keys(sheet.name, keys)
    return rows.only(places(rows.key(sheet.key), keys.key(sheet.key)) >= 0)


def _unlisted(sheet: Sheet, sent: Sent, held: StoredRows) -> Columns:
    """Held rows of owners that the sheet speaks for."""
    if not sheet.owner or not len(sent):
        return Columns({}, 0)
    owners = sent.joined(sheet.owner)
    rows = held.where(sheet.name, sheet.owner[0], owners[sheet.owner[0]].tolist())
    return rows.only(places(rows.key(sheet.owner), owners.key(sheet.owner)) >= 0)


def _left_without(sheet: Sheet, held: StoredRows, gone: Mapping[str, Set[object]]) -> Columns:
    """Held rows that go with a row that ends: its parts, and illustrative rows that refer to it."""
    parents = {column: gone[name] for column, name in sheet.parents.items() if gone.get(name)}
    if not parents:
        return Columns({}, 0)
    rows = held.all(sheet.name)
    goes = (
        is_in(rows[column], keys) & (is_yes(rows[MARK]) | (column in sheet.part_of))
        for column, keys in parents.items()
    )
    return rows.only(any_of(goes, rows.length))


@dataclass(frozen=True)
class Comparison:
    """What was sent, what is held, and the store as it would be: all that the checks look at.

    `not_all_read` are sheets of which rows could not be read: what seems to be missing from them may be there.
    `indicators` are those that a target may be set for; with none, targets are not looked at. `deleted` are the rows
    that say that they are to be deleted, which are not among those sent.
    """

    sent: SentRows
    held: StoredRows
    after: StoreAfter
    places: KnownPlaces
    not_all_read: Set[str] = field(default_factory=frozenset)
    indicators: tuple[str, ...] = ()
    deleted: SentRows = field(default_factory=dict)

    def touched(self, sheet: str) -> Touched:
        """The rows of a sheet that the files make or change, whole, as they would be."""
        return self.after.touched(sheet)

    def touched_rows(self, sheet: str) -> Iterator[tuple[Key, Row, Origin]]:
        """The same one by one, for sheets that have not very many."""
        touched = self.touched(sheet)
        rows = zip(touched.rows.tuples(SHEETS[sheet].key), touched.rows.rows(), strict=True)
        for place, (key, row) in enumerate(rows):
            yield key, row, touched.origin(place)

    def places_of(self, sheet: str, keys: Set[Key]) -> Places:
        """The places of some keys among the rows that the files make or change."""
        every = self.touched(sheet).rows.tuples(SHEETS[sheet].key)
        return np.array([place for place, key in enumerate(every) if key in keys], dtype=np.intp)

    def rows(
        self, sheet: str, column: str, values: Iterable[object]
    ) -> Iterator[tuple[Key, Row, Origin | None]]:
        """The rows of a sheet that would have one of these values; without an origin where no file changes one."""
        laid, touched = self.after.where(sheet, column, values), self.touched(sheet)
        rows = zip(
            laid.rows.tuples(SHEETS[sheet].key), laid.rows.rows(), laid.touched_at.tolist(), strict=True
        )
        for key, row, place in rows:
            yield key, row, touched.origin(place) if place >= 0 else None

    def held_of(self, sheet: str) -> tuple[Sent, Columns, Places]:
        """The rows sent for a sheet, those of the store among which theirs are, and the place of each; -1 is none."""
        sent, key = self.sent[sheet], SHEETS[sheet].key
        keys = sent.joined(key)
        held = self.held.of_keys(sheet, keys)
        return sent, held, places(keys.key(key), held.key(key))
