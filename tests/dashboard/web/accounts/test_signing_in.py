"""Signing in with a password and a second factor, out again, and what is refused to whom, how often."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import time
from typing import NamedTuple
from urllib.parse import urlsplit

import argon2
import pytest
from flask import Flask
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.settings import Settings
from dashboard.web.accounts import library, link_for, signed_in, watched
from dashboard.worker import _address
from data.accounts import AccountStore
from data.store import audit
from data.store.engine import open_store
from tests.accounts import KEY, PASSWORD, Visitor, app_of, code, later, with_account
from tests.dashboard.packs.post_office import PostOffice
from tests.stores import SQLiteFiles

WRONG = "The e-mail address or the password is not right."


class Team(NamedTuple):
    server: Flask
    engine: Engine
    settings: Settings

    def somebody(self, email: str, role: str, *bridges: str) -> Visitor:
        return with_account(self.engine, self.server, self.settings, email, role, *bridges)

    def accounts(self) -> AccountStore:
        return AccountStore(self.engine)

    def audit(self) -> list[tuple[str, str, str, str]]:
        rows = audit.entries(self.engine)
        return [(row.who, row.what, row.about, row.outcome) for row in reversed(rows)]


def team_of(folder: Path, shared: Path, **said: object) -> Team:
    store = SQLiteFiles(shared, folder).copy("tables")
    settings = Settings(store=store, accounts=True, secret_key=KEY, **said)
    return Team(create_app(settings).server, open_store(store), settings)


@pytest.fixture(scope="module")
def running(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A team's server over a store without rows; each test has accounts of its own, with passwords soon compared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "HASHING", {"argon2__time_cost": 1, "argon2__memory_cost": 64})
        team = team_of(tmp_path_factory.mktemp("team"), shared)
        yield team
    team.engine.dispose()


@pytest.fixture
def team(running: Team, monkeypatch: pytest.MonkeyPatch) -> Team:
    """That server, which refuses nobody for what other tests tried."""
    monkeypatch.setattr(watched, "MOST_OF_A_MACHINE", 1000)
    return running


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Lets time go by for sessions and for what was refused."""

    def go(by: timedelta) -> None:
        monkeypatch.setattr(signed_in, "time", lambda: time() + by.total_seconds())

    return go


def test_a_link_gives_a_password_once_and_a_newer_one_takes_its_place(team: Team) -> None:
    team.accounts().add("link@example.org", "Link", roles={"viewer"}, bridges=())
    first, second = (
        urlsplit(link_for(team.accounts(), team.settings, "link@example.org")).path for _ in range(2)
    )
    visitor = Visitor(team.server)
    visitor.go(first)
    assert "used already, or it is none of ours" in visitor.said()
    visitor.go(second)
    visitor.send(password=PASSWORD[:11], password_confirm=PASSWORD[:11])
    assert visitor.said() == "Choose a password of at least 12 letters or signs."
    visitor.send(password=PASSWORD, password_confirm=f"{PASSWORD}x")
    assert visitor.said() == "The two are not the same."
    visitor.send(password=PASSWORD, password_confirm=PASSWORD)
    assert (visitor.where(), visitor.said()) == ("/sign-in", "")
    assert "Your password is kept. Sign in with it." in visitor.page.text
    visitor.go(second)
    assert "used already, or it is none of ours" in visitor.said()
    assert ("link@example.org", "account", "Chose a password by a link", "done") in team.audit()


def test_who_only_reads_needs_no_second_factor(team: Team) -> None:
    visitor = team.somebody("reader@example.org", "viewer")
    visitor.sign_in("Reader@Example.org ".strip())
    assert visitor.where() == "/account"
    assert ("reader@example.org", "sign-in", "password", "done") in team.audit()


def test_whoever_signs_in_at_a_provider_does_not_sign_in_here(team: Team) -> None:
    visitor = team.somebody("linked@example.org", "viewer")
    team.accounts().keep(team.accounts().account("linked@example.org").number, openid="issuer|7")
    visitor.sign_in("linked@example.org")
    assert visitor.said() == WRONG


