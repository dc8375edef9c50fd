from datetime import date

import pytest

from data.programme.programme import load as load_programme
from data.returns.imports.changes import Counts
from data.store.engine import open_store
from data.store.migrate import initialise
from tests.returns import loaded, plan

RYEDALE, SCARBOROUGH, NORTH_YORKSHIRE = "E07000167", "E07000168", "E06000065"
BARNSLEY, BARNSLEY_NOW = "E08000016", "E08000038"


def areas(engine, slug="barnet"):
    frame = load_programme(engine).partnership_areas
    own = frame[(frame["partnership"] == slug) & (frame["area_code"] != "E09000003")].sort_values("area_code")
    columns = ["area_code", "coverage", "share", "locality", "from_date", "to_date"]
    rows = own[columns].astype("object").where(own[columns].notna(), None)
    return [
        tuple(one.date() if hasattr(one, "date") else one for one in row)
        for row in rows.itertuples(index=False)
    ]


def area(code, coverage="whole", **said):
    return {"partnership": "barnet", "area_code": code, "coverage": coverage} | said


def test_a_row_is_cut_where_its_code_ends_and_goes_on_as_a_part_of_the_successor(filled):
    proposed = plan(filled, partnership_areas=[area(SCARBOROUGH)])

    (warning,) = proposed.warnings
    assert "E07000168 (Scarborough) is not in use since 1 April 2023." in warning.sentence
    assert "Carried to its successor E06000065 (North Yorkshire)." in warning.sentence
    assert (warning.row, warning.column, warning.value) == (2, "area_code", SCARBOROUGH)
    loaded(filled, partnership_areas=[area(SCARBOROUGH)])
    change = date(2023, 4, 1)
    assert areas(filled) == [
        (NORTH_YORKSHIRE, "part", None, "Scarborough", change, None),
        (SCARBOROUGH, "whole", None, None, None, change),
    ]


def test_a_code_that_alone_changed_keeps_coverage_and_share(filled):
    loaded(filled, partnership_areas=[area(BARNSLEY, "part", share=0.4, locality="The north")])

    change = date(2025, 4, 1)
    assert areas(filled) == [
        (BARNSLEY, "part", 0.4, "The north", None, change),
        (BARNSLEY_NOW, "part", 0.4, "The north", change, None),
    ]


def test_a_row_that_begins_after_the_change_is_wholly_under_the_successor(filled):
    loaded(filled, partnership_areas=[area(RYEDALE, from_date="2024-01-01", to_date="2025-01-01")])

    assert areas(filled) == [(NORTH_YORKSHIRE, "part", None, "Ryedale", date(2024, 1, 1), date(2025, 1, 1))]


def test_a_row_that_ends_before_the_change_stays_as_it_is_without_a_word(filled):
    said = {"partnership_areas": [area(RYEDALE, to_date="2023-04-01")]}

    assert plan(filled, **said).problems == ()
    loaded(filled, **said)
    assert [row[0] for row in areas(filled)] == [RYEDALE]


def test_all_that_was_merged_into_one_is_the_whole_of_it(filled):
    loaded(filled, partnership_areas=[area(RYEDALE), area(SCARBOROUGH)])

    assert (NORTH_YORKSHIRE, "whole", None, None, date(2023, 4, 1), None) in areas(filled)


def test_some_of_what_was_merged_is_a_part_under_both_names(filled):
    loaded(filled, partnership_areas=[area(RYEDALE), area(SCARBOROUGH, "part")])

    assert (NORTH_YORKSHIRE, "part", None, "Ryedale; Scarborough", date(2023, 4, 1), None) in areas(filled)


@pytest.mark.parametrize("replace", [False, True])
def test_the_same_row_again_is_unchanged(filled, replace):
    said = {"partnership_areas": [area(SCARBOROUGH), area("E09000003")], "replace": replace}
    loaded(filled, **said)

    again = plan(filled, **said)

    assert again.difference.is_empty
    assert again.difference.total.unchanged == 3


def test_what_the_file_says_of_the_successor_itself_is_taken_as_it_is(filled):
    own = area(NORTH_YORKSHIRE, "part", locality="The coast", from_date="2023-04-01")

    loaded(filled, partnership_areas=[area(SCARBOROUGH), own])

    assert areas(filled)[0][:4] == (NORTH_YORKSHIRE, "part", None, "The coast")


def test_a_code_from_before_its_time_is_kept_and_said(filled):
    proposed = plan(filled, partnership_areas=[area(NORTH_YORKSHIRE, "part", from_date="2020-01-01")])

    (warning,) = proposed.warnings
    assert "in use only from 1 April 2023" in warning.sentence
    assert "E07000167 (Ryedale), E07000168 (Scarborough)" in warning.sentence
    assert proposed.difference.total == Counts(new=1)


def test_an_organisation_is_carried_to_the_code_in_use_now(filled):
    said = [{"organisation": "b", "name": "B", "sector": "health", "area_code": BARNSLEY}]

    loaded(filled, organisations=said)

    organisations = load_programme(filled).organisations.set_index("organisation")
    assert organisations.loc["b", "area_code"] == BARNSLEY_NOW
    assert plan(filled, organisations=said).difference.is_empty


@pytest.mark.parametrize(("day", "code"), [("2022-06-01", RYEDALE), ("2023-06-01", NORTH_YORKSHIRE)])
def test_support_is_carried_to_the_code_in_use_on_its_day(filled, day, code):
    said = {
        "support": "s9",
        "bridge": "ive",
        "area_code": RYEDALE,
        "support_on": day,
        "support_type": "one_to_one",
    }

    loaded(filled, support=[said])

    support = load_programme(filled).support.set_index("support")
    assert support.loc["s9", "area_code"] == code


def test_a_statistic_of_a_merged_authority_is_not_guessed(filled):
    said = {"area_code": RYEDALE, "measure": "schools", "reference_date": "2024-01-01", "value": 12}

    (problem,) = plan(filled, area_statistics=[said]).errors

    assert "was then a part of E06000065 (North Yorkshire)" in problem.sentence
    assert "cep statistics add" in problem.sentence


def test_a_statistic_of_a_place_with_a_new_code_is_carried(filled):
    said = {"area_code": BARNSLEY, "measure": "schools", "reference_date": "2025-06-01", "value": 12}

    loaded(filled, area_statistics=[said])

    statistics = load_programme(filled).area_statistics
    assert statistics["area_code"].tolist() == [BARNSLEY_NOW]


def test_a_store_without_places_says_how_to_make_one_that_has_them(tmp_path):
    engine = open_store(f"sqlite:///{tmp_path / 'store.db'}", create=True)
    initialise(engine, name="A bare store")

    (problem,) = plan(
        engine,
        partnerships=[{"partnership": "barnet", "name": "Barnet"}],
        partnership_areas=[area("E09000003")],
    ).errors

    assert "The store knows no authorities." in problem.sentence
    engine.dispose()
