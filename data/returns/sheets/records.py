"""Rows of sheets as records of the store's tables, and the store as rows of sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pandas import DataFrame

from data.programme.programme import Programme
from data.returns.sheets import SHEETS, Sheet
from data.store.rows import of_frame

Value = object
SheetRows = list[dict[str, Value]]


class Origin(NamedTuple):
    """The row of a file that a record came from; `row` counts as the spreadsheet does."""

    file: str
    sheet: str
    row: int


class Record(dict[str, Value]):
    """The columns of one row of a table of the store, as far as its sheet has them, and where it came from."""

    __slots__ = ("origin",)

    def __init__(self, values: Mapping[str, Value], *, origin: Origin) -> None:
        super().__init__(values)
        self.origin = origin


class TypedRow(NamedTuple):
    """A row of a sheet, read: column of the sheet -> value, only columns that the file has."""

    origin: Origin
    cells: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Records:
    """What files say, in terms of the store: table -> its records, in the order of the files.

    A record has only the columns that its file has, so nothing else may be changed by it. `whole` has, for
    each table of listed values, the keys of the rows whose list is given whole: what the store holds for them
    beside `tables` is to go.
    """

    tables: dict[str, list[Record]] = field(default_factory=dict)
    whole: dict[str, set[str]] = field(default_factory=dict)

    def add(self, sheet: Sheet, rows: Iterable[TypedRow]) -> None:
        """Take the rows of a sheet in."""
        held = self.tables.setdefault(sheet.table, [])
        stored = {name: column.stored for name, column in sheet.columns.items() if name not in sheet.lists}
        for row in rows:
            values = {stored[name]: value for name, value in row.cells.items() if name in stored}
            held.append(Record(values, origin=row.origin))
            self._add_lists(sheet, row)

    def _add_lists(self, sheet: Sheet, row: TypedRow) -> None:
        for column, listed in sheet.lists.items():
            parts = row.cells.get(column)
            (key,) = sheet.key
            owner = row.cells.get(key)
            if not isinstance(parts, tuple) or owner is None:
                continue
            self.whole.setdefault(listed.table, set()).add(str(owner))
            self.tables.setdefault(listed.table, []).extend(
                Record({key: owner, listed.column: part}, origin=row.origin) for part in parts
            )


def sheet_rows(programme: Programme, name: str) -> SheetRows:
    """The rows of a sheet as the store has them: every column of the sheet, nothing as None, lists as tuples."""
    sheet = SHEETS[name]
    frame: DataFrame = getattr(programme, name)
    stored = {column.stored: column.name for column in sheet.columns.values() if column.stored in frame}
    rows = of_frame(frame[list(stored)].rename(columns=stored))
    for column, listed in sheet.lists.items():
        parts = _parts(programme, listed.table, listed.column)
        for row in rows:
            row[column] = parts.get(str(row[sheet.key[0]]), ())
    return [{column: row[column] for column in sheet.columns} for row in rows]


_FRAME_OF = {
    "activity_lever": "activity_levers",
    "activity_approach": "activity_approaches",
    "activity_agenda": "activity_agendas",
}


def _parts(programme: Programme, table: str, column: str) -> dict[str, tuple[str, ...]]:
    frame: DataFrame = getattr(programme, _FRAME_OF[table])
    return {str(key): tuple(held[column]) for key, held in frame.groupby("activity", sort=False)}
