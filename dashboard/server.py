"""Serving with gunicorn and waitress: a few processes over one warmed application, which no slow reader holds up."""

import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from dashboard.settings import LOOPBACK, ServeError, Settings, metrics_token
from dashboard.web.log_lines import write_lines
from dashboard.web.turns import FILES_AT_ONCE, FILES_IN_LINE, IN_LINE
from dashboard.worker import BufferedWorker

THREADS = 1 + IN_LINE + FILES_AT_ONCE + FILES_IN_LINE + 7
"""While questions and files are worked out and stand in line, there are still threads for all else."""


class Served(BaseApplication):  # type: ignore[misc]
    """A gunicorn application that is built once and then shared by every worker, which warms it while it serves."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._counts = settings, ""
        self.observe: Callable[[str, str, float], None] = lambda *_: None
        self.is_behind_proxy = settings.behind_proxy
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn needs; nothing is read from the environment or from files."""
        options: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": self._settings.workers,
            "worker_class": BufferedWorker,
            "threads": THREADS,
            "preload_app": True,
            "accesslog": "-",
            "loglevel": "warning",
            "graceful_timeout": 5,
            "proc_name": "cep",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the application, before the workers are made."""
        gc.disable()  # all of this stays: to walk it again and again would be a tenth of the start
        if metrics_token():
            self._count()
        from dashboard.app import begin, create_app

        write_lines()
        self._dash = create_app(self._settings)
        begin(self._dash)
        gc.enable()
        server: Flask = self._dash.server
        return server

    def _count(self) -> None:
        """Have the processes count their requests, in files of a folder."""
        self._counts = tempfile.mkdtemp(prefix="cep-counts-")
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = self._counts
        from dashboard.web.metrics import observe

        self.observe = observe

    def forget(self) -> None:
        """Remove what was counted."""
        if self._counts:
            shutil.rmtree(self._counts, ignore_errors=True)

    def warm(self, between: Callable[[], None]) -> None:
        """Answer the pages for their first readers; `between` two of them lets others come first."""
        from dashboard.app import warm

        warm(self._dash, between)


def check(settings: Settings) -> None:
    """Raise `ServeError` if the address may not be used or the port is taken."""
    if settings.accounts:
        _check_team(settings)
    elif settings.host != LOOPBACK:
        message = (
            f"Without accounts the dashboard can be served on {LOOPBACK} only, not on {settings.host}: anybody who "
            "reached it could read the store. Leave out --host, or let people sign in with --accounts."
        )
        raise ServeError(message)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            why = os.strerror(error.errno or 0).lower()
            message = (
                f"Port {settings.port} on {settings.host} cannot be used ({why}); perhaps the dashboard runs "
                "already. Stop the other program, or choose another port: "
                f"cep serve --port {settings.port + 1}."
            )
            raise ServeError(message) from error


def _check_team(settings: Settings) -> None:
    """Raise `ServeError` where passwords would travel in the open."""
    if not settings.behind_proxy and settings.host != LOOPBACK:
        raise ServeError(
            f"On {settings.host} passwords would travel in the open: without a proxy that speaks https, a server with "
            "accounts is for this machine only. Leave out --host, or put a proxy before it and say --behind-proxy."
        )
    if settings.behind_proxy and not settings.address.startswith("https://"):
        raise ServeError(
            "Say in CEP_SERVER_ADDRESS at which address people find this server behind its proxy, with its "
            "scheme, which is https. Links lead there, and only pages from there may change anything."
        )


def serve(settings: Settings) -> None:
    """Serve until stopped."""
    check(settings)
    served, first = Served(settings), os.getpid()
    try:
        served.run()
    finally:
        if os.getpid() == first:  # the processes that it makes end here too
            served.forget()
