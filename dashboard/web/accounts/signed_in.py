"""The outermost layer of a team's server: who asks is known before anything is answered."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from time import monotonic, time
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.http import dump_cookie

from dashboard.pages import find
from dashboard.people import NOBODY, PERSON, Person, asked_by
from data.accounts import Account
from data.errors import StoreError
from data.store.audit import acting

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SIGN_IN, ACCOUNT = "/sign-in", "/account"
OPEN: Final = ("/assets/", "/vendor/", "/_dash-component-suites/", "/health/", "/metrics", "/_favicon.ico")
"""What everybody may have: scripts and styles, and whether the server is well; numbers about it are given for a token
of their own. All else is refused to nobody.
"""
USER: Final = "_user_id"
"""What Flask-Login keeps of who has signed in, in the signed cookie of the session."""
SINCE, SEEN = "since", "seen"
"""When somebody signed in and when they asked last, in seconds since 1970, beside it."""
HELD: Final = 1.0
"""Seconds for which a process believes the accounts that it has read."""
RENEWED: Final = 60.0
"""Seconds after which a session is told anew that somebody asked."""
NOT_SIGNED_IN: Final = b"Sign in first: this server answers only people with an account.\n"


class People:
    """The accounts of a store, read again after a second, so that who is disabled is out in all processes."""

    def __init__(self, accounts: Callable[[], tuple[Account, ...]]) -> None:
        self._read = accounts
        self._known: dict[str, tuple[Account, Person]] = {}
        self._until = float("-inf")

    def account(self, session: str) -> Account | None:
        """Return the account whose session this is; None where it is nobody's (any more)."""
        found = self._found(session)
        return found and found[0]

    def person(self, session: str) -> Person | None:
        """Return whose session this is; None where it is nobody's (any more)."""
        found = self._found(session)
        return found and found[1]

    def forget(self) -> None:
        """Read the accounts again at the next request."""
        self._until = float("-inf")

    def _found(self, session: str) -> tuple[Account, Person] | None:
        """A session that is not known may have been made by another process just now."""
        if monotonic() >= self._until or session not in self._known:
            self._known = {one.session: (one, _person(one)) for one in self._read() if one.is_active}
            self._until = monotonic() + HELD
        return self._known.get(session)


class Times(NamedTuple):
    """How long a session lasts: after the last question, and in all."""

    idle: timedelta
    longest: timedelta

    def now(self) -> float:
        """The time, in seconds since 1970."""
        return time()

    def has_ended(self, session: dict[str, Any], now: float) -> bool:
        """Whether the session of somebody who has signed in is over; one without its times is."""
        since, seen = session.get(SINCE), session.get(SEEN)
        if not isinstance(since, int | float) or not isinstance(seen, int | float):
            return True
        return now - since > self.longest.total_seconds() or now - seen > self.idle.total_seconds()


class SignedIn:
    """An application that is answered only as asked by somebody."""

    def __init__(self, application: "WSGIApplication", server: Flask, people: People, times: Times) -> None:
        self._application, self._server, self._people, self._times = application, server, people, times

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Find who asks; send nobody to sign in."""
        path, person = environ["PATH_INFO"], environ.get(PERSON)
        if person is None and not path.startswith(OPEN):
            session = self._session(environ)
            try:
                person = self._found(session)
            except StoreError as error:
                return _not_known(error, environ, start_response)
            if person is not None:
                start_response = self._renewing(session, start_response)
            elif USER in session:  # one that has ended is nobody's inside, too
                environ["HTTP_COOKIE"] = ""
        if person is None and not _is_open(path):
            return _sent_away(environ, start_response)
        known = person or NOBODY
        with asked_by(known), acting(known.email, environ.get("REMOTE_ADDR", "")):
            return self._application(environ, start_response)

    def _session(self, environ: "WSGIEnvironment") -> dict[str, Any]:
        if "HTTP_COOKIE" not in environ:
            return {}
        return dict(self._server.session_interface.open_session(self._server, Request(environ)) or {})

    def _found(self, session: dict[str, Any]) -> Person | None:
        kept = session.get(USER)
        if not isinstance(kept, str) or self._times.has_ended(session, self._times.now()):
            return None
        return self._people.person(kept)

    def _renewing(self, session: dict[str, Any], start_response: "StartResponse") -> "StartResponse":
        """Tell the session that somebody asked, unless the answer writes one itself."""
        now = self._times.now()
        if now - session[SEEN] < RENEWED:
            return start_response
        cookie = self._cookie({**session, SEEN: now})

        def begin(status: str, headers: list[tuple[str, str]], *wrong: Any) -> Any:  # noqa: ANN401 - as WSGI says it
            own = any(name.lower() == "set-cookie" for name, _ in headers)
            return start_response(status, headers if own else [*headers, ("Set-Cookie", cookie)], *wrong)

        return begin

    def _cookie(self, session: dict[str, Any]) -> str:
        server, made = self._server, self._server.session_interface
        signing = SecureCookieSessionInterface().get_signing_serializer(server)
        return dump_cookie(
            made.get_cookie_name(server),
            str(signing.dumps(session)) if signing else "",
            path=made.get_cookie_path(server),
            secure=made.get_cookie_secure(server),
            httponly=made.get_cookie_httponly(server),
            samesite=made.get_cookie_samesite(server),
        )


def _person(account: Account) -> Person:
    return Person(account.email, account.name, account.roles, account.bridges or None)


def _is_open(path: str) -> bool:
    return path == SIGN_IN or path.startswith((*OPEN, f"{SIGN_IN}/"))


def _is_own(path: str) -> bool:
    return path == ACCOUNT or path.startswith(f"{ACCOUNT}/")


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
    if environ["REQUEST_METHOD"] == "GET" and (page.path or about or _is_own(path)):
        address = quote(f"{path}?{query}" if query else path, safe="")
        start_response(
            "303 SEE OTHER", [("Location", f"{SIGN_IN}?next={address}"), ("Cache-Control", "no-store")]
        )
        return [b""]
    start_response(
        "401 UNAUTHORIZED", [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    )
    return [NOT_SIGNED_IN]
