from datetime import date

import pandas as pd
import pytest
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.coverage import coverage
from dashboard.question import Question

PROGRAMME = make_programme(
    partnerships=[
        partnership("camden"),
        partnership("half-barnet", bridge="a-new-direction"),
        partnership("all-barnet"),
        partnership("coming", bridge="ive"),
        partnership("gone", bridge="ive"),
        partnership("lost", locality="Somewhere east"),
        partnership("off-the-map", bridge="ive"),
    ],
    statuses=[
        status("camden", "established", "2016-01-01"),
        status("half-barnet", "delivering", "2016-01-01"),
        status("all-barnet", "established", "2019-07-01"),
        status("coming", "emerging", "2016-01-01"),
        status("gone", "dormant", "2016-01-01"),
        status("lost", "established", "2016-01-01"),
    ],
    partnership_areas=[
        area("camden", "E09000007", "part"),
        area("half-barnet", "E09000003", "part"),
        area("all-barnet", "E09000003"),
        area("coming", "E08000016"),
        area("gone", "E07000168"),
        area("off-the-map", "X99999999"),
    ],
)

SIZE = Filters(need="population_0_24")


def by_area(filters=Filters(), programme=PROGRAMME):  # noqa: B008 - frozen
    return coverage.by_area(Question(programme, filters)).set_index("area")


def test_every_authority_has_the_state_of_the_best_partnership_there():
    assert by_area()["state"].to_dict() == {
        "Ryedale": "none",
        "Scarborough": "none",
        "Barnsley": "pipeline",
        "Barking and Dagenham": "none",
        "Barnet": "whole",
        "Camden": "part",
    }


def test_a_part_covered_borough_is_not_counted_as_whole():
    camden = by_area().loc["Camden"]
    assert (camden["whole"], camden["part"], camden["live"]) == (0, 1, 1)


def test_an_emerging_partnership_covers_when_emerging_ones_are_counted():
    assert by_area(Filters(emerging=True)).loc["Barnsley", "state"] == "whole"


def test_the_live_partnerships_are_named_counted_ones_first():
    programme = make_programme(
        partnerships=[partnership("a-coming"), partnership("z-counted"), partnership("ended")],
        statuses=[
            status("a-coming", "prospective", "2016-01-01"),
            status("z-counted", "established", "2016-01-01"),
            status("ended", "closed", "2016-01-01"),
        ],
        partnership_areas=[area(slug, "E09000007") for slug in ("a-coming", "ended", "z-counted")],
    )
    camden = by_area(programme=programme).loc["Camden"]
    assert (camden["partnerships"], camden["names"]) == ("z-counted; a-coming", "Z Counted; A Coming")
    assert pd.isna(by_area(programme=programme).loc["Barnet", "names"])


def test_the_authorities_are_those_of_the_date_and_place_asked_for():
    assert len(by_area()) == 6
    assert "North Yorkshire" in by_area(Filters(as_at=date(2023, 4, 1))).index
    assert len(by_area(Filters(region=("E12000003",), as_at=date(2023, 4, 1)))) == 2


def test_a_partnership_from_across_the_border_covers_an_authority_too():
    programme = make_programme(
        partnerships=[partnership("wide")],
        statuses=[status("wide", "established", "2016-01-01")],
        partnership_areas=[area("wide", code) for code in ("E09000002", "E09000003", "E08000016")],
    )
    assert by_area(Filters(region=("E12000003",)), programme).loc["Barnsley", "state"] == "whole"


def test_a_statistic_is_known_where_the_authority_is_the_same_ground():
    children = by_area()["children"]
    assert children["Barnsley"] == 100.0
    assert children[["Ryedale", "Scarborough"]].isna().all()
    assert by_area(Filters(as_at=date(2024, 1, 1)))["children"].notna().all()
    assert by_area()["need"].isna().all()
    assert by_area(SIZE)["need"].equals(children.rename("need"))


