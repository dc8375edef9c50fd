from datetime import date

import pytest
from factories import make_programme, partnership, status

from dashboard.filters import USUAL, Filters
from dashboard.indicators import INDICATORS
from dashboard.indicators.shared import illustrative
from dashboard.indicators.shared.values import value_of
from dashboard.question import Question


def held(partnership_, on, made_up):
    return {
        "meeting": f"{partnership_}-{on}",
        "partnership": partnership_,
        "held_on": on,
        "state": "held",
        "is_illustrative": made_up,
    }


PROGRAMME = make_programme(
    partnerships=[
        partnership("camden", milestones_illustrative=True, first_meeting_on="2015-01-01"),
        partnership("barnet", milestones_illustrative=True),
        partnership("barnsley", bridge="ive"),
    ],
    statuses=[
        status("camden", "established", "2016-01-01", is_illustrative=True),
        status("barnet", "established", "2016-01-01"),
        status("barnsley", "emerging", "2016-01-01", is_illustrative=True),
    ],
    meetings=[
        held("camden", "2020-01-01", True),
        held("camden", "2018-01-01", True),
        held("barnet", "2020-01-01", False),
        held("barnet", "2020-02-01", False),
        held("barnet", "2021-02-01", True),
        held("barnsley", "2020-02-01", True),
    ],
    attendance=[
        {"meeting": "camden-2020-01-01", "organisation": "a", "state": "present", "is_illustrative": True},
        {"meeting": "barnet-2020-01-01", "organisation": "a", "state": "present", "is_illustrative": False},
    ],
    memberships=[
        {
            "partnership": "camden",
            "organisation": "a",
            "from_date": "2016-01-01",
            "to_date": "2019-01-01",
            "is_illustrative": True,
        },
        {"partnership": "camden", "organisation": "b", "from_date": "2016-01-01", "is_illustrative": False},
    ],
)


def share(*frames, **filters):
    return illustrative.share_of(Question(PROGRAMME, Filters(**filters)), frames)


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        (["counted"], 1 / 2),
        (["statuses"], 2 / 3),
        (["meetings"], 2 / 4),  # those of the window: two of four
        (["attendance"], 1 / 2),
        (["memberships"], 0),  # the illustrative one has ended
        (["partnerships"], 1 / 3),
        (["area_statistics"], 0),
        (["counted", "memberships"], 1 / 2),
        (["meetings", "statuses"], 2 / 3),
        ([], 0),
    ],
)
def test_the_share_is_that_of_the_rows_behind_and_of_several_frames_the_greatest(frames, expected):
    assert share(*frames) == pytest.approx(expected)


def test_the_rows_are_those_of_the_partnerships_asked_for():
    assert share("meetings", bridge=("ive",)) == 1
    assert share("meetings", region=("E12000001",)) == 0


def test_a_longer_window_has_more_rows():
    assert share("meetings", since=date(2017, 1, 1)) == 3 / 5


def test_nothing_is_illustrative_where_it_is_hidden():
    frames = ("counted", "statuses", "meetings", "memberships", "partnerships")
    assert share(*frames, illustrative=False) == 0


def test_a_tenth_is_not_labelled_and_more_is():
    assert illustrative.marked("In London", share=0.1) == "In London"
    assert illustrative.marked("In London", share=0.11) == "Illustrative, in London"
    assert illustrative.marked("", share=0.11) == "Illustrative"


def test_what_counts_partnerships_rests_on_their_statuses_too():
    assert illustrative.behind(USUAL, ("memberships",)) == ("counted", "memberships")
    assert illustrative.behind(f"{USUAL}; more", ("statuses",)) == ("counted",)
    assert illustrative.behind("meetings of all", ("meetings",)) == ("meetings",)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.key)
def test_every_indicator_says_how_much_of_it_is_illustrative(demo_programme, indicator):
    shown, hidden = (
        value_of(indicator, Question(demo_programme, Filters(illustrative=seen))) for seen in (True, False)
    )
    assert hidden.illustrative_share == 0
    assert "llustrative" not in hidden.note
    assert 0 <= shown.illustrative_share <= 1
    if shown.value is not None and shown.illustrative_share > 0.1:
        assert "Illustrative" in shown.note
