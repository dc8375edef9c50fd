from datetime import date

import pandas as pd
import pytest
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.progress import changes, growth, target
from dashboard.question import Question

PROGRAMME = make_programme(
    partnerships=[
        partnership("camden"),
        partnership("barnet"),
        partnership("barnsley", bridge="ive"),
        partnership("nowhere", bridge="no-patch"),
    ],
    statuses=[
        status("camden", "established", "2016-06-13", "2019-10-01"),
        status("camden", "delivering", "2019-10-01"),
        status("barnet", "emerging", "2019-01-01", "2020-02-01", is_illustrative=True),
        status("barnet", "established", "2020-02-01", is_illustrative=True),
        status("barnsley", "prospective", "2018-01-01", "2020-01-15"),
        status("barnsley", "closed", "2020-01-15"),
        status("nowhere", "emerging", "2020-03-31"),
    ],
    partnership_areas=[
        area("camden", "E09000007"),
        area("barnet", "E09000003"),
        area("barnsley", "E08000016"),
    ],
    published_counts=[
        ("2022-12-31", "year", 118.0, "established across the country", "stock", "a page"),
        ("2014-12-31", "year", 3.0, "pilots", "stock", "a page"),
        ("2015-10-14", "day", 50.0, "at least 50", "target", "a page"),
    ],
)


def test_the_trajectory_runs_from_2012_by_quarters():
    frame = growth.trajectory(Question(PROGRAMME, Filters()))
    assert frame["quarter"].iloc[[0, -1]].tolist() == [pd.Timestamp("2012-12-31"), pd.Timestamp("2020-03-31")]
    assert len(frame) == 30
    last = frame.set_index("quarter").loc["2019-12-31":]
    assert last["established"].tolist() == [1, 2]
    assert last["emerging"].tolist() == [1, 1]
    assert last["counted"].tolist() == [1, 2]
    assert last["illustrative"].tolist() == [0, 1]


def test_the_trajectory_ends_on_the_as_at_date_whatever_day_it_is():
    frame = growth.trajectory(Question(PROGRAMME, Filters(as_at=date(2020, 2, 1), emerging=True)))
    assert frame["quarter"].tail(2).tolist() == [pd.Timestamp("2019-12-31"), pd.Timestamp("2020-02-01")]
    assert frame["counted"].tail(2).tolist() == [2, 2]


def test_the_trajectory_of_a_date_before_2012_is_that_date_alone():
    assert growth.trajectory(Question(PROGRAMME, Filters(as_at=date(2005, 1, 1))))["counted"].tolist() == [0]


def test_the_forecast_line_opens_from_the_count_to_the_due_date():
    frame = growth.forecast_line(Question(PROGRAMME, Filters()))
    assert frame["date"].astype("str").tolist() == ["2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31"]
    assert frame.loc[0, ["low", "mid", "high"]].tolist() == [2.0, 2.0, 2.0]
    assert frame.loc[3, "low"] == 2.0
    # The last eight quarters brought 0 seven times and 1 once: their range ends at 0.3.
    assert frame.loc[3, "high"] == pytest.approx(2 + 0.3 * 275 / (365.25 / 4))


def test_there_is_no_forecast_line_after_the_due_date():
    frame = growth.forecast_line(Question(PROGRAMME, Filters(as_at=date(2020, 12, 31))))
    assert frame.empty
    assert list(frame) == ["date", "low", "mid", "high"]


def test_targets_set_by_then_are_points():
    frame = target.points(Question(PROGRAMME, Filters()))
    assert frame[["value", "official"]].to_numpy().tolist() == [[50.0, False], [50.0, True]]
    assert target.points(Question(PROGRAMME, Filters(as_at=date(2015, 1, 1)))).empty


def test_published_counts_come_in_order_without_targets():
    frame = growth.published(Question(PROGRAMME, Filters()))
    assert frame["partnerships"].tolist() == [3.0, 118.0]
    assert frame["is_after"].tolist() == [False, True]
    assert frame["label"].tolist() == ["Partnerships at that date"] * 2


def test_national_figures_are_not_laid_over_a_part_of_england():
    london = Filters(region=("E12000007",))
    assert growth.published(Question(PROGRAMME, london)).empty
    assert target.points(Question(PROGRAMME, london)).empty


