"""Finished answers, kept as they left us: compressed, with their headers. A question asked again costs a look-up.

This stands around the application: what is kept reaches neither Dash nor Flask.
"""

from collections.abc import Hashable, Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Request
from werkzeug.wrappers import Response

from dashboard.cache import KeptBytes, noting_failures
from dashboard.pages import QuestionReader
from dashboard.web.incoming import LAYOUT, UPDATE, address_of, what_is_asked
from dashboard.web.turns import Turns
from data.errors import StoreError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES: Final = 32 << 20
"""What a process keeps, some 3,000 answers."""
LARGEST_QUESTION: Final = 64 << 10
"""A question of our pages has some 4 kB; whatever is longer goes to the application unread."""
BESIDE: Final = 2 << 10
"""About what key and headers of an answer take."""


class Finished(NamedTuple):
    """An answer as it leaves."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


BUSY: Final = Finished(
    "503 SERVICE UNAVAILABLE",
    [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Retry-After", "2"),
    ],
    b"The dashboard is asked more at this moment than it can answer. Your question is asked again shortly.\n",
)
"""What is said when too many wait; `assets/12-busy.js` shows the sentence and asks again."""


class KeptAnswers:
    """The application, which answers from memory what it has answered since the store last changed.

    What it has not is worked out in turn, so that a question that many ask at once is worked out once.
    """

    def __init__(self, application: "WSGIApplication", reader: QuestionReader, turns: Turns) -> None:
        self._application, self._reader, self._turns = application, reader, turns
        self._kept: KeptBytes[Finished] = KeptBytes(most_bytes=MOST_BYTES)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from memory; else ask the application, and keep what is no failure."""
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        finished = self._kept.get(key) or self._in_turn(key, environ)
        start_response(finished.status, list(finished.headers))
        return [finished.body]

    def _in_turn(self, key: Hashable, environ: "WSGIEnvironment") -> Finished:
        with self._turns.take() as has_turn:
            # Whoever had the turn before may have asked the same.
            return self._kept.get(key) or (self._answered(key, environ) if has_turn else BUSY)

    def _answered(self, key: Hashable, environ: "WSGIEnvironment") -> Finished:
        version = self._kept.version
        with noting_failures() as failures:
            response = Response.from_app(self._application, environ, buffered=True)
        body = response.get_data()
        finished = Finished(response.status, response.headers.to_wsgi_list(), body)
        if response.status_code == 200 and not failures:  # noqa: PLR2004
            self._kept.keep(key, finished, size=len(body) + BESIDE, version=version)
        return finished

    def _key(self, environ: "WSGIEnvironment") -> Hashable | None:
        """Return what the answer depends on, and nothing else; None where it is not kept.

        Who may see what is part of it: a question holds its programme, and a programme the rows that its reader sees.
        """
        sent = Request(environ)
        if (asked := _asked(sent)) is None:
            return None
        path, search, parts = asked
        try:
            _, question = self._reader.question_for(path, search)
        except StoreError:
            return None  # the application says so
        encodings = sent.headers.get("Accept-Encoding", "")
        return question, question.ignored, path, sent.path, parts, encodings


def _asked(sent: Request) -> tuple[str, str, bytes] | None:
    """Path and query of the page that asks, and what it asks for beside."""
    if sent.path == LAYOUT and sent.method == "GET":
        path, search = address_of(sent)
        return None if path is None else (path, search, search.encode())  # a layout repeats its address
    if sent.path == UPDATE and sent.method == "POST" and sent.is_json:
        if not 0 < (sent.content_length or 0) <= LARGEST_QUESTION:
            return None
        body = sent.get_data()
        sent.environ["wsgi.input"] = BytesIO(body)  # the application reads it again
        return what_is_asked(body)
    return None
