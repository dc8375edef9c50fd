"""Headlines state the finding with its number, or with the name that is found."""

import re

import pytest
from pandas import DataFrame

from dashboard.charts.render import CHARTS, render
from dashboard.question import Question
from data.programme.programme import Programme

FINDINGS = {
    "venues": r".+: (each )?\d+ of \d+ meetings? whose venue is known, the most of any venue",
    "attendance-by-sector": r".+ comes most faithfully \(\d+ %\), .+ least \(\d+ %\)",
    "attention-reasons": r"(.+: )?([Mm]ost often|[Tt]he only reason): .+, (each )?at (\d+ partnerships|1 partnership)",
    "support-by-type": r".+ reached (\d+ partnerships|1 partnership), (the most of any|and there was no other) support",
    "lever-approaches": r".+ ((is|are) the (approach(es)? most often|only approach) taken, .*in \d+ activities|\d+)",
    "lever-agendas": r".+ ((is|are) the (agendas? most often|only agenda) joined, (each )?by \d+ activities|\d+)",
    "partnership-levers": r".+ (makes up \d+ %|\d+) of its (\d+ activities|1 activity)(; \d+ % in its region)?",
}


"""Headlines of which every word is agreed; any other has a number or a name of its frame."""


@pytest.mark.parametrize("query", ["", "region=E12000007", "as_at=2016-03-31"], ids=["all", "London", "2016"])
@pytest.mark.parametrize("key", CHARTS)
def test_a_headline_states_the_finding_with_its_number_or_its_name(
    demo_programme: Programme, key: str, query: str
) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, query, partnership="camden-spark"))
    said = rendered.headline.replace("\N{NO-BREAK SPACE}", " ")
    if not rendered.reason_empty:
        assert re.fullmatch(FINDINGS.get(key, ".+"), said)
        assert said != rendered.chart.question
        assert re.search(r"\d", said) or any(name in said.lower() for name in names_in(rendered.frame)), said


def names_in(frame: DataFrame) -> set[str]:
    """Every text in a frame, in small letters."""
    return {text.lower() for column in frame.select_dtypes("str") for text in frame[column].dropna() if text}


def test_everything_has_a_finding_for_all_of_england(demo_programme: Programme) -> None:
    asked = Question.from_query(demo_programme, "", partnership="camden-spark")
    assert not [key for key in FINDINGS if render(CHARTS[key], asked).reason_empty]
