"""`cep user`: accounts from the command line, and `cep serve` that lets people sign in."""

import json
from pathlib import Path

import pytest

from dashboard.server import check
from dashboard.settings import ServeError, Settings, with_accounts
from data.accounts import AccountStore
from data.store import audit
from data.store.engine import open_store
from tests.accounts import KEY
from tests.command_line import Answer, run_cep
from tests.dashboard.packs.post_office import PostOffice
from tests.stores import SQLiteFiles
from tests.test_architecture import loaded_by

ANYWHERE = "0.0.0.0"  # noqa: S104


@pytest.fixture
def store(tmp_path: Path, shared: Path) -> str:
    """A store without rows."""
    return SQLiteFiles(shared, tmp_path).copy("tables")


def user(folder: Path, store: str, *said: str, **environment: str) -> Answer:
    return run_cep(folder, "user", *said, "--store", store, **{"CEP_SECRET_KEY": KEY, **environment})


def test_the_first_account_is_made_by_a_command_with_a_link_and_no_password(
    tmp_path: Path, store: str
) -> None:
    made = user(tmp_path, store, "add", "Boss@Example.org", "--role", "administrator", "--name", "The Boss")
    assert made.returncode == 0
    said, _, link = made.stdout.splitlines()
    assert said == "An account was made: The Boss (boss@example.org), administrator of all of England."
    assert link.startswith("http://127.0.0.1:8050/sign-in/password/")
    engine = open_store(store)
    account = AccountStore(engine).account("boss@example.org")
    assert (account.password, account.roles, account.is_active) == (None, {"administrator"}, True)
    (row,) = [row for row in audit.entries(engine) if row.what == "account"]
    assert row.about == "Made The Boss (boss@example.org), administrator of all of England"
    engine.dispose()
    again = user(tmp_path, store, "add", "boss@example.org", "--role", "viewer")
    assert (again.returncode, again.stderr) == (1, "There is an account of boss@example.org already.\n")


def test_accounts_are_listed_changed_disabled_and_enabled(tmp_path: Path, store: str) -> None:
    assert user(tmp_path, store, "list").stdout == "Nobody has an account yet; `cep user add` makes one.\n"
    user(tmp_path, store, "add", "ada@example.org", "--role", "viewer")
    engine = open_store(store)
    sessions = [AccountStore(engine).account("ada@example.org").session]
    for said in (
        ("role", "ada@example.org", "--role", "national", "--role", "reviewer"),
        ("disable", "ada@example.org"),
        ("enable", "ada@example.org"),
        ("second-factor-reset", "ada@example.org"),
        ("reset-link", "ada@example.org"),
    ):
        assert user(tmp_path, store, *said).returncode == 0, said
        sessions.append(AccountStore(engine).account("ada@example.org").session)
    assert len(set(sessions)) == 6, "after each they sign in anew"
    told = [row.about for row in audit.entries(engine) if row.what == "account"]
    assert len(told) == 6
    engine.dispose()
    (row,) = json.loads(user(tmp_path, store, "list", "--format", "json").stdout)
    assert row == {
        "email": "ada@example.org",
        "name": "ada@example.org",
        "roles": "national;reviewer",
        "bridges": "all",
        "state": "active",
        "password": "no",
        "second_factor": "no",
    }
    assert "national, reviewer" in user(tmp_path, store, "list").stdout


