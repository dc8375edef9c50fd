"""Whoever asks a server, and everything that an answer says: in files, in the files inside them, in headers."""

import io
import re
import zipfile
from collections.abc import Iterator
from time import time
from typing import Any, Final, NamedTuple

import brotli
from dash import Dash
from pypdf import PdfReader
from sqlalchemy import Engine, event

from dashboard.app import create_app
from dashboard.people import PERSON, Person
from dashboard.settings import Settings
from dashboard.web.accounts.signed_in import SEEN, SINCE, USER
from tests.dashboard.leaks.marked import OWN
from tests.dashboard.web.test_hostile import update
from tests.dashboard.web.uploads.desks import OURS

VIEWER: Final = Person("vi@own.example", "Vi", frozenset({"viewer"}), frozenset({OWN}))
EDITOR: Final = Person("ed@own.example", "Ed", frozenset({"bridge_editor"}), frozenset({OWN}))
REVIEWER: Final = Person("re@own.example", "Re", frozenset({"reviewer"}), frozenset({OWN, "arts-connect"}))
NATIONAL: Final = Person("na@all.example", "Na", frozenset({"national"}))
ADMINISTRATOR: Final = Person("ad@all.example", "Ad", frozenset({"administrator"}))
SCOPED: Final = (VIEWER, EDITOR, REVIEWER)
EVERYONE: Final = (*SCOPED, NATIONAL, ADMINISTRATOR)
ZIP: Final = b"PK\x03\x04"
PDF: Final = b"%PDF"
PICTURE: Final = b"\x89PNG"
OF_THE_MOMENT: Final = ("Date", "Content-Length", "Set-Cookie")
SIGNATURE: Final = re.compile(rb'"(end_id|token)":"[^"]*"|name="csrf_token"[^>]*>')
"""Each document is signed anew, as each form is."""


class Answer(NamedTuple):
    """What came back: the status, the headers without the day and the length, and the content."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def said(self) -> str:
        """Everything that it says, in small letters, without the places where lines break."""
        lines = "\n".join((*self.headers.values(), *texts_of(self.content)))
        return "".join(lines.lower().split()).replace("\u2060", "").replace("\xad", "")


def texts_of(content: bytes) -> Iterator[str]:
    """The texts of a file: those of the files in it, too."""
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_of(archive.read(name))
    elif content.startswith(PDF):
        yield from (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif not content.startswith(PICTURE):
        yield content.decode("utf-8", "replace")


class Desk:
    """A server over one store, asked by different people."""

    def __init__(self, store: str) -> None:
        self.app: Dash = create_app(
            Settings(store=store, accounts=True, secret_key="of the tests")  # noqa: S106
        )
        (self._output,) = (key for key, held in self.app.callback_map.items() if "callback" in held)
        self._client = self.app.server.test_client()

    def asked_of_the_store(self, person: Person, address: str, **sent: Any) -> tuple[Answer, list[str]]:
        """As `ask`, with every statement that a store was asked meanwhile."""
        statements: list[str] = []

        def note(*said: Any) -> None:
            statements.append(said[2])

        event.listen(Engine, "before_cursor_execute", note)
        try:
            return self.ask(person, address, **sent), statements
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    def ask(self, person: Person, address: str, **sent: Any) -> Answer:
        """Ask for an address as somebody; with `json` it is sent as our own pages send it."""
        method = "POST" if {"json", "data"} & sent.keys() else "GET"
        headers = {**(OURS if method == "POST" else {}), **sent.pop("headers", {})}
        known = {PERSON: person}
        with self._client.open(
            address, method=method, headers=headers, environ_overrides=known, **sent
        ) as found:
            left = {key: value for key, value in found.headers if key not in OF_THE_MOMENT}
            content = brotli.decompress(found.data) if found.content_encoding == "br" else found.data
            return Answer(found.status_code, left, SIGNATURE.sub(b"", content))

    def signed_in(self, session: str, address: str) -> Answer:
        """Ask for an address as a browser with the session of an account."""
        client = self.app.server.test_client()
        with client.session_transaction() as held:
            held |= {USER: session, SINCE: time(), SEEN: time()}
        with client.get(address) as found:
            left = {key: value for key, value in found.headers if key not in OF_THE_MOMENT}
            return Answer(found.status_code, left, SIGNATURE.sub(b"", found.data))

    def change(self, person: Person, path: str, query: str, *, shown: str | None = None) -> Answer:
        """What a page brings when its address changes; `shown` is the one on the screen."""
        sent = update(output=self._output)
        sent["inputs"][0]["value"], sent["inputs"][1]["value"] = path, f"?{query}"
        sent["state"][0]["value"] = shown
        return self.ask(person, "/_dash-update-component", json=sent)

    def layout(self, person: Person, address: str) -> Answer:
        """What a page brings as it opens."""
        return self.ask(person, "/_dash-layout", headers={"Referer": f"http://localhost{address}"})
