"""Tables of what partnerships return: activities, meetings, actions, support."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("primary_lever", sa.String(), nullable=False),
        sa.Column("secondary_considered", sa.Boolean(), nullable=True),
        sa.Column("young_people", sa.Float(), nullable=True),
        sa.Column("schools", sa.Float(), nullable=True),
        sa.Column("count_basis", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "count_basis IN ('actual', 'estimate')", name=op.f("ck_activity_count_basis_known")
        ),
        sa.CheckConstraint(
            "primary_lever IN ('SYN', 'MOB', 'DEL')", name=op.f("ck_activity_primary_lever_known")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'running', 'complete', 'cancelled')", name=op.f("ck_activity_state_known")
        ),
        sa.CheckConstraint("schools >= 0", name=op.f("ck_activity_schools_not_negative")),
        sa.CheckConstraint("start_on <= end_on", name=op.f("ck_activity_start_on_before_end_on")),
        sa.CheckConstraint("young_people >= 0", name=op.f("ck_activity_young_people_not_negative")),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name=op.f("fk_activity_partnership")
        ),
        sa.PrimaryKeyConstraint("activity", name=op.f("pk_activity")),
    )
    op.create_index(
        op.f("ix_activity_partnership_start_on"), "activity", ["partnership", "start_on"], unique=False
    )
    op.create_index(op.f("ix_activity_start_on"), "activity", ["start_on"], unique=False)
    op.create_table(
        "activity_lever",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("lever", sa.String(), nullable=False),
        sa.CheckConstraint("lever IN ('SYN', 'MOB', 'DEL')", name=op.f("ck_activity_lever_lever_known")),
        sa.ForeignKeyConstraint(["activity"], ["activity.activity"], name=op.f("fk_activity_lever_activity")),
        sa.PrimaryKeyConstraint("activity", "lever", name=op.f("pk_activity_lever")),
    )
    op.create_table(
        "activity_approach",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("approach", sa.String(), nullable=False),
        sa.CheckConstraint(
            (
                "approach IN ('awareness_raising', 'synergies', 'organisational_development', "
                "'developing_activity', 'inter_organisation_learning', 'mapping', 'sub_groups', "
                "'school_capacity_building', 'programming', 'embedding', 'direct_delivery', "
                "'event_or_festival', 'accredited_delivery')"
            ),
            name=op.f("ck_activity_approach_approach_known"),
        ),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.activity"], name=op.f("fk_activity_approach_activity")
        ),
        sa.PrimaryKeyConstraint("activity", "approach", name=op.f("pk_activity_approach")),
    )
    op.create_table(
        "activity_agenda",
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.CheckConstraint(
            (
                "agenda IN ('mental_health', 'crime', 'clinical_commissioning', 'police', "
                "'social_services', 'creative_careers')"
            ),
            name=op.f("ck_activity_agenda_agenda_known"),
        ),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.activity"], name=op.f("fk_activity_agenda_activity")
        ),
        sa.PrimaryKeyConstraint("activity", "agenda", name=op.f("pk_activity_agenda")),
    )
    op.create_table(
        "activity_link",
        sa.Column("from_activity", sa.String(), nullable=False),
        sa.Column("to_activity", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("basis IN ('reported', 'inferred')", name=op.f("ck_activity_link_basis_known")),
        sa.CheckConstraint("from_activity <> to_activity", name=op.f("ck_activity_link_two_activities")),
        sa.ForeignKeyConstraint(
            ["from_activity"], ["activity.activity"], name=op.f("fk_activity_link_from_activity")
        ),
        sa.ForeignKeyConstraint(
            ["to_activity"], ["activity.activity"], name=op.f("fk_activity_link_to_activity")
        ),
        sa.PrimaryKeyConstraint("from_activity", "to_activity", name=op.f("pk_activity_link")),
    )
    op.create_index(op.f("ix_activity_link_to_activity"), "activity_link", ["to_activity"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("venue_type", sa.String(), nullable=True),
        sa.Column("quorate", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "body IN ('full_partnership', 'steering_group', 'sub_group', 'network', 'other')",
            name=op.f("ck_meeting_body_known"),
        ),
        sa.CheckConstraint(
            "format IN ('workshop', 'roundtable', 'open_network', 'closed_meeting')",
            name=op.f("ck_meeting_format_known"),
        ),
        sa.CheckConstraint(
            "purpose IN ('ideation', 'information_sharing', 'recruitment', 'decision')",
            name=op.f("ck_meeting_purpose_known"),
        ),
        sa.CheckConstraint("state IN ('held', 'planned', 'cancelled')", name=op.f("ck_meeting_state_known")),
        sa.CheckConstraint(
            ("venue_type IN ('school', 'partner', 'cultural_venue', 'council_office', 'online', 'other')"),
            name=op.f("ck_meeting_venue_type_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name=op.f("fk_meeting_partnership")
        ),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_meeting")),
    )
    op.create_index(
        op.f("ix_meeting_partnership_held_on"), "meeting", ["partnership", "held_on"], unique=False
    )
    op.create_table(
        "attendance",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "state IN ('present', 'substitute', 'apologies', 'absent')",
            name=op.f("ck_attendance_state_known"),
        ),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.meeting"], name=op.f("fk_attendance_meeting")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.organisation"], name=op.f("fk_attendance_organisation")
        ),
        sa.PrimaryKeyConstraint("meeting", "organisation", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_organisation"), "attendance", ["organisation"], unique=False)
    op.create_table(
        "action",
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("agreed_when", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "agreed_when IN ('in_meeting', 'in_follow_up')", name=op.f("ck_action_agreed_when_known")
        ),
        sa.CheckConstraint("state IN ('open', 'complete', 'dropped')", name=op.f("ck_action_state_known")),
        sa.CheckConstraint("agreed_on <= completed_on", name=op.f("ck_action_agreed_on_before_completed_on")),
        sa.CheckConstraint("agreed_on <= due_on", name=op.f("ck_action_agreed_on_before_due_on")),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.meeting"], name=op.f("fk_action_meeting")),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name=op.f("fk_action_partnership")
        ),
        sa.PrimaryKeyConstraint("action", name=op.f("pk_action")),
    )
    op.create_index(op.f("ix_action_meeting"), "action", ["meeting"], unique=False)
    op.create_index(op.f("ix_action_partnership_due_on"), "action", ["partnership", "due_on"], unique=False)
    op.create_table(
        "support",
        sa.Column("support", sa.String(), nullable=False),
        sa.Column("bridge", sa.String(), nullable=False),
        sa.Column("partnership", sa.String(), nullable=True),
        sa.Column("area_code", sa.String(), nullable=True),
        sa.Column("support_on", sa.Date(), nullable=False),
        sa.Column("support_type", sa.String(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            (
                "support_type IN ('one_to_one', 'meeting_attendance_intro', "
                "'meeting_attendance_data', 'artsmark_advice', 'arts_award_advice', "
                "'connected_lab', 'connected_network')"
            ),
            name=op.f("ck_support_support_type_known"),
        ),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_support_hours_not_negative")),
        sa.ForeignKeyConstraint(["area_code"], ["area.area_code"], name=op.f("fk_support_area_code")),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name=op.f("fk_support_partnership")
        ),
        sa.PrimaryKeyConstraint("support", name=op.f("pk_support")),
    )
    op.create_index(
        op.f("ix_support_partnership_support_on"), "support", ["partnership", "support_on"], unique=False
    )
    op.create_table(
        "monitoring_return",
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name=op.f("fk_monitoring_return_partnership")
        ),
        sa.PrimaryKeyConstraint("partnership", "period_end", name=op.f("pk_monitoring_return")),
    )
    op.create_index(
        op.f("ix_monitoring_return_period_end"), "monitoring_return", ["period_end"], unique=False
    )
