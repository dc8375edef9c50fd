"""What every published fact rests on, members and counts as published, and how far each kind of record goes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

PRECISIONS = "('day', 'month', 'quarter', 'year', 'not_published')"
STATUSES = (
    "('prospective', 'emerging', 'existing', 'established', 'delivering', 'dormant', 'merged', 'closed')"
)
ROLES = (
    "('chair', 'vice_chair', 'lead_organisation', 'host', 'coordinator', 'steering_group', 'member', "
    "'sub_group_lead', 'observer')"
)
EVIDENCE_KINDS = "('existence', 'status', 'stage', 'place', 'date', 'lead', 'membership', 'count', 'funding')"
RECORD_KINDS = "('returns', 'meetings', 'activities', 'actions', 'support', 'memberships')"


def upgrade() -> None:
    rebuild(
        "partnership_status",
        serial(),
        text("partnership", required=True),
        text("status", required=True),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        precision(),
        text("source"),
        flag("is_illustrative"),
        begins(),
        grade(),
        one_of("partnership_status", "precision", PRECISIONS),
        one_of("partnership_status", "status", STATUSES),
        one_of("partnership_status", "begins", "('on', 'by')"),
        is_grade("partnership_status"),
        in_order("partnership_status"),
        refers("partnership_status", "partnership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_status")),
        sa.UniqueConstraint(
            "partnership", "from_date", name=op.f("uq_partnership_status_partnership_from_date")
        ),
    )
    op.execute("UPDATE partnership_status SET grade = 6 WHERE is_illustrative")
    rebuild(
        "membership",
        text("partnership", required=True),
        text("organisation", required=True),
        text("role", required=True),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        flag("is_illustrative"),
        precision(),
        begins(),
        one_of("membership", "role", ROLES),
        one_of("membership", "precision", PRECISIONS),
        one_of("membership", "begins", "('on', 'by')"),
        in_order("membership"),
        refers("membership", "organisation"),
        refers("membership", "partnership"),
        sa.PrimaryKeyConstraint(
            "partnership", "organisation", "role", "from_date", name=op.f("pk_membership")
        ),
    )
    op.create_index(op.f("ix_membership_organisation"), "membership", ["organisation"], unique=False)
    rebuild(
        "published_count",
        serial(),
        sa.Column("as_at", sa.Date(), nullable=True),
        precision(),
        sa.Column("partnerships", sa.Float(), nullable=False),
        text("wording", required=True),
        text("kind"),
        text("source"),
        flag("is_illustrative"),
        text("place"),
        text("bridge"),
        text("address"),
        grade(),
        one_of("published_count", "kind", "('stock', 'target', 'floor', 'cumulative')"),
        one_of("published_count", "precision", PRECISIONS),
        is_grade("published_count"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_count")),
        sa.UniqueConstraint("as_at", "wording", "place", name=op.f("uq_published_count_as_at_wording_place")),
    )
    op.create_table(
        "evidence",
        serial(),
        text("partnership", required=True),
        text("kind", required=True),
        sa.Column("as_at", sa.Date(), nullable=True),
        precision(),
        sa.Column("known_by", sa.Date(), nullable=True),
        *(text(name) for name in ("value", "wording", "address", "note", "status")),
        begins(),
        grade(),
        flag("is_illustrative"),
        one_of("evidence", "kind", EVIDENCE_KINDS),
        one_of("evidence", "precision", PRECISIONS),
        one_of("evidence", "status", STATUSES),
        one_of("evidence", "begins", "('on', 'by')"),
        is_grade("evidence"),
        refers("evidence", "partnership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            *("partnership", "kind", "as_at", "address", "value"),
            name=op.f("uq_evidence_partnership_kind_as_at_address_value"),
        ),
    )
    op.create_table(
        "record_end",
        text("kind", required=True),
        sa.Column("is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("complete_to", sa.Date(), nullable=False),
        text("source"),
        one_of("record_end", "kind", RECORD_KINDS),
        sa.PrimaryKeyConstraint("kind", "is_illustrative", name=op.f("pk_record_end")),
    )


def rebuild(name: str, *parts: "sa.Column[Any] | sa.Constraint") -> None:
    """Make a table anew with the rows that it holds: SQLite changes no checks of a table that is there."""
    connection = op.get_bind()
    held = sa.Table(name, sa.MetaData(), autoload_with=connection)
    rows = [dict(row) for row in connection.execute(held.select().order_by(*held.primary_key)).mappings()]
    op.drop_table(name)
    made = op.create_table(name, *parts)
    for row in rows:
        row.pop("id", None)
    if rows:
        connection.execute(made.insert(), rows)


def text(name: str, *, required: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(), nullable=not required)


def serial() -> "sa.Column[Any]":
    return sa.Column("id", sa.Integer(), autoincrement=True, nullable=False)


def flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def precision() -> "sa.Column[Any]":
    return sa.Column("precision", sa.String(), server_default="day", nullable=False)


def begins() -> "sa.Column[Any]":
    return sa.Column("begins", sa.String(), server_default="on", nullable=False)


def grade() -> "sa.Column[Any]":
    return sa.Column("grade", sa.Integer(), server_default="4", nullable=False)


def one_of(table: str, column: str, codes: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN {codes}", name=op.f(f"ck_{table}_{column}_known"))


def is_grade(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint("grade >= 1 AND grade <= 6", name=op.f(f"ck_{table}_grade_known"))


def in_order(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint("from_date < to_date", name=op.f(f"ck_{table}_from_date_before_to_date"))


def refers(table: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([to], [f"{to}.{to}"], name=op.f(f"fk_{table}_{to}"))
