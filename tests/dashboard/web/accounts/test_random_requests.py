"""What nobody should send, sent by somebody of each role and by nobody: none is answered with 500 or leaves a trace."""

import logging
import shutil
from collections.abc import Iterator

import pytest
from dash import Dash
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.people import ROLES
from dashboard.settings import Settings
from dashboard.web.accounts import library
from data.store.audit import count, entries
from data.store.engine import open_store
from tests.accounts import KEY, Visitor, with_account
from tests.dashboard.web.test_hostile import every_path, failures
from tests.dashboard.web.test_random_requests import Asking

REQUESTS = 1_000
"""Of each; a request that is refused costs little."""
NOBODY = "nobody"


@pytest.fixture(scope="module")
def settings(shared_demo_copy: str) -> Settings:
    return Settings(store=shared_demo_copy, accounts=True, secret_key=KEY)


@pytest.fixture(scope="module")
def shared_demo_copy(demo_store: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A demo store of this file's own, to which is written."""
    file = tmp_path_factory.mktemp("hostile") / "cep.db"
    return f"sqlite:///{shutil.copyfile(demo_store.removeprefix('sqlite:///'), file)}"


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[Dash]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "HASHING", {"argon2__time_cost": 1, "argon2__memory_cost": 64})
        yield create_app(settings)


@pytest.fixture(scope="module")
def engine(settings: Settings) -> Iterator[Engine]:
    engine = open_store(settings.store)
    yield engine
    engine.dispose()


def somebody(app: Dash, engine: Engine, settings: Settings, role: str) -> Visitor:
    """Somebody who has signed in, with a second factor where their role asks for one."""
    bridges = ("curious-minds",) if role == "bridge_editor" else ()
    visitor = with_account(engine, app.server, settings, f"{role}@example.org", role, *bridges)
    visitor.sign_in(f"{role}@example.org")
    if visitor.where() != "/account":
        visitor.set_up()
    assert visitor.client.get("/account.json").status_code == 200
    return visitor


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_no_request_of_anybody_fails(
    app: Dash, engine: Engine, settings: Settings, caplog: pytest.LogCaptureFixture, role: str
) -> None:
    visitor = Visitor(app.server) if role == NOBODY else somebody(app, engine, settings, role)
    (output,) = (key for key, held in app.callback_map.items() if "callback" in held)
    # Who sends half a code is signed out by the library; to sign in is for those who have not.
    paths = [path for path in every_path(app) if role == NOBODY or not path.startswith("/sign-in")]
    asking = Asking(visitor.client, paths, output, seed=len(role))
    before = count(engine)
    caplog.set_level(logging.ERROR)

    assert failures(visitor.client, asking.requests(REQUESTS)) == []

    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    assert visitor.client.get("/account.json").status_code == (401 if role == NOBODY else 200)
    told = entries(engine, most=count(engine) - before)
    assert {one.who for one in told} <= {"", "(not an e-mail address)", f"{role}@example.org"}
    assert all(one.who.isprintable() and one.about.isprintable() for one in told)