@pytest.mark.parametrize("role", ["bridge_editor", "reviewer", "national", "administrator"])
def test_whoever_may_change_anything_sets_up_a_second_factor_first(team: Team, role: str) -> None:
    visitor = team.somebody(f"{role}@example.org", role, "a-bridge")
    visitor.sign_in(f"{role}@example.org")
    assert visitor.where() == "/sign-in/second-factor"
    assert "Whoever may change anything here needs one." in visitor.page.text
    assert visitor.client.get("/account").status_code == 303
    visitor.set_up()
    assert visitor.where() == "/account/recovery-codes"
    assert visitor.client.get("/account").status_code == 200


def test_a_code_lets_in_once_and_a_recovery_code_too(team: Team) -> None:
    visitor = team.somebody("codes@example.org", "reviewer")
    visitor.sign_in("codes@example.org")
    phone = visitor.set_up()
    visitor.send(generate_new_codes="yes")
    codes = [part.partition("<")[0] for part in visitor.page.text.split("<code>")[1:]]
    assert len(codes) == 8
    visitor.go("/account/recovery-codes?show_codes=1")
    assert not any(one in visitor.page.text for one in codes), "they are shown once"
    sign_out(visitor)

    used = later(phone)
    visitor.sign_in("codes@example.org")
    assert visitor.where() == "/sign-in/code"
    visitor.send(code="123456")
    assert visitor.said() == library.SAID["TWO_FACTOR_INVALID_TOKEN"]
    visitor.send(code=used)
    assert visitor.where() == "/account"
    sign_out(visitor)
    visitor.sign_in("codes@example.org")
    visitor.send(code=used)
    assert visitor.said() == library.SAID["TWO_FACTOR_INVALID_TOKEN"]

    for expected in ("/account", "/sign-in/recovery-code"):
        visitor.go("/sign-in/recovery-code?next=/account")
        visitor.send(code=codes[0])
        assert visitor.where() == expected
        sign_out(visitor)
        visitor.sign_in("codes@example.org")


def test_who_only_reads_takes_a_second_factor_and_does_without_it_again(team: Team) -> None:
    visitor = team.somebody("careful@example.org", "viewer")
    visitor.sign_in("careful@example.org")
    visitor.go("/sign-in/second-factor")
    assert "Whoever may change anything" not in visitor.page.text
    visitor.send(setup="authenticator")
    phone = app_of(visitor.page.text)
    visitor.send(visitor.code_form(), code="000000")
    assert (visitor.where(), visitor.said()) == (
        "/sign-in/second-factor",
        library.SAID["TWO_FACTOR_INVALID_TOKEN"],
    )
    visitor.send(setup="authenticator")
    phone = app_of(visitor.page.text)
    visitor.send(visitor.code_form(), code=code(phone))
    assert (visitor.where(), "Your authenticator app is set up." in visitor.page.text) == ("/account", True)
    sign_out(visitor)
    visitor.sign_in("careful@example.org")
    visitor.send(code=later(phone))
    assert visitor.where() == "/account"
    visitor.go("/sign-in/second-factor")
    visitor.send(setup="disable")
    sign_out(visitor)
    visitor.sign_in("careful@example.org")
    assert visitor.where() == "/account"
    told = [row[2] for row in team.audit() if row[:2] == ("careful@example.org", "account")]
    assert told[-2:] == ["Set up another second factor", "Signs in without a second factor from now on"]


def test_whoever_must_have_a_second_factor_cannot_do_without(team: Team) -> None:
    visitor = team.somebody("must@example.org", "reviewer")
    visitor.sign_in("must@example.org")
    visitor.set_up()
    visitor.go("/sign-in/second-factor")
    assert "Do without one" not in visitor.page.text
    visitor.send(setup="disable")
    assert team.accounts().account("must@example.org").second_factor


