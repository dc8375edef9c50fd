"""Signing in at a real OpenID provider: who is let in as what, and every way in which nobody is."""

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.settings import Settings
from dashboard.web.accounts import openid
from dashboard.web.accounts.provider import Provider, provider_named
from data.accounts import AccountStore
from data.errors import AccountError
from data.store import audit
from data.store.engine import open_store
from tests.accounts import KEY, Visitor, with_account
from tests.openid import OpenID, provider
from tests.stores import SQLiteFiles

GROUPS = """
name = "the Arts Council"

[groups.editors]
roles = ["bridge_editor"]
bridges = ["arts-connect"]

[groups.national]
roles = ["national"]
"""
ANN = {"email": "Ann@Bridge.Example", "email_verified": True, "name": "Ann", "groups": ["editors", "staff"]}
NOT_FINISHED = "The sign-in was not finished. Begin it again."


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenID]:
    with provider([{"sub": "ann", **ANN}], tmp_path_factory.mktemp("openid")) as running:
        yield running


@pytest.fixture
def settings(there: OpenID, tmp_path: Path) -> Provider:
    groups = tmp_path / "groups.toml"
    groups.write_text(GROUPS)
    named = provider_named(there.settings(groups))
    assert named
    return named


@pytest.fixture
def server(settings: Provider) -> Flask:
    """A server that says who is known and where they want to go, or what is told to who is not."""
    server = Flask("a test")
    server.secret_key = "of the tests"  # noqa: S105
    door = openid.Door(
        let_in=lambda known, to: Response(f"{known!r} to {to}"),
        keep_out=lambda error: Response(f"{error}|{error.who}|{error.why}", status=403),
    )
    openid.register(server, settings, door, address="https://cep.example.org")
    return server


@pytest.fixture
def browser(server: Flask) -> FlaskClient:
    return server.test_client()


def asked(browser: FlaskClient, path: str = openid.BEGIN) -> str:
    """Where a browser is sent to sign in."""
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-store")
    return answer.location


def come_back(browser: FlaskClient, there: OpenID, address: str, sub: str = "ann") -> str:
    """What is said to a browser that the provider sends back."""
    back = urlsplit(there.answer(address, sub))
    return browser.get(f"{back.path}?{back.query}").text


def one(address: str, name: str) -> str:
    (value,) = parse_qs(urlsplit(address).query)[name]
    return value


def test_who_signs_in_is_known_as_what_the_groups_say(browser: FlaskClient, there: OpenID) -> None:
    address = asked(browser, f"{openid.BEGIN}?next=/meetings")
    assert address.startswith(f"{there.issuer}/")
    assert one(address, "redirect_uri") == f"https://cep.example.org{openid.ANSWER}"
    assert come_back(browser, there, address) == (
        f"Vouched(openid='ann at {there.issuer}', email='ann@bridge.example', name='Ann', "
        "group=Group(roles=['bridge_editor'], bridges=['arts-connect'])) to /meetings"
    )


def test_the_code_is_fetched_with_the_secret_of_its_challenge(
    browser: FlaskClient, there: OpenID, monkeypatch: pytest.MonkeyPatch
) -> None:
    verifiers = []
    fetch = OAuth2Session.fetch_token

    def watched(self: OAuth2Session, url: str, **sent: object) -> object:
        verifiers.append(str(sent["code_verifier"]))
        return fetch(self, url, **sent)

    monkeypatch.setattr(OAuth2Session, "fetch_token", watched)
    address = asked(browser)
    come_back(browser, there, address)
    (verifier,) = verifiers
    hashed = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    assert (one(address, "code_challenge"), one(address, "code_challenge_method")) == (hashed, "S256")


def test_an_answer_counts_once_and_in_the_browser_that_asked(
    browser: FlaskClient, server: Flask, there: OpenID
) -> None:
    back = urlsplit(there.answer(asked(browser), "ann"))
    path = f"{back.path}?{back.query}"
    assert server.test_client().get(path).text.startswith(NOT_FINISHED)
    assert "Vouched" in browser.get(path).text
    assert browser.get(path).text.startswith(NOT_FINISHED)


@pytest.mark.parametrize("name", ["nonce", "client_id", "state"])
def test_an_answer_to_another_question_is_refused(browser: FlaskClient, there: OpenID, name: str) -> None:
    address = asked(browser)
    other = address.replace(f"{name}={one(address, name)}", f"{name}=another")
    assert come_back(browser, there, other) == f"{NOT_FINISHED}||"


def test_a_token_for_another_application_or_of_another_provider_is_refused(
    server: Flask, settings: Provider, there: OpenID
) -> None:
    for changed in ({"client_id": "another"}, {"issuer": "https://another.example"}):
        with server.test_client() as browser:
            back = urlsplit(there.answer(asked(browser), "ann"))
            client = server.extensions["authlib.integrations.flask_client"].create_client(openid.NAME)
            asks = server.test_request_context(f"{back.path}?{back.query}", headers=cookies(browser))
            with asks, pytest.raises(openid.JoseError):
                openid.claims_of(client, settings.model_copy(update=changed))


