"""What falls due on a day counts on neither side until the day has passed, whichever day one asks on."""

from datetime import date, timedelta

import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators import all_values
from dashboard.indicators.attention import attention
from dashboard.indicators.meetings import actions
from dashboard.indicators.returns import returns
from dashboard.question import Question

QUARTER = [date(2020, 1, 1) + timedelta(days=days) for days in range(91)]
DUE = "2020-01-30"


def flickers(line):
    """The days on which a series was other than on the days around it, which agree."""
    return [
        (day, before, now)
        for day, before, now, after in zip(QUARTER[1:], line, line[1:], line[2:], strict=False)
        if before == after != now
    ]


@pytest.mark.parametrize("received", [DUE, "2020-01-31", None], ids=["on the day", "the day after", "never"])
def test_a_return_on_its_due_day_changes_no_rating(received):
    slugs = [f"p{number}" for number in range(12)]
    old = [(slug, "2019-09-30", "2019-10-30", "2019-10-01") for slug in slugs]
    new = [(slug, "2019-12-31", DUE, received if place < 6 else None) for place, slug in enumerate(slugs)]
    programme = make_programme(partnerships=[partnership(slug) for slug in slugs], returns=[*old, *new])
    found = [returns.returns(Question(programme, Filters(as_at=day))) for day in QUARTER]
    assert flickers([value.rating for value in found]) == []
    assert {
        value.denominator for day, value in zip(QUARTER, found, strict=True) if day <= date(2020, 1, 30)
    } == {12}
    assert {
        value.denominator for day, value in zip(QUARTER, found, strict=True) if day > date(2020, 1, 30)
    } == {24}


@pytest.mark.parametrize("done", [DUE, "2020-01-31", None], ids=["on the day", "the day after", "never"])
def test_an_action_on_its_due_day_changes_no_rating(done):
    old = [action(f"o{number}", "2019-11-30", "2019-11-01") for number in range(12)]
    new = [action(f"n{number}", DUE, done if number < 6 else None) for number in range(12)]
    programme = make_programme(partnerships=[partnership("ash")], actions=[*old, *new])
    found = [actions.follow_up(Question(programme, Filters(as_at=day))) for day in QUARTER]
    assert flickers([value.rating for value in found]) == []
    on_the_day = found[QUARTER.index(date(2020, 1, 30))]
    assert on_the_day.denominator == 12
    assert "Nothing is overdue" in on_the_day.note


def action(key, due, completed):
    state = "complete" if completed else "open"
    return {
        "action": key, "partnership": "ash", "agreed_on": "2019-10-01", "due_on": due, "completed_on": completed,
        "state": state,
    }  # fmt: skip


@pytest.mark.thorough
def test_in_the_demo_store_no_rating_and_no_reason_flickers_on_any_day_of_a_quarter(demo_programme):
    questions = [Question(demo_programme, Filters(as_at=day)) for day in QUARTER]
    ratings = [{value.key: value.rating for value in all_values(question)} for question in questions]
    found = {key: flickers([each[key] for each in ratings]) for key in ratings[0]}
    assert {key: days for key, days in found.items() if days} == {}
    late = [
        set(attention.listing(question).query("keys.str.contains('return_late')")["name"])
        for question in questions
    ]
    slugs = set().union(*late)
    assert {slug: days for slug in slugs if (days := flickers([slug in each for each in late]))} == {}


def test_a_partnership_is_called_late_the_day_after_its_meeting_was_due():
    programme = make_programme(
        partnerships=[partnership("ash", meetings_expected_per_year=5.0)],
        statuses=[status("ash", "established", "2016-01-01")],
        meetings=[("m1", "ash", "2019-11-01", "network", "open_network", None, None, None, "held")],
    )
    flagged = [len(attention.listing(Question(programme, Filters(as_at=day)))) for day in QUARTER]
    due = date(2019, 11, 1) + timedelta(days=146)
    assert next(day for day, many in zip(QUARTER, flagged, strict=True) if many) == due + timedelta(days=1)
    assert flickers(flagged) == []
