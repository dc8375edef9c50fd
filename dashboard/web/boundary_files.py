"""Boundaries over HTTP: under a name that changes with their content, kept by the browser for a year."""

import gzip
from collections.abc import Callable
from functools import partial

from flask import Flask, Response, abort, request

from dashboard.boundaries import packed
from data.programme.programme import Programme

FOREVER = "public, max-age=31536000, immutable"


def register(server: Flask, programme: Callable[[], Programme]) -> None:
    """Serve every boundary file under /geo/<key>.<hash>.geojson; `programme` gives the store of the moment."""
    server.add_url_rule("/geo/<name>", "boundaries", partial(_serve, programme))


def _serve(programme: Callable[[], Programme], name: str) -> Response:
    found = packed(programme(), f"/geo/{name}")
    if found is None:
        abort(404)
    zipped = request.accept_encodings.quality("gzip") > 0
    response = Response(found if zipped else gzip.decompress(found), mimetype="application/geo+json")
    response.headers.update({"Cache-Control": FOREVER, "Vary": "Accept-Encoding"})
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response
