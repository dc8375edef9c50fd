"""Packs: papers and mails that are made by themselves, and what was made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def text(name: str, *, required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=not required)


def upgrade() -> None:
    op.create_table(
        "pack",
        text("pack"),
        text("name"),
        text("kind"),
        text("every"),
        sa.Column("days_after", sa.Float, nullable=False),
        *(text(name, required=False) for name in ("address", "forms", "folder", "recipients")),
        sa.Column("saved_on", sa.Date, nullable=False),
        text("who"),
        sa.PrimaryKeyConstraint("pack", name="pk_pack"),
        sa.CheckConstraint("kind IN ('paper', 'worse')", name=op.f("ck_pack_kind_known")),
        sa.CheckConstraint("every IN ('week', 'month', 'quarter', 'load')", name=op.f("ck_pack_every_known")),
        sa.CheckConstraint("days_after >= 0", name=op.f("ck_pack_days_after_not_negative")),
    )
    op.create_table(
        "pack_run",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        text("pack"),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("store_version", sa.Integer, nullable=False),
        sa.Column("files", sa.JSON, nullable=False),
        sa.Column("unsent", sa.JSON, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        text("problem", required=False),
        sa.Column("known", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_pack_run"),
    )
    op.create_index("ix_pack_run_pack_due_on", "pack_run", ["pack", "due_on"])
