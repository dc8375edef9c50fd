"""Generated rows obey the rules that real ones must: nothing after the end, nothing missing, nothing out of place."""

import pandas as pd
import pytest

from data.programme.programme import Programme
from data.taxonomy import ENDED_STATUSES, SUPPORT_TYPES
from geo.lookups import read_groupings

FIRST, LAST = pd.Timestamp(2014, 1, 1), pd.Timestamp(2020, 3, 31)


def of_activity(programme: Programme, name: str, column: str = "activity") -> "pd.Series[str]":
    owners = programme.activities.set_index("activity")["partnership"]
    return getattr(programme, name)[column].map(owners)


def ended(programme: Programme) -> "pd.Series[pd.Timestamp]":
    statuses = programme.statuses
    over = statuses[statuses["status"].isin(ENDED_STATUSES) & statuses["is_illustrative"]]
    return over.groupby("partnership")["from_date"].min()


def reporting(programme: Programme) -> set[str]:
    """The partnerships of which any return ever came."""
    return set(programme.returns.dropna(subset="received_on")["partnership"])


@pytest.mark.parametrize(
    ("frame", "column"),
    [
        ("memberships", "from_date"),
        ("meetings", "held_on"),
        ("activities", "start_on"),
        ("activities", "end_on"),
        ("actions", "agreed_on"),
        ("actions", "completed_on"),
        ("support", "support_on"),
    ],
)
def test_nothing_happens_once_a_partnership_has_ended(
    demo_programme: Programme, frame: str, column: str
) -> None:
    rows = getattr(demo_programme, frame)
    end = rows["partnership"].map(ended(demo_programme))

    assert end.notna().sum() >= 5
    assert not (rows[column] >= end).any()


def test_every_seat_is_left_by_the_day_on_which_a_partnership_ends(demo_programme: Programme) -> None:
    end = demo_programme.memberships["partnership"].map(ended(demo_programme))
    left = demo_programme.memberships["to_date"]

    assert (left[end.notna()] <= end[end.notna()]).all()


def test_no_action_of_a_partnership_that_ended_is_still_open(demo_programme: Programme) -> None:
    over = demo_programme.actions["partnership"].isin(ended(demo_programme).index)

    assert "open" not in set(demo_programme.actions.loc[over, "state"])


def test_a_return_is_due_for_every_quarter_from_the_first_meeting_to_the_end(
    demo_programme: Programme,
) -> None:
    returns = demo_programme.returns
    met = demo_programme.partnerships.set_index("partnership")["first_meeting_on"].dropna()
    until = ended(demo_programme).reindex(met.index).fillna(LAST)
    first = met.mask(met < FIRST, FIRST)
    expected = {
        (slug, quarter)
        for slug in met.index
        for quarter in pd.period_range(first[slug], until[slug], freq="Q")
    }

    assert expected == set(zip(returns["partnership"], returns["period_end"].dt.to_period("Q"), strict=True))


def test_each_partnership_that_sends_returns_has_rows_on_every_sheet(demo_programme: Programme) -> None:
    programme, reported = demo_programme, reporting(demo_programme)
    meetings = programme.meetings.set_index("meeting")["partnership"]
    sheets = {
        "statuses": programme.statuses["partnership"],
        "memberships": programme.memberships["partnership"],
        "activities": programme.activities["partnership"],
        "activity approaches": of_activity(programme, "activity_approaches"),
        "meetings": programme.meetings["partnership"],
        "attendance": programme.attendance["meeting"].map(meetings),
        "actions": programme.actions["partnership"],
        "support": programme.support["partnership"],
        "returns": programme.returns["partnership"],
    }

    assert len(reported) >= 65
    assert {name: reported - set(rows) for name, rows in sheets.items()} == {name: set() for name in sheets}


def test_most_partnerships_with_many_activities_say_what_led_to_what(demo_programme: Programme) -> None:
    number = demo_programme.activities["partnership"].value_counts()
    many = set(number.index[number >= 15])
    linked = set(of_activity(demo_programme, "activity_links", "from_activity"))

    assert len(many & linked) >= 0.8 * len(many) > 0


def test_a_silent_partnership_has_nothing_that_only_returns_could_tell(demo_programme: Programme) -> None:
    silent = set(demo_programme.returns["partnership"]) - reporting(demo_programme)

    assert silent
    for name in ("memberships", "activities", "meetings", "actions"):
        assert silent.isdisjoint(getattr(demo_programme, name)["partnership"]), name


def test_every_kind_of_support_is_given(demo_programme: Programme) -> None:
    assert set(demo_programme.support["support_type"]) == set(SUPPORT_TYPES)


def test_some_organisations_sit_on_several_partnerships_all_within_their_reach(
    demo_programme: Programme,
) -> None:
    seats = demo_programme.memberships[["partnership", "organisation"]].drop_duplicates()
    several = seats[seats.duplicated("organisation", keep=False)]
    groups = read_groupings().query("grouping == 'region'").set_index("area_code")["group_code"]
    areas = demo_programme.partnership_areas
    regions = areas.assign(region=areas["area_code"].map(groups)).merge(several, on="partnership")

    assert 8 <= several["organisation"].nunique() <= 40
    assert (regions.groupby("organisation")["region"].nunique() <= 2).all()
    organisations = demo_programme.organisations.set_index("organisation")
    assert organisations.loc[several["organisation"], "area_code"].isna().all()
    assert organisations["is_illustrative"].all()
