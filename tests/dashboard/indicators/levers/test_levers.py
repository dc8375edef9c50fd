from dataclasses import replace
from datetime import date
from math import log

import pytest
from factories import make_programme, partnership, status
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.indicators.levers import activities, levers
from dashboard.indicators.shared.values import rounded
from dashboard.question import Question
from data.taxonomy import LEVERS

DELIVERING = Filters(lever=("DEL",))


def activity(key, slug, lever, start="2019-06-01", **facts):
    row = {"activity": key, "partnership": slug, "title": key, "primary_lever": lever, "start_on": start}
    return row | {"state": "complete", "is_illustrative": True} | facts


def counted(*slugs):
    return {
        "partnerships": [partnership(slug) for slug in slugs],
        "statuses": [status(slug, "established", "2016-01-01") for slug in slugs],
    }


def secondary(*pairs):
    return [{"activity": key, "lever": lever} for key, lever in pairs]


PROGRAMME = make_programme(
    **counted("ash", "birch", "cedar"),
    activities=[
        activity("a1", "ash", "DEL", secondary_considered=True),
        activity("a2", "ash", "DEL", "2019-06-02", secondary_considered=False),
        activity("a3", "ash", "DEL", "2020-01-10", secondary_considered=True),
        activity("a4", "ash", "SYN", "2020-03-31"),
        activity("a5", "ash", "MOB", "2019-04-01", secondary_considered=True, is_illustrative=False),
        activity("b1", "birch", "DEL", "2019-09-30"),
        activity("b2", "birch", "DEL", "2019-10-01", state="cancelled"),
        activity("b3", "birch", "MOB", "2019-03-31"),
        activity("b4", "birch", "SYN", "2020-04-01"),
    ],
    activity_levers=secondary(("a1", "MOB"), ("a1", "SYN"), ("a3", "MOB"), ("a3", "DEL"), ("b2", "SYN")),
)


def test_the_mix_counts_primary_levers_of_activities_begun_in_the_period():
    value = rounded(levers.lever_mix(Question(PROGRAMME, Filters())))
    assert (value.value, value.numerator, value.denominator, value.n) == (66.7, 4, 6, 6)
    assert value.rating == "unrated"
    assert value.note == (
        "Synergising 1 (17\u00a0%), Mobilising and influencing 1 (17\u00a0%) and Delivering 4 (67\u00a0%). "
        "6 activities by primary lever, 1 April 2019 to 31 March 2020. Each share is rounded, so they add up to "
        "101\u00a0%. 95\u00a0% interval: 30 to 90\u00a0%."
    )


def test_of_several_levers_the_mix_is_among_these_and_one_alone_has_none():
    value = levers.lever_mix(Question(PROGRAMME, replace(DELIVERING, lever=("DEL", "SYN"))))
    assert (value.value, value.numerator, value.denominator) == (80.0, 4, 5)
    alone = levers.lever_mix(Question(PROGRAMME, DELIVERING))
    assert (alone.value, alone.numerator, alone.denominator, alone.n) == (None, None, None, 4)
    assert alone.note == "4 activities, 1 April 2019 to 31 March 2020; one lever alone has no mix."


def test_a_period_without_activities_is_too_few_to_report():
    quiet = Filters(as_at=date(2018, 3, 31))
    for indicator in levers.INDICATORS:
        value = indicator.compute(Question(PROGRAMME, quiet))
        assert (value.value, value.n) == (None, 0)
        assert value.note.startswith("Too few to report:")


def test_nothing_is_said_of_levers_that_nobody_published():
    programme = make_programme(**counted("ash"), activities=[activity("a1", "ash", "DEL")])
    for indicator in levers.INDICATORS:
        value = indicator.compute(Question(programme, Filters(illustrative=False)))
        assert (value.value, value.denominator) == (None, None)
        assert value.note == (
            "Not published: no source gives the activities of partnerships. "
            "Such data come with the partnerships’ returns: load these on the page Data to see this."
        )


def test_balance_weighs_primary_levers_one_and_secondary_ones_a_half():
    frame = levers.balance(Question(PROGRAMME, Filters())).set_index("partnership")
    assert frame.index.to_list() == ["ash", "birch"]
    ash = frame.loc["ash"]
    assert ash[["SYN", "MOB", "DEL"]].to_list() == [1.5, 2.0, 3.0]
    shares = [1.5 / 6.5, 2 / 6.5, 3 / 6.5]
    assert ash[["share_SYN", "share_MOB", "share_DEL"]].to_list() == pytest.approx(shares)
    assert ash["balance"] == pytest.approx(-sum(share * log(share) for share in shares) / log(3))
    assert (ash["activities"], ash["is_reported"], ash["is_illustrative"]) == (5, True, True)


