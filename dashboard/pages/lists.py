"""The lists behind the figures: pages that marks and numbers lead to, each with its own address."""

from functools import partial
from typing import Final

from dashboard import words
from dashboard.charts.lists import NOUNS
from dashboard.charts.render import CHARTS, render
from dashboard.pages.page import Page
from dashboard.question import Question

FOLDER: Final = "/lists"


def answer(question: Question, *, key: str) -> str:
    """Say how many rows there are, and of what is asked."""
    found = render(CHARTS[key], question)
    if found.reason_empty:
        return found.reason_empty
    said = "; ".join(one.label for one in question.narrowed)
    return words.sentences(found.headline, words.capital(said), "A name leads to the partnership")


def _page(key: str, *, path: str = "") -> Page:
    """The page of one list; it goes by the key of its chart."""
    return Page(
        path=f"{FOLDER}/{path or key}",
        name="",
        question=CHARTS[key].question,
        answer=partial(answer, key=key),
        charts=((key, "full"),),
        follows_place=False,
        counts=False,
    )


PAGES: Final = (*(_page(key) for key in NOUNS), _page("quality-findings", path="findings"))
