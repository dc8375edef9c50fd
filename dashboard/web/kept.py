"""Finished answers, kept as they left us: compressed, with their headers. A question asked again costs a look-up.

This stands around the application: what is kept reaches neither Dash nor Flask, nor do the questions of our pages.
"""

import logging
import sys
from collections.abc import Hashable, Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from dash import Dash
from flask import Request
from werkzeug.wrappers import Response

from dashboard.cache import KeptBytes, noting_failures
from dashboard.narrowed import place_of
from dashboard.pages import QuestionReader, find
from dashboard.people import who_asks
from dashboard.web.callbacks import OUTPUTS
from dashboard.web.finished import OK, Finished, Finishing
from dashboard.web.incoming import LARGEST_QUESTION, LAYOUT, UPDATE, Asked, address_of, what_is_asked
from dashboard.web.log_lines import told
from dashboard.web.turns import FILES_AT_ONCE, FILES_IN_LINE, OutOfTimeError, Turns, within
from data.errors import StoreError, StoreLostError, StoreVersionError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

MOST_BYTES: Final = 32 << 20
"""What a process keeps, some 3,000 answers."""
LONGEST_ENCODINGS: Final = 200
"""Letters of what a browser says that it reads, which has some 25; a longer list is answered each time anew."""
FILES: Final = ("/export/", "/api/", "/board-pack.", "/audit.")
PARTS: Final = ("/cards/", "/choices.json", "/search.json")
"""What pages ask for beside themselves, worked out in turn with them."""
PAGE_SECONDS, FILE_SECONDS = 30.0, 120.0
"""How long an answer may take from its turn on; of what writes only the size is bounded, so that it is whole or not."""
READS: Final = ("GET", "HEAD", "OPTIONS")
BESIDE: Final = 2 << 10
"""About what key and headers of an answer take, without what was asked."""

BUSY: Final = Finished(
    "503 SERVICE UNAVAILABLE",
    [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Retry-After", "2"),
        ("Refresh", "2"),  # where it is shown in the place of a page
    ],
    b"The dashboard is asked more at this moment than it can answer. Your question is asked again shortly.\n",
)
"""What is said when too many wait; `assets/12-busy.js` shows the sentence and asks again."""
TOO_MANY_FILES: Final = Finished(
    "429 TOO MANY REQUESTS",
    [*BUSY.headers[:2], ("Retry-After", "5"), ("Refresh", "5")],
    b"As many files are being made, and wait to be made, as this server takes at once. Ask again in a few seconds.\n",
)
"""What is said to whoever wants one more file than may wait."""


def too_long(seconds: float) -> Finished:
    """Return what is said where an answer takes too long. It is not asked again by itself: that would take as long."""
    said = f"This took longer than {seconds:.0f} seconds, so it was broken off. Ask for less, one region for example.\n"
    return Finished("504 GATEWAY TIMEOUT", BUSY.headers[:2], said.encode())


