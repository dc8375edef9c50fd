"""Headlines state the finding with its number."""

import re

import pytest

from dashboard.charts.render import CHARTS, render
from dashboard.question import Question
from data.programme.programme import Programme

FINDINGS = {
    "venues": r".+: \d+ of \d+ meetings, the most of any venue",
    "attendance-by-sector": r".+ comes most faithfully \(\d+ %\), .+ least \(\d+ %\)",
    "attention-reasons": r"Most often: .+, at (\d+ partnerships|1 partnership)",
    "support-by-type": r".+ reached (\d+ partnerships|1 partnership), the most of any support",
    "lever-approaches": r".+ is the approach most often taken, in (\d+ activities|1 activity)",
    "lever-agendas": r".+ is the agenda most often joined, by (\d+ activities|1 activity)",
    "partnership-levers": r".+ makes up \d+ % of its (\d+ activities|1 activity); \d+ % in its region",
}


@pytest.mark.parametrize("query", ["", "region=E12000007", "as_at=2016-03-31"], ids=["all", "London", "2016"])
@pytest.mark.parametrize("key", FINDINGS)
def test_a_headline_states_the_finding_with_its_number(
    demo_programme: Programme, key: str, query: str
) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, query, partnership="camden-spark"))
    said = rendered.headline.replace("\N{NO-BREAK SPACE}", " ")
    assert rendered.reason_empty or re.fullmatch(FINDINGS[key], said), said


def test_everything_has_a_finding_for_all_of_england(demo_programme: Programme) -> None:
    asked = Question.from_query(demo_programme, "", partnership="camden-spark")
    assert not [key for key in FINDINGS if render(CHARTS[key], asked).reason_empty]
