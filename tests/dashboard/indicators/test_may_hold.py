"""What a partnership may have been on a day, from statuses that are dated loosely or not at all."""

import pandas as pd
import pytest

from dashboard.indicators.shared import possible, statuses
from tests.factories import make_programme

COUNTED = ("established", "delivering")


def may(rows, *days):
    programme = make_programme(partnerships=[{"partnership": "a", "name": "A"}], statuses=rows)
    dates = tuple(pd.Timestamp(day) for day in days)
    return possible.may_hold(programme, COUNTED, dates)[0].tolist()


def status(name, day, precision="day", **more):
    return {"partnership": "a", "status": name, "from_date": day, "precision": precision, **more}


def now(rows, day):
    programme = make_programme(partnerships=[{"partnership": "a", "name": "A"}], statuses=rows)
    line = statuses.timeline(programme)
    (index,) = line.named(line.at([pd.Timestamp(day)]))[:, 0]
    return statuses.NAMES[index] if index >= 0 else None


def test_what_is_dated_to_a_year_may_have_held_from_its_first_day():
    rows = [status("established", "2016-12-31", "year")]

    assert may(rows, "2015-12-31", "2016-01-01", "2016-12-30", "2017-01-01") == [False, True, True, True]
    assert now(rows, "2016-12-30") is None
    assert now(rows, "2016-12-31") == "established"


@pytest.mark.parametrize(
    ("precision", "first", "before"),
    [
        ("month", "2017-09-01", "2017-08-31"),
        ("quarter", "2017-07-01", "2017-06-30"),
        ("day", "2017-09-30", "2017-09-29"),
    ],
)
def test_a_period_begins_with_its_first_day(precision, first, before):
    assert may([status("established", "2017-09-30", precision)], before, first) == [False, True]


def test_what_held_by_a_day_may_have_held_before_but_not_while_it_was_emerging():
    rows = [status("emerging", "2016-09-30", "month"), status("established", "2019-05-20", begins="by")]

    assert may(rows, "2016-01-01", "2016-09-30", "2016-10-01", "2019-05-20") == [False, False, True, True]
    assert now(rows, "2019-05-19") == "emerging"


def test_what_nobody_dated_may_always_have_held_and_is_never_proved():
    rows = [status("established", None, "not_published")]

    assert may(rows, "2013-01-01", "2024-01-01") == [True, True]
    assert now(rows, "2024-01-01") is None


def test_a_partnership_that_is_only_known_to_exist_may_be_established():
    rows = [status("existing", "2021-03-10", begins="by")]

    assert may(rows, "2020-12-31", "2022-01-01") == [True, True]
    assert now(rows, "2022-01-01") == "existing"


def test_one_that_is_proved_to_be_emerging_may_not():
    assert may([status("emerging", "2018-03-31", "month")], "2018-04-01") == [False]


def test_later_evidence_that_it_exists_takes_the_place_of_an_earlier_stage_but_not_of_establishment():
    emerging, existing = status("emerging", "2016-09-30"), status("existing", "2023-03-07", begins="by")

    assert now([emerging, existing], "2024-01-01") == "existing"
    assert now([status("established", "2016-09-30"), existing], "2024-01-01") == "established"
    assert now([status("closed", "2016-09-30"), existing], "2024-01-01") == "closed"


def test_one_whose_establishment_is_dated_was_not_established_while_it_was_only_known_to_be_there():
    rows = [status("existing", "2016-03-22", begins="by"), status("established", "2016-09-30", "month")]

    assert may(rows, "2016-01-01", "2016-03-22", "2016-08-31", "2016-09-01") == [False, False, False, True]


def test_one_that_is_known_to_have_begun_may_not_be_established_before():
    rows = [status("existing", "2018-06-30", "month"), status("established", "2023-03-31", begins="by")]

    assert may(rows, "2018-05-31", "2018-06-01", "2020-12-31") == [False, True, True]
    assert may([rows[0], status("established", None, "not_published")], "2018-05-31", "2018-06-01") == [
        False,
        True,
    ]
