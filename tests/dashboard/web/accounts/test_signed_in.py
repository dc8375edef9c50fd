"""Only who has signed in is answered, each with what they may see."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, update

from dashboard.app import begin, create_app
from dashboard.pages import QuestionReader
from dashboard.people import NOBODY, PERSON, Person, asked_by
from dashboard.settings import Settings
from dashboard.web.accounts import signed_in
from dashboard.web.log_lines import AWAY
from data.accounts import Account, AccountStore
from data.errors import StoreLostError
from data.programme.programme import CurrentProgramme
from data.store.audit import entries
from data.store.engine import open_store
from data.store.schema import account, account_bridge, account_role, role
from tests.accounts import Visitor
from tests.stores import SQLiteFiles


@pytest.fixture
def server(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[FlaskClient, str]:
    """A team's server over the demo, and the address of its store; accounts are read at every request."""
    monkeypatch.setattr(signed_in, "HELD", 0.0)
    store = SQLiteFiles(shared, tmp_path).copy("demo")
    app = create_app(Settings(store=store, accounts=True, secret_key="of the tests"))  # noqa: S106
    begin(app)
    return app.server.test_client(), store


def test_nobody_is_sent_to_sign_in_and_told_nothing(server: tuple[FlaskClient, str]) -> None:
    client, _ = server
    found = client.get("/levers?region=E12000007")
    assert (found.status_code, found.headers["Location"]) == (
        303,
        "/sign-in?next=%2Flevers%3Fregion%3DE12000007",
    )
    for path in (
        "/api/indicators",
        "/export/store.xlsx",
        "/_dash-layout",
        "/search.json?q=a",
        "/no/such/page",
    ):
        said = client.get(path)
        assert (said.status_code, said.data) == (401, signed_in.NOT_SIGNED_IN), path
    assert client.post("/_dash-update-component", json={}).status_code == 401
    assert client.get("/health/live").status_code == 200


def test_a_session_is_its_accounts_and_ends_with_it(server: tuple[FlaskClient, str]) -> None:
    client, store = server
    engine = open_store(store)
    with engine.begin() as connection:
        made = {"email": "a@example.org", "name": "Anne", "fs_uniquifier": "u1", "made_at": datetime.now(UTC)}
        connection.execute(insert(account), made)
        connection.execute(insert(role), {"id": 1, "name": "viewer"})
        connection.execute(insert(account_role), {"account": 1, "role": 1})
        connection.execute(insert(account_bridge), {"account": 1, "bridge": "no-such-bridge"})
    with client.session_transaction() as session:
        session |= {"_user_id": "u1", "since": time(), "seen": time()}
    assert client.get("/api/indicators").status_code == 200
    with engine.begin() as connection:
        connection.execute(update(account).values(active=False))
    assert client.get("/api/indicators").status_code == 401
    engine.dispose()


def test_each_is_answered_from_what_they_see(server: tuple[FlaskClient, str]) -> None:
    client, _ = server
    everyone = Person("", "", frozenset({"viewer"}))
    nobodys = Person("", "", frozenset({"viewer"}), frozenset({"no-such-bridge"}))

    def counted(person: Person) -> object:
        rows = client.get("/api/indicators", environ_overrides={PERSON: person}).json
        return next(row["numerator"] for row in rows if row["key"] == "established")

    found = [counted(one) for one in (everyone, nobodys, everyone)]
    assert found[0] == found[2] != found[1]


def test_who_edits_for_no_bridge_any_more_sees_nothing() -> None:
    roles = {"editor": frozenset({"bridge_editor"}), "reader": frozenset({"viewer"})}
    seen = {
        name: signed_in.person_of(Account(1, "a@example.org", "Anne", some, frozenset(), True, "u1")).bridges
        for name, some in roles.items()
    }
    assert seen == {"editor": frozenset(), "reader": None}


