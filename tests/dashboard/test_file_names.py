"""A file says by its name what it holds; no two questions whose answers may differ give it one name."""

from dataclasses import replace

import pytest
from hypothesis import given

from dashboard.charts.render import CHARTS, file_stem, render
from dashboard.exports.tables.whole_store import file_name
from dashboard.file_names import LONGEST
from dashboard.file_names import file_stem as name_of
from dashboard.filters import REPEATABLE, Filters
from dashboard.question import Question
from data.programme.programme import Programme, Scope
from data.taxonomy import SECTORS as REAL_SECTORS
from tests.dashboard.exports.test_every_form import FILTERS

ALLOWED = set("abcdefghijklmnopqrstuvwxyz0123456789-_")


@pytest.mark.parametrize(
    ("key", "query", "name"),
    [
        ("cold-spots", "region=E12000007&illustrative=hide", "cold-spots_london_2020-03-31_real-only_v{}"),
        ("by-region", "", "by-region_england_2020-03-31_v{}"),
        (
            "by-region",
            "area=E07000146&as_at=2019-12-31",
            "by-region_authority-kings-lynn-and-west-norfolk_2019-12-31_v{}",
        ),
        (
            "cold-spots",
            "bridge=artswork&sector=school&since=2019-01-01&include=emerging&need=population_0_24",
            "cold-spots_bridge-artswork_2020-03-31_sector-school_since-2019-01-01_emerging_need-population-0-24_v{}",
        ),
        ("meetings-held", "as_at=2021-06-30", "meetings-held_england_2020-03-31_asked-2021-06-30_v{}"),
        ("partnership-area", "partnership=camden-spark", "partnership-area_camden-spark_2020-03-31_v{}"),
    ],
)
def test_a_name_says_chart_place_date_filters_and_version(
    key: str, query: str, name: str, demo_programme: Programme
) -> None:
    question = Question.from_query(demo_programme, query)
    rendered = render(CHARTS[key], question)
    assert file_stem(rendered) == name.format(demo_programme.store_version)


@given(one=FILTERS, other=FILTERS)
def test_other_filters_give_another_name(one: Filters, other: Filters, demo_programme: Programme) -> None:
    first, second = (Question(demo_programme, each) for each in (one, other))
    names = {name_of(first, "by-region"), name_of(second, "by-region")}
    assert len(names) == len({first.query_here, second.query_here})
    assert all(len(name) <= LONGEST and set(name) <= ALLOWED for name in names)


def test_every_value_of_every_filter_gives_a_name_of_its_own(demo_programme: Programme) -> None:
    usual = Question(demo_programme, Filters())
    questions = [
        usual.with_filters(**{key: (value,)})
        for key, values in usual.known.items()
        if key in REPEATABLE
        for value in values
    ]
    names = {name_of(question, "by-region") for question in questions}
    assert len(names) == len(questions) > 300


def test_very_many_filters_give_a_short_name_that_is_theirs_alone(demo_programme: Programme) -> None:
    areas = list(Question(demo_programme, Filters()).known["area"])[:60]
    one, other = (Question(demo_programme, Filters(area=tuple(some))) for some in (areas, areas[1:]))
    names = {name_of(question, "cold-spots") for question in (one, other)}
    assert len(names) == 2
    assert all(len(name) <= LONGEST for name in names)


def test_what_a_bridge_takes_away_is_called_otherwise(demo_programme: Programme) -> None:
    seen = demo_programme.visible_to(Scope(bridges=frozenset({"arts-connect"})))
    for filters, name in (
        (Filters(), "by-region_of-arts-connect_2020-03-31_v1"),
        (Filters(region=("E12000005",)), "by-region_west-midlands_of-arts-connect_2020-03-31_v1"),
    ):
        assert name_of(Question(seen, filters), "by-region") == name
        assert name_of(Question(demo_programme, filters), "by-region") != name
    many = replace(Filters(), sector=tuple(REAL_SECTORS), has=tuple(REAL_SECTORS))
    assert "_of-arts-connect_" in name_of(Question(seen, many), "by-region")


def test_a_changed_store_gives_another_name(demo_programme: Programme) -> None:
    later = replace(demo_programme, store_version=demo_programme.store_version + 1)
    names = {file_name(Question(programme, Filters()), "zip") for programme in (demo_programme, later)}
    assert len(names) == 2


def test_the_store_up_to_a_day_is_called_otherwise_than_all_of_it(demo_programme: Programme) -> None:
    whole = Question(demo_programme, Filters())
    until = whole.with_filters(as_at=demo_programme.as_at)
    assert file_name(whole, "zip") != file_name(until, "zip")
    assert file_name(whole.with_filters(method="weighted", existing=True), "zip") == file_name(whole, "zip")
