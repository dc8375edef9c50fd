"""A connection to PostgreSQL that is lost: who reads asks again, who writes is told the truth."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, text

from data.errors import StoreBusyError, StoreLostError, StoreNewerError, WriteLostError
from data.programme.programme import load
from data.store import migrate, schema
from data.store.engine import open_store, reading, store_version, transaction
from tests.stores import Stores, cut

SCHOOL = {"organisation": "a-school", "name": "A school", "sector": "school"}


@pytest.fixture
def on_postgresql(postgresql: Stores) -> Iterator[Engine]:
    engine = open_store(postgresql.copy("tables"))
    yield engine
    engine.dispose()


def cut_after(engine: Engine, statements: int) -> None:
    """Cut once, after so many statements."""
    left = iter(range(statements))

    @event.listens_for(engine, "after_cursor_execute")
    def count(*_: Any) -> None:
        if next(left, None) == statements - 1:
            cut(engine.url.render_as_string(hide_password=False))


def write(engine: Engine) -> None:
    with transaction(engine) as connection:
        connection.execute(schema.organisation.insert(), [SCHOOL])


def written(engine: Engine) -> tuple[int, int]:
    """The store's version, and how many organisations it has."""
    with reading(engine) as connection:
        number = connection.execute(select(func.count()).select_from(schema.organisation)).scalar_one()
    return store_version(engine), number


def commits(engine: Engine, monkeypatch: pytest.MonkeyPatch, *done: str) -> None:
    """Let the next commit be these steps, of "kept" and "cut"; then it goes on as the connection allows."""
    keep: Callable[[Any], None] = engine.dialect.do_commit
    steps = list(done)

    def commit(connection: Any) -> None:
        while steps:
            keep(connection) if steps.pop(0) == "kept" else cut(
                engine.url.render_as_string(hide_password=False)
            )
        connection.execute("SELECT 1")
        keep(connection)

    monkeypatch.setattr(engine.dialect, "do_commit", commit)


def test_a_connection_that_was_lost_between_two_questions_is_made_anew(on_postgresql: Engine) -> None:
    assert store_version(on_postgresql) == 1
    cut(on_postgresql.url.render_as_string(hide_password=False))
    assert store_version(on_postgresql) == 1
    cut(on_postgresql.url.render_as_string(hide_password=False))
    assert written(on_postgresql) == (1, 0)


@pytest.mark.parametrize("statements", [1, 2, 7])
def test_a_store_is_read_once_more_when_its_connection_is_lost_meanwhile(
    on_postgresql: Engine, statements: int
) -> None:
    cut_after(on_postgresql, statements)
    assert load(on_postgresql).store_name == "A test store"


def test_a_connection_that_is_lost_is_said_to_whoever_only_reads(on_postgresql: Engine) -> None:
    cut_after(on_postgresql, 1)
    with pytest.raises(StoreLostError, match=r"^The connection to the store at postgresql://.* was lost: "):
        written(on_postgresql)
    assert written(on_postgresql) == (1, 0)


@pytest.mark.parametrize("statements", [2, 3])
def test_a_write_that_loses_its_connection_wrote_nothing_and_says_so(
    on_postgresql: Engine, statements: int
) -> None:
    cut_after(on_postgresql, statements)
    with pytest.raises(WriteLostError, match="so nothing was"):
        write(on_postgresql)
    assert written(on_postgresql) == (1, 0)
    write(on_postgresql)
    assert written(on_postgresql) == (2, 1)


def test_what_was_kept_is_written_though_nobody_was_told(
    on_postgresql: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits(on_postgresql, monkeypatch, "kept", "cut")
    write(on_postgresql)
    assert written(on_postgresql) == (2, 1)


def test_what_never_arrived_is_not_written_and_can_be_done_again(
    on_postgresql: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits(on_postgresql, monkeypatch, "cut")
    with pytest.raises(WriteLostError, match="so nothing was"):
        write(on_postgresql)
    assert written(on_postgresql) == (1, 0)
    write(on_postgresql)
    assert written(on_postgresql) == (2, 1)


def test_where_nobody_can_say_whether_it_was_kept_that_is_said(
    on_postgresql: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits(on_postgresql, monkeypatch, "kept", "cut")
    monkeypatch.setattr("data.store.engine.SECONDS_TO_WAIT", 0)
    with pytest.raises(WriteLostError, match="Whether it was written is not known"):
        write(on_postgresql)
    assert written(on_postgresql) == (2, 1)


def test_a_process_of_another_version_neither_reads_nor_writes(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for does in (store_version, load, write, written):
        with pytest.raises(StoreNewerError, match="this process is still of the one before"):
            does(store)
    with store.connect() as connection:
        left = connection.execute(
            select(
                schema.store_meta.c.version,
                select(func.count()).select_from(schema.organisation).scalar_subquery(),
            )
        ).one()
    assert tuple(left) == (1, 0)


def test_tables_are_brought_up_to_date_when_nobody_reads_for_long(
    postgresql: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_store(postgresql.place(), create=True)
    with engine.begin() as connection:
        migrate.initialise_on(connection, name="An old store", to="0012")
    monkeypatch.setattr("data.store.migrate.SECONDS_TO_WAIT", 0.05)
    with engine.connect() as reader:
        reader.execute(select(schema.store_meta.c.name))
        with pytest.raises(StoreBusyError, match="perhaps a backup"):
            migrate.upgrade(engine)
    migrate.upgrade(engine)
    assert store_version(engine) == 1
    engine.dispose()


def test_who_finds_no_connection_free_may_ask_again(
    postgresql: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store.engine.SECONDS_TO_WAIT", 0.01)
    monkeypatch.setattr("data.store.engine.OVERFLOW", 0)
    engine = open_store(postgresql.copy("tables"))
    with ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(engine.connect())
        for does in (store_version, load):
            with pytest.raises(StoreLostError, match="than it can answer"):
                does(engine)
    assert store_version(engine) == 1
    engine.dispose()
