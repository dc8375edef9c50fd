import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import IntegrityError

from data.errors import (
    StoreAddressError,
    StoreBusyError,
    StoreError,
    StoreForeignError,
    StoreMissingError,
    StoreNewerError,
    StoreOlderError,
    StoreUnreachableError,
)
from data.programme.programme import load
from data.store import migrate, schema
from data.store.engine import open_store, reading, store_version, transaction
from data.store.migrate import initialise, upgrade

ORGANISATION = {"organisation": "a-school", "name": "A school", "sector": "school"}


def organisations(engine):
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(schema.organisation)).scalar_one()


def test_a_new_store_can_be_opened_again(store, store_address):
    again = open_store(store_address)

    assert store_version(again) == 1
    again.dispose()


def test_a_missing_folder_is_made_for_a_new_store(tmp_path):
    engine = open_store(f"sqlite:///{tmp_path / 'a' / 'b' / 'cep.db'}", create=True)
    initialise(engine, name="A test store")

    assert (tmp_path / "a" / "b" / "cep.db").is_file()
    engine.dispose()


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreUnreachableError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'cep.db'}", create=True)


def test_a_write_raises_the_version_by_one(store):
    with transaction(store) as connection:
        connection.execute(schema.organisation.insert(), [ORGANISATION])

    assert (store_version(store), organisations(store)) == (2, 1)


def test_a_write_that_fails_leaves_neither_rows_nor_a_version(store):
    with pytest.raises(IntegrityError), transaction(store) as connection:
        connection.execute(schema.organisation.insert(), [ORGANISATION, ORGANISATION])

    assert (store_version(store), organisations(store)) == (1, 0)


def test_a_reader_keeps_seeing_the_moment_it_began_at(store):
    with reading(store) as connection:
        before = connection.execute(select(schema.store_meta.c.version)).scalar_one()
        with transaction(store):
            pass
        after = connection.execute(select(schema.store_meta.c.version)).scalar_one()

    assert (before, after, store_version(store)) == (1, 1, 2)


def test_a_second_writer_waits_and_then_hears_that_the_store_is_busy(tmp_path, monkeypatch):
    monkeypatch.setattr("data.store.engine.SECONDS_TO_WAIT", 0)
    engine = open_store(f"sqlite:///{tmp_path / 'cep.db'}", create=True)
    initialise(engine, name="A test store")

    with transaction(engine), pytest.raises(StoreBusyError, match="Try again"), transaction(engine):
        pass
    engine.dispose()


def test_a_row_that_refers_to_nothing_is_refused(store):
    with pytest.raises(IntegrityError), transaction(store) as connection:
        connection.execute(
            schema.partnership_status.insert().values(
                partnership="nowhere", status="emerging", precision="day"
            )
        )


def test_a_word_outside_the_vocabulary_is_refused(store):
    with pytest.raises(IntegrityError), transaction(store) as connection:
        connection.execute(schema.organisation.insert().values(ORGANISATION | {"sector": "circus"}))


def test_a_store_that_does_not_exist_is_missing_and_is_not_made(tmp_path):
    with pytest.raises(StoreMissingError, match="cep store demo"):
        open_store(f"sqlite:///{tmp_path / 'none.db'}")

    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_a_missing_store(store_url):
    engine = open_store(store_url, create=True)
    engine.connect().close()
    engine.dispose()

    with pytest.raises(StoreMissingError, match="Nothing is kept"):
        open_store(store_url)


def test_a_postgresql_database_that_does_not_exist_is_missing(postgresql_server):
    with pytest.raises(StoreMissingError, match="no database"):
        open_store(postgresql_server.replace("/postgres?", "/nowhere?"))


def test_a_server_that_does_not_answer_is_said_without_the_password():
    with pytest.raises(StoreUnreachableError, match="cannot be opened") as refused:
        open_store("postgresql://officer:sesame@127.0.0.1:1/cep?password=sesame")

    assert "sesame" not in str(refused.value)


def test_a_file_of_another_kind_is_not_a_database(tmp_path):
    (tmp_path / "notes.txt").write_text("Minutes of the last meeting. " * 100)

    with pytest.raises(StoreForeignError, match="not a database"):
        open_store(f"sqlite:///{tmp_path / 'notes.txt'}")


