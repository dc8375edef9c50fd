"""Coverage: where is somebody, where is nobody?"""

from typing import Final

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.indicators.coverage import coverage, reach
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say how many authorities are covered and how many have nobody."""
    covered = reach.area_coverage(question)
    cold = reach.cold_spots(question)
    if not covered.denominator:
        return f"There is no authority{question.inside}."
    on, some = question.day, covered.numerator or 0
    per_cent = f" ({words.per_cent(covered.value)})" if words.is_known(covered.value) else ""
    share = f"{words.out_of(some, covered.denominator, 'authority')}{question.inside}{per_cent}"
    number = cold.value or 0
    has = f"; {words.count_of(number, 'authority')} {words.agree(number, 'has')}"
    without = f"{has} {coverage.nobody_on_record(question)}" if number else ""
    return words.sentences(
        f"{share} {words.agree(some, 'has')} a counted partnership{question.chosen} on {on}{without}",
        coverage.note_of_existing(question),
    )


def comparing(_: Question) -> list[Element]:
    """Return the place of the list of days and regions to compare with, which assets/20-cards.js fills."""
    return [html.still(html.Div(className="comparing"))]


PAGE: Final = Page(
    path="/coverage",
    name="Coverage",
    question="Where is somebody, and where is nobody?",
    answer=answer,
    controls=comparing,
    indicators=("area_coverage", "cold_spots", "cyp_coverage", "need_gap", "overlap"),
    charts=(
        ("area-coverage", "half"),
        ("cold-spots", "half"),
        ("need-and-coverage", "half"),
        ("coverage-by-need", "half"),
        ("coverage-by-region", "half"),
        ("coverage-over-time", "half"),
        ("overlaps", "full"),
        ("unmapped", "full"),
        ("open-places", "full"),
    ),
    later=frozenset({"need-and-coverage"}),
)
