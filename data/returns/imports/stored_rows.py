"""What the store holds of the sheets, read as it is asked for: their rows as columns, now and after some changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Column, ColumnElement, Connection, false, func, literal, not_, or_, select

from data.programme.visibility import Scope, owned
from data.returns.columns import Columns, Mask, Places, array, chosen, is_in, places
from data.returns.imports.changed_rows import ChangedRows, Changes
from data.returns.sheets import RECORDS, Key, Sheet
from data.returns.sheets.records import Origin, Sent
from data.store.bulk import ROWS_AT_ONCE

EVERYTHING = Scope()
FEW = 500
"""Values that a statement names; who asks for more has the whole sheet read, once."""


class StoredRows:
    """The rows of each sheet with their lists and `id`, in the order of their key in the store.

    Nothing is read twice: a file with few rows is compared with few, one with many reads each of its sheets once.
    Of a `scope` that does not see every partnership there are only the rows of those that it sees.
    """

    def __init__(self, connection: Connection, scope: Scope = EVERYTHING) -> None:
        self.scope = scope
        self._connection = connection
        self._whole: dict[str, Columns] = {}
        self._parts: dict[tuple[str, str, Set[object]], Columns] = {}

    def all(self, sheet: str) -> Columns:
        """Every row of a sheet."""
        if sheet not in self._whole:
            self._whole[sheet] = self._read(RECORDS[sheet])
        return self._whole[sheet]

    def where(self, sheet: str, column: str, values: Iterable[object]) -> Columns:
        """The rows that have one of these values in a column."""
        wanted = frozenset(values)
        if len(wanted) > FEW or sheet in self._whole:
            every = self.all(sheet)
            return every.only(is_in(every[column], wanted))
        part = sheet, column, wanted
        if part not in self._parts:
            self._parts[part] = self._read(RECORDS[sheet], column, wanted)
        return self._parts[part]

    def of_keys(self, sheet: str, keys: Columns) -> Columns:
        """The rows with these keys as far as they are there, among others that begin alike."""
        column = RECORDS[sheet].key[0]
        first = set(keys[column].tolist())
        if len(first) > FEW or sheet in self._whole:
            return self.all(sheet)
        return self.where(sheet, column, first)

    def elsewhere(self, sheet: str, column: str, values: Iterable[object]) -> Set[object]:
        """Those of some values that rows have in a column which are not there for this scope, and no more of these."""
        wanted = frozenset(values) - {None}
        if self.scope.sees_every_partnership or not wanted:
            return frozenset()
        table = RECORDS[sheet].table
        # What is of no bridge is not theirs either.
        unseen = not_(func.coalesce(owned(table, self.scope), false()))
        statement = select(table.c[column]).where(unseen).distinct()
        if len(wanted) <= FEW:
            statement = statement.where(table.c[column].in_(wanted))
        return wanted & set(self._connection.execute(statement).scalars())

    def kept_beside(self, sheet: str) -> Mapping[object, Mapping[object, object]]:
        """Key that a sender chose -> partnership -> the key of its own under which the row is kept (`keys_apart`)."""
        table, (column,) = RECORDS[sheet].table, RECORDS[sheet].key
        statement = select(table.c[column], table.c.partnership)
        statement = statement.where(table.c[column].endswith(literal("-").concat(table.c.partnership)))
        if not self.scope.sees_every_partnership:
            statement = statement.where(owned(table, self.scope))
        found: dict[object, dict[object, object]] = {}
        for key, partnership in self._connection.execute(statement):
            found.setdefault(key.removesuffix(f"-{partnership}"), {})[partnership] = key
        return found

    def _read(self, sheet: Sheet, column: str = "", values: Set[object] | None = None) -> Columns:
        """Rows in columns, in which equal values are kept once."""
        table = sheet.table
        statement = select(table).order_by(*table.primary_key)
        if not self.scope.sees_every_partnership:
            statement = statement.where(owned(table, self.scope))
        if values is not None:
            statement = statement.where(_is_one_of(table.c[column], values))
        held: list[list[object]] = [[] for _ in table.c]
        known: list[dict[object, object]] = [{} for _ in table.c]
        # As it comes: PostgreSQL's driver would else keep the whole answer beside what is made of it.
        streamed = {"yield_per": ROWS_AT_ONCE} if values is None else {}
        for rows in self._connection.execute(statement, execution_options=streamed).partitions(ROWS_AT_ONCE):
            for column_held, column_known, piece in zip(held, known, zip(*rows, strict=True), strict=True):
                column_held.extend(map(column_known.setdefault, piece, piece))
        length = len(held[0])
        fields = {str(one.name): array(values, length) for one, values in zip(table.c, held, strict=True)}
        for name, listed in sheet.lists.items():
            owners = fields[sheet.key[0]]
            parts = self._listed(sheet, listed, None if values is None else set(owners.tolist()))
            fields[name] = array((parts.get(owner, ()) for owner in owners.tolist()), length)
        return Columns(fields, length)

    def _listed(
        self, sheet: Sheet, column: Column[str], owners: Set[object] | None
    ) -> Mapping[object, tuple[str, ...]]:
        """The values of a list by the key of the row they belong to, sorted."""
        parent = column.table.c[sheet.key[0]]
        statement = select(parent, column).order_by(parent, column)
        if owners is not None:
            statement = statement.where(parent.in_(owners))
        found: dict[object, tuple[str, ...]] = {}
        known: dict[tuple[str, ...], tuple[str, ...]] = {}
        for key, value in self._connection.execute(statement):
            values = (*found.get(key, ()), value)
            found[key] = known.setdefault(values, values)
        return found


def _is_one_of(column: Column[object], values: Set[object]) -> ColumnElement[bool]:
    known = column.in_(values - {None})
    return or_(known, column.is_(None)) if None in values else known


@dataclass(frozen=True)
class Touched:
    """The rows of a sheet that changes make or change, whole, each with the row of a file that brings it."""

    rows: Columns
    sent: Sent | None
    sent_at: Places

    def __len__(self) -> int:
        return self.rows.length

    def origin(self, place: int) -> Origin:
        """The row of a file that brings a row."""
        if self.sent is None:
            raise LookupError(place)
        return self.sent.origin(int(self.sent_at[place]))


@dataclass(frozen=True)
class Laid:
    """Rows of a sheet as they would be; `touched_at` is the place of each among those touched, -1 for any other."""

    rows: Columns
    touched_at: Places


class StoreAfter:
    """The store as it would be after some changes, to be checked before they are written."""

    def __init__(self, held: StoredRows, changes: Changes) -> None:
        self._held = held
        self.changes = changes
        self._touched: dict[str, Touched] = {}

    def touched(self, sheet: str) -> Touched:
        """The rows of a sheet that are made or changed; none for one that is not there to change."""
        if sheet not in self._touched:
            self._touched[sheet] = self._whole_rows(sheet)
        return self._touched[sheet]

    def _whole_rows(self, sheet: str) -> Touched:
        parts: list[Columns] = []
        sent_at: list[Places] = [np.zeros(0, dtype=np.intp)]
        blocks = self.changes.of(sheet, "new", "changed")
        for block in blocks:
            there, whole = self._whole(block)
            parts.append(whole)
            at = np.full(block.length, -1, dtype=np.intp) if block.sent_at is None else block.sent_at
            sent_at.append(at[there])
        rows = Columns.joined(parts, RECORDS[sheet].fields)
        if len(blocks) > 1:  # new ones and changed ones, as they stand in the files
            order = np.argsort(np.concatenate([block.order for block in blocks]), kind="stable")
            if len(order) == rows.length:
                at = np.concatenate(sent_at)
                return Touched(rows.only(order), blocks[0].sent, at[order])
        return Touched(rows, blocks[0].sent if blocks else None, np.concatenate(sent_at))

    def _whole(self, block: ChangedRows) -> tuple[Places, Columns]:
        """The changed rows as they would be, whole, as far as they are there, and their places among the changes."""
        sheet = RECORDS[block.sheet]
        if block.new is None or block.kind == "new":
            return np.arange(block.length, dtype=np.intp), block.new or Columns({}, 0)
        held = self._held.of_keys(sheet.name, block.key)
        at = places(block.key.key(sheet.key), held.key(sheet.key))
        there = np.flatnonzero(at >= 0)
        whole = dict(held.only(at[there]).fields)
        for name, values in block.new.fields.items():
            new = values[there]
            whole[name] = chosen(block.differs[name][there], new, whole[name]) if block.differs else new
        return there, Columns(whole, len(there))

    def all(self, sheet: str) -> Laid:
        """Every row of a sheet."""
        return self._laid_over(sheet, self._held.all(sheet), lambda rows: np.ones(rows.length, dtype=bool))

    def where(self, sheet: str, column: str, values: Iterable[object]) -> Laid:
        """The rows that would have one of these values in a column."""
        wanted = frozenset(values)
        held = self._held.where(sheet, column, wanted)
        return self._laid_over(sheet, held, lambda rows: is_in(rows[column], wanted))

    def _laid_over(self, sheet: str, held: Columns, is_wanted: Callable[[Columns], Mask]) -> Laid:
        """Held rows as they are or would be, then those that are new."""
        names, key = RECORDS[sheet].fields, RECORDS[sheet].key
        blocks = self.changes.of(sheet)
        if not blocks:
            return Laid(held, np.full(held.length, -1, dtype=np.intp))
        touched = self.touched(sheet).rows
        wanted = np.flatnonzero(is_wanted(touched))
        every = Columns.joined([block.key for block in blocks], key)
        stays = np.flatnonzero(places(held.key(key), every.key(key)) < 0)
        new = touched.only(wanted)
        # A row that changes stands where the one stood that it changes.
        at = places(new.key(key), held.key(key))
        order = np.argsort(
            np.concatenate([stays, np.where(at >= 0, at, held.length + np.arange(len(at)))]), kind="stable"
        )
        rows = Columns.joined([held.only(stays), new], names)
        return Laid(rows.only(order), np.concatenate([np.full(len(stays), -1, dtype=np.intp), wanted])[order])

    def known(self, sheet: str, keys: Iterable[object]) -> Set[object]:
        """Those of some keys of one column with which a row would be there."""
        column = RECORDS[sheet].key[0]
        return set(self.where(sheet, column, keys).rows[column].tolist())

    def ended(self, sheet: str) -> Set[object]:
        """The keys (their first column) of the rows that end."""
        column = RECORDS[sheet].key[0]
        return {key for block in self.changes.of(sheet, "ended") for key in block.key[column].tolist()}

    def without_parent(self, name: str) -> Iterator[tuple[Key, str, object]]:
        """Key, column and value wherever a row would name another that is not there any more.

        The store lets no row name what is not there, so only rows that change, and those of an ended one, can.
        """
        parents, key = RECORDS[name].parents, RECORDS[name].key
        found = [self.touched(name).rows]
        for column, sheet in parents.items():
            if ended := self.ended(sheet):
                found.append(self.where(name, column, ended).rows)
        rows = Columns.joined(found, RECORDS[name].fields)
        said: set[tuple[Key, str]] = set()
        for column, sheet in parents.items():
            named = set(rows[column].tolist()) - {None}
            missing = named - self.known(sheet, named) if named else set()
            for at in np.flatnonzero(is_in(rows[column], missing)).tolist() if missing else ():
                one = tuple(rows[part][at] for part in key)
                if (one, column) not in said:
                    said.add((one, column))
                    yield one, column, rows[column][at]
