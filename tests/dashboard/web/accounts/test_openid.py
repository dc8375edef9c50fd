"""Signing in at a real OpenID provider: who is let in as what, and every way in which nobody is."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, Response
from flask.testing import FlaskClient

from dashboard.web.accounts import openid
from dashboard.web.accounts.provider import Provider, provider_named
from tests.openid import OpenID, provider

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
    assert answer.status_code == 302
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
        "Known(subject='ann', email='ann@bridge.example', name='Ann', "
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
    assert "Known" in browser.get(path).text
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


def test_a_provider_that_is_away_is_told_in_a_sentence(settings: Provider, server: Flask) -> None:
    away = Flask("another test")
    away.secret_key = "of the tests"  # noqa: S105
    door = openid.Door(let_in=lambda *_: Response(), keep_out=lambda error: Response(str(error), status=503))
    openid.register(away, settings.model_copy(update={"issuer": "http://127.0.0.1:9"}), door, address="")
    answer = away.test_client().get(openid.BEGIN)
    assert answer.text.startswith("The sign-in of the Arts Council cannot be reached at the moment.")
