import pandas as pd
import pytest
from factories import make_programme, partnership, status

from dashboard.indicators.shared import possible, statuses
from dashboard.indicators.shared.periods import steps_back
from dashboard.indicators.shared.statuses import NAMES, NONE, timeline


def status_on(programme, day, position=0):
    line = timeline(programme)
    name = int(line.named(line.at([pd.Timestamp(day)]))[position, 0])
    return None if name == NONE else NAMES[name]


def one(*rows):
    return make_programme(partnerships=[partnership("camden")], statuses=list(rows))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2016-06-12", None),
        ("2016-06-13", "emerging"),
        ("2017-12-31", "emerging"),
        ("2018-01-01", "established"),
        ("2030-01-01", "established"),
    ],
)
def test_a_status_holds_from_its_first_day_until_the_day_before_the_next(day, found):
    programme = one(
        status("camden", "emerging", "2016-06-13", "2018-01-01"),
        status("camden", "established", "2018-01-01"),
    )
    assert status_on(programme, day) == found


def test_of_overlapping_statuses_the_one_that_began_last_holds_until_it_ends():
    programme = one(
        status("camden", "established", "2016-01-01"), status("camden", "dormant", "2018-01-01", "2019-01-01")
    )
    found = [status_on(programme, day) for day in ("2017-06-01", "2018-06-01", "2019-06-01")]
    assert found == ["established", "dormant", "established"]


def test_of_two_that_begin_together_the_real_one_holds():
    rows = [
        status("camden", "delivering", "2016-01-01"),
        status("camden", "emerging", "2016-01-01", is_illustrative=True),
    ]
    assert status_on(one(*rows), "2017-01-01") == "delivering"
    assert status_on(one(*reversed(rows)), "2017-01-01") == "delivering"


def test_a_status_that_nobody_dated_never_holds_but_is_known():
    programme = one(status("camden", "established", None))
    assert status_on(programme, "2020-03-31") is None
    day = (pd.Timestamp("2020-03-31"),)
    assert possible.may_hold(programme, ("established",), day).tolist() == [[True]]


def test_a_status_without_a_beginning_has_always_held_unless_its_date_is_unpublished():
    assert (
        status_on(one(status("camden", "established", None, precision="year")), "1990-01-01") == "established"
    )


def test_statuses_of_partnerships_nobody_knows_are_left_out():
    programme = one(status("atlantis", "established", "2016-01-01"))
    assert status_on(programme, "2020-01-01") is None


def test_each_partnership_keeps_its_own_line():
    programme = make_programme(
        partnerships=[partnership("camden"), partnership("none"), partnership("barnet")],
        statuses=[status("barnet", "emerging", "2016-01-01"), status("camden", "closed", "2015-01-01")],
    )
    found = [status_on(programme, "2020-01-01", position) for position in range(3)]
    assert found == ["closed", None, "emerging"]


def test_steps_back_from_the_end_of_a_month_stay_on_ends_of_months():
    dates = steps_back(pd.Timestamp("2020-06-30"), months=3, steps=2)
    assert list(dates) == [pd.Timestamp("2019-12-31"), pd.Timestamp("2020-03-31"), pd.Timestamp("2020-06-30")]
    assert steps_back(pd.Timestamp("2020-06-15"), months=12, steps=1)[0] == pd.Timestamp("2019-06-15")


def test_a_programme_without_statuses_has_a_line_of_none():
    assert timeline(make_programme(partnerships=[partnership("camden")])).rows.tolist() == [[statuses.NONE]]
