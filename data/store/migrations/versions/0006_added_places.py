"""Boundaries and statistics that a reader adds: their files, areas, and what a measure is."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
SET = ["boundary_set.level", "boundary_set.vintage"]


def upgrade() -> None:
    op.add_column("area", sa.Column("parent_code", sa.String(), nullable=True))
    op.add_column("boundary_set", sa.Column("file_name", sa.String(), nullable=True))
    op.add_column("boundary_set", sa.Column("sha256", sa.String(), nullable=True))
    op.create_table(
        "area_measure",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("weights", sa.String(), nullable=True),
        sa.Column("lower_is_needier", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("kind IN ('count', 'score', 'rate')", name=op.f("ck_area_measure_kind_known")),
        sa.PrimaryKeyConstraint("measure", name=op.f("pk_area_measure")),
    )
    op.create_table(
        "boundary_file",
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("vintage", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("features", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["level", "vintage"], SET, name=op.f("fk_boundary_file_level_vintage")),
        sa.PrimaryKeyConstraint("level", "vintage", "detail", name=op.f("pk_boundary_file")),
    )
    op.create_index(op.f("ix_boundary_file_sha256"), "boundary_file", ["sha256"], unique=False)
    op.create_table(
        "boundary_area",
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("vintage", sa.String(), nullable=False),
        sa.Column("area_code", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Float(), nullable=False)
            for name in ("lon", "lat", "west", "south", "east", "north")
        ),
        sa.ForeignKeyConstraint(["area_code"], ["area.area_code"], name=op.f("fk_boundary_area_area_code")),
        sa.ForeignKeyConstraint(["level", "vintage"], SET, name=op.f("fk_boundary_area_level_vintage")),
        sa.PrimaryKeyConstraint("level", "vintage", "area_code", name=op.f("pk_boundary_area")),
    )
    op.create_index(op.f("ix_boundary_area_area_code"), "boundary_area", ["area_code"], unique=False)
