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
    assert value.note == "60\u00a0% of at least 5 by 31 December 2020."


def test_emerging_ones_are_counted_only_when_asked():
    programme = opened("2016-01-01", extra=[status("e", "emerging", "2018-01-01")])
    assert forecast.established(Question(programme, Filters())).value == 1
    assert forecast.established(Question(programme, Filters(emerging=True))).value == 2


def test_the_day_the_target_was_reached_is_named():
    programme = opened("2016-01-01", "2017-06-30", "2019-01-01", target=2.0)
    assert "2 was reached on 30 June 2017" in forecast.established(Question(programme, Filters())).note
    assert forecast.established(Question(programme, Filters())).note.startswith("150\u00a0% of at least 2")


def test_a_target_reached_and_lost_again_is_said_so():
    programme = opened(
        "2016-01-01", target=2.0, extra=[status("d", "established", "2017-01-01", "2019-01-01")]
    )
    note = forecast.established(Question(programme, Filters())).note
    assert "2 was first reached on 1 January 2017 and is not held now" in note


def test_the_target_of_england_is_not_held_against_a_part_of_it():
    value = forecast.established(Question(opened("2016-01-01"), LONDON))
    assert (value.value, value.denominator) == (1, None)
    assert value.note == "1 partnership counted; no target applies."


def test_a_partnership_published_without_a_date_is_named_but_not_counted():
    programme = opened(
        "2016-01-01",
        extra=[
            status("u", "established", None),
            status("u", "established", "2017-01-01", is_illustrative=True),
            status("v", "emerging", None),
        ],
    )
    shown, hidden = (
        forecast.established(Question(programme, Filters(illustrative=seen))) for seen in (True, False)
    )
    assert (shown.value, hidden.value) == (2, 1)
    assert "1 of the 2 rests on an illustrative status" in shown.note
    assert "no date" not in shown.note
    assert "Plus 1 published with no date, not counted" in hidden.note


def test_the_forecast_adds_the_mean_of_four_quarters_for_every_quarter_left():
    # Quarters to 31 March 2020 brought 1, 0, 2 and 1; 275 days to the due date are 3.0116 quarters.
    programme = opened("2016-01-01", "2019-05-01", "2019-10-02", "2019-12-31", "2020-01-01", target=8.0)
    value = forecast.forecast(Question(programme, Filters()))
    assert (value.low, value.value, value.high) == (5.0, 8.0, 11.0)
    assert value.n == 4
    assert value.rating == "green"
    assert value.note.startswith(
        "At 31 December 2020, 3.0 quarters on, if each brings what the last four brought: "
    )
    assert value.note.endswith("+1, 0, +2 and +1.")


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


def test_after_the_due_date_the_forecast_is_the_count():
    value = forecast.forecast(Question(opened("2016-01-01", as_at=date(2021, 3, 31)), Filters()))
    assert (value.low, value.value, value.high) == (1.0, 1.0, 1.0)
    assert value.note == "The due date, 31 December 2020, has passed; this is the count at 31 March 2021."


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
    assert (value.numerator, value.denominator, value.value) == (3.0, 3.01, 1.0)
    assert value.note == "3 more needed in 3.0 quarters. Achieved: +0.25 a quarter over the last four."


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
