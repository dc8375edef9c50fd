from datetime import date

import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.progress import delivery
from dashboard.question import Question


def met(slug, first_meeting, first_delivery=None, **facts):
    return partnership(slug, first_meeting_on=first_meeting, first_delivery_on=first_delivery, **facts)


PROGRAMME = make_programme(
    partnerships=[
        met("year", "2015-01-01", "2016-01-01", milestones_illustrative=True),
        met("three-years", "2015-01-01", "2018-01-01"),
        met("waits", "2017-03-31"),
        met("later", "2019-03-31", "2020-06-01"),
        met("not-yet", "2020-06-01"),
        met("muddled", "2018-01-01", "2017-01-01"),
        partnership("unknown"),
    ]
)


def test_waiting_counts_from_the_first_meeting_to_the_delivery_or_the_as_at_date():
    frame = delivery.waiting(Question(PROGRAMME, Filters())).set_index("partnership")
    assert frame["months"].to_dict() == pytest.approx(
        {"waits": 36.0, "three-years": 36.0, "year": 12.0, "later": 12.0}, abs=0.05
    )
    assert frame["delivered"].to_dict() == {"waits": False, "three-years": True, "year": True, "later": False}
    assert frame["first_delivery_on"].isna()["later"]
    assert frame.loc["year", "is_illustrative"]


def test_the_median_is_of_those_that_delivered_and_the_others_are_named():
    value = delivery.time_to_delivery(Question(PROGRAMME, Filters()))
    assert (value.value, value.n, value.numerator, value.denominator) == (24.0, 2, 2, 4)
    assert value.note == (
        "Median of 2 partnerships that delivered. 2 others still wait. No first meeting is known of 3 others. "
        "Published benchmark: just under 36 months."
    )


def test_with_illustrative_dates_hidden_there_is_too_little_to_report():
    programme = make_programme(
        partnerships=[met("year", "2015-01-01", "2016-01-01", milestones_illustrative=True)]
    )
    value = delivery.time_to_delivery(Question(programme, Filters(illustrative=False)))
    assert value.value is None
    assert value.note.startswith("Too few to report.")


def test_a_first_meeting_on_the_day_after_is_not_known_yet():
    programme = make_programme(partnerships=[met("tomorrow", "2020-04-01"), met("today", "2020-03-31")])
    assert delivery.waiting(Question(programme, Filters()))["partnership"].to_list() == ["today"]
    assert delivery.time_to_delivery(Question(programme, Filters())).denominator == 1


def counted(number, *, lost=0):
    ends = ["2019-01-01"] * lost + [None] * (number - lost)
    slugs = [f"p{n}" for n in range(number)]
    return make_programme(
        partnerships=[partnership(slug) for slug in slugs],
        statuses=[
            status(slug, "established", "2018-03-31", end) for slug, end in zip(slugs, ends, strict=True)
        ],
    )


def test_survival_is_the_share_still_counted_after_24_months():
    value = delivery.survival(Question(counted(8, lost=2), Filters()))
    assert (value.value, value.numerator, value.denominator, value.n) == (75.0, 6, 8, 8)
    assert (
        value.note
        == "6 of 8 counted on 31 March 2018 are counted still. 95\u00a0% interval: 41 to 93\u00a0%."
    )


def test_survival_of_fewer_than_five_is_too_few_to_report():
    value = delivery.survival(Question(counted(4), Filters()))
    assert (value.value, value.n) == (None, 4)
    assert value.note == "Too few to report: 4 partnerships counted on 31 March 2018."


def test_survival_counts_back_from_the_as_at_date():
    assert delivery.survival(Question(counted(5), Filters(as_at=date(2020, 3, 30)))).n == 0
