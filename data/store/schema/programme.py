"""Partnerships, who is at the table, what they do, and what was aimed for and published."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Table, UniqueConstraint

from data import taxonomy as words
from data.store.fields import (
    day,
    flag,
    in_order,
    key,
    made_up,
    not_negative,
    number,
    of,
    one_of,
    precision,
    serial,
    text,
)
from data.store.schema.itself import metadata

partnership = Table(
    "partnership", metadata,
    key("partnership"), text("name", required=True), text("former_name"), flag("pilot"),
    text("scale"), text("locality"), text("bridge"), text("lead_or_host"), text("website"),
    day("first_meeting_on"), day("terms_agreed_on"), day("launched_on"), day("first_delivery_on"),
    number("meetings_expected_per_year"), text("governance_form"), text("published_status"),
    text("status_as_published"), text("evidence_on"), text("evidence_precision"), text("evidence_note"),
    text("source"), made_up(), flag("milestones_illustrative"),
    one_of("scale", words.SCALES), one_of("governance_form", words.GOVERNANCE_FORMS),
    one_of("published_status", words.PUBLISHED_STATUSES), one_of("evidence_precision", words.PRECISIONS),
    not_negative("meetings_expected_per_year"), Index(None, "bridge"),
)  # fmt: skip

partnership_status = Table(
    "partnership_status", metadata,
    serial(), of("partnership"), text("status", required=True),
    day("from_date"), day("to_date"),
    precision(), text("source"), made_up(),
    one_of("status", words.STATUSES), one_of("precision", words.PRECISIONS), in_order(),
    UniqueConstraint("partnership", "from_date"),
)  # fmt: skip

partnership_area = Table(
    "partnership_area", metadata,
    serial(), of("partnership"), of("area_code", "area"),
    text("coverage", required=True), number("share"), text("locality"), day("from_date"), day("to_date"),
    made_up(),
    one_of("coverage", words.COVERAGES), CheckConstraint("share >= 0 AND share <= 1", name="share_of_one"),
    in_order(), UniqueConstraint("partnership", "area_code", "from_date"), Index(None, "area_code"),
)  # fmt: skip

organisation = Table(
    "organisation", metadata,
    key("organisation"), text("name", required=True), text("sector", required=True),
    of("area_code", "area", required=False), made_up(),
    one_of("sector", words.SECTORS), Index(None, "sector"),
)  # fmt: skip

membership = Table(
    "membership", metadata,
    of("partnership", primary=True),
    of("organisation", primary=True), key("role"),
    day("from_date", primary=True), day("to_date"), made_up(),
    one_of("role", words.ROLES), in_order(), Index(None, "organisation"),
)  # fmt: skip

# Returns

activity = Table(
    "activity", metadata,
    key("activity"), of("partnership"), text("title", required=True),
    day("start_on", required=True), day("end_on"), text("state"), text("primary_lever", required=True),
    Column("secondary_considered", Boolean), number("young_people"), number("schools"),
    text("count_basis"),
    made_up(),
    one_of("state", words.ACTIVITY_STATES), one_of("primary_lever", words.LEVERS),
    one_of("count_basis", words.COUNT_BASES), not_negative("young_people"), not_negative("schools"),
    in_order("start_on", "end_on", sign="<="), Index(None, "partnership", "start_on"),
    Index(None, "start_on"),
)  # fmt: skip

activity_lever = Table(
    "activity_lever", metadata,
    of("activity", primary=True), key("lever"),
    one_of("lever", words.LEVERS),
)  # fmt: skip

activity_approach = Table(
    "activity_approach", metadata,
    of("activity", primary=True), key("approach"),
    one_of("approach", words.APPROACHES),
)  # fmt: skip

activity_agenda = Table(
    "activity_agenda", metadata,
    of("activity", primary=True), key("agenda"),
    one_of("agenda", words.AGENDAS),
)  # fmt: skip

activity_link = Table(
    "activity_link", metadata,
    of("from_activity", "activity", primary=True), of("to_activity", "activity", primary=True),
    text("basis"), made_up(),
    one_of("basis", words.LINK_BASES),
    CheckConstraint("from_activity <> to_activity", name="two_activities"), Index(None, "to_activity"),
)  # fmt: skip

meeting = Table(
    "meeting", metadata,
    key("meeting"), of("partnership"), day("held_on", required=True),
    text("body"), text("format", required=True), text("purpose"), text("venue_type"),
    Column("quorate", Boolean), text("state"), made_up(),
    one_of("body", words.BODIES), one_of("format", words.MEETING_FORMATS),
    one_of("purpose", words.MEETING_PURPOSES), one_of("venue_type", words.VENUE_TYPES),
    one_of("state", words.MEETING_STATES), Index(None, "partnership", "held_on"),
)  # fmt: skip

attendance = Table(
    "attendance", metadata,
    of("meeting", primary=True), of("organisation", primary=True),
    text("state", required=True), made_up(),
    one_of("state", words.ATTENDANCE_STATES), Index(None, "organisation"),
)  # fmt: skip

action = Table(
    "action", metadata,
    key("action"), of("partnership"), of("meeting", required=False),
    text("description", required=True), day("agreed_on", required=True), text("agreed_when"),
    text("owner"),
    day("due_on"), day("completed_on"), text("state"), made_up(),
    one_of("agreed_when", words.AGREED_WHEN), one_of("state", words.ACTION_STATES),
    in_order("agreed_on", "due_on", sign="<="), in_order("agreed_on", "completed_on", sign="<="),
    Index(None, "partnership", "due_on"), Index(None, "meeting"),
)  # fmt: skip

support = Table(
    "support", metadata,
    key("support"), text("bridge", required=True), of("partnership", required=False),
    of("area_code", "area", required=False), day("support_on", required=True),
    text("support_type", required=True),
    number("hours"), made_up(),
    one_of("support_type", words.SUPPORT_TYPES), not_negative("hours"),
    Index(None, "partnership", "support_on"),
)  # fmt: skip

monitoring_return = Table(
    "monitoring_return", metadata,
    of("partnership", primary=True), day("period_end", primary=True),
    day("due_on", required=True), day("received_on"), made_up(),
    Index(None, "period_end"),
)  # fmt: skip

# The programme as a whole

target = Table(
    "target", metadata,
    key("indicator"), day("due_on", primary=True), number("value", required=True),
    day("set_on", required=True), flag("official"), text("source"), made_up(),
)  # fmt: skip

published_count = Table(
    "published_count", metadata,
    serial(), day("as_at", required=True), precision(),
    number("partnerships", required=True), text("wording", required=True), text("kind"), text("source"),
    made_up(),
    one_of("precision", words.PRECISIONS), one_of("kind", words.COUNT_KINDS),
    UniqueConstraint("as_at", "wording"),
)  # fmt: skip
