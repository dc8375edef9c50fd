"""Drafts of board papers: what an author has chosen and written so far, under a name."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "paper_draft",
        *(sa.Column(name, sa.String, nullable=False) for name in ("paper_draft", "name", "query", "figures")),
        *(sa.Column(name, sa.Date, nullable=False) for name in ("as_at", "saved_on")),
        sa.Column("who", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("paper_draft", name="pk_paper_draft"),
    )
