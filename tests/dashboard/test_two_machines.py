"""Two machines that share a PostgreSQL store, behind the proxy of the guide: whichever answers, it is one server."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from itertools import cycle
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest
from flask import Flask
from sqlalchemy import Engine

from dashboard.settings import Settings
from dashboard.web.accounts import link_for
from data.accounts import AccountStore
from data.store.audit import entries
from data.store.engine import open_store
from tests.accounts import PASSWORD, Visitor
from tests.bench.on_server import request_of
from tests.browser.serving import Site, free_port, start, stop, wait_until_ready
from tests.stores import PostgreSQLDatabases

pytestmark = [pytest.mark.thorough, pytest.mark.postgresql]

DEPLOY = Path(__file__).parents[2] / "docs" / "how-to" / "deploy"
CADDY = Path(sys.executable).with_name("caddy")
KEY = "of two machines, and of nothing else in the world"
FORGED = "203.0.113.6"
"""Where a reader says that they are; the proxy knows better."""
OURS = {"X-Requested-With": "cep", "X-Forwarded-For": FORGED}
MEETING = b"meeting,partnership,held_on,format\nm9,camden-spark,2020-02-04,workshop\n"
OF = {"bridge": "a-new-direction", "quarter": "2020-03-31"}
PATIENCE = 30
UPDATE = "/_dash-update-component"
OWN = ("date", "x-request-id", "content-length", "alt-svc", "set-cookie")
"""Headers that every answer has anew, and how long it is compressed, with what signs it."""
SIGNED = re.compile(rb'"end_id":"[^"]+"')
"""What Dash signs each document with for callbacks in the background, of which there are none."""
ASKED = (
    "/",
    "/levers?region=E12000007",
    "/partnerships/camden-spark",
    "/export/lever-mix.csv?region=E12000007",
    "/export/lever-mix.json",
    "/export/lever-mix.xlsx",
    "/export/store.zip",
    "/api/indicators?region=E12000007",
    "/search.json?q=camden",
    "/choices.json?key=partnership&q=b",
    "/glossary.json",
    "/data/template.xlsx?bridge=a-new-direction",
)


class Machines(NamedTuple):
    """The store and the two that serve it."""

    store: str
    sites: tuple[Site, Site]
    addresses: tuple[str, str, str]
    """Where each is asked through the proxy, and where whichever is free."""


class Desk(NamedTuple):
    """Somebody who is signed in at one browser: they ask one machine, the other, or whichever is free."""

    one: httpx.Client
    other: httpx.Client
    before: httpx.Client


@pytest.fixture(scope="module")
def machines(
    shared: Path, postgresql_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machines]:
    databases = PostgreSQLDatabases(shared, postgresql_server)
    store, folder = databases.copy("demo"), tmp_path_factory.mktemp("machines")
    ports = [free_port() for _ in range(3)]
    one, other, before = (f"https://localhost:{port}" for port in ports)
    with ExitStack() as stack:
        stack.callback(databases.drop_all)
        sites = [stack.enter_context(machine(store, folder / name, before)) for name in ("one", "other")]
        for site in sites:
            wait_until_ready(site)
        for address, those in ((one, sites[:1]), (other, sites[1:]), (before, sites)):
            stack.enter_context(proxy(folder, address, those))
        yield Machines(store, (sites[0], sites[1]), (one, other, before))


@contextmanager
def machine(store: str, folder: Path, address: str) -> Iterator[Site]:
    """A server with a disk of its own: where it works, and where its temporary files lie."""
    said = {
        "CEP_ACCOUNTS": "1",
        "CEP_BEHIND_PROXY": "1",
        "CEP_SECRET_KEY": KEY,
        "CEP_SERVER_ADDRESS": address,
    }
    with pytest.MonkeyPatch.context() as patch:
        (folder / "tmp").mkdir(parents=True)
        for name, value in {**said, "TMPDIR": str(folder / "tmp")}.items():
            patch.setenv(name, value)
        site = start(store, folder)
    try:
        yield site
    finally:
        stop(site)


@contextmanager
def proxy(folder: Path, address: str, sites: list[Site]) -> Iterator[None]:
    """The proxy of the guide, with https, before these servers."""
    config = folder / "Caddyfile"
    config.write_text(f"{{\n\tadmin off\n\tskip_install_trust\n}}\nimport {DEPLOY / 'Caddyfile'}\n")
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(config)]
    with pytest.MonkeyPatch.context() as patch, (folder / "caddy.log").open("ab") as log:
        patch.setenv("CEP_SERVER_ADDRESS", address)
        patch.setenv("CEP_MACHINES", " ".join(site.address.removeprefix("http://") for site in sites))
        for home in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(home, str(folder))
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        while not answers_at(address):
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            raise RuntimeError((folder / "caddy.log").read_text())
        yield
    finally:
        process.terminate()
        process.wait(15)


def browser(address: str, jar: CookieJar | None = None) -> httpx.Client:
    """A browser that trusts the proxy, whose certificate it made itself."""
    headers = {**OURS, "Referer": f"{address}/"}
    return httpx.Client(base_url=address, headers=headers, timeout=60, verify=False, cookies=jar)  # noqa: S501


def answers_at(address: str) -> bool:
    with browser(address) as client:
        try:
            return client.get("/health/ready").status_code == 200
        except httpx.TransportError:
            return False


class InTurn:
    """A browser whose every next request goes to the other machine."""

    def __init__(self, *machines: httpx.Client) -> None:
        self._machines = cycle(machines)

    def get(self, path: str, **_: Any) -> httpx.Response:
        return next(self._machines).get(_path(path))

    def post(self, path: str, *, data: dict[str, str], **_: Any) -> httpx.Response:
        return next(self._machines).post(_path(path), data=data)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@contextmanager
def opened(store: str) -> Iterator[Engine]:
    engine = open_store(store)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def signed_in(machines: Machines, email: str, role: str, *bridges: str) -> Iterator[Desk]:
    """Somebody who chooses a password, signs in and sets a second factor up, at each step on the other machine."""
    asked, jar = Settings(accounts=True, secret_key=KEY, public_address=machines.addresses[2]), CookieJar()
    with opened(machines.store) as engine:
        accounts = AccountStore(engine)
        accounts.add(email, email.partition("@")[0].title(), roles={role}, bridges=set(bridges))
        link = link_for(accounts, asked, email)
    with ExitStack() as stack:
        desk = Desk(*(stack.enter_context(browser(address, jar)) for address in machines.addresses))
        visitor = Visitor(Flask("nothing"))
        visitor.client = InTurn(desk.one, desk.other)  # type: ignore[assignment]
        visitor.go(link)
        visitor.send(password=PASSWORD, password_confirm=PASSWORD)
        visitor.sign_in(email)
        if role != "viewer":
            visitor.set_up()
        yield desk


@pytest.fixture(scope="module")
def ann(machines: Machines) -> Iterator[Desk]:
    with signed_in(machines, "ann@example.org", "bridge_editor", "a-new-direction") as desk:
        yield desk


@pytest.fixture(scope="module")
def ben(machines: Machines) -> Iterator[Desk]:
    with signed_in(machines, "ben@example.org", "reviewer") as desk:
        yield desk


def answers(machine: httpx.Client, body: dict[str, Any]) -> dict[str, tuple[int, bytes, dict[str, str]]]:
    said = {path: machine.get(path) for path in ASKED}
    said["layout"] = machine.get("/_dash-layout", headers={"Referer": f"{machine.base_url}/coverage"})
    said["change"] = machine.post(UPDATE, json=body)
    return {
        name: (
            one.status_code,
            SIGNED.sub(b"", one.content),
            {key: one.headers[key] for key in one.headers if key not in OWN},
        )
        for name, one in said.items()
    }


def asked_by_pages(machine: httpx.Client) -> dict[str, Any]:
    """What a browser sends for a filter change."""
    spoken = SimpleNamespace(
        get=lambda path, headers=None: SimpleNamespace(data=machine.get(path, headers=headers).content)
    )
    body = request_of(spoken, page="/levers")
    body["inputs"] = [body["inputs"][0], {**body["inputs"][1], "value": "?region=E12000007"}]
    return body


@pytest.mark.parametrize("desk", ["ann", "ben"])
def test_both_give_the_same_answers_to_the_byte(desk: str, request: pytest.FixtureRequest) -> None:
    asks: Desk = request.getfixturevalue(desk)
    body = asked_by_pages(asks.one)
    one, other = (answers(machine, body) for machine in (asks.one, asks.other))
    assert {name: said[0] for name, said in one.items()} == dict.fromkeys(one, 200)
    assert [name for name in one if one[name] != other[name]] == []
    assert all("strict-transport-security" in said[2] for said in one.values())


def post(machine: httpx.Client, path: str, **said: Any) -> dict[str, Any]:
    answer = machine.post(path, json=said)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_return_that_one_was_sent_is_handed_in_on_the_other_and_accepted_on_the_first(
    ann: Desk, ben: Desk
) -> None:
    sent = {"files": ("meetings.csv", io.BytesIO(MEETING))}
    key = ann.one.post("/data/upload", files=sent, data={"page": "a page"}).json()["key"]
    looked = post(ann.other, "/data/check", key=key, replace=False, **OF)
    assert looked["difference"]["rows"]
    number = post(ann.other, "/data/hand-in", key=key, replace=False, who="Ann", **OF)["number"]
    assert ann.one.post("/data/check", json={"key": key, "replace": False}).status_code == 404
    shown = ben.one.get(f"/data/review/{number}").json()
    assert {str(machine.get(f"/data/review/{number}").json()) for machine in ben} == {str(shown)}
    post(ben.one, "/data/review/accept", number=number, who="Ben", seen=shown["seen"])
    assert not ann.other.get(f"/data/review/{number}").json()["is_open"]


def page(machine: httpx.Client) -> str:
    return machine.get("/_dash-layout", headers={"Referer": f"{machine.base_url}/levers"}).text


def test_what_is_written_on_one_is_in_the_next_answer_of_the_other(ben: Desk) -> None:
    one, other, before = ben
    for number, (writes, reads) in enumerate([(one, other), (other, one), (before, one), (one, before)]):
        name = f"A view of turn {number}"
        assert name not in page(reads)
        post(writes, "/notes/saved_views", name=name, address="/partnerships?region=E12000001", who="Ben")
        assert name in page(reads)
        assert len({machine.get("/health/version").text for machine in ben}) == 1


def test_who_is_shut_out_is_out_on_both_and_what_happened_is_on_one_record(machines: Machines) -> None:
    with opened(machines.store) as engine, signed_in(machines, "eve@example.org", "viewer") as eve:
        assert [machine.get("/levers").status_code for machine in eve] == [200] * 3
        AccountStore(engine).sign_out("eve@example.org")
        still, until = [*eve], monotonic() + PATIENCE
        while still and monotonic() < until:  # a process believes the accounts that it has read for a second
            still = [machine for machine in still if machine.get("/account.json").status_code == 200]
        assert still == []
        assert all("strict-transport-security" in machine.get("/levers").headers for machine in eve)
        found = [one for one in entries(engine) if one.who == "eve@example.org"]
    assert found
    assert FORGED not in {one.address for one in found}


def test_a_machine_believes_the_last_proxy_where_somebody_is(machines: Machines) -> None:
    said = {
        "X-Forwarded-For": f"{FORGED}, 198.51.100.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "localhost",
        "Referer": "https://localhost/",
    }
    with httpx.Client(base_url=machines.sites[1].address, headers=said) as machine:
        form = machine.get("/sign-in")
        token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', form.text)
        assert token
        sent = {"csrf_token": token[1], "email": "nobody@example.org", "password": PASSWORD}
        machine.post("/sign-in", data=sent, headers={"Cookie": form.headers["set-cookie"].partition(";")[0]})
    with opened(machines.store) as engine:
        assert "198.51.100.7" in {one.address for one in entries(engine)}


def test_the_proxy_goes_on_while_one_machine_is_renewed(machines: Machines, ben: Desk) -> None:
    assert ben.before.get("/metrics").status_code == 404
    stop(machines.sites[0])
    assert {ben.before.get(f"/levers?as_at=201{year}-03-31").status_code for year in range(5, 10)} == {200}
