"""What was answered to the questions of a return that waits for a decision."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("return_review", sa.Column("answers", sa.String))
