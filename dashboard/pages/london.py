"""London: what about the 33?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.leads import AN_AUTHORITY
from dashboard.charts.london import LONDON, only_london, spanning
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.filters import GEOGRAPHY
from dashboard.indicators.coverage import coverage
from dashboard.pages.page import Page, Part
from dashboard.question import Question, query_of
from data.names import by_name, in_order

STATES: Final = {
    "none": "Nobody{yours} on record",
    "exists": "One exists; its date or status is not published",
    "pipeline": "Emerging or prospective only",
    "part": "Covered in part",
    "whole": "Covered as a whole",
}
"""What the lists of boroughs are called, those without anybody first."""


def answer(question: Question) -> str:
    """Say n of 33, and name who is without."""
    london = only_london(question)
    frame = coverage.by_area(london)
    if not is_seen(question):
        return f"London lies outside {question.whose}; what partnerships there are is not seen here."
    covered = frame["state"].isin(["whole", "part"])
    without = sorted(frame.loc[frame["state"] == "none", "area"], key=in_order)
    has = f"; {words.count_of(len(without), 'borough')} {words.agree(len(without), 'has')}"
    rest = f"{has} {coverage.nobody_on_record(london)}: {words.listing(without)}"
    on = question.day
    some = int(covered.sum())
    covered_ = (
        f"{words.of(some, len(frame))} London boroughs {words.agree(some, 'has')} a counted partnership"
    )
    whose = f" of {question.whose}" if question.whose else ""
    return words.sentences(
        f"{covered_}{whose}{question.chosen} on {on}{rest if without else ''}",
        coverage.note_of_existing(london),
    )


def is_seen(question: Question) -> bool:
    """Whether any borough lies in the patches of which anybody is seen."""
    return not question.whose or not coverage.by_area(only_london(question)).empty


def set_aside(question: Question) -> Sequence[Element]:
    """Return that the place asked for is set aside, with the page that respects it; nothing where it is all of London
    or none is asked for.
    """
    asked = {key: values for key in GEOGRAPHY if (values := getattr(question.filters, key))}
    if not asked or asked == {"region": (LONDON,)}:
        return []
    named = words.capital(question.place)
    there = html.link(f"{named} on the page Coverage", f"/coverage{question.query}")
    drop = html.link(
        "remove it", query_of(question.anywhere.filters, partnership=question.query_partnership) or "?"
    )
    said = f"Set aside here: {named}. This page is about all of London’s 33, whatever place is chosen. See "
    return [html.P([said, there, ", or ", drop, "."], className="set-aside", role="note")]


def named(question: Question) -> Sequence[Element]:
    """Return every borough by name under what is known of it, each a way to who is there; then who lies in several."""
    frame = coverage.boroughs(only_london(question)).sort_values("area", key=by_name, ignore_index=True)
    lists = [
        part
        for state, label in STATES.items()
        if len(some := frame[frame["state"] == state])
        for part in (
            html.H3(f"{label.format(yours=question.yours)}: {len(some)}"),
            html.P(_ways(some, question), className="named-places"),
        )
    ]
    several = [
        html.P(
            f"One partnership in several boroughs: {name}, in {words.listing(areas)}.",
            className="card-subtitle",
        )
        for name, areas in spanning(frame)
    ]
    return [
        html.Section(
            [html.H2("The boroughs by name"), *lists, *several],
            className="chart-card size-third",
            id="by-name",
        )
    ]


def _ways(some: DataFrame, question: Question) -> list[Element | str]:
    """Names of boroughs in a row, each leading to what is known of it."""
    kept = question.anywhere.filters
    each = [
        html.link(area, f"{AN_AUTHORITY.to}{query_of(replace(kept, area=(code,)))}")
        for area, code in some[["area", "area_code"]].itertuples(index=False, name=None)
    ]
    return [part for one in each for part in (", ", one)][1:]


PARTS: Final = (
    Part(
        "boroughs",
        "",
        named,
        (("london-map", "two-thirds"), ("london-tiles", "two-thirds")),
        switch={"london-map": "Map", "london-tiles": "Tiles of equal size"},
    ),
    Part("across", "", None, (("london-across", "full"),)),
)
PAGE: Final = Page(
    path="/london",
    name="London",
    question="What about London’s 33?",
    answer=answer,
    links=set_aside,
    follows_place=False,
    is_found=is_seen,
    charts=tuple(chart for part in PARTS for chart in part.charts),
    parts=PARTS,
)
