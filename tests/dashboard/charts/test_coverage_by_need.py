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


@pytest.mark.parametrize("query", ["", "illustrative=hide", "need=population_0_24", "region=E12000007"])
def test_each_place_stands_in_the_quadrant_that_its_need_and_its_children_say(
    demo_programme: Programme, query: str
) -> None:
    question = Question.from_query(demo_programme, query)
    found = render(CHARTS["need-and-coverage"], question)
    frame, is_size = found.frame, "population" in query
    every = thirds.by_place(question.anywhere)
    middle = every["need"].median()
    england = (every["children"] * every["children_low"]).sum() / every["children"].sum()

    first = frame["need"] >= middle if is_size else frame["need"] <= middle
    less = (frame["children_low"] < 100 * england) | (frame["children_low"] == 0)
    assert (frame["quadrant"] == 2 * ~first + ~less).all()
    assert len(frame) > 30
    assert frame["need"].is_monotonic_decreasing if is_size else frame["need"].is_monotonic_increasing
    assert found.headline.endswith("more") == (int((first & less).sum()) > 3)
    assert frame.loc[first & less, "place"].iloc[0] in found.headline
    assert ("needier" in found.headline) != is_size


def test_the_places_of_england_have_all_its_authorities_and_children_and_each_code_once(
    demo_programme: Programme,
) -> None:
    question = Question.from_query(demo_programme, "")
    frame, thirds_of_all = thirds.by_place(question), thirds.by_third(question)
    assert frame[["authorities", "covered"]].sum().tolist() == [
        thirds_of_all["authorities"].sum(),
        thirds_of_all["covered"].sum(),
    ]
    assert frame["children"].sum() == thirds_of_all["children"].sum()
    assert (frame["county"].isna() != frame["area"].isna()).all()
    assert frame["county"].fillna(frame["area"]).is_unique
    assert frame.loc[frame["area"].notna(), "authorities"].tolist() == [1] * frame["area"].notna().sum()


def test_a_county_has_the_income_of_its_taxpayers_together(demo_programme: Programme) -> None:
    frame = thirds.by_place(Question.from_query(demo_programme, "")).set_index("county")
    held = demo_programme.area_statistics
    day = held.loc[held["measure"] == "mean_income", "reference_date"].max()
    boroughs = [f"E0800000{number}" if number < 10 else "E08000010" for number in range(1, 11)]
    of = held[(held["reference_date"] == day) & held["area_code"].isin(boroughs)]
    of = of.pivot_table(index="area_code", columns="measure", values="value")
    together = (of["mean_income"] * of["taxpayers"]).sum() / of["taxpayers"].sum()
    assert frame.loc["E11000001", "need"] == pytest.approx(together)


def test_fewer_than_five_places_are_not_compared(demo_programme: Programme) -> None:
    found = render(CHARTS["need-and-coverage"], Question.from_query(demo_programme, "county=E10000010"))
    assert found.reason_empty.startswith("Fewer than five places are too few to compare.")
