"""The sheets of a return, in the order of the workbook: one source for template, checks and reference.

`SHEETS` has each sheet by its name; what a row refers to comes on an earlier sheet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from data.returns.sheets import checks, models
from data.returns.sheets.checks import Check
from data.returns.sheets.kinds import Kind
from data.returns.sheets.models import SheetRow
from data.returns.sheets.vocabularies import WordKind, WordsKind

__all__ = ["SHEETS", "Column", "Listed", "Sheet"]

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


_LISTS = MappingProxyType(
    {
        "secondary_levers": Listed("activity_lever", "lever"),
        "approaches": Listed("activity_approach", "approach"),
        "agendas": Listed("activity_agenda", "agenda"),
    }
)

SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            Sheet(
                name="partnerships",
                model=models.PartnershipRow,
                table="partnership",
                key=("partnership",),
            ),
            Sheet(
                name="statuses",
                model=models.StatusRow,
                table="partnership_status",
                key=("partnership", "from_date"),
                checks=(checks.undated_only_if_not_published, checks.in_order("from_date", "to_date")),
            ),
            Sheet(
                name="partnership_areas",
                model=models.PartnershipAreaRow,
                table="partnership_area",
                key=("partnership", "area_code", "from_date"),
                checks=(checks.in_order("from_date", "to_date"), checks.whole_is_all),
            ),
            Sheet(
                name="organisations",
                model=models.OrganisationRow,
                table="organisation",
                key=("organisation",),
            ),
            Sheet(
                name="memberships",
                model=models.MembershipRow,
                table="membership",
                key=("partnership", "organisation", "role", "from_date"),
                checks=(checks.in_order("from_date", "to_date"),),
            ),
            Sheet(
                name="activities",
                model=models.ActivityRow,
                table="activity",
                key=("activity",),
                lists=_LISTS,
                checks=(
                    checks.in_order("start_on", "end_on", same_day=True),
                    checks.one_primary_lever,
                    checks.counted,
                ),
            ),
            Sheet(
                name="activity_links",
                model=models.ActivityLinkRow,
                table="activity_link",
                key=("from_activity", "to_activity"),
                checks=(checks.two_activities,),
            ),
            Sheet(
                name="meetings",
                model=models.MeetingRow,
                table="meeting",
                key=("meeting",),
                checks=(checks.not_to_come("held_on", when=checks.was_held),),
            ),
            Sheet(
                name="attendance",
                model=models.AttendanceRow,
                table="attendance",
                key=("meeting", "organisation"),
            ),
            Sheet(
                name="actions",
                model=models.ActionRow,
                table="action",
                key=("action",),
                checks=(
                    checks.in_order("agreed_on", "due_on", same_day=True),
                    checks.in_order("agreed_on", "completed_on", same_day=True),
                    checks.not_to_come("completed_on"),
                    checks.done_when_complete,
                ),
            ),
            Sheet(
                name="support",
                model=models.SupportRow,
                table="support",
                key=("support",),
                checks=(checks.somewhere, checks.not_to_come("support_on")),
            ),
            Sheet(
                name="returns",
                model=models.ReturnRow,
                table="monitoring_return",
                key=("partnership", "period_end"),
                checks=(
                    checks.at_quarter_end,
                    checks.in_order("period_end", "due_on"),
                    checks.not_to_come("received_on"),
                ),
            ),
            Sheet(
                name="targets",
                model=models.TargetRow,
                table="target",
                key=("indicator", "due_on"),
                checks=(checks.in_order("set_on", "due_on"),),
            ),
            Sheet(
                name="area_statistics",
                model=models.AreaStatisticRow,
                table="area_statistic",
                key=("area_code", "measure", "reference_date"),
            ),
            Sheet(
                name="published_counts",
                model=models.PublishedCountRow,
                table="published_count",
                key=("as_at", "wording"),
            ),
        )
    }
)
"""Every sheet by its name."""
