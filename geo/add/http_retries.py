"""Asking a service: again after what passes, a sentence for what does not."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx

from geo.errors import FetchError

ATTEMPTS, ATTEMPTS_TO_REACH = 6, 3
"""How often an answer is asked for; fewer times where nobody is reached at all."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
LIMIT = httpx.Timeout(60.0, connect=15.0)
MOST_BYTES = 300_000_000
"""One answer; a page of the finest wards has about a tenth."""
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be another in a moment; also as codes within an error that comes with status 200."""

Answer = TypeVar("Answer")
Wait = Callable[[float], None]
Query = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Advice:
    """What a reader can do where a service does not answer: the command that adds a file, what running the same command
    again brings, and what to look at where its address is not known there.
    """

    command: str
    again: str
    moved: str


BOUNDARIES = Advice(
    command="cep boundaries add",
    again="What came is kept; run the command again to go on",
    moved="The service may have another name by now: look it up on the Open Geography portal and give its address with "
    "--service.",
)


class Passing(Exception):  # noqa: N818 - it is no error yet
    """Something that may be over in a moment; `after` are the seconds that the service asks for."""

    def __init__(self, why: str, *, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


class Unreached(Passing):
    """Nobody is there, or this machine has no network."""


def ask(client: httpx.Client, url: str, query: Query, *, wait: Wait) -> dict[str, Any]:
    """The JSON object that a service answers. Raises FetchError when it cannot be had."""
    return answered(client, url, query, wait=wait, understand=_understood, advice=BOUNDARIES)


def answered(  # noqa: PLR0913 - who is asked what, and what becomes of the answer
    client: httpx.Client,
    url: str,
    query: Query,
    *,
    wait: Wait,
    understand: Callable[[bytes], Answer],
    advice: Advice,
) -> Answer:
    """What `understand` makes of the bytes that a service answers; it raises `Passing` for what is worth asking again.

    Raises FetchError, with the advice, when it cannot be had.
    """
    attempt = 1
    while True:
        try:
            return understand(_once(client, url, query, advice))
        except Passing as error:
            if attempt >= (ATTEMPTS_TO_REACH if isinstance(error, Unreached) else ATTEMPTS):
                raise _refusal(error, httpx.URL(url).host, advice) from error
            usual = FIRST_WAIT * 2.0 ** (attempt - 1)
            wait(min(usual if error.after is None else error.after, LONGEST_WAIT))
        attempt += 1


def _refusal(error: Passing, host: str, advice: Advice) -> FetchError:
    if isinstance(error, Unreached):
        return FetchError(
            f"This machine does not reach {host} ({error}). Fetch the file where there is a network, "
            f"and add it with `{advice.command}`."
        )
    return FetchError(
        f"{host} did not answer as it should, {ATTEMPTS} times: {error}. {advice.again}, or add a downloaded file "
        f"with `{advice.command}`."
    )


def _once(client: httpx.Client, url: str, query: Query, advice: Advice) -> bytes:
    try:
        with client.stream("GET", url, params=dict(query) or None) as response:
            _look_at_status(response, advice)
            return _body(response)
    except httpx.TimeoutException as error:
        raise Passing("it took too long") from error
    except httpx.ConnectError as error:
        raise Unreached(str(error)) from error
    except httpx.TransportError as error:
        raise Passing("the connection was cut") from error


def _look_at_status(response: httpx.Response, advice: Advice) -> None:
    status = response.status_code
    if status in _PASSING:
        raise Passing(f"status {status}", after=_retry_after(response.headers.get("Retry-After")))
    if status != httpx.codes.OK:
        raise FetchError(
            f"{response.url.host} answers with status {status} for {response.url.path}. {advice.moved}"
        )


def _retry_after(said: str | None) -> float | None:
    """Seconds, whether the header gives these or a date; None where it gives neither."""
    if not said:
        return None
    if said.strip().isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max((until.astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)


def _body(response: httpx.Response) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > MOST_BYTES:
            raise FetchError(f"{response.url.host} sends more than {MOST_BYTES / 1e6:,.0f} MB in one answer.")
        parts.append(part)
    return b"".join(parts)


def _understood(body: bytes) -> dict[str, Any]:
    """The object in an answer; an error that the service reports with status 200 is one all the same."""
    try:
        found = json.loads(body)
    except ValueError as error:
        raise Passing("its answer was cut short or is no JSON") from error
    if not isinstance(found, dict):
        raise Passing("its answer is no JSON object")
    error_said = found.get("error")
    if isinstance(error_said, dict):
        code, message = error_said.get("code"), str(error_said.get("message") or "no reason given")
        if code in _PASSING:
            raise Passing(f"it reports error {code}: {message}")
        raise FetchError(f"The service reports error {code}: {message}. Check its address.")
    return found
