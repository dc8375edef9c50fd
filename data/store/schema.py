"""Every table of the store, typed, with its keys, its vocabularies and its indexes.

Intervals are half-open `[from_date, to_date)`: no `to_date` is open. Keys are slugs or GSS codes. A row made
by the generator carries `is_illustrative`. `TABLES` has each table after the tables it refers to; those of
`PASSING` are not among them.
"""

from collections.abc import Iterable

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    true,
)

from data import taxonomy as words
from data.store.fields import (
    begins,
    day,
    flag,
    grade,
    in_order,
    is_grade,
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

APPLICATION = "cep-monitor"
"""What `store_meta.application` says in a store of ours."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


store_meta = Table(
    "store_meta",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    text("application", required=True),
    text("name", required=True),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)


area = Table(
    "area", metadata,
    key("area_code"), text("name", required=True), text("level", required=True),
    day("from_date"), day("to_date"), text("parent_code"),
    in_order(), Index(None, "level"),
)  # fmt: skip

area_grouping = Table(
    "area_grouping", metadata,
    serial(), of("area_code", "area"), text("grouping", required=True),
    text("group_code", required=True), text("group_name", required=True), day("from_date"),
    day("to_date"),
    one_of("grouping", words.GROUPINGS), in_order(), UniqueConstraint("area_code", "grouping", "from_date"),
    Index(None, "grouping", "group_code"),
)  # fmt: skip

area_succession = Table(
    "area_succession", metadata,
    key("from_code"), key("to_code"), day("on_date", primary=True),
    text("kind", required=True),
    one_of("kind", words.SUCCESSION_KINDS),
)  # fmt: skip

area_statistic = Table(
    "area_statistic", metadata,
    of("area_code", "area", primary=True), key("measure"),
    day("reference_date", primary=True), number("value", required=True), text("source"), made_up(),
    Index(None, "measure"),
)  # fmt: skip

area_measure = Table(
    "area_measure", metadata,
    key("measure"), text("label", required=True), text("kind", required=True), text("weights"),
    flag("lower_is_needier"),
    one_of("kind", words.MEASURE_KINDS),
)  # fmt: skip

boundary_set = Table(
    "boundary_set", metadata,
    key("level"), key("vintage"), day("from_date", required=True),
    Column("features", Integer, nullable=False), text("attribution", required=True), text("file_name"),
    text("sha256"),
)  # fmt: skip

boundary_file = Table(
    "boundary_file", metadata,
    key("level"), key("vintage"), key("detail"), text("sha256", required=True),
    Column("size", Integer, nullable=False), Column("features", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["level", "vintage"], ["boundary_set.level", "boundary_set.vintage"]),
    Index(None, "sha256"),
)  # fmt: skip

boundary_area = Table(
    "boundary_area", metadata,
    key("level"), key("vintage"), of("area_code", "area", primary=True),
    *(number(name, required=True) for name in ("lon", "lat", "west", "south", "east", "north")),
    ForeignKeyConstraint(["level", "vintage"], ["boundary_set.level", "boundary_set.vintage"]),
    Index(None, "area_code"),
)  # fmt: skip


partnership = Table(
    "partnership", metadata,
    key("partnership"), text("name", required=True), text("former_name"), flag("pilot"),
    text("scale"), text("locality"), text("bridge"), text("lead_or_host"), text("website"),
    day("first_meeting_on"), day("terms_agreed_on"), day("launched_on"), day("first_delivery_on"),
    number("meetings_expected_per_year"), text("governance_form"), text("published_status"),
    text("status_as_published"), text("evidence_on"), text("evidence_precision"), text("evidence_note"),
    text("source"), made_up(), flag("milestones_illustrative"),
    one_of("scale", words.SCALES), one_of("governance_form", words.GOVERNANCE_FORMS),
    one_of("published_status", words.PUBLISHED_STATUSES), one_of("evidence_precision", words.REGISTER_PRECISIONS),
    not_negative("meetings_expected_per_year"), Index(None, "bridge"),
)  # fmt: skip

partnership_status = Table(
    "partnership_status", metadata,
    serial(), of("partnership"), text("status", required=True),
    day("from_date"), day("to_date"),
    precision(), text("source"), made_up(), begins(), grade(),
    one_of("status", words.STATUSES), one_of("precision", words.PRECISIONS), in_order(),
    one_of("begins", words.BEGINNINGS), is_grade(), UniqueConstraint("partnership", "from_date"),
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
    day("from_date", primary=True), day("to_date"), made_up(), precision(), begins(),
    one_of("role", words.ROLES), one_of("precision", words.PRECISIONS), one_of("begins", words.BEGINNINGS),
    in_order(), Index(None, "organisation"),
)  # fmt: skip

evidence = Table(
    "evidence", metadata,
    serial(), of("partnership"), text("kind", required=True), day("as_at"), precision(), day("known_by"),
    text("value"), text("wording"), text("address"), text("note"), text("status"), begins(), grade(), made_up(),
    one_of("kind", words.EVIDENCE_KINDS), one_of("precision", words.PRECISIONS),
    one_of("status", words.STATUSES), one_of("begins", words.BEGINNINGS), is_grade(),
    UniqueConstraint("partnership", "kind", "as_at", "address", "value"),
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


def _listed_of_activity(name: str, codes: Iterable[str]) -> Table:
    """What an activity has of a vocabulary, each code in a row of its own."""
    return Table(f"activity_{name}", metadata, of("activity", primary=True), key(name), one_of(name, codes))


activity_lever = _listed_of_activity("lever", words.LEVERS)
activity_approach = _listed_of_activity("approach", words.APPROACHES)
activity_agenda = _listed_of_activity("agenda", words.AGENDAS)

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
    key("indicator"), number("value", required=True), day("due_on", primary=True),
    day("set_on", required=True), flag("official"), text("source"), made_up(),
)  # fmt: skip

published_count = Table(
    "published_count", metadata,
    serial(), day("as_at"), precision(),
    number("partnerships", required=True), text("wording", required=True), text("kind"), text("source"),
    made_up(), text("place"), text("bridge"), text("address"), grade(),
    one_of("precision", words.PRECISIONS), one_of("kind", words.COUNT_KINDS), is_grade(),
    UniqueConstraint("as_at", "wording", "place"),
)  # fmt: skip

event = Table(
    "event", metadata,
    key("event"), day("held_on", required=True), precision(), text("what", required=True), text("place"),
    text("source"), made_up(),
    one_of("precision", words.PRECISIONS), Index(None, "held_on"),
)  # fmt: skip

# What people write on the pages; `bridges` are those of whoever wrote it, with ; between them, none of all of England

attention_state = Table(
    "attention_state", metadata,
    of("partnership", primary=True), key("reason"), text("state", required=True), day("held_on", required=True),
    day("until"), text("note"), text("who", required=True),
    one_of("state", words.CALL_STATES), in_order("held_on", "until", sign="<="),
)  # fmt: skip

comment = Table(
    "comment", metadata,
    key("comment"), text("chart", required=True), text("filters", required=True), text("wording", required=True),
    text("figure", required=True), day("written_on", required=True), text("who", required=True),
    text("bridges"), Index(None, "chart"),
)  # fmt: skip

saved_view = Table(
    "saved_view", metadata,
    key("saved_view"), text("name", required=True), text("address", required=True),
    day("saved_on", required=True), text("who", required=True), text("bridges"),
)  # fmt: skip

paper_draft = Table(
    "paper_draft", metadata,
    key("paper_draft"), text("name", required=True), text("query", required=True), text("figures", required=True),
    day("as_at", required=True), day("saved_on", required=True), text("who", required=True), text("bridges"),
)  # fmt: skip

pack = Table(
    "pack", metadata,
    key("pack"), text("name", required=True), text("kind", required=True), text("every", required=True),
    number("days_after", required=True), text("address"), text("forms"), text("folder"), text("recipients"),
    day("saved_on", required=True), text("who", required=True), text("bridges"),
    one_of("kind", words.PACK_KINDS), one_of("every", words.RHYTHMS), not_negative("days_after"),
)  # fmt: skip

# What was made of packs, in the order of making; it outlives them, so it names them without a reference

pack_run = Table(
    "pack_run", metadata,
    serial(), text("pack", required=True), day("due_on", required=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("store_version", Integer, nullable=False), Column("files", JSON, nullable=False),
    Column("unsent", JSON, nullable=False), Column("sent_at", DateTime(timezone=True)), text("problem"),
    Column("known", JSON(none_as_null=True)),
    Index(None, "pack", "due_on"),
)  # fmt: skip

mapping = Table(
    "mapping", metadata,
    key("mapping"), Column("decisions", JSON, nullable=False), day("kept_on", required=True), text("who"),
)  # fmt: skip

record_end = Table(
    "record_end", metadata,
    key("kind"), Column("is_illustrative", Boolean, primary_key=True), day("complete_to", required=True),
    text("source"),
    one_of("kind", words.RECORD_KINDS),
)  # fmt: skip


import_batch = Table(
    "import_batch", metadata,
    serial(), Column("imported_at", DateTime(timezone=True), nullable=False),
    text("file_name", required=True),
    text("sha256", required=True), Column("store_version", Integer, nullable=False),
    Column("undone_at", DateTime(timezone=True)), Column("summary", JSON, nullable=False),
    text("who"), Column("undoes", Integer, ForeignKey("import_batch.id")),
)  # fmt: skip

# Returns under review: what was handed in, its files as they came, and who did what when

return_review = Table(
    "return_review", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    text("title", required=True), text("sha256", required=True), flag("replaced"),
    text("bridge", required=True), day("period_end", required=True), text("sender", required=True),
    day("handed_in_on", required=True), text("note"), text("state", required=True), text("who", required=True),
    day("state_on", required=True), text("comment"), text("answers"),
    Column("batch", Integer, ForeignKey("import_batch.id")),
    one_of("state", words.RETURN_STATES), Index(None, "bridge", "period_end"),
)  # fmt: skip

return_partnership = Table(
    "return_partnership", metadata,
    Column("number", Integer, ForeignKey("return_review.number"), primary_key=True, autoincrement=False),
    key("partnership"),
)  # fmt: skip

return_step = Table(
    "return_step", metadata,
    serial(), Column("number", Integer, ForeignKey("return_review.number"), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False), text("state", required=True), text("who", required=True),
    text("comment"),
    one_of("state", words.RETURN_STATES), Index(None, "number"),
)  # fmt: skip

return_file = Table(
    "return_file", metadata,
    Column("number", Integer, ForeignKey("return_review.number"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False), text("name", required=True),
    Column("content", LargeBinary, nullable=False),
)  # fmt: skip

change = Table(
    "change", metadata,
    serial(), Column("batch", Integer, ForeignKey("import_batch.id"), nullable=False),
    text("table_name", required=True), Column("row_key", JSON, nullable=False),
    Column("old_values", JSON(none_as_null=True)), Column("new_values", JSON(none_as_null=True)),
    Index(None, "batch"),
)  # fmt: skip

# Who may sign in, and who did what. No row of these is in the read model.

account = Table(
    "account", metadata,
    serial(), text("email", required=True), text("name", required=True), text("password"),
    Column("active", Boolean, nullable=False, server_default=true()),
    text("fs_uniquifier", required=True), text("tf_primary_method"), text("tf_totp_secret"),
    Column("mf_recovery_codes", JSON(none_as_null=True)), Column("tf_last_counter", Integer),
    Column("ended", JSON(none_as_null=True)),
    text("openid"), Column("made_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("email"), UniqueConstraint("fs_uniquifier"), UniqueConstraint("openid"),
)  # fmt: skip

role = Table("role", metadata, serial(), text("name", required=True), UniqueConstraint("name"))

account_role = Table(
    "account_role", metadata,
    Column("account", Integer, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Integer, ForeignKey("role.id"), primary_key=True),
)  # fmt: skip

account_bridge = Table(
    "account_bridge", metadata,
    Column("account", Integer, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True), key("bridge"),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    serial(), Column("at", DateTime(timezone=True), nullable=False), text("who", required=True),
    text("what", required=True), text("about"), text("address"), text("outcome", required=True),
    Index(None, "at"),
)  # fmt: skip

# Files that wait to be loaded, where several machines share a store

upload = Table(
    "upload", metadata,
    key("upload"), Column("kept_at", DateTime(timezone=True), nullable=False), text("answers"),
    Index(None, "kept_at"),
)  # fmt: skip

upload_file = Table(
    "upload_file", metadata,
    Column("upload", String, ForeignKey("upload.upload", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False), text("name", required=True),
    Column("content", LargeBinary, nullable=False),
)  # fmt: skip


PASSING: frozenset[Table] = frozenset({upload, upload_file})
"""What lies here for a day at most, and is no part of what a store says."""
TABLES: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table not in PASSING)
