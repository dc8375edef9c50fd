from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.illustrative.calendar import Quarter, quarters, term, workday_after

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def test_the_quarters_of_a_span_are_those_that_hold_any_of_its_days():
    assert quarters(date(2019, 12, 31), date(2020, 1, 1)) == (
        Quarter(date(2019, 10, 1), date(2019, 12, 31)),
        Quarter(date(2020, 1, 1), date(2020, 3, 31)),
    )


@given(DAYS, DAYS)
def test_quarters_follow_one_another_without_a_gap(first, last):
    found = quarters(first, last)

    assert all(later.first == earlier.last + timedelta(days=1) for earlier, later in pairwise(found))
    assert not found or found[0].first <= first <= found[0].last
    assert not found or found[-1].first <= last <= found[-1].last


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2018, 1, 9), "spring 2018"), (date(2018, 5, 1), "summer 2018"), (date(2018, 9, 3), "autumn 2018")],
)
def test_a_day_lies_in_a_school_term(day, name):
    assert term(day) == name


@given(DAYS, st.floats(-60, 60))
def test_a_workday_is_no_weekend(day, months):
    assert workday_after(day, months).weekday() < 5
