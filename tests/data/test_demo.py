import pytest
from sqlalchemy import create_engine, text

from data.demo import DEMO_NAME, build_demo, build_register, demo_rows, keep_demo
from data.errors import StoreExistsError, StoreForeignError, StoreMissingError, StoreOlderError
from data.programme.programme import load
from data.store import migrate, schema
from data.store.engine import open_store, store_version
from data.store.info import describe, info
from data.store.revision import schema_is_current
from data.store.rows import build_store

pytestmark = pytest.mark.thorough


@pytest.fixture
def opened():
    engines = []

    def opening(address):
        engines.append(open_store(address))
        return engines[-1]

    yield opening
    for engine in engines:
        engine.dispose()


def test_the_demo_store_is_built_on_either_database(store_url, opened):
    build_demo(store_url)

    held = info(opened(store_url))
    assert (held.rows["partnership"], held.rows["area"], held.version) == (110, 346, 1)
    assert held.schema_is_current


@pytest.fixture
def older(store_url):
    """Make a store as an older version made it, called so, with a partnership that somebody loaded."""

    def making(name, version=7):
        engine = open_store(store_url, create=True)
        with engine.begin() as connection:
            migrate.migrate(connection, to="0004")
            meta = {"id": 1, "application": schema.APPLICATION, "name": name, "version": version}
            connection.execute(schema.store_meta.insert().values(meta))
            connection.execute(schema.partnership.insert().values(partnership="real", name="Real CEP"))
        engine.dispose()
        return store_url

    return making


def test_an_older_demo_store_is_brought_up_to_date_and_keeps_every_row(older, opened):
    address = older(DEMO_NAME)

    assert "brought up to date" in keep_demo(address)

    engine = opened(address)
    assert schema_is_current(engine)
    assert load(engine).partnerships["name"].tolist() == ["Real CEP"]
    assert keep_demo(address) == "The store is there already."
    assert store_version(engine) == 7


def test_an_older_demo_store_that_nobody_wrote_to_is_made_anew(older, opened):
    address = older(DEMO_NAME, version=1)

    assert "110 partnerships of the public register" in keep_demo(address)

    assert len(load(opened(address)).evidence) > 110


def test_an_older_store_of_somebody_else_is_left_as_it_is(older):
    address = older("Returns of the North")

    with pytest.raises(StoreOlderError, match="cep store upgrade"):
        keep_demo(address)
    with pytest.raises(StoreOlderError):
        open_store(address)


def test_a_store_that_is_there_is_not_written_over(store_url, opened):
    build_register(store_url)

    with pytest.raises(StoreExistsError, match="--replace"):
        build_demo(store_url)

    assert info(opened(store_url)).rows["activity"] == 0


def test_a_store_that_is_replaced_has_a_later_version_and_the_new_rows(store_url, opened):
    build_register(store_url)
    engine = opened(store_url)

    build_demo(store_url, replace=True)

    assert store_version(engine) == 2
    assert info(engine).rows["activity"] > 0


def test_something_else_is_not_replaced(store_url):
    other = create_engine(store_url)
    with other.begin() as connection:
        connection.execute(text("CREATE TABLE ledger (amount INTEGER)"))
    other.dispose()

    with pytest.raises(StoreForeignError):
        build_demo(store_url, replace=True)


def test_rows_that_the_store_refuses_leave_no_store_behind(store_url):
    rows = demo_rows()
    rows["organisation"] = [row | {"sector": "circus"} for row in rows["organisation"]]

    with pytest.raises(Exception, match="sector_known"):
        build_store(store_url, rows, name="Half a store")

    with pytest.raises(StoreMissingError):
        open_store(store_url)


def test_nothing_is_left_beside_a_new_file(tmp_path):
    build_register(f"sqlite:///{tmp_path / 'folder' / 'cep.db'}")

    assert [file.name for file in (tmp_path / "folder").iterdir()] == ["cep.db"]


def test_who_builds_the_demo_hears_what_was_built(tmp_path):
    said = build_demo(f"sqlite:///{tmp_path / 'cep.db'}")

    assert "110 partnerships of the public register" in said
    assert said.endswith("complete to 31 March 2020.")


def test_a_store_is_described_table_by_table(demo_store, opened):
    lines = describe(opened(demo_store)).splitlines()

    assert lines[0] == "Cultural Education Partnerships in England"
    assert "  complete to 31 March 2020" in lines
    assert next(line.split() for line in lines if line.startswith("partnership ")) == [
        "partnership",
        "110",
        "0",
    ]
    assert next(line.split() for line in lines if line.startswith("area ")) == ["area", "346", "-"]


def test_an_empty_store_is_described_too(store):
    assert "nothing in it is dated yet" in describe(store)


def test_the_info_tells_generated_rows_from_real_ones(demo_store, opened):
    held = info(opened(demo_store))

    assert held.illustrative["partnership"] == held.illustrative["partnership_area"] == 0
    assert held.illustrative["activity"] == held.rows["activity"] > 0
    assert held.rows["partnership_status"] - held.illustrative["partnership_status"] == 134
    assert "area" not in held.illustrative


def test_the_info_names_the_store_and_the_date_it_is_complete_to(demo_store, demo_programme, opened):
    held = info(opened(demo_store))

    assert held.name == "Cultural Education Partnerships in England"
    assert held.as_at == demo_programme.as_at
    assert held.address == demo_store
