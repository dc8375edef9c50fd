from datetime import date

import pandas as pd
import pytest
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.profile import partnerships, profile
from dashboard.question import Question

PROGRAMME = make_programme(
    partnerships=[
        partnership(
            "camden",
            former_name="Camden Before",
            source="the first page",
            evidence_on="2014-09",
            first_meeting_on="2015-05-05",
            first_delivery_on="2021-01-01",
            milestones_illustrative=True,
            governance_form="hosted",
        ),
        partnership("bare"),
    ],
    statuses=[
        status("camden", "established", "2016-12-31", precision="year", source="the first page"),
        status("camden", "emerging", "2015-01-01", "2016-12-31", is_illustrative=True),
        status("camden", "delivering", "2022-01-01", source="a later page"),
    ],
    partnership_areas=[area("camden", "E09000007"), area("camden", "E06000065")],
    organisations=[("hall", "Hall", "cultural_organisation"), ("clinic", "Clinic", "health")],
    memberships=[
        ("camden", "clinic", "member", "2016-01-01", "2018-01-01"),
        ("camden", "hall", "member", "2016-01-01", None),
        ("camden", "hall", "chair", "2018-01-01", None),
        ("camden", "hall", "vice_chair", "2016-01-01", "2018-01-01"),
    ],
    activities=[
        {
            "activity": "old",
            "partnership": "camden",
            "start_on": "2017-01-01",
            "primary_lever": "SYN",
            "state": "complete",
        },
        {
            "activity": "new",
            "partnership": "camden",
            "start_on": "2019-09-01",
            "primary_lever": "DEL",
            "state": "running",
        },
        {
            "activity": "off",
            "partnership": "camden",
            "start_on": "2019-09-01",
            "primary_lever": "DEL",
            "state": "cancelled",
        },
        {
            "activity": "future",
            "partnership": "camden",
            "start_on": "2021-01-01",
            "primary_lever": "DEL",
            "state": "planned",
        },
    ],
    activity_levers=[("new", "SYN"), ("new", "MOB")],
    activity_approaches=[("new", "direct_delivery")],
    meetings=[
        {
            "meeting": "m1",
            "partnership": "camden",
            "held_on": "2019-01-01",
            "format": "closed_meeting",
            "state": "held",
        },
        {
            "meeting": "m2",
            "partnership": "camden",
            "held_on": "2019-06-01",
            "state": "held",
            "venue_type": "school",
        },
    ],
    attendance=[("m1", "hall", "present"), ("m1", "clinic", "apologies")],
    actions=[
        {
            "action": "late",
            "partnership": "camden",
            "agreed_on": "2019-01-01",
            "due_on": "2019-05-01",
            "state": "open",
        },
        {
            "action": "done-since",
            "partnership": "camden",
            "agreed_on": "2019-02-01",
            "due_on": "2019-05-01",
            "completed_on": "2020-05-01",
            "state": "complete",
        },
    ],
    support=[("s", "ive", "camden", None, "2019-03-03", "one_to_one", 2.0)],
    returns=[
        ("camden", "2019-12-31", "2020-01-31", "2020-02-02"),
        ("camden", "2019-09-30", "2019-10-31", "2019-10-01"),
    ],
)


def camden(**filters):
    return profile.profile(Question(PROGRAMME, Filters(**filters), path_partnership="camden"))


def test_facts_are_worded_and_the_generated_ones_marked():
    facts = camden().facts.set_index("fact")
    assert facts.loc[["Region", "Former name", "Pilot"], "value"].tolist() == [
        "Yorkshire and The Humber",
        "Camden Before",
        "No",
    ]
    assert facts.loc["First meeting"].tolist() == ["5 May 2015", True]
    assert facts.loc["Source"].tolist() == ["the first page", False]
    assert facts.loc["Governance"].tolist() == ["Hosted by a member", True]
    assert "Website" not in facts.index


def test_what_had_not_happened_by_the_as_at_date_is_not_known():
    facts = camden().facts.set_index("fact")
    assert facts.loc["First delivery"].tolist() == ["not known", False]
    later = camden(as_at=date(2021, 6, 1)).facts.set_index("fact")
    assert later.loc["First delivery", "value"] == "1 January 2021"


def test_statuses_come_oldest_first_each_dated_no_sharper_than_published():
    frame = camden().statuses
    assert frame["status"].tolist() == ["Emerging", "Established"]
    assert frame["when"].tolist() == ["1 January 2015", "2016"]


def test_areas_are_on_the_authorities_of_the_day_with_the_code_as_recorded():
    frame = camden().areas
    assert frame["area"].tolist() == ["Camden", "Ryedale", "Scarborough"]
    assert frame["coverage"].unique().tolist() == ["Whole authority"]
    assert frame["recorded_code"].tolist() == ["E09000007", "E06000065", "E06000065"]


