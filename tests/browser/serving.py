"""A real server process, as `cep serve` starts it, for tests, pictures and measurements."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

CEP = (sys.executable, "-c", "from dashboard.cli import main; main()")
"""The command line of this checkout, wherever it is installed."""
SECONDS_TO_START = 120
SECONDS_TO_STOP = 15


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered: header names in small letters, the body as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Site:
    """A dashboard that answers: where, in which process, and what it said (stdout, then stderr)."""

    address: str
    process: "subprocess.Popen[bytes]"
    out: Path
    errors: Path

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a path, as it stands."""
        return get(self.address, path, headers)

    def log(self) -> list[str]:
        """The lines that the server wrote for its requests so far."""
        return self.out.read_text().splitlines()


@contextmanager
def served(store: str, folder: Path, *, workers: int = 1, command: tuple[str, ...] = CEP) -> Iterator[Site]:
    """Serve a store on a free port until the block ends; raises when it does not answer in time."""
    site = start(store, folder, workers=workers, command=command)
    try:
        wait_until_ready(site)
        yield site
    finally:
        stop(site)


def start(
    store: str,
    folder: Path,
    *,
    workers: int = 1,
    command: tuple[str, ...] = CEP,
    port: int = 0,
    environment: Mapping[str, str] | None = None,
) -> Site:
    """Start `cep serve` on a port, else a free one, with what it writes kept in `folder`; `environment` says more."""
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    out, errors = folder / f"serve-{port}.out", folder / f"serve-{port}.err"
    arguments = ("serve", "--store", store, "--port", str(port), "--workers", str(workers))
    with out.open("wb") as to_out, errors.open("wb") as to_errors:
        process = subprocess.Popen(
            [*command, *arguments],
            stdout=to_out,
            stderr=to_errors,
            cwd=folder,
            env={**os.environ, **(environment or {})},
        )
    return Site(f"http://127.0.0.1:{port}", process, out, errors)


def stop(site: Site) -> int:
    """Ask the server to stop, as a service manager would; return its exit code."""
    site.process.terminate()
    try:
        return site.process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        site.process.kill()
        raise


def wait_until_ready(site: Site) -> None:
    """Ask until the server is ready; waiting is for its death, so that a failed start is known at once."""
    deadline = monotonic() + SECONDS_TO_START
    while not is_ready(site.address):
        try:
            site.process.wait(0.05)
        except subprocess.TimeoutExpired:
            if monotonic() < deadline:
                continue
        message = f"The server did not start.\n{site.out.read_text()}{site.errors.read_text()}"
        raise RuntimeError(message)


def is_ready(address: str) -> bool:
    """Whether the server at an address says that it is ready."""
    try:
        return get(address, "/health/ready").status == 200
    except (OSError, HTTPException):
        return False


def get(address: str, path: str, headers: Mapping[str, str] | None = None, *, seconds: float = 30) -> Answer:
    """Ask a server for a path, as it stands."""
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=seconds)) as connection:
        connection.request("GET", path, headers=dict(headers or {}))
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, response.read())


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