@pytest.mark.parametrize(
    ("said", "exit_code", "sentence"),
    [
        (("add", "nobody", "--role", "viewer"), 2, "“nobody” is not an e-mail address."),
        (("add", "a@example.org"), 2, "Say with --role which they have: viewer, bridge_editor,"),
        (("add", "a@example.org", "--role", "chief"), 2, "“chief” is no role."),
        (("add", "a@example.org", "--role", "bridge_editor"), 2, "Say with --bridge whose returns"),
        (("add", "a@example.org", "--role", "viewer", "--bridge", "x"), 2, "“x” is no bridge that the store"),
        (
            ("add", "a@example.org", "--role", "viewer", "--role", "national", "--bridge", "artswork"),
            2,
            "Who is national sees all of England: leave out --bridge",
        ),
        (("disable", "a@example.org"), 1, "There is no account of a@example.org;"),
        (("reset-link", "a@example.org"), 1, "There is no account of a@example.org;"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    tmp_path: Path, store: str, said: tuple[str, ...], exit_code: int, sentence: str
) -> None:
    answer = user(tmp_path, store, *said)
    assert (answer.returncode, answer.stdout) == (exit_code, "")
    assert answer.stderr.startswith(sentence)


def test_no_account_is_made_without_the_key_of_its_link(tmp_path: Path, store: str) -> None:
    answer = user(tmp_path, store, "add", "a@example.org", "--role", "viewer", CEP_SECRET_KEY="")
    assert answer.returncode == 1
    assert answer.stderr.startswith("A server with accounts needs a secret key")
    assert "Nobody has an account yet" in user(tmp_path, store, "list").stdout


def test_a_link_is_mailed_where_a_server_is_named(tmp_path: Path, store: str) -> None:
    said = ("add", "ada@example.org", "--role", "viewer", "--mail")
    answer = user(tmp_path, store, *said, CEP_MAIL_SERVER="", CEP_MAIL_FROM="")
    assert (answer.returncode, answer.stderr.partition(" (")[0]) == (1, "No mail server is named")
    assert "Nobody has an account yet" in user(tmp_path, store, "list").stdout
    office = PostOffice().open()
    named = {"CEP_MAIL_SERVER": office.address, "CEP_MAIL_FROM": "cep@example.org"}
    made = user(tmp_path, store, *said, **named)
    office.answers["ada@example.org"] = "550 no such user"
    again = user(tmp_path, store, "reset-link", "ada@example.org", "--mail", **named)
    office.close()
    assert (
        made.stdout.splitlines()[-1]
        == "A link, good once and for two days, is on its way to ada@example.org."
    )
    ((to, mail),) = office.got
    assert to == ["ada@example.org"]
    assert "http://127.0.0.1:8050/sign-in/password/" in mail.get_content()
    assert again.returncode == 1
    assert "550 no such user" in again.stderr


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (Settings(host=ANYWHERE), "Without accounts the dashboard can be served on 127.0.0.1 only"),
        (Settings(host=ANYWHERE, accounts=True), "On 0.0.0.0 passwords would travel in the open"),
        (Settings(host=ANYWHERE, accounts=True, behind_proxy=True), "Say in CEP_SERVER_ADDRESS"),
        (Settings(accounts=True, behind_proxy=True, public_address="http://a.example"), "Say in CEP_SERVER_"),
    ],
)
def test_passwords_never_travel_in_the_open(settings: Settings, sentence: str) -> None:
    with pytest.raises(ServeError) as refused:
        check(settings)
    assert str(refused.value).startswith(sentence)


def test_behind_a_proxy_that_speaks_https_any_address_is_served(tmp_path: Path) -> None:
    said = {
        "CEP_SECRET_KEY": KEY,
        "CEP_SERVER_ADDRESS": "https://cep.example.org/",
        "CEP_BEHIND_PROXY": "1",
        "CEP_IDLE_MINUTES": "5",
    }
    settings = with_accounts(Settings(host=ANYWHERE, port=0), environment=said)
    assert (settings.behind_proxy, settings.idle_minutes, settings.session_hours) == (True, 5, 12)
    assert settings.address == "https://cep.example.org"
    check(settings)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "A server with accounts needs a secret key"),
        ({"CEP_SECRET_KEY": "short"}, "A server with accounts needs a secret key"),
        ({"CEP_SECRET_KEY": KEY, "CEP_IDLE_MINUTES": "soon"}, "CEP_IDLE_MINUTES is “soon”."),
        ({"CEP_SECRET_KEY": KEY, "CEP_SESSION_HOURS": "0"}, "CEP_SESSION_HOURS is “0”."),
    ],
)
def test_a_server_with_accounts_does_not_start_without_what_it_needs(
    said: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ServeError) as refused:
        with_accounts(Settings(), environment=said)
    assert str(refused.value).startswith(sentence)


def test_nothing_of_accounts_is_loaded_where_there_are_none() -> None:
    of_accounts = ("flask_security", "flask_login", "argon2", "passlib", "authlib", "dashboard.web.accounts")
    assert loaded_by("dashboard.app, dashboard.cli, dashboard.server", of_accounts) == "[]"