def test_nobody_is_let_in_while_the_store_does_not_say_who_may(
    server: tuple[FlaskClient, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = server
    with client.session_transaction() as session:
        session |= {"_user_id": "u1", "since": time(), "seen": time()}

    def away(_: object, __: str) -> None:
        raise StoreLostError("The store at postgresql://cep@db/cep is away.")

    monkeypatch.setattr(signed_in.People, "person", away)
    found = client.get("/levers")
    assert (found.status_code, found.headers["Retry-After"]) == (503, "2")
    assert found.get_data(as_text=True) == f"{AWAY}\n"
    assert "Retry-After" not in client.post("/notes/events", json={}).headers


def test_the_server_answers_under_its_own_names_alone(server: tuple[FlaskClient, str]) -> None:
    client, _ = server
    for host in ("evil.example", "", "[::1", "a b"):
        found = client.get("/sign-in", headers={"Host": host})
        assert (found.status_code, found.data) == (421, signed_in.NOT_THIS_NAME), host
    assert client.get("/sign-in", headers={"Host": "127.0.0.1:8050"}).status_code == 200
    assert client.get("/health/live", headers={"Host": "10.0.0.7"}).status_code == 200


def test_every_refusal_has_the_headers_of_every_answer(server: tuple[FlaskClient, str]) -> None:
    client, _ = server
    for path, host in (("/levers", "localhost"), ("/api/indicators", "localhost"), ("/", "evil.example")):
        headers = client.get(path, headers={"Host": host}).headers
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Cache-Control"] == "no-store", path


def test_a_session_that_is_told_anew_goes_to_nobody_else(server: tuple[FlaskClient, str]) -> None:
    client, store = server
    engine = open_store(store)
    AccountStore(engine).add("anne@example.org", "Anne", roles={"viewer"}, bridges=())
    session_of = AccountStore(engine).account("anne@example.org").session
    engine.dispose()
    with client.session_transaction() as session:
        session |= {"_user_id": session_of, "since": time() - 900, "seen": time() - 600}
    told = [client.get("/levers").headers.getlist("Set-Cookie") for _ in range(2)]
    assert [len(one) for one in told] == [1, 0], "once, as it is new then"
    other = client.application.test_client()
    with other.session_transaction() as session:
        session |= {"_user_id": session_of, "since": time(), "seen": time()}
    assert "Set-Cookie" not in other.get("/levers").headers


def test_who_asks_a_team_s_server_must_be_known(demo_store: str) -> None:
    engine = open_store(demo_store)
    reader = QuestionReader(CurrentProgramme(engine), has_accounts=True)
    with pytest.raises(LookupError):
        reader.programme()
    with asked_by(NOBODY):
        assert reader.programme().partnerships.empty
    engine.dispose()


def test_every_answer_of_a_server_with_https_says_that_there_is_no_other_way(own_demo_store: str) -> None:
    team = Settings(store=own_demo_store, accounts=True, secret_key="of the tests")  # noqa: S106
    address = "https://cep.example.org"
    client = create_app(replace(team, behind_proxy=True, public_address=address)).server.test_client()
    paths = ("/levers", "/api/indicators", "/sign-in", "/health/live", "/no/such/page")
    for path in paths:
        headers = client.get(path, base_url=address).headers
        assert headers["Strict-Transport-Security"] == "max-age=31536000", path
        assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff"), path
    client = create_app(team).server.test_client()
    assert not any("Strict-Transport-Security" in client.get(path).headers for path in paths)


def test_only_behind_a_proxy_is_its_word_taken_for_where_somebody_is(own_demo_store: str) -> None:
    said = {"X-Forwarded-For": "203.0.113.6, 198.51.100.7", "X-Forwarded-Host": "evil.example"}
    team = Settings(store=own_demo_store, accounts=True, secret_key="of the tests")  # noqa: S106
    visitor = Visitor(create_app(team).server, machine="192.0.2.9")
    visitor.client.environ_base |= {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in said.items()
    }
    visitor.sign_in("nobody@example.org")
    engine = open_store(own_demo_store)
    assert {one.address for one in entries(engine)} == {"192.0.2.9"}
    engine.dispose()
