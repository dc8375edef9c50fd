"""Partnerships: the whole register as a table."""

from collections.abc import Sequence
from typing import Final

from dashboard import words
from dashboard.charts.partnerships import NARROWS
from dashboard.charts.render import CHARTS, render
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.shared.selection import selected
from dashboard.narrowed import chosen
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


def controls(question: Question) -> Sequence[Element]:
    """Return the list of how many months without a meeting are asked for."""
    months = NARROWS["not_met"].values or {}
    asked = chosen(question.narrowed, "not_met")
    options = [
        html.Option(words.count_of(int(value), "month"), value=value, selected=asked == (value,))
        for value in months
    ]
    return [
        html.Div(
            [
                html.Label("No meeting for", htmlFor="not-met"),
                html.Select(
                    [html.Option("Any time", value=""), *options],
                    id="not-met",
                    className="form-select form-select-sm",
                    data_adds="not_met",
                ),
            ],
            className="page-control",
        )
    ]


PAGE: Final = Page(
    path="/partnerships",
    name="Partnerships",
    question="Which partnerships are there?",
    answer=answer,
    controls=controls,
    charts=(("partnerships", "full"),),
)
