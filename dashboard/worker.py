"""A process that serves: waitress reads and writes, so that no thread ever waits for somebody's line.

A thread sees a request when all of it is there, and is free again when its answer is in a buffer. Who sends half a
request, or reads slowly, costs a socket. gunicorn starts, watches, replaces and stops these processes; see
docs/decisions/0023-serving.md.
"""

import logging
import os
import sys
from secrets import token_hex
from threading import Thread
from time import monotonic, perf_counter, sleep
from typing import Any, Final

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask, Task, WSGITask

from dashboard.settings import SIGN_IN
from dashboard.web.log_lines import HEADER, REQUEST, line
from dashboard.web.turns import look
from data.returns.workbook.grids import MB, Limits

LOOK: Final = 1.0
"""Seconds between two signs of life to the process that watches, and two looks for answers that take too long."""
SWITCH: Final = 0.001
"""Seconds after which a thread that works out an answer lets another read or write; Python's own 0.005 add up."""
SOCKETS: Final = 600
"""Lines of one process; far below the 1,024 files that a process may usually have open."""
IDLE: Final = 60
"""Seconds after which a line that says nothing is closed."""
QUIET: Final = 0.2
"""Seconds after a request before pages are prepared for their first readers."""
HEADERS: Final = 64 << 10
BODY: Final = Limits().file_bytes + 4 * MB
"""A little more than what is taken of files at once, so that who sends more is mostly told so in a sentence."""
access = logging.getLogger("gunicorn.access")


class _Logged(Task):  # type: ignore[misc]
    """A task that writes one line when its answer is in the buffer; the request has a number."""

    def service(self) -> None:
        """Answer, and say so."""
        began, server = perf_counter(), self.channel.server
        REQUEST.set(token_hex(8))
        self.response_headers.append((HEADER, REQUEST.get()))
        try:
            super().service()
        finally:
            server.asked_at, took = monotonic(), perf_counter() - began
            access.info(_line(self, milliseconds=took * 1000))
            server.observe(getattr(self.request, "path", "") or "", str(self.status)[:3], took)


def _line(task: Any, *, milliseconds: float) -> str:  # noqa: ANN401 - a task of waitress
    request = task.request
    return line(
        status=int(task.status[:3]),
        method=getattr(request, "command", "") or "-",
        address=_address(getattr(request, "path", "") or "-", getattr(request, "query", "")),
        bytes=task.content_bytes_written,
        ms=round(milliseconds),
    )


def _address(path: str, query: str) -> str:
    """An address as a log may have it: links and codes of a sign-in let in whoever reads them."""
    if path.startswith(f"{SIGN_IN}/"):
        return "/".join(path.split("/")[:3])
    return f"{path}?{query}" if query else path


class _LoggedAnswer(_Logged, WSGITask):  # type: ignore[misc]
    pass


class _LoggedError(_Logged, ErrorTask):  # type: ignore[misc]
    pass


class _Channel(HTTPChannel):  # type: ignore[misc]
    task_class = _LoggedAnswer
    error_task_class = _LoggedError


class BufferedWorker(Worker):  # type: ignore[misc]
    """One process of the server, as gunicorn wants it."""

    _look_at = 0.0
    _server: BaseWSGIServer
    _lines: dict[int, object]

    def run(self) -> None:
        """Serve until told to stop, or until the process that watches is gone; then finish what was begun."""
        sys.setswitchinterval(SWITCH)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        (listener,) = self.sockets
        self._lines = {}
        self._server = create_server(
            self.wsgi,
            map=self._lines,
            sockets=[listener.sock],
            threads=self.cfg.threads,
            connection_limit=SOCKETS,
            channel_timeout=IDLE,
            max_request_header_size=HEADERS,
            max_request_body_size=BODY,
            log_socket_errors=False,
            clear_untrusted_proxy_headers=not self.app.is_behind_proxy,  # nobody else says where a request is from
            ident=None,
        )
        self._server.channel_class = _Channel
        self._server.asked_at = monotonic()
        self._server.observe = self.app.observe
        Thread(target=self.app.warm, args=(self._until_quiet,), daemon=True).start()
        while self.alive and self.ppid == os.getppid():
            self._turn()
        self._finish()

    def handle_exit(self, sig: int, frame: object) -> None:
        """Stop soon: the signal alone does not end the waiting for the next request."""
        super().handle_exit(sig, frame)
        if hasattr(self, "_server"):
            self._server.pull_trigger()

    def _until_quiet(self) -> None:
        """Wait until nobody has asked anything for a moment."""
        while (rest := self._server.asked_at + QUIET - monotonic()) > 0:
            sleep(rest)

    def _turn(self) -> None:
        self.notify()
        if (now := monotonic()) >= self._look_at:
            self._look_at = now + LOOK
            look()
        wasyncore.loop(timeout=LOOK, use_poll=True, map=self._lines, count=1)

    def _finish(self) -> None:
        """Take nothing new, and give what was begun the time that gunicorn allows."""
        wasyncore.dispatcher.close(self._server)
        until = monotonic() + self.cfg.graceful_timeout - LOOK
        open_lines = self._server.active_channels
        while (
            any(line.requests or line.total_outbufs_len for line in open_lines.values())
            and monotonic() < until
        ):
            self._turn()
