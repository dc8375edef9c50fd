"""Every figure says what it counts: the usual rule stands only where counted partnerships are what is counted."""

import re

import pytest

from dashboard.charts.render import CHARTS, counting_rule, render
from dashboard.filters import SPANNING, Filters
from dashboard.indicators import INDICATORS
from dashboard.indicators.shared.values import value_of
from dashboard.question import Question
from data.programme.programme import Programme

USUAL = {
    "trajectory", "area-coverage", "coverage-by-region", "coverage-by-need", "coverage-over-time", "overlaps",
    "need-and-coverage", "compared-first", "compared-second", "compared-numbers", "compared-changes",
    "london-map", "london-tiles", "support-by-type", "authorities",
}  # fmt: skip
AMONG_THEM = {"survival",
    "by-region", "pilots-comparison", "sector-gap", "core-groups", "core-groups-over-time", "education-depth",
    "sector-matrix", "active-groups", "shared-organisations",
}  # fmt: skip
"""Counted partnerships, and something more to say of them."""
WHATEVER_THEIR_STATUS = {"time_to_delivery",
    "lever_mix", "lever_balance", "lever_considered", "led_to", "decision_fit", "follow_up", "returns",
}  # fmt: skip


def test_the_usual_rule_stands_where_counted_partnerships_are_counted(demo_programme: Programme) -> None:
    question = Question(demo_programme, Filters())
    usual = question.filters.counting_rule
    said = {key: counting_rule(chart, question) for key, chart in CHARTS.items()}
    assert {key for key, rule in said.items() if rule == usual} == USUAL
    statuses = usual.removeprefix("Counted: ")
    assert {key for key, rule in said.items() if statuses in rule} == USUAL | AMONG_THEM


def test_activities_meetings_actions_and_returns_are_counted_whatever_the_status() -> None:
    found = {one.key for one in INDICATORS if "of every status" in one.counted}
    assert found == WHATEVER_THEIR_STATUS


@pytest.mark.parametrize(
    ("query", "key", "preface"),
    [
        ("", "venues", ""),
        ("as_at=2019-03-31&since=2018-01-01", "venues", ""),
        ("region=E12000007", "venues", "In London: "),
        ("region=E12000007", "london-map", ""),
        ("region=E12000007", "pilots-comparison", ""),
        ("sector=health", "venues", "Of partnerships with a member from the sector Health: "),
        (
            "lever=SYN&bridge=ive",
            "venues",
            "In the patch of IVE, of partnerships with activity whose main lever is synergising: ",
        ),
        (
            "lever=SYN&bridge=ive",
            "lever-considered",
            "In the patch of IVE, of activity whose main lever is synergising: ",
        ),
        (
            "lever=SYN&sector=health&sector=school",
            "lever-considered",
            "Of partnerships with a member from the sectors Health or School, of activity whose main lever is "
            "synergising: ",
        ),
    ],
)
def test_the_filters_are_in_each_sentence_that_depends_on_them(
    demo_programme: Programme, query: str, key: str, preface: str
) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, query))
    said = CHARTS[key].describe(rendered.frame, rendered.question)
    assert not rendered.reason_empty
    told = (rendered.headline, rendered.text)
    start = f"Illustrative, {preface[0].lower()}{preface[1:]}" if preface else "Illustrative: "
    assert all(text.startswith(start) for text in told)
    assert [text.removeprefix(start).lower() for text in told] == [said.headline.lower(), said.text.lower()]


def test_the_filters_are_in_the_note_of_an_indicator(demo_programme: Programme) -> None:
    question = Question.from_query(demo_programme, "region=E12000007&lever=DEL")
    notes = {one.key: value_of(one, question).note for one in INDICATORS}
    assert notes["led_to"].startswith("Illustrative, in London, of activity whose main lever is delivering: ")
    assert notes["core_groups"].startswith(
        "Illustrative, in London, of partnerships with activity whose main lever is delivering: "
    )


def test_one_part_alone_is_compared_with_nothing(demo_programme: Programme) -> None:
    rendered = render(CHARTS["lever-mix"], Question.from_query(demo_programme, "lever=MOB"))
    assert re.search(r": \d+ activities since \d{4}$", rendered.headline)
    assert "%" not in rendered.text


@pytest.mark.parametrize("key", ["trajectory", "venues", "sector-gap"])
def test_the_switches_are_in_what_is_counted(demo_programme: Programme, key: str) -> None:
    rule = counting_rule(CHARTS[key], Question(demo_programme, Filters(ace_area=("north",), emerging=True)))
    assert rule.endswith(SPANNING.format(places="Arts Council areas"))
    assert ("established, delivering and emerging" in rule) == (key != "venues")
