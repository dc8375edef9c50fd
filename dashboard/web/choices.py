"""What filters can be at this moment: every value with its label and how many partnerships it would choose."""

import orjson
from flask import Flask, Response, request

from dashboard.filters import REPEATABLE
from dashboard.indicators.shared import choices
from dashboard.pages import QuestionReader
from dashboard.question import Question


def register(server: Flask, reader: QuestionReader) -> None:
    """Answer /choices.json?of=<key of a filter>&<filters>, `of` once or more."""
    server.add_url_rule("/choices.json", "choices", lambda: _answer(reader))


def _answer(reader: QuestionReader) -> Response:
    _, question = reader.question_for("/", f"?{request.query_string.decode('utf-8', 'replace')}")
    asked = dict.fromkeys(request.args.getlist("of"))
    found = {key: offered(question, key) for key in asked if key in REPEATABLE}
    return Response(
        orjson.dumps(found), content_type="application/json", headers={"Cache-Control": "no-cache"}
    )


def offered(question: Question, key: str) -> list[tuple[str, str, int]]:
    """Return the values of a filter: code, label, partnerships; of the authorities those of the as-at date, and those
    that are asked for.
    """
    found, asked = choices.numbers(question, key), getattr(question.filters, key)
    return [
        (value, label, found.get(value, 0))
        for value, label in question.known[key].items()
        if value in found or value in asked
    ]
