"""Pilots: how do the three compare, at equal age and with the rest?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.exports.rows import AT_ONCE, FIRST
from dashboard.indicators.pilots import pilots, verdicts
from dashboard.indicators.profile.partnerships import UnknownPartnership
from dashboard.pages.page import Page
from dashboard.question import Question
from data.names import by_name

FINDING: Final = (
    "Positive on the value that the pilots added; their long-term effectiveness was not yet established. "
    "Source: Harland and Sharp, National Foundation for Educational Research, October 2015."
)

LIMITS: Final = (
    "That a pilot is ahead or behind does not say that piloting made it so. The three were chosen, began years before "
    "most others, and had help that others had not.",
    "An average of three would be the average of three places, not an effect; none is shown.",
    "The middle half holds every second of the others by its making: a place just outside it is nothing unusual.",
)
"""What a reader must not conclude, whatever the figures are."""


def answer(question: Question) -> str:
    """Say that they are three points, and where each stands."""
    try:
        frame = pilots.comparison(question)
        names = pilots.compared(question)
    except UnknownPartnership as error:
        return str(error)
    if not names:
        return f"None of the pilots is in {question.whole}; choose a partnership to see it beside those elsewhere."
    rows = {row["key"]: row for row in frame.to_dict("records")}
    if question.visible.memberships.empty:
        were = "were the three pilots"
        if question.whose:
            were = f"{words.agree(len(names), 'was')} among the three pilots"
        return f"{words.listing(list(names.values()))} {were}; what sets them apart is not published."
    if placed := verdict(question, names):
        return words.sentence(placed)
    groups = rows["core_groups"]
    known = [(slug, name) for slug, name in names.items() if words.is_known(groups[slug])]
    each = [f"{name} has {words.plain(groups[slug])} of 5 core groups" for slug, name in known]
    unknown = [name for slug, name in names.items() if not words.is_known(groups[slug])]
    if unknown:
        each.append(f"who sits at the table of {words.listing(unknown)} is not known")
    others = f"{words.TOO_FEW}: {words.count_of(groups['n_others'], 'other')} to compare with"
    return words.sentence("; ".join([*each, others]))


def verdict(question: Question, names: Mapping[str, str]) -> str:
    """Say of each on how many of the measures it is ahead of, within and behind the middle half of the others at its
    age; nothing where none can be compared.
    """
    found = [one for measure in verdicts.CURVES for one in verdicts.at_equal_age(question, measure)]
    each = []
    for slug, name in names.items():
        count = Counter(one.place for one in found if one.partnership == slug)
        said = [f"{place.removesuffix(' of')} on {count[place]}" for place in verdicts.PLACED if count[place]]
        each += [f"{name} {', '.join(said)}"] if said else []
    others = "those of all other bridges" if question.whose else "the others"
    against = f"Of {len(verdicts.CURVES)} measures, against the middle half of {others} at equal age"
    return f"{against}: {'; '.join(each)}" if each else ""


def _is_added_known(question: Question) -> bool:
    """Whether the partnership that is added exists."""
    return not question.query_partnership or bool(
        (question.programme.partnerships["partnership"] == question.query_partnership).any()
    )


def controls(question: Question) -> Sequence[Element]:
    """Return the list from which another partnership is added as a fourth column; it follows the address.

    Of very many it has the first ones and the one that is added, and assets/20-cards.js a field that finds the others.
    """
    others = question.programme.partnerships
    others = others[~others["pilot"]].sort_values("name", key=by_name)
    is_long = len(others) > AT_ONCE
    if is_long:
        others = others[
            (np.arange(len(others)) < FIRST) | (others["partnership"] == question.query_partnership)
        ]
    options = [
        html.Option(name, value=slug, selected=slug == question.query_partnership)
        for slug, name in others[["partnership", "name"]].itertuples(index=False, name=None)
    ]
    nobody = html.Option("Nobody", value="", selected=not question.query_partnership)
    return [
        html.Div(
            [
                html.Label("Compare with", htmlFor="added-partnership"),
                *([html.Div(className="among", data_lists="added-partnership")] if is_long else []),
                html.Select(
                    [nobody, *options],
                    id="added-partnership",
                    className="form-select form-select-sm",
                    data_adds="partnership",
                ),
            ],
            className="page-control",
        )
    ]


def beneath(question: Question) -> Sequence[Element]:
    """Return what three points can not show, and what the evaluation of the pilots found, with its source."""
    limits = [*LIMITS, _few(question)]
    return [
        html.Section(
            [
                html.H2("What three points can not show"),
                html.Ul([html.Li(one) for one in limits if one], className="limits"),
            ],
            className="chart-card size-half",
            id="limits",
        ),
        html.Section(
            [html.H2("What the evaluation of the pilots found"), html.P(FINDING)],
            className="chart-card size-half",
        ),
    ]


def _few(question: Question) -> str:
    """How few others are as old as the pilots are; nothing where they can not be compared at all."""
    if not PAGE.is_found(question):
        return ""
    found = [
        one for measure in verdicts.CURVES for one in verdicts.at_equal_age(question, measure) if one.age >= 0
    ]
    if not found:
        return "At equal age nothing can be compared yet: nothing is recorded of the pilots by then."
    fewest = min(one.others for one in found)
    return (
        f"The older a pilot is, the fewer others are as old: {words.number(fewest)} where they are fewest. "
        "Those that ended before that age are not among them."
    )


PAGE: Final = Page(
    path="/pilots",
    name="Pilots",
    question="How do the three pilots compare?",
    asked_of_bridge="How do pilots in your bridge, or another of yours, compare with those of all other bridges?",
    answer=answer,
    records=("meetings", "memberships", "activities"),
    controls=controls,
    charts=(
        ("pilots-comparison", "full"),
        ("pilots-status", "full"),
        ("pilots-members", "half"),
        ("pilots-core-groups", "half"),
        ("pilots-activities", "half"),
        ("pilots-meetings", "half"),
    ),
    beneath=beneath,
    follows_place=False,
    is_found=lambda question: _is_added_known(question) and bool(pilots.compared(question)),
)
