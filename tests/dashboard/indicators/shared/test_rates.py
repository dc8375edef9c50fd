import numpy as np
import pytest

from dashboard.indicators.shared.rates import newcombe, rated, share_of, wilson
from dashboard.indicators.shared.values import percentage

PUBLISHED = [(81, 263, 25.5, 36.6), (15, 148, 6.2, 16.0), (0, 20, 0.0, 16.1), (1, 29, 0.6, 17.2)]
"""Part, whole, low and high (%) as Newcombe (1998), Two-sided confidence intervals for the single proportion, prints
them for Wilson's interval without continuity correction."""


@pytest.mark.parametrize(("part", "whole", "low", "high"), PUBLISHED)
def test_the_interval_is_that_of_the_published_examples(part, whole, low, high):
    ends = [100 * float(end[0]) for end in wilson(np.array([part]), np.array([whole]))]
    assert [round(end, 1) for end in ends] == [low, high]


def test_both_ends_solve_the_equation_that_defines_them():
    part, whole = np.arange(0, 41), np.full(41, 40)
    for end in wilson(part, whole):
        distance = (part / whole - end) ** 2
        assert np.allclose(distance, 1.959963984540054**2 * end * (1 - end) / whole)


def test_below_five_cases_there_is_no_share_and_no_interval():
    part, whole = np.array([0, 4, 5]), np.array([0, 4, 5])
    for ends in (share_of(part, whole), *wilson(part, whole)):
        assert np.isnan(ends).tolist() == [True, True, False]


def test_a_value_below_five_says_so_and_keeps_what_it_was_made_of():
    few = percentage("returns", 3, 4, note="3 of 4 came", noun="return", which=" due", also="One is late")
    assert (few.value, few.low, few.high, few.rating) == (None, None, None, "unrated")
    assert (few.numerator, few.denominator, few.n) == (3, 4, 4)
    assert few.note == "Too few to report: 4 returns due. One is late."


def test_a_value_of_five_has_its_interval_beside_it():
    value = percentage("returns", 3, 5, note="3 of 5 came", also="One is late")
    assert (value.value, value.low, value.high) == pytest.approx((60.0, 23.1, 88.2), abs=0.05)
    assert value.note == "3 of 5 came. 95\u00a0% interval: 23 to 88\u00a0%. One is late."


def test_the_bounds_of_a_definition_stand_for_the_interval():
    value = percentage("area_coverage", 3, 6, note="3 of 6", bounds=(16.7, 50.0))
    assert (value.low, value.high) == (16.7, 50.0)
    assert "95\u00a0% interval: 19 to 81\u00a0%." in value.note


@pytest.mark.parametrize(
    ("part", "whole", "rating"),
    [(9, 9, "unrated"), (10, 10, "green"), (8, 10, "green"), (7, 10, "amber"), (5, 10, "red")],
)
def test_ten_cases_are_needed_to_be_rated(part, whole, rating):
    assert rated(part, whole, green=80, amber=60) == rating


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090), ((10, 10, 0, 20), 0.6791, 1.0)],
)
def test_a_difference_of_shares_has_the_interval_that_newcombe_printed(counts, low, high):
    assert newcombe(*counts) == pytest.approx((low, high), abs=5e-5)
