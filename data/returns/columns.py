"""Rows as columns: one array of values a field, so that a million rows are a few arrays and not a million objects.

`Columns` has the rows of one sheet. Values are what a row has them as: words, numbers, days, lists as tuples, None.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.store.rows import Row

Values = NDArray[np.object_]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
"""Places of rows among others, counted from 0; -1 is none."""


def array(values: Iterable[object], length: int) -> Values:
    """The values as they are, in an array of so many."""
    return np.fromiter(values, dtype=object, count=length)


def repeated(value: object, length: int) -> Values:
    """One value for every row, which takes no room of its own."""
    one = np.empty((), dtype=object)
    one[()] = value
    return np.broadcast_to(one, (length,))


def is_there(values: Values) -> Mask:
    """Which of the values are not None."""
    return differ(values, repeated(None, len(values)))


def is_yes(values: Values) -> Mask:
    """Which of the values are True."""
    return ~differ(values, repeated(True, len(values)))


def differ(some: Values, others: Values) -> Mask:
    """Where two columns have different values."""
    return np.asarray(some != others, dtype=bool)


def chosen(which: Mask, values: Values, others: Values) -> Values:
    """The values where yes, else the others."""
    found = others.copy()
    found[which] = values[which]
    return found


def is_in(values: Values, wanted: Set[object]) -> Mask:
    """Which of the values are among some."""
    return np.fromiter(map(wanted.__contains__, values.tolist()), dtype=bool, count=len(values))


def places(wanted: Sequence[Values], among: Sequence[Values]) -> Places:
    """Where each row of `wanted` stands in `among`, by columns of a key; of several there the first, else -1."""
    length = len(among[0]) if among else 0
    codes = np.zeros(length + (len(wanted[0]) if wanted else 0), dtype=np.int64)
    for held, asked in zip(among, wanted, strict=True):
        # A blank is a value of its own in a key.
        part = pd.factorize(np.concatenate([held, asked]))[0] + 1
        codes = pd.factorize(codes * (int(part.max(initial=0)) + 1) + part)[0]
    first = np.full(int(codes.max(initial=-1)) + 1, -1, dtype=np.intp)
    first[codes[:length][::-1]] = np.arange(length, dtype=np.intp)[::-1]
    return first[codes[length:]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Some rows of a sheet: the values of each field, one below the other."""

    fields: Mapping[str, Values]
    length: int

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, object]], names: Iterable[str]) -> "Columns":
        """Rows as columns; a field that a row does not have is None."""
        rows = list(rows)
        return cls({name: array((row.get(name) for row in rows), len(rows)) for name in names}, len(rows))

    @classmethod
    def joined(cls, parts: Sequence["Columns"], names: Iterable[str]) -> "Columns":
        """The rows of several one after the other, in these fields; what a part does not have is None."""
        if len(parts) == 1:
            return parts[0].of_fields(names)
        length = sum(part.length for part in parts)
        return cls(
            {
                name: np.concatenate([np.empty(0, dtype=object), *(part.column(name) for part in parts)])
                for name in names
            },
            length,
        )

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, name: str) -> Values:
        return self.fields[name]

    def column(self, name: str) -> Values:
        """The values of a field; None for each row where the field is not there."""
        found = self.fields.get(name)
        return repeated(None, self.length) if found is None else found

    def only(self, which: Mask | Places) -> "Columns":
        """Some of the rows, by their places or by yes and no."""
        length = int(which.sum()) if which.dtype == bool else len(which)
        return Columns({name: column[which] for name, column in self.fields.items()}, length)

    def of_fields(self, names: Iterable[str]) -> "Columns":
        """The same rows in some fields; None where one is not there."""
        return Columns({name: self.column(name) for name in names}, self.length)

    def tuples(self, names: Iterable[str]) -> Iterator[tuple[object, ...]]:
        """The values of some fields, row by row."""
        return zip(*(self.fields[name].tolist() for name in names), strict=True)

    def rows(self) -> Iterator[Row]:
        """The rows one by one."""
        names = tuple(self.fields)
        if not names:
            return iter([{} for _ in range(self.length)])
        return (dict(zip(names, values, strict=True)) for values in self.tuples(names))

    def row(self, place: int) -> Row:
        """One row."""
        return {name: column[place] for name, column in self.fields.items()}

    def key(self, names: Iterable[str]) -> list[Values]:
        """The columns of a key, as `places` takes them."""
        return [self.column(name) for name in names]

    def by_key(self, names: Iterable[str]) -> dict[tuple[object, ...], Row]:
        """The rows by their key, for what looks at a few one by one."""
        return dict(zip(self.tuples(names), self.rows(), strict=True))


def any_of(masks: Iterable[Mask], length: int) -> Mask:
    """Whether any of several is true, row by row."""
    return reduce(np.logical_or, masks, np.zeros(length, dtype=bool))
