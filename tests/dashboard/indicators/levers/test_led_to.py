from datetime import date

import pytest
from factories import make_programme, partnership
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.indicators.levers import led_to
from dashboard.indicators.profile.partnerships import UnknownPartnership
from dashboard.question import Question
from data.taxonomy import LEVERS


def activity(key, lever, start, slug="ash", **facts):
    row = {"activity": key, "partnership": slug, "title": key.title(), "primary_lever": lever}
    return row | {"start_on": start, "state": "complete"} | facts


def link(source, target, basis="reported", **facts):
    return {"from_activity": source, "to_activity": target, "basis": basis} | facts


PROGRAMME = make_programme(
    partnerships=[partnership("ash"), partnership("birch")],
    activities=[
        activity("fair", "DEL", "2018-01-01"),
        activity("network", "MOB", "2019-01-01"),
        activity("parade", "DEL", "2018-06-01"),
        activity("map", "SYN", "2019-09-30"),
        activity("guide", "SYN", "2019-10-01"),
        activity("festival", "DEL", "2019-12-01"),
        activity("dropped", "DEL", "2018-03-01", state="cancelled"),
        activity("next", "MOB", "2020-04-01"),
        activity("film", "DEL", "2019-01-01", "birch"),
        activity("mural", "DEL", "2018-12-31", "birch"),
    ],
    activity_links=[
        link("fair", "network"),
        link("fair", "map", "inferred", is_illustrative=True),
        link("parade", "network"),
        link("network", "dropped"),
        link("dropped", "map"),
        link("map", "next"),
        link("guide", "festival"),
        link("network", "festival"),
    ],
)


def test_activities_old_enough_are_asked_what_they_led_to_within_a_year():
    value = led_to.led_to(Question(PROGRAMME, Filters()))
    assert (value.value, value.numerator, value.denominator, value.n) == (60.0, 3, 5, 5)
    assert value.note == (
        "3 of 5 activities at least 12 months old led to another within 12 months. "
        "Median of 3 links: 11 months from one beginning to the other. "
        "95\u00a0% interval: 23 to 88\u00a0%. 3 younger ones are not asked yet."
    )


def test_what_led_to_another_only_later_is_counted_apart():
    begun = [activity("slow", "DEL", "2018-02-28"), activity("late", "MOB", "2019-03-01")]
    programme = make_programme(
        partnerships=[partnership("ash")], activities=begun, activity_links=[link("slow", "late")]
    )
    value = led_to.led_to(Question(programme, Filters()))
    assert (value.numerator, value.denominator) == (0, 2)
    assert value.note == ("Too few to report: 2 activities at least 12 months old.")
    assert led_to.flows(Question(programme, Filters()))["links"].sum() == 0


def test_what_began_after_the_as_at_date_is_not_known_yet():
    value = led_to.led_to(Question(PROGRAMME, Filters(as_at=date(2018, 12, 31))))
    assert (value.value, value.n) == (None, 0)
    assert value.note == (
        "Too few to report: no activities at least 12 months old. 3 younger ones are not asked yet."
    )


def test_a_later_start_of_the_period_narrows_nothing():
    assert led_to.led_to(Question(PROGRAMME, Filters(since=date(2020, 1, 1)))).denominator == 5


def test_a_lever_keeps_what_activities_of_that_lever_led_to():
    value = led_to.led_to(Question(PROGRAMME, Filters(lever=("MOB",), since=date(2018, 1, 1))))
    assert (value.numerator, value.denominator) == (1, 1)


def test_before_there_are_activities_old_enough_there_are_too_few():
    value = led_to.led_to(Question(PROGRAMME, Filters(as_at=date(2017, 2, 1))))
    assert (value.value, value.n) == (None, 0)
    assert value.note == "Too few to report: no activities at least 12 months old."


def test_links_that_nobody_published_are_not_none():
    alone = make_programme(partnerships=[partnership("ash")], activities=[activity("a", "DEL", "2018-01-01")])
    assert led_to.led_to(Question(alone, Filters())).note.startswith(
        "Not published: no source gives which activity led"
    )
    assert led_to.led_to(Question(make_programme(), Filters())).note.startswith(
        "Not published: no source gives the act"
    )


