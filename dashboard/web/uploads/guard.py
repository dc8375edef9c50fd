"""Who may change the store over the web: this machine's own pages, and nobody else."""

from typing import Final
from urllib.parse import urlsplit

from flask import Request

ASKED_BY_US: Final = ("X-Requested-With", "cep")
"""No form and no picture of another site can send this header; a script there may not without asking first."""
THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
ON_THE_COMMAND_LINE: Final = (
    "Loading over the web is only possible where the dashboard is served on this machine alone, because it has no "
    "sign-in. Load on the command line: cep import FILE."
)
NOT_FROM_HERE: Final = "This request did not come from a page of this dashboard, so nothing was done."


def refusal(question: Request, *, may_write: bool) -> str:
    """Return why a request may not change anything, or nothing if it may."""
    if not may_write:
        return ON_THE_COMMAND_LINE
    return "" if _is_ours(question) else NOT_FROM_HERE


def _is_ours(question: Request) -> bool:
    """Whether it names this machine, comes from the same origin, and was made by our own script.

    The name matters too: a foreign name that was made to point here would be its own origin.
    """
    header, value = ASKED_BY_US
    host = urlsplit(f"//{question.host}").hostname
    origin = question.headers.get("Origin")
    return (
        question.headers.get(header) == value
        and host in THIS_MACHINE
        and question.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        and (origin is None or urlsplit(origin).netloc == question.host)
    )
