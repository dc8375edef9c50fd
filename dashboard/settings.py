"""Configuration, read in one place: defaults, then the environment, then what the command line says."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

DEFAULT_STORE: Final = "sqlite:///var/cep.db"
LOOPBACK: Final = "127.0.0.1"
SIGN_IN: Final = "/sign-in"
"""Where people say who they are; what is below it are steps of that."""
SHORTEST_KEY: Final = 32
LARGEST: Final = 100_000
"""No setting that counts minutes or hours means more."""


class ServeError(Exception):
    """The dashboard cannot be served as asked; the message is a sentence for a member of staff."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is and how it is served. `store` is a SQLAlchemy URL; `workers` are processes.

    With `accounts` only people who sign in are answered; `secret_key` signs what their browsers keep. `behind_proxy` is
    whether a proxy of ours stands before this server and speaks https with them. They are signed out after
    `idle_minutes` without a question, and `session_hours` after they signed in.
    """

    store: str = DEFAULT_STORE
    host: str = LOOPBACK
    port: int = 8050
    workers: int = 2
    accounts: bool = False
    secret_key: str = ""
    behind_proxy: bool = False
    public_address: str = ""
    idle_minutes: int = 30
    session_hours: int = 12

    @property
    def address(self) -> str:
        """Where people find this server: scheme, host and port."""
        return self.public_address or f"http://{self.host}:{self.port}"


def is_said(name: str, *, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a switch such as CEP_ACCOUNTS is on: 1, yes or true."""
    return environment.get(name, "").strip().lower() in {"1", "yes", "true"}


def number_said(name: str, usual: int, *, environment: Mapping[str, str] = os.environ) -> int:
    """Return the whole number that a setting says, else the usual one. Raises `ServeError` where it says none."""
    said = environment.get(name, "").strip()
    if said and (not said.isascii() or not said.isdecimal() or not 0 < int(said) <= LARGEST):
        raise ServeError(f"{name} is “{said[:40]}”. Write a whole number above 0 there, such as {usual}.")
    return int(said) if said else usual


def secret_key(*, environment: Mapping[str, str] = os.environ) -> str:
    """Return the key of CEP_SECRET_KEY. Raises `ServeError` where there is none, or one that could be guessed."""
    said = environment.get("CEP_SECRET_KEY", "").strip()
    if len(said) < SHORTEST_KEY:
        raise ServeError(
            "A server with accounts needs a secret key, which signs what browsers and links show. Set CEP_SECRET_KEY "
            f"to {SHORTEST_KEY} or more random signs, as `openssl rand -hex 32` makes them, and keep it: with another "
            "one everybody is signed out, links are void, and second factors are set up anew."
        )
    return said


def store_url(said: str | None, *, environment: Mapping[str, str] = os.environ) -> str:
    """Return the store that was said, else that of CEP_STORE, else the default file."""
    return said or environment.get("CEP_STORE") or DEFAULT_STORE


def with_accounts(
    settings: Settings, *, behind_proxy: bool = False, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Return the settings of a server with accounts, as the environment says them. Raises `ServeError`."""
    return replace(
        settings,
        accounts=True,
        secret_key=secret_key(environment=environment),
        behind_proxy=behind_proxy or is_said("CEP_BEHIND_PROXY", environment=environment),
        public_address=server_address(environment=environment),
        idle_minutes=number_said("CEP_IDLE_MINUTES", settings.idle_minutes, environment=environment),
        session_hours=number_said("CEP_SESSION_HOURS", settings.session_hours, environment=environment),
    )


def contact(*, environment: Mapping[str, str] = os.environ) -> str:
    """Return whom CEP_CONTACT names for questions, on one line that every file can hold; or nothing."""
    said = "".join(one if one.isprintable() else " " for one in environment.get("CEP_CONTACT", ""))
    return " ".join(said.split())


def server_address(*, environment: Mapping[str, str] = os.environ) -> str:
    """Return where readers find this dashboard, as CEP_SERVER_ADDRESS says it, scheme and host; or nothing."""
    said = environment.get("CEP_SERVER_ADDRESS", "").strip().rstrip("/")
    return said if said.startswith(("https://", "http://")) and said.isprintable() and " " not in said else ""


def metrics_token(*, environment: Mapping[str, str] = os.environ) -> str:
    """Return the token for which CEP_METRICS_TOKEN gives the numbers about the server; nothing where there are none."""
    return environment.get("CEP_METRICS_TOKEN", "").strip()


def template_folder(*, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder of templates for papers that CEP_TEMPLATES names, if it names one that is there."""
    said = environment.get("CEP_TEMPLATES")
    return Path(said) if said and Path(said).is_dir() else None


def product_version() -> str:
    """Return the version of this product, as its package says."""
    from importlib.metadata import version  # noqa: PLC0415 - few commands say it, and it brings many modules

    return version("cep-monitor")


def browser_named(*, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the Chrome or Chromium that BROWSER_PATH names for drawing pictures, if it names one."""
    return environment.get("BROWSER_PATH") or None


def mail_named(*, environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Return the server that CEP_MAIL_SERVER names for sending (smtp://user:password@host:587), and the address of
    CEP_MAIL_FROM that mails come from; empty where nobody says.
    """
    return environment.get("CEP_MAIL_SERVER", "").strip(), environment.get("CEP_MAIL_FROM", "").strip()


def packs_folder(*, environment: Mapping[str, str] = os.environ) -> str:
    """Return the folder of packs that name none: that of CEP_PACKS, else var/packs."""
    return environment.get("CEP_PACKS") or "var/packs"
