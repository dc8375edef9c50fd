"""The sheets of a return, in the order of the workbook: one source for template, checks and reference.

`SHEETS` has each sheet by its name; what a row refers to comes on an earlier sheet.
"""

from collections.abc import Mapping
from types import MappingProxyType

from data.sheets import models
from data.sheets.sheet import Column, Listed, Sheet

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
            ),
            Sheet(
                name="partnership_areas",
                model=models.PartnershipAreaRow,
                table="partnership_area",
                key=("partnership", "area_code", "from_date"),
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
            ),
            Sheet(
                name="activities",
                model=models.ActivityRow,
                table="activity",
                key=("activity",),
                lists=_LISTS,
            ),
            Sheet(
                name="activity_links",
                model=models.ActivityLinkRow,
                table="activity_link",
                key=("from_activity", "to_activity"),
            ),
            Sheet(name="meetings", model=models.MeetingRow, table="meeting", key=("meeting",)),
            Sheet(
                name="attendance",
                model=models.AttendanceRow,
                table="attendance",
                key=("meeting", "organisation"),
            ),
            Sheet(name="actions", model=models.ActionRow, table="action", key=("action",)),
            Sheet(name="support", model=models.SupportRow, table="support", key=("support",)),
            Sheet(
                name="returns",
                model=models.ReturnRow,
                table="monitoring_return",
                key=("partnership", "period_end"),
            ),
            Sheet(name="targets", model=models.TargetRow, table="target", key=("indicator", "due_on")),
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
