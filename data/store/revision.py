"""Which migration a store was brought to, and whether this version of the product can work with it."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

from data.errors import StoreForeignError, StoreMissingError, StoreNewerError, StoreOlderError
from data.store.address import as_store_error, show
from data.store.schema import APPLICATION, store_meta

MIGRATIONS = Path(__file__).parent / "migrations"

# Read without Alembic, which takes as long to import as a command takes to answer; a test compares them.
REACHED = table("alembic_version", column("version_num"))


def schema_is_current(engine: Engine) -> bool:
    """Whether the store's tables are those of this version of the product."""
    with as_store_error(engine.url), engine.connect() as connection:
        return revision(connection) == newest_revision()


def revision(connection: Connection) -> str | None:
    """The migration that the store was brought to last."""
    if not inspect(connection).has_table(REACHED.name):
        return None
    reached: str | None = connection.execute(select(REACHED.c.version_num)).scalar()
    return reached


def see_that_it_is_ours(connection: Connection) -> None:
    """Raise `StoreNewerError` if the tables were brought to another revision while we worked with them."""
    found = connection.execute(select(REACHED.c.version_num)).scalar()
    if found != newest_revision():
        raise moved_on()


def moved_on() -> StoreNewerError:
    """What a process says that still runs when the tables are those of another version."""
    return StoreNewerError(
        "The store was brought to another version of this product, and this process is still of the one before. Stop "
        "it, and start it anew in the store's version."
    )


def newest_revision() -> str:
    """The migration that this version of the product works with."""
    return revisions()[-1]


@cache
def revisions() -> tuple[str, ...]:
    """Every migration, oldest first, by the number that its file begins with."""
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return tuple(sorted(file.stem.partition("_")[0] for file in files))


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
    if found not in revisions():
        raise StoreNewerError(
            f"The store at {where} was made by a newer version of this product. Update the product first."
        )
    if not allow_older:
        raise StoreOlderError(
            f"The store at {where} was made by an older version. Bring it up to date: `cep store upgrade`."
        )