def test_the_flows_are_nine_with_their_median_lags():
    frame = led_to.flows(Question(PROGRAMME, Filters()))
    assert len(frame) == 9
    counts = frame.set_index(["from_lever", "to_lever"])["links"]
    assert counts[counts > 0].to_dict() == {("MOB", "DEL"): 1, ("DEL", "MOB"): 2}
    months = frame.set_index(["from_lever", "to_lever"])["median_lag_months"]
    assert months["DEL", "MOB"] == pytest.approx((12.0 + 7.0) / 2, abs=0.06)
    assert months.isna().sum() == 7


def test_the_chain_of_one_partnership_has_every_link_begun_by_the_as_at_date():
    frame = led_to.chains(Question(PROGRAMME, Filters(region=("E12000003",))), "ash")
    pairs = list(zip(frame["from_title"], frame["to_title"], strict=True))
    assert pairs == [
        ("Fair", "Network"),
        ("Fair", "Map"),
        ("Parade", "Network"),
        ("Network", "Festival"),
        ("Guide", "Festival"),
    ]
    assert frame["from_lever"].to_list()[0] == "Delivering"
    assert frame["to_on"].dt.date.to_list()[0] == date(2019, 1, 1)
    assert led_to.chains(Question(PROGRAMME, Filters()), "birch").empty
    assert len(led_to.chains(Question(PROGRAMME, Filters(illustrative=False)), "ash")) == 4


def test_the_chain_of_nobody_is_an_error_that_helps():
    with pytest.raises(UnknownPartnership, match="Did you mean birch"):
        led_to.chains(Question(PROGRAMME, Filters()), "birc")


DAYS = st.dates(date(2018, 1, 1), date(2020, 6, 30))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from(list(LEVERS)), DAYS), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12, unique=True),
)
def test_flows_and_the_indicator_agree(held, pairs):
    activities = [activity(f"a{n}", lever, start) for n, (lever, start) in enumerate(held)]
    links = [link(f"a{a}", f"a{b}") for a, b in pairs if a != b and max(a, b) < len(held)]
    programme = make_programme(partnerships=[partnership("ash")], activities=activities, activity_links=links)
    value = led_to.led_to(Question(programme, Filters()))
    number = led_to.flows(Question(programme, Filters()))["links"].sum()
    assert (value.numerator or 0) <= number
    assert value.numerator is None or bool(value.numerator) == bool(number)


def test_a_chain_is_followed_from_what_nothing_led_to_until_nothing_more_is_known():
    found = led_to.followed(led_to.chains(Question(PROGRAMME, Filters(as_at=date(2020, 6, 30))), "ash"))
    assert [[step.activity for step in chain] for chain in found] == [
        ["fair", "network", "festival"],
        ["fair", "map", "next"],
        ["parade", "network", "festival"],
        ["guide", "festival"],
    ]
    first, then, _ = found[0]
    assert (first.basis, then.basis, then.lever) == ("", "Reported", "Mobilising and influencing")
    assert (round(then.months), found[1][1].basis) == (12, "Inferred")


def test_what_led_back_to_itself_ends_the_chain():
    ring = make_programme(
        partnerships=[partnership("ash")],
        activities=[activity(key, "DEL", "2018-01-01") for key in "abc"],
        activity_links=[link("a", "b"), link("b", "c"), link("c", "b")],
    )
    (chain,) = led_to.followed(led_to.chains(Question(ring, Filters()), "ash"))
    assert [step.activity for step in chain] == ["a", "b", "c"]


def test_partnerships_are_counted_by_their_links_within_twelve_months():
    frame = led_to.by_partnership(Question(PROGRAMME, Filters(as_at=date(2020, 6, 30))))
    flows = led_to.flows(Question(PROGRAMME, Filters(as_at=date(2020, 6, 30))))
    assert frame[["partnership", "links"]].to_numpy().tolist() == [["ash", flows["links"].sum()]]
    assert led_to.by_partnership(Question(PROGRAMME, Filters(as_at=date(2017, 6, 30)))).empty
