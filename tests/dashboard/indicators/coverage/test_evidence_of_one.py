"""Where evidence names a partnership, nobody says that there is none: what counts as evidence, and from when."""

from datetime import date

import pytest
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.coverage import coverage, reach
from dashboard.question import Question

BARNET = "E09000003"


def asked(programme, day="2020-03-31", **filters):
    return Question(programme, Filters(as_at=date.fromisoformat(day), **filters))


def barnet(statuses, day="2020-03-31", **filters):
    """What the map says of Barnet, where one partnership has these statuses."""
    programme = make_programme(
        partnerships=[partnership("p")], statuses=statuses, partnership_areas=[area("p", BARNET)]
    )
    question = asked(programme, day, **filters)
    state = coverage.by_area(question).set_index("area_code").loc[BARNET, "state"]
    is_cold = BARNET in set(coverage.cold_spots(question)["area_code"])
    assert is_cold == (state == "none")
    return state


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ([status("p", "established", None)], "exists"),
        ([status("p", "emerging", None)], "exists"),
        ([status("p", "existing", "2018-06-01", begins="by")], "exists"),
        ([status("p", "existing", "2022-06-01", begins="by")], "exists"),
        ([status("p", "established", "2022-06-01", begins="by")], "exists"),
        ([status("p", "established", "2020-12-31", precision="year")], "exists"),
        ([], "exists"),
        ([status("p", "established", "2022-06-01")], "none"),
        ([status("p", "prospective", None)], "none"),
        ([status("p", "closed", "2019-01-01")], "none"),
        ([status("p", "established", None), status("p", "closed", "2019-01-01")], "none"),
        ([status("p", "emerging", "2019-01-01"), status("p", "established", None)], "pipeline"),
        ([status("p", "established", "2019-12-31", precision="year")], "whole"),
    ],
)
def test_an_undated_or_unworded_partnership_is_not_nobody_and_one_that_came_later_or_ended_is(
    statuses, state
):
    assert barnet(statuses) == state


def test_what_is_made_up_takes_nothing_from_what_was_published():
    published = status("p", "established", None)
    emerging = status("p", "emerging", "2021-01-01", is_illustrative=True)
    dormant = status("p", "dormant", "2019-01-01", is_illustrative=True)
    assert barnet([published]) == barnet([published, emerging]) == barnet([published, dormant]) == "exists"
    assert barnet([emerging]) == "exists"
    assert barnet([published, emerging | {"is_illustrative": False}]) == "none"


def test_one_that_was_there_before_it_was_founded_may_always_have_been_there():
    there = status("p", "existing", "2016-03-22", "2016-09-30", begins="by")
    founded = status("p", "established", "2016-09-30", precision="month")
    assert barnet([there, founded], "2015-06-30") == "exists"


def test_before_the_month_it_was_founded_in_nobody_is_on_record():
    founded = [status("p", "established", "2017-09-30", precision="month")]
    said = [barnet(founded, day) for day in ("2017-08-31", "2017-09-01", "2017-09-29", "2017-09-30")]
    assert said == ["none", "exists", "exists", "whole"]


def test_one_named_without_a_date_is_named_on_the_map_and_counts_as_nobody_live():
    programme = make_programme(
        partnerships=[partnership("known"), partnership("named")],
        statuses=[status("known", "prospective", "2019-01-01"), status("named", "established", None)],
        partnership_areas=[area("known", BARNET), area("named", BARNET)],
    )
    row = coverage.by_area(asked(programme)).set_index("area_code").loc[BARNET]
    assert (row["state"], row["live"], row["names"]) == ("pipeline", 1, "Known; Named")


def test_what_exists_is_counted_apart_and_said():
    programme = make_programme(
        partnerships=[partnership("p")],
        statuses=[status("p", "established", None)],
        partnership_areas=[area("p", BARNET)],
    )
    value = reach.cold_spots(asked(programme))
    assert (value.value, value.denominator) == (5, 6)
    assert "In 1 more a partnership exists whose date or status is not published." in value.note
    assert coverage.note_of_existing(asked(programme, region=("E12000003",))) == ""


LEEDS, NORTH_EAST = "E08000035", "E12000001"


def cold(programme, day, **filters):
    return coverage.cold_spots(asked(programme, day, **filters))


@pytest.mark.parametrize("illustrative", [True, False])
@pytest.mark.parametrize("day", ["2017-09-01", "2017-09-30", "2020-03-31", "2024-06-30"])
def test_leeds_is_nobodys_cold_spot_from_the_month_it_was_founded_in(demo_programme, illustrative, day):
    assert LEEDS not in set(cold(demo_programme, day, illustrative=illustrative)["area_code"])


def test_before_that_month_no_published_page_names_one_in_leeds(demo_programme):
    assert LEEDS in set(cold(demo_programme, "2017-08-31", illustrative=False)["area_code"])


@pytest.mark.parametrize("illustrative", [True, False])
@pytest.mark.parametrize("day", ["2023-03-31", "2023-04-01", "2024-06-30"])
def test_none_of_the_north_easts_twelve_is_a_cold_spot_once_its_bridge_covers_them(
    demo_programme, illustrative, day
):
    question = asked(demo_programme, day, region=(NORTH_EAST,), illustrative=illustrative)
    assert len(coverage.by_area(question)) == 12
    assert coverage.cold_spots(question).empty


@pytest.mark.parametrize("day", ["2015-06-30", "2018-12-31", "2020-03-31", "2023-03-31"])
def test_illustrative_rows_make_no_cold_spot(demo_programme, day):
    shown, published = (cold(demo_programme, day, illustrative=shown)["area_code"] for shown in (True, False))
    assert set(shown) <= set(published)
