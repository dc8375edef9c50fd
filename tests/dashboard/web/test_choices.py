"""What the lists of the filter bar offer: the number beside a value is the length of the list that it leads to."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.filters import REPEATABLE
from dashboard.indicators.shared import choices, selection
from dashboard.question import Question
from dashboard.settings import Settings
from data.programme.programme import Programme


@pytest.fixture(scope="module")
def client(demo_store: str) -> Iterator[FlaskClient]:
    with create_app(Settings(store=demo_store)).server.test_client() as client:
        yield client


@pytest.mark.parametrize(
    "query", ["", "region=E12000007&sector=school&lever=MOB", "as_at=2018-06-30&county=E10000016"]
)
@pytest.mark.parametrize("key", REPEATABLE)
def test_each_value_has_the_number_of_the_list_it_leads_to(
    demo_programme: Programme, query: str, key: str
) -> None:
    question = Question.from_query(demo_programme, query)
    offered = choices.numbers(question, key)
    asked = [value for place, value in enumerate(offered) if offered[value] or place % 20 == 0]
    assert asked
    for value in asked:
        chosen = selection.selected(question.with_filters(**{key: (value,)}))
        assert (value, offered[value]) == (value, len(chosen))


def test_values_come_with_labels_and_numbers_and_only_of_filters(client: FlaskClient) -> None:
    answer = client.get("/choices.json?of=region&of=area&of=need&of=luck&lacks=school").get_json()
    assert set(answer) == {"region", "area"}
    assert answer["region"][6][:2] == ["E12000007", "London"]
    assert 310 < len(answer["area"]) < 326
    assert ["E07000048", "Christchurch"] not in [one[:2] for one in answer["area"]]


def test_an_authority_of_another_day_that_is_asked_for_is_offered_too(client: FlaskClient) -> None:
    answer = client.get("/choices.json?of=area&area=E07000048").get_json()
    assert "Christchurch" in [label for _, label, _ in answer["area"]]


def test_who_empties_a_question_is_named_with_how_many_are_left_without(demo_programme: Programme) -> None:
    question = Question.from_query(demo_programme, "region=E12000007&bridge=ive")
    (first, second) = choices.emptied_by(question)
    alone = [
        len(selection.selected(Question.from_query(demo_programme, query)))
        for query in ("region=E12000007", "bridge=ive")
    ]
    assert {(one.word.label, one.partnerships) for one in (first, second)} == {
        ("bridge: IVE", alone[0]),
        ("London", alone[1]),
    }
    assert first.partnerships >= second.partnerships


@pytest.mark.parametrize(
    "query", ["", "region=E12000007", "region=E12000007&bridge=ive&has=planning&lacks=school"]
)
def test_nobody_is_to_blame_where_some_are_left_or_no_single_value_is(
    demo_programme: Programme, query: str
) -> None:
    assert choices.emptied_by(Question.from_query(demo_programme, query)) == ()