def cookies(browser: FlaskClient) -> dict[str, str]:
    cookie = browser.get_cookie("session")
    assert cookie
    return {"Cookie": f"session={cookie.value}"}


def test_unfinished_sign_ins_do_not_pile_up_in_the_cookie(browser: FlaskClient) -> None:
    for _ in range(30):
        asked(browser)
    cookie = browser.get_cookie("session")
    assert cookie
    assert len(cookie.value) < 1000


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (
            ANN | {"groups": ["staff"]},
            "Your account at the Arts Council is in no group that may use this server. "
            "Ask whoever looks after it to put you in one.|ann@bridge.example|in none of the groups",
        ),
        (
            ANN | {"email_verified": False},
            "Your e-mail address is not confirmed at the Arts Council. Confirm it there first."
            "|ann@bridge.example|the address is not confirmed",
        ),
        (
            {"email": "ann@bridge.example", "groups": ["editors"]},
            "Your e-mail address is not confirmed at the Arts Council. Confirm it there first."
            "|ann@bridge.example|the address is not confirmed",
        ),
        (
            {"groups": ["editors"]},
            "The Arts Council did not say your e-mail address, so you cannot be let in.||",
        ),
        (
            ANN | {"email": "no address"},
            "The Arts Council did not say your e-mail address, so you cannot be let in.||",
        ),
    ],
)
def test_who_is_not_let_in_is_told_why(
    browser: FlaskClient, there: OpenID, claims: dict[str, object], said: str
) -> None:
    there.says("eve", **claims)
    assert come_back(browser, there, asked(browser), "eve") == said


def test_who_does_not_want_to_any_more_is_told_so(browser: FlaskClient) -> None:
    state = one(asked(browser), "state")
    answer = browser.get(f"{openid.ANSWER}?error=access_denied&state={state}")
    assert answer.text == f"{NOT_FINISHED}||"


def test_who_comes_when_many_wait_for_the_provider_is_asked_to_wait(
    settings: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openid, "AT_ONCE", 0)
    monkeypatch.setattr(openid, "IN_LINE", 0)
    server = Flask("a busy test")
    door = openid.Door(let_in=lambda *_: Response(), keep_out=lambda error: Response(str(error), status=503))
    openid.register(server, settings, door, address="")
    assert server.test_client().get(openid.BEGIN).text.startswith("Many people sign in at this moment.")


def test_a_provider_that_is_away_is_told_in_a_sentence(settings: Provider, server: Flask) -> None:
    away = Flask("another test")
    away.secret_key = "of the tests"  # noqa: S105
    door = openid.Door(let_in=lambda *_: Response(), keep_out=lambda error: Response(str(error), status=503))
    openid.register(away, settings.model_copy(update={"issuer": "http://127.0.0.1:9"}), door, address="")
    answer = away.test_client().get(openid.BEGIN)
    assert answer.text.startswith("The sign-in of the Arts Council cannot be reached at the moment.")


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        f"/{1100 * 'x'}",
        " /x",
        "",
        "/\t/evil.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(browser: FlaskClient, there: OpenID, path: str) -> None:
    answer = browser.get(openid.BEGIN, query_string={"next": path})
    assert come_back(browser, there, answer.location).endswith(" to /")


@pytest.fixture(scope="module")
def team(
    there: OpenID, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Engine]]:
    """A team's server over a store without rows that knows the provider."""
    with served(there, SQLiteFiles(shared, folder := tmp_path_factory.mktemp("team")), folder) as running:
        yield running


@contextmanager
def served(
    there: OpenID, stores: SQLiteFiles, folder: Path, more: str = ""
) -> Iterator[tuple[Flask, Engine]]:
    """Such a server, with its store; `more` stands first in its file of groups."""
    groups = folder / "groups.toml"
    groups.write_text(f"{more}\n{GROUPS}")
    store = stores.copy("tables")
    engine = open_store(store)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in there.settings(groups).items():
            patch.setenv(name, value)
        yield create_app(Settings(store=store, accounts=True, secret_key=KEY)).server, engine
    engine.dispose()


def arrive(server: Flask, there: OpenID, sub: str, **claims: object) -> Visitor:
    """Somebody who signs in at the provider, which says these claims, and wants to see their account."""
    there.says(
        sub, **{"email": f"{sub}@bridge.example", "email_verified": True, "name": sub.title(), **claims}
    )
    visitor = Visitor(server)
    visitor.go("/sign-in?next=/account")
    (button,) = re.findall(
        r'class="other-way" href="([^"]+)">Sign in with the Arts Council<', visitor.page.text
    )
    back = urlsplit(there.answer(visitor.client.get(button).location, sub))
    visitor.go(f"{back.path}?{back.query}")
    return visitor


def told(engine: Engine, who: str) -> list[tuple[str, str, str]]:
    """What the audit says of somebody, the first first."""
    rows = audit.entries(engine, audit.Wanted(who=who))
    return [(row.what, row.about, row.outcome) for row in reversed(rows)]


