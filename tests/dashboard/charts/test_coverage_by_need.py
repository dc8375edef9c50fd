"""The chart of the thirds says what the indicator says, with size and need told apart."""

import pytest

from dashboard.charts.render import CHARTS, render
from dashboard.indicators.coverage import thirds
from dashboard.question import Question
from data.programme.programme import Programme


@pytest.mark.parametrize("query", ["", "illustrative=hide", "need=population_0_24", "region=E12000007"])
def test_the_thirds_add_up_and_say_what_the_indicator_says(demo_programme: Programme, query: str) -> None:
    question = Question.from_query(demo_programme, query)
    found, value = render(CHARTS["coverage-by-need"], question), thirds.need_gap(question)
    first, _, last = (row for _, row in found.frame.iterrows())
    assert first["share"] - last["share"] == pytest.approx(value.value)
    assert (first["covered"], first["authorities"]) == (value.numerator, value.denominator)
    assert found.frame["authorities"].sum() == value.n
    assert (found.frame["share_low"] <= found.frame["share"]).all()
    assert (found.frame["share"] <= found.frame["share_high"]).all()
    said, _, _ = value.note.partition(" (95")
    assert said.lower() in found.headline.lower()


def test_size_has_a_largest_and_a_smallest_third(demo_programme: Programme) -> None:
    found = render(CHARTS["coverage-by-need"], Question.from_query(demo_programme, "need=population_0_24"))
    assert found.frame["third"].tolist() == ["The largest third", "Those between", "The smallest third"]
    assert "need" not in f"{found.headline} {found.text}"
    assert "Survey of Personal Incomes" not in found.source


def test_too_few_authorities_are_said(demo_programme: Programme) -> None:
    found = render(CHARTS["coverage-by-need"], Question.from_query(demo_programme, "region=E12000001"))
    assert found.figure is None
    assert found.reason_empty.startswith("Fewer than five authorities a third are too few to compare.")