def test_regions_hold_every_partnership_once():
    frame = growth.by_region(Question(PROGRAMME, Filters())).set_index("region")
    assert frame.loc["London", ["established", "delivering", "counted", "total"]].tolist() == [1, 1, 2, 2]
    assert frame.loc["Yorkshire and The Humber", ["dormant_or_ended", "counted", "total"]].tolist() == [
        1,
        0,
        1,
    ]
    assert frame.loc["Not placed in a region", ["emerging", "total"]].tolist() == [1, 1]
    assert frame["total"].sum() == 4


def test_a_region_without_partnerships_is_there_and_an_empty_rest_is_not():
    frame = growth.by_region(Question(make_programme(), Filters()))
    assert frame["region"].tolist() == ["Yorkshire and The Humber", "London"]
    assert frame["total"].tolist() == [0, 0]


def test_partnerships_are_grouped_by_bridge_too():
    frame = growth.by_region(Question(PROGRAMME, Filters()), grouping="bridge")
    assert dict(zip(frame["bridge"], frame["total"], strict=True)) == {
        "A New Direction": 2,
        "IVE": 1,
        "No bridge named": 1,
    }


def test_a_filtered_region_stands_alone():
    frame = growth.by_region(Question(PROGRAMME, Filters(region=("E12000007",))))
    assert frame["region"].tolist() == ["London"]


def test_what_changed_in_the_last_quarter_is_told_latest_first():
    frame = changes.status_changes(Question(PROGRAMME, Filters()))
    told = list(frame[["partnership", "what"]].itertuples(index=False, name=None))
    assert told == [
        ("nowhere", "became emerging"),
        ("barnet", "became established"),
        ("barnsley", "closed"),
    ]
    assert frame["is_illustrative"].tolist() == [False, True, False]
    assert frame["from_status"].isna().tolist() == [True, False, False]


def test_a_status_that_ends_without_another_is_a_change_too():
    programme = make_programme(
        partnerships=[partnership("camden")],
        statuses=[status("camden", "emerging", "2019-01-01", "2020-02-01")],
    )
    frame = changes.status_changes(Question(programme, Filters()))
    assert frame["what"].tolist() == ["has no status any more"]
    assert frame["to_status"].isna().all()


def test_a_statement_of_a_status_is_not_told_as_its_beginning():
    row = {**status("camden", "established", "2020-02-01"), "begins": "by"}
    programme = make_programme(partnerships=[partnership("camden")], statuses=[row])
    frame = changes.status_changes(Question(programme, Filters()))
    assert frame["what"].tolist() == ["is established by this date; since when is not published"]


def test_changes_follow_the_filters_and_a_chosen_start():
    assert changes.status_changes(Question(PROGRAMME, Filters(region=("E12000007",))))[
        "partnership"
    ].tolist() == ["barnet"]
    assert len(changes.status_changes(Question(PROGRAMME, Filters()), since=pd.Timestamp("2019-09-30"))) == 4


def test_counts_of_a_bridge_and_those_without_a_date_are_not_national_ones():
    facts = {"precision": "day", "wording": "so many", "kind": "stock"}
    programme = make_programme(
        published_counts=[
            {"as_at": "2018-12-19", "partnerships": 50.0, "place": "England", **facts},
            {
                "as_at": "2019-04-01",
                "partnerships": 9.0,
                "place": "East",
                "bridge": "festival-bridge",
                **facts,
            },
            {"as_at": "2019-04-01", "partnerships": 3.0, "place": "Derbyshire", **facts},
            {"as_at": None, "partnerships": 90.0, **facts, "precision": "not_published"},
        ]
    )
    frame = growth.published(Question(programme, Filters()))
    assert frame["partnerships"].tolist() == [50, 90]
    assert frame["date"].isna().tolist() == [False, True]
    assert growth.published_said(Question(programme, Filters())) == (
        "50 were published for 19 December 2018 (“so many”)"
    )


def test_a_count_published_for_a_year_speaks_of_all_of_it():
    frame = growth.published(Question(PROGRAMME, Filters())).set_index("partnerships")
    assert frame.loc[118.0, ["first_day", "date"]].tolist() == [
        pd.Timestamp("2022-01-01"),
        pd.Timestamp("2022-12-31"),
    ]


def test_the_trajectory_has_the_least_and_the_most_that_is_published_beside_what_is_shown():
    frame = growth.trajectory(Question(PROGRAMME, Filters())).set_index("quarter")
    assert frame["low"].tail(2).tolist() == [1, 1]
    assert frame["high"].tail(2).tolist() == [2, 2]  # nobody dated what is only illustrative
    assert frame["counted"].tail(2).tolist() == [1, 2]
