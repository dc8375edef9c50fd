"""Rows of sheets in terms of the store, and the store as rows of sheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, groupby
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from data.programme.programme import Programme
from data.returns.columns import Columns, Mask, Values, array
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


@dataclass(frozen=True, slots=True)
class SentPart:
    """Rows of one sheet of one file: the fields that it has, as the store names them, and the number of each row.

    `said` are the rows in which a field is not blank, where it is in some: a blank says nothing of what is stored.
    """

    file: str
    title: str
    columns: Columns
    numbers: NDArray[np.int64]
    said: Mapping[str, Mask] = field(default_factory=dict)

    def origin(self, place: int) -> Origin:
        """Where a row is from."""
        return Origin(self.file, self.title, int(self.numbers[place]))

    def only(self, which: Mask) -> "SentPart":
        """Some of the rows."""
        said = {name: mask[which] for name, mask in self.said.items()}
        return replace(self, columns=self.columns.only(which), numbers=self.numbers[which], said=said)

    def __iter__(self) -> Iterator[SentRow]:
        for values, number in zip(self.columns.rows(), self.numbers.tolist(), strict=True):
            yield SentRow(values, Origin(self.file, self.title, number))

    def without_blanks(self) -> Iterator[SentRow]:
        """The rows, each with only the fields in which it is not blank."""
        for place, row in enumerate(self):
            for name, said in self.said.items():
                if not said[place]:
                    row.pop(name, None)
            yield row

    def has(self, name: str) -> Mask:
        """Which rows say something in a field."""
        length = self.columns.length
        return self.said.get(name, np.full(length, name in self.columns.fields))


@dataclass(frozen=True)
class Sent(Sequence[SentRow]):
    """The rows that were sent in for one sheet, in the order of the files: as columns, or one by one."""

    parts: tuple[SentPart, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[SentRow]) -> "Sent":
        """Rows that are there one by one; those that follow each other with the same fields become a part."""
        parts = []
        for _, alike in groupby(rows, key=lambda row: (row.origin.file, row.origin.sheet, *row)):
            held = list(alike)
            numbers = np.array([row.origin.row for row in held], dtype=np.int64)
            file, title, _ = held[0].origin
            parts.append(SentPart(file, title, Columns.of(held, held[0]), numbers))
        return cls(tuple(parts))

    def __iter__(self) -> Iterator[SentRow]:
        return chain.from_iterable(self.parts)

    def __len__(self) -> int:
        return sum(part.columns.length for part in self.parts)

    @overload
    def __getitem__(self, place: int) -> SentRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[SentRow]: ...
    def __getitem__(self, place: int | slice) -> SentRow | Sequence[SentRow]:
        return list(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(len(self))

    @cached_property
    def ends(self) -> NDArray[np.intp]:
        """Where each part ends among the rows of all."""
        return np.cumsum([part.columns.length for part in self.parts], dtype=np.intp)

    def located(self, place: int) -> tuple[SentPart, int]:
        """The part that the row at a place is of, and its place there."""
        part = int(np.searchsorted(self.ends, place, side="right"))
        return self.parts[part], place - (int(self.ends[part - 1]) if part else 0)

    def origin(self, place: int) -> Origin:
        """Where the row at a place is from."""
        part, at = self.located(place)
        return part.origin(at)

    def joined(self, names: Iterable[str]) -> Columns:
        """The rows of all parts in these fields; None where a file does not have one."""
        return Columns.joined([part.columns for part in self.parts], tuple(names))

    def has(self, name: str) -> NDArray[np.bool_]:
        """Which rows say something in a field: their file has it, and they are not blank there."""
        return np.concatenate([np.zeros(0, dtype=bool), *(part.has(name) for part in self.parts)])


SentRows = Mapping[str, Sent]
"""Sheet -> the rows that were sent in for it."""


def as_stored(sheet: Sheet, columns: Columns) -> Columns:
    """Columns of a sheet in terms of the store, lists sorted as the store has them."""
    return Columns(
        {
            sheet.columns[name].stored: _sorted(values) if name in sheet.lists else values
            for name, values in columns.fields.items()
        },
        columns.length,
    )


def _sorted(lists: Values) -> Values:
    known: dict[object, object] = {None: None}
    for one in lists:
        if one not in known:
            known[one] = tuple(sorted(one))
    return array(map(known.__getitem__, lists), len(lists))


def sheet_rows(programme: Programme, name: str) -> SheetRows:
    """The rows of a sheet as the store has them: every column that it keeps, nothing as None, lists as tuples."""
    sheet = SHEETS[name]
    frame: DataFrame = getattr(programme, name)
    stored = {column.stored: column.name for column in sheet.kept.values() if column.stored in frame}
    rows = rows_of_frame(frame[list(stored)].rename(columns=stored))
    for column, listed in sheet.lists.items():
        parts = _parts(programme, listed.table.name, listed.name)
        for row in rows:
            row[column] = parts.get(str(row[sheet.key[0]]), ())
    return [{column: row[column] for column in sheet.kept} for row in rows]


_FRAME_OF = {
    "activity_lever": "activity_levers",
    "activity_approach": "activity_approaches",
    "activity_agenda": "activity_agendas",
}


def _parts(programme: Programme, table: str, column: str) -> dict[str, tuple[str, ...]]:
    frame: DataFrame = getattr(programme, _FRAME_OF[table])
    return {str(key): tuple(held[column]) for key, held in frame.groupby("activity", sort=False)}
