"""What every route that may change the store shares: who may ask, what was sent, and how a refusal is said.

Only this machine’s own pages may change the store, and nobody else.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import IO, Any, Final

import orjson
from flask import Request, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import words
from dashboard.web.incoming import ASKED_BY_US, json_body, parts_of
from data.errors import BatchMissingError, ChangeRefusedError
from data.returns.workbook.grids import MB, Limits

THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
NOT_FROM_HERE: Final = "This request did not come from a page of this dashboard, so nothing was done."
DATA_PAGE: Final = "Data page"
"""Who loads something where no name is known."""
LARGEST_ANSWERS: Final = 12 * MB
"""The answers to 5,000 questions about cells fit in."""
Route = Callable[..., Response]
NONE: Final[Mapping[type[Exception], int]] = {}


class TooLargeError(Exception):
    """More was sent than is taken; the message is a sentence for a member of staff."""


def refusal(sent: Request, *, may_write: bool, elsewhere: str) -> str:
    """Return why a request may not change anything, or nothing if it may; `elsewhere` is how it is done otherwise."""
    if not may_write:
        return elsewhere
    return "" if _is_ours(sent) else NOT_FROM_HERE


def guarded(answer: Route, *, may_write: bool, elsewhere: str) -> Route:
    """Answer only a page of ours, and only where writing is allowed."""

    @wraps(answer)
    def guard(**named: object) -> Response:
        why_not = refusal(request, may_write=may_write, elsewhere=elsewhere)
        return sentence(why_not, 403) if why_not else answer(**named)

    return guard


def with_refusals(answer: Route, *, also: Mapping[type[Exception], int] = NONE) -> Route:
    """Say in a sentence what cannot be done, with the status that fits; `also` has that of further errors."""
    known: dict[type[Exception], int] = {
        BatchMissingError: HTTPStatus.NOT_FOUND,
        TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        **also,
    }

    @wraps(answer)
    def say(**named: object) -> Response:
        try:
            return answer(**named)
        except tuple(known) as error:
            return sentence(
                str(error), next(status for kind, status in known.items() if isinstance(error, kind))
            )
        except ChangeRefusedError as error:
            return as_json({"sentence": error.reasons[0], "reasons": list(error.reasons[1:])}, status=409)

    return say


def answers_sent() -> Mapping[str, Any]:
    """As `body_sent`, where what was answered of files comes with it."""
    request.max_content_length = LARGEST_ANSWERS
    return body_sent()


def body_sent() -> Mapping[str, Any]:
    """The JSON that was sent, if it is an object; else nothing."""
    body = json_body()
    return body if isinstance(body, dict) else {}


def files_sent() -> list[tuple[str, IO[bytes]]]:
    """The files that were sent, each with its name. Raises `TooLargeError`."""
    most = Limits().file_bytes
    request.max_content_length = most + MB
    try:
        sent = request.files.getlist("files")
    except RequestEntityTooLarge as error:
        raise TooLargeError(f"What was sent is larger than {most // MB} MB. Send less at once.") from error
    return [(file.filename, file.stream) for file in sent if file.filename]


def who_loads(body: Mapping[str, Any]) -> str:
    """The name that was typed, else the page. Raises `ChangeRefusedError` where it is none."""
    return who_writes(body) if body.get("who") else DATA_PAGE


def who_writes(body: Mapping[str, Any]) -> str:
    """The name that was typed. Raises `ChangeRefusedError` where there is none."""
    who = " ".join(str(body.get("who") or "").split())
    if not who or not isinstance(body.get("who"), str):
        raise ChangeRefusedError("Say who writes this: a name, typed once.")
    return words.shortened(who)


def sentence(text: str, status: int = 200) -> Response:
    """An answer that is one sentence."""
    return as_json({"sentence": text}, status=status)


def as_json(answer: object, *, status: int = 200) -> Response:
    """An answer in JSON, which nobody keeps."""
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(answer), status=status, content_type="application/json", headers=headers)


def _is_ours(sent: Request) -> bool:
    """Whether it names this machine, comes from the same origin, and was made by our own script.

    The name matters too: a foreign name that was made to point here would be its own origin.
    """
    header, value = ASKED_BY_US
    host = parts_of(f"//{sent.host}").hostname
    origin = sent.headers.get("Origin")
    return (
        sent.headers.get(header) == value
        and host in THIS_MACHINE
        and sent.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        and (origin is None or parts_of(origin).netloc == sent.host)
    )
