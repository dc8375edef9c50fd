"""What a row of a sheet is in the store: its table, its key, and the lists that tables of their own hold.

A row of a sheet and a row of an entity are the same thing; an activity's approaches are a field of it, a
tuple of codes, although the store keeps them in a table. So a difference reads as the sheet does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from sqlalchemy import Column, Table

from data.returns.sheets import SHEETS, Sheet
from data.store.rows import Row
from data.store.schema import metadata

Key = tuple[object, ...]


@dataclass(frozen=True)
class Entity:
    """One sheet's kind of row. `owner` names the columns that say whose rows a sheet lists as a whole.

    `part_of` are the columns whose parent takes this row with it when it ends.
    """

    sheet: Sheet
    owner: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.sheet.name

    @cached_property
    def table(self) -> Table:
        """The table that holds the rows."""
        return metadata.tables[self.sheet.table]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that say which row it is."""
        return self.sheet.key

    @cached_property
    def is_numbered(self) -> bool:
        """Whether the store gives the row a number of its own beside its key."""
        return "id" in self.table.c

    @cached_property
    def lists(self) -> Mapping[str, Column[str]]:
        """Field with several values -> the column that holds one of them, in a table of its own."""
        return {
            field: metadata.tables[listed.table].c[listed.column]
            for field, listed in self.sheet.lists.items()
        }

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Everything a row says, in the order of the table, lists last; not the store's own number."""
        return (*(column.name for column in self.table.c if column.name != "id"), *self.lists)

    @cached_property
    def blank(self) -> Row:
        """A row of which nothing is known: nothing, no, and empty lists."""
        return dict.fromkeys(self.fields) | {
            column.stored: column.default for column in self.sheet.columns.values()
        }

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """Column -> the sheet whose row it names; areas have no sheet."""
        named = {
            column.name: next(iter(column.foreign_keys)).column.table.name
            for column in self.table.c
            if column.foreign_keys
        }
        return {column: _SHEET_OF[table] for column, table in named.items() if table in _SHEET_OF}

    def key_of(self, row: Mapping[str, object]) -> Key:
        """The row's key as a tuple."""
        return tuple(map(row.get, self.key))

    def owner_of(self, row: Mapping[str, object]) -> Key:
        """Whose row it is."""
        return tuple(map(row.get, self.owner))


_SHEET_OF = {sheet.table: name for name, sheet in SHEETS.items()}
_OWNERS: Mapping[str, tuple[str, ...]] = {
    "statuses": ("partnership",),
    "partnership_areas": ("partnership",),
    "memberships": ("partnership",),
    "activities": ("partnership",),
    "activity_links": ("from_activity",),
    "meetings": ("partnership",),
    "attendance": ("meeting",),
    "actions": ("partnership",),
    "support": ("bridge", "partnership", "area_code"),
    "returns": ("partnership",),
    "targets": ("indicator",),
    "area_statistics": ("measure", "reference_date"),
}
_PARTS: Mapping[str, tuple[str, ...]] = {
    "attendance": ("meeting",),
    "activity_links": ("from_activity", "to_activity"),
}

ENTITIES: Mapping[str, Entity] = MappingProxyType(
    {name: Entity(sheet, _OWNERS.get(name, ()), _PARTS.get(name, ())) for name, sheet in SHEETS.items()}
)
"""By sheet, each after those that it refers to. Without an owner nothing ends for not being in a file."""
