"""What others made and a page needs: Bootstrap's style sheet and plotly.js, named by their content, kept for a year."""

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response, abort, request

from dashboard.web.boundary_files import FOREVER


def register(server: Flask) -> None:
    """Serve them under /vendor/<name>.<hash>.<kind>."""
    server.add_url_rule("/vendor/<name>", "vendor", _vendor)


@cache
def bootstrap_address() -> str:
    """Return the address of Bootstrap's style sheet."""
    return _address("bootstrap", "css", _bootstrap())


@cache
def plotly_address() -> str:
    """Return the address of plotly.js with the traces in use."""
    return _address("plotly", "js", _plotly())


def _address(name: str, kind: str, content: bytes) -> str:
    return f"/vendor/{name}.{sha256(content).hexdigest()[:16]}.{kind}"


@cache
def _bootstrap() -> bytes:
    """Bootstrap's style sheet from the Python package that carries it; the package itself is not imported."""
    spec = find_spec("flask_bootstrap")
    if spec is None or spec.origin is None:
        message = "The package Bootstrap-Flask, which carries the style sheet, is not installed."
        raise ModuleNotFoundError(message)
    css = Path(spec.origin).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    return css.read_bytes().partition(b"/*# sourceMappingURL")[0]


def _plotly(form: str = "") -> bytes:
    return (files("assets") / f"plotly.min.js{form}").read_bytes()


MADE: Mapping[Callable[[], str], tuple[Callable[[], bytes], str]] = {
    bootstrap_address: (_bootstrap, "text/css"),
    plotly_address: (_plotly, "text/javascript"),
}


def _vendor(name: str) -> Response:
    address = f"/vendor/{name}"
    made = next((content for named, content in MADE.items() if named() == address), None)
    if made is None:
        abort(404, "There is no such file.")
    content, kind = made
    headers = {"Cache-Control": FOREVER}
    if content is _plotly and request.accept_encodings.quality("br") > 0:
        # Compressed when it was built, as small as it gets; anything else is compressed when it is first asked for.
        headers |= {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
        return Response(_plotly(".br"), mimetype=kind, headers=headers)
    return Response(content(), mimetype=kind, headers=headers)
