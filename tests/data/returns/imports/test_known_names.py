"""A cell that names an area, a partnership, an organisation or a bridge by its name is read as that, or asked."""

import pytest

from data.returns.imports import Plan, prepare
from data.returns.imports.known_names import KnownNames
from data.returns.reader import Source
from data.returns.readings import Answers, Doubt, Meant
from data.returns.sheets import SHEETS
from data.store.engine import reading

OF_ACTIVITY = "activity,partnership,title,start_on,primary_lever\nx1,{},Dance,2020-01-15,SYN\n"
OF_AREA = "partnership,area_code,coverage\nbarnet,{},{}\n"


def sent(store, sheet: str, text: str, answers: Answers | None = None) -> Plan:
    return prepare(store, [Source(f"{sheet}.csv", text.encode())], answers=answers or {})


def new_rows(plan: Plan, column: str) -> list[object]:
    return [change.new[column] for change in plan.difference.changes if change.new]


@pytest.mark.parametrize(
    "said", ["Camden Spark", "camden spark", "CAMDEN-SPARK", "Camden  Spark", "The Camden Spark"]
)
def test_a_partnership_is_known_by_its_name_in_any_spelling(filled, said):
    plan = sent(filled, "activities", OF_ACTIVITY.format(said))
    assert new_rows(plan, "partnership") == ["camden"]
    assert [one.meaning for one in plan.readings] == ["camden"]


@pytest.mark.parametrize(
    "said", ["Barnet CEP", "Barnet LCEP", "Barnet Cultural Education Partnership", "Barnet"]
)
def test_what_every_partnership_is_called_does_not_matter(filled, said):
    plan = sent(filled, "activities", OF_ACTIVITY.format(said))
    assert new_rows(plan, "partnership") == ["barnet"]


def test_a_new_partnership_of_the_same_files_is_known_by_its_name(filled):
    files = [
        Source("activities.csv", OF_ACTIVITY.format("Leeds Culture").encode()),
        Source("partnerships.csv", b"partnership,name\nleeds,Leeds Culture\n"),
    ]
    assert new_rows(prepare(filled, files), "partnership") == ["leeds", "leeds"]


@pytest.mark.parametrize("said", ["Camden youth group", "Youth in Camden"])
def test_a_name_with_a_place_in_it_is_asked_with_the_partnerships_of_the_place(filled, said):
    plan = sent(filled, "activities", OF_ACTIVITY.format(said))
    (question,) = plan.unanswered
    assert [choice.write for choice in question.choices] == ["camden", "[leave out]"]
    answered = sent(filled, "activities", OF_ACTIVITY.format(said), {question.asked: "camden"})
    assert new_rows(answered, "partnership") == ["camden"]


@pytest.mark.parametrize("said", ["Bristol LCEP", "Brent CEP", "Barking & Dagenham CEP", "Creative Croydon"])
def test_nothing_is_suggested_for_a_name_that_only_looks_alike(filled, said):
    plan = sent(filled, "activities", OF_ACTIVITY.format(said))
    assert plan.readings == ()
    assert "barnet" not in str(plan.problems) + str(plan.unanswered)
    assert "camden" not in str(plan.problems) + str(plan.unanswered)


def test_a_slip_of_the_keys_is_asked_and_never_taken(filled):
    (question,) = sent(filled, "activities", OF_ACTIVITY.format("Camden Sparkk")).unanswered
    assert question.choices[0].write == "camden"


@pytest.mark.parametrize(
    "said", ["Camden", "London Borough of Camden", "camden ", "e09000007", "E09000007 Camden"]
)
def test_an_authority_is_known_by_its_name(filled, said):
    plan = sent(filled, "partnership_areas", OF_AREA.format(said, "whole"))
    assert new_rows(plan, "area_code") == ["E09000007"]


def test_several_authorities_in_one_cell_are_as_many_rows(filled):
    plan = sent(filled, "partnership_areas", OF_AREA.format('"Camden, Barnet"', "part"))
    assert [change.key[1] for change in plan.difference.changes] == ["E09000007", "E09000003"]
    assert [one.meaning for one in plan.readings] == ["E09000007;E09000003"]


def test_a_region_is_asked_for_its_authorities(filled):
    (question,) = sent(filled, "partnership_areas", OF_AREA.format("London", "part")).unanswered
    every = question.choices[0]
    assert every.means.startswith("all ")
    answered = sent(
        filled, "partnership_areas", OF_AREA.format("London", "part"), {question.asked: every.write}
    )
    assert {"E09000007"} <= set(new_rows(answered, "area_code"))


def test_a_part_says_so_in_its_own_column_and_does_not_contradict_it(filled):
    assert sent(filled, "partnership_areas", OF_AREA.format("Camden (part)", "")).errors == ()
    (problem,) = sent(filled, "partnership_areas", OF_AREA.format("Camden (part)", "whole")).errors
    assert "says that coverage is part" in problem.wrong


def test_an_organisation_of_the_files_is_known_by_its_name_and_one_of_the_store_is_asked(filled):
    seat = b"partnership,organisation,role,from_date\nbarnet,A School,member,2020-01-01\n"
    (question,) = prepare(filled, [Source("memberships.csv", seat)]).unanswered
    assert (question.choices[0].write, question.proposed) == ("a-school", "a-school")
    own = Source("organisations.csv", b"organisation,name,sector\nbarnet-school,A School,school\n")
    plan = prepare(filled, [Source("memberships.csv", seat), own])
    assert new_rows(plan, "organisation") == ["barnet-school", "barnet-school"]


def test_a_bridge_is_known_by_its_name(filled):
    with reading(filled) as connection:
        names = KnownNames(connection)
        column = SHEETS["support"].columns["bridge"]
        found = names.meant(SHEETS["support"], column, "A New Direction")
        assert isinstance(found, Meant)
        assert found.value == "a-new-direction"
        assert not isinstance(names.meant(SHEETS["support"], column, "Nobody"), Doubt)
