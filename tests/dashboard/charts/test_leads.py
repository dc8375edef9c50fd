"""Where marks and numbers lead: to a list of as many rows as the mark says, at an address that every page knows."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from pandas import Timestamp

from dashboard.charts.chart import Chart, Rendered
from dashboard.charts.leads import SOME
from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import behind_of, payload, ways_of
from dashboard.pages import find
from dashboard.question import Question
from data.programme.programme import Programme

LEADING = [key for key, chart in CHARTS.items() if chart.leads]
QUESTIONS = {
    "default": "",
    "two regions": "region=E12000007&region=E12000005",
    "since a day": "since=2018-05-01",
    "another day, counted emerging": "as_at=2018-11-15&include=emerging",
    "a status asked for": "status=established&status=emerging",
    "illustrative hidden": "illustrative=hide",
    "a lever": "lever=DEL",
}
MOST = 12
"""Rows of a chart that are tried, spread over all of them."""


class Mark(NamedTuple):
    """A cell of a chart's table: its column, the address it leads to, the number of rows that it says, if it does."""

    column: str
    address: str
    number: int | None


def marks(rendered: Rendered) -> Iterator[Mark]:
    """What assets/02-ways.js makes of the ways of a chart."""
    ways = ways_of(rendered)
    if ways is None:
        return
    frame, size = rendered.frame, len(rendered.frame)
    for row in range(0, size, max(1, size // MOST)):
        place = row // ways["every"]
        for column, adds in ways["cells"].items():
            if ways["series"] and frame[ways["series"]].iloc[row] != column:
                continue
            own = _own(ways, column, place, frame, row)
            counts = ways["numbers"].get(column)
            is_said = counts != SOME
            number = frame[column].iloc[row] if counts is None else counts
            number = number[place] if isinstance(number, list) else number
            if own is None or (is_said and (number is None or number < 1)):
                continue
            path, own = (own, "") if own.startswith("/") else ("", own)
            query = "&".join(part for part in (ways["query"], own, adds) if part)
            yield Mark(column, f"{ways['to']}{path}?{query}", int(number) if is_said else None)


def _own(ways: dict[str, Any], column: str, place: int, frame: Any, row: int) -> str | None:
    if ways["keyed"]:
        key, held = ways["keyed"]
        code = frame[held].iloc[row]
        if isinstance(code, float):
            return None  # not known, as a page is told: what stands there is none of these
        code = f"{code:%Y-%m-%d}" if isinstance(code, Timestamp) else code
        return f"/{code}" if key == "/" else f"{key}={code}"
    rows: list[str | None] = ways["own"].get(column) or ways["rows"]
    return rows[place]


@pytest.fixture(params=LEADING)
def chart(request: pytest.FixtureRequest) -> Chart:
    return CHARTS[request.param]


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_mark_leads_to_as_many_rows_as_it_says(chart: Chart, query: str, demo_programme: Programme) -> None:
    rendered = render(chart, Question.from_query(demo_programme, query, partnership="camden-spark"))
    for mark in marks(rendered):
        parts = urlsplit(mark.address)
        page, about = find(parts.path)
        assert page.path, mark
        asked = Question.from_query(demo_programme, parts.query, partnership=about, keys=page.narrows)
        assert asked.ignored == (), mark
        if about:
            assert page.is_found(asked), mark
            continue
        ((key, _),) = page.charts
        assert mark.number in (None, len(render(CHARTS[key], asked).frame)), mark


def test_what_is_drawn_and_printed_of_a_leading_chart_is_where_its_ways_say(
    chart: Chart, demo_programme: Programme
) -> None:
    rendered = render(chart, Question.from_query(demo_programme, "", partnership="camden-spark"))
    ways = payload(rendered)["ways"]
    series = {*rendered.frame[ways["series"]]} if ways["series"] else set()
    assert {*ways["cells"]} <= {*rendered.frame.columns, *series}
    if rendered.figure:
        drawn = {trace.get("meta") for trace in rendered.figure["data"]}
        assert drawn & {*ways["cells"]}, "no mark of the figure leads anywhere"


def test_a_chart_without_marks_for_rows_says_so(demo_programme: Programme) -> None:
    lines = render(CHARTS["survival"], Question.from_query(demo_programme, ""))
    assert ways_of(lines) is None
    assert (
        ways_of(
            render(
                CHARTS["by-region"], Question.from_query(demo_programme, "region=E12000001&bridge=artswork")
            )
        )
        is None
    )


@pytest.mark.parametrize("key", ["time-to-delivery", "survival"])
@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_behind_a_curve_are_as_many_courses_as_it_is_estimated_from(
    key: str, query: str, demo_programme: Programme
) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, query))
    assert bool(behind_of(rendered)) == (not rendered.reason_empty)
    for address in map(urlsplit, behind_of(rendered).values()):
        page, _ = find(address.path)
        asked = Question.from_query(demo_programme, address.query, keys=page.narrows)
        assert asked.ignored == ()
        assert len(render(CHARTS["courses"], asked).frame) == rendered.frame["at_risk"].iloc[0]
        ended = Question.from_query(demo_programme, f"{address.query}&ended=yes", keys=page.narrows)
        assert len(render(CHARTS["courses"], ended).frame) == rendered.frame["ended"].sum()


@pytest.mark.parametrize("key", [key for key, chart in CHARTS.items() if chart.behind])
def test_what_is_behind_a_chart_has_an_address_that_its_page_knows(
    key: str, demo_programme: Programme
) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, "region=E12000007"))
    found = behind_of(rendered)
    assert found
    for address in map(urlsplit, found.values()):
        page, about = find(address.path)
        asked = Question.from_query(demo_programme, address.query, partnership=about, keys=page.narrows)
        assert asked.ignored == ()
        assert page.is_found(asked)
        assert not address.fragment or address.fragment in {part.anchor for part in page.parts}