def test_how_one_signs_in_is_changed_soon_after_saying_who_one_is(team: Team) -> None:
    visitor = team.somebody("fresh@example.org", "viewer")
    visitor.sign_in("fresh@example.org")
    for path in ("/sign-in/second-factor", "/account/recovery-codes"):
        with visitor.client.session_transaction() as session:
            session["fs_paa"] = time() - 3600
            session.pop("fs_gexp", None)
        visitor.go(path)
        assert visitor.where() == "/account/again"
        visitor.send(password=f"{PASSWORD}x")
        assert visitor.said() == "This is not your password."
        visitor.send(password=PASSWORD)
        assert visitor.where() == path


def test_going_back_to_a_step_keeps_who_is_in_signed_in(team: Team) -> None:
    visitor = team.somebody("back@example.org", "reviewer")
    visitor.sign_in("back@example.org")
    visitor.set_up()
    for path in ("/sign-in", "/sign-in/code", "/sign-in/recovery-code"):
        assert visitor.client.get(path).status_code in (302, 303), path
        assert visitor.client.get("/account.json").status_code == 200, path


def test_no_secret_is_in_the_store_as_it_is(team: Team) -> None:
    visitor = team.somebody("secret@example.org", "reviewer")
    visitor.sign_in("secret@example.org")
    phone = visitor.set_up()
    visitor.send(generate_new_codes="yes")
    spare = visitor.page.text.split("<code>")[1].partition("<")[0]
    kept = repr(team.accounts().account("secret@example.org")) + repr(team.audit())
    for secret in (PASSWORD, phone.base32_key, spare):
        assert secret not in kept
    assert "$argon2id$" in kept


