"""The reasons to call a partnership, each alone, worked out by hand at 31 March 2020."""

from datetime import date

import pandas as pd
import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.attention import attention
from dashboard.question import Question
from data.taxonomy import LIVE_STATUSES, STATUSES

GROUPS = {
    "council": "local_authority",
    "hall": "cultural_organisation",
    "school": "school",
    "hub": "music_education_hub",
    "youth": "youth_sector",
}
ORGANISATIONS = [(key, key.title(), sector) for key, sector in GROUPS.items()]


def one(name="established", since="2016-01-01", facts=(), **tables):
    """One partnership with a status and whatever rows are given."""
    return make_programme(
        partnerships=[partnership("camden", **dict(facts))],
        statuses=[status("camden", name, since)],
        organisations=ORGANISATIONS,
        **tables,
    )


def only(programme, **asked):
    """The one row of the list, or None."""
    frame = attention.listing(Question(programme, Filters(**asked)))
    assert len(frame) <= 1
    return frame.iloc[0] if len(frame) else None


def seats(*, left=None, chair="council", without=()):
    rows = [
        ("camden", key, "member", "2016-01-01", (left or {}).get(key)) for key in GROUPS if key not in without
    ]
    return [*rows, ("camden", chair, "chair", "2016-01-01")] if chair else rows


def met(day, state="held"):
    return [{"meeting": f"m-{day}", "partnership": "camden", "held_on": day, "state": state}]


def supported(*days, slug="camden"):
    return [
        {"support": f"{slug}-{day}", "bridge": "a-new-direction", "partnership": slug, "support_on": day}
        for day in days
    ]


def actions(*due, **facts):
    row = {"partnership": "camden", "agreed_on": "2019-01-01", "state": "open"} | facts
    return [row | {"action": f"a{number}", "due_on": day} for number, day in enumerate(due)]


FOUR = {"meetings_expected_per_year": 4.0}


def test_nothing_recorded_is_no_reason_at_all():
    for name in STATUSES:
        assert only(one(name)) is None


def test_no_meeting_for_over_twice_the_usual_interval_is_a_reason():
    row = only(one(facts=FOUR, meetings=met("2019-09-30")))
    assert row[["keys", "anchor", "status"]].tolist() == ["dormant", "meetings", "Established"]
    assert row["why"] == "No meeting since 30 September 2019, 4 a year expected"
    assert (row["since"], row["days"]) == (pd.Timestamp("2020-03-31"), 0)
    assert only(one(facts=FOUR, meetings=met("2019-10-01"))) is None
    assert only(one(facts=FOUR, meetings=met("2019-09-30")), as_at=date(2020, 3, 30)) is None


def test_meetings_cancelled_or_to_come_do_not_end_the_silence():
    rows = met("2019-09-01") + met("2020-03-01", "cancelled") + met("2020-05-01")
    assert only(one(facts=FOUR, meetings=rows))["keys"] == "dormant"


def test_without_a_known_cadence_nobody_is_dormant():
    assert only(one(meetings=met("2017-01-01"))) is None


def test_a_core_group_gone_for_over_six_months_is_a_reason():
    row = only(one(memberships=seats(left={"youth": "2019-09-29"})))
    assert row[["keys", "anchor", "reasons", "days"]].tolist() == ["core_group_missing", "members", 1, 0]
    assert row["why"] == "Missing at the table: Youth sector (since 29 September 2019)"
    assert only(one(memberships=seats(left={"youth": "2019-09-30"}))) is None


def test_a_core_group_never_there_counts_from_the_day_that_members_are_known():
    row = only(one(memberships=seats(left={"youth": "2019-02-01"}, without=("hub",))))
    assert row["reasons"] == 1
    assert row["why"] == (
        "Missing at the table: Music Education Hub (never there) and Youth sector (since 1 February 2019)"
    )
    assert row["since"] == pd.Timestamp("2016-07-03")


def test_an_unknown_membership_is_not_missing():
    assert only(one(memberships=[("camden", "hall", "member", "2020-04-01", None)])) is None


@pytest.mark.parametrize(("due", "reason"), [(2, None), (3, "overdue_actions")])
def test_three_overdue_actions_are_a_reason(due, reason):
    days = ["2019-12-01", "2020-01-01", "2020-02-01"][:due]
    row = only(one(actions=actions(*days, "2020-03-31")))
    assert (row if row is None else row["keys"]) == reason


def test_overdue_actions_count_from_the_day_the_third_was_late():
    row = only(one(actions=actions("2020-02-01", "2019-12-01", "2020-01-01", "2020-03-01")))
    assert row["why"] == "4 actions overdue, the oldest due on 1 December 2019"
    assert (row["since"], row["days"], row["anchor"]) == (pd.Timestamp("2020-02-02"), 58, "actions")


def test_actions_done_or_dropped_are_not_overdue():
    days = ("2019-12-01", "2020-01-01", "2020-02-01")
    assert only(one(actions=actions(*days, completed_on="2020-03-30", state="complete"))) is None
    assert only(one(actions=actions(*days, state="dropped"))) is None


def test_no_support_for_over_six_months_is_a_reason():
    row = only(one(support=supported("2019-05-01", "2019-09-29", "2020-04-01")))
    assert row["why"] == "No support since 29 September 2019"
    assert row[["keys", "anchor", "days"]].tolist() == ["no_support", "support", 0]
    assert only(one(support=supported("2019-09-30"))) is None


