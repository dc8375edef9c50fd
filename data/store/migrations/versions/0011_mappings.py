"""Mappings of lists: what was decided about the columns and words of one, kept by name for the next."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "mapping",
        sa.Column("mapping", sa.String, nullable=False),
        sa.Column("decisions", sa.JSON, nullable=False),
        sa.Column("kept_on", sa.Date, nullable=False),
        sa.Column("who", sa.String),
        sa.PrimaryKeyConstraint("mapping", name="pk_mapping"),
    )
