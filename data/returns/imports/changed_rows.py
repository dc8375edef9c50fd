"""What is to change in the store, in the words of a sheet: many rows as columns, each of them as a `Change`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import islice, repeat
from typing import Literal, TypeVar, overload

import numpy as np

from data.returns.columns import Columns, Mask, Places, Values, array, chosen, repeated
from data.returns.sheets import RECORDS, Key
from data.returns.sheets.records import Origin, Sent
from data.store.rows import Row

Kind = Literal["new", "changed", "ended"]
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the store that is to be different; of a changed one, its changed fields only.

    `old` is None for a new row, `new` is None for one that ends. `number` is what the store calls an existing row.
    """

    sheet: str
    key: Key
    old: Row | None
    new: Row | None
    number: int | None = None
    origin: Origin | None = None

    @property
    def kind(self) -> Kind:
        """New, changed or ended."""
        if self.old is None:
            return "new"
        return "ended" if self.new is None else "changed"


@dataclass(frozen=True, eq=False)
class ChangedRows:
    """Rows of one sheet that become new, different, or nothing; as columns, and one by one as `Change`.

    `old` has whole rows of those that end, `new` of those that are new. Of changed rows both have the fields that
    change; where not all change in every row, `differs` says in which. `order` is their place among all changes,
    `sent_at` that of the row of the files that brings each.
    """

    sheet: str
    kind: Kind
    key: Columns
    order: Places
    old: Columns | None = None
    new: Columns | None = None
    differs: Mapping[str, Mask] = field(default_factory=dict)
    numbers: Values | None = None
    sent: Sent | None = None
    sent_at: Places | None = None

    @property
    def length(self) -> int:
        """How many rows there are."""
        return self.key.length

    def __iter__(self) -> Iterator[Change]:
        keys = self.key.tuples(RECORDS[self.sheet].key)
        numbers = repeated(None, self.length) if self.numbers is None else self.numbers
        rows = zip(keys, self.olds(), self.news(), numbers.tolist(), strict=True)
        for place, (key, old, new, number) in enumerate(rows):
            origin = (
                self.sent.origin(int(self.sent_at[place])) if self.sent and self.sent_at is not None else None
            )
            yield Change(self.sheet, key, old, new, number, origin)

    def olds(self) -> Iterator[Row | None]:
        """What each row was: whole, or in the fields that change."""
        return self._rows(self.old)

    def news(self) -> Iterator[Row | None]:
        """What each row will be: whole, or in the fields that change."""
        return self._rows(self.new)

    def _rows(self, columns: Columns | None) -> Iterator[Row | None]:
        if columns is None:
            return repeat(None, self.length)
        if not self.differs:
            return iter(columns.rows())
        which = zip(*(self.differs[name].tolist() for name in columns.fields), strict=True)
        return (
            {name: value for (name, value), is_other in zip(row.items(), others, strict=True) if is_other}
            for row, others in zip(columns.rows(), which, strict=True)
        )

    def alike(self) -> Iterator["ChangedRows"]:
        """The same rows as some in each of which all fields change."""
        if not self.differs:
            yield self
            return
        names = list(self.differs)
        patterns, which = np.unique(
            np.column_stack([self.differs[name] for name in names]), axis=0, return_inverse=True
        )
        for number, pattern in enumerate(patterns):
            at = np.flatnonzero(which.ravel() == number)
            fields = [name for name, changes in zip(names, pattern.tolist(), strict=True) if changes]
            yield ChangedRows(
                self.sheet,
                self.kind,
                self.key.only(at),
                self.order[at],
                old=None if self.old is None else self.old.only(at).of_fields(fields),
                new=None if self.new is None else self.new.only(at).of_fields(fields),
                numbers=None if self.numbers is None else self.numbers[at],
            )


