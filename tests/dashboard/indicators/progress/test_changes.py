"""What changed since a date: every kind of change, the newest first."""

from datetime import date

import pandas as pd
import pytest
from factories import make_programme, partnership, status
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.indicators.progress import changes
from dashboard.question import Question

SINCE = date(2019, 12, 31)
PROGRAMME = make_programme(
    partnerships=[partnership("camden"), partnership("barnet"), partnership("sheffield", bridge="ive")],
    statuses=[
        status("camden", "emerging", "2018-01-01", "2020-01-31"),
        status("camden", "established", "2020-01-31", precision="month"),
        status("barnet", "prospective", "2020-02-10", is_illustrative=True),
        status("sheffield", "established", "2019-12-31"),
    ],
    organisations=[("hall", "Hall", "cultural_organisation"), ("clinic", "Clinic", "health")],
    memberships=[
        ("camden", "hall", "member", "2019-01-01", "2020-02-01"),
        ("camden", "hall", "chair", "2020-01-15", None),
        ("camden", "clinic", "member", "2019-01-01", "2020-03-31"),
        ("barnet", "hall", "member", "2020-02-10", None, True),
        ("barnet", "clinic", "member", "2020-04-01", None),
        ("sheffield", "clinic", "member", "2019-12-31", "2020-04-01"),
    ],
    returns=[
        ("camden", "2019-12-31", "2020-01-30", "2020-01-31"),
        ("barnet", "2019-12-31", "2020-01-30", "2020-01-30", True),
        ("sheffield", "2019-12-31", "2020-01-30", "2020-04-01"),
        ("sheffield", "2019-09-30", "2019-10-30", None),
    ],
)


def changed(filters=Filters(), since=SINCE):  # noqa: B008 - frozen
    return changes.changes(Question(PROGRAMME, filters), since=since)


def test_every_change_is_told_newest_first():
    frame = changed()
    told = frame[["date", "name", "kind", "what"]].itertuples(index=False, name=None)
    assert [(f"{day:%Y-%m-%d}", *rest) for day, *rest in told] == [
        ("2020-03-31", "Camden", "left", "Clinic (Health) left."),
        ("2020-02-10", "Barnet", "new", "Became a prospective place."),
        ("2020-02-10", "Barnet", "joined", "Hall (Cultural organisation) joined."),
        ("2020-01-31", "Camden", "status", "Became established."),
        ("2020-01-31", "Camden", "return", "Return for October to December 2019 arrived, 1 day late."),
        ("2020-01-30", "Barnet", "return", "Return for October to December 2019 arrived, on time."),
    ]
    assert frame["precision"].tolist() == ["day", "day", "day", "month", "day", "day"]


def test_illustrative_changes_are_marked():
    assert changed()["is_illustrative"].tolist() == [False, True, True, False, False, True]


def test_a_new_role_is_no_new_member_and_its_end_no_leaving():
    camden = changed()
    assert "Hall" not in " ".join(camden.loc[camden["partnership"] == "camden", "what"])


def test_what_happened_on_the_day_itself_or_after_the_as_at_date_is_left_out():
    assert changed(Filters(bridge=("ive",))).empty
    assert len(changed(Filters(bridge=("ive",)), since=date(2019, 12, 30))) == 2
    assert changed(Filters(as_at=date(2020, 1, 30)))["date"].tolist() == [pd.Timestamp("2020-01-30")]


def test_nothing_changes_in_no_time():
    assert changed(since=date(2020, 3, 31)).empty
    assert changed(since=date(2021, 1, 1)).empty


@pytest.mark.parametrize("illustrative", [True, False])
def test_the_kinds_have_labels_and_the_columns_their_types(demo_programme, illustrative):
    frame = changes.changes(
        Question(demo_programme, Filters(illustrative=illustrative)), since=date(2018, 1, 1)
    )
    assert set(frame["kind"]) <= set(changes.KINDS)
    assert frame["date"].dtype == "datetime64[us]"
    assert frame["is_illustrative"].dtype == bool
    assert frame["date"].is_monotonic_decreasing
    assert illustrative or not frame["is_illustrative"].any()


DAYS = st.dates(date(2015, 1, 1), date(2020, 3, 31))


@settings(max_examples=10)
@given(st.tuples(DAYS, DAYS, DAYS).map(sorted))
def test_changes_of_two_stretches_are_those_of_both_together(demo_programme, days):
    start, middle, end = days
    whole = changes.changes(Question(demo_programme, Filters(as_at=end)), since=start)
    parts = [
        changes.changes(Question(demo_programme, Filters(as_at=middle)), since=start),
        changes.changes(Question(demo_programme, Filters(as_at=end)), since=middle),
    ]
    assert len(whole) == sum(map(len, parts))


def test_a_source_that_says_what_held_by_its_day_is_no_change_of_that_day():
    programme = make_programme(
        partnerships=[partnership("a")],
        statuses=[
            status("a", "existing", "2020-01-10", "2020-02-14", begins="by"),
            status("a", "established", "2020-02-14", begins="by"),
        ],
    )
    frame = changes.status_changes(Question(programme, Filters(as_at=date(2020, 3, 31))))

    assert frame["what"].tolist() == [
        "is established by this date; since when is not published",
        "is named by a source",
    ]
