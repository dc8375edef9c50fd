"""Partnerships: the whole register as a table."""

from typing import Final

from dashboard import words
from dashboard.charts.render import CHARTS, render
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.shared.selection import selected
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say how many there are, and how many of them are counted."""
    frame = render(CHARTS["partnerships"], question).frame if question.narrowed else selected(question)
    counted = int(frame["is_counted"].sum())
    narrowed = f"; {words.listing([one.label for one in question.narrowed])}" if question.narrowed else ""
    if frame.empty:
        return f"The register holds no partnership{question.where}{narrowed}."
    on = question.day
    there = f"{words.count_of(len(frame), 'partnership')} on the register{question.where}{narrowed}"
    return words.sentences(
        f"{there}, {counted} of them counted on {on}",
        held_of_published.sentence(question),
        "Choose one to see everything known about it",
    )


PAGE: Final = Page(
    path="/partnerships",
    name="Partnerships",
    question="Which partnerships are there?",
    answer=answer,
    charts=(("partnerships", "full"),),
)