class Changes(Sequence[Change]):
    """Every change: `blocks` as columns, and one by one in their order."""

    def __init__(self, blocks: Iterable[ChangedRows] = ()) -> None:
        self.blocks = tuple(sorted((one for one in blocks if one.length), key=lambda one: int(one.order[0])))

    def of(self, sheet: str, *kinds: Kind) -> list[ChangedRows]:
        """The changes of a sheet, of some kinds or of all."""
        return [one for one in self.blocks if one.sheet == sheet and (not kinds or one.kind in kinds)]

    def in_order(self, told: Callable[[ChangedRows], Iterator[Part]]) -> Iterator[Part]:
        """What a function tells of each change of some rows, for all of them, in the order of the changes."""
        for together in self._overlapping:
            if len(together) == 1:
                yield from told(together[0])
                continue
            which = np.repeat(np.arange(len(together)), [one.length for one in together])
            order = np.argsort(np.concatenate([one.order for one in together]), kind="stable")
            parts = [told(one) for one in together]
            for block in which[order].tolist():
                yield next(parts[block])

    @cached_property
    def _overlapping(self) -> list[list[ChangedRows]]:
        """The blocks, those together whose rows stand between each other's."""
        found: list[list[ChangedRows]] = []
        last = -1
        for one in self.blocks:
            if int(one.order[0]) < last:
                found[-1].append(one)
            else:
                found.append([one])
            last = max(last, int(one.order[-1]))
        return found

    @cached_property
    def checksum(self) -> str:
        """Stands for exactly these changes."""
        whole = sha256()
        for one in self.blocks:
            whole.update(repr((one.sheet, one.kind, one.order.tolist(), one.length)).encode())
            for columns in (one.key, one.old, one.new):
                for name, values in () if columns is None else columns.fields.items():
                    told = (
                        values
                        if name not in one.differs
                        else chosen(one.differs[name], values, repeated(None, one.length))
                    )
                    whole.update(repr((name, told.tolist())).encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    def __iter__(self) -> Iterator[Change]:
        return self.in_order(iter)

    def __len__(self) -> int:
        return sum(one.length for one in self.blocks)

    @overload
    def __getitem__(self, place: int) -> Change: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Change]: ...
    def __getitem__(self, place: int | slice) -> Change | Sequence[Change]:
        if isinstance(place, slice):
            return list(islice(self, *place.indices(len(self))))
        return next(islice(self, range(len(self))[place], None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Changes) and self.checksum == other.checksum

    def __hash__(self) -> int:
        return hash(self.checksum)


def gathered(changes: Iterable[Change]) -> Changes:
    """Changes that come one by one, as columns in which equal values are kept once; where they are from is left out."""
    groups: dict[tuple[object, ...], _Gathered] = {}
    for order, change in enumerate(changes):
        old, new = tuple(change.old or ()), tuple(change.new or ())
        alike = change.sheet, change.kind, old, new
        if alike not in groups:
            groups[alike] = _Gathered(change.sheet, change.kind, old, new)
        groups[alike].add(order, change)
    return Changes(group.rows() for group in groups.values())


class _Gathered:
    """Changes of one sheet that say the same fields."""

    def __init__(self, sheet: str, kind: Kind, old: Sequence[str], new: Sequence[str]) -> None:
        self._sheet, self._kind, self._old, self._new = sheet, kind, old, new
        width = len(RECORDS[sheet].key) + len(old) + len(new)
        self._columns: list[list[object]] = [[] for _ in range(width)]
        self._known: dict[object, object] = {}
        self._order: list[int] = []
        self._numbers: list[int | None] = []

    def add(self, order: int, change: Change) -> None:
        """Add a change below the others."""
        values = (*change.key, *(change.old or {}).values(), *(change.new or {}).values())
        for column, value in zip(self._columns, values, strict=True):
            column.append(self._known.setdefault(value, value) if isinstance(value, str) else value)
        self._order.append(order)
        self._numbers.append(change.number)

    def rows(self) -> ChangedRows:
        """All of them."""
        length, key = len(self._order), RECORDS[self._sheet].key
        columns = iter([array(values, length) for values in self._columns])
        parts = [
            Columns({name: next(columns) for name in names}, length) for names in (key, self._old, self._new)
        ]
        return ChangedRows(
            self._sheet,
            self._kind,
            parts[0],
            np.array(self._order, dtype=np.intp),
            old=None if self._kind == "new" else parts[1],
            new=None if self._kind == "ended" else parts[2],
            numbers=array(self._numbers, length),
        )
