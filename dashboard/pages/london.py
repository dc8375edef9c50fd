"""London: what about the 33?"""

from typing import Final

from dashboard import words
from dashboard.asked import Asked
from dashboard.catalogue.london import only_london
from dashboard.indicators import coverage
from dashboard.pages.page import Page


def answer(asked: Asked) -> str:
    """Say n of 33, and name who is without."""
    frame = coverage.by_area(asked.programme, only_london(asked.filters))
    covered = frame["state"].isin(["whole", "part"])
    without = sorted(frame.loc[frame["state"] == "none", "area"])
    rest = (
        f"; {words.count_of(len(without), 'borough')} {words.agree(len(without), 'has')} nobody"
        if without
        else ""
    )
    on = words.day(asked.filters.on(asked.programme))
    return f"{words.of(int(covered.sum()), len(frame))} London boroughs have a counted partnership on {on}{rest}."


PAGE: Final = Page(
    path="/london",
    name="London",
    question="What about London’s 33?",
    answer=answer,
    follows_place=False,
    charts=(("london-map", "half"), ("london-tiles", "half"), ("london-across", "full")),
)
