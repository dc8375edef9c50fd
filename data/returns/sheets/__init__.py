"""The sheets of a return, in the order of the workbook: one source for template, checks and reference.

`SHEETS` has each sheet by its name; what a row refers to comes on an earlier sheet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from sqlalchemy import Column as StoredColumn
from sqlalchemy import DefaultClause, Table, UniqueConstraint

from data.programme.frames import TABLE_OF
from data.returns.sheets import checks, models, notes
from data.returns.sheets.checks import Check
from data.returns.sheets.kinds import Kind
from data.returns.sheets.models import SheetRow
from data.returns.sheets.vocabularies import WordKind, WordsKind
from data.store.rows import Row
from data.store.schema import activity_agenda, activity_approach, activity_lever, metadata

__all__ = ["DELETE", "NOTES", "NOUNS", "RECORDS", "SHEETS", "Column", "Key", "Sheet"]

Key = tuple[object, ...]
"""The key of a row: the values of its columns."""

RENAMED = MappingProxyType({"illustrative": "is_illustrative"})
"""Column of a sheet -> column of the store, where they differ."""
DELETE = "delete"
"""The column that says of a row that it is to be deleted."""
_LAST = ("illustrative", DELETE)


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


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of a return, and what a row of it is in the store: its table and key come from the schema.

    A list is a field of its row, a tuple of codes, although the store keeps it in a table of its own: `lists` has the
    column that holds one of its codes. `checks` are what must agree within a row. `owner` names the columns that say
    whose rows a sheet lists as a whole (without one, nothing ends for not being in a file); `part_of` those whose
    parent takes a row with it when it ends.
    """

    name: str
    model: type[SheetRow]
    lists: Mapping[str, StoredColumn[str]] = field(default_factory=lambda: MappingProxyType({}))
    checks: tuple[Check, ...] = ()
    owner: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """What its rows are, in a sentence or two."""
        return " ".join(str(self.model.__doc__).split())

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Its columns by name, in the order of the template; `illustrative` and `delete` come last."""
        fields = self.model.model_fields
        order = [*(name for name in fields if name not in _LAST), *(name for name in _LAST if name in fields)]
        return MappingProxyType({name: _column(name, fields[name]) for name in order})

    @cached_property
    def kept(self) -> Mapping[str, Column]:
        """Those of its columns that the store has: all but `delete`."""
        return MappingProxyType({name: one for name, one in self.columns.items() if name != DELETE})

    @cached_property
    def table(self) -> Table:
        """The table that holds the rows."""
        return metadata.tables[TABLE_OF[self.name]]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns in which two rows for the same thing agree; a blank is a value of its own there."""
        unique = (one for one in self.table.constraints if isinstance(one, UniqueConstraint))
        return tuple(map(str, next(unique, self.table.primary_key).columns.keys()))

    @cached_property
    def is_numbered(self) -> bool:
        """Whether the store gives the row a number of its own beside its key."""
        return "id" in self.table.c

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Everything a row says, in the order of the table, lists last; not the store's own number."""
        return (*(str(column.name) for column in self.table.c if column.name != "id"), *self.lists)

    @cached_property
    def blank(self) -> Row:
        """A row of which nothing is known: nothing, no, and empty lists; what the store says where no sheet does."""
        unsaid = {str(column.name): _store_default(column) for column in self.table.c if column.name != "id"}
        lists: Row = dict.fromkeys(self.lists)
        return unsaid | lists | {column.stored: column.default for column in self.kept.values()}

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """Column -> the sheet whose row it names; areas have no sheet."""
        sheets = {sheet.table: name for name, sheet in RECORDS.items()}
        named = {str(column.name): key.column.table for column in self.table.c for key in column.foreign_keys}
        return {column: sheets[table] for column, table in named.items() if table in sheets}

    def key_of(self, row: Mapping[str, object]) -> Key:
        """The row's key as a tuple."""
        return tuple(map(row.get, self.key))


def _store_default(column: StoredColumn[Any]) -> object:
    """What the store writes in a column that a row leaves out."""
    default = column.server_default
    if not isinstance(default, DefaultClause) or not isinstance(default.arg, str):
        return None
    return column.type.python_type(default.arg)


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


