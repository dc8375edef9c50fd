"""Days may be known to the term or the school year."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

TABLES = ("partnership_status", "membership", "evidence", "published_count", "event")
BEFORE = "('day', 'month', 'quarter', 'year', 'not_published')"
AFTER = "('day', 'month', 'quarter', 'term', 'year', 'school_year', 'not_published')"


def upgrade() -> None:
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            _made_anew(table)
        else:
            name = f"ck_{table}_precision_known"
            op.drop_constraint(op.f(name), table, type_="check")
            op.create_check_constraint(op.f(name), table, f"precision IN {AFTER}")


def _made_anew(table: str) -> None:
    """SQLite changes no checks of a table that is there: its rows move to one with the new check."""
    connection = op.get_bind()
    parts = "SELECT type, sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL"
    made = connection.execute(sa.text(parts), {"name": table}).all()
    (created,) = (sql for kind, sql in made if kind == "table")
    fresh = f"fresh_{table}"
    beginning, rest = created.split("(", 1)
    connection.exec_driver_sql(f"{beginning.replace(table, fresh)}({rest.replace(BEFORE, AFTER)}")
    connection.exec_driver_sql(f"INSERT INTO {fresh} SELECT * FROM {table}")  # noqa: S608 - names of ours
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE {fresh} RENAME TO {table}")
    for kind, sql in made:
        if kind == "index":
            connection.exec_driver_sql(sql)
