from datetime import date, timedelta

import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.progress import delivery
from dashboard.indicators.shared.values import rounded
from dashboard.question import Question

HIDDEN = Filters(illustrative=False)


def met(slug, first_meeting, first_delivery=None, **facts):
    return partnership(slug, first_meeting_on=first_meeting, first_delivery_on=first_delivery, **facts)


def returned(slug, end="2020-03-31", **facts):
    return {
        "partnership": slug,
        "period_end": end,
        "due_on": "2020-04-30",
        "received_on": "2020-04-01",
    } | facts


WAITING = [
    met("year", "2015-01-01", "2016-01-01"),
    met("three-years", "2015-01-01", "2018-01-01"),
    met("waits", "2017-03-31"),
    met("silent", "2016-01-01"),
    met("later", "2019-03-31", "2020-06-01"),
    met("closed", "2016-01-01"),
    met("two-years", "2014-01-01", "2016-01-01"),
    met("muddled", "2018-01-01", "2017-01-01"),
    met("not-yet", "2020-06-01"),
    met("no-records", "2015-01-01"),
    partnership("no-milestone"),
]
PROGRAMME = make_programme(
    partnerships=WAITING,
    statuses=[
        status("closed", "established", "2017-01-01", "2017-07-01"),
        status("closed", "closed", "2017-07-01"),
    ],
    returns=[
        *(
            returned(one["partnership"])
            for one in WAITING
            if one["partnership"] not in {"silent", "no-records"}
        ),
        returned("silent", "2017-12-31"),
        returned("no-records", received_on=None),
    ],
)


def test_who_has_not_delivered_is_censored_when_last_known_or_at_closing():
    frame = delivery.to_delivery(Question(PROGRAMME, Filters()))
    assert frame["months"].round(1).tolist() == [0.0, 12.0, 12.0, 18.0, 24.0, 36.0]
    assert frame["at_risk"].tolist() == [7, 7, 6, 5, 4, 2]
    assert frame["ended"].tolist() == [0, 1, 0, 0, 1, 1]
    assert frame["censored"].tolist() == [0, 0, 1, 1, 1, 1]
    assert frame["share"].tolist() == pytest.approx([0.0, 14.3, 14.3, 14.3, 35.7, 67.9], abs=0.05)


def test_the_months_to_delivery_are_those_of_whose_course_is_known():
    value = rounded(delivery.time_to_delivery(Question(PROGRAMME, Filters())))
    assert (value.value, value.n, value.numerator, value.denominator) == (36.0, 7, 3, 7)
    assert (value.low, value.high) == (12.0, None)
    assert value.note == (
        "Kaplan-Meier median of 7 partnerships: 3 delivered, 4 censored, still waiting or over when last known. "
        "95\u00a0% interval: 12 months or more. Of 4 others beginning or course is not known. "
        "Published benchmark: just under 36 months."
    )


def test_without_half_delivered_there_is_no_median():
    slugs = [f"p{number}" for number in range(5)]
    programme = make_programme(
        partnerships=[met(slug, "2015-01-01", "2016-01-01" if slug == "p0" else None) for slug in slugs],
        returns=[returned(slug) for slug in slugs],
    )
    value = delivery.time_to_delivery(Question(programme, Filters()))
    assert (value.value, value.high, value.numerator, value.denominator) == (None, None, 1, 5)
    assert value.note.startswith("1 of 5 partnerships has delivered so far: fewer than half")


def test_with_illustrative_records_hidden_nothing_is_known_of_how_they_went_on():
    programme = make_programme(
        partnerships=WAITING, returns=[returned(one["partnership"], is_illustrative=True) for one in WAITING]
    )
    assert delivery.time_to_delivery(Question(programme, Filters())).n == 8
    for value in (
        delivery.time_to_delivery(Question(programme, HIDDEN)),
        delivery.survival(Question(programme, HIDDEN)),
    ):
        assert (value.value, value.low, value.high, value.n) == (None, None, None, 0)
        assert value.note.startswith("Not known: no source says how partnerships went on.")
    assert delivery.to_delivery(Question(programme, HIDDEN)).empty


def test_milestones_that_are_illustrative_are_hidden_with_the_rest():
    facts = [one | {"milestones_illustrative": True} for one in WAITING]
    programme = make_programme(partnerships=facts, returns=[returned(one["partnership"]) for one in WAITING])
    assert delivery.time_to_delivery(Question(programme, HIDDEN)).n == 0


def lasting(*months, followed=48, begins="2016-03-31", **facts):
    """Partnerships first counted on one day: each ends after so many months, or with None is followed for so many."""
    first = date.fromisoformat(begins)
    slugs = [f"p{number}" for number in range(len(months))]
    ends = [
        None if length is None else (first + timedelta(days=round(length * 30.4375))).isoformat()
        for length in months
    ]
    statuses = [
        status(slug, "established", begins, end, **facts) for slug, end in zip(slugs, ends, strict=True)
    ]
    over = [status(slug, "dormant", end) for slug, end in zip(slugs, ends, strict=True) if end]
    last = (first + timedelta(days=round(followed * 30.4375))).isoformat()
    return make_programme(
        partnerships=[partnership(slug) for slug in slugs],
        statuses=[*statuses, *over],
        returns=[returned(slug, last) for slug in slugs],
    )


def test_survival_is_the_share_still_counted_24_months_after_first_counted():
    value = rounded(delivery.survival(Question(lasting(6, 20, 30, *[None] * 5), Filters())))
    assert (value.value, value.n, value.numerator) == (75.0, 8, None)
    assert (value.low, value.high) == (31.5, 93.1)
    assert value.note == (
        "Kaplan-Meier share of 8 partnerships still counted 24 months after first counted: 2 had ended by then, "
        "0 censored, last known earlier. 95\u00a0% interval: 31 to 93\u00a0%."
    )


def test_who_is_last_heard_of_earlier_leaves_the_base_then_and_is_not_lost():
    value = delivery.survival(Question(lasting(*[None] * 6, followed=12), Filters()))
    assert (value.value, value.n) == (None, 6)
    assert value.note == "Not known yet: none of 6 partnerships has been followed for 24 months."


def test_where_nobody_ended_the_interval_is_not_nothing():
    value = rounded(delivery.survival(Question(lasting(*[None] * 8), Filters())))
    assert (value.value, value.low, value.high) == (100.0, 67.6, 100.0)


@pytest.mark.parametrize("facts", [{"begins": "by"}, {"precision": "year"}], ids=["by then", "to the year"])
def test_a_first_day_that_is_not_known_is_no_first_day(facts):
    made = lasting(*[None] * 6)
    programme = make_programme(
        partnerships=made.partnerships, statuses=made.statuses.assign(**facts), returns=made.returns
    )
    value = delivery.survival(Question(programme, Filters()))
    assert (value.value, value.n) == (None, 0)


def test_survival_of_fewer_than_five_is_too_few_to_report():
    value = delivery.survival(Question(lasting(*[None] * 4), Filters()))
    assert (value.value, value.n) == (None, 4)
    assert value.note == "Too few to report: 4 partnerships with a known day of first being counted."
