"""The values that an import is made of: rows sent in, rows held, and what is to change."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import add
from typing import Literal

from data.returns.imports.entities import ENTITIES, Key
from data.returns.sheets.records import Origin
from data.store.rows import Row

Kind = Literal["new", "changed", "ended"]
Held = Mapping[str, Mapping[Key, Row]]
"""Sheet -> key -> row as the store has it, with its `id` where the store numbers it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A row that somebody sent in: only the fields that the file has, as values of the store."""

    values: Row
    origin: Origin


Sending = Mapping[str, Sequence[Sent]]
"""Sheet -> the rows that were sent in for it."""


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


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what becomes of them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.ended + other.ended,
        )


@dataclass(frozen=True)
class Difference:
    """Every change, sheet by sheet, and how many of the rows that were sent stay as they are."""

    changes: tuple[Change, ...] = ()
    unchanged: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the store would stay as it is."""
        return not self.changes

    @cached_property
    def counts(self) -> Mapping[str, Counts]:
        """Sheet -> rows, for the sheets that the files speak of."""
        found = Counter((change.sheet, change.kind) for change in self.changes)
        sheets = {sheet for sheet, _ in found} | set(self.unchanged)
        return {
            sheet: Counts(
                found[sheet, "new"],
                found[sheet, "changed"],
                self.unchanged.get(sheet, 0),
                found[sheet, "ended"],
            )
            for sheet in ENTITIES
            if sheet in sheets
        }

    @property
    def total(self) -> Counts:
        """All sheets together."""
        return reduce(add, self.counts.values(), Counts())


def number_of(row: Mapping[str, object]) -> int | None:
    """What the store calls the row, where it numbers such rows."""
    number = row.get("id")
    return number if isinstance(number, int) else None
