"""A real server process over real sockets: who is slow holds nobody up, and a process that dies is replaced."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from dashboard.app import create_app
from dashboard.server import THREADS
from dashboard.settings import Settings
from data.store.engine import open_store
from tests.accounts import KEY, with_account
from tests.browser.serving import Site, served, wait_until_ready

pytestmark = pytest.mark.thorough

PATIENCE = 30
"""Seconds for one answer; a server that lets slow readers take its threads gives none at all while they stay."""
IDLE, SLOW_READERS, HALF_SENT = 200, 10, THREADS + 12
"""More of each half-sent kind than there are threads."""
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
BODY = b"--x--\r\n"


@pytest.fixture(scope="module")
def site(demo_store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(demo_store, tmp_path_factory.mktemp("served"), workers=1) as site:
        yield site


def line(site: Site, sent: bytes, *, takes: int | None = None) -> socket.socket:
    """An open line on which something was said; `takes` are the bytes that this end has room for."""
    parts = urlsplit(site.address)
    opened = socket.socket()
    if takes:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes)
    opened.settimeout(PATIENCE)
    opened.connect((parts.hostname, parts.port))
    opened.sendall(sent)
    return opened


def answer(opened: socket.socket) -> HTTPResponse:
    response = HTTPResponse(opened)
    response.begin()
    return response


def test_half_sent_requests_slow_readers_and_idle_lines_hold_nobody_up(site: Site) -> None:
    hold_up(site)


def test_nor_do_they_where_accounts_are_on_before_and_after_somebody_has_signed_in(
    own_demo_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(store=own_demo_store, accounts=True, secret_key=KEY)
    engine = open_store(own_demo_store)
    visitor = with_account(engine, create_app(settings).server, settings, "ann@example.org", "viewer")
    engine.dispose()
    assert visitor.sign_in("ann@example.org").status_code == 200
    (kept,) = visitor.client._cookies.values()
    monkeypatch.setenv("CEP_ACCOUNTS", "1")
    monkeypatch.setenv("CEP_SECRET_KEY", KEY)
    cookie = f"Cookie: {kept.key}={kept.value}\n"
    with served(own_demo_store, tmp_path, workers=1) as site:
        hold_up(site, asks=cookie, refused=401)
        hold_up(site, asks=cookie, sends=cookie, refused=403)


def hold_up(site: Site, *, asks: str = "", sends: str = "", refused: int = 400) -> None:
    """Send half of everything, with a header; whoever asks, with theirs, is answered all the same.

    `refused` is what an upload without a file is answered when it is whole.
    """
    with ExitStack() as stack:

        def lines(number: int, sent: str, takes: int | None = None) -> list[socket.socket]:
            return [
                stack.enter_context(line(site, sent.replace("\n", "\r\n").encode(), takes=takes))
                for _ in range(number)
            ]

        heads = lines(HALF_SENT, f"GET /health/live HTTP/1.1\nHost: 127.0.0.1\n{sends}X-Slow: ")
        bodies = lines(
            HALF_SENT,
            f"POST /data/upload HTTP/1.1\nHost: 127.0.0.1\nX-Requested-With: cep\n{sends}"
            f"Content-Type: multipart/form-data; boundary=x\nContent-Length: {len(BODY)}\n\n-",
        )
        readers = lines(SLOW_READERS, f"GET {PLOTLY} HTTP/1.1\nHost: 127.0.0.1\n\n", takes=4096)
        lines(IDLE, "")

        assert site.get("/health/ready").status == 200
        for region in range(1, 4):
            page = {"Referer": f"{site.address}/levers?region=E1200000{region}"} | header(asks)
            assert site.get("/_dash-layout", page).status == 200

        # They were there all the time: each is answered as soon as it has said all.
        for head in heads:
            head.sendall(b"no more\r\n\r\n")
        assert {answer(head).status for head in heads} == {200}
        for body in bodies:
            body.sendall(BODY[1:])
        assert {answer(body).status for body in bodies} == {refused}
        slow = answer(readers[0])
        assert len(slow.read()) == int(slow.headers["Content-Length"]) > 1 << 20


def header(said: str) -> dict[str, str]:
    """A line of a request as a header; nothing where there is none."""
    name, _, value = said.strip().partition(": ")
    return {name: value} if name else {}


def test_a_process_that_dies_is_replaced(site: Site) -> None:
    (before,) = psutil.Process(site.process.pid).children()
    before.kill()
    before.wait(PATIENCE)
    wait_until_ready(site)
    (after,) = psutil.Process(site.process.pid).children()
    assert after.pid != before.pid
    assert site.get("/health/live").status == 200


def test_an_address_may_be_as_long_as_the_words_of_a_paper_make_it(site: Site) -> None:
    words = "a" * (8190 - len("GET /health/live?title= HTTP/1.1\r\n"))
    assert site.get(f"/health/live?title={words}").status == 200


def test_what_is_no_request_is_logged_and_no_request_writes_a_line_of_its_own(
    demo_store: str, tmp_path: Path
) -> None:
    with served(demo_store, tmp_path, workers=1) as site:
        with line(site, b"GET / HTTP/1.1\r\nno header\r\n\r\n") as opened:
            assert answer(opened).status == 400
        assert site.get("/nothing%0d%0a[now]%20200%20GET%20/forged").status == 404
    said = [one for one in logged(site) if one["address"] != "/health/ready"]
    # By status: two threads wrote them, each after its answer.
    refused, missing = sorted(said, key=lambda one: int(one["status"]))
    assert refused["status"] == 400
    assert (missing["status"], missing["method"]) == (404, "GET")
    assert missing["address"].startswith("/nothing")
    assert missing["address"].endswith("forged")


def logged(site: Site) -> list[dict[str, Any]]:
    """What a server that has stopped wrote for its requests, each line after its answer.

    Every line but the first, which is for a person, is JSON.
    """
    return [json.loads(one) for one in site.log()[1:]]


def test_an_answer_has_the_number_that_its_line_has(demo_store: str, tmp_path: Path) -> None:
    with served(demo_store, tmp_path) as site:
        answers = [site.get("/health/live", {"X-Request-Id": "forged"}) for _ in range(2)]
    numbers = [one.headers["x-request-id"] for one in answers]
    assert len({*numbers, "forged"}) == 3
    lines = [one for one in logged(site) if one["request"] in numbers]
    assert [one["address"] for one in lines] == ["/health/live"] * 2
    assert all(one["at"].endswith("+00:00") and one["ms"] >= 0 for one in lines)


def test_a_fault_is_one_line_with_the_number_that_the_reader_is_told(
    demo_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = "import dashboard.web.routes as r; r.export = lambda *_: 1 / 0; from dashboard.cli import main; main()"
    with served(demo_store, tmp_path, command=(sys.executable, "-c", broken)) as site:
        answer = site.get("/export/trajectory.csv?x=%0a%0d")
        (fault,) = [json.loads(one) for one in site.errors.read_text().splitlines() if "ZeroDivision" in one]
    assert answer.status == 500
    number = answer.headers["x-request-id"]
    assert f"It is on record as {number}" in answer.body.decode()
    assert (fault["request"], fault["level"]) == (number, "error")
    assert "ZeroDivisionError" in fault["fault"]


def test_an_answer_that_takes_for_ever_is_broken_off_by_the_process_that_serves(
    demo_store: str, tmp_path: Path
) -> None:
    broken = (
        "import dashboard.web.kept as k; k.FILE_SECONDS = 0.5; import dashboard.web.routes as r\n"
        "def forever(*_):\n while True: pass\n"
        "r.export = forever; from dashboard.cli import main; main()"
    )
    with served(demo_store, tmp_path, workers=1, command=(sys.executable, "-c", broken)) as site:
        late = site.get("/export/trajectory.csv")
        assert late.status == 504
        assert late.body.decode().startswith("This took longer than ")
        assert site.get("/levers").status == 200


def test_who_has_the_token_is_given_the_numbers_of_all_processes(
    demo_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEP_METRICS_TOKEN", "let-me-see")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with served(demo_store, tmp_path, workers=2) as site:
        for _ in range(20):
            assert site.get("/health/live").status == 200
        assert [site.get("/metrics", {"Authorization": said}).status for said in ("", "Bearer let")] == [
            401,
            401,
        ]
        told = site.get("/metrics", {"Authorization": "Bearer let-me-see"})
    found = dict(line.rsplit(" ", 1) for line in told.body.decode().splitlines() if not line.startswith("#"))
    assert float(found['cep_requests_total{kind="health",status="200"}']) >= 20
    assert float(found["cep_store_version"]) >= 1
    assert list(tmp_path.glob("cep-counts-*")) == []


def test_without_a_token_there_are_no_numbers(site: Site) -> None:
    assert site.get("/metrics").status == 404
