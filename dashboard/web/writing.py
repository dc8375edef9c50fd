"""What every route that may change the store shares: who may ask, what was sent, and how a refusal is said.

Only our own pages may change the store, and nobody else: those of this machine, or of a team's server those of its
address, asked by somebody who has the right.
"""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from http import HTTPStatus
from typing import IO, Any, Final

import orjson
from flask import Request, Response, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import words
from dashboard.exports.forms import MEDIA_TYPES
from dashboard.people import Right, who_asks
from dashboard.settings import LOOPBACK, Settings
from dashboard.web.incoming import ASKED_BY_US, json_body, parts_of
from data.errors import BatchMissingError, ChangeRefusedError
from data.returns.workbook.grids import MB, Limits

THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
HOSTS: Final = "CEP_HOSTS"
"""Where the application keeps the names by which its own pages ask."""
NOT_FROM_HERE: Final = "This request did not come from a page of this dashboard, so nothing was done."
MAY_NOT: Final[Mapping[Right, str]] = {
    right: f"Your account may not {what}. Ask an administrator of this server if it should."
    for right, what in {
        Right.READ: "read here",
        Right.NOTE: "write on these pages",
        Right.HAND_IN: "hand in returns",
        Right.ACCEPT: "decide on returns",
        Right.LOAD: "write to the store directly",
        Right.ADMINISTER: "do what an administrator does",
    }.items()
}
"""What somebody is told who has not the right that a route asks for."""
DATA_PAGE: Final = "Data page"
"""Who loads something where no name is known."""
LARGEST_ANSWERS: Final = 12 * MB
"""The answers to 5,000 questions about cells fit in."""
Route = Callable[..., Response]
NONE: Final[Mapping[type[Exception], int]] = {}


class NotAllowedError(Exception):
    """Whoever asks may not do this; the message is a sentence for them."""


class TooLargeError(Exception):
    """More was sent than is taken; the message is a sentence for a member of staff."""


def our_hosts(settings: Settings) -> frozenset[str]:
    """The names by which our own pages ask: this machine's; of a team's server the name of its address."""
    if settings.accounts and (name := parts_of(settings.public_address).hostname):
        return frozenset({name})
    return THIS_MACHINE if settings.host == LOOPBACK else frozenset()


def why_not(right: Right) -> str:
    """Why whoever asks may not do what takes a right; nothing where they may."""
    return "" if who_asks().may(right) else MAY_NOT[right]


def refusal(sent: Request, right: Right, *, hosts: Collection[str] = THIS_MACHINE) -> str:
    """Why a request may not change anything, or nothing if it may; `hosts` are the names of our own pages."""
    return why_not(right) or ("" if _is_ours(sent, hosts) else NOT_FROM_HERE)


def guarded(answer: Route, right: Right) -> Route:
    """Answer only a page of ours, and only somebody who has the right."""

    @wraps(answer)
    def guard(**named: object) -> Response:
        said = refusal(request, right, hosts=current_app.config.get(HOSTS, THIS_MACHINE))
        return sentence(said, 403) if said else answer(**named)

    return guard


def permitted(answer: Route, right: Right) -> Route:
    """Answer only somebody who has the right; for what reads."""

    @wraps(answer)
    def permit(**named: object) -> Response:
        said = why_not(right)
        return sentence(said, 403) if said else answer(**named)

    return permit


def begin(right: Right, **what: object) -> Response:
    """What a section of a page begins with: whether whoever asks may write there, why not, and what it needs."""
    said = why_not(right)
    return as_json({"may_write": not said, "sentence": said, **what})


def with_refusals(answer: Route, *, also: Mapping[type[Exception], int] = NONE) -> Route:
    """Say in a sentence what cannot be done, with the status that fits; `also` has that of further errors."""
    known: dict[type[Exception], int] = {
        BatchMissingError: HTTPStatus.NOT_FOUND,
        NotAllowedError: HTTPStatus.FORBIDDEN,
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


def file_of(content: bytes, form: str, name: str) -> Response:
    """A file to be kept, which nobody else keeps."""
    response = Response(content, content_type=MEDIA_TYPES[form], headers={"Cache-Control": "no-store"})
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return response


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
    """As `who_writes`; the page where no name is known."""
    return who_writes(body) if body.get("who") or who_asks().email else DATA_PAGE


def who_writes(body: Mapping[str, Any]) -> str:
    """Who is on record for what is written: the account, else the name that was typed. Raises `ChangeRefusedError`."""
    person = who_asks()
    return f"{name_of_writer(body)} ({person.email})" if person.email else name_of_writer(body)


def name_of_writer(body: Mapping[str, Any]) -> str:
    """What readers call whoever writes: by the account, else as typed. Raises `ChangeRefusedError` where it is not."""
    person = who_asks()
    said = person.name or person.email or body.get("who")
    who = " ".join(str(said or "").split())
    if not who or not isinstance(said, str):
        raise ChangeRefusedError("Say who writes this: a name, typed once.")
    return words.shortened(who)


def sentence(text: str, status: int = 200) -> Response:
    """An answer that is one sentence."""
    return as_json({"sentence": text}, status=status)


def as_json(answer: object, *, status: int = 200) -> Response:
    """An answer in JSON, which nobody keeps."""
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(answer), status=status, content_type="application/json", headers=headers)


def _is_ours(sent: Request, hosts: Collection[str]) -> bool:
    """Whether it names one of `hosts`, comes from the same origin, and was made by our own script.

    The name matters too: a foreign name that was made to point here would be its own origin.
    """
    header, value = ASKED_BY_US
    host = parts_of(f"//{sent.host}").hostname
    origin = sent.headers.get("Origin")
    return (
        sent.headers.get(header) == value
        and host in hosts
        and sent.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        and (origin is None or parts_of(origin).netloc == sent.host)
    )
