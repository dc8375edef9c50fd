"""The lists behind the figures: pages that marks and numbers lead to, each with its own address."""

from functools import partial
from typing import Final

from dashboard import words
from dashboard.charts.leads import NOUNS
from dashboard.charts.render import CHARTS, render
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question, *, key: str) -> str:
    """Say how many rows there are, and of what is asked."""
    found = render(CHARTS[key], question)
    if found.reason_empty:
        return found.reason_empty
    said = "; ".join(one.label for one in question.narrowed)
    return words.sentences(found.headline, words.capital(said), "A name leads to the partnership")


def _page(name: str) -> Page:
    """The page of one list, which goes by the key of its chart but for the findings of quality."""
    key = "quality-findings" if name == "findings" else name
    return Page(
        path=f"/lists/{name}",
        name="",
        question=CHARTS[key].question,
        answer=partial(answer, key=key),
        charts=((key, "full"),),
        follows_place=False,
        counts=False,
    )


PAGES: Final = tuple(_page(name) for name in NOUNS)
