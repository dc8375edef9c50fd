"""Boundaries as files: named by their content, compressed once, kept by the browser for a year."""

import gzip
from datetime import date
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, request

from geo.lookups import BoundaryFile, boundary_index
from geo.vintages import vintage_at

FOREVER = "public, max-age=31536000, immutable"


def boundary_url(detail: str, on: date) -> str:
    """Return the address of the GeoJSON that shows the authorities of a date: england, detail or london."""
    key = detail if detail == "london" else f"{detail}-{vintage_at(on).key}"
    return _address(next(file for file in boundary_index() if file.key == key))


def boundary_files() -> dict[str, Path]:
    """Return the file behind each address, for those who draw without a server."""
    return {_address(file): file.path for file in boundary_index()}


def register(server: Flask) -> None:
    """Serve every boundary file under /geo/<key>.<hash>.geojson."""
    server.add_url_rule("/geo/<name>", "boundaries", _serve)


def _address(file: BoundaryFile) -> str:
    return f"/geo/{file.key}.{file.sha256[:16]}.geojson"


def _serve(name: str) -> Response:
    found = next((file for file in boundary_index() if _address(file) == f"/geo/{name}"), None)
    if found is None:
        abort(404)
    zipped = request.accept_encodings.quality("gzip") > 0
    response = Response(
        _zipped(found) if zipped else found.path.read_bytes(), mimetype="application/geo+json"
    )
    response.headers.update({"Cache-Control": FOREVER, "Vary": "Accept-Encoding"})
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=16)
def _zipped(file: BoundaryFile) -> bytes:
    return gzip.compress(file.path.read_bytes(), 9, mtime=0)
