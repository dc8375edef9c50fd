"""A filter chooses just those partnerships that a chart counts: a bar and its list are one number."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.filters import Filters
from dashboard.indicators.attention import attention
from dashboard.indicators.representation import gaps, seats
from dashboard.indicators.returns import completeness, quality
from dashboard.indicators.shared import selection
from dashboard.question import QueryError, Question
from data.programme.programme import Programme
from data.taxonomy import STATUSES

HERE = Filters(region=("E12000003", "E12000007"))


def number(question: Question, **chosen: tuple[str, ...]) -> int:
    return len(selection.selected(question.with_filters(**chosen)))


@pytest.mark.parametrize("filters", [Filters(), HERE, Filters(illustrative=False)])
def test_a_reason_chooses_those_who_give_it(demo_programme: Programme, filters: Filters) -> None:
    question = Question(demo_programme, filters)
    said = attention.by_reason(question).set_index("key")["partnerships"]
    assert {key: number(question, reason=(key,)) for key in said.index} == said.to_dict()
    assert number(question, reason=tuple(said.index)) == len(attention.listing(question))


@pytest.mark.parametrize("filters", [Filters(), HERE])
def test_a_rule_of_quality_chooses_those_of_whom_it_finds_something(
    demo_programme: Programme, filters: Filters
) -> None:
    question = Question(demo_programme, filters)
    said = quality.by_rule(question).set_index("rule")["partnerships"]
    assert len(said) > 3
    assert {key: number(question, quality=(key,)) for key in said.index} == said.to_dict()


def test_required_fields_choose_those_who_filled_all_or_not(demo_programme: Programme) -> None:
    question = Question(demo_programme, HERE)
    rows = completeness.by_partnership(question)
    is_all = (rows["filled"] == rows["required"]).to_numpy()
    assert 0 < is_all.sum() < len(rows)
    for answer, flags in (("yes", is_all), ("no", ~is_all), (("yes", "no"), np.full(len(rows), True))):
        asked = question.with_filters(completed=(answer,) if isinstance(answer, str) else answer)
        assert set(selection.selected(asked)["partnership"]) == set(rows["partnership"][flags])


@pytest.mark.parametrize("filters", [Filters(), HERE])
def test_what_is_missing_at_the_table_chooses_those_of_whom_a_bar_says_so(
    demo_programme: Programme, filters: Filters
) -> None:
    question = Question(demo_programme, filters)
    said = gaps.by_sector(question).set_index("sector")
    for column, key in (("lacking", "lacks"), ("present", "has")):
        chosen = {
            sector: selection.flags(question.with_filters(**{key: (sector,)}), "is_counted")
            for sector in said.index
        }
        known = seats.counted(question).known
        counted = seats.counted(question).position[known]
        assert {sector: int(flags[counted].sum()) for sector, flags in chosen.items()} == said[
            column
        ].to_dict()


def test_statuses_choose_all_who_stand_somewhere_once(demo_programme: Programme) -> None:
    question = Question(demo_programme, Filters())
    standing = selection.selected(question)["status"].dropna()
    assert {status: number(question, status=(status,)) for status in STATUSES} == {
        **dict.fromkeys(STATUSES, 0),
        **standing.value_counts().to_dict(),
    }


def test_who_is_chosen_is_chosen_within_what_else_is_asked(demo_programme: Programme) -> None:
    asked = Question.from_query(demo_programme, "lacks=music_education_hub&reason=dormant&region=E12000007")
    alone = [
        set(selection.selected(replace(asked, filters=filters))["partnership"])
        for filters in (
            Filters(lacks=("music_education_hub",)),
            Filters(reason=("dormant",)),
            Filters(region=("E12000007",)),
        )
    ]
    assert set(selection.selected(asked)["partnership"]) == set.intersection(*alone)
    assert asked.where == (
        " in London with no member from the sector Music Education Hub and the reason to call “No meeting for long”"
    )


def test_all_that_is_asked_of_an_activity_is_asked_of_one(demo_programme: Programme) -> None:
    question = Question.from_query(demo_programme, "lever=MOB&agenda=mental_health")
    assert question.chosen == (
        " with activity whose main lever is mobilising and influencing and whose agenda is Mental health and well-being"
    )
    apart = [Filters(lever=("MOB",)), Filters(agenda=("mental_health",))]
    both = selection.is_selected(question)
    assert both.any()
    assert not (
        both & ~np.logical_and(*(selection.is_selected(Question(demo_programme, one)) for one in apart))
    ).any()


@pytest.mark.parametrize(
    "query", ["reason=boredom", "lacks=ghosts", "area=E99", "completed=perhaps", "status="]
)
def test_what_is_no_value_is_refused(demo_programme: Programme, query: str) -> None:
    with pytest.raises(QueryError):
        Question.exactly(demo_programme, query)
