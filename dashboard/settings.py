"""Configuration, read in one place: defaults, then the environment, then what the command line says."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DEFAULT_STORE: Final = "sqlite:///var/cep.db"
LOOPBACK: Final = "127.0.0.1"


class ServeError(Exception):
    """The dashboard cannot be served as asked; the message is a sentence for a member of staff."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is and how it is served. `store` is a SQLAlchemy URL; `workers` are processes.

    With `accounts` only people who sign in are answered; `secret_key` signs what their browsers keep. `behind_proxy` is
    whether a proxy of ours stands before this server and speaks https with them.
    """

    store: str = DEFAULT_STORE
    host: str = LOOPBACK
    port: int = 8050
    workers: int = 2
    accounts: bool = False
    secret_key: str = ""
    behind_proxy: bool = False


def store_url(said: str | None, *, environment: Mapping[str, str] = os.environ) -> str:
    """Return the store that was said, else that of CEP_STORE, else the default file."""
    return said or environment.get("CEP_STORE") or DEFAULT_STORE


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