def test_what_was_wrong_is_not_told_and_takes_one_comparison_each(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.somebody("known@example.org", "viewer")
    team.somebody("disabled@example.org", "viewer")
    team.accounts().sign_out("disabled@example.org", active=False)
    team.accounts().add("new@example.org", "New", roles={"viewer"}, bridges=())
    worked: list[str] = []
    for name in ("hash_secret", "verify_secret"):
        real = getattr(argon2.low_level, name)
        monkeypatch.setattr(
            argon2.low_level,
            name,
            lambda *args, real=real, **named: worked.append("") or real(*args, **named),
        )
    for email, password in (
        ("nobody@example.org", PASSWORD),
        ("known@example.org", "another long password"),
        ("disabled@example.org", PASSWORD),
        ("new@example.org", PASSWORD),
    ):
        visitor = Visitor(team.server)
        visitor.sign_in(email, password)
        assert (visitor.said(), len(worked)) == (WRONG, 1), email
        worked.clear()
        assert (email, "sign-in", "password", "refused") in team.audit()


def test_an_account_is_tried_ten_times_in_a_quarter_of_an_hour_from_wherever(
    team: Team, clock: Callable[[timedelta], None]
) -> None:
    team.somebody("tried@example.org", "viewer")
    for number in range(watched.MOST_OF_ONE):
        audit.record(team.engine, audit.Act.SIGN_IN, who="tried@example.org", outcome=audit.REFUSED)
        visitor = Visitor(team.server, machine=f"192.0.2.{number}")
    visitor.sign_in("tried@example.org")
    assert (visitor.page.status_code, visitor.said()) == (429, watched.TOO_OFTEN)
    assert visitor.page.headers["Retry-After"] == "900"
    visitor.sign_in("another@example.org")
    assert visitor.said() == WRONG
    clock(timedelta(minutes=16))
    visitor.sign_in("tried@example.org")
    assert visitor.where() == "/account"


def test_a_machine_is_refused_so_often_for_all_accounts_together(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "MOST_OF_A_MACHINE", 2)
    visitor = Visitor(team.server, machine="198.51.100.7")
    for number in range(3):
        visitor.sign_in(f"guess-{number}@example.org")
    assert visitor.said() == watched.TOO_OFTEN
    other = Visitor(team.server, machine="198.51.100.8")
    other.sign_in("guess-3@example.org")
    assert other.said() == WRONG


def test_codes_are_counted_like_passwords(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "MOST_OF_ONE", 2)
    visitor = team.somebody("guessed@example.org", "reviewer")
    visitor.sign_in("guessed@example.org")
    phone = visitor.set_up()
    sign_out(visitor)
    visitor.sign_in("guessed@example.org")
    for _ in range(2):
        visitor.send(code="000000")
    visitor.go("/sign-in/code")
    visitor.send(code=later(phone))
    assert visitor.said() == watched.TOO_OFTEN
    visitor.go("/sign-in/recovery-code")
    visitor.send(code="0000-0000-0000")
    assert visitor.said() == watched.TOO_OFTEN


def test_a_second_factor_comes_soon_after_the_password(
    team: Team, clock: Callable[[timedelta], None]
) -> None:
    visitor = team.somebody("slow@example.org", "reviewer")
    visitor.sign_in("slow@example.org")
    clock(timedelta(minutes=11))
    visitor.send(setup="authenticator")
    assert visitor.where() == "/sign-in"


def test_a_session_ends_when_nothing_is_asked_and_at_the_end_of_the_day(
    team: Team, clock: Callable[[timedelta], None]
) -> None:
    visitor = team.somebody("idle@example.org", "viewer")
    visitor.sign_in("idle@example.org")
    for minutes in (29, 58, 87):
        clock(timedelta(minutes=minutes))
        assert visitor.client.get("/account.json").status_code == 200, minutes
    clock(timedelta(minutes=87 + 31))
    assert visitor.client.get("/account.json").status_code == 401
    visitor.go("/account")
    assert visitor.where() == "/sign-in"

    visitor.sign_in("idle@example.org")
    for minutes in range(0, 12 * 60, 25):
        clock(timedelta(minutes=118 + minutes))
        assert visitor.client.get("/account.json").status_code == 200, minutes
    clock(timedelta(minutes=118 + 12 * 60 + 1))
    assert visitor.client.get("/account.json").status_code == 401


def test_signing_out_ends_this_session_and_everywhere_ends_all(team: Team) -> None:
    visitor = team.somebody("out@example.org", "viewer")
    others = Visitor(team.server)
    for one in (visitor, others):
        one.sign_in("out@example.org")
    visitor.go("/account")
    token = visitor.client.get("/account.json").json["token"]
    before = visitor.client.get_cookie("cep")
    left = visitor.client.post("/sign-out", data={"csrf_token": token})
    assert before
    copy = team.server.test_client()
    copy.set_cookie("cep", before.value)
    assert copy.get("/account.json").status_code == 401, "a copy of its cookie is good no more"
    assert (left.headers["Location"], left.headers["Clear-Site-Data"]) == ("/sign-in", '"storage"')
    assert visitor.client.get("/account.json").status_code == 401
    assert others.client.get("/account.json").status_code == 200
    visitor.sign_in("out@example.org")
    visitor.send("/account/sign-out-everywhere")
    assert "You are signed out on every device." in visitor.page.text
    assert others.client.get("/account.json").status_code == 401
    told = [row[1:3] for row in team.audit() if row[0] == "out@example.org"]
    assert told.count(("sign-out", "")) == 1
    assert ("sign-out", "On every device") in told


def test_a_changed_password_signs_out_everybody_else(team: Team) -> None:
    visitor = team.somebody("change@example.org", "viewer")
    other = Visitor(team.server)
    for one in (visitor, other):
        one.sign_in("change@example.org")
    new = "another long password"
    visitor.go("/account/password")
    visitor.send(password=f"{PASSWORD}x", new_password=new, new_password_confirm=new)
    assert visitor.said() == "This is not your password."
    visitor.send(password=PASSWORD, new_password=new[:11], new_password_confirm=new[:11])
    assert visitor.said() == "Choose a password of at least 12 letters or signs."
    refused = [row for row in team.audit() if row[0] == "change@example.org" and row[3] == "refused"]
    assert len(refused) == 1, "a new password that is too short is no guess"
    visitor.send(password=PASSWORD, new_password=new, new_password_confirm=new)
    assert (visitor.where(), "Your password is changed." in visitor.page.text) == ("/account", True)
    assert other.client.get("/account.json").status_code == 401


def test_what_is_not_sent_from_a_form_of_ours_is_not_taken(team: Team) -> None:
    visitor = team.somebody("forged@example.org", "viewer")
    visitor.client.post("/sign-in", data={"email": "forged@example.org", "password": PASSWORD})
    assert visitor.client.get("/account.json").status_code == 401
    visitor.sign_in("forged@example.org")
    for path in ("/sign-out", "/account/sign-out-everywhere", "/account/password"):
        visitor.client.post(path, data={"csrf_token": "x"})
        assert visitor.client.get("/account.json").status_code == 200, path


BODIES = (
    ("[" * 50_000, "application/json"),
    ('{"email": {"a": 1}, "password": [1]}', "application/json"),
    ('"x"', "application/json"),
    ("--x", "multipart/form-data; boundary=x"),
    ("email=%00&password=%ff&code=%ed%a0%80&next=%5B&csrf_token=%00", "application/x-www-form-urlencoded"),
    ("next=http%3A%2F%2F%5B%3A%3A1&email=" + "x" * 9000, "application/x-www-form-urlencoded"),
)


@pytest.mark.parametrize("state", ["nobody", "half", "in"])
def test_no_step_fails_on_what_no_form_sends(team: Team, state: str) -> None:
    visitor = Visitor(team.server)
    if state != "nobody":
        role = {"half": "administrator", "in": "viewer"}[state]
        visitor = team.somebody(f"{state}-hostile@example.org", role)
        visitor.sign_in(f"{state}-hostile@example.org")
    steps = [
        str(rule).replace("<token>", "T")
        for rule in team.server.url_map.iter_rules()
        if rule.endpoint.startswith(("security.", "accounts."))
    ]
    assert {"/sign-in", "/sign-in/code", "/account", "/sign-out"} <= set(steps)
    for path in steps:
        asked = [visitor.client.get(f"{path}?next={to}") for to in ("http://[::1", "%00", "%5C%5C[", "%ff")]
        asked += [visitor.client.post(path, data=body, content_type=kind) for body, kind in BODIES]
        assert [one.status_code for one in asked if one.status_code >= 500] == [], path


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example/", "/%5Cevil.example", "///evil.example"]
)
def test_signing_in_leads_to_this_server_alone(team: Team, to: str) -> None:
    name = f"to{abs(hash(to))}@example.org"
    visitor = team.somebody(name, "viewer")
    visitor.client.get("/sign-in")
    visitor.go(f"/sign-in?next={to}")
    visitor.send(email=name, password=PASSWORD)
    assert urlsplit(visitor.page.request.url).netloc == "localhost"


