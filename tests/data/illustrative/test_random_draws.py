from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.illustrative.random_draws import Draws

WEEKDAYS = 5


def five(draws):
    return [draws.between(0, 1) for _ in range(5)]


def test_the_same_seed_and_names_give_the_same_draws():
    assert five(Draws(1, "reading-cep", "members")) == five(Draws(1, "reading-cep", "members"))


@pytest.mark.parametrize("other", [(2, "reading-cep"), (1, "slough-cep"), (1, "reading-cep", "members")])
def test_another_seed_or_name_gives_other_draws(other):
    assert five(Draws(*other)) != five(Draws(1, "reading-cep"))


@given(st.integers(0, 10**6), st.integers(-5, 5), st.integers(0, 5))
def test_a_whole_number_lies_within_its_bounds(seed, low, more):
    assert low <= Draws(seed).whole(low, low + more) <= low + more


@given(st.integers(0, 10**6), st.dates(), st.dates())
def test_a_day_lies_within_its_bounds(seed, first, last):
    assert first <= Draws(seed).day(first, last) <= max(first, last)


@given(st.integers(0, 10**6))
def test_people_meet_from_monday_to_friday(seed):
    assert Draws(seed).weekday(date(2018, 1, 1), date(2018, 12, 31)).weekday() < WEEKDAYS


def test_what_has_no_weight_is_never_picked():
    draws = Draws(1)

    assert {draws.pick({"always": 1, "never": 0}) for _ in range(100)} == {"always"}


def test_some_are_different_ones_in_their_own_order():
    assert Draws(1).some("abc", 5) == ["a", "b", "c"]
    assert sorted(picked := Draws(1).some("abcdef", 3)) == picked
