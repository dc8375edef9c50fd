"""A finished answer to a question of our pages, made without Dash and Flask: their words, in a third of their time.

Dash declares the callback in the browser, and answers where this cannot: see `KeptAnswers`.
"""

import gzip
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import brotli
import orjson
from dash import no_update
from flask import Request

from dashboard.components import ids
from dashboard.pages import QuestionReader
from dashboard.web.callbacks import OUTPUTS, answered
from dashboard.web.incoming import Asked

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ANSWERS: Final = 3
"""How hard brotli compresses an answer, made for one reader: at 3 in a third of the time of 5, and 12 % larger."""
OK: Final = "200 OK"


class Finished(NamedTuple):
    """An answer as it leaves, to whoever asks it as an application."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def __call__(self, _: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Send it."""
        start_response(self.status, list(self.headers))
        return [self.body]


class Finishing:
    """Answers questions as a store has it at this moment; `always` are the headers that go with every answer."""

    def __init__(self, reader: QuestionReader, always: Mapping[str, str]) -> None:
        self.always = list(always.items())
        self._reader = reader
        self._headers = [("Content-Type", "application/json"), ("Vary", "Accept-Encoding"), *self.always]

    def answer(self, asked: Asked, sent: Request) -> Finished:
        """Return the answer, compressed as the reader takes it."""
        encoding, body = _compressed(written(asked, self._reader), sent)
        coded = [("Content-Encoding", encoding)] if encoding else []
        return Finished(OK, [*self._headers, *coded, ("Content-Length", str(len(body)))], body)


def written(asked: Asked, reader: QuestionReader) -> bytes:
    """Return the answer as Dash writes it: by the id of each part of the page, the properties that change."""
    made = answered(reader, asked.path, asked.search, asked.shown, asked.blocks)
    blocks = zip(map(_block_id, asked.blocks), made.pop("blocks"), strict=True)
    parts = [(OUTPUTS[name].component_id, OUTPUTS[name].component_property, made[name]) for name in made]
    parts += [(one, OUTPUTS["blocks"].component_property, children) for one, children in blocks]
    response = {one: {changed: value} for one, changed, value in parts if value is not no_update}
    return orjson.dumps({"multi": True, "response": response}, option=orjson.OPT_SERIALIZE_NUMPY)


def _block_id(key: str) -> str:
    return orjson.dumps(ids.part(ids.BLOCK, key), option=orjson.OPT_SORT_KEYS).decode()


def _compressed(body: bytes, sent: Request) -> tuple[str, bytes]:
    taken = sent.accept_encodings
    if taken.quality("br") > 0:
        return "br", brotli.compress(body, quality=ANSWERS)
    return ("gzip", gzip.compress(body, 6, mtime=0)) if taken.quality("gzip") > 0 else ("", body)
