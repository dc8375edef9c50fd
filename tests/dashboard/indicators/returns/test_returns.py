import math
from datetime import date

import pytest
from factories import make_programme, partnership

from dashboard.filters import Filters
from dashboard.indicators.returns import completeness, returns
from dashboard.indicators.shared.values import rounded
from dashboard.question import Question

QUARTERS = ["2019-03-31", "2019-06-30", "2019-09-30", "2019-12-31"]


def back(slug, end, due, received=None, **facts):
    row = {"partnership": slug, "period_end": end, "due_on": due, "received_on": received}
    return row | facts


PROGRAMME = make_programme(
    partnerships=[
        partnership("ash", first_meeting_on="2016-01-01", meetings_expected_per_year=4.0),
        partnership("birch", first_meeting_on="2016-01-01", bridge="ive"),
        partnership("cedar"),
    ],
    returns=[
        back("ash", "2018-12-31", "2019-01-30", "2019-01-30"),
        back("ash", "2019-03-31", "2019-04-30", "2019-04-30", is_illustrative=True),
        back("ash", "2019-06-30", "2019-07-30", "2019-07-31"),
        back("ash", "2019-09-30", "2019-10-30", "2020-04-05"),
        back("ash", "2019-12-31", "2020-03-31"),
        back("birch", "2019-09-30", "2019-10-30", "2019-10-01"),
        back("birch", "2019-12-31", "2020-03-31", "2020-03-31"),
        back("birch", "2020-03-31", "2020-04-30", "2020-03-31"),
    ],
    activities=[
        ("a1", "ash", "Fair", "2019-06-01", None, "complete", "DEL", True),
        ("a2", "ash", "Film", "2019-06-01", None, None, "DEL", None),
        ("a3", "ash", "Old", "2018-06-01", None, None, "DEL", None),
    ],
    meetings=[
        ("m1", "ash", "2019-06-01", "steering_group", "closed_meeting", "decision", None, None, "held"),
        ("m2", "ash", "2019-06-02", "network", "open_network", None, None, None, "held"),
        ("m3", "ash", "2019-06-02", "steering_group", "workshop", "decision", None, None, "cancelled"),
    ],
    actions=[
        {"action": "x", "partnership": "birch", "agreed_on": "2019-06-01", "state": "open"},
    ],
)


def test_returns_are_on_time_late_or_missing_once_they_were_due():
    few = returns.returns(Question(PROGRAMME, Filters()))
    assert (few.value, few.numerator, few.denominator, few.n) == (None, 2, 4, 4)
    assert few.note.startswith("Too few to report: 4 returns due, 1 April 2019 to 31 March 2020.")
    value = rounded(returns.returns(Question(PROGRAMME, Filters(since=date(2019, 1, 1)))))
    assert (value.value, value.numerator, value.denominator, value.n) == (60.0, 3, 5, 5)
    assert (value.rating, value.low, value.high) == ("unrated", 23.1, 88.2)
    assert value.note == (
        "3 of 5 received on time, 1 late, 1 not received; due 1 January 2019 to 31 March 2020. "
        "95\u00a0% interval: 23 to 88\u00a0%. "
        "Required fields: 65\u00a0% filled (11 of 17)."
    )


def test_a_return_due_on_the_as_at_date_counts_on_neither_side_until_the_day_has_passed():
    days = (date(2020, 3, 31), date(2020, 4, 1))
    before, after = (
        returns.returns(Question(PROGRAMME, Filters(as_at=day, since=date(2020, 3, 1)))) for day in days
    )
    assert (before.numerator, before.denominator) == (None, None)
    assert (after.numerator, after.denominator) == (1, 2)


def test_without_returns_due_there_are_too_few_and_without_any_they_are_not_published():
    value = returns.returns(Question(PROGRAMME, Filters(as_at=date(2018, 1, 1))))
    assert (value.value, value.n, value.rating) == (None, 0, "unrated")
    assert value.note == (
        "Too few to report: no returns due, 2 January 2017 to 1 January 2018. "
        "Required fields: 75\u00a0% filled (3 of 4)."
    )
    nothing = returns.returns(Question(make_programme(), Filters()))
    assert nothing.note.startswith("Not published: no source gives the quarterly returns.")


@pytest.mark.parametrize(
    ("on_time", "due", "rating"),
    [(9, 10, "green"), (899, 1000, "amber"), (9, 12, "amber"), (749, 1000, "red"), (9, 9, "unrated")],
)
def test_the_rating_is_green_from_90_and_amber_from_75_per_cent(on_time, due, rating):
    assert returns.rated(on_time, due) == rating


def test_each_quarter_adds_up():
    frame = returns.by_quarter(Question(PROGRAMME, Filters()))
    assert [str(day) for day in frame["quarter"].dt.date] == ["2018-12-31", *QUARTERS[:3]]
    assert frame["due"].to_list() == [1, 1, 1, 2]
    assert frame["on_time"].to_list() == [1, 1, 0, 1]
    assert frame["late"].to_list() == [0, 0, 1, 0]
    assert frame["missing"].to_list() == [0, 0, 0, 1]
    assert frame["rating"].to_list() == ["unrated"] * 4
    assert frame["share"].isna().all()
    recent = returns.by_quarter(Question(PROGRAMME, Filters(since=date(2019, 10, 1))))
    assert [str(day) for day in recent["quarter"].dt.date] == QUARTERS[2:3]


def test_each_partnership_has_its_returns_and_how_complete_its_rows_are():
    frame = returns.by_partnership(Question(PROGRAMME, Filters()))
    columns = ["partnership", "due", "on_time", "late", "missing", "rating", "required", "filled"]
    assert frame[columns].to_numpy().tolist() == [
        ["ash", 3, 1, 1, 1, "unrated", 13, 9],
        ["birch", 1, 1, 0, 0, "unrated", 4, 2],
    ]
    assert frame["last_received"].dt.date.to_list() == [date(2019, 7, 31), date(2020, 3, 31)]
    assert frame["complete"].to_list() == pytest.approx([9 / 13, math.nan], nan_ok=True)
    assert frame["is_illustrative"].to_list() == [True, False]


def test_a_partnership_that_sends_nothing_is_not_called_complete():
    programme = make_programme(
        partnerships=[partnership("ash", first_meeting_on="2016-01-01", meetings_expected_per_year=4.0)],
        returns=[back("ash", "2019-12-31", "2020-01-30")],
    )
    assert returns.by_partnership(Question(programme, Filters()))["complete"].isna().all()


def test_required_fields_are_those_an_indicator_needs_in_rows_of_the_period():
    frame = completeness.by_field(Question(PROGRAMME, Filters())).set_index(["table", "field"])
    assert frame["required"].to_dict() == {
        ("partnerships", "first_meeting_on"): 2,
        ("partnerships", "meetings_expected_per_year"): 2,
        ("activities", "state"): 2,
        ("activities", "secondary_considered"): 2,
        ("meetings", "state"): 3,
        ("meetings", "purpose"): 3,
        ("meetings", "quorate"): 1,
        ("actions", "state"): 1,
        ("actions", "due_on"): 1,
    }
    assert frame["filled"].to_list() == [2, 1, 1, 1, 3, 2, 0, 1, 0]
    assert frame["share"].isna().all(), "fewer than five cells of each"


def test_the_fields_of_the_partnerships_add_up_to_all():
    frame = completeness.by_partnership(Question(PROGRAMME, Filters()))
    filled, required = completeness.total(Question(PROGRAMME, Filters()))
    assert (frame["filled"].sum(), frame["required"].sum()) == (filled, required)