def test_never_having_had_support_counts_only_where_the_bridge_records_its_support():
    elsewhere = [
        {"support": "s", "bridge": "a-new-direction", "area_code": "E09000003", "support_on": "2019-01-01"}
    ]
    assert only(one(support=elsewhere))["why"] == "No support on record"
    assert only(one(since="2019-12-01", support=elsewhere)) is None
    other = [dict(elsewhere[0], bridge="ive")]
    assert only(one(support=other)) is None


def test_the_last_return_that_was_due_is_late_until_it_is_received():
    rows = [
        ("camden", "2019-09-30", "2019-10-30", "2019-10-30"),
        ("camden", "2019-12-31", "2020-01-30", "2020-02-15"),
    ]
    programme = one("prospective", returns=rows)
    assert only(programme) is None
    row = only(programme, as_at=date(2020, 2, 14))
    assert row["why"] == "Return for October to December 2019 late, due on 30 January 2020"
    assert row[["keys", "anchor", "days"]].tolist() == ["return_late", "returns", 14]
    assert only(programme, as_at=date(2020, 1, 30)) is None


def test_returns_missing_in_a_row_count_from_the_first_and_a_gap_before_is_forgiven():
    rows = [
        ("camden", "2019-03-31", "2019-04-30", None),
        ("camden", "2019-06-30", "2019-07-30", "2019-07-30"),
        ("camden", "2019-09-30", "2019-10-30", None),
        ("camden", "2019-12-31", "2020-01-30", None),
        ("camden", "2020-03-31", "2020-04-30", None),
    ]
    row = only(one(returns=rows))
    assert row["why"] == "2 returns in a row late, the first due on 30 October 2019"
    assert row["since"] == pd.Timestamp("2019-10-31")


def test_returns_of_one_partnership_are_not_counted_for_the_next():
    programme = make_programme(
        partnerships=[partnership("barnet"), partnership("camden")],
        statuses=[
            status("barnet", "established", "2016-01-01"),
            status("camden", "established", "2016-01-01"),
        ],
        returns=[
            ("barnet", "2019-12-31", "2020-01-30", None),
            ("camden", "2019-09-30", "2019-10-30", None),
            ("camden", "2019-12-31", "2020-01-30", "2020-01-30"),
        ],
    )
    assert attention.listing(Question(programme, Filters()))["partnership"].tolist() == ["barnet"]


def test_since_when_is_said_no_sharper_than_the_source_dates_it():
    programme = make_programme(
        partnerships=[partnership("camden", first_meeting_on="2016-01-01")],
        statuses=[status("camden", "emerging", "2016-12-31", precision="year")],
    )
    assert only(programme)["why"] == "Emerging since 2016 without terms of reference"


def test_emerging_for_over_two_years_without_terms_of_reference_is_a_reason():
    facts = {"first_meeting_on": "2018-01-01"}
    row = only(one("emerging", "2018-03-30", facts))
    assert row["why"] == "Emerging since 30 March 2018 without terms of reference"
    assert row[["keys", "anchor", "status", "days"]].tolist() == ["emerging_long", "facts", "Emerging", 0]
    assert only(one("emerging", "2018-03-31", facts)) is None
    assert only(one("established", "2017-01-01", facts)) is None


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"first_meeting_on": "2018-01-01", "terms_agreed_on": "2020-03-31"},
        {"first_meeting_on": "2018-01-01", "governance_form": "terms_of_reference"},
    ],
    ids=["milestones not known", "agreed that day", "agreed on a day unknown"],
)
def test_terms_that_are_agreed_or_not_known_are_no_reason(facts):
    assert only(one("emerging", "2017-01-01", facts)) is None


def test_terms_agreed_later_do_not_count_yet():
    facts = {"first_meeting_on": "2018-01-01", "terms_agreed_on": "2020-04-01"}
    assert only(one("emerging", "2017-01-01", facts))["keys"] == "emerging_long"


def test_a_vacant_chair_is_a_reason_from_the_first_day_without_one():
    left = [*seats(chair=None), ("camden", "hall", "chair", "2016-01-01", "2020-03-31")]
    row = only(one(memberships=left))
    assert row["why"] == "No chair since 31 March 2020"
    assert row[["keys", "anchor", "days"]].tolist() == ["chair_vacant", "members", 0]
    assert only(one(memberships=left), as_at=date(2020, 3, 30)) is None
    assert only(one(memberships=seats(chair=None)))["why"] == "No chair on record"


def test_reasons_apply_to_some_statuses_only():
    tables = {
        "memberships": seats(chair=None, without=("hub",)),
        "meetings": met("2018-01-01"),
        "support": supported("2018-01-01"),
        "actions": actions("2019-12-01", "2019-12-01", "2019-12-01"),
        "returns": [("camden", "2019-12-31", "2020-01-30", None)],
    }
    facts = FOUR | {"first_meeting_on": "2016-01-01"}
    found = {name: only(one(name, "2016-01-01", facts, **tables)) for name in STATUSES}
    assert {name for name, row in found.items() if row is not None} == set(LIVE_STATUSES)
    assert found["prospective"]["keys"] == "overdue_actions; return_late"
    assert found["emerging"]["reasons"] == 7
    assert found["established"]["keys"] == found["delivering"]["keys"]
    assert found["established"]["keys"] == (
        "dormant; core_group_missing; overdue_actions; no_support; return_late; chair_vacant"
    )
