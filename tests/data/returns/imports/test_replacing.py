from data.returns.imports.changes import Counts
from tests.returns import content, loaded, plan

M1 = {"meeting": "m1", "partnership": "camden", "held_on": "2018-06-01", "format": "workshop"}
M3 = {"meeting": "m3", "partnership": "camden", "held_on": "2019-03-01", "format": "roundtable"}
X1 = {
    "action": "x1",
    "partnership": "camden",
    "meeting": "m1",
    "description": "Write it up",
    "agreed_on": "2018-06-01",
}


def ended(proposed):
    return {(one.sheet, *one.key) for one in proposed.difference.changes if one.kind == "ended"}


def test_a_row_that_is_missing_stays_unless_told_to_replace(filled):
    assert ended(plan(filled, meetings=[M1, M3])) == set()
    assert ended(plan(filled, replace=True, meetings=[M1, M3])) == {("meetings", "m2")}


def test_a_sheet_speaks_only_for_the_partnerships_that_it_lists(filled):
    other = {"meeting": "b1", "partnership": "barnet", "held_on": "2019-03-01", "format": "roundtable"}

    assert ended(plan(filled, replace=True, meetings=[other])) == set()


def test_an_empty_or_missing_sheet_ends_nothing(filled):
    proposed = plan(
        filled, replace=True, meetings=[], partnerships=[{"partnership": "camden", "name": "Camden"}]
    )

    assert ended(proposed) == set()


def test_partnerships_and_organisations_never_end(filled):
    proposed = plan(
        filled,
        replace=True,
        partnerships=[{"partnership": "camden", "name": "Camden"}],
        organisations=[{"organisation": "a-school", "name": "A School", "sector": "school"}],
    )

    assert ended(proposed) == set()


def test_the_parts_of_a_row_that_ends_go_with_it(filled):
    moved = X1 | {"meeting": "m3", "agreed_on": "2019-03-01", "due_on": None}

    proposed = plan(filled, replace=True, meetings=[M3], actions=[moved])

    assert not proposed.is_refused
    assert ended(proposed) == {("meetings", "m1"), ("meetings", "m2"), ("attendance", "m1", "a-school")}


def test_links_go_with_an_activity_that_ends(filled):
    one = {
        "activity": "c1",
        "partnership": "camden",
        "title": "A",
        "start_on": "2018-05-01",
        "primary_lever": "DEL",
    }

    assert ended(plan(filled, replace=True, activities=[one])) == {
        ("activities", "c2"),
        ("activity_links", "c1", "c2"),
    }


def test_a_row_that_a_real_row_names_does_not_end(filled):
    before = content(filled)

    proposed = plan(filled, replace=True, meetings=[M3])

    (problem,) = proposed.errors
    assert (problem.sheet, problem.value) == ("meetings", "m1")
    assert "actions: x1 names it" in problem.sentence
    assert content(filled) == before


def test_an_illustrative_row_that_names_what_ends_ends_too(filled):
    loaded(
        filled,
        actions=[X1 | {"action": "x2", "illustrative": True}, X1 | {"meeting": None}],
        meetings=[M1 | {"meeting": "m0"}],
    )

    proposed = plan(filled, replace=True, meetings=[M3])

    assert not proposed.is_refused
    assert ("actions", "x2") in ended(proposed)
    assert ("actions", "x1") not in ended(proposed)


def test_replacing_with_all_that_the_store_has_changes_nothing(filled):
    m2 = {"meeting": "m2", "partnership": "camden", "held_on": "2018-12-01", "format": "closed_meeting"}

    assert plan(filled, replace=True, meetings=[M1, m2]).difference.total == Counts(unchanged=2)


def test_a_row_of_the_files_that_names_one_that_ends_is_told_so(filled):
    (problem,) = plan(filled, replace=True, meetings=[M3], actions=[X1 | {"description": "Anew"}]).errors

    assert "“m1” ends, because the sheet meetings does not list it" in problem.sentence
    assert (problem.sheet, problem.row, problem.column) == ("actions", 2, "meeting")
