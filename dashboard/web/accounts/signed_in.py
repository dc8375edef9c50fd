"""The outermost layer of a team's server: who asks is known before anything is answered."""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from flask import Flask, Request

from dashboard.pages import find
from dashboard.people import NOBODY, PERSON, Person, asked_by
from data.accounts import Account
from data.errors import StoreError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SIGN_IN: Final = "/sign-in"
OPEN: Final = ("/assets/", "/vendor/", "/_dash-component-suites/", "/health/", "/_favicon.ico")
"""What everybody may have: scripts and styles, and whether the server is well. All else is refused to nobody."""
USER: Final = "_user_id"
"""What Flask-Login keeps of who has signed in, in the signed cookie of the session."""
HELD: Final = 1.0
"""Seconds for which a process believes the accounts that it has read."""
NOT_SIGNED_IN: Final = b"Sign in first: this server answers only people with an account.\n"


class People:
    """The accounts of a store, read again after a second, so that who is disabled is out in all processes."""

    def __init__(self, accounts: Callable[[], tuple[Account, ...]]) -> None:
        self._read = accounts
        self._known: dict[str, Person] = {}
        self._until = float("-inf")

    def person(self, session: str) -> Person | None:
        """Return whose session this is; None where it is nobody's (any more)."""
        if monotonic() >= self._until:
            self._known = {one.session: _person(one) for one in self._read() if one.is_active}
            self._until = monotonic() + HELD
        return self._known.get(session)

    def forget(self) -> None:
        """Read the accounts again at the next request."""
        self._until = float("-inf")


class SignedIn:
    """An application that is answered only as asked by somebody."""

    def __init__(self, application: "WSGIApplication", server: Flask, people: People) -> None:
        self._application, self._server, self._people = application, server, people

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Find who asks; send nobody to sign in."""
        try:
            person = environ.get(PERSON) or self._found(environ)
        except StoreError as error:
            return _not_known(error, environ, start_response)
        if person is None and not _is_open(environ["PATH_INFO"]):
            return _sent_away(environ, start_response)
        with asked_by(person or NOBODY):
            return self._application(environ, start_response)

    def _found(self, environ: "WSGIEnvironment") -> Person | None:
        session = self._server.session_interface.open_session(self._server, Request(environ))
        kept = session.get(USER) if session else None
        return self._people.person(kept) if isinstance(kept, str) else None


def _person(account: Account) -> Person:
    return Person(account.email, account.name, account.roles, account.bridges or None)


def _is_open(path: str) -> bool:
    return path == SIGN_IN or path.startswith((*OPEN, f"{SIGN_IN}/"))


def _not_known(
    error: StoreError, environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    """Let nobody in while the store does not say who may; who only reads may ask again."""
    again = [("Retry-After", "2"), ("Refresh", "2")] if environ["REQUEST_METHOD"] in ("GET", "HEAD") else []
    start_response(
        "503 SERVICE UNAVAILABLE",
        [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"), *again],
    )
    return [f"{error}\n".encode()]


def _sent_away(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    page, about = find(path)
    if environ["REQUEST_METHOD"] == "GET" and (page.path or about):
        address = quote(f"{path}?{query}" if query else path, safe="")
        start_response(
            "303 SEE OTHER", [("Location", f"{SIGN_IN}?next={address}"), ("Cache-Control", "no-store")]
        )
        return [b""]
    start_response(
        "401 UNAUTHORIZED", [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    )
    return [NOT_SIGNED_IN]
