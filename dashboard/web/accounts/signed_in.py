"""The outermost layer of a team's server: who asks is known before anything is answered."""

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from time import monotonic, time
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface
from werkzeug import datastructures
from werkzeug.http import dump_cookie

from dashboard.pages import find
from dashboard.people import NOBODY, PERSON, Person, asked_by
from dashboard.settings import SIGN_IN
from dashboard.web.finished import Finished
from dashboard.web.incoming import parts_of
from dashboard.web.log_lines import told
from data.accounts import Account
from data.errors import StoreError
from data.store.audit import acting

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ACCOUNT: Final = "/account"
OPEN: Final = ("/assets/", "/vendor/", "/_dash-component-suites/", "/health/")
"""What everybody may have: scripts and styles, and whether the server is well. All else is refused to nobody."""
NUMBERS: Final = "/metrics"
"""Numbers about the server are given for a token of their own."""
USER: Final = "_user_id"
"""What Flask-Login keeps of who has signed in, in the signed cookie of the session."""
SINCE, SEEN = "since", "seen"
"""When somebody signed in and when they asked last, in seconds since 1970, beside it."""
MARK: Final = "mark"
"""What tells one session of somebody from their others, so that it can be ended alone."""
HELD: Final = 1.0
"""Seconds for which a process believes the accounts that it has read."""
RENEWED: Final = 60.0
"""Seconds after which a session is told anew that somebody asked."""
NOT_SIGNED_IN: Final = b"Sign in first: this server answers only people with an account.\n"
NOT_THIS_NAME: Final = b"This server is not found under that name.\n"
Headers = list[tuple[str, str]]
TEXT: Final[Headers] = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]


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

    def has_ended(self, session: str, mark: str | None) -> bool:
        """Whether somebody signed out of the one of their sessions that has this mark."""
        account = self.account(session)
        return account is None or mark in account.ended

    def forget(self) -> None:
        """Read the accounts again at the next request."""
        self._until = float("-inf")

    def _found(self, session: str) -> tuple[Account, Person] | None:
        """A session that is not known may have been made by another process just now."""
        if monotonic() >= self._until or session not in self._known:
            self._known = {one.session: (one, person_of(one)) for one in self._read() if one.is_active}
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
    """The application of a server, which is answered only as asked by somebody, and under the `names` of the server.

    `always` are the headers that go with every answer.
    """

    def __init__(
        self, server: Flask, people: People, times: Times, *, names: Collection[str], always: Headers
    ) -> None:
        self._application: WSGIApplication = server.wsgi_app
        self._server, self._people, self._times = server, people, times
        self._names, self._always = names, always

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Find who asks; send nobody to sign in."""
        path, person = environ["PATH_INFO"], environ.get(PERSON)
        if path.startswith(OPEN) or path == NUMBERS:
            return self._answered_to(person or NOBODY, environ, start_response)
        if parts_of(f"//{environ.get('HTTP_HOST', '')}").hostname not in self._names:
            return self._refused("421 MISDIRECTED REQUEST", TEXT, NOT_THIS_NAME)(environ, start_response)
        if person is None:
            session = self._session(environ)
            try:
                person = self._found(session)
            except StoreError as error:
                return self._not_known(error, environ)(environ, start_response)
            if person is not None:
                start_response = self._renewing(session, start_response)
            elif USER in session:  # one that has ended is nobody's inside, too
                environ["HTTP_COOKIE"] = ""
        if person is None and not _is_sign_in(path):
            return self._sent_away(environ)(environ, start_response)
        return self._answered_to(person or NOBODY, environ, _theirs_alone(start_response))

    def _answered_to(
        self, person: Person, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        with asked_by(person), acting(person.email, environ.get("REMOTE_ADDR", "")):
            return self._application(environ, start_response)

    def _refused(self, status: str, headers: Headers, said: bytes) -> Finished:
        return Finished(status, [*headers, *self._always], said)

    def _not_known(self, error: StoreError, environ: "WSGIEnvironment") -> Finished:
        """Let nobody in while the store does not say who may; who only reads may ask again."""
        reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        again = [("Retry-After", "2"), ("Refresh", "2")] if reads else []
        return self._refused("503 SERVICE UNAVAILABLE", [*TEXT, *again], f"{told(error)}\n".encode())

    def _sent_away(self, environ: "WSGIEnvironment") -> Finished:
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        page, about = find(path)
        if environ["REQUEST_METHOD"] == "GET" and (page.path or about or _is_own(path)):
            address = quote(f"{path}?{query}" if query else path, safe="")
            return self._refused("303 SEE OTHER", [("Location", f"{SIGN_IN}?next={address}"), *TEXT], b"")
        return self._refused("401 UNAUTHORIZED", TEXT, NOT_SIGNED_IN)

    def _session(self, environ: "WSGIEnvironment") -> dict[str, Any]:
        if "HTTP_COOKIE" not in environ:
            return {}
        return dict(self._server.session_interface.open_session(self._server, Request(environ)) or {})

    def _found(self, session: dict[str, Any]) -> Person | None:
        kept = session.get(USER)
        if not isinstance(kept, str) or self._times.has_ended(session, self._times.now()):
            return None
        person = self._people.person(kept)
        return None if person and self._people.has_ended(kept, session.get(MARK)) else person

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


def _theirs_alone(start_response: "StartResponse") -> "StartResponse":
    """Say of an answer that no proxy may give it to anybody else."""

    def begin(status: str, headers: list[tuple[str, str]], *wrong: Any) -> Any:  # noqa: ANN401 - as WSGI says it
        held = datastructures.Headers(headers)
        kept = {part.strip() for part in held.get("Cache-Control", "no-cache").split(",")} - {"public"}
        if "no-store" not in kept:
            held["Cache-Control"] = ", ".join(["private", *sorted(kept - {"private"})])
        if "cookie" not in held.get("Vary", "").lower():
            held.add("Vary", "Cookie")
        return start_response(status, held.to_wsgi_list(), *wrong)

    return begin


def person_of(account: Account) -> Person:
    """An account as who asks."""
    return Person(account.email, account.name, account.roles, account.scope.bridges)


def _is_sign_in(path: str) -> bool:
    return path == SIGN_IN or path.startswith(f"{SIGN_IN}/")


def _is_own(path: str) -> bool:
    return path == ACCOUNT or path.startswith(f"{ACCOUNT}/")
