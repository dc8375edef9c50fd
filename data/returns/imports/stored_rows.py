"""What the store holds, read as it is asked for: rows of the sheets, now and after some changes, and places."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import Column, ColumnElement, Connection, or_, select

from data.returns.imports.changes import Change
from data.returns.sheets import SHEETS, Key, Sheet
from data.store.rows import Row
from data.store.schema import area, area_grouping, area_succession

FEW = 500
"""Values that a statement names; who asks for more has the whole sheet read, once."""


class StoredRows:
    """The rows of each sheet by their key, with their lists and `id`, in the order of their key in the store.

    Nothing is read twice: a file with few rows is compared with few, one with many reads each of its sheets once.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._whole: dict[str, Mapping[Key, Row]] = {}
        self._parts: dict[tuple[str, str, Set[object]], Mapping[Key, Row]] = {}

    def all(self, sheet: str) -> Mapping[Key, Row]:
        """Every row of a sheet."""
        if sheet not in self._whole:
            self._whole[sheet] = self._read(SHEETS[sheet])
        return self._whole[sheet]

    def where(self, sheet: str, column: str, values: Iterable[object]) -> Mapping[Key, Row]:
        """The rows that have one of these values in a column."""
        wanted = frozenset(values)
        if len(wanted) > FEW or sheet in self._whole:
            return {key: row for key, row in self.all(sheet).items() if row[column] in wanted}
        part = sheet, column, wanted
        if part not in self._parts:
            self._parts[part] = self._read(SHEETS[sheet], column, wanted) if wanted else {}
        return self._parts[part]

    def of_keys(self, sheet: str, keys: Iterable[Key]) -> Mapping[Key, Row]:
        """The rows with these keys as far as they are there, among others that begin alike."""
        first = {key[0] for key in keys}
        if len(first) > FEW or sheet in self._whole:
            return self.all(sheet)
        return self.where(sheet, SHEETS[sheet].key[0], first)

    def _read(self, sheet: Sheet, column: str = "", values: Set[object] | None = None) -> dict[Key, Row]:
        table = sheet.table
        statement = select(table).order_by(*table.primary_key)
        if values is not None:
            statement = statement.where(_is_one_of(table.c[column], values))
        found = self._connection.execute(statement)
        names = tuple(found.keys())
        rows = found.all()
        held = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {}
        keys = list(zip(*(held[name] for name in sheet.key), strict=True)) if rows else []
        by_key = dict(zip(keys, (dict(zip(names, row, strict=True)) for row in rows), strict=True))
        for name, listed in sheet.lists.items():
            parts = self._listed(sheet, listed, None if values is None else {key[0] for key in keys})
            for key, row in by_key.items():
                row[name] = tuple(parts.get(key[0], ()))
        return by_key

    def _listed(
        self, sheet: Sheet, column: Column[str], owners: Set[object] | None
    ) -> Mapping[object, list[str]]:
        """The values of a list by the key of the row they belong to, sorted."""
        parent = column.table.c[sheet.key[0]]
        statement = select(parent, column).order_by(parent, column)
        if owners is not None:
            statement = statement.where(parent.in_(owners))
        found: dict[object, list[str]] = {}
        for key, value in self._connection.execute(statement):
            found.setdefault(key, []).append(value)
        return found


def _is_one_of(column: Column[object], values: Set[object]) -> ColumnElement[bool]:
    known = column.in_(values - {None})
    return or_(known, column.is_(None)) if None in values else known


