"""Who may sign in, who did what, of which bridges whoever wrote something is, and files that wait to be loaded."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def text(name: str, *, required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=not required)


def serial() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, autoincrement=True, nullable=False)


def upgrade() -> None:
    for table in ("comment", "saved_view", "paper_draft", "pack"):
        op.add_column(table, text("bridges", required=False))
    op.create_table(
        "account",
        serial(),
        *(text(name) for name in ("email", "name")),
        text("password", required=False),
        sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
        text("fs_uniquifier"),
        *(text(name, required=False) for name in ("tf_primary_method", "tf_totp_secret")),
        sa.Column("mf_recovery_codes", sa.JSON),
        sa.Column("tf_last_counter", sa.Integer),
        sa.Column("ended", sa.JSON),
        text("openid", required=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_account_fs_uniquifier"),
        sa.UniqueConstraint("openid", name="uq_account_openid"),
    )
    op.create_table(
        "role",
        serial(),
        text("name"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        sa.UniqueConstraint("name", name="uq_role_name"),
    )
    op.create_table(
        "account_role",
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("role", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("account", "role", name="pk_account_role"),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name="fk_account_role_account_account", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["role"], ["role.id"], name="fk_account_role_role_role"),
    )
    op.create_table(
        "account_bridge",
        sa.Column("account", sa.Integer, nullable=False),
        text("bridge"),
        sa.PrimaryKeyConstraint("account", "bridge", name="pk_account_bridge"),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name="fk_account_bridge_account_account", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "audit",
        serial(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(text(name) for name in ("who", "what")),
        *(text(name, required=False) for name in ("about", "address")),
        text("outcome"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "upload",
        text("upload"),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        text("answers", required=False),
        sa.PrimaryKeyConstraint("upload", name="pk_upload"),
    )
    op.create_index("ix_upload_kept_at", "upload", ["kept_at"])
    op.create_table(
        "upload_file",
        text("upload"),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        text("name"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("upload", "place", name="pk_upload_file"),
        sa.ForeignKeyConstraint(
            ["upload"], ["upload.upload"], name="fk_upload_file_upload_upload", ondelete="CASCADE"
        ),
    )
    _only_add()


def _only_add() -> None:
    """Have the database itself refuse to change or remove what is on record."""
    said = "what is on record is only ever added to"
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added()"
    )
