"""Partnerships that are recorded for wards: a part of an authority everywhere, drawn as they are on the profile."""

from datetime import date

import pandas as pd
import pytest
from factories import AREAS, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.coverage import coverage, reach
from dashboard.indicators.profile import profile
from dashboard.indicators.shared import area_coverage, places
from dashboard.question import Question

ON = pd.Timestamp("2020-03-31")
BARKING, BARNET = "E09000002", "E09000003"
WARDS = [
    ("E05000026", "Abbey", "ward", None, None, BARKING),
    ("E05000027", "Alibon", "ward", None, None, BARKING),
    ("E05000028", "Becontree", "ward", None, None, BARKING),
    ("E05000040", "Brunswick Park", "ward", None, None, BARNET),
]


def programme(*areas: tuple[str, str], sets: tuple[str, ...] = ("2015", "2024"), **overrides):
    """One established partnership `a` with these areas; boundaries of all four wards of each year in `sets`."""
    box = (0.1, 51.5, 0.0, 51.4, 0.2, 51.6)
    frames = {
        "partnerships": [partnership("a")],
        "statuses": [status("a", "established", "2016-01-01")],
        "partnership_areas": [("a", *area) for area in areas],
        "areas": [*AREAS, *WARDS],
        "boundary_sets": [("ward", year, f"{year}-01-01", 4, "Source: ONS.", "w.zip") for year in sets],
        "boundary_areas": [("ward", year, ward[0], *box) for year in sets for ward in WARDS],
    }
    return make_programme(**(frames | overrides))


def test_a_ward_is_a_part_of_unknown_share_of_the_authority_it_lies_in():
    found = places.placed(programme(("E05000026", "whole"), ("E05000027", "whole")), ON)
    assert found[["area_code", "coverage"]].to_numpy().tolist() == [[BARKING, "part"]]
    assert found["share"].isna().all()


def test_a_ward_adds_nothing_to_an_authority_that_is_covered_too():
    found = places.placed(
        programme((BARKING, "part", 0.3), ("E05000026", "whole"), ("E05000040", "part")), ON
    )
    assert found[["area_code", "coverage"]].to_numpy().tolist() == [[BARKING, "part"], [BARNET, "part"]]
    assert found["share"].tolist()[0] == 0.3
    assert pd.isna(found["share"].tolist()[1])


def test_a_ward_partnership_is_counted_and_is_on_the_map_of_authorities():
    held = programme(("E05000026", "whole"))
    frame = coverage.by_area(Question(held, Filters())).set_index("area_code")
    assert frame.loc[BARKING, "state"] == "part"
    assert coverage.unmapped(Question(held, Filters())).empty
    assert reach.area_coverage(Question(held, Filters())).numerator == 1
    assert "another year" not in reach.area_coverage(Question(held, Filters())).note


def test_a_ward_whose_authority_is_not_known_is_on_no_map_and_said():
    held = programme(("E05000099", "whole"), areas=[*AREAS, ("E05000099", "Lost", "ward", None, None, None)])
    assert coverage.unmapped(Question(held, Filters()))["partnership"].tolist() == ["a"]


def test_wards_of_a_partnership_are_those_of_the_day_with_their_authority():
    held = programme(("E05000026", "whole"), ("E05000027", "part", None, None, "2021-01-01"))
    frame = area_coverage.wards_of(held, "a", ON)
    assert frame[["area", "authority", "coverage"]].to_numpy().tolist() == [
        ["Abbey", "Barking and Dagenham", "whole"]
    ]
    assert len(area_coverage.wards_of(held, "a", pd.Timestamp("2022-01-01"))) == 2
    assert profile.profile(Question(held, Filters(), path_partnership="a")).wards["area"].tolist() == [
        "Abbey"
    ]


@pytest.mark.parametrize(
    ("sets", "on", "drawn"),
    [
        (("2015", "2024"), "2020-03-31", "2015"),
        (("2015", "2024"), "2024-03-31", "2024"),
        (("2024", "2025"), "2020-03-31", "2024"),
        ((), "2020-03-31", None),
    ],
)
def test_wards_are_drawn_from_the_latest_boundaries_up_to_the_day(sets, on, drawn):
    held = programme(("E05000026", "whole"), sets=sets)
    frame = area_coverage.wards_around(held, area_coverage.wards_of(held, "a", ON), pd.Timestamp(on))
    assert frame["area"].tolist() == (["Abbey", "Alibon", "Becontree"] if drawn else [])
    assert set(frame["vintage"]) == ({drawn} if drawn else set())


def test_boundaries_that_have_the_wards_go_before_those_of_the_day_that_lack_them():
    box = (0.1, 51.5, 0.0, 51.4, 0.2, 51.6)
    held = programme(
        ("E05000026", "whole"),
        boundary_areas=[("ward", "2015", "E05000027", *box), ("ward", "2024", "E05000026", *box)],
    )
    assert set(area_coverage.wards_around(held, area_coverage.wards_of(held, "a", ON), ON)["vintage"]) == {
        "2024"
    }


def test_a_programme_without_wards_is_placed_as_before():
    held = make_programme(
        as_at=date(2020, 3, 31), partnerships=[partnership("a")], partnership_areas=[("a", BARKING, "whole")]
    )
    assert area_coverage.with_wards_as_parts(held) is held.partnership_areas
    assert places.placed(held, ON)["coverage"].tolist() == ["whole"]
