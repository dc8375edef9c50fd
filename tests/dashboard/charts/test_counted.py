"""Every figure says what it counts: the usual rule stands only where counted partnerships are what is counted."""

import pytest

from dashboard.charts.render import CHARTS, counting_rule
from dashboard.filters import SPANNING, Filters
from dashboard.indicators import INDICATORS
from dashboard.question import Question
from data.programme.programme import Programme

USUAL = {
    "trajectory", "area-coverage", "coverage-by-region", "coverage-over-time", "overlaps", "london-map",
    "london-tiles", "support-by-type",
}  # fmt: skip
AMONG_THEM = {
    "by-region", "pilots-comparison", "sector-gap", "core-groups", "core-groups-over-time", "education-depth",
    "sector-matrix", "active-groups", "shared-organisations",
}  # fmt: skip
"""Counted partnerships, and something more to say of them."""
WHATEVER_THEIR_STATUS = {
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


@pytest.mark.parametrize("key", ["trajectory", "venues", "sector-gap"])
def test_the_switches_are_in_what_is_counted(demo_programme: Programme, key: str) -> None:
    rule = counting_rule(CHARTS[key], Question(demo_programme, Filters(ace_area=("north",), emerging=True)))
    assert rule.endswith(SPANNING)
    assert ("established, delivering and emerging" in rule) == (key != "venues")
