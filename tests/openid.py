"""A real OpenID provider for tests and demonstrations: it lets in whoever says who they are, and tells their groups."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from time import monotonic
from typing import Any

import httpx

from tests.browser.serving import SECONDS_TO_START, SECONDS_TO_STOP, free_port, get

CLIENT, SECRET = "cep-monitor", "a secret of the tests"  # the provider takes any


@dataclass(frozen=True, slots=True)
class OpenID:
    """A provider that answers; its own host, so that no cookie of the dashboard is its."""

    issuer: str

    def settings(self, groups: Path) -> dict[str, str]:
        """What the environment of a dashboard says so that these people can sign in; `groups` is its file of groups."""
        return {
            "CEP_OIDC_ISSUER": self.issuer,
            "CEP_OIDC_CLIENT_ID": CLIENT,
            "CEP_OIDC_CLIENT_SECRET": SECRET,
            "CEP_OIDC_GROUPS": str(groups),
        }

    def says(self, sub: str, **claims: Any) -> None:
        """Say something else of a person from now on, or know one more."""
        httpx.put(f"{self.issuer}/users/{sub}", json=claims).raise_for_status()

    def answer(self, address: str, sub: str) -> str:
        """Where the provider sends the browser of a person who came to it at an address."""
        answer = httpx.post(address, data={"sub": sub})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]


@contextmanager
def provider(people: Sequence[dict[str, Any]], folder: Path, *, port: int = 0) -> Iterator[OpenID]:
    """A provider that knows some people, each by claims with `sub`, until the block ends."""
    port = port or free_port()
    known = [part for claims in people for part in ("--user-claims", json.dumps(claims))]
    command = (
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "True",
        *known,
    )
    with (folder / f"openid-{port}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}", process, folder / f"openid-{port}.log")
        yield OpenID(f"http://localhost:{port}")
    finally:
        process.terminate()
        process.wait(SECONDS_TO_STOP)


def _wait_until_ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = monotonic() + SECONDS_TO_START
    while not _is_ready(address):
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            if monotonic() < deadline:
                continue
        message = f"The provider did not start.\n{log.read_text()}"
        raise RuntimeError(message)


def _is_ready(address: str) -> bool:
    try:
        return get(address, "/.well-known/openid-configuration").status == 200
    except (OSError, HTTPException):
        return False
