"""Every sentence of every chart, page and indicator, over several hundred sets of filters, against one grammar."""

import random
from datetime import date
from functools import cache

import grammar
import pytest

from dashboard.charts.render import CHARTS, render
from dashboard.filters import Filters
from dashboard.indicators import INDICATORS
from dashboard.indicators.shared.values import value_of
from dashboard.pages import find
from dashboard.question import Question, known_words
from data.programme.programme import Programme

pytestmark = pytest.mark.thorough

SETS = 300
PAGES = (
    "/",
    "/coverage",
    "/london",
    "/pilots",
    "/representation",
    "/levers",
    "/meetings",
    "/attention",
    "/data",
)


@cache
def asked(programme: Programme) -> tuple[Question, ...]:
    """Sets of filters as readers choose them, one to three at a time, the same in every run."""
    draws, known = random.Random(50), known_words(programme)  # noqa: S311 - chosen, not secret
    slugs = list(programme.partnerships["partnership"])
    return tuple(
        Question(programme, Filters(**_chosen(draws, known)), path_partnership=draws.choice(slugs))
        for _ in range(SETS)
    )


def _chosen(draws: random.Random, known) -> dict[str, object]:
    ways = {
        "region": lambda: tuple(draws.sample(list(known["region"]), draws.choice([1, 1, 2]))),
        "ace_area": lambda: (draws.choice(list(known["ace_area"])),),
        "bridge": lambda: tuple(draws.sample(list(known["bridge"]), draws.choice([1, 1, 10]))),
        "sector": lambda: (draws.choice(list(known["sector"])),),
        "lever": lambda: (draws.choice(list(known["lever"])),),
        "county": lambda: (draws.choice(list(known["county"])),),
        "area": lambda: tuple(draws.sample(list(known["area"]), draws.choice([1, 1, 3]))),
        "status": lambda: tuple(draws.sample(list(known["status"]), draws.choice([1, 2]))),
        "has": lambda: (draws.choice(list(known["has"])),),
        "lacks": lambda: (draws.choice(list(known["lacks"])),),
        "agenda": lambda: (draws.choice(list(known["agenda"])),),
        "reason": lambda: tuple(draws.sample(list(known["reason"]), draws.choice([1, 1, 2]))),
        "completed": lambda: (draws.choice(["yes", "no"]),),
        "as_at": lambda: date(draws.choice([*range(2012, 2026)]), draws.choice([3, 6, 9, 12]), 28),
        "emerging": lambda: True,
        "illustrative": lambda: False,
        "need": lambda: draws.choice(list(known["need"])),
    }
    return {key: ways[key]() for key in draws.sample(list(ways), draws.choice([0, 1, 2, 2, 3]))}


@pytest.mark.parametrize("key", sorted(CHARTS))
def test_every_sentence_of_a_chart_is_grammatical(key, demo_programme):
    wrong: dict[str, str] = {}
    for question in asked(demo_programme):
        rendered = render(CHARTS[key], question if CHARTS[key].subject == "needed" else question.of_all)
        for part in ("headline", "subtitle", "text", "source", "reason_empty"):
            for fault in grammar.faults(getattr(rendered, part)):
                wrong.setdefault(f"{part}: {fault}", question.query)
    assert wrong == {}


@pytest.mark.parametrize("path", PAGES)
def test_the_answer_and_the_tiles_of_a_page_are_grammatical(path, demo_programme):
    page = find(path)[0]
    wrong: dict[str, str] = {}
    for question in asked(demo_programme):
        for fault in grammar.faults(page.answer(question.of_all)):
            wrong.setdefault(fault, question.query)
    assert wrong == {}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_the_note_of_an_indicator_is_grammatical(indicator, demo_programme):
    wrong: dict[str, str] = {}
    for question in asked(demo_programme):
        for fault in grammar.faults(value_of(indicator, question.of_all).note):
            wrong.setdefault(fault, question.query)
    assert wrong == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "0 of 0 authorities have one.", "1 of 1 partnerships gives a venue.", "Delivering makes up 0 % of 1.",
        "127 % of those expected.", "Nobody (0) was there.", "2 partnership are late.", "1 meetings were held.",
        "1 of 5 partnerships have a chair.", "3 of 5 partnerships has a chair.", "The value is nan.",
        "It is not_published.", "It is (open.", "2 authority.",
    ],
)  # fmt: skip
def test_what_must_not_occur_is_found(sentence):
    assert list(grammar.faults(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "1 of 5 partnerships has a chair.", "3 of 5 partnerships have a chair.", "1 authority is covered.",
        "Counted: established and delivering.", "12 % of 40 meetings were in schools.",
        "Of 1,201 activities, 1 is open.", "As at 31 March 2020.", "1 partnership meets, 2 partnerships meet.",
    ],
)  # fmt: skip
def test_what_is_right_passes(sentence):
    assert list(grammar.faults(sentence)) == []
