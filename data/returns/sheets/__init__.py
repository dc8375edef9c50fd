"""The sheets of a return, in the order of the workbook: one source for template, checks and reference.

`SHEETS` has each sheet by its name; what a row refers to comes on an earlier sheet.
"""

from collections.abc import Mapping
from types import MappingProxyType

from data.returns.sheets import checks, models
from data.returns.sheets.sheet import Column, Listed, Sheet

__all__ = ["SHEETS", "Column", "Listed", "Sheet"]

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