_SPAN = checks.in_order("from_date", "to_date")
_OF_PARTNERSHIP = ("partnership",)

SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            Sheet(name="partnerships", model=models.PartnershipRow),
            Sheet(
                name="statuses",
                model=models.StatusRow,
                checks=(checks.undated_only_if_not_published("from_date"), _SPAN),
                owner=_OF_PARTNERSHIP,
            ),
            Sheet(
                name="partnership_areas",
                model=models.PartnershipAreaRow,
                checks=(_SPAN, checks.whole_is_all),
                owner=_OF_PARTNERSHIP,
            ),
            Sheet(name="organisations", model=models.OrganisationRow),
            Sheet(name="memberships", model=models.MembershipRow, checks=(_SPAN,), owner=_OF_PARTNERSHIP),
            Sheet(
                name="activities",
                model=models.ActivityRow,
                lists={
                    "secondary_levers": activity_lever.c.lever,
                    "approaches": activity_approach.c.approach,
                    "agendas": activity_agenda.c.agenda,
                },
                checks=(
                    checks.in_order("start_on", "end_on", same_day=True),
                    checks.one_primary_lever,
                    checks.counted,
                ),
                owner=_OF_PARTNERSHIP,
            ),
            Sheet(
                name="activity_links",
                model=models.ActivityLinkRow,
                checks=(checks.two_activities,),
                owner=("from_activity",),
                part_of=("from_activity", "to_activity"),
            ),
            Sheet(
                name="meetings",
                model=models.MeetingRow,
                checks=(checks.not_to_come("held_on", when=checks.was_held),),
                owner=_OF_PARTNERSHIP,
            ),
            Sheet(name="attendance", model=models.AttendanceRow, owner=("meeting",), part_of=("meeting",)),
            Sheet(
                name="actions",
                model=models.ActionRow,
                checks=(
                    checks.in_order("agreed_on", "due_on", same_day=True),
                    checks.in_order("agreed_on", "completed_on", same_day=True),
                    checks.not_to_come("completed_on"),
                    checks.done_when_complete,
                ),
                owner=_OF_PARTNERSHIP,
            ),
            Sheet(
                name="support",
                model=models.SupportRow,
                checks=(checks.somewhere, checks.not_to_come("support_on")),
                owner=("bridge", "partnership", "area_code"),
            ),
            Sheet(
                name="returns",
                model=models.ReturnRow,
                checks=(
                    checks.at_quarter_end,
                    checks.in_order("period_end", "due_on"),
                    checks.not_to_come("received_on"),
                ),
                owner=_OF_PARTNERSHIP,
            ),
            Sheet(
                name="targets",
                model=models.TargetRow,
                checks=(checks.in_order("set_on", "due_on"),),
                owner=("indicator",),
            ),
            Sheet(
                name="area_statistics",
                model=models.AreaStatisticRow,
                owner=("measure", "reference_date"),
            ),
            Sheet(
                name="published_counts",
                model=models.PublishedCountRow,
                checks=(checks.undated_only_if_not_published("as_at"),),
            ),
            Sheet(
                name="evidence",
                model=models.EvidenceRow,
                checks=(checks.undated_only_if_not_published("as_at"), checks.weakest_where_made_up),
            ),
            Sheet(name="events", model=models.EventRow),
        )
    }
)
"""Every sheet by its name."""

NOTES: Mapping[str, Sheet] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            Sheet(name="attention_states", model=notes.AttentionStateRow, checks=(notes.until_a_day,)),
            Sheet(name="comments", model=notes.CommentRow),
            Sheet(name="saved_views", model=notes.SavedViewRow),
            Sheet(name="packs", model=notes.PackRow),
            Sheet(name="paper_drafts", model=notes.PaperDraftRow),
        )
    }
)
"""What people write on the pages, by its name: no sheet of a return, but kept, logged and undone as one."""

RECORDS: Mapping[str, Sheet] = MappingProxyType({**SHEETS, **NOTES})
"""Everything of which the change log has old and new values."""

NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "partnerships": "partnership",
        "organisations": "organisation",
        "activities": "activity",
        "meetings": "meeting",
        "actions": "action",
        "support": "support",
    }
)
"""Sheets whose rows are things of their own, most of which others name, and what such a row is."""
