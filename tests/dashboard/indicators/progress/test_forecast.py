from datetime import date

import pytest
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.progress import forecast
from dashboard.question import Question

LONDON = Filters(region=("E12000007",))


def opened(*days, target=5.0, due="2020-12-31", as_at=date(2020, 3, 31), extra=()):
    """A programme with one established partnership for each day, in Camden, and a target."""
    slugs = [f"p{number}" for number in range(len(days))]
    return make_programme(
        as_at=as_at,
        partnerships=[
            partnership(slug) for slug in dict.fromkeys([*slugs, *(row["partnership"] for row in extra)])
        ],
        statuses=[*(status(slug, "established", day) for slug, day in zip(slugs, days, strict=True)), *extra],
        partnership_areas=[area(slug, "E09000007") for slug in slugs],
        targets=[("established", target, due, "2015-10-14", True, "announcement")],
    )


def test_established_counts_established_and_delivering_against_the_target():
    programme = opened("2016-01-01", "2017-01-01", extra=[status("d", "delivering", "2018-01-01")])
    value = forecast.established(Question(programme, Filters()))
    assert (value.value, value.numerator, value.denominator, value.n) == (3, 3, 5.0, 3)
    assert value.note == "Not proved: 3 proved, of at least 5 by 31 December 2020."


def test_emerging_ones_are_counted_only_when_asked():
    programme = opened("2016-01-01", extra=[status("e", "emerging", "2018-01-01")])
    assert forecast.established(Question(programme, Filters())).value == 1
    assert forecast.established(Question(programme, Filters(emerging=True))).value == 2


def test_the_target_of_england_is_not_held_against_a_part_of_it():
    value = forecast.established(Question(opened("2016-01-01"), LONDON))
    assert (value.value, value.denominator) == (1, None)
    assert (value.low, value.high, value.verdict) == (1, 1, None)
    assert value.note == "1 proved."


def test_the_verdict_rests_on_what_is_published_whatever_is_shown():
    programme = opened(
        "2016-01-01",
        target=2.0,
        extra=[
            status("u", "established", None),
            status("u", "established", "2017-01-01", is_illustrative=True, grade=6),
            status("v", "emerging", "2016-01-01"),
            status("w", "established", "2018-06-30", grade=1),
            status("w", "closed", "2019-06-30"),
        ],
    )
    shown, hidden = (
        forecast.established(Question(programme, Filters(illustrative=seen))) for seen in (True, False)
    )
    assert (shown.value, hidden.value) == (2, 1)
    for value in (shown, hidden):
        assert (value.low, value.high, value.verdict) == (1, 2, "not_proved")
        assert value.note.startswith("Not proved: 1 proved, up to 2 possible, of at least 2 by")
    assert (shown.illustrative_share, hidden.illustrative_share) == (0.5, 0)
    assert shown.note.endswith("Illustrative: 2 counted in view, 1 of them rests on an illustrative status.")
    assert "llustrative" not in hidden.note


def test_what_is_counted_is_told_by_the_grade_of_its_evidence():
    programme = make_programme(
        partnerships=[partnership(slug) for slug in "abc"],
        statuses=[
            status("a", "established", "2016-01-01", grade=1),
            status("b", "established", "2016-01-01", grade=2),
            status("c", "delivering", "2016-01-01", grade=2),
        ],
    )
    assert forecast.established(Question(programme, Filters())).grades == {"1": 1, "2": 2}


def test_published_counts_stand_beside_it_with_their_own_grade():
    programme = make_programme(
        partnerships=[partnership("a")],
        statuses=[status("a", "established", "2016-01-01")],
        published_counts=[
            {
                "as_at": "2018-12-19",
                "precision": "day",
                "partnerships": 50.0,
                "wording": "currently 50",
                "kind": "stock",
                "grade": 3,
            },
            {
                "as_at": "2022-12-31",
                "precision": "year",
                "partnerships": 118.0,
                "wording": "x",
                "kind": "stock",
            },
        ],
    )
    value = forecast.established(Question(programme, Filters()))
    assert (value.value, value.low, value.verdict) == (1, 1, "not_proved")
    assert value.published_counts == (
        {
            "as_at": "2018-12-19",
            "precision": "day",
            "partnerships": 50.0,
            "kind": "stock",
            "wording": "currently 50",
            "source": None,
            "address": None,
            "grade": 3,
        },
    )
    assert "50 were published for 19 December 2018 (“currently 50”, evidence grade 3)" in value.note
    assert "1 held; 118 were published for 2022" in value.note
    assert value.completeness == pytest.approx(1 / 118)


