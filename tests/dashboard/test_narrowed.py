"""The keys that narrow a list: read from its address, written back to it, and said in words."""

import pytest

from dashboard.charts.render import CHARTS, render
from dashboard.pages import find
from dashboard.question import QueryError, Question
from data.programme.programme import Programme

ACTIONS = CHARTS["actions"]


def asked(programme: Programme, query: str) -> Question:
    return Question.from_query(programme, query, keys=ACTIONS.narrows)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2019-10-01", "2019-12-31"),
        ("2019-12-31", "2019-12-31"),
        ("2020-02-29", "2020-03-31"),
        ("2019-04-30", "2019-06-30"),
    ],
)
def test_any_day_stands_for_its_quarter(day: str, ends: str, demo_programme: Programme) -> None:
    ((_, value, _),) = asked(demo_programme, f"quarter={day}").narrowed
    assert value == ends


def test_what_narrows_a_list_stands_in_its_address_sorted_and_once(demo_programme: Programme) -> None:
    question = asked(
        demo_programme,
        "standing=overdue&quarter=2019-11-02&region=E12000007&standing=done_late&standing=overdue",
    )
    assert question.query_here == "?region=E12000007&quarter=2019-12-31&standing=done_late&standing=overdue"
    assert question.query == "?region=E12000007", "links to other pages keep the filters alone"
    assert question.selection == "London; due in October to December 2019; done late; overdue"
    assert asked(demo_programme, question.query_here) == question


def test_what_is_no_value_is_ignored_and_said(demo_programme: Programme) -> None:
    question = asked(demo_programme, "standing=early&quarter=soon&standing=")
    assert question.narrowed == ()
    assert len(question.ignored) == 3
    assert question.ignored[0].startswith("“early” is no state of an action; it can be overdue,")


def test_a_key_of_another_list_is_no_filter(demo_programme: Programme) -> None:
    with pytest.raises(QueryError, match="no filter called “coverage”"):
        Question.exactly(demo_programme, "coverage=none", keys=ACTIONS.narrows)
    assert find("/lists/actions")[0].narrows == ACTIONS.narrows
    assert find("/meetings")[0].narrows == {}


def test_a_list_has_the_rows_that_fit_every_key_and_any_of_its_values(demo_programme: Programme) -> None:
    whole = render(ACTIONS, asked(demo_programme, "")).frame
    some = render(
        ACTIONS, asked(demo_programme, "standing=overdue&standing=not_yet_due&agreed=in_follow_up")
    ).frame
    expected = whole[whole["standing"].isin(["overdue", "not_yet_due"]) & (whole["agreed"] == "in_follow_up")]
    assert 0 < len(some) < len(whole)
    assert some["action"].tolist() == expected["action"].tolist()


ROWS = (
    "activities",
    "led-to",
    "meetings",
    "invitations",
    "actions",
    "returns",
    "support",
    "courses",
    "quality-findings",
)


@pytest.mark.parametrize("key", ROWS)
def test_every_list_of_rows_is_narrowed_to_one_partnership(demo_programme: Programme, key: str) -> None:
    chart = CHARTS[key]
    whole = render(chart, Question.from_query(demo_programme, "", keys=chart.narrows)).frame
    slug = whole["partnership"].value_counts().idxmax()
    question = Question.exactly(demo_programme, f"partnership={slug}", keys=chart.narrows)
    assert question.query_here == f"?partnership={slug}"
    name = demo_programme.partnerships.set_index("partnership").loc[slug, "name"]
    assert question.selection == f"All of England; partnership: {name}"
    some = render(chart, question).frame
    assert set(some["partnership"]) == {slug}
    assert len(some) == (whole["partnership"] == slug).sum() < len(whole)


def test_a_partnership_that_nobody_knows_is_said(demo_programme: Programme) -> None:
    question = asked(demo_programme, "partnership=atlantis")
    assert question.narrowed == ()
    assert question.ignored == ("“atlantis” is no partnership; it can be the key of a partnership.",)


def test_who_has_not_met_for_some_months_is_who_last_met_before_them(demo_programme: Programme) -> None:
    chart = CHARTS["partnerships"]
    whole = render(chart, Question.from_query(demo_programme, "", keys=chart.narrows)).frame
    question = Question.exactly(demo_programme, "lacks=music_education_hub&not_met=6", keys=chart.narrows)
    assert (
        question.selection
        == "All of England; missing at the table: Music Education Hub; no meeting for 6 months"
    )
    of_all = Question.exactly(demo_programme, "not_met=6", keys=chart.narrows)
    expected = whole[whole["last_meeting"] <= "2019-09-30"]
    assert 0 < len(expected) < len(whole)
    assert render(chart, of_all).frame["partnership"].tolist() == expected["partnership"].tolist()
    assert set(render(chart, question).frame["partnership"]) < set(expected["partnership"])
    assert expected["last_meeting"].notna().all(), "of who has no meeting on record nothing is known"


def test_who_is_near_an_authority_is_named_with_how_far(demo_programme: Programme) -> None:
    chart = CHARTS["authorities"]
    found = render(
        chart, Question.from_query(demo_programme, "coverage=none&region=E12000007", keys=chart.narrows)
    )
    bromley = found.frame.set_index("area").loc["Bromley"]
    assert bromley["near"].startswith("Creative Bexley (9 km); ")
    assert set(found.frame["state"]) == {"none"}
