from datetime import date

import pandas as pd
import pytest
from factories import make_programme, partnership
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.indicators.meetings import actions
from dashboard.question import Question
from data.taxonomy import ACTION_STATES


def action(key, due, completed=None, slug="ash", **facts):
    row = {"action": key, "partnership": slug, "agreed_on": "2018-01-01", "due_on": due}
    return row | {"completed_on": completed, "state": "complete" if completed else "open"} | facts


PROGRAMME = make_programme(
    partnerships=[partnership("ash"), partnership("birch", bridge="ive")],
    actions=[
        action("a1", "2019-06-01", "2019-06-01", agreed_when="in_meeting", is_illustrative=True),
        action("a2", "2019-07-01", "2019-05-01", agreed_when="in_meeting"),
        action("a3", "2019-08-01", "2019-08-02", agreed_when="in_follow_up"),
        action("a4", "2020-03-01"),
        action("a5", "2020-03-31", "2020-03-31"),
        action("a6", "2020-03-31"),
        action("a7", "2019-01-01"),
        action("a8", "2019-09-01", state="dropped"),
        action("a9", "2019-09-01", state="complete"),
        action("a10", "2020-05-01"),
        action("a11", None),
        action("a12", "2020-05-01", "2020-02-01"),
        action("a13", "2020-03-20", agreed_on="2020-04-01"),
        action("b1", "2019-12-01", "2020-04-15", "birch"),
    ],
)


DAYS = (date(2020, 3, 31), date(2020, 4, 1))


def test_done_by_due_is_of_what_fell_due_in_the_period():
    value = actions.follow_up(Question(PROGRAMME, Filters()))
    assert (value.value, value.numerator, value.denominator, value.n) == (40.0, 2, 5, 5)
    assert value.rating == "unrated"
    assert value.note == (
        "2 of 5 actions that fell due were done by their due date, 1 April 2019 to 31 March 2020. "
        "95\u00a0% interval: 12 to 77\u00a0%. 3 actions are overdue, by a median of 121 days. "
        "On neither side: 1 dropped and 1 done on a day that nobody recorded."
    )


def test_what_is_due_on_the_as_at_date_falls_due_once_the_day_has_passed():
    before, after = (actions.status_on(PROGRAMME, pd.Timestamp(day)) for day in DAYS)
    overdue = [set(frame.loc[frame["status"] == "overdue", "action"]) for frame in (before, after)]
    assert overdue[1] - overdue[0] == {"a6", "a13"}
    assert "a6" in set(before.loc[before["status"] == "not_yet_due", "action"])
    done = [set(frame.loc[frame["status"] == "done_by_due", "action"]) for frame in (before, after)]
    assert done[1] - done[0] == {"a5"}


def test_an_action_that_was_dropped_is_on_neither_side_though_a_day_of_completion_stands_beside_it():
    rows = [action(f"a{n}", "2019-06-01", "2019-06-01") for n in range(5)]
    dropped = action("a9", "2019-06-01", "2019-06-01") | {"state": "dropped"}
    programme = make_programme(partnerships=[partnership("ash")], actions=[*rows, dropped])
    value = actions.follow_up(Question(programme, Filters()))
    assert (value.numerator, value.denominator) == (5, 5)
    assert value.note.endswith("On neither side: 1 dropped.")


def test_an_earlier_as_at_date_knows_nothing_of_later_days():
    value = actions.follow_up(Question(PROGRAMME, Filters(as_at=date(2019, 8, 1))))
    assert (value.value, value.n) == (None, 3)
    assert value.note == (
        "Too few to report: 3 actions fell due, 2 August 2018 to 1 August 2019. "
        "1 action is overdue, by a median of 212 days."
    )


def test_below_five_due_there_are_too_few_to_report():
    value = actions.follow_up(Question(PROGRAMME, Filters(bridge=("ive",))))
    assert (value.value, value.denominator, value.n, value.rating) == (None, 1, 1, "unrated")
    assert value.note == (
        "Too few to report: 1 action fell due, 1 April 2019 to 31 March 2020. "
        "1 action is overdue, by a median of 121 days."
    )


