"""Numbers about the server itself for whoever watches it: /metrics, in the form of Prometheus, for who has the token.

Imported only where a token is set: several processes count in files of a folder, which the environment must name before
(dashboard/server.py).
"""

from collections.abc import Callable, Iterator
from hmac import compare_digest
from typing import Final

from flask import Flask, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from dashboard.web.incoming import UPDATE

KINDS: Final = {
    UPDATE: "filter change",
    "/_dash": "layout",
    "/export/": "file",
    "/api/": "file",
    "/board-pack.": "paper",
    "/data/": "data",
    "/notes/": "notes",
    "/assets/": "asset",
    "/vendor/": "asset",
    "/geo/": "asset",
    "/health/": "health",
    "/metrics": "health",
}
"""How an address begins -> the kind of request; every other is a page. There are few, whatever is asked."""
SECONDS: Final = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
requests = Counter("cep_requests", "Requests answered", ["kind", "status"])
seconds = Histogram("cep_request_seconds", "Time until an answer was ready", ["kind"], buckets=SECONDS)


def observe(path: str, status: str, took: float) -> None:
    """Count a request: its path, its status and the seconds that it took."""
    kind = next((kind for begins, kind in KINDS.items() if path.startswith(begins)), "page")
    requests.labels(kind, status).inc()
    seconds.labels(kind).observe(took)


def register(server: Flask, *, token: str, version: Callable[[], int]) -> None:
    """Answer /metrics to who sends the token; `version` is that of the store."""

    def answer() -> Response:
        sent = request.headers.get("Authorization", "")
        if not compare_digest(sent.encode("utf-8", "replace"), f"Bearer {token}".encode()):
            return Response("Send the token: Authorization: Bearer ...\n", status=401, mimetype="text/plain")
        registry = CollectorRegistry()
        registry.register(_Store(version))
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    server.add_url_rule("/metrics", "metrics", answer)


class _Store(Collector):
    def __init__(self, version: Callable[[], int]) -> None:
        self._version = version

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("cep_store_version", "Raised by every write", value=self._version())
