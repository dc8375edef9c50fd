"""Generated rows obey the rules that real ones must: nothing after the end, nothing missing, nothing out of place."""

import pandas as pd

from data.programme.programme import Programme
from data.taxonomy import SUPPORT_TYPES
from geo.lookups import read_groupings

FIRST, LAST = pd.Timestamp(2014, 1, 1), pd.Timestamp(2020, 3, 31)


def of_activity(programme: Programme, name: str, column: str = "activity") -> "pd.Series[str]":
    owners = programme.activities.set_index("activity")["partnership"]
    return getattr(programme, name)[column].map(owners)


def reporting(programme: Programme) -> set[str]:
    """The partnerships of which any return ever came."""
    return set(programme.returns.dropna(subset="received_on")["partnership"])


def test_a_return_is_due_for_every_quarter_from_the_first_meeting_on(
    demo_programme: Programme,
) -> None:
    returns = demo_programme.returns
    met = demo_programme.partnerships.set_index("partnership")["first_meeting_on"].dropna()
    first = met.mask(met < FIRST, FIRST)
    expected = {
        (slug, quarter) for slug in met.index for quarter in pd.period_range(first[slug], LAST, freq="Q")
    }
    due = returns[returns["partnership"].isin(met.index)]

    assert len(due) > 0.95 * len(returns)
    assert expected == set(zip(due["partnership"], due["period_end"].dt.to_period("Q"), strict=True))


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

    published = set(programme.memberships.query("not is_illustrative")["partnership"])
    lacking = {name: reported - set(rows) for name, rows in sheets.items()}

    assert len(reported) >= 65
    # Who comes is made up only of members who are.
    assert lacking.pop("attendance") <= published
    assert not any(lacking.values()), lacking


def test_most_partnerships_with_many_activities_say_what_led_to_what(demo_programme: Programme) -> None:
    number = demo_programme.activities["partnership"].value_counts()
    many = set(number.index[number >= 15])
    linked = set(of_activity(demo_programme, "activity_links", "from_activity"))

    assert len(many & linked) >= 0.8 * len(many) > 0


def test_a_silent_partnership_has_nothing_that_only_returns_could_tell(demo_programme: Programme) -> None:
    silent = set(demo_programme.returns["partnership"]) - reporting(demo_programme)

    assert silent
    for name in ("memberships", "activities", "meetings", "actions"):
        made_up = getattr(demo_programme, name).query("is_illustrative")
        assert silent.isdisjoint(made_up["partnership"]), name


def test_every_kind_of_support_is_given(demo_programme: Programme) -> None:
    assert set(demo_programme.support["support_type"]) == set(SUPPORT_TYPES)


def test_some_organisations_sit_on_several_partnerships_all_within_their_reach(
    demo_programme: Programme,
) -> None:
    made_up = demo_programme.memberships.query("is_illustrative")
    seats = made_up[["partnership", "organisation"]].drop_duplicates()
    several = seats[seats.duplicated("organisation", keep=False)]
    groups = read_groupings().query("grouping == 'region'").set_index("area_code")["group_code"]
    areas = demo_programme.partnership_areas
    regions = areas.assign(region=areas["area_code"].map(groups)).merge(several, on="partnership")

    assert 8 <= several["organisation"].nunique() <= 40
    assert (regions.groupby("organisation")["region"].nunique() <= 2).all()
    organisations = demo_programme.organisations.set_index("organisation")
    assert organisations.loc[several["organisation"], "area_code"].isna().all()
    assert organisations.loc[seats["organisation"], "is_illustrative"].all()