def test_actions_that_nobody_published_are_not_none():
    value = actions.follow_up(Question(make_programme(), Filters()))
    assert value.note.startswith("Not published: no source gives the actions of partnerships.")


@pytest.mark.parametrize(
    ("done", "due", "rating"),
    [(8, 10, "green"), (799, 1000, "amber"), (6, 10, "amber"), (599, 1000, "red"), (9, 9, "unrated")],
)
def test_the_rating_is_green_from_80_and_amber_from_60_per_cent(done, due, rating):
    assert actions.rated(done, due) == rating


def test_each_partnership_has_its_parts_of_what_was_due():
    frame = actions.by_partnership(Question(PROGRAMME, Filters()))
    assert frame["partnership"].to_list() == ["ash", "birch"]
    ash, birch = (row._asdict() for row in frame.itertuples(index=False))
    expected = {
        "due": 4,
        "done_by_due": 2,
        "done_late": 1,
        "open_overdue": 1,
        "overdue": 2,
        "not_yet_due": 3,
        "dropped": 1,
        "median_days_overdue": (30 + 455) / 2,
        "rating": "unrated",
        "is_illustrative": True,
    }
    assert {key: ash[key] for key in expected} == expected
    assert (birch["overdue"], birch["median_days_overdue"], birch["rating"]) == (1, 121.0, "unrated")
    assert frame["share"].isna().to_list() == [True, True]


def test_agreed_in_the_room_and_afterwards_are_kept_apart():
    frame = actions.by_agreed_when(Question(PROGRAMME, Filters())).set_index("label")
    assert frame["due"].to_dict() == {"In the meeting": 2, "In follow-up": 1, "Not recorded": 2}
    assert frame["done_by_due"].to_dict() == {"In the meeting": 2, "In follow-up": 0, "Not recorded": 0}
    assert frame["share"].isna().all()


def test_over_time_goes_by_the_quarter_of_the_due_date():
    frame = actions.over_time(Question(PROGRAMME, Filters()))
    assert frame["quarter"].dt.date.to_list()[0] == date(2019, 3, 31)
    assert frame["due"].to_list() == [1, 1, 2, 1, 1]
    assert frame["done_by_due"].to_list() == [0, 1, 1, 0, 0]
    assert actions.over_time(Question(PROGRAMME, Filters(since=date(2019, 10, 1))))["due"].to_list() == [
        1,
        1,
    ]


def status_of(due, done, state, on):
    """What the rules say of one action, agreed long before: written down once more, plainly."""
    is_past = due is not None and due < on
    if state == "dropped":
        return "dropped"
    if done is not None and done <= on:
        return ("done_by_due" if done <= due else "done_late") if is_past else "not_counted"
    if state == "complete" and done is None:
        return "done_undated" if is_past else "not_counted"
    return "overdue" if is_past else "not_yet_due"


OPTIONAL_DAYS = st.none() | st.dates(date(2018, 1, 1), date(2020, 12, 31))
HELD = st.tuples(OPTIONAL_DAYS, OPTIONAL_DAYS, st.none() | st.sampled_from(list(ACTION_STATES)))


@settings(max_examples=25)
@given(st.lists(HELD, min_size=1, max_size=12), st.dates(date(2018, 1, 1), date(2021, 1, 1)))
def test_every_action_has_the_one_status_that_the_rules_say(held, on):
    rows = [action(f"a{n}", due, done, state=state) for n, (due, done, state) in enumerate(held)]
    programme = make_programme(partnerships=[partnership("ash")], actions=rows)
    asked = Filters(as_at=on)
    statuses = actions.status_on(programme, pd.Timestamp(on))["status"]
    assert statuses.to_list() == [status_of(*one, on) for one in held]
    frame = actions.by_partnership(Question(programme, asked))
    assert (frame["due"] == frame["done_by_due"] + frame["done_late"] + frame["open_overdue"]).all()
    assert (frame["open_overdue"] <= frame["overdue"]).all()
    assert frame["due"].sum() == actions.follow_up(Question(programme, asked)).n
