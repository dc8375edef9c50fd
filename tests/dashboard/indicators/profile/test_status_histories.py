"""How statuses followed one another, worked out by hand."""

from datetime import date

import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.profile import profile
from dashboard.indicators.profile.partnerships import UnknownPartnership
from dashboard.question import Question

PROGRAMME = make_programme(
    partnerships=[partnership("bath"), partnership("york"), partnership("hull")],
    statuses=[
        status("bath", "emerging", "2016-01-01", "2017-01-01"),
        status("bath", "established", "2017-01-01"),
        status("york", "established", "2015-06-01", "2019-06-01"),
        status("york", "closed", "2019-06-01"),
        status("hull", "established", None, precision="not_published"),
    ],
)
FILTERS = Filters(as_at=date(2018, 12, 31))


def rows(frame):
    return [
        (row["status"], f"{row['from_date']:%Y-%m-%d}", f"{row['until']:%Y-%m-%d}")
        for row in frame.to_dict("records")
    ]


def test_spells_follow_one_another_and_end_at_the_as_at_date():
    assert rows(profile.status_history(Question(PROGRAMME, FILTERS, path_partnership="bath"))) == [
        ("Emerging", "2016-01-01", "2017-01-01"),
        ("Established", "2017-01-01", "2018-12-31"),
    ]


def test_what_is_dated_later_is_not_known_yet():
    assert rows(profile.status_history(Question(PROGRAMME, FILTERS, path_partnership="york"))) == [
        ("Established", "2015-06-01", "2018-12-31")
    ]


def test_a_status_without_a_date_has_no_spell():
    assert rows(profile.status_history(Question(PROGRAMME, FILTERS, path_partnership="hull"))) == []


def test_several_stand_in_the_order_asked_for():
    frame = profile.status_histories(Question(PROGRAMME, FILTERS), {"york": "York", "bath": "Bath"})
    assert list(frame["name"]) == ["York", "Bath", "Bath"]
    assert list(frame["partnership"]) == ["york", "bath", "bath"]


def test_of_nobody_there_is_nothing():
    assert profile.status_histories(Question(PROGRAMME, FILTERS), {}).empty


def test_one_that_is_not_there_is_said():
    with pytest.raises(UnknownPartnership):
        profile.status_histories(Question(PROGRAMME, FILTERS), {"leeds": "Leeds"})
