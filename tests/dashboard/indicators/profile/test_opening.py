"""What a profile opens with, as it was known on the day that is asked for."""

from datetime import date

import pandas as pd
import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.levers import led_to
from dashboard.indicators.profile import opening
from dashboard.indicators.profile.profile import profile
from dashboard.question import Question

ORGANISATIONS = [
    ("council", "Council", "local_authority"),
    ("hall", "Hall", "cultural_organisation"),
    ("primary", "Primary School", "school"),
    ("hub", "Music Hub", "music_education_hub"),
    ("clinic", "Clinic", "health"),
]
RETURNS = [
    ("a", "2019-03-31", "2019-04-30", "2019-04-20"),
    ("a", "2019-06-30", "2019-07-31", None),
    ("a", "2019-09-30", "2019-10-31", None),
    ("a", "2020-03-31", "2020-04-30", None),
]


def programme(**rows):
    facts = {
        "partnerships": [partnership("a", meetings_expected_per_year=4), partnership("b")],
        "statuses": [status("a", "established", "2016-01-01"), status("b", "established", "2016-01-01")],
        "organisations": ORGANISATIONS,
    }
    return make_programme(**(facts | rows))


def asked(day=date(2020, 3, 31), **rows):
    question = Question(programme(**rows), Filters(as_at=day), path_partnership="a")
    return question, profile(question)


def seated(*organisations, day=date(2020, 3, 31)):
    rows = [("a", one, "member", "2018-01-01", None) for one in organisations]
    return {one.sector: one for one in opening.seats(*asked(day, memberships=rows))}


def last(question, found):
    return opening.last_activities(found, led_to.chains(question.of_all, found.partnership))


def said(*found):
    frame = opening.dates(*found)
    return [
        f"{'behind: ' if behind else ''}{when}: {what}"
        for when, what, behind in frame[["when", "what", "is_behind"]].itertuples(index=False, name=None)
    ]


def test_a_seat_is_missing_only_where_nobody_of_its_core_group_is_there():
    seats = seated("council", "primary", "clinic")
    assert {sector: seats[sector].state for sector in ("school", "early_years", "youth_sector")} == {
        "school": "there",
        "early_years": "absent",
        "youth_sector": "missing",
    }
    assert seats["health"].names == ("Clinic",)
    assert seats["planning"].state == "by_design"
    groups = opening.missing_groups([*seats.values()])
    assert groups == ["Cultural organisation", "Music Education Hub", "Youth sector"]


def test_before_anybody_is_known_no_seat_is_missing():
    seats = seated("council", day=date(2017, 12, 31))
    assert {one.state for one in seats.values()} == {"unknown"}
    assert opening.missing_groups([*seats.values()]) == []


def test_whom_a_later_page_names_is_named_on_a_seat_that_is_not_known():
    row = {
        "partnership": "a",
        "organisation": "hall",
        "role": "member",
        "begins": "by",
        "from_date": "2023-03-31",
    }
    seats = opening.seats(*asked(memberships=[row]))
    hall = next(one for one in seats if one.sector == "cultural_organisation")
    assert (hall.state, hall.names) == ("unknown", ("Hall",))


def test_one_who_left_is_on_no_seat():
    rows = [
        ("a", "council", "member", "2018-01-01", None),
        ("a", "hall", "member", "2018-01-01", "2019-01-01"),
    ]
    before, after = (
        {one.sector: one for one in opening.seats(*asked(day, memberships=rows))}
        for day in (date(2018, 6, 30), date(2019, 6, 30))
    )
    assert before["cultural_organisation"].names == ("Hall",)
    assert (after["cultural_organisation"].state, after["cultural_organisation"].names) == ("missing", ())


def test_returns_that_did_not_come_lie_behind_and_the_next_one_ahead():
    assert said(*asked(returns=RETURNS)) == [
        "behind: From 31 July 2019: 2 returns due and not received",
        "30 April 2020: return for January to March 2020 due",
    ]


def test_what_is_due_on_the_day_itself_is_not_late_yet():
    assert said(*asked(date(2019, 7, 31), returns=RETURNS)) == [
        "31 July 2019: return for April to June 2019 due"
    ]


def test_a_return_that_came_later_had_not_come_yet():
    late = [*RETURNS[:1], ("a", "2019-06-30", "2019-07-31", "2019-09-09")]
    assert said(*asked(date(2019, 8, 31), returns=late)) == [
        "behind: 31 July 2019: return for April to June 2019 due and not received"
    ]
    assert said(*asked(date(2019, 9, 9), returns=late)) == []