def test_the_menu_is_told_who_is_signed_in_and_what_they_may(team: Team) -> None:
    visitor = team.somebody("menu@example.org", "viewer", "a-bridge", "b-bridge")
    visitor.sign_in("menu@example.org")
    found = visitor.client.get("/account.json")
    said = found.json
    assert said.pop("token")
    assert said == {
        "name": "Menu",
        "email": "menu@example.org",
        "roles": ["viewer"],
        "rights": ["read"],
        "bridges": ["a-bridge", "b-bridge"],
        "sees": "what is in the patch of a-bridge and b-bridge",
    }
    assert found.headers["Cache-Control"] == "no-store"


def test_a_cookie_is_for_https_alone_where_the_server_speaks_it(shared: Path, tmp_path: Path) -> None:
    team = team_of(tmp_path, shared, public_address="https://cep.example.org", behind_proxy=True)
    cookie = team.server.test_client().get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("__Host-cep=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert link_for(team.accounts(), team.settings, add(team, "https@example.org")).startswith(
        "https://cep.example.org/sign-in/password/"
    )
    team.engine.dispose()


@pytest.mark.parametrize(
    ("behind_proxy", "host", "told"),
    [(True, "cep.example.org", "203.0.113.9"), (False, "localhost", "127.0.0.1")],
)
def test_a_proxy_of_ours_alone_says_where_a_request_is_from(
    shared: Path, tmp_path: Path, behind_proxy: bool, host: str, told: str
) -> None:
    address = "https://cep.example.org" if behind_proxy else ""
    team = team_of(tmp_path, shared, public_address=address, behind_proxy=behind_proxy)
    said = {
        "X-Forwarded-For": "198.51.100.1, 203.0.113.9",
        "X-Forwarded-Host": host,
        "X-Forwarded-Proto": "https",
    }
    client = team.server.test_client()
    page = client.get("/sign-in", headers=said)
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page.text)
    assert token
    sent = {"email": "x@example.org", "password": PASSWORD, "csrf_token": token[1]}
    assert client.post("/sign-in", data=sent, headers=said, base_url=f"https://{host}").status_code == 200
    assert [row.address for row in audit.entries(team.engine)] == [told]
    assert client.get("/sign-in", headers={**said, "X-Forwarded-Host": "evil.example"}).status_code == (
        421 if behind_proxy else 200
    )
    team.engine.dispose()


