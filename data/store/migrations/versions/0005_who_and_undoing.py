"""Who loaded a batch, and which batch an undoing took back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("who", sa.String(), nullable=True))
    op.add_column(
        "import_batch",
        sa.Column(
            "undoes",
            sa.Integer(),
            sa.ForeignKey("import_batch.id", name=op.f("fk_import_batch_undoes")),
            nullable=True,
        ),
        # SQLite cannot be given a constraint later, only with the column.
        inline_references=True,
    )
