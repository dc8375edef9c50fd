"""Making a store's tables and bringing them up to date, from the migrations shipped in this package."""

from sqlalchemy import Connection, Engine, inspect, text

from data.errors import StoreExistsError, StoreForeignError
from data.store import record_ends
from data.store.address import as_store_error, show
from data.store.audit import Act, record_on
from data.store.engine import SECONDS_TO_WAIT
from data.store.revision import MIGRATIONS, check, is_ours, newest_revision, revision
from data.store.schema import APPLICATION, store_meta


def initialise(engine: Engine, *, name: str) -> None:
    """Make every table in an empty database and call the store `name`; all or nothing.

    Raises `StoreExistsError` where there is a store already, `StoreForeignError` where other tables are.
    """
    with as_store_error(engine.url), engine.begin() as connection:
        initialise_on(connection, name=name)


def initialise_on(connection: Connection, *, name: str, to: str = "head") -> None:
    """As `initialise`, as a part of the caller's transaction; with the tables of the revision that is named."""
    where = show(connection.engine.url)
    if is_ours(connection):
        raise StoreExistsError(
            f"There is a store at {where} already. Choose another place, or say --replace."
        )
    if inspect(connection).get_table_names():
        raise StoreForeignError(f"The database at {where} holds something else. Choose an empty one.")
    migrate(connection, to=to)
    connection.execute(store_meta.insert().values(id=1, application=APPLICATION, name=name, version=1))


def upgrade(engine: Engine) -> None:
    """Bring an older store's tables up to date; nothing happens to one that is current.

    Whoever reads or writes it at that moment is waited for, and whoever comes waits: no two wait for each other. A
    process of the older version says from then on that it must stop.
    """
    check(engine, allow_older=True)
    with as_store_error(engine.url), engine.begin() as connection:
        if connection.dialect.name != "sqlite":
            connection.execute(text(f"SET LOCAL lock_timeout = {int(SECONDS_TO_WAIT * 1000)}"))
            connection.execute(text(f"LOCK TABLE {store_meta.name} IN ACCESS EXCLUSIVE MODE"))
        before = revision(connection)
        migrate(connection)
        record_ends.renew(connection)
        if before != newest_revision():
            record_on(connection, Act.UPGRADE, about=f"From {before} to {newest_revision()}")


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Bring the tables up to a revision, the newest unless told otherwise."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
