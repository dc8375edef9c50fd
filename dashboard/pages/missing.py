"""The page for an address that is no page."""

from typing import Final

from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:  # noqa: ARG001
    """Say what to do."""
    return "There is no page at this address. The links above lead to every page there is."


PAGE: Final = Page(path="", name="", question="This page does not exist", answer=answer, follows_place=False)