def test_states_by_region_add_up_to_the_authorities():
    frame = coverage.by_region(Question(PROGRAMME, Filters())).set_index("region")
    assert frame.loc["London", [*coverage.STATES, "authorities"]].tolist() == [1, 1, 0, 0, 1, 3]
    assert frame.loc["Yorkshire and The Humber"].tolist()[1:] == [0, 0, 1, 0, 2, 3]


def test_states_by_bridge():
    frame = coverage.by_region(Question(PROGRAMME, Filters()), grouping="bridge")
    assert dict(zip(frame["bridge"], frame["authorities"], strict=True)) == {"A New Direction": 3, "IVE": 3}


def test_cold_spots_are_ranked_with_the_unknown_last():
    frame = coverage.cold_spots(Question(PROGRAMME, SIZE))
    assert frame["area"].tolist() == ["Barking and Dagenham", "Ryedale", "Scarborough"]
    assert frame["rank"].fillna(0).tolist() == [1, 0, 0]
    assert frame["need"].isna().tolist() == [False, True, True]


def test_overlaps_name_the_authorities_with_more_than_one_counted_partnership():
    frame = coverage.overlaps(Question(PROGRAMME, Filters()))
    assert frame[["area", "counted", "names"]].to_numpy().tolist() == [
        ["Barnet", 2, "All Barnet; Half Barnet"]
    ]
    assert coverage.overlaps(Question(PROGRAMME, Filters(as_at=date(2019, 6, 30)))).empty


def test_partnerships_on_no_map_are_listed_with_the_reason():
    frame = coverage.unmapped(Question(PROGRAMME, Filters()))
    assert frame[["partnership", "is_counted", "why"]].to_numpy().tolist() == [
        ["lost", True, "The source names no authority"],
        ["off-the-map", False, "Recorded for X99999999, which is no authority of 2019"],
    ]
    assert frame.loc[0, "locality"] == "Somewhere east"
    assert frame.loc[0, "status"] == "Established"


def test_coverage_over_time_is_counted_throughout_on_the_authorities_of_the_as_at_date():
    frame = coverage.over_time(Question(PROGRAMME, Filters(as_at=date(2023, 6, 30)))).set_index("quarter")
    assert frame.loc["2015-12-31"].tolist() == [0, 0, 5]
    assert frame.loc["2016-03-31"].tolist() == [0, 2, 5]
    assert frame.loc["2019-09-30"].tolist() == [1, 2, 5]
    assert frame.loc["2023-06-30"].tolist() == [1, 2, 5]


def test_a_merger_of_authorities_makes_no_step_in_coverage_over_time():
    programme = make_programme(
        partnerships=[partnership("ryedale"), partnership("scarborough")],
        statuses=[status(slug, "established", "2016-01-01") for slug in ("ryedale", "scarborough")],
        partnership_areas=[area("ryedale", "E07000167"), area("scarborough", "E07000168")],
    )
    after = coverage.over_time(Question(programme, Filters(as_at=date(2023, 6, 30)))).set_index("quarter")
    assert after.loc["2016-03-31":, "covered"].unique().tolist() == [1]
    before = coverage.over_time(Question(programme, Filters(as_at=date(2022, 12, 31)))).set_index("quarter")
    assert before.loc["2016-03-31":, "covered"].unique().tolist() == [2]


@pytest.mark.parametrize("filters", [Filters(), Filters(emerging=True), Filters(region=("E12000007",))])
def test_coverage_over_time_ends_where_the_map_stands(filters):
    last = coverage.over_time(Question(PROGRAMME, filters)).iloc[-1]
    states = coverage.by_area(Question(PROGRAMME, filters))["state"]
    assert last["whole"] == (states == "whole").sum()
    assert last["covered"] == states.isin(["whole", "part"]).sum()
    assert last["authorities"] == len(states)


def test_changing_a_frame_does_not_change_the_next_readers():
    frame = coverage.by_area(Question(PROGRAMME, Filters()))
    frame["state"] = "spoilt"
    assert "spoilt" not in set(coverage.by_area(Question(PROGRAMME, Filters()))["state"])
