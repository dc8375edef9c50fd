"""Coverage compared: two days or two places side by side, and what changed between two days."""

from typing import Final

from dashboard import words
from dashboard.charts.compared import counted
from dashboard.charts.render import CHARTS, render
from dashboard.indicators.coverage import compared
from dashboard.pages.coverage import comparing
from dashboard.pages.page import Page
from dashboard.question import Question


def heading(question: Question) -> str:
    """Return the question with both sides in it."""
    first, second = compared.sides(question)
    if compared.is_of_days(question):
        return f"What changed{question.inside} between {first.day} and {second.day}?"
    return f"How does {first.place} compare with {second.place}?"


def answer(question: Question) -> str:
    """Say what both sides come to, and of two days what changed."""
    numbers = render(CHARTS["compared-numbers"], question).headline
    return words.sentences(numbers, counted(question) if compared.is_of_days(question) else "")


PAGE: Final = Page(
    path="/coverage",
    name="",
    question="What changed?",
    heading=heading,
    answer=answer,
    controls=comparing,
    charts=(
        ("compared-first", "half"),
        ("compared-second", "half"),
        ("compared-numbers", "full"),
        ("compared-changes", "full"),
    ),
)
