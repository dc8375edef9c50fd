"""The number of a tile leads to as many rows as it says."""

from urllib.parse import urlsplit

import pytest

from dashboard.charts.leads import NUMBERS, way_of
from dashboard.charts.render import CHARTS, render
from dashboard.indicators import INDICATORS
from dashboard.indicators.shared.values import value_of
from dashboard.pages import PAGES, find
from dashboard.pages.page import answer, rendered
from dashboard.question import Question
from data.programme.programme import Programme

QUESTIONS = {
    "default": "",
    "a region": "region=E12000007",
    "since a day": "since=2018-05-01",
    "another day": "as_at=2018-11-15&include=emerging",
    "after the records end": "as_at=2021-02-15",
    "illustrative hidden": "illustrative=hide",
}


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS.keys())
@pytest.mark.parametrize("key", [one.key for one in INDICATORS if one.key in NUMBERS])
def test_a_number_leads_to_as_many_rows_as_it_says(key: str, query: str, demo_programme: Programme) -> None:
    question = Question.from_query(demo_programme, query)
    value = value_of(next(one for one in INDICATORS if one.key == key), question)
    way = way_of(value, question)
    if way is None:
        assert not getattr(value, NUMBERS[key].part) or value.value is None
        return
    parts = urlsplit(way.address)
    page, _ = find(parts.path)
    asked = Question.from_query(demo_programme, parts.query, keys=page.narrows)
    assert asked.ignored == ()
    ((chart, _),) = page.charts
    assert len(render(CHARTS[chart], asked).frame) == getattr(value, NUMBERS[key].part)


def test_the_tiles_of_the_overview_lead_to_what_is_published(demo_programme: Programme) -> None:
    page = PAGES[0]
    question = Question.from_query(demo_programme, "")
    tiles = {one["name"]: one for one in answer(page, question, rendered(page, question)).tiles}
    covered = tiles["Authorities covered"]
    assert covered["address"] == "/lists/authorities?illustrative=hide&coverage=part&coverage=whole"
    assert covered["opens"].startswith("Open the ")
    assert tiles["Need a call"]["address"] == "/attention"
