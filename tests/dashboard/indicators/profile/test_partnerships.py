from datetime import date

import pandas as pd
import pytest
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.profile import partnerships
from dashboard.question import Question

PROGRAMME = make_programme(
    partnerships=[
        partnership("camden", name="The Camden One", pilot=True, scale="local_authority"),
        partnership("barnsley", bridge="ive", is_illustrative=True),
    ],
    statuses=[status("camden", "established", "2016-06-13")],
    partnership_areas=[area("camden", "E09000007"), area("camden", "E09000003", "part")],
    organisations=[
        ("hall", "Hall", "cultural_organisation"),
        ("clinic", "Clinic", "health"),
        ("nursery", "Nursery", "early_years"),
        ("school", "School", "school"),
    ],
    memberships=[
        ("camden", "hall", "chair", "2016-01-01", None),
        ("camden", "clinic", "member", "2016-01-01", None),
        ("camden", "nursery", "member", "2016-01-01", "2019-01-01"),
        ("camden", "school", "member", "2018-01-01", None),
        ("barnsley", "clinic", "member", "2019-01-01", "2020-01-01"),
    ],
    meetings=[
        {"meeting": "m1", "partnership": "camden", "held_on": "2019-01-01", "state": "held"},
        {"meeting": "m2", "partnership": "camden", "held_on": "2020-02-01", "state": "cancelled"},
        {"meeting": "m3", "partnership": "camden", "held_on": "2021-02-01", "state": "held"},
    ],
    returns=[
        ("camden", "2019-12-31", "2020-01-31", "2020-02-02"),
        ("camden", "2019-09-30", "2019-10-31", None),
    ],
)


def rows(filters=Filters()):  # noqa: B008 - frozen
    return partnerships.table(Question(PROGRAMME, filters)).set_index("partnership")


def test_a_row_says_who_a_partnership_is_and_where():
    camden = rows().loc["camden"]
    assert camden[["name", "status", "region", "ace_area", "bridge"]].tolist() == [
        "The Camden One",
        "Established",
        "London",
        "London",
        "A New Direction",
    ]
    assert camden[["areas", "area_names", "scale", "pilot"]].tolist() == [
        2,
        "Barnet; Camden",
        "One local authority",
        True,
    ]


def test_a_partnership_without_a_status_in_view_is_said_so():
    assert rows().loc["barnsley", "status"] == "Exists, date or status not published"
    assert rows().loc["barnsley", "illustrative"]


def test_core_groups_are_those_with_a_current_member():
    assert rows()["core_groups"].to_dict() == {"barnsley": 0.0, "camden": 2.0}
    assert rows(Filters(as_at=date(2017, 1, 1)))["core_groups"]["camden"] == 2.0


def test_core_groups_are_unknown_until_a_member_is_known():
    assert pd.isna(rows(Filters(as_at=date(2018, 1, 1)))["core_groups"]["barnsley"])


def test_the_last_meeting_is_one_that_was_held_by_then():
    assert rows().loc["camden", "last_meeting"] == pd.Timestamp("2019-01-01")
    assert rows(Filters(as_at=date(2021, 3, 31))).loc["camden", "last_meeting"] == pd.Timestamp("2021-02-01")
    assert pd.isna(rows().loc["barnsley", "last_meeting"])


def test_the_last_return_is_the_last_received():
    assert rows().loc["camden", "last_return"] == pd.Timestamp("2020-02-02")
    assert pd.isna(rows(Filters(as_at=date(2020, 2, 1))).loc["camden", "last_return"])


def test_rows_come_by_name_and_follow_the_filters():
    assert rows().index.tolist() == ["barnsley", "camden"]
    assert rows(Filters(region=("E12000007",))).index.tolist() == ["camden"]


def test_a_slug_the_store_has_is_itself():
    assert partnerships.slug_of(PROGRAMME, "camden") == "camden"


def test_an_unknown_slug_is_answered_with_what_comes_near():
    with pytest.raises(
        partnerships.UnknownPartnership, match=r"called “camdem”\. Did you mean camden"
    ) as raised:
        partnerships.slug_of(PROGRAMME, "camdem")
    assert raised.value.suggestions == ("camden",)
    assert isinstance(raised.value, LookupError)


def test_a_name_is_understood_as_a_near_slug():
    with pytest.raises(partnerships.UnknownPartnership) as raised:
        partnerships.slug_of(PROGRAMME, "The Camden 1")
    assert raised.value.suggestions == ("camden",)


def test_a_slug_like_nothing_gets_no_suggestions():
    with pytest.raises(partnerships.UnknownPartnership, match=r"is called “zzzz”\.$"):
        partnerships.slug_of(PROGRAMME, "zzzz")
