import pandas as pd
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.coverage import coverage
from dashboard.question import Question
from geo import lookups

PROGRAMME = make_programme(
    partnerships=[
        partnership("camden"),
        partnership("west-barnet"),
        partnership("both"),
        partnership("east", locality="several east London boroughs"),
        partnership("barnsley", bridge="ive"),
        partnership("north-lost", bridge="ive"),
    ],
    statuses=[status(slug, "established", "2016-01-01") for slug in ("camden", "west-barnet", "east")],
    partnership_areas=[
        area("camden", "E09000007"),
        area("west-barnet", "E09000003", "part"),
        area("both", "E09000002"),
        area("both", "E09000003", "part"),
        area("barnsley", "E08000016", "part"),
    ],
)


def test_every_borough_of_the_store_has_its_tile():
    frame = coverage.boroughs(Question(PROGRAMME, Filters()))
    assert set(frame["area"]) == {"Barking and Dagenham", "Barnet", "Camden"}
    assert frame.set_index("area")["state"].to_dict()["Camden"] == "whole"
    assert not frame.duplicated(["row", "column"]).any()


def test_london_is_all_there_whatever_region_is_asked_for():
    north = coverage.boroughs(
        Question(PROGRAMME, Filters(region=("E12000003",), ace_area=("north",), bridge=("ive",)))
    )
    assert (
        north["area_code"].tolist() == coverage.boroughs(Question(PROGRAMME, Filters()))["area_code"].tolist()
    )


def test_the_real_london_has_33():
    programme = make_programme(
        areas=lookups.read_areas().assign(parent_code=pd.Series(dtype="str")),
        area_groupings=lookups.read_groupings(),
        area_succession=lookups.read_succession(),
    )
    assert len(coverage.boroughs(Question(programme, Filters()))) == 33


def test_partnerships_below_across_and_without_boroughs_are_told_apart():
    frame = coverage.below_and_across(Question(PROGRAMME, Filters()))
    assert frame[["partnership", "kind", "boroughs"]].to_numpy().tolist() == [
        ["west-barnet", "Part of one borough", 1],
        ["both", "Several boroughs", 2],
        ["east", "Boroughs not itemised", 0],
    ]
    assert frame["borough_names"].tolist()[:2] == ["Barnet", "Barking and Dagenham; Barnet"]
    assert frame.loc[2, "locality"] == "several east London boroughs"
    assert frame["is_counted"].tolist() == [True, False, True]
