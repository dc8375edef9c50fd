"""The two applications that are measured beside each other, each served as its users serve it, and how it is asked."""

import json
import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import psutil

from tests.bench.on_server import request_of
from tests.bench.plain.app import GRAPHS
from tests.bench.questions import Change
from tests.browser import serving
from tests.browser.serving import Site, free_port, get

ROOT = Path(__file__).parents[2]
PLAIN = (
    sys.executable, "-m", "gunicorn", "tests.bench.plain.app:server", "--workers", "2", "--threads", "4",
    "--preload", "--log-level", "warning", "--no-control-socket",
)  # fmt: skip
UPDATE = "/_dash-update-component"
ENCODING = "gzip, deflate, br, zstd"
"""What Chromium says."""
QUERY = "?query"
LOOK = 0.01
"""Seconds between two looks at whether a server is ready."""
PAUSE, IDLE = 0.5, 0.05
"""Seconds between two looks at whether a server has anything to do, and the share of a processor that is nothing."""


@dataclass(frozen=True)
class Side(ABC):
    """An application that answers."""

    name: str
    site: Site
    cookie: str = ""
    """Of whoever has signed in, where that is asked for."""

    @property
    def address(self) -> str:
        """Where it is served."""
        return self.site.address

    @property
    def busy(self) -> float:
        """Seconds of a processor that it has taken so far, all its processes together."""
        whole = psutil.Process(self.site.process.pid)
        return sum(sum(one.cpu_times()[:2]) for one in (whole, *whole.children(recursive=True)))

    def rest(self) -> None:
        """Wait until it has nothing to do: what is ready may still prepare for its first readers."""
        before = -1.0
        while (now := self.busy) - before > IDLE * PAUSE:
            before = now
            with suppress(subprocess.TimeoutExpired):
                self.site.process.wait(PAUSE)

    def open(self, page: str) -> None:
        """Ask for the layout of a page, as a browser does that has just been sent the document."""
        layout = get(self.address, "/_dash-layout", {"Referer": f"{self.address}{page}"})
        if layout.status != 200:
            message = f"The layout of {page} was answered with {layout.status}."
            raise RuntimeError(message)

    @abstractmethod
    def question(self, change: Change, page: str) -> bytes:
        """The request that a browser sends for a filter change on a page, with its head."""

    def _request(self, body: bytes, page: str) -> bytes:
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head = (
            f"POST {UPDATE} HTTP/1.1\r\nHost: {urlsplit(self.address).netloc}\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nAccept-Encoding: {ENCODING}\r\nReferer: {self.address}{page}\r\n"
            f"Origin: {self.address}\r\n{cookie}Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(frozen=True)
class Ours(Side):
    """The dashboard, as `cep serve` starts it."""

    @cached_property
    def _bodies(self) -> dict[str, bytes]:
        """Page -> what a browser sends, with a place for the query."""
        return {}

    def question(self, change: Change, page: str = "/levers") -> bytes:
        if page not in self._bodies:
            body = request_of(Client(self.address, self.cookie), page=page)
            body["inputs"][1]["value"] = QUERY
            self._bodies[page] = json.dumps(body).encode()
        return self._request(self._bodies[page].replace(QUERY.encode(), f"?{change.query}".encode()), page)


@dataclass(frozen=True)
class Plain(Side):
    """The plain application, as gunicorn serves it."""

    def question(self, change: Change, page: str = "/") -> bytes:
        values = {
            ("as-at", "date"): change.as_at,
            ("region", "value"): [*change.regions],
            ("sector", "value"): [*change.sectors],
        }
        inputs = [{"id": name, "property": prop, "value": value} for (name, prop), value in values.items()]
        outputs = [{"id": graph, "property": "figure"} for graph in GRAPHS]
        output = f"..{'...'.join(f'{graph}.figure' for graph in GRAPHS)}.."
        body = {"output": output, "outputs": outputs, "inputs": inputs, "changedPropIds": ["region.value"]}
        return self._request(json.dumps(body).encode(), page)


class Client:
    """What Flask's test client is to `request_of`, on a served application."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self._address, self._cookie = address, {"Cookie": cookie} if cookie else {}

    def get(self, path: str, headers: dict[str, str] | None = None) -> "Client":
        """Ask for a path, as a page of ours does."""
        asking = {
            name: value.replace("http://localhost", self._address) for name, value in (headers or {}).items()
        }
        self.data = get(self._address, path, asking | self._cookie).body
        return self


@contextmanager
def both(store: str, folder: Path) -> Iterator[tuple[Ours, Plain]]:
    """Serve both over a store until the block ends."""
    with serving.served(store, folder, workers=2) as site, plain(store, folder) as other:
        pair = Ours("ours", site), Plain("plain", other)
        for side in pair:
            side.rest()
        yield pair


@contextmanager
def plain(store: str, folder: Path) -> Iterator[Site]:
    """Serve the plain application until the block ends."""
    site = start_plain(store, folder)
    try:
        wait_until_ready(site, "/_dash-layout")
        yield site
    finally:
        serving.stop(site)


def start_plain(store: str, folder: Path) -> Site:
    """Start the plain application on a free port, with what it writes kept in `folder`."""
    port = free_port()
    out, errors = folder / f"plain-{port}.out", folder / f"plain-{port}.err"
    with out.open("wb") as to_out, errors.open("wb") as to_errors:
        process = subprocess.Popen(
            [*PLAIN, "--bind", f"127.0.0.1:{port}"],
            env=os.environ | {"STORE": store, "PYTHONPATH": str(ROOT)},
            stdout=to_out,
            stderr=to_errors,
            cwd=ROOT,
        )
    return Site(f"http://127.0.0.1:{port}", process, out, errors)


def wait_until_ready(site: Site, path: str) -> None:
    """Ask a path of a server that has just been started until it answers; raises when it dies or takes too long."""
    deadline = monotonic() + serving.SECONDS_TO_START
    while not _answers(site, path):
        try:
            site.process.wait(LOOK)
        except subprocess.TimeoutExpired:
            if monotonic() < deadline:
                continue
        message = f"The server did not start.\n{site.out.read_text()}{site.errors.read_text()}"
        raise RuntimeError(message)


def _answers(site: Site, path: str) -> bool:
    try:
        return get(site.address, path).status == 200
    except (OSError, HTTPException):
        return False