def test_fewer_than_five_activities_have_weights_but_no_balance():
    birch = levers.balance(Question(PROGRAMME, Filters())).set_index("partnership").loc["birch"]
    assert (birch["DEL"], birch["activities"], birch["is_reported"]) == (1.0, 1, False)
    assert birch[["share_SYN", "share_MOB", "share_DEL", "balance"]].isna().all()


def test_the_balance_of_all_is_the_median_of_those_with_enough():
    value = rounded(levers.lever_balance(Question(PROGRAMME, Filters())))
    assert (value.value, value.numerator, value.denominator, value.n) == (0.96, 1, 2, 1)
    assert value.note.startswith("Median of 1 partnership with at least 5 activities. 1 other had fewer.")


def test_one_lever_alone_has_no_balance_and_all_alike_have_full_balance():
    alone = [activity(f"d{n}", "alone", "DEL") for n in range(5)]
    alike = [activity(f"{lever}{n}", "alike", lever) for lever in ("SYN", "MOB", "DEL") for n in range(2)]
    programme = make_programme(**counted("alone", "alike"), activities=[*alone, *alike])
    frame = levers.balance(Question(programme, Filters())).set_index("name")
    assert frame["balance"].to_dict() == pytest.approx({"Alike": 1.0, "Alone": 0.0})


def test_a_filter_by_lever_chooses_partnerships_for_the_balance_and_not_activities():
    everyone = levers.balance(Question(PROGRAMME, Filters()))
    assert levers.balance(Question(PROGRAMME, DELIVERING)).equals(everyone)
    only_ash = levers.balance(Question(PROGRAMME, Filters(lever=("SYN",))))
    assert only_ash["activities"].to_list() == [5]


def test_all_levers_counts_counted_partnerships_with_any_activity_in_twelve_months():
    value = levers.all_levers(Question(PROGRAMME, Filters()))
    assert (value.value, value.numerator, value.denominator) == (None, 1, 2)
    assert value.note == (
        "Too few to report: 2 counted partnerships with an activity on record in twelve months. "
        "No activity in these months is on record of 1 other."
    )


@pytest.mark.parametrize("asked", [Filters(since=date(2014, 1, 1)), DELIVERING])
def test_neither_a_longer_period_nor_a_lever_changes_which_levers_were_pulled(asked):
    question = Question(PROGRAMME, asked)
    assert levers.pulled(question).tolist() == [[1, 1, 3], [0, 0, 1], [0, 0, 0]]
    value = levers.all_levers(question)
    assert (value.numerator, value.denominator) == (1, 2)


def test_considered_keeps_no_apart_from_nobody_said():
    value = levers.lever_considered(Question(PROGRAMME, Filters()))
    assert (value.value, value.numerator, value.denominator) == (50.0, 3, 6)
    assert value.note.startswith("Considered for 3 of 6 activities, not for 1; of 2 nobody said.")


def test_where_nobody_said_of_any_activity_that_is_not_known():
    programme = make_programme(**counted("ash"), activities=[activity("a1", "ash", "DEL")])
    value = levers.lever_considered(Question(programme, Filters()))
    assert (value.value, value.n) == (None, 1)
    assert value.note == (
        "Too few to report: of 1 activity nobody said whether, 1 April 2019 to 31 March 2020."
    )


def test_the_mix_over_time_has_every_lever_in_every_quarter_from_the_first_activity():
    frame = levers.over_time(Question(PROGRAMME, Filters()))
    assert frame["quarter"].dt.date.unique().tolist() == [
        date(2019, 3, 31),
        date(2019, 6, 30),
        date(2019, 9, 30),
        date(2019, 12, 31),
        date(2020, 3, 31),
    ]
    assert frame.groupby("quarter")["activities"].agg(list).to_list() == [
        [0, 1, 0],
        [0, 1, 2],
        [0, 0, 1],
        [0, 0, 0],
        [1, 0, 1],
    ]
    assert frame["lever"].to_list() == ["SYN", "MOB", "DEL"] * 5
    assert frame["share"].isna().sum() == 3


def test_the_mix_over_time_can_count_secondary_levers_as_a_half():
    weighted = levers.over_time(Question(PROGRAMME, Filters()), method="weighted")
    assert weighted["activities"].to_list()[3:6] == [0.5, 1.5, 2.0]
    assert weighted["share"].to_list()[3:6] == [0.125, 0.375, 0.5]
    assert levers.over_time(Question(PROGRAMME, Filters(method="weighted"))).equals(weighted)