def test_the_forecast_adds_the_mean_of_eight_quarters_for_every_quarter_left():
    # Quarters to 31 March 2020 brought 0, 0, 0, 0, 1, 0, 2 and 1; 275 days to the due date are 3.0116 quarters.
    # In order 0 0 0 0 0 1 1 2: nine tenths of the way from the first to the last lie at 1.3, one tenth at 0.
    programme = opened("2016-01-01", "2019-05-01", "2019-10-02", "2019-12-31", "2020-01-01", target=8.0)
    value, left = forecast.forecast(Question(programme, Filters())), 275 / (365.25 / 4)
    assert value.low == 5
    assert value.value == pytest.approx(5 + left * 0.5)
    assert value.high == pytest.approx(5 + left * 1.3)
    assert (value.n, value.rating) == (8, "red")
    assert value.note == (
        "At 31 December 2020, 3.0 quarters on, if each brings the mean of the last eight "
        "(0, 0, 0, 0, +1, 0, +2 and +1); the range takes what the middle 80\u00a0% of these past quarters brought."
    )


def test_one_that_a_source_names_has_not_opened_in_that_quarter():
    extra = [status("said", "established", "2020-02-14", begins="by")]
    value = forecast.forecast(Question(opened("2016-01-01", target=8.0, extra=extra), Filters()))
    assert (value.low, value.value, value.high) == (2, 2, 2)
    assert "(0, 0, 0, 0, 0, 0, 0 and 0)" in value.note


@pytest.mark.parametrize(("target", "rating"), [(4.0, "green"), (4.4, "amber"), (4.5, "red"), (5.0, "red")])
def test_the_forecast_is_rated_against_the_target(target, rating):
    programme = opened("2016-01-01", "2016-01-01", "2016-01-01", "2016-01-01", target=target)
    assert forecast.forecast(Question(programme, Filters())).rating == rating


def test_the_forecast_never_falls_below_nothing():
    programme = opened(extra=[status(f"d{n}", "established", "2016-01-01", "2020-01-01") for n in range(8)])
    assert (
        forecast.forecast(Question(programme, Filters())).low,
        forecast.forecast(Question(programme, Filters())).value,
    ) == (
        0,
        0,
    )


def test_on_the_due_date_the_forecast_is_the_count_and_after_it_there_is_none():
    programme = opened("2016-01-01")
    value = forecast.forecast(Question(programme, Filters(as_at=date(2020, 12, 31))))
    assert (value.low, value.value, value.high) == (1.0, 1.0, 1.0)
    assert value.note == "The due date, 31 December 2020, is reached; this is the count at 31 December 2020."
    value = forecast.forecast(Question(programme, Filters(as_at=date(2021, 1, 1))))
    assert (value.low, value.value, value.high, value.rating) == (None, None, None, "unrated")
    assert value.note == "The due date, 31 December 2020, has passed."


def test_what_nobody_dated_leaves_the_forecast_unrated_where_it_could_change_the_rating():
    undated = {"status": "established", "from_date": None, "precision": "not_published"}
    held = [partnership("dated"), partnership("undated")]
    statuses = [status("dated", "established", "2013-01-01"), {"partnership": "undated", **undated}]
    targets = [
        ("established", target, "2020-12-31", "2015-10-14", True, "announcement") for target in (2.0, 9.0)
    ]
    close, far = (make_programme(partnerships=held, statuses=statuses, targets=[aim]) for aim in targets)

    assert forecast.forecast(Question(close, Filters())).rating == "unrated"
    assert forecast.forecast(Question(far, Filters())).rating == "red"


