"""Rows of sheets in terms of the store, and the store as rows of sheets."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pandas import DataFrame

from data.programme.programme import Programme
from data.returns.sheets import SHEETS, Sheet
from data.store.rows import rows_of_frame

Value = object
SheetRows = list[dict[str, Value]]


class Origin(NamedTuple):
    """The row of a file that a record came from; `row` counts as the spreadsheet does."""

    file: str
    sheet: str
    row: int


class SentRow(dict[str, Value]):
    """A row that somebody sent in: only the fields that the file has, as the store names them, and where it is from."""

    __slots__ = ("origin",)

    def __init__(self, values: Mapping[str, Value], origin: Origin) -> None:
        super().__init__(values)
        self.origin = origin


SentRows = Mapping[str, Sequence[SentRow]]
"""Sheet -> the rows that were sent in for it, in the order of the files."""


class TypedRow(NamedTuple):
    """A row of a sheet, read: column of the sheet -> value, only columns that the file has."""

    origin: Origin
    cells: dict[str, Value]


def sent_rows(sheet: Sheet, rows: Iterable[TypedRow]) -> list[SentRow]:
    """Rows of a sheet in terms of the store, lists sorted as the store has them."""
    stored = {name: column.stored for name, column in sheet.columns.items()}
    return [
        SentRow(
            {
                stored[name]: tuple(sorted(value)) if isinstance(value, tuple) else value
                for name, value in row.cells.items()
            },
            row.origin,
        )
        for row in rows
    ]


def sheet_rows(programme: Programme, name: str) -> SheetRows:
    """The rows of a sheet as the store has them: every column of the sheet, nothing as None, lists as tuples."""
    sheet = SHEETS[name]
    frame: DataFrame = getattr(programme, name)
    stored = {column.stored: column.name for column in sheet.columns.values() if column.stored in frame}
    rows = rows_of_frame(frame[list(stored)].rename(columns=stored))
    for column, listed in sheet.lists.items():
        parts = _parts(programme, listed.table.name, listed.name)
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