@pytest.mark.parametrize("table", ["alembic_version", "store_meta"])
def test_a_database_of_something_else_is_not_ours(store_url, table):
    other = create_engine(store_url)
    with other.begin() as connection:
        connection.execute(text(f"CREATE TABLE {table} (version_num VARCHAR(32))"))
    other.dispose()

    with pytest.raises(StoreForeignError, match="not a store of this product"):
        open_store(store_url)


def test_looking_at_a_database_of_something_else_changes_nothing_in_it(tmp_path):
    file = tmp_path / "ledger.db"
    ledger = sqlite3.connect(file)
    ledger.execute("CREATE TABLE ledger (amount INTEGER)")
    ledger.close()
    before = file.read_bytes()

    with pytest.raises(StoreForeignError):
        open_store(f"sqlite:///{file}")

    assert file.read_bytes() == before


def test_a_store_is_written_ahead_so_that_readers_do_not_wait(tmp_path):
    engine = open_store(f"sqlite:///{tmp_path / 'cep.db'}", create=True)
    initialise(engine, name="A test store")

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_an_option_that_the_server_does_not_know_is_said():
    with pytest.raises(StoreUnreachableError, match="cannot be opened"):
        open_store("postgresql://127.0.0.1:1/cep?colour=blue")


def test_a_store_of_another_product_with_the_same_tables_is_not_ours(store, store_address):
    with transaction(store) as connection:
        connection.execute(schema.store_meta.update().values(application="something-else"))

    with pytest.raises(StoreForeignError):
        open_store(store_address)


def test_a_newer_store_asks_for_a_newer_product(store, store_address):
    with transaction(store) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreNewerError, match="Update the product"):
        open_store(store_address)
    with pytest.raises(StoreNewerError):
        upgrade(store)


@pytest.mark.parametrize("revision", ["0003", "0004", "0005"])
def test_an_older_store_asks_to_be_upgraded(store_url, revision):
    making = open_store(store_url, create=True)
    with making.begin() as connection:
        migrate.migrate(connection, to=revision)
        connection.execute(
            schema.store_meta.insert().values(id=1, application=schema.APPLICATION, name="Old", version=1)
        )
    making.dispose()

    with pytest.raises(StoreOlderError, match="cep store upgrade"):
        open_store(store_url)

    engine = open_store(store_url, allow_older=True)
    upgrade(engine)
    assert load(engine).store_name == "Old"
    engine.dispose()
    open_store(store_url).dispose()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "cep.db",
        "mysql://host/name",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql:/x",
        "sqlite://host/cep.db",
    ],
)
def test_an_address_that_cannot_be_read_says_how_to_write_one(address):
    with pytest.raises(StoreAddressError, match=r"sqlite:///var/cep\.db"):
        open_store(address)


@given(st.text())
@example("sqlite")
@example("postgresql")
def test_any_junk_for_an_address_is_refused_with_a_sentence(junk):
    with pytest.raises(StoreError, match=r"[.?]$"):
        open_store(f"{junk}://127.0.0.1:1/{junk}")


def test_postgres_addresses_are_read_with_our_driver(postgresql):
    engine = open_store(postgresql.place().replace("postgresql+psycopg", "postgresql"), create=True)
    initialise(engine, name="A test store")

    assert engine.driver == "psycopg"
    engine.dispose()


def test_a_store_file_that_is_put_in_the_place_of_another_is_seen(tmp_path):
    engines = [open_store(f"sqlite:///{tmp_path / name}", create=True) for name in ("one.db", "two.db")]
    for engine in engines:
        initialise(engine, name="A test store")
    with transaction(engines[1]):
        pass
    engines[1].dispose()
    checkpoint(tmp_path / "one.db")

    (tmp_path / "two.db").replace(tmp_path / "one.db")

    assert store_version(engines[0]) == 2
    engines[0].dispose()


def test_a_store_file_that_goes_away_is_missing(tmp_path):
    engine = open_store(f"sqlite:///{tmp_path / 'one.db'}", create=True)
    initialise(engine, name="A test store")
    shutil.move(tmp_path / "one.db", tmp_path / "elsewhere.db")

    with pytest.raises(StoreMissingError, match="is gone"):
        store_version(engine)
    engine.dispose()


def checkpoint(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
