"""A sheet: its row model, the table and columns of the store it fills, and what makes a row the same row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from data.returns.sheets.checks import Check
from data.returns.sheets.columns import SheetRow
from data.returns.sheets.kinds import Kind
from data.returns.sheets.vocabularies import WordKind, WordsKind

RENAMED = MappingProxyType({"illustrative": "is_illustrative"})
"""Column of a sheet -> column of the store, where they differ."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; `default` is what a blank cell means where the column is not required."""

    name: str
    kind: Kind
    required: bool
    blank: bool
    default: object
    says: str

    @property
    def stored(self) -> str:
        """What it is called in the store."""
        return RENAMED.get(self.name, self.name)

    @property
    def vocabulary(self) -> Mapping[str, str]:
        """Code -> label of the words it takes; empty where it takes others."""
        if isinstance(self.kind, WordsKind):
            return self.kind.one.vocabulary
        return self.kind.vocabulary if isinstance(self.kind, WordKind) else {}


@dataclass(frozen=True, slots=True)
class Listed:
    """Where the parts of a list are kept: a table of its own, one row a part, keyed by the row's key."""

    table: str
    column: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of a return.

    `key` names the columns (of the sheet, and alike in the store) in which two rows for the same thing agree;
    a blank is a value of its own there. `lists` has the columns whose parts are kept in a table of their own,
    `checks` what must agree within a row.
    """

    name: str
    model: type[SheetRow]
    table: str
    key: tuple[str, ...]
    lists: Mapping[str, Listed] = field(default_factory=lambda: MappingProxyType({}))
    checks: tuple[Check, ...] = ()

    @property
    def says(self) -> str:
        """What its rows are, in a sentence."""
        return str(self.model.__doc__)

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Its columns by name, in the order of the template; `illustrative` comes last."""
        fields = self.model.model_fields
        order = [name for name in fields if name != "illustrative"] + ["illustrative"]
        return MappingProxyType({name: _column(name, fields[name]) for name in order})


def _column(name: str, said: FieldInfo) -> Column:
    kinds = [one for one in _metadata(said) if isinstance(one, Kind)]
    required = said.is_required()
    return Column(
        name=name,
        kind=kinds[0],
        required=required,
        blank=not required or _takes_nothing(said.annotation),
        default=None if required else said.default,
        says=str(said.description),
    )


def _metadata(said: FieldInfo) -> Iterator[object]:
    """What annotates the field, also inside `Annotated[...] | None`."""
    yield from said.metadata
    for part in get_args(said.annotation):
        if get_origin(part) is Annotated:
            yield from get_args(part)[1:]


def _takes_nothing(annotation: object) -> bool:
    return get_origin(annotation) in {Union, UnionType} and NoneType in get_args(annotation)