class StoreAfter:
    """The store as it would be after some changes, to be checked before they are written.

    `touched` has the changes by sheet and key.
    """

    def __init__(self, held: StoredRows, changes: Iterable[Change]) -> None:
        self._held = held
        self.touched: dict[str, dict[Key, Change]] = {sheet: {} for sheet in SHEETS}
        for change in changes:
            self.touched[change.sheet][change.key] = change

    @cached_property
    def new_rows(self) -> Mapping[str, Mapping[Key, Row]]:
        """Sheet -> key -> the rows that the changes make or change, whole; none for one that is not there to change."""
        return {sheet: self._whole_rows(sheet, changes) for sheet, changes in self.touched.items()}

    def _whole_rows(self, sheet: str, changes: Mapping[Key, Change]) -> Mapping[Key, Row]:
        held = self._held.of_keys(sheet, changes) if changes else {}
        return {
            key: {**held.get(key, {}), **one.new}
            for key, one in changes.items()
            if one.new is not None and (one.old is None or key in held)
        }

    def all(self, sheet: str) -> Mapping[Key, Row]:
        """Every row of a sheet."""
        return self._laid_over(sheet, self._held.all(sheet), self.new_rows[sheet])

    def where(self, sheet: str, column: str, values: Iterable[object]) -> Mapping[Key, Row]:
        """The rows that would have one of these values in a column."""
        wanted = frozenset(values)
        new = {key: row for key, row in self.new_rows[sheet].items() if row[column] in wanted}
        return self._laid_over(sheet, self._held.where(sheet, column, wanted), new)

    def _laid_over(self, sheet: str, held: Mapping[Key, Row], new: Mapping[Key, Row]) -> Mapping[Key, Row]:
        touched = self.touched[sheet]
        if not touched:
            return held
        return {key: row for key, row in held.items() if key not in touched or key in new} | dict(new)

    def known(self, sheet: str, keys: Iterable[object]) -> Set[object]:
        """Those of some keys of one column with which a row would be there."""
        return {key for (key,) in self.where(sheet, SHEETS[sheet].key[0], keys)}

    def ended(self, sheet: str) -> Set[object]:
        """The keys (their first column) of the rows that end."""
        return {key[0] for key, change in self.touched[sheet].items() if change.new is None}

    def without_parent(self, name: str) -> Iterator[tuple[Key, str, object]]:
        """Key, column and value wherever a row would name another that is not there any more.

        The store lets no row name what is not there, so only rows that change, and those of an ended one, can.
        """
        rows: dict[Key, Row] = {}
        parents = SHEETS[name].parents
        for column, sheet in parents.items():
            if ended := self.ended(sheet):
                rows |= self.where(name, column, ended)
        rows |= self.new_rows[name]
        known = {
            column: self.known(sheet, {row[column] for row in rows.values()} - {None})
            for column, sheet in parents.items()
        }
        for key, row in rows.items():
            for column, there in known.items():
                if row[column] is not None and row[column] not in there:
                    yield key, column, row[column]


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority by one of its codes; the code was in use on `[from_date, to_date)`."""

    code: str
    name: str
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """What a code became: `recode` is the same place under another code, `merge` a part of a larger one."""

    to_code: str
    on_date: date
    kind: str

    @property
    def is_the_same_place(self) -> bool:
        """Whether whole stays whole and a share stays a share."""
        return self.kind == "recode"


class Places:
    """All authorities by code, what each was succeeded by, and the keys of the bridges, read when they are needed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """Every authority by its code."""
        columns = (area.c.area_code, area.c.name, area.c.from_date, area.c.to_date)
        return {row[0]: Authority(*row) for row in self._connection.execute(select(*columns))}

    @cached_property
    def successions(self) -> Mapping[str, Succession]:
        """What became of each code that is no longer in use."""
        steps = area_succession.c
        columns = (steps.from_code, steps.to_code, steps.on_date, steps.kind)
        return {row[0]: Succession(*row[1:]) for row in self._connection.execute(select(*columns))}

    @cached_property
    def bridges(self) -> frozenset[str]:
        """The keys of the bridges that have a patch."""
        keys = select(area_grouping.c.group_code).where(area_grouping.c.grouping == "bridge").distinct()
        return frozenset(self._connection.execute(keys).scalars())

    def called(self, code: str) -> str:
        """A code with its name: `E07000206 (Waveney)`."""
        known = self.authorities.get(code)
        return f"{code} ({known.name})" if known else code