class KeptAnswers:
    """The application, which answers from memory what it has answered since the store last changed.

    What it has not is worked out in turn, so that a question that many ask at once is worked out once.
    """

    def __init__(self, app: Dash, reader: QuestionReader, turns: Turns, finishing: Finishing) -> None:
        self._application: WSGIApplication = app.server.wsgi_app
        self._app, self._reader, self._turns, self._finishing = app, reader, turns, finishing
        self._files = Turns(at_once=FILES_AT_ONCE, in_line=FILES_IN_LINE)
        self._busy, self._full, self._late, self._late_file = (
            one._replace(headers=[*one.headers, *finishing.always])
            for one in (BUSY, TOO_MANY_FILES, too_long(PAGE_SECONDS), too_long(FILE_SECONDS))
        )
        self._kept: KeptBytes[Finished] = KeptBytes(most_bytes=MOST_BYTES)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from memory; else work it out, and keep what is no failure."""
        sent = Request(environ)
        asked = self._asked(sent)
        try:
            key = self._key(sent, asked) if asked else None
        except (StoreLostError, StoreVersionError) as error:
            return self._said(error)(environ, start_response)
        if asked is None or key is None:
            return self._apart(environ, start_response)
        finished = self._kept.get(key) or self._in_turn(key, sent, asked)
        return finished(environ, start_response)

    def _apart(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Have the application answer what is not kept: parts of pages in turn, of files only a few at once."""
        path = environ["PATH_INFO"]
        is_file = path.startswith(FILES)
        if not is_file and not path.startswith(PARTS):
            # A template, a return that waits, the rows of a batch: some of them are as long as what was sent.
            seconds = FILE_SECONDS if path.startswith("/data/") else PAGE_SECONDS
            return self._limited(seconds, environ, start_response)
        turns, full = (self._files, self._full) if is_file else (self._turns, self._busy)
        with turns.take() as has_turn:
            if not has_turn:
                return full(environ, start_response)
            return self._limited(FILE_SECONDS if is_file else PAGE_SECONDS, environ, start_response)

    def _limited(
        self, seconds: float, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Have the application answer what only reads within its time, and what writes whenever it is done."""
        if environ["REQUEST_METHOD"] not in READS:
            return self._application(environ, start_response)
        begun: list[str] = []

        def begin(status: str, headers: list[tuple[str, str]], *wrong: Any) -> Any:  # noqa: ANN401 - as WSGI says it
            begun.append(status)
            return start_response(status, headers, *wrong)

        try:
            return within(seconds, lambda: self._application(environ, begin))
        except OutOfTimeError:
            late, wrong = self._broken_off(seconds, environ["PATH_INFO"]), sys.exc_info() if begun else None
            start_response(late.status, list(late.headers), *([wrong] if wrong else []))
            return [late.body]

    def _broken_off(self, seconds: float, path: str) -> Finished:
        log.warning("Broken off after %.0f seconds: %s", seconds, path)
        return self._late if seconds == PAGE_SECONDS else self._late_file

    def _in_turn(self, key: Hashable, sent: Request, asked: Asked) -> Finished:
        with self._turns.take() as has_turn:
            # Whoever had the turn before may have asked the same.
            if kept := self._kept.get(key):
                return kept
            if not has_turn:
                return self._busy
            try:
                return within(PAGE_SECONDS, lambda: self._answered(key, sent, asked))
            except OutOfTimeError:
                return self._broken_off(PAGE_SECONDS, asked.path)

    def _answered(self, key: Hashable, sent: Request, asked: Asked) -> Finished:
        version = self._kept.version
        with noting_failures() as failures:
            finished = self._worked_out(sent, asked)
        if finished.status == OK and not failures and not _is_somebodys(finished):
            size = len(finished.body) + BESIDE + 4 * (len(asked.path) + len(asked.search))
            self._kept.keep(key, finished, size=size, version=version)
        return finished

    def _worked_out(self, sent: Request, asked: Asked) -> Finished:
        if sent.path == UPDATE:
            try:
                return self._finishing.answer(asked, sent)
            except StoreError:  # asked once more, by the application, which says so if it is still so
                pass
            except Exception:
                log.exception("No answer to %s%s", asked.path, asked.search)
        response = Response.from_app(self._application, sent.environ, buffered=True)
        return Finished(response.status, response.headers.to_wsgi_list(), response.get_data())

    def _key(self, sent: Request, asked: Asked) -> Hashable | None:
        """Return what the answer depends on, and nothing else; None where it is not kept.

        Who may see what is part of it: a question holds its programme, and a programme the rows that its reader sees.
        So is what they may do, which the pages offer them.
        """
        try:
            _, question = self._reader.question_for(asked.path, asked.search)
        except (StoreLostError, StoreVersionError):
            raise
        except StoreError:
            return None  # the application says so
        encodings = sent.headers.get("Accept-Encoding", "")
        if len(encodings) > LONGEST_ENCODINGS:
            return None
        beside = (
            (place_of(asked.path, asked.search) == asked.shown, asked.blocks)
            if sent.path == UPDATE
            else asked.search
        )
        return question, question.ignored, asked.path, sent.path, beside, encodings, who_asks().rights

    def _said(self, error: StoreError) -> Finished:
        """Return what a page is answered that may be asked again: the server of the store is away, or is newer."""
        return self._busy._replace(body=f"{told(error)} Your question is asked again shortly.\n".encode())

    def _asked(self, sent: Request) -> Asked | None:
        """The page that asks, and what it asks for beside; a document and a layout repeat their address."""
        if sent.method == "GET" and _is_page(sent.path):
            return Asked(sent.path, f"?{sent.query_string.decode('utf-8', 'replace')}", None, ())
        if sent.path == LAYOUT and sent.method == "GET":
            path, search = address_of(sent)
            return None if path is None else Asked(path, search, None, ())
        if sent.path == UPDATE and sent.method == "POST" and sent.is_json:
            if not 0 < (sent.content_length or 0) <= LARGEST_QUESTION:
                return None
            body = sent.get_data()
            sent.environ["wsgi.input"] = BytesIO(body)  # the application reads it again
            return what_is_asked(body, self._app, OUTPUTS.values())
        return None


def _is_somebodys(finished: Finished) -> bool:
    """Whether an answer tells one browser to keep something, which no other must be given."""
    return any(name.lower() == "set-cookie" for name, _ in finished.headers)


def _is_page(path: str) -> bool:
    # Dash signs each document for its background callbacks; there are none, so readers may share a signature.
    page, about = find(path)
    return bool(page.path) or about is not None
