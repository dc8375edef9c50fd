"""Tables of partnerships, their organisations, and the programme's targets and counts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "partnership",
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("former_name", sa.String(), nullable=True),
        sa.Column("pilot", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("scale", sa.String(), nullable=True),
        sa.Column("locality", sa.String(), nullable=True),
        sa.Column("bridge", sa.String(), nullable=True),
        sa.Column("lead_or_host", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("first_meeting_on", sa.Date(), nullable=True),
        sa.Column("terms_agreed_on", sa.Date(), nullable=True),
        sa.Column("launched_on", sa.Date(), nullable=True),
        sa.Column("first_delivery_on", sa.Date(), nullable=True),
        sa.Column("meetings_expected_per_year", sa.Float(), nullable=True),
        sa.Column("governance_form", sa.String(), nullable=True),
        sa.Column("published_status", sa.String(), nullable=True),
        sa.Column("status_as_published", sa.String(), nullable=True),
        sa.Column("evidence_on", sa.String(), nullable=True),
        sa.Column("evidence_precision", sa.String(), nullable=True),
        sa.Column("evidence_note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("milestones_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "evidence_precision IN ('day', 'month', 'quarter', 'year', 'not_published')",
            name=op.f("ck_partnership_evidence_precision_known"),
        ),
        sa.CheckConstraint(
            ("governance_form IN ('informal_network', 'terms_of_reference', 'hosted', 'charity', 'company')"),
            name=op.f("ck_partnership_governance_form_known"),
        ),
        sa.CheckConstraint(
            "published_status IN ('established', 'emerging', 'not_stated')",
            name=op.f("ck_partnership_published_status_known"),
        ),
        sa.CheckConstraint(
            (
                "scale IN ('part_of_local_authority', 'local_authority', "
                "'several_local_authorities', 'county')"
            ),
            name=op.f("ck_partnership_scale_known"),
        ),
        sa.CheckConstraint(
            "meetings_expected_per_year >= 0",
            name=op.f("ck_partnership_meetings_expected_per_year_not_negative"),
        ),
        sa.PrimaryKeyConstraint("partnership", name=op.f("pk_partnership")),
    )
    op.create_index(op.f("ix_partnership_bridge"), "partnership", ["bridge"], unique=False)
    op.create_table(
        "partnership_status",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(), server_default="day", nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "precision IN ('day', 'month', 'quarter', 'year', 'not_published')",
            name=op.f("ck_partnership_status_precision_known"),
        ),
        sa.CheckConstraint(
            (
                "status IN ('prospective', 'emerging', 'established', 'delivering', 'dormant', "
                "'merged', 'closed')"
            ),
            name=op.f("ck_partnership_status_status_known"),
        ),
        sa.CheckConstraint(
            "from_date < to_date", name=op.f("ck_partnership_status_from_date_before_to_date")
        ),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name=op.f("fk_partnership_status_partnership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_status")),
        sa.UniqueConstraint(
            "partnership", "from_date", name=op.f("uq_partnership_status_partnership_from_date")
        ),
    )
    op.create_table(
        "partnership_area",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("coverage", sa.String(), nullable=False),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("locality", sa.String(), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("coverage IN ('whole', 'part')", name=op.f("ck_partnership_area_coverage_known")),
        sa.CheckConstraint("from_date < to_date", name=op.f("ck_partnership_area_from_date_before_to_date")),
        sa.CheckConstraint("share >= 0 AND share <= 1", name=op.f("ck_partnership_area_share_of_one")),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.area_code"], name=op.f("fk_partnership_area_area_code")
        ),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name=op.f("fk_partnership_area_partnership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_area")),
        sa.UniqueConstraint(
            "partnership",
            "area_code",
            "from_date",
            name=op.f("uq_partnership_area_partnership_area_code_from_date"),
        ),
    )
    op.create_index(op.f("ix_partnership_area_area_code"), "partnership_area", ["area_code"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("area_code", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            (
                "sector IN ('local_authority', 'cultural_organisation', 'school', 'early_years', "
                "'further_education', 'higher_education', 'music_education_hub', 'youth_sector', "
                "'employer', 'creative_industry', 'health', 'planning', 'other')"
            ),
            name=op.f("ck_organisation_sector_known"),
        ),
        sa.ForeignKeyConstraint(["area_code"], ["area.area_code"], name=op.f("fk_organisation_area_code")),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_sector"), "organisation", ["sector"], unique=False)
    op.create_table(
        "membership",
        sa.Column("partnership", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            (
                "role IN ('chair', 'vice_chair', 'lead_organisation', 'host', 'coordinator', "
                "'steering_group', 'member', 'sub_group_lead', 'observer')"
            ),
            name=op.f("ck_membership_role_known"),
        ),
        sa.CheckConstraint("from_date < to_date", name=op.f("ck_membership_from_date_before_to_date")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.organisation"], name=op.f("fk_membership_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name=op.f("fk_membership_partnership")
        ),
        sa.PrimaryKeyConstraint(
            "partnership", "organisation", "role", "from_date", name=op.f("pk_membership")
        ),
    )
    op.create_index(op.f("ix_membership_organisation"), "membership", ["organisation"], unique=False)
    op.create_table(
        "target",
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("official", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("indicator", "due_on", name=op.f("pk_target")),
    )
    op.create_table(
        "published_count",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(), server_default="day", nullable=False),
        sa.Column("partnerships", sa.Float(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('stock', 'target', 'floor', 'cumulative')", name=op.f("ck_published_count_kind_known")
        ),
        sa.CheckConstraint(
            "precision IN ('day', 'month', 'quarter', 'year', 'not_published')",
            name=op.f("ck_published_count_precision_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_count")),
        sa.UniqueConstraint("as_at", "wording", name=op.f("uq_published_count_as_at_wording")),
    )
