"""Board paper: choose charts, order and words, see the paper, and take it away as a file.

The choice is part of the address; assets/45-composer.js keeps form and address alike, as the filter bar does.
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode

from dashboard.charts.compared import NARROWS
from dashboard.components import html, ids
from dashboard.components.html import Element
from dashboard.exports.paper.choice import Choice
from dashboard.pages.page import Page
from dashboard.question import Question

DRAFT: Final = "draft"
"""The key of an address that names the draft that is open."""


def answer(question: Question) -> str:
    """Say what the paper will show, and what to do."""
    shown = question.selection
    return (
        f"As at {question.day}: {shown}; the filters above change that. "
        "Choose charts, their order and your own words, then take it away as a file."
    )


def beneath(question: Question) -> Sequence[Element]:
    """Return the place of the form and the preview, and the filters they are for."""
    return [
        html.Div(id=ids.part(ids.COMPOSER, "paper"), className="composer size-full"),
        html.Store(
            id=ids.part(ids.COMPOSED, "paper"),
            data=question.query_about(question.query_partnership),
        ),
    ]


def filters_of(search: str) -> str:
    """Return the part of the address that asks for filters: without the choice, and the draft that is open."""
    pairs = parse_qsl(Choice.from_query(search, known=()).rest, keep_blank_values=True)
    return urlencode([(key, value) for key, value in pairs if key != DRAFT])


PAGE: Final = Page(
    path="/paper",
    name="Board paper",
    question="What goes to the board?",
    answer=answer,
    beneath=beneath,
    keys=NARROWS,
    filters_of=filters_of,
)
