"""Tables of places, and of the store itself."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "store_meta",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_store_meta_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_meta")),
    )
    op.create_table(
        "area",
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.CheckConstraint("from_date < to_date", name=op.f("ck_area_from_date_before_to_date")),
        sa.PrimaryKeyConstraint("area_code", name=op.f("pk_area")),
    )
    op.create_index(op.f("ix_area_level"), "area", ["level"], unique=False)
    op.create_table(
        "area_grouping",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("grouping", sa.String(), nullable=False),
        sa.Column("group_code", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "grouping IN ('region', 'ace_area', 'bridge', 'county')",
            name=op.f("ck_area_grouping_grouping_known"),
        ),
        sa.CheckConstraint("from_date < to_date", name=op.f("ck_area_grouping_from_date_before_to_date")),
        sa.ForeignKeyConstraint(["area_code"], ["area.area_code"], name=op.f("fk_area_grouping_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_grouping")),
        sa.UniqueConstraint(
            "area_code", "grouping", "from_date", name=op.f("uq_area_grouping_area_code_grouping_from_date")
        ),
    )
    op.create_index(
        op.f("ix_area_grouping_grouping_group_code"),
        "area_grouping",
        ["grouping", "group_code"],
        unique=False,
    )
    op.create_table(
        "area_succession",
        sa.Column("from_code", sa.String(), nullable=False),
        sa.Column("to_code", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('merge', 'recode')", name=op.f("ck_area_succession_kind_known")),
        sa.PrimaryKeyConstraint("from_code", "to_code", "on_date", name=op.f("pk_area_succession")),
    )
    op.create_table(
        "area_statistic",
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["area.area_code"], name=op.f("fk_area_statistic_area_code")),
        sa.PrimaryKeyConstraint("area_code", "measure", "reference_date", name=op.f("pk_area_statistic")),
    )
    op.create_index(op.f("ix_area_statistic_measure"), "area_statistic", ["measure"], unique=False)
    op.create_table(
        "boundary_set",
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("vintage", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("features", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("level", "vintage", name=op.f("pk_boundary_set")),
    )
