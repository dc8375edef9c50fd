"""What was added to a store is named as the source wherever a figure rests on it."""

from dataclasses import replace

from factories import AREAS, STATISTICS, make_programme, partnership, status

from dashboard.charts.render import CHARTS, render, source_of
from dashboard.method import SOURCES
from dashboard.pages.method import PAGE
from dashboard.question import Question


def asked(query: str = "") -> Question:
    held = make_programme(
        areas=AREAS,
        partnerships=[partnership("a")],
        statuses=[status("a", "established", "2016-01-01")],
        partnership_areas=[("a", "E09000007", "whole")],
        area_statistics=[*STATISTICS, ("E09000002", "imd", "2019-09-26", 40.0, "The ministry")],
        area_measures=[{"measure": "imd", "label": "Deprivation", "kind": "score"}],
        boundary_sets=[
            ("lad", "2019", "2019-04-01", 6, "Source: The mapmakers.", "l.zip"),
            ("lad", "2023", "2023-04-01", 5, "Shipped.", None),
        ],
    )
    return Question.from_query(held, query)


def test_a_map_prints_the_attribution_of_the_boundaries_of_its_date() -> None:
    chart = CHARTS["area-coverage"]
    assert source_of(chart, asked(), "boundaries").short == "The mapmakers"
    assert "; The mapmakers. As at" in render(chart, asked()).source
    assert source_of(chart, asked("as_at=2024-03-31"), "boundaries") is SOURCES["boundaries"]


def test_a_map_of_england_shows_the_borders_of_regions_that_were_added() -> None:
    held = asked().programme
    sets = [("region", "2023", "2023-01-01", 9, "Source: The regions' mapmakers.", "r.zip")]
    files = [("region", "2023", "england", "cd" * 32, b"")]
    programme = make_programme(
        partnerships=held.partnerships,
        statuses=held.statuses,
        partnership_areas=held.partnership_areas,
        boundary_sets=sets,
        boundary_files=files,
    )
    found = render(CHARTS["area-coverage"], Question.from_query(programme, ""))
    assert found.figure is not None
    assert found.figure["data"][-1]["geojson"] == "/geo/region-2023-england.cdcdcdcdcdcdcdcd.geojson"
    assert "database right 2023; The regions' mapmakers." in found.source


def test_no_borders_are_drawn_where_no_regions_were_added() -> None:
    figure = render(CHARTS["area-coverage"], asked()).figure
    assert figure is not None
    assert all("region" not in trace.get("geojson", "") for trace in figure["data"])


def test_cold_spots_print_where_the_measure_of_need_comes_from() -> None:
    chart = CHARTS["cold-spots"]
    assert source_of(chart, asked("need=imd"), "income").short == "The ministry"
    assert source_of(chart, asked(), "income") is SOURCES["income"]
    found = render(chart, asked("need=imd"))
    assert "the neediest first by: Deprivation" in found.subtitle
    assert "; The ministry; Office for National Statistics" in found.source
    assert list(found.columns.values())[-3:] == [
        "Deprivation",
        "Children and young people aged 0 to 24",
        "Illustrative",
    ]
    assert "first by need: Barking and Dagenham" in found.headline
    assert found.text.startswith(
        "Deprivation, in brackets children and young people: Barking and Dagenham (300) 40.0"
    )


def test_cold_spots_by_size_speak_of_size_and_rest_on_the_population_alone() -> None:
    found = render(CHARTS["cold-spots"], asked("need=population_0_24"))
    assert "first by size: Barking and Dagenham" in found.headline
    assert "the largest first by: Children and young people" in found.subtitle
    assert SOURCES["population"].short in found.source
    assert SOURCES["income"].short not in found.source
    assert "children" not in found.columns
    assert "need" not in f"{found.headline} {found.text}"


def test_the_method_page_lists_what_was_added() -> None:
    said = str(PAGE.beneath(asked()))
    assert "Boundaries of authorities, 2019" in said
    assert "6 areas from l.zip. Source: The mapmakers." in said
    assert "Deprivation, 26 September 2019" in said
    assert "Shipped." not in said
    assert "Survey of Personal Incomes" in said
    assert "known for 290 of 296" in said


def test_the_method_page_lists_newer_values_of_a_measure_that_ships_as_added() -> None:
    rows = [*STATISTICS, ("E09000002", "mean_income", "2024-04-05", 40.0, "A newer table")]
    newer = replace(asked(), programme=make_programme(area_statistics=rows))
    assert "A newer table. Added to this store." in str(PAGE.beneath(newer))
