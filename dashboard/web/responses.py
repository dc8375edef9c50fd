"""What every answer carries: headers that keep a page to ourselves, how long it is kept, how it is compressed."""

from collections.abc import Sequence
from typing import Final

from flask import Flask, Request, Response, request

from dashboard.pages import QuestionReader, find
from dashboard.web.boundary_files import FOREVER
from data.errors import StoreError

PAGES = ("/", "/<path:path>")
"""The routes of the pages: Dash answers every address that no other route takes."""


def secure(
    server: Flask, reader: QuestionReader, *, script_hashes: list[str], is_https: bool = False
) -> dict[str, str]:
    """Send the security headers with every answer, and say 404 for a page or a partnership that does not exist.

    Returns these headers. With `is_https` a browser that came once asks in no other way for a year.
    """
    headers = {
        "Content-Security-Policy": policy(scripts=script_hashes, framed_by="'none'"),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        **({"Strict-Transport-Security": "max-age=31536000"} if is_https else {}),
    }
    server.after_request(lambda response: _finished(response, reader, headers))
    return headers


def policy(*, scripts: Sequence[str], framed_by: str) -> str:
    """Return the Content-Security-Policy: everything from us alone, and scripts by file or by hash."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(scripts)}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {framed_by}",
        )
    )


def _finished(response: Response, reader: QuestionReader, headers: dict[str, str]) -> Response:
    for name, value in headers.items():
        response.headers.setdefault(name, value)  # a page that may stand in a frame of ours says so itself
    if request.path.startswith("/assets/") and "m" in request.args:
        response.headers["Cache-Control"] = FOREVER
    elif request.endpoint in PAGES:
        response.headers["Cache-Control"] = "no-cache"
        if response.status_code == 200 and not _is_there(reader, request.path):  # noqa: PLR2004
            response.status_code = 404
    return response


def _is_there(reader: QuestionReader, path: str) -> bool:
    """Whether a path is a page of ours, and what it is about is in the store; a store that fails says so itself."""
    page, about = find(path)
    if about is None:
        return bool(page.path)
    try:
        return bool((reader.programme().partnerships["partnership"] == about).any())
    except StoreError:
        return True


def unchanging(sent: Request) -> str | None:
    """Return a key for what never changes under its address: Dash's own bundles, Bootstrap, our assets."""
    kept = sent.path.startswith(("/_dash-component-suites/", "/vendor/", "/assets/"))
    return sent.full_path if kept else None


MOST_COMPRESSED: Final = 200
"""Files in the forms that browsers read; there are some 60 files."""


class Compressed:
    """Keeps what was compressed once, and nothing of what changes; the interface is Flask-Compress's.

    What is kept is bounded: anybody may ask for one file under many addresses.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key."""
        return self._kept.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep it, unless its key says that it changes."""
        if not key.endswith(";None") and len(self._kept) < MOST_COMPRESSED:
            self._kept[key] = value
