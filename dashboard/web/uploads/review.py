"""The routes of a review: handing a return in, looking at it, taking it, sending it back, accepting it."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, request

from dashboard import words
from dashboard.filters import YEARS
from dashboard.pages import QuestionReader, returns
from dashboard.people import Right, who_asks
from dashboard.web.uploads import answers
from dashboard.web.uploads.service import ReturnsService, Upload
from dashboard.web.writing import as_json, body_sent, sentence, who_writes
from data.errors import ChangeRefusedError
from data.returns.imports import Quarter, Review
from data.returns.imports.review import OPEN, is_same_person
from data.returns.reader import Source
from data.taxonomy import RETURN_STATES


def quarter_said(body: Any) -> Quarter | None:  # noqa: ANN401 - a form or JSON
    """Of which quarter it is the return, as the page says it; None where it is none. Raises `ChangeRefusedError`."""
    bridge, ends = str(body.get("bridge") or ""), str(body.get("quarter") or "")
    if not bridge and not ends:
        return None
    if not bridge or not ends:
        raise ChangeRefusedError("A return is of a bridge and a quarter: say both.")
    try:
        of = Quarter(bridge, date.fromisoformat(ends), date.today())  # noqa: DTZ011 - the day where the reader is
    except ValueError as error:
        raise ChangeRefusedError(f"“{words.shortened(ends)}” is no day; write it like 2020-03-31.") from error
    first, last = YEARS
    if not first <= of.period_end.year <= last:
        raise ChangeRefusedError(f"The quarter must lie between {first} and {last}.")
    if wrong := of.wrong():
        raise ChangeRefusedError(wrong)
    return of


def hand_in(service: ReturnsService) -> Response:
    """Put an upload down for review; where it has errors, what they are."""
    body = body_sent()
    upload: Upload = service.uploads.find(str(body.get("key", "")))
    sender, of = who_writes(body), quarter_said(body)
    plan = service.prepare(upload.files, replace=body.get("replace") is True, of=of, answers=upload.answers)
    if plan.is_refused:
        return as_json(answers.checked(upload, plan), status=409)
    files = [Source(file.name, file.read_bytes()) for file in upload.files]
    number = service.review.hand_in(plan, files, sender=sender, note=str(body.get("note") or ""))
    service.uploads.drop(upload.key)
    return as_json(
        {
            "sentence": f"Handed in as return {number}. Its rows count once somebody else has accepted it.",
            "number": number,
            "handed_in": True,
        }
    )


def shown(reader: QuestionReader, service: ReturnsService, number: int) -> Response:
    """Return a return with every step taken, and what accepting it would do now."""
    person, found = who_asks(), _of_number(service, number)
    plan = service.review.plan_of(number)
    bridges = reader.question_of("").known["bridge"]
    is_open = found.state in OPEN
    may_decide = is_open and person.may(Right.ACCEPT)
    told = answers.found(plan) if is_open else {}
    return as_json(
        {
            "number": number,
            "title": f"Return {number}: {bridges.get(found.bridge, found.bridge)}, quarter to "
            f"{words.day(found.period_end)}",
            "sender": found.sender,
            "state": found.state,
            "is_open": is_open,
            "may_decide": may_decide,
            "may_take": may_decide and found.state == "received",
            "may_accept": may_decide and not (person.email and is_same_person(person.email, found.sender)),
            "batch": found.batch,
            "steps": [
                f"{RETURN_STATES[step.state]} by {step.who}, {answers.moment(step.at)}"
                + (f": “{step.comment}”" if step.comment else "")
                for step in found.steps
            ],
            **told,
        }
    )


def request_to(reader: QuestionReader) -> Response:
    """Return the text that asks a bridge, by its name as `to`, for what is missing with the filters of the page."""
    pairs = parse_qsl(request.query_string.decode("utf-8", "replace"))
    bridge = dict(pairs).get("to", "")
    _, question = reader.question_for(
        returns.PAGE.path, urlencode([pair for pair in pairs if pair[0] != "to"])
    )
    text = returns.request_text(question, bridge)
    if not text:
        return sentence(f"Nothing of “{words.shortened(bridge)}” is late or went back.", 404)
    return as_json({"sentence": f"The request to {bridge}.", "text": text})


def take(service: ReturnsService) -> Response:
    """Say who checks a return."""
    body = body_sent()
    number, who = _number(service, body), who_writes(body)
    service.review.take(number, who=who)
    return sentence(f"Return {number} is in check by {who}.")


def send_back(service: ReturnsService) -> Response:
    """Return a return to its sender with a comment."""
    body = body_sent()
    number = _number(service, body)
    service.review.send_back(number, who=who_writes(body), comment=str(body.get("comment") or ""))
    return sentence(f"Return {number} goes back to its sender with the comment.")


def accept(service: ReturnsService) -> Response:
    """Load a return if that does exactly what the reviewer has seen."""
    body = body_sent()
    number = _number(service, body)
    batch = service.review.accept(number, who=who_writes(body), seen=str(body.get("seen") or ""))
    done = (
        f"as batch {batch.number}: {answers.counted(batch.entry.total)}" if batch else "and changes nothing"
    )
    return as_json(
        {"sentence": f"Return {number} is accepted {done}.", "batch": batch.number if batch else None}
    )


def _number(service: ReturnsService, body: Any) -> int:  # noqa: ANN401 - JSON
    """The number of the return that is meant, one that whoever asks may see. Raises `ChangeRefusedError`."""
    number = body.get("number")
    if type(number) is not int:  # in JSON `true` is none either
        raise ChangeRefusedError("Say which return is meant.")
    return _of_number(service, number).number


def _of_number(service: ReturnsService, number: int) -> Review:
    """A return of a bridge of whoever asks. Raises `ChangeRefusedError`, for any other as for one that never was."""
    for one in service.review.reviews():
        if one.number == number:
            return one
    raise ChangeRefusedError(f"There is no return {number}.")
