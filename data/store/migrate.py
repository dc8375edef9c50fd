"""Making a store's tables and bringing them up to date, from the migrations shipped in this package."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, select

from data.errors import (
    StoreExistsError,
    StoreForeignError,
    StoreMissingError,
    StoreNewerError,
    StoreOlderError,
)
from data.store import record_ends
from data.store.address import as_store_error, show
from data.store.schema import APPLICATION, store_meta


def initialise(engine: Engine, *, name: str) -> None:
    """Make every table in an empty database and call the store `name`; all or nothing.

    Raises `StoreExistsError` where there is a store already, `StoreForeignError` where other tables are.
    """
    with as_store_error(engine.url), engine.begin() as connection:
        initialise_on(connection, name=name)


def initialise_on(connection: Connection, *, name: str) -> None:
    """As `initialise`, as a part of the caller's transaction."""
    where = show(connection.engine.url)
    if is_ours(connection):
        raise StoreExistsError(
            f"There is a store at {where} already. Choose another place, or say --replace."
        )
    if inspect(connection).get_table_names():
        raise StoreForeignError(f"The database at {where} holds something else. Choose an empty one.")
    migrate(connection)
    connection.execute(store_meta.insert().values(id=1, application=APPLICATION, name=name, version=1))


def upgrade(engine: Engine) -> None:
    """Bring an older store's tables up to date; nothing happens to one that is current."""
    check(engine, allow_older=True)
    with as_store_error(engine.url), engine.begin() as connection:
        migrate(connection)
        record_ends.renew(connection)


def schema_is_current(engine: Engine) -> bool:
    """Whether the store's tables are those of this version of the product."""
    with as_store_error(engine.url), engine.connect() as connection:
        return revision(connection) == newest_revision()


def revision(connection: Connection) -> str | None:
    """The migration that the store was brought to last."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def newest_revision() -> str:
    """The migration that this version of the product works with."""
    return str(_scripts().get_current_head())


def is_ours(connection: Connection) -> bool:
    """Whether the database says that it is a store of this product."""
    if not inspect(connection).has_table(store_meta.name):
        return False
    columns = {column["name"] for column in inspect(connection).get_columns(store_meta.name)}
    if not columns >= set(store_meta.c.keys()):
        return False
    return connection.execute(select(store_meta.c.application)).scalar() == APPLICATION


def check(engine: Engine, *, allow_older: bool = False) -> None:
    """Raise the `StoreError` that says why this database cannot be worked with, if it cannot."""
    where = show(engine.url)
    with as_store_error(engine.url), engine.connect() as connection:
        if not inspect(connection).get_table_names():
            raise StoreMissingError(
                f"Nothing is kept at {where} yet. Make one with `cep store demo` or `cep store init`."
            )
        if not is_ours(connection):
            raise StoreForeignError(f"{where} is not a store of this product. Check the address.")
        found = revision(connection)
    if found == newest_revision():
        return
    if found not in {script.revision for script in _scripts().walk_revisions()}:
        raise StoreNewerError(
            f"The store at {where} was made by a newer version of this product. Update the product first."
        )
    if not allow_older:
        raise StoreOlderError(
            f"The store at {where} was made by an older version. Bring it up to date: `cep store upgrade`."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Bring the tables up to a revision, the newest unless told otherwise."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