def test_a_part_of_england_has_a_forecast_but_no_rating():
    value = forecast.forecast(Question(opened("2016-01-01"), LONDON))
    assert (value.value, value.rating, value.denominator) == (1.0, "unrated", None)


def test_before_a_target_is_set_there_is_no_forecast():
    value = forecast.forecast(Question(opened("2014-01-01"), Filters(as_at=date(2015, 10, 13))))
    assert value.value is None
    assert value.note == "No official target was set by 13 October 2015."


def test_an_unofficial_target_is_none():
    targets = [("established", 5.0, "2018-12-31", "2015-10-14", False, "a page")]
    assert forecast.forecast(Question(make_programme(targets=targets), Filters())).value is None


def test_of_several_official_targets_the_last_one_set_by_then_holds():
    targets = [
        ("established", 5.0, "2020-12-31", "2015-10-14", True, "first"),
        ("established", 9.0, "2022-12-31", "2019-01-01", True, "second"),
    ]
    programme = make_programme(targets=targets)
    assert forecast.established(Question(programme, Filters())).denominator == 9.0
    assert forecast.established(Question(programme, Filters(as_at=date(2018, 1, 1)))).denominator == 5.0


def test_the_rate_needed_is_what_is_missing_for_each_quarter_left():
    value = forecast.required_rate(Question(opened("2016-01-01", "2019-07-01"), Filters()))
    left = 275 / (365.25 / 4)
    assert (value.numerator, value.denominator, value.value) == (3.0, left, 3 / left)
    assert value.note == "3 more needed in 3.0 quarters. Achieved: +0.13 a quarter over the last eight."


def test_no_rate_is_needed_once_the_target_is_met():
    assert forecast.required_rate(Question(opened("2016-01-01", target=1.0), Filters())).value == 0.0


def test_after_the_due_date_no_rate_can_be_given():
    value = forecast.required_rate(Question(opened("2016-01-01", as_at=date(2021, 3, 31)), Filters()))
    assert value.value is None
    assert "has passed" in value.note


def test_no_rate_is_needed_of_a_part_of_england():
    assert forecast.required_rate(Question(opened("2016-01-01"), LONDON)).value is None


def test_the_pipeline_keeps_prospective_places_apart():
    programme = opened(
        "2016-01-01",
        extra=[
            status("e", "emerging", "2019-01-01"),
            status("f", "emerging", "2019-01-01", "2020-03-31"),
            status("p", "prospective", "2019-01-01"),
        ],
    )
    value = forecast.pipeline(Question(programme, Filters()))
    assert (value.value, value.n, value.note) == (1, 4, "Emerging; 1 prospective place besides.")


def test_net_change_is_what_opened_less_what_ended():
    programme = opened(
        "2016-01-01",
        "2019-06-01",
        "2020-03-31",
        extra=[
            status("closed", "established", "2016-01-01", "2019-09-01"),
            status("closed", "closed", "2019-09-01"),
            status("never-counted", "emerging", "2016-01-01", "2019-09-01"),
            status("never-counted", "closed", "2019-09-01"),
            status("back", "established", "2016-01-01", "2019-09-01"),
            status("back", "emerging", "2019-09-01"),
        ],
    )
    value = forecast.net_change(Question(programme, Filters()))
    assert (value.value, value.numerator) == (1, 2)
    assert value.note == "2 opened, 1 ended (1 closed). 1 other no longer counted without having ended."


def test_one_that_a_source_says_to_be_established_has_not_opened_for_all_that_is_known():
    programme = make_programme(
        partnerships=[partnership("listed"), partnership("launched")],
        statuses=[
            status("listed", "established", "2020-02-14", begins="by"),
            status("launched", "established", "2020-03-09"),
        ],
    )
    value = forecast.net_change(Question(programme, Filters(as_at=date(2020, 3, 31))))
    assert (value.value, value.numerator) == (1, 1)
    assert value.note == (
        "1 opened, 0 ended. 1 more said to be counted by a source of these months, since when is not published."
    )