def test_who_comes_while_many_sign_in_is_asked_to_come_again(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "AT_ONCE", 0)
    monkeypatch.setattr(watched, "IN_LINE", 0)
    team = team_of(tmp_path, shared)
    visitor = Visitor(team.server)
    visitor.sign_in("nobody@example.org")
    assert (visitor.page.status_code, visitor.said()) == (429, watched.BUSY)
    assert visitor.page.headers["Retry-After"] == "5"
    assert team.audit() == [], "nothing was compared, so nothing was refused"
    team.engine.dispose()


class AtOnce:
    """A thread that does its work when it is started."""

    def __init__(self, *, target: Callable[..., None], args: tuple[object, ...], **_: bool) -> None:
        self.start = lambda: target(*args)


def test_a_forgotten_password_is_mailed_a_link_which_leads_to_this_server(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = PostOffice().open()
    monkeypatch.setenv("CEP_MAIL_SERVER", office.address)
    monkeypatch.setenv("CEP_MAIL_FROM", "cep@example.org")
    monkeypatch.setattr(library, "Thread", AtOnce)
    team = team_of(tmp_path, shared)
    add(team, "forgot@example.org")
    visitor = Visitor(team.server)
    pages = []
    for email in ("nobody@example.org", "forgot@example.org"):
        visitor.go("/sign-in/password")
        visitor.send(email=email)
        pages.append(visitor.page.text.replace(email, ""))
    told = [row for row in team.audit() if row[2] == "Asked for a link for a password"]
    assert [row[0] for row in told] == ["nobody@example.org", "forgot@example.org"]
    monkeypatch.setattr(watched, "MOST_OF_ONE", 1)
    visitor.go("/sign-in/password")
    visitor.send(email="forgot@example.org")
    assert visitor.said() == watched.TOO_OFTEN
    office.close()
    assert "If there is an account with this address, a link is on its way to it." in pages[0]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    ((to, mail),) = office.got
    assert to == ["forgot@example.org"]
    (link,) = [line for line in mail.get_content().splitlines() if line.startswith("http")]
    assert link.startswith("http://127.0.0.1:8050/sign-in/password/")
    visitor.go(urlsplit(link).path)
    assert "Keep this password" in visitor.page.text
    team.engine.dispose()


def test_without_a_mail_server_an_administrator_is_asked_for_a_link(team: Team) -> None:
    visitor = Visitor(team.server)
    visitor.go("/sign-in/password")
    assert "Ask an administrator of this server" in visitor.page.text


def without_tokens(page: str) -> str:
    return re.sub(r'value="[^"]+"', "", page)


def add(team: Team, email: str) -> str:
    return team.accounts().add(email, "", roles={"viewer"}, bridges=()).email


def sign_out(visitor: Visitor) -> None:
    visitor.go("/account")
    visitor.send("/sign-out")


def test_no_proxy_keeps_the_pages_of_signing_in(team: Team) -> None:
    assert team.server.test_client().get("/sign-in").headers["Cache-Control"] == "private, no-store"


def test_what_lets_somebody_in_is_in_no_log() -> None:
    assert _address("/sign-in/password/a-link-that-is-good-once", "") == "/sign-in/password"
    assert _address("/sign-in/openid/answer", "code=c&state=s") == "/sign-in/openid"
    assert _address("/sign-in", "next=%2Flevers") == "/sign-in?next=%2Flevers"
    assert _address("/levers", "") == "/levers"
