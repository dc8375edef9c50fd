"""Coverage: where is somebody, where is nobody?"""

from typing import Final

from dashboard import words
from dashboard.indicators.coverage import coverage, reach
from dashboard.pages.page import Page
from dashboard.question import Asked


def answer(asked: Asked) -> str:
    """Say how many authorities are covered and how many have nobody."""
    covered = reach.area_coverage(asked.programme, asked.filters)
    cold = reach.cold_spots(asked.programme, asked.filters)
    if not covered.denominator:
        return f"There is no authority{asked.inside}."
    on, some = words.day(asked.filters.on(asked.programme)), covered.numerator or 0
    share = (
        f"{words.of(some, covered.denominator)} authorities{asked.inside} ({words.per_cent(covered.value)})"
    )
    number = cold.value or 0
    nobody = "no such partnership" if asked.chosen else "nobody"
    without = f"{words.count_of(number, 'authority')} {words.agree(number, 'has')} {nobody} on record"
    return words.sentences(
        f"{share} {words.agree(some, 'has')} a counted partnership{asked.chosen} on {on}; {without}, "
        "not even in the pipeline",
        coverage.perhaps_said(asked.programme, asked.filters),
    )


PAGE: Final = Page(
    path="/coverage",
    name="Coverage",
    question="Where is somebody, and where is nobody?",
    answer=answer,
    indicators=("area_coverage", "cold_spots", "cyp_coverage", "need_gap", "overlap"),
    charts=(
        ("area-coverage", "half"),
        ("cold-spots", "half"),
        ("coverage-by-region", "half"),
        ("coverage-over-time", "half"),
        ("overlaps", "half"),
        ("unmapped", "half"),
        ("open-places", "full"),
    ),
)