def test_considered_over_time_has_its_quarters_too():
    frame = levers.considered_over_time(Question(PROGRAMME, Filters(since=date(2019, 4, 1))))
    columns = ["considered", "not_considered", "unknown", "activities"]
    assert frame[columns].to_numpy().tolist() == [[2, 1, 0, 3], [0, 0, 1, 1], [0, 0, 0, 0], [1, 0, 1, 2]]
    assert frame["share"].to_list()[:2] == pytest.approx([2 / 3, 0.0])


TAGGED = make_programme(
    **counted("ash"),
    activities=[
        activity("syn", "ash", "SYN"),
        activity("both", "ash", "SYN"),
        activity("mob", "ash", "MOB"),
        activity("del", "ash", "DEL"),
        activity("old", "ash", "DEL", "2016-01-01"),
    ],
    activity_levers=secondary(("both", "MOB"), ("del", "MOB")),
    activity_approaches=[
        ("syn", "mapping"),
        ("both", "developing_activity"),
        ("mob", "developing_activity"),
        ("del", "developing_activity"),
        ("del", "direct_delivery"),
        ("old", "direct_delivery"),
    ],
    activity_agendas=[("mob", "police"), ("mob", "crime"), ("del", "police")],
)


def test_an_approach_counts_once_an_activity_under_its_own_lever():
    frame = activities.approaches(Question(TAGGED, Filters()))
    assert len(frame) == 14
    taken = frame[frame["activities"] > 0].set_index(["lever", "approach"])["activities"].to_dict()
    assert taken == {
        ("SYN", "developing_activity"): 1,
        ("SYN", "mapping"): 1,
        ("MOB", "developing_activity"): 2,
        ("DEL", "direct_delivery"): 1,
    }
    assert frame.groupby("lever")["ours"].all().to_dict() == {"DEL": True, "MOB": False, "SYN": False}


def test_an_activity_can_be_on_several_agendas():
    frame = activities.agendas(Question(TAGGED, Filters())).set_index("agenda")["activities"]
    assert (len(frame), frame["police"], frame["crime"], frame["mental_health"]) == (6, 2, 1, 0)
    assert activities.agendas(Question(TAGGED, DELIVERING))["activities"].sum() == 1


@pytest.mark.parametrize("frame_of", [levers.over_time, levers.balance])
def test_with_illustrative_rows_hidden_only_what_was_returned_is_there(frame_of):
    frame = frame_of(Question(PROGRAMME, Filters(illustrative=False)))
    if "is_illustrative" in frame:
        assert frame["is_illustrative"].to_list() == [False]
    assert frame["MOB" if "MOB" in frame else "activities"].sum() == 1


def test_with_illustrative_rows_hidden_no_other_lever_was_pulled():
    hidden = Question(PROGRAMME, Filters(illustrative=False))
    assert levers.pulled(hidden).tolist() == [[0, 1, 0], [0, 0, 0], [0, 0, 0]]


LEVER = st.sampled_from(list(LEVERS))
HELD = st.tuples(
    st.sampled_from(["ash", "birch"]), LEVER, st.sets(LEVER), st.dates(date(2019, 4, 1), date(2020, 3, 31))
)


@settings(max_examples=25)
@given(st.lists(HELD, min_size=1, max_size=20), st.sampled_from(["primary", "weighted"]))
def test_the_parts_of_every_mix_add_up(held, method):
    rows = [activity(f"a{n}", slug, lever, start) for n, (slug, lever, _, start) in enumerate(held)]
    pairs = [(f"a{n}", lever) for n, (_, _, others, _) in enumerate(held) for lever in others]
    programme = make_programme(**counted("ash", "birch"), activities=rows, activity_levers=secondary(*pairs))
    quarters = levers.over_time(Question(programme, Filters()), method=method).groupby("quarter")
    assert quarters["share"].sum(min_count=1).dropna().to_list() == pytest.approx([1.0] * _busy(quarters))
    assert levers.over_time(Question(programme, Filters()))["activities"].sum() == len(held)
    frame = levers.balance(Question(programme, Filters()))
    assert frame["activities"].sum() == levers.lever_mix(Question(programme, Filters())).n == len(held)
    assert frame["balance"].dropna().between(0, 1 + 1e-9).all()


def _busy(quarters):
    return int((quarters["activities"].sum() > 0).sum())
