from datetime import date

import pandas as pd
import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.progress import proof
from dashboard.question import Question


def aiming(target, *rows, published=()):
    """A programme with these statuses and the target, and national counts (day, number)."""
    slugs = dict.fromkeys(row["partnership"] for row in rows)
    return make_programme(
        partnerships=[partnership(slug) for slug in slugs],
        statuses=rows,
        targets=[("established", target, "2020-12-31", "2015-10-14", True, "announcement")],
        published_counts=[(day, "day", number, "so many", "stock", "a page") for day, number in published],
    )


def asked(programme, **filters):
    return Question(programme, Filters(**filters))


def test_a_count_lies_between_what_is_proved_and_what_may_be():
    programme = aiming(
        9.0,
        status("dated", "established", "2016-06-30"),
        status("year", "established", "2017-12-31", precision="year"),
        status("undated", "established", None),
        status("named", "existing", "2019-01-01", begins="by"),
        status("emerging", "emerging", "2016-01-01"),
        status("made-up", "established", "2016-01-01", is_illustrative=True),
    )
    days = [pd.Timestamp(day) for day in ("2016-12-31", "2017-01-01", "2017-12-31")]
    found = proof.bounds(asked(programme), days)
    assert found.low.tolist() == [1, 1, 2]
    # Of "made-up" nothing is published but that it is there.
    assert found.high.tolist() == [4, 5, 5]
    assert proof.now(asked(programme, existing=True)) == (3, 5)
    assert proof.now(asked(programme, emerging=True)) == (3, 6)


def test_members_that_nobody_publishes_rule_nobody_out():
    programme = aiming(9.0, status("dated", "established", "2016-06-30"))
    assert proof.now(asked(programme, sector=("school",))) == (0, 1)


@pytest.mark.parametrize(
    ("target", "published", "verdict"),
    [
        (2.0, [], "proved"),
        (3.0, [], "not_proved"),
        (4.0, [], "not_proved"),
        (4.0, [("2020-06-30", 4.0)], "not_proved"),
        (4.0, [("2020-06-30", 3.0)], "disproved"),
    ],
    ids=["low is enough", "high is enough", "nothing published", "three of four held", "all held"],
)
def test_what_is_proved(target, published, verdict):
    rows = [
        status("one", "established", "2016-01-01"),
        status("two", "delivering", "2016-01-01"),
        status("undated", "established", None),
    ]
    assert proof.verdict(asked(aiming(target, *rows, published=published))) == verdict


def test_a_part_of_england_has_no_verdict_and_so_has_the_time_before_the_target():
    programme = aiming(1.0, status("one", "established", "2014-01-01"))
    assert proof.verdict(asked(programme, bridge=("ive",))) is None
    assert proof.verdict(asked(programme, as_at=date(2015, 10, 13))) is None


def test_a_day_on_which_the_target_was_met_is_stated_if_every_reading_gives_it():
    programme = aiming(
        2.0, status("a", "established", "2014-01-01"), status("b", "established", "2017-06-30")
    )
    assert proof.crossing(asked(programme)) == ("on 30 June 2017", True)
    assert proof.crossing_said(asked(programme)) == "2 were reached on 30 June 2017"


def test_a_date_known_to_the_year_is_that_year_and_not_its_last_day():
    programme = aiming(
        2.0,
        status("a", "established", "2014-12-31", precision="year"),
        status("b", "established", "2017-12-31", precision="year"),
    )
    assert proof.crossing(asked(programme)) == ("in 2017", True)


def test_readings_that_differ_give_a_range():
    programme = aiming(
        2.0,
        status("a", "established", "2014-01-01"),
        status("b", "established", "2016-12-31", precision="year"),
        status("c", "established", "2018-09-30", begins="by"),
        status("c", "emerging", "2016-03-31", "2018-09-30"),
    )
    assert proof.crossing(asked(programme)) == ("in 2016", True)
    later = aiming(
        2.0,
        status("a", "established", "2014-01-01"),
        status("c", "emerging", "2016-03-31", "2018-09-30"),
        status("c", "established", "2018-09-30", begins="by"),
    )
    assert proof.crossing(asked(later)) == ("between 1 April 2016 and 30 September 2018", True)


def test_one_that_may_always_have_been_leaves_only_the_latest_day():
    programme = aiming(
        2.0,
        status("a", "established", None),
        status("b", "established", "2014-01-01"),
        status("b", "established", "2014-01-01"),
        status("c", "established", "2018-09-30", begins="by"),
    )
    assert proof.crossing(asked(programme)) == ("by 30 September 2018", True)


def test_what_was_met_and_is_not_proved_any_more_is_said_so():
    programme = aiming(
        1.0, status("a", "established", "2016-01-01", "2018-01-01"), status("a", "closed", "2018-01-01")
    )
    assert proof.crossing_said(asked(programme)) == "1 was reached on 1 January 2016, and is not proved now"


def test_illustrative_rows_never_reach_a_target():
    programme = aiming(1.0, status("a", "established", "2016-01-01", is_illustrative=True))
    assert proof.crossing(asked(programme)) is None
    assert proof.said(asked(programme)) == (
        "Not proved: no partnership proved, up to 1 possible, of at least 1 by 31 December 2020"
    )


def test_a_filter_by_status_leaves_open_only_what_may_have_it(demo_programme):
    every = Question(demo_programme, Filters())
    low, high = proof.now(every)
    assert proof.now(every.with_filters(status=("closed",))) == (0, 0)
    assert proof.now(every.with_filters(status=("emerging",))) == (0, 0)
    parts = [proof.now(every.with_filters(status=(name,))) for name in ("established", "delivering")]
    assert sum(part[0] for part in parts) == low
    both = every.with_filters(status=("established", "delivering"))
    assert proof.now(both) == (low, high)
