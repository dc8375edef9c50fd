"""The read model: everything the store knows, as tidy frames, at one store version.

A `Programme` never changes. Dates are `datetime64[us]` with NaT for "open" or "not known"; text that is not
known is `pd.NA`/NaN, never ""; numbers that may be missing are float64 with NaN. Keys are slugs, authorities are GSS codes.
"""

from dataclasses import dataclass, fields
from datetime import date

import pandas as pd
from pandas import DataFrame

COLUMNS: dict[str, dict[str, str]] = {
    "partnerships": {
        "partnership": "str", "name": "str", "former_name": "str", "pilot": "bool", "scale": "str", "bridge": "str",
        "lead_or_host": "str", "website": "str", "first_meeting_on": "date", "terms_agreed_on": "date",
        "launched_on": "date", "first_delivery_on": "date", "meetings_expected_per_year": "float",
        "governance_form": "str", "status_as_published": "str", "evidence_note": "str", "source": "str",
        "is_illustrative": "bool", "milestones_illustrative": "bool",
    },
    "statuses": {
        "partnership": "str", "status": "str", "from_date": "date", "to_date": "date", "precision": "str",
        "source": "str", "is_illustrative": "bool",
    },
    "partnership_areas": {
        "partnership": "str", "area_code": "str", "coverage": "str", "share": "float", "locality": "str",
        "from_date": "date", "to_date": "date", "is_illustrative": "bool",
    },
    "organisations": {
        "organisation": "str", "name": "str", "sector": "str", "area_code": "str", "is_illustrative": "bool",
    },
    "memberships": {
        "partnership": "str", "organisation": "str", "role": "str", "from_date": "date", "to_date": "date",
        "is_illustrative": "bool",
    },
    "activities": {
        "activity": "str", "partnership": "str", "title": "str", "start_on": "date", "end_on": "date", "state": "str",
        "primary_lever": "str", "secondary_considered": "object", "young_people": "float", "schools": "float",
        "count_basis": "str", "is_illustrative": "bool",
    },
    "activity_levers": {"activity": "str", "lever": "str"},
    "activity_approaches": {"activity": "str", "approach": "str"},
    "activity_agendas": {"activity": "str", "agenda": "str"},
    "activity_links": {"from_activity": "str", "to_activity": "str", "basis": "str", "is_illustrative": "bool"},
    "meetings": {
        "meeting": "str", "partnership": "str", "held_on": "date", "body": "str", "format": "str", "purpose": "str",
        "venue_type": "str", "quorate": "object", "state": "str", "is_illustrative": "bool",
    },
    "attendance": {"meeting": "str", "organisation": "str", "state": "str", "is_illustrative": "bool"},
    "actions": {
        "action": "str", "partnership": "str", "meeting": "str", "description": "str", "agreed_on": "date",
        "agreed_when": "str", "owner": "str", "due_on": "date", "completed_on": "date", "state": "str",
        "is_illustrative": "bool",
    },
    "support": {
        "support": "str", "bridge": "str", "partnership": "str", "area_code": "str", "support_on": "date",
        "support_type": "str", "hours": "float", "is_illustrative": "bool",
    },
    "returns": {
        "partnership": "str", "period_end": "date", "due_on": "date", "received_on": "date", "is_illustrative": "bool",
    },
    "targets": {
        "indicator": "str", "value": "float", "due_on": "date", "set_on": "date", "official": "bool", "source": "str",
        "is_illustrative": "bool",
    },
    "published_counts": {
        "as_at": "date", "precision": "str", "partnerships": "float", "wording": "str", "kind": "str", "source": "str",
        "is_illustrative": "bool",
    },
    "area_statistics": {
        "area_code": "str", "measure": "str", "reference_date": "date", "value": "float", "source": "str",
        "is_illustrative": "bool",
    },
    "areas": {"area_code": "str", "name": "str", "level": "str", "from_date": "date", "to_date": "date"},
    "area_groupings": {
        "area_code": "str", "grouping": "str", "group_code": "str", "group_name": "str", "from_date": "date",
        "to_date": "date",
    },
    "area_succession": {"from_code": "str", "to_code": "str", "on_date": "date", "kind": "str"},
    "boundary_sets": {"level": "str", "vintage": "str", "from_date": "date", "features": "float", "attribution": "str"},
}
"""Column -> kind ("str", "date", "float", "bool", "object") for each frame of a Programme."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is looking: which rows they may see. The default sees everything."""

    bridges: frozenset[str] | None = None
    illustrative: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """Everything the store knew at `store_version`; one tidy frame a table, columns as in `COLUMNS`.

    `as_at` is the date the store is complete to: the end of the last quarter with a return, else the day it was loaded.
    Compared by identity, so it can key a cache.
    """

    store_name: str
    store_version: int
    as_at: date
    partnerships: DataFrame
    statuses: DataFrame
    partnership_areas: DataFrame
    organisations: DataFrame
    memberships: DataFrame
    activities: DataFrame
    activity_levers: DataFrame
    activity_approaches: DataFrame
    activity_agendas: DataFrame
    activity_links: DataFrame
    meetings: DataFrame
    attendance: DataFrame
    actions: DataFrame
    support: DataFrame
    returns: DataFrame
    targets: DataFrame
    published_counts: DataFrame
    area_statistics: DataFrame
    areas: DataFrame
    area_groupings: DataFrame
    area_succession: DataFrame
    boundary_sets: DataFrame
