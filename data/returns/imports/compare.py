"""What was sent in beside what the store holds: what each row becomes, which rows end, and the difference.

What was generated never passes for real. A generated row that somebody reports becomes real with what the file
says and nothing else; so do the generated milestones of a partnership once one of them is reported.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from data.programme.visibility import MILESTONES
from data.returns.imports.changes import Change, Difference, number_of
from data.returns.imports.stored_rows import Places, StoreAfter, StoredRows
from data.returns.sheets import SHEETS, Key, Sheet
from data.returns.sheets.records import Origin, SentRow, SentRows
from data.store.rows import Row
from data.taxonomy import ILLUSTRATIVE_GRADE

MARK, MILESTONES_MARK = "is_illustrative", "milestones_illustrative"


def difference(sent: SentRows, held: StoredRows, *, replace: bool = False) -> Difference:
    """What loading would do. Of two rows with one key the first counts.

    With `replace`, held rows end that are missing from a sheet which lists others of the same owner.
    """
    changes: list[Change] = []
    unchanged: dict[str, int] = {}
    for name, sheet in SHEETS.items():
        if rows := _by_key(sheet, sent.get(name, ())):
            differing = list(_changes(sheet, rows, held.of_keys(name, rows)))
            changes += differing
            unchanged[name] = len(rows) - len(differing)
    if replace:
        changes += _ended(sent, held)
    return Difference(tuple(changes), unchanged)


def _by_key(sheet: Sheet, sent: Iterable[SentRow]) -> dict[Key, SentRow]:
    """The rows of one sheet by their key; the first of those with the same."""
    found: dict[Key, SentRow] = {}
    for one in sent:
        found.setdefault(sheet.key_of(one), one)
    return found


def _changes(sheet: Sheet, sent: Mapping[Key, SentRow], held: Mapping[Key, Row]) -> Iterator[Change]:
    for key, one in sent.items():
        now = held.get(key)
        row = merged(sheet, one, now)
        if now is None:
            yield Change(sheet.name, key, None, row, origin=one.origin)
        elif differing := [name for name in sheet.fields if row[name] != now[name]]:
            yield Change(
                sheet.name,
                key,
                {name: now[name] for name in differing},
                {name: row[name] for name in differing},
                number_of(now),
                one.origin,
            )


def merged(sheet: Sheet, given: Row, held: Row | None) -> Row:
    """The whole row as it will be: the file's fields, and the store's where the file has none; `held` None is new."""
    if held is None or (held.get(MARK) and not given.get(MARK)):  # a generated row is now reported
        weakest = {"grade": ILLUSTRATIVE_GRADE} if given.get(MARK) and "grade" in sheet.blank else {}
        return sheet.blank | weakest | given
    row = {name: held[name] for name in sheet.fields} | given
    return row | _milestones(given, held) if held.get(MILESTONES_MARK) else row


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


def _ended(sent: SentRows, held: StoredRows) -> Iterator[Change]:
    """The rows that end when files replace what they speak of, sheet by sheet, whole, each once.

    A sheet speaks for an owner (a partnership, a meeting, a measure) as soon as it lists one row of theirs; of an
    owner that it does not mention, and of a sheet that is empty or missing, nothing ends. Partnerships, organisations
    and published counts never end. With a row go its parts (a meeting's attendance, an activity's links), and what
    is illustrative and refers to it.
    """
    gone: dict[str, Set[object]] = {}
    for name, sheet in SHEETS.items():
        listed = {sheet.key_of(one) for one in sent.get(name, ())}
        rows = dict(_unlisted(sheet, sent.get(name, ()), held)) | dict(_left_without(sheet, held, gone))
        ends = {key: row for key, row in rows.items() if key not in listed}
        gone[name] = {key[0] for key in ends}
        for key, row in ends.items():
            yield Change(name, key, row, None, number_of(row))


def _unlisted(sheet: Sheet, sent: Iterable[SentRow], held: StoredRows) -> Iterator[tuple[Key, Row]]:
    """Held rows of owners that the sheet speaks for."""
    owners = {sheet.owner_of(one) for one in sent} if sheet.owner else set()
    if owners:
        for key, row in held.where(sheet.name, sheet.owner[0], {owner[0] for owner in owners}).items():
            if sheet.owner_of(row) in owners:
                yield key, row


def _left_without(
    sheet: Sheet, held: StoredRows, gone: Mapping[str, Set[object]]
) -> Iterator[tuple[Key, Row]]:
    """Held rows that go with a row that ends: its parts, and illustrative rows that refer to it."""
    parents = {column: gone[name] for column, name in sheet.parents.items() if gone.get(name)}
    for key, row in held.all(sheet.name).items() if parents else ():
        if any(
            row[column] in keys and (column in sheet.part_of or row.get(MARK))
            for column, keys in parents.items()
        ):
            yield key, row


@dataclass(frozen=True)
class Comparison:
    """What was sent, what is held, and the store as it would be: all that the checks look at.

    `not_all_read` are sheets of which rows could not be read: what seems to be missing from them may be there.
    `indicators` are those that a target may be set for; with none, targets are not looked at.
    """

    sent: SentRows
    held: StoredRows
    after: StoreAfter
    places: Places
    not_all_read: Set[str] = field(default_factory=frozenset)
    indicators: tuple[str, ...] = ()

    @cached_property
    def origins(self) -> Mapping[str, Mapping[Key, Origin]]:
        """Sheet -> key -> the row of a file that changes the store's; rows that stay as they are have none."""
        return {
            name: {key: change.origin for key, change in changes.items() if change.origin is not None}
            for name, changes in self.after.touched.items()
        }

    def touched(self, sheet: str) -> Iterator[tuple[Key, Row, Origin]]:
        """The rows of a sheet that the files make or change, whole, as they would be."""
        rows = self.after.new_rows[sheet]
        for key, origin in self.origins[sheet].items():
            yield key, rows[key], origin

    def rows(
        self, sheet: str, column: str, values: Iterable[object]
    ) -> Iterator[tuple[Key, Row, Origin | None]]:
        """The rows of a sheet that would have one of these values; without an origin where no file changes one."""
        origins = self.origins[sheet]
        for key, row in self.after.where(sheet, column, values).items():
            yield key, row, origins.get(key)

    def held_of(self, sheet: str) -> Iterator[tuple[SentRow, Row]]:
        """The rows sent for a sheet that the store has, each with the store's."""
        sent = self.sent.get(sheet, ())
        keys = [SHEETS[sheet].key_of(one) for one in sent]
        held = self.held.of_keys(sheet, keys) if keys else {}
        return ((one, held[key]) for one, key in zip(sent, keys, strict=True) if key in held)

    @cached_property
    def _fields(self) -> Mapping[str, Mapping[Key, Set[str]]]:
        return {
            name: {SHEETS[name].key_of(one): one.keys() for one in rows} for name, rows in self.sent.items()
        }

    def fields_sent(self, sheet: str, key: Key) -> Set[str]:
        """The fields that a row of the files has itself."""
        return self._fields.get(sheet, {}).get(key, frozenset())
