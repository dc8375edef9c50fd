"""Returns under review: what was handed in, its files, and who did what when."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

STATES = "('received', 'in_check', 'returned', 'accepted')"


def text(name: str, *, required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=not required)


def number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, autoincrement=False, nullable=False)


def of_review(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["number"], ["return_review.number"], name=f"fk_{table}_number")


def upgrade() -> None:
    op.create_table(
        "return_review",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        text("title"),
        text("sha256"),
        sa.Column("replaced", sa.Boolean, nullable=False, server_default=sa.false()),
        text("bridge"),
        sa.Column("period_end", sa.Date, nullable=False),
        text("sender"),
        sa.Column("handed_in_on", sa.Date, nullable=False),
        text("note", required=False),
        text("state"),
        text("who"),
        sa.Column("state_on", sa.Date, nullable=False),
        text("comment", required=False),
        sa.Column("batch", sa.Integer),
        sa.PrimaryKeyConstraint("number", name="pk_return_review"),
        sa.ForeignKeyConstraint(["batch"], ["import_batch.id"], name="fk_return_review_batch"),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_return_review_state_known")),
    )
    op.create_index("ix_return_review_bridge_period_end", "return_review", ["bridge", "period_end"])
    op.create_table(
        "return_partnership",
        number(),
        text("partnership"),
        sa.PrimaryKeyConstraint("number", "partnership", name="pk_return_partnership"),
        of_review("return_partnership"),
    )
    op.create_table(
        "return_step",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        number(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        text("state"),
        text("who"),
        text("comment", required=False),
        sa.PrimaryKeyConstraint("id", name="pk_return_step"),
        of_review("return_step"),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_return_step_state_known")),
    )
    op.create_index("ix_return_step_number", "return_step", ["number"])
    op.create_table(
        "return_file",
        number(),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        text("name"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", "place", name="pk_return_file"),
        of_review("return_file"),
    )