def test_an_account_is_made_at_the_first_sign_in_and_follows_the_groups(
    team: tuple[Flask, Engine], there: OpenID
) -> None:
    server, engine = team
    visitor = arrive(server, there, "bo", groups=["editors"])
    assert visitor.where() == "/account"
    said = visitor.client.get("/account.json").get_json()
    assert (said["name"], said["roles"], said["bridges"]) == ("Bo", ["bridge editor"], ["arts-connect"])

    arrive(server, there, "bo", groups=["national"], name="Bo B")
    said = visitor.client.get("/account.json").get_json()  # the session of before knows at once
    assert (said["name"], said["roles"], said["bridges"]) == ("Bo B", ["national"], None)
    assert told(engine, "bo@bridge.example") == [
        ("account", "Made an account by OpenID: bo@bridge.example, bridge editor of arts-connect", "done"),
        ("sign-in", "OpenID", "done"),
        ("account", "Gave a place by OpenID: bo@bridge.example, national of all of England", "done"),
        ("sign-in", "OpenID", "done"),
    ]


def test_who_is_in_no_group_any_more_or_disabled_stays_out_and_is_on_record(
    team: tuple[Flask, Engine], there: OpenID
) -> None:
    server, engine = team
    arrive(server, there, "cy", groups=["national"])
    out = arrive(server, there, "cy", groups=[])
    assert (out.where(), out.said()) == (
        "/sign-in",
        "Your account at the Arts Council is in no group that may use this server. "
        "Ask whoever looks after it to put you in one.",
    )
    AccountStore(engine).sign_out("cy@bridge.example", active=False)
    out = arrive(server, there, "cy", groups=["national"])
    assert out.said() == "Your account is switched off here. Ask whoever looks after this server."
    assert out.client.get("/account.json").status_code == 401
    assert told(engine, "cy@bridge.example")[-2:] == [
        ("sign-in", "OpenID: in none of the groups", "refused"),
        ("sign-in", "OpenID: the account is disabled", "refused"),
    ]


def test_an_account_of_the_same_address_becomes_theirs_once(
    team: tuple[Flask, Engine], there: OpenID
) -> None:
    server, engine = team
    accounts = AccountStore(engine)
    made = accounts.add("di@bridge.example", "Di", roles={"viewer"}, bridges=())
    arrive(server, there, "di", groups=["editors"])
    now = accounts.account("di@bridge.example")
    assert (now.number, now.openid, now.roles) == (made.number, f"di at {there.issuer}", {"bridge_editor"})
    joined = "Joined an account by OpenID: di@bridge.example, bridge editor of arts-connect"
    assert ("account", joined, "done") in told(engine, "di@bridge.example")

    other = arrive(server, there, "another-di", email="di@bridge.example", groups=["national"])
    assert other.said().startswith("Your e-mail address has an account of somebody else here.")
    assert accounts.account("di@bridge.example") == now

    arrive(server, there, "di", email="diana@bridge.example", groups=["editors"])
    assert accounts.account("diana@bridge.example").number == made.number


def test_a_password_of_before_is_not_taken_from_then_on(team: tuple[Flask, Engine], there: OpenID) -> None:
    server, engine = team
    visitor = with_account(engine, server, Settings(secret_key=KEY), "gus@bridge.example", "viewer")
    visitor.sign_in("gus@bridge.example")
    assert visitor.where() == "/account"
    arrive(server, there, "gus", groups=["national"])
    another = Visitor(server)
    another.sign_in("gus@bridge.example")
    assert another.said() == "The e-mail address or the password is not right."


def test_a_session_by_openid_has_its_times_and_ends_with_signing_out(
    team: tuple[Flask, Engine], there: OpenID
) -> None:
    visitor = arrive(team[0], there, "ed", groups=["editors"])
    with visitor.client.session_transaction() as session:
        assert {"since", "seen"} <= session.keys()
        assert not [name for name in session if name.startswith("_state_")]
    visitor.send("/sign-out")
    assert visitor.client.get("/account.json").status_code == 401


def test_where_our_second_factor_is_asked_for_too_nobody_is_in_without_it(
    there: OpenID, shared: Path, tmp_path: Path
) -> None:
    with served(there, SQLiteFiles(shared, tmp_path), tmp_path, "second_factor_here = true") as (server, _):
        visitor = arrive(server, there, "flo", groups=["editors"])
        assert visitor.where() == "/sign-in/second-factor"
        assert visitor.client.get("/account.json").status_code == 401
        visitor.set_up()
        assert visitor.client.get("/account.json").get_json()["name"] == "Flo"


def test_an_address_of_two_people_is_nobody_s(store: Engine) -> None:
    accounts = AccountStore(store)
    accounts.vouched_for("a at x", "a@x.example", "A", roles={"viewer"}, bridges={"ive"})
    accounts.vouched_for("b at x", "b@x.example", "B", roles={"viewer"}, bridges=())
    with pytest.raises(AccountError):
        accounts.vouched_for("a at x", "B@x.example", "A", roles={"viewer"}, bridges=())
    before, now = accounts.vouched_for("a at x", "A@x.example", " A  A ", roles={"reviewer"}, bridges=())
    assert (before and before.bridges, now.name, now.roles, now.bridges) == (
        {"ive"},
        "A A",
        {"reviewer"},
        frozenset(),
    )
