"""The columns of every frame of a `Programme`, and the kind of value each holds."""

# A handful of columns a line reads better than one each.
# fmt: off
COLUMNS: dict[str, dict[str, str]] = {
    "partnerships": {
        "partnership": "str", "name": "str", "former_name": "str", "pilot": "bool", "scale": "str",
        "locality": "str", "bridge": "str", "lead_or_host": "str", "website": "str",
        "first_meeting_on": "date", "terms_agreed_on": "date", "launched_on": "date",
        "first_delivery_on": "date", "meetings_expected_per_year": "float", "governance_form": "str",
        "published_status": "str", "status_as_published": "str", "evidence_on": "str",
        "evidence_precision": "str", "evidence_note": "str", "source": "str", "is_illustrative": "bool",
        "milestones_illustrative": "bool",
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
        "activity": "str", "partnership": "str", "title": "str", "start_on": "date", "end_on": "date",
        "state": "str", "primary_lever": "str", "secondary_considered": "object", "young_people": "float",
        "schools": "float", "count_basis": "str", "is_illustrative": "bool",
    },
    "activity_levers": {"activity": "str", "lever": "str"},
    "activity_approaches": {"activity": "str", "approach": "str"},
    "activity_agendas": {"activity": "str", "agenda": "str"},
    "activity_links": {
        "from_activity": "str", "to_activity": "str", "basis": "str", "is_illustrative": "bool",
    },
    "meetings": {
        "meeting": "str", "partnership": "str", "held_on": "date", "body": "str", "format": "str",
        "purpose": "str", "venue_type": "str", "quorate": "object", "state": "str", "is_illustrative": "bool",
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
        "partnership": "str", "period_end": "date", "due_on": "date", "received_on": "date",
        "is_illustrative": "bool",
    },
    "targets": {
        "indicator": "str", "value": "float", "due_on": "date", "set_on": "date", "official": "bool",
        "source": "str", "is_illustrative": "bool",
    },
    "published_counts": {
        "as_at": "date", "precision": "str", "partnerships": "float", "wording": "str", "kind": "str",
        "source": "str", "is_illustrative": "bool",
    },
    "area_statistics": {
        "area_code": "str", "measure": "str", "reference_date": "date", "value": "float", "source": "str",
        "is_illustrative": "bool",
    },
    "area_measures": {
        "measure": "str", "label": "str", "kind": "str", "weights": "str", "lower_is_needier": "bool",
    },
    "areas": {
        "area_code": "str", "name": "str", "level": "str", "from_date": "date", "to_date": "date",
        "parent_code": "str",
    },
    "area_groupings": {
        "area_code": "str", "grouping": "str", "group_code": "str", "group_name": "str", "from_date": "date",
        "to_date": "date",
    },
    "area_succession": {"from_code": "str", "to_code": "str", "on_date": "date", "kind": "str"},
    "boundary_sets": {
        "level": "str", "vintage": "str", "from_date": "date", "features": "float", "attribution": "str",
        "file_name": "str",
    },
    "boundary_files": {
        "level": "str", "vintage": "str", "detail": "str", "sha256": "str", "content": "bytes",
    },
    "boundary_areas": {
        "level": "str", "vintage": "str", "area_code": "str", "lon": "float", "lat": "float", "west": "float",
        "south": "float", "east": "float", "north": "float",
    },
}
# fmt: on
"""Column -> kind ("str", "date", "float", "bool", "object", "bytes") for each frame of a Programme.

`object` holds True, False or None. In `partnerships`, `evidence_on` is the published wording ("2016-09").
`activity_levers` has the secondary levers only; the primary one stands in `activities`.
"""
