import subprocess
import sys

import pandas as pd
import pytest

from dashboard.filters import Filters
from dashboard.indicators.coverage.thirds import need_gap
from dashboard.question import Question
from data.illustrative import generate
from data.illustrative.generate import SOURCE
from data.illustrative.meetings import meeting_rows
from data.illustrative.members import seats
from data.illustrative.partnerships import partnership_of
from data.illustrative.status_histories import history
from data.programme.programme import current
from data.register_reader import read_register
from data.taxonomy import COUNTED_STATUSES, ENDED_STATUSES, ILLUSTRATIVE_GRADE, MEETING_FORMATS
from geo import lookups

pytestmark = pytest.mark.thorough

LAST = pd.Timestamp(2020, 3, 31)
DIGEST = """
import hashlib, json
from data.illustrative import generate
print(hashlib.sha256(json.dumps(generate(seed=7), default=str).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def authorities():
    return dict(lookups.read_areas()[["area_code", "name"]].itertuples(index=False, name=None))


def counted(programme, on):
    statuses = current(programme.statuses, on)
    return int(statuses["status"].isin(COUNTED_STATUSES).sum())


def test_the_same_seed_gives_the_same_rows():
    assert generate(seed=5) == generate(seed=5)


def test_another_seed_gives_other_rows():
    assert generate(seed=5) != generate(seed=6)


def test_the_rows_do_not_depend_on_how_a_process_hashes():
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }

    assert len(digests) == 1


def test_the_rows_of_a_partnership_do_not_depend_on_those_before_it(authorities):
    (_, rows) = generate(seed=5)
    published = read_register()[40]
    alone = partnership_of(history(published, 5), authorities, 5)

    meetings = meeting_rows(alone, seats(alone, 5), 5, scale=1)["meeting"]

    assert meetings == [row for row in rows["meeting"] if row["partnership"] == published.slug]


def test_scale_multiplies_what_was_done_and_nothing_else():
    (milestones, once), (same, tenfold) = generate(scale=1), generate(scale=10)

    assert milestones == same
    for table in ("organisation", "membership", "partnership_status", "monitoring_return"):
        assert tenfold[table] == once[table], table
    for table in ("meeting", "attendance", "action", "activity", "support"):
        assert 8 < len(tenfold[table]) / len(once[table]) < 12, table


def test_every_generated_row_is_marked(demo_programme):
    _, rows = generate()

    for table, held in rows.items():
        marks = {row.get("is_illustrative") for row in held}
        assert marks == (
            {None} if table in ("activity_lever", "activity_approach", "activity_agenda") else {True}
        ), table
    published = {each.slug for each in read_register() if each.milestones}
    real = demo_programme.partnerships.query("not milestones_illustrative")
    statuses = demo_programme.statuses.query("is_illustrative")
    assert set(real["partnership"]) == published
    assert set(statuses["source"]) == {SOURCE}
    assert set(statuses["grade"]) == {ILLUSTRATIVE_GRADE}


def test_no_partnership_has_two_statuses_of_one_kind_on_a_day(demo_programme):
    for day in pd.date_range("2012-01-01", "2023-12-31", freq="7D"):
        held = current(demo_programme.statuses, day)
        assert not held.query("is_illustrative")["partnership"].duplicated().any(), day
        counted_there = held[held["status"].isin(COUNTED_STATUSES)]
        assert not counted_there["partnership"].duplicated().any(), day


def test_what_is_generated_begins_by_the_end_of_the_last_quarter(demo_programme):
    programme = demo_programme
    held = programme.meetings.query("state != 'planned'")
    begun = [
        programme.statuses.query("is_illustrative")["from_date"], programme.activities["start_on"], held["held_on"],
        programme.memberships.query("is_illustrative")["from_date"], programme.actions["agreed_on"],
        programme.actions["completed_on"],
        programme.support["support_on"], programme.returns["period_end"], programme.partnerships["first_delivery_on"],
    ]  # fmt: skip

    assert all((dates.dropna() <= LAST).all() for dates in begun)


def test_the_course_to_50_is_believable(demo_programme):
    ends = [counted(demo_programme, day) for day in pd.date_range("2012-12-31", "2020-03-31", freq="QE")]
    steps = pd.Series(ends).diff().dropna()
    days = pd.date_range("2015-01-01", LAST)
    reached = next(day for day in days if counted(demo_programme, day) >= 50)

    assert ends[0] == 3
    assert 50 <= ends[-1] <= 59
    assert pd.Timestamp(2018, 1, 1) <= reached <= LAST
    assert steps.min() <= 0
    assert steps.max() >= 4


def test_what_is_made_up_does_not_turn_the_gap_in_need_that_is_proved(demo_programme):
    shown, hidden = (
        need_gap(Question(demo_programme, Filters(illustrative=illustrative)))
        for illustrative in (True, False)
    )

    assert shown.value * hidden.value > 0
    assert all("The neediest third is ahead by" in value.note for value in (shown, hidden))


def test_some_are_emerging_some_only_known_to_be_there_a_few_prospective_and_none_has_ended(demo_programme):
    numbers = current(demo_programme.statuses, LAST)["status"].value_counts()

    assert 15 <= numbers["emerging"] <= 35
    assert numbers["existing"] >= 10
    assert 5 <= numbers["prospective"] <= 20
    assert not set(numbers.index) & set(ENDED_STATUSES)


def test_the_pilots_first_met_in_2012_or_2013_and_deliver(demo_programme):
    pilots = demo_programme.partnerships.query("pilot")

    assert pilots["first_meeting_on"].dt.year.isin([2012, 2013]).all()
    assert pilots["first_delivery_on"].notna().all()


def test_delivery_comes_after_the_first_meeting_by_about_three_years_and_some_wait(demo_programme):
    partnerships = demo_programme.partnerships.dropna(subset="first_meeting_on")
    months = (partnerships["first_delivery_on"] - partnerships["first_meeting_on"]).dt.days / 30.4375

    assert months.min() > 0
    assert 30 <= months.median() <= 36
    assert months.isna().sum() >= 10


def test_members_sit_at_the_table_from_the_first_meeting_on(demo_programme):
    met = demo_programme.partnerships.set_index("partnership")["first_meeting_on"]
    memberships = demo_programme.memberships.query("is_illustrative")
    known = memberships["partnership"].map(met).dropna()

    assert (memberships["from_date"][known.index] >= known).all()
    assert len(known) > 0.95 * len(memberships)
    assert not (memberships["to_date"] <= memberships["from_date"]).any()


def test_only_members_attend(demo_programme):
    seats = demo_programme.memberships[["partnership", "organisation", "from_date", "to_date"]]
    attendance = demo_programme.attendance.merge(
        demo_programme.meetings[["meeting", "partnership", "held_on", "state"]],
        on="meeting",
        suffixes=("", "_of"),
    )
    matched = attendance.merge(seats, on=["partnership", "organisation"])
    sitting = (matched["from_date"] <= matched["held_on"]) & ~(matched["to_date"] <= matched["held_on"])

    assert set(attendance["state_of"]) == {"held"}
    assert set(matched.loc[sitting, ["meeting", "organisation"]].itertuples(index=False, name=None)) == set(
        attendance[["meeting", "organisation"]].itertuples(index=False, name=None)
    )


def test_actions_are_due_and_done_after_they_were_agreed(demo_programme):
    actions = demo_programme.actions
    held = actions["meeting"].map(demo_programme.meetings.set_index("meeting")["held_on"])

    assert (actions["agreed_on"] >= held).all()
    assert (actions["due_on"] >= actions["agreed_on"]).all()
    assert not (actions["completed_on"] < actions["agreed_on"]).any()
    assert (actions["completed_on"].notna() == (actions["state"] == "complete")).all()
    assert ((actions["state"] == "open") & (actions["due_on"] < LAST)).sum() >= 10


def test_returns_begin_with_the_first_meeting_some_are_late_and_some_never_come(demo_programme):
    returns = demo_programme.returns
    met = returns["partnership"].map(demo_programme.partnerships.set_index("partnership")["first_meeting_on"])

    assert not (returns["period_end"] < met).any()
    assert returns["period_end"].min() == pd.Timestamp(2014, 3, 31)
    assert 0.65 < (returns["received_on"] <= returns["due_on"]).mean() < 0.9
    assert 0.03 < returns["received_on"].isna().mean() < 0.2


def test_nothing_is_known_of_a_quarter_whose_return_never_came(demo_programme):
    missing = demo_programme.returns.query("received_on.isna()")
    quarters = set(zip(missing["partnership"], missing["period_end"].dt.to_period("Q"), strict=True))
    activities, meetings = demo_programme.activities, demo_programme.meetings.query("state != 'planned'")

    assert quarters.isdisjoint(
        zip(activities["partnership"], activities["start_on"].dt.to_period("Q"), strict=True)
    )
    assert quarters.isdisjoint(
        zip(meetings["partnership"], meetings["held_on"].dt.to_period("Q"), strict=True)
    )


def test_delivery_dominates_and_the_other_levers_are_seldom_asked_for(demo_programme):
    activities = demo_programme.activities
    mix = activities["primary_lever"].value_counts(normalize=True)
    asked = activities["secondary_considered"].map({True: True}).fillna(value=False)
    secondary = set(demo_programme.activity_levers["activity"])

    assert 0.58 <= mix["DEL"] <= 0.67
    assert asked.mean() < 0.5
    assert secondary <= set(activities.loc[asked.astype("bool"), "activity"])


def test_nothing_is_delivered_before_the_first_delivery(demo_programme):
    delivered = demo_programme.activities.query("primary_lever == 'DEL'")
    first = delivered["partnership"].map(
        demo_programme.partnerships.set_index("partnership")["first_delivery_on"]
    )

    assert not (delivered["start_on"] < first).any()
    assert first.notna().mean() > 0.9


def test_no_activity_has_its_primary_lever_as_a_secondary_one(demo_programme):
    levers = demo_programme.activity_levers.merge(demo_programme.activities, on="activity")

    assert (levers["lever"] != levers["primary_lever"]).all()


def test_an_activity_leads_to_a_later_one_of_the_same_partnership_mostly_to_mobilisation(demo_programme):
    ends = demo_programme.activities[["activity", "partnership", "start_on", "primary_lever"]]
    links = demo_programme.activity_links.merge(ends, left_on="from_activity", right_on="activity").merge(
        ends, left_on="to_activity", right_on="activity", suffixes=("_from", "_to")
    )
    kinds = links.groupby(["primary_lever_from", "primary_lever_to"]).size()

    assert (links["partnership_from"] == links["partnership_to"]).all()
    assert (links["start_on_to"] > links["start_on_from"]).all()
    assert kinds.idxmax() == ("DEL", "MOB")


def test_every_format_is_used_and_some_meet_in_a_format_that_does_not_fit(demo_programme):
    meetings = demo_programme.meetings
    decisions = meetings.query("purpose == 'decision'")["format"].value_counts(normalize=True)

    assert set(meetings["format"]) == set(MEETING_FORMATS)
    assert 0.5 < decisions["closed_meeting"] < 0.8


def test_health_planning_and_early_years_are_rare_and_youth_and_further_education_often_missing(
    demo_programme,
):
    made_up = demo_programme.memberships.query("is_illustrative")
    members = current(made_up, LAST).merge(demo_programme.organisations, on="organisation")
    share = members.groupby("sector")["partnership"].nunique() / members["partnership"].nunique()

    assert (share[["health", "planning", "early_years"]] < 0.25).all()
    assert share[["youth_sector", "further_education"]].between(0.25, 0.75).all()
    assert (share[["local_authority", "cultural_organisation", "school"]] > 0.8).all()


def test_most_partnerships_have_one_chair_and_a_few_have_none(demo_programme):
    members = current(demo_programme.memberships.query("is_illustrative"), LAST)
    chairs = members.query("role == 'chair'")["partnership"]

    assert chairs.is_unique
    assert 1 <= members["partnership"].nunique() - len(chairs) <= 12
