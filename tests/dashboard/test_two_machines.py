"""Two machines that share a PostgreSQL store, behind the proxy of the guide: whichever answers, it is one server."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import httpx
import pytest

from tests.bench.on_server import request_of
from tests.browser.serving import Site, free_port, start, stop, wait_until_ready
from tests.stores import PostgreSQLDatabases

pytestmark = [pytest.mark.thorough, pytest.mark.postgresql]

DEPLOY = Path(__file__).parents[2] / "docs" / "how-to" / "deploy"
CADDY = Path(sys.executable).with_name("caddy")
OURS = {"X-Requested-With": "cep"}
MEETING = b"meeting,partnership,held_on,format\nm9,camden-spark,2020-02-04,workshop\n"
OF = {"bridge": "a-new-direction", "quarter": "2020-03-31"}
UPDATE = "/_dash-update-component"
OWN = ("date", "x-request-id", "content-length")
"""Headers that every answer has anew, and how long it is compressed, with what signs it."""
SIGNED = re.compile(rb'"end_id":"[^"]+"')
"""What Dash signs each document with for callbacks in the background, of which there are none."""
ASKED = (
    "/",
    "/levers?region=E12000007",
    "/partnerships/bath-cep",
    "/export/lever-mix.csv?region=E12000001",
    "/export/lever-mix.json",
    "/export/lever-mix.xlsx",
    "/export/store.zip",
    "/api/indicators?region=E12000007",
    "/search.json?q=bath",
    "/choices.json?key=partnership&q=b",
    "/glossary.json",
    "/data/template.xlsx?bridge=a-new-direction",
)


class Machines(NamedTuple):
    """Each of the two, and what stands before them."""

    one: httpx.Client
    other: httpx.Client
    before: httpx.Client
    sites: tuple[Site, Site]


@pytest.fixture(scope="module")
def machines(
    shared: Path, postgresql_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machines]:
    databases = PostgreSQLDatabases(shared, postgresql_server)
    store, folder = databases.copy("demo"), tmp_path_factory.mktemp("machines")
    with ExitStack() as stack:
        stack.callback(databases.drop_all)
        sites = [stack.enter_context(machine(store, folder / name)) for name in ("one", "other")]
        for site in sites:
            wait_until_ready(site)
        before = stack.enter_context(proxy(folder, sites))
        clients = [
            stack.enter_context(httpx.Client(base_url=address, headers=OURS, timeout=60))
            for address in (*(site.address for site in sites), before)
        ]
        yield Machines(*clients, (sites[0], sites[1]))


@contextmanager
def machine(store: str, folder: Path) -> Iterator[Site]:
    """A server that has a disk of its own: where it works, and where its temporary files lie."""
    with pytest.MonkeyPatch.context() as patch:
        (folder / "tmp").mkdir(parents=True)
        patch.setenv("TMPDIR", str(folder / "tmp"))
        site = start(store, folder)
    try:
        yield site
    finally:
        stop(site)


@contextmanager
def proxy(folder: Path, sites: list[Site]) -> Iterator[str]:
    """The proxy of the guide, before these servers."""
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.MonkeyPatch.context() as patch, (folder / "caddy.log").open("wb") as log:
        patch.setenv("CEP_SERVER_ADDRESS", address)
        patch.setenv("CEP_MACHINES", " ".join(site.address.removeprefix("http://") for site in sites))
        patch.setenv("XDG_DATA_HOME", str(folder))
        patch.setenv("XDG_CONFIG_HOME", str(folder))
        config = folder / "Caddyfile"
        config.write_text(f"{{\n\tadmin off\n}}\nimport {DEPLOY / 'Caddyfile'}\n")
        command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(config)]
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_until_ready(Site(address, process, folder / "caddy.log", folder / "caddy.log"))
        yield address
    finally:
        process.terminate()
        process.wait(15)


def asked_by_pages(machine: httpx.Client) -> dict[str, Any]:
    """What a browser sends for a filter change."""
    spoken = SimpleNamespace(
        get=lambda path, headers=None: SimpleNamespace(data=machine.get(path, headers=headers).content)
    )
    body = request_of(spoken, page="/levers")
    body["inputs"] = [body["inputs"][0], {**body["inputs"][1], "value": "?region=E12000009"}]
    return body


def answers(machine: httpx.Client, body: dict[str, Any]) -> dict[str, tuple[int, bytes, dict[str, str]]]:
    said = {path: machine.get(path) for path in ASKED}
    said["layout"] = machine.get("/_dash-layout", headers={"Referer": "http://localhost/coverage"})
    said["change"] = machine.post(UPDATE, json=body)
    return {
        name: (
            one.status_code,
            SIGNED.sub(b"", one.content),
            {key: one.headers[key] for key in one.headers if key not in OWN},
        )
        for name, one in said.items()
    }


def test_both_give_the_same_answers_to_the_byte(machines: Machines) -> None:
    body = asked_by_pages(machines.one)
    one, other = (answers(machine, body) for machine in (machines.one, machines.other))
    assert {name: said[0] for name, said in one.items()} == dict.fromkeys(one, 200)
    assert [name for name in one if one[name] != other[name]] == []


def post(machine: httpx.Client, path: str, **said: Any) -> dict[str, Any]:
    answer = machine.post(path, json=said)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_return_that_one_was_sent_is_handed_in_on_the_other_and_accepted_on_the_first(
    machines: Machines,
) -> None:
    one, other, before, _ = machines
    sent = {"files": ("meetings.csv", io.BytesIO(MEETING))}
    key = one.post("/data/upload", files=sent, data={"page": "a page"}).json()["key"]
    looked = post(other, "/data/check", key=key, replace=False, **OF)
    assert looked["difference"]["rows"]
    number = post(other, "/data/hand-in", key=key, replace=False, who="Ann", **OF)["number"]
    gone = one.post("/data/check", json={"key": key, "replace": False})
    assert gone.status_code == 404
    shown = one.get(f"/data/review/{number}").json()
    assert shown == other.get(f"/data/review/{number}").json() == before.get(f"/data/review/{number}").json()
    post(one, "/data/review/accept", number=number, who="Ben", seen=shown["seen"])
    assert not other.get(f"/data/review/{number}").json()["is_open"]


def page(machine: httpx.Client) -> str:
    return machine.get("/_dash-layout", headers={"Referer": "http://localhost/levers"}).text


def test_what_is_written_on_one_is_in_the_next_answer_of_the_other(machines: Machines) -> None:
    one, other, before, _ = machines
    for number, (writes, reads) in enumerate([(one, other), (other, one), (before, one), (one, before)]):
        name = f"A view of turn {number}"
        assert name not in page(reads)
        post(writes, "/notes/saved_views", name=name, address="/partnerships?region=E12000001", who="Asha")
        assert name in page(reads)
        versions = {machine.get("/health/version").text for machine in (one, other, before)}
        assert len(versions) == 1


def test_the_proxy_goes_on_while_one_machine_is_renewed(machines: Machines) -> None:
    *_, before, (site, _) = machines
    assert before.get("/metrics").status_code == 404
    stop(site)
    assert {before.get(f"/levers?as_at=201{year}-03-31").status_code for year in range(5, 10)} == {200}
