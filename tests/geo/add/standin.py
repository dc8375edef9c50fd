"""A feature service on this machine that answers as told, and fails in every way that the real one does."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PATH = "/arcgis/rest/services/Authorities/FeatureServer/0"
Fault = Callable[["Handler"], bool]
"""Answers in its own way; whether it has answered at all, so that the usual answer is not given."""


@dataclass
class Service:
    """What the service has, how it is to fail (each fault once, in order), and what it was asked."""

    rows: list[dict[str, Any]]
    most: int = 1000
    faults: list[Fault] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    address: str = ""
    says: int | None = None

    @property
    def offsets(self) -> list[int]:
        """The offsets of the pages that were asked for, in order."""
        return [int(query["resultOffset"]) for query in self.asked if "resultOffset" in query]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    service: Service

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.service.asked.append(self.query)
        if "resultOffset" in self.query and self.service.faults and self.service.faults.pop(0)(self):
            return
        if parts.path == PATH:
            self.reply({"maxRecordCount": self.service.most, "objectIdField": "FID"})
        elif parts.path == f"{PATH}/query":
            self.reply(self.answer(int(self.query.get("resultOffset", 0))))
        else:
            self.send_error(404)

    def answer(self, offset: int) -> dict[str, Any]:
        """The count, or the page from a row on."""
        service = self.service
        if self.query.get("returnCountOnly") == "true":
            return {"count": len(service.rows) if service.says is None else service.says}
        size = min(int(self.query["resultRecordCount"]), service.most)
        more = offset + size < len(service.rows)
        page = service.rows[offset : offset + size]
        return {"type": "FeatureCollection", "features": page, "properties": {"exceededTransferLimit": more}}

    def reply(self, answer: dict[str, Any], *, status: int = 200, kept: float = 1.0, **headers: str) -> None:
        """Send JSON; of a body that is cut, only a part, although its whole length was announced."""
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body[: int(len(body) * kept)])
        if kept < 1:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""


def failing(status: int, **headers: str) -> Fault:
    """An answer with a status that means trouble."""
    return lambda handler: (handler.reply({}, status=status, **headers), True)[1]


def reporting(code: int) -> Fault:
    """An error within an answer with status 200."""
    return lambda handler: (handler.reply({"error": {"code": code, "message": "busy"}}), True)[1]


def cut(handler: Handler) -> bool:
    """The connection ends within the answer."""
    handler.reply(handler.answer(int(handler.query["resultOffset"])), kept=0.5)
    return True


def truncated(handler: Handler) -> bool:
    """An answer that is complete as such, but not as JSON."""
    body = json.dumps(handler.answer(0)).encode()[:-20]
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
    return True


def hung_up(handler: Handler) -> bool:
    """No answer at all."""
    handler.close_connection = True
    return True


def repeating(handler: Handler) -> bool:
    """The first page, whichever was asked for."""
    handler.reply(handler.answer(0))
    return True


def fine(_handler: Handler) -> bool:
    """No fault: the usual answer."""
    return False


@contextmanager
def running(service: Service, kind: type[Handler] = Handler) -> Iterator[Service]:
    """The service on a port of its own, until the test has ended."""
    handler = type("Answering", (kind,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        service.address = f"http://127.0.0.1:{server.server_address[1]}{PATH}"
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
