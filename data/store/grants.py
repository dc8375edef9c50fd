"""The rights that a team's PostgreSQL needs to give: one role that changes tables, one that writes, one that reads."""

from typing import Final

from sqlalchemy.dialects import postgresql

from data.store.schema import account, account_bridge, account_role, audit, role, upload, upload_file

ROLES: Final = ("owner", "writer", "reader")
PRIVATE: Final = (account, role, account_role, account_bridge, audit, upload, upload_file)
SQL: Final = """\
-- Run as a superuser, in the database of the store; again after a new version brought new tables.
-- Then give people and servers one of these roles: GRANT {writer} TO "somebody";
DO $$ BEGIN
  CREATE ROLE {owner} NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN
  CREATE ROLE {writer} NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN
  CREATE ROLE {reader} NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

REVOKE ALL ON DATABASE {database} FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {owner}, {writer}, {reader};
GRANT USAGE ON SCHEMA public TO {owner}, {writer}, {reader};

-- The owner runs `cep store init`, `cep store upgrade`, `cep restore` and `cep store copy`.
GRANT CREATE ON SCHEMA public TO {owner};
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO %I', one.tablename, '{plain_owner}');
  END LOOP;
END $$;

-- The writer serves the dashboard and imports returns; it changes rows, never tables. To who did what it only adds.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {writer};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {writer};

-- The reader makes papers and files; who may sign in, who did what and what waits to be loaded is not for it.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader};

DO $$ BEGIN
  REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {writer};
  REVOKE UPDATE, DELETE ON audit FROM {writer};
  REVOKE SELECT ON {private} FROM {reader};
EXCEPTION WHEN undefined_table THEN NULL; END $$;

-- Tables that the owner makes later have the same rights.
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {writer};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {writer};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT SELECT ON TABLES TO {reader};
"""


def grants(database: str, *, prefix: str = "cep") -> str:
    """Return the SQL that makes the roles and gives each what it needs and nothing else."""
    quote = postgresql.dialect().identifier_preparer.quote_identifier  # type: ignore[no-untyped-call]
    named = {one: f"{prefix}_{one}" for one in ROLES}
    quoted = {one: quote(name) for one, name in named.items()}
    owner, private = named["owner"].replace("'", "''"), ", ".join(quote(table.name) for table in PRIVATE)
    return SQL.format(**quoted, database=quote(database), plain_owner=owner, private=private)
