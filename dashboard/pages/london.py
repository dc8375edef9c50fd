"""London: what about the 33?"""

from typing import Final

from dashboard import words
from dashboard.charts.london import only_london
from dashboard.indicators.coverage import coverage
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say n of 33, and name who is without."""
    london = only_london(question)
    frame = coverage.by_area(london)
    covered = frame["state"].isin(["whole", "part"])
    without = sorted(frame.loc[frame["state"] == "none", "area"])
    has = f"; {words.count_of(len(without), 'borough')} {words.agree(len(without), 'has')}"
    rest = f"{has} {coverage.nobody_on_record(london)}"
    on = question.day
    some = int(covered.sum())
    covered_ = (
        f"{words.of(some, len(frame))} London boroughs {words.agree(some, 'has')} a counted partnership"
    )
    return words.sentences(
        f"{covered_}{question.chosen} on {on}{rest if without else ''}",
        coverage.note_of_existing(london),
    )


PAGE: Final = Page(
    path="/london",
    name="London",
    question="What about London’s 33?",
    answer=answer,
    follows_place=False,
    charts=(("london-map", "half"), ("london-tiles", "half"), ("london-across", "full")),
)
