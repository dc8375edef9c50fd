"""Who may see only some bridges is told of these: no part of it is divided by what is England's."""

import pytest

from dashboard.filters import Filters
from dashboard.indicators.coverage import reach
from dashboard.indicators.progress import forecast, growth
from dashboard.indicators.progress.target import target_for
from dashboard.pages import find
from dashboard.question import Question
from data.programme.programme import Programme, Scope

BRIDGES = (
    "a-new-direction", "artswork", "royal-opera-house-bridge", "festival-bridge", "the-mighty-creatives",
    "arts-connect", "curious-minds", "ive", "culture-bridge-north-east", "real-ideas",
)  # fmt: skip


def seen(programme: Programme, bridges: tuple[str, ...]) -> Question:
    return Question(programme.visible_to(Scope(bridges=frozenset(bridges))), Filters())


@pytest.mark.parametrize("bridges", [(), BRIDGES[:1], BRIDGES])
def test_the_target_of_england_is_for_nobody_who_sees_only_a_part(
    demo_programme: Programme, bridges: tuple[str, ...]
) -> None:
    question = seen(demo_programme, bridges)
    assert target_for(Question(demo_programme, Filters())) is not None
    assert target_for(question) is None
    for indicator in (forecast.established, forecast.forecast, forecast.required_rate):
        assert indicator(question).denominator is None
    assert growth.published(question).empty
    answer = find("/")[0].answer(question)
    assert "of 50" not in answer
    assert "of the 50" not in answer


@pytest.mark.parametrize("bridges", [(), BRIDGES[:1], BRIDGES[:3]])
def test_authorities_are_those_of_the_patches_that_are_seen(
    demo_programme: Programme, bridges: tuple[str, ...]
) -> None:
    question = seen(demo_programme, bridges)
    by_filter = Question(
        demo_programme, Filters(bridge=bridges or ("ive",), region=() if bridges else ("E12000007",))
    )
    for indicator in (reach.area_coverage, reach.cold_spots, reach.overlap, reach.cyp_coverage):
        assert (indicator(question).denominator or 0) == (indicator(by_filter).denominator or 0)


def test_filters_that_leave_no_authority_leave_nothing_to_divide_by(demo_programme: Programme) -> None:
    nowhere = Question(demo_programme, Filters(region=("E12000007",), bridge=("ive",)))
    for indicator in (reach.area_coverage, reach.cyp_coverage):
        found = indicator(nowhere)
        assert (found.value, found.denominator or 0) == (None, 0)
