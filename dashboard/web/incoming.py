"""What comes in with a request, read so that nothing in it can fail: addresses in headers, bodies, Dash's callbacks."""

import json
from collections.abc import Collection
from typing import Any, Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from dash import Dash, Output
from dash.dependencies import Wildcard
from dash.exceptions import DependencyException
from flask import Request, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest

UPDATE: Final = "/_dash-update-component"
LAYOUT: Final = "/_dash-layout"
NOT_OURS: Final = (
    "No page of this dashboard asks for this. The same figures are at /api/indicators and /export/."
)
NOTHING: Final = urlsplit("")
LARGEST_BODY: Final = 256 << 10
"""What a request may send that brings neither files nor the answers to questions about them."""
LARGEST_QUESTION: Final = 64 << 10
"""A question of our pages has some 4 kB; whatever is longer is none of them."""
MOST_BLOCKS, LONGEST_KEY = 50, 100
"""Blocks of its own that a page has at most, and letters of the key of one."""


ASKED_BY_US: Final = ("X-Requested-With", "cep")
"""No form and no picture of another site can send this header; a script there may not without asking first."""


def parts_of(address: str) -> SplitResult:
    """The parts of an address that a header names; empty ones where it is no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return NOTHING


def address_of(sent: Request) -> tuple[str | None, str]:
    """Return path and search of the page that asks, from its referrer; (None, "") when it does not say."""
    parts = parts_of(sent.headers.get("Referer", ""))
    if parts.netloc != sent.host:
        return None, ""
    return parts.path or "/", f"?{parts.query}" if parts.query else ""


def json_body() -> Any:  # noqa: ANN401 - whatever was sent
    """The JSON of this request; None where it is none, holds half a character, or is nested deeper than any of ours."""
    try:
        body = request.get_json(silent=True)
        json.dumps(body, ensure_ascii=False).encode()
    except (RecursionError, UnicodeEncodeError):
        return None
    return body


class _Property(BaseModel):
    id: str
    property: str


class _Path(_Property):
    value: str


class _Text(_Property):
    value: str | None = None


class _Part(BaseModel):
    id: dict[str, str]
    property: str


class _Update(BaseModel):
    """What a browser sends when the address changes: path, query and the page shown, and what is to be answered."""

    output: str
    outputs: list[_Property | list[_Part]]
    inputs: tuple[_Path, _Text]
    state: tuple[_Text]
    changedPropIds: list[str] = []  # noqa: N815 - Dash's name of it


class Asked(NamedTuple):
    """A question of our pages: path and query, the path of the page that is shown, and the keys of its blocks."""

    path: str
    search: str
    shown: str | None
    blocks: tuple[str, ...]


def what_is_asked(body: bytes, app: Dash, outputs: Collection[Output]) -> Asked | None:
    """The question in a body; None where it is none of the pages of an application, which ask for these outputs."""
    try:
        sent = _Update.model_validate_json(body)
    except ValidationError:
        return None
    if not _are_ours(sent, app, outputs):
        return None
    (path, search), (shown,) = sent.inputs, sent.state
    blocks = tuple(part.id["key"] for some in sent.outputs if isinstance(some, list) for part in some)
    return Asked(path.value, search.value or "", shown.value, blocks)


def guard(app: Dash, outputs: Collection[Output]) -> None:
    """Keep from Dash what it would fail on: an update that is not of these outputs is 400, a file it lacks is 404."""

    def refuse_others() -> None:
        if request.path != UPDATE or request.method != "POST":
            return
        request.max_content_length = LARGEST_QUESTION
        if not request.is_json or not _is_ours(request.get_data(), app, outputs):
            raise BadRequest(NOT_OURS)

    app.server.before_request(refuse_others)
    app.server.register_error_handler(
        DependencyException, lambda _: Response("There is no such file.\n", status=404, mimetype="text/plain")
    )


def _is_ours(body: bytes, app: Dash, outputs: Collection[Output]) -> bool:
    try:
        asked = _Update.model_validate_json(body)
    except ValidationError:
        return False
    return _are_ours(asked, app, outputs)


def _are_ours(asked: _Update, app: Dash, outputs: Collection[Output]) -> bool:
    return (
        "callback" in app.callback_map.get(asked.output, {})
        and len(asked.outputs) == len(outputs)
        and all(map(_fits, asked.outputs, outputs))
    )


def _fits(sent: _Property | list[_Part], wanted: Output) -> bool:
    """Whether this is the output, or parts of the page that it stands for."""
    identity, changed = wanted.component_id, wanted.component_property
    if isinstance(sent, _Property):
        return (sent.id, sent.property) == (identity, changed)
    if not isinstance(identity, dict):
        return False
    fixed = {key: value for key, value in identity.items() if not isinstance(value, Wildcard)}
    keys = [one.id.get("key", "") for one in sent]
    if len(keys) > MOST_BLOCKS or len(set(keys)) < len(keys) or any(len(key) > LONGEST_KEY for key in keys):
        return False  # each is worked out for itself
    return all(
        one.property == changed and one.id.keys() == identity.keys() and fixed.items() <= one.id.items()
        for one in sent
    )
