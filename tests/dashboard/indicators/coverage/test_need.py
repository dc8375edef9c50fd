"""Statistics of areas on the authorities of a day: as recorded, or carried forward where that is certain."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from factories import STATISTICS, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.coverage import coverage, need, reach, thirds
from dashboard.question import Question
from dashboard.vocabulary import vocabulary

BEFORE, AFTER = pd.Timestamp("2020-03-31"), pd.Timestamp("2024-03-31")
NORTH_YORKSHIRE, RYEDALE, SCARBOROUGH, BARNSLEY = "E06000065", "E07000167", "E07000168", "E08000016"
BARKING, BARNET, CAMDEN = "E09000002", "E09000003", "E09000007"
OLD = {RYEDALE: 10.0, SCARBOROUGH: 40.0, BARNSLEY: 5.0, BARKING: 3.0, BARNET: 2.0, CAMDEN: 1.0}


def programme(
    values: dict[str, float], *, kind: str = "", weights: dict[str, float] | None = None, **measure
):
    """A store with the measure `need` recorded on 26 September 2019, and weights of the same day."""
    day = "2019-09-26"
    rows = [(code, "need", day, value, "A table") for code, value in values.items()]
    rows += [(code, "people", day, value, "Another") for code, value in (weights or {}).items()]
    by = "people" if weights else None
    return make_programme(
        area_statistics=rows,
        area_measures=[{"measure": "need", "label": "Need", "kind": kind, "weights": by} | measure]
        if kind
        else [],
    )


def known(held, on=AFTER) -> dict[str, float]:
    return need.known(held, "need", on).by_area.to_dict()


def test_counts_of_what_merged_are_added_up():
    found = need.known(programme(OLD, kind="count"), "need", AFTER)
    assert found.by_area[NORTH_YORKSHIRE] == 50.0
    assert found.combined == {NORTH_YORKSHIRE}


def test_scores_of_what_merged_are_weighted_by_people():
    held = programme(OLD, kind="score", weights={RYEDALE: 100.0, SCARBOROUGH: 200.0})
    assert known(held)[NORTH_YORKSHIRE] == pytest.approx(30.0)


@pytest.mark.parametrize(
    "held",
    [
        programme(OLD, kind="score"),
        programme(OLD, kind="rate", weights={RYEDALE: 100.0}),
        programme(OLD, kind="rate", weights={RYEDALE: 0.0, SCARBOROUGH: 0.0}),
        programme(OLD),
        programme({code: value for code, value in OLD.items() if code != RYEDALE}, kind="count"),
    ],
    ids=["no weights", "one weight", "nobody", "a measure of unknown kind", "a piece missing"],
)
def test_without_all_that_it_takes_the_value_is_not_known(held):
    assert NORTH_YORKSHIRE not in known(held)
    assert known(held)[BARKING] == 3.0


def test_a_rate_that_all_pieces_share_needs_no_weights():
    assert known(programme(OLD | {RYEDALE: 40.0}, kind="rate"))[NORTH_YORKSHIRE] == 40.0


def test_nothing_is_carried_back_into_parts():
    held = programme(
        {NORTH_YORKSHIRE: 50.0, BARNSLEY: 5.0, BARKING: 3.0, BARNET: 2.0, CAMDEN: 1.0}, kind="count"
    )
    assert set(known(held, BEFORE)) == {BARNSLEY, BARKING, BARNET, CAMDEN}
    assert need.statistic(held, "need", BEFORE).vintage.key == "2023"


def test_a_value_recorded_for_the_whole_goes_before_the_sum_of_its_parts():
    found = need.known(programme(OLD | {NORTH_YORKSHIRE: 99.0}, kind="count"), "need", AFTER)
    assert found.by_area[NORTH_YORKSHIRE] == 99.0
    assert found.combined == frozenset()


def test_a_code_that_only_changed_its_number_is_the_same_ground():
    held = programme({"E08000038": 7.0}, kind="count")
    assert known(held) == known(held, BEFORE) == {BARNSLEY: 7.0}


def test_a_table_of_two_vintages_serves_both():
    held = programme(OLD | {NORTH_YORKSHIRE: 33.0}, kind="score")
    assert known(held, BEFORE)[RYEDALE] == 10.0
    assert known(held, AFTER)[NORTH_YORKSHIRE] == 33.0
    assert need.statistic(held, "need", BEFORE).vintage.key == "2019"


def ranked(held, **filters) -> list[str]:
    return coverage.cold_spots(Question(held, Filters(need="need", **filters)))["area"].tolist()


def test_cold_spots_are_ranked_from_the_needy_end():
    assert ranked(programme(OLD, kind="score"))[:2] == ["Scarborough", "Ryedale"]
    lowest = programme(OLD, kind="score", lower_is_needier=True)
    assert ranked(lowest)[:2] == ["Camden", "Barnet"]
    assert coverage.cold_spots(Question(lowest, Filters(need="need")))["rank"].tolist()[:2] == [1.0, 2.0]
    assert (
        "Need, 26 September 2019, the lowest first"
        in reach.cold_spots(Question(lowest, Filters(need="need"))).note
    )


def test_what_was_put_together_is_said():
    note = reach.cold_spots(
        Question(programme(OLD, kind="count"), Filters(need="need", as_at=date(2024, 3, 31)))
    ).note
    assert "For 1 authority it is the sum of what they replaced" in note


def test_the_need_gap_turns_with_the_direction(monkeypatch):
    monkeypatch.setattr(thirds, "MINIMUM", 1)
    held = {
        "area_statistics": [(code, "need", "2019-09-26", value) for code, value in OLD.items()],
        "partnerships": [partnership("a")],
        "statuses": [status("a", "established", "2016-01-01")],
        "partnership_areas": [("a", SCARBOROUGH, "whole"), ("a", RYEDALE, "whole")],
    }
    for lowest, gap in ((False, 100.0), (True, -100.0)):
        measures = [{"measure": "need", "label": "Need", "kind": "score", "lower_is_needier": lowest}]
        value = thirds.need_gap(
            Question(make_programme(**held, area_measures=measures), Filters(need="need"))
        )
        assert value.value == gap
        assert "Need, 26 September 2019" in value.note


def test_measures_that_were_added_come_before_income_and_income_before_size():
    held = programme(OLD, kind="score", weights={RYEDALE: 100.0})
    rows = pd.concat(
        [held.area_statistics, income_of({BARNET: 40_000.0}, taxpayers={BARNET: 1.0}).area_statistics]
    )
    labels = vocabulary(replace(held, area_statistics=rows))["need"]
    assert labels == {
        "need": "Need",
        "people": "People",
        "mean_income": "Mean income of taxpayers (£ a year)",
        "population_0_24": "Children and young people aged 0 to 24 (size)",
    }


def income_of(values: dict[str, float], *, taxpayers: dict[str, float] | None = None, **tables):
    """A store with what ships of income, made small, and 1,000 children on the five authorities of 2023."""
    day, source = "2022-04-05", "The revenue"
    rows = [(code, "mean_income", day, value, source) for code, value in values.items()]
    rows += [(code, "taxpayers", day, value, source) for code, value in (taxpayers or {}).items()]
    return make_programme(area_statistics=[*STATISTICS, *rows], **tables)


def test_cold_spots_are_usually_ranked_by_income_the_lowest_first_with_size_beside():
    held = income_of({BARKING: 31_000.0, BARNET: 40_000.0, CAMDEN: 119_000.0, BARNSLEY: 28_000.0})
    frame = coverage.cold_spots(Question(held, Filters()))
    assert frame[["area", "need", "children"]].head(4).to_numpy().tolist() == [
        ["Barnsley", 28_000.0, 100.0],
        ["Barking and Dagenham", 31_000.0, 300.0],
        ["Barnet", 40_000.0, 150.0],
        ["Camden", 119_000.0, 50.0],
    ]
    assert frame["area"].tolist()[4:] == ["Ryedale", "Scarborough"]
    assert frame["rank"].fillna(0).tolist() == [1, 2, 3, 4, 0, 0]


def test_of_equal_incomes_more_children_come_first_and_who_is_equal_in_both_shares_a_rank():
    held = income_of(dict.fromkeys((CAMDEN, BARNET, BARKING), 30000.0))
    frame = coverage.cold_spots(Question(held, Filters(region=("E12000007",))))
    assert frame["area"].tolist() == ["Barking and Dagenham", "Barnet", "Camden"]
    assert frame["rank"].tolist() == [1, 2, 3]
    nobody_counted = replace(held, area_statistics=held.area_statistics.query("measure == 'mean_income'"))
    frame = coverage.cold_spots(Question(nobody_counted, Filters(region=("E12000007",))))
    assert frame["rank"].tolist() == [1, 1, 1]


def test_the_mean_income_of_who_merged_is_weighted_by_taxpayers():
    old = {RYEDALE: 30_000.0, SCARBOROUGH: 24_000.0, BARNSLEY: 28_000.0, BARKING: 31_000.0}
    old |= {BARNET: 40_000.0, CAMDEN: 119_000.0}
    held = income_of(old, taxpayers={RYEDALE: 20_000.0, SCARBOROUGH: 40_000.0})
    found = need.known(held, "mean_income", AFTER)
    assert found.by_area[NORTH_YORKSHIRE] == pytest.approx(26_000.0)
    assert found.combined == {NORTH_YORKSHIRE}
    assert NORTH_YORKSHIRE not in need.known(income_of(old), "mean_income", AFTER).by_area


def test_income_of_who_merged_is_not_divided_among_those_before():
    held = income_of({NORTH_YORKSHIRE: 32_000.0, BARNSLEY: 28_000.0, BARNET: 40_000.0})
    assert set(need.known(held, "mean_income", BEFORE).by_area.index) == {BARNSLEY, BARNET}


@pytest.mark.parametrize(
    ("kind", "lower", "size"),
    [("count", False, True), ("count", True, False), ("score", False, False), ("rate", True, False)],
)
def test_a_number_of_something_is_size_unless_it_is_said_to_be_need(kind: str, *, lower: bool, size: bool):
    held = programme(OLD, kind=kind, lower_is_needier=lower)
    assert need.measure_of(held, "need").is_size is size


def test_what_ships_means_the_same_in_a_store_that_says_nothing_of_it():
    shipped = need.measure_of(make_programme(), "mean_income")
    assert (shipped.lower_is_needier, shipped.kind, shipped.weights) == (True, "rate", "taxpayers")
    assert need.measure_of(make_programme(), "population_0_24").is_size