def action(key, due, **more):
    row = {"action": key, "partnership": "a", "description": f"Do {key}", "agreed_on": "2019-01-01"}
    return row | {"due_on": due, "state": "open"} | more


def test_actions_are_named_where_it_is_one_and_counted_where_they_are_many():
    rows = [
        action("old", "2019-06-01"),
        action("older", "2019-05-01"),
        action("done", "2019-05-01", completed_on="2019-05-01", state="complete"),
        action("next", "2020-06-01"),
        action("dropped", "2020-05-01", state="dropped"),
        action("agreed-later", "2020-05-01", agreed_on="2020-04-01"),
    ]
    assert said(*asked(actions=rows)) == [
        "behind: From 1 May 2019: 2 actions overdue",
        "1 June 2020: action due: Do next",
    ]


def meeting(day, state="held"):
    return {"meeting": day, "partnership": "a", "held_on": day, "state": state}


def test_a_planned_meeting_is_named_and_nobody_knew_of_it_on_an_earlier_day():
    rows = [meeting("2020-02-01"), meeting("2020-05-12", "planned")]
    ends = [("meetings", False, "2020-03-31", "the last return")]
    assert said(*asked(meetings=rows, record_ends=ends)) == ["12 May 2020: meeting planned"]
    assert said(*asked(date(2020, 2, 29), meetings=rows, record_ends=ends)) == [
        "By 2 May 2020: a meeting expected, 4 a year"
    ]


def test_without_a_plan_its_own_rhythm_says_when_it_meets_and_when_it_should_have():
    assert said(*asked(meetings=[meeting("2020-03-01")])) == ["By 31 May 2020: a meeting expected, 4 a year"]
    assert said(*asked(meetings=[meeting("2019-06-01")])) == [
        "behind: By 31 August 2019: a meeting expected, 4 a year; none since"
    ]


def test_after_the_records_end_nobody_knows_whether_it_met():
    ends = [("meetings", False, "2020-03-31", "the last return")]
    assert said(*asked(date(2022, 1, 1), meetings=[meeting("2020-03-01")], record_ends=ends)) == []


def test_one_that_has_ended_is_expected_to_meet_no_more():
    rows = {"statuses": [status("a", "closed", "2019-09-01")], "meetings": [meeting("2019-06-01")]}
    assert said(*asked(**rows)) == []


def activity(key, start, state="complete", **more):
    return {"activity": key, "partnership": "a", "title": key.title(), "start_on": start} | {
        "primary_lever": "DEL",
        "state": state,
        **more,
    }


def test_the_last_activities_are_those_that_took_place_with_what_they_led_to():
    rows = [
        activity("first", "2018-01-01"),
        activity("second", "2019-01-01"),
        activity("third", "2019-02-01"),
        activity("fourth", "2019-03-01"),
        activity("off", "2019-04-01", "cancelled"),
        activity("later", "2021-04-01"),
    ]
    links = [{"from_activity": "second", "to_activity": "fourth", "basis": "reported"}]
    frame = last(*asked(activities=rows, activity_links=links))
    assert frame["title"].tolist() == ["Fourth", "Third", "Second"]
    assert frame["led_to"].tolist() == ["", "", "Fourth"]
    before = last(*asked(date(2019, 2, 15), activities=rows, activity_links=links))
    assert before[["title", "led_to"]].to_numpy().tolist() == [["Third", ""], ["Second", ""], ["First", ""]]


def test_the_last_contacts_are_those_that_there_were():
    question, _ = asked(meetings=[meeting("2019-06-01"), meeting("2020-01-01", "cancelled")], returns=RETURNS)
    assert opening.last_contacts(question) == {
        "meetings": pd.Timestamp("2019-06-01"),
        "returns": pd.Timestamp("2019-04-20"),
    }


@pytest.mark.thorough
@pytest.mark.parametrize("day", [date(2016, 6, 30), date(2018, 9, 30), date(2020, 3, 31), date(2022, 1, 1)])
def test_of_every_partnership_a_profile_opens_with_nothing_of_a_later_day(demo_programme, day):
    for slug in demo_programme.partnerships["partnership"][::5]:
        question = Question(demo_programme, Filters(as_at=day), path_partnership=slug)
        found = profile(question)
        frame = opening.dates(question, found)
        behind = frame["is_behind"].astype(bool)
        assert (frame.loc[behind, "on"] < question.on).all(), slug
        assert (frame.loc[~behind & ~frame["when"].str.startswith("By"), "on"] >= question.on).all(), slug
        assert (last(question, found)["start_on"] <= question.on).all(), slug
        assert all(one <= question.on for one in opening.last_contacts(question).values()), slug
