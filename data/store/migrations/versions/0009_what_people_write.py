"""Events, and what people write on the pages: how far a call is, comments, saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def text(name: str, *, required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=not required)


def upgrade() -> None:
    op.create_table(
        "event",
        text("event"),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("precision", sa.String, nullable=False, server_default="day"),
        text("what"),
        text("place", required=False),
        text("source", required=False),
        sa.Column("is_illustrative", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("event", name="pk_event"),
        sa.CheckConstraint(
            "precision IN ('day', 'month', 'quarter', 'year', 'not_published')",
            name=op.f("ck_event_precision_known"),
        ),
    )
    op.create_index("ix_event_held_on", "event", ["held_on"])
    op.create_table(
        "attention_state",
        text("partnership"),
        text("reason"),
        text("state"),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        text("note", required=False),
        text("who"),
        sa.PrimaryKeyConstraint("partnership", "reason", name="pk_attention_state"),
        sa.ForeignKeyConstraint(
            ["partnership"], ["partnership.partnership"], name="fk_attention_state_partnership_partnership"
        ),
        sa.CheckConstraint(
            "state IN ('open', 'called', 'waiting', 'settled')", name=op.f("ck_attention_state_state_known")
        ),
        sa.CheckConstraint("held_on <= until", name=op.f("ck_attention_state_held_on_before_until")),
    )
    op.create_table(
        "comment",
        text("comment"),
        text("chart"),
        text("filters"),
        text("wording"),
        text("figure"),
        sa.Column("written_on", sa.Date, nullable=False),
        text("who"),
        sa.PrimaryKeyConstraint("comment", name="pk_comment"),
    )
    op.create_index("ix_comment_chart", "comment", ["chart"])
    op.create_table(
        "saved_view",
        text("saved_view"),
        text("name"),
        text("address"),
        sa.Column("saved_on", sa.Date, nullable=False),
        text("who"),
        sa.PrimaryKeyConstraint("saved_view", name="pk_saved_view"),
    )