def test_members_come_current_first_with_their_roles():
    frame = camden().members
    assert frame[["name", "roles", "is_current"]].to_numpy().tolist() == [
        ["Hall", "Member; Chair", True],
        ["Clinic", "Member", False],
        ["Hall", "Vice chair", False],
    ]
    assert frame["sector"].tolist() == ["Cultural organisation", "Health", "Cultural organisation"]
    assert frame["core_group"].isna().tolist() == [False, True, False]
    assert frame["to_date"].isna().tolist() == [True, False, False]


def test_levers_count_what_began_in_the_window():
    assert camden().levers["activities"].tolist() == [0, 0, 1]
    assert camden(since=date(2016, 1, 1)).levers["activities"].tolist() == [1, 0, 1]


def test_activities_come_latest_first_with_their_tags():
    frame = camden().activities
    assert frame["activity"].tolist() == ["new", "off", "old"]
    assert frame.loc[0, ["lever", "secondary", "approaches"]].tolist() == [
        "Delivering",
        "Synergising; Mobilising and influencing",
        "Direct delivery project",
    ]
    assert frame["agendas"].isna().all()


def test_attendance_nobody_recorded_is_unknown_and_not_zero():
    frame = camden().meetings
    assert frame["held_on"].dt.year.tolist() == [2019, 2019]
    assert frame.loc[1, ["format", "attended"]].tolist() == ["Closed meeting", 1.0]
    assert frame.loc[0, "venue"] == "School"
    assert pd.isna(frame.loc[0, "attended"])


def test_an_action_stands_as_it_did_on_the_day():
    frame = camden().actions.set_index("action")
    assert frame["is_overdue"].to_dict() == {"done-since": True, "late": True}
    assert frame.loc["done-since", "state"] == "Open"
    later = camden(as_at=date(2020, 6, 1)).actions.set_index("action")
    assert later.loc["done-since", ["state", "is_overdue"]].tolist() == ["Complete", False]


def test_support_and_returns():
    found = camden()
    assert found.support[["support_type", "bridge", "hours"]].to_numpy().tolist() == [
        ["One-to-one", "IVE", 2.0]
    ]
    assert found.returns["is_on_time"].tolist() == [False, True]


def test_a_partnership_with_nothing_recorded_has_an_empty_profile():
    found = profile.profile(Question(PROGRAMME, Filters(), path_partnership="bare"))
    frames = (
        "statuses",
        "areas",
        "members",
        "activities",
        "meetings",
        "actions",
        "support",
        "returns",
    )
    assert [name for name in frames if len(getattr(found, name))] == []


def test_a_profile_is_there_whatever_the_other_filters_ask():
    assert camden(region=("E12000007",), sector=("planning",)).name == "Camden"


def test_an_unknown_partnership_is_an_error_with_suggestions():
    with pytest.raises(partnerships.UnknownPartnership):
        profile.profile(Question(PROGRAMME, Filters(), path_partnership="camde"))


def test_an_action_said_to_be_complete_without_a_date_is_not_overdue():
    action = {
        "action": "a",
        "partnership": "camden",
        "agreed_on": "2019-01-01",
        "due_on": "2019-05-01",
        "state": "complete",
    }
    programme = make_programme(partnerships=[partnership("camden")], actions=[action])
    frame = profile.profile(Question(programme, Filters(), path_partnership="camden")).actions
    assert frame[["state", "is_overdue"]].to_numpy().tolist() == [["Complete", False]]


def test_what_ended_later_had_not_ended_yet():
    early = date(2017, 6, 30)
    found = camden(as_at=early)
    assert found.members[["name", "to_date"]].to_numpy().tolist() == [["Clinic", pd.NaT], ["Hall", pd.NaT]]
    assert profile.status_history(
        Question(PROGRAMME, Filters(as_at=date(2016, 6, 30)), path_partnership="camden")
    )["to_date"].isna().tolist() == [True]
    activity = {
        "activity": "a",
        "partnership": "camden",
        "start_on": "2017-01-01",
        "end_on": "2018-01-01",
        "state": "complete",
        "young_people": 90,
        "count_basis": "actual",
    }
    programme = make_programme(partnerships=[partnership("camden")], activities=[activity])

    def said(day):
        question = Question(programme, Filters(as_at=day), path_partnership="camden")
        return profile.profile(question).activities[["state", "young_people"]].fillna(0).to_numpy().tolist()

    assert said(early) == [["Running", 0.0]]
    assert said(date(2018, 1, 1)) == [["Complete", 90.0]]


def test_words_that_were_published_later_were_not_known_yet():
    facts = {
        "status_as_published": "up and running",
        "evidence_on": "2019-06",
        "governance_form": "terms_of_reference",
        "terms_agreed_on": "2019-05-01",
    }
    programme = make_programme(partnerships=[partnership("camden", **facts)])

    def said(day):
        question = Question(programme, Filters(as_at=day), path_partnership="camden")
        found = profile.profile(question).facts.set_index("fact")["value"]
        return found[["Status as published", "Governance"]].tolist()

    assert said(date(2019, 4, 30)) == ["not known", "not known"]
    assert said(date(2019, 6, 1)) == ["up and running", "Terms of reference agreed"]
