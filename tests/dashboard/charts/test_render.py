"""What every chart promises, whatever is asked: our template, words that read, rows that export, a page, a document."""

import grammar
import orjson
import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard import theme, words
from dashboard.charts.chart import Chart, ChartText, Rendered
from dashboard.charts.render import CHARTS, FAILED, counting_rule, render, render_or_explain, sources_of
from dashboard.indicators import DEFINED
from dashboard.method import SOURCES
from dashboard.pages import PAGES, profile
from dashboard.question import Question
from data.programme.programme import Programme
from tests.test_plotly import parts

QUESTIONS = {
    "default": "",
    "one region": "region=E12000007",
    "another vintage": "as_at=2016-12-31",
    "before anything was published": "as_at=2014-03-31",
    "emerging too": "include=emerging&bridge=arts-connect",
    "nothing matches": "region=E12000001&bridge=a-new-direction",
    "illustrative hidden": "illustrative=hide",
    "what tables lack": "lacks=early_years&reason=core_group_missing&status=delivering&completed=no",
    "one authority": "area=E09000007",
}
KILOBYTES_200 = 200_000
TRACES = parts("trace")
LEFT_OUT = {"images", "updatemenus", "sliders", "grid", "scene", "polar", "map", "calendar"}
AXES_WITHOUT = {"rangeslider", "rangeselector", "calendar"}
TRACES_WITHOUT = {"error_x", "error_y", "xcalendar", "ycalendar"}
"""What a layout, an axis or a trace may not have, because the plotly.js of the pages is built without it."""


@pytest.fixture(params=QUESTIONS.values(), ids=QUESTIONS.keys())
def question(request: pytest.FixtureRequest, demo_programme: Programme) -> Question:
    return Question.from_query(demo_programme, request.param, partnership="camden-spark")


@pytest.fixture(params=CHARTS.values(), ids=CHARTS.keys())
def chart(request: pytest.FixtureRequest) -> Chart:
    return request.param


@pytest.fixture
def rendered(chart: Chart, question: Question) -> Rendered:
    return render(chart, question)


def test_a_figure_has_our_template_and_is_light(rendered: Rendered) -> None:
    if rendered.chart.draw is None or rendered.reason_empty:
        assert rendered.figure is None
        return
    assert rendered.figure is not None
    assert rendered.figure["layout"]["template"] is theme.TEMPLATE
    assert rendered.figure["layout"]["height"] > 0
    go.Figure(rendered.figure)  # refuses any property that Plotly does not have
    as_json = orjson.dumps(rendered.figure, option=orjson.OPT_SERIALIZE_NUMPY, default=list)
    assert len(as_json) < KILOBYTES_200


def test_a_figure_draws_with_the_plotly_js_of_the_pages(rendered: Rendered) -> None:
    figure = rendered.figure or {"data": [], "layout": {}}
    axes = [named for key, named in figure["layout"].items() if key[1:5] == "axis"]
    assert {trace["type"] for trace in figure["data"]} <= TRACES
    assert not LEFT_OUT & {*figure["layout"], *theme.TEMPLATE["layout"]}
    assert not AXES_WITHOUT & {key for axis in axes for key in axis}
    assert not TRACES_WITHOUT & {key for trace in figure["data"] for key in trace}
    if "geo" in figure["layout"]:
        assert {**theme.TEMPLATE["layout"]["geo"], **figure["layout"]["geo"]}["projection"] == {
            "type": "mercator"
        }
        assert all("geojson" in trace for trace in figure["data"] if trace["type"] == "choropleth")


def test_the_words_read_well(rendered: Rendered) -> None:
    for text in (rendered.headline, rendered.subtitle, rendered.text, rendered.source, rendered.reason_empty):
        assert list(grammar.faults(text)) == []
    assert rendered.headline
    assert rendered.text or rendered.chart.draw is None


def test_what_a_figure_must_say_of_itself_is_printed(rendered: Rendered) -> None:
    question = rendered.question
    assert words.day(question.on) in rendered.source
    assert counting_rule(rendered.chart, question) in rendered.source
    for key in sources_of(rendered.chart, question):
        assert SOURCES[key].short in rendered.source
    assert (words.ILLUSTRATIVE in rendered.source) == rendered.illustrative
    if rendered.figure:
        assert rendered.figure["layout"]["meta"]["source"] == rendered.source


def test_every_column_that_is_promised_is_in_the_frame(rendered: Rendered) -> None:
    assert not set(rendered.columns) - {*rendered.frame.columns, "is_illustrative"}


def test_there_are_rows_or_a_message_that_says_why_not(rendered: Rendered) -> None:
    assert bool(len(rendered.frame)) != bool(rendered.reason_empty)
    assert rendered.reason_empty != FAILED


def test_with_illustrative_data_hidden_nothing_is_marked_illustrative(
    chart: Chart, demo_programme: Programme
) -> None:
    hidden = render(
        chart, Question.from_query(demo_programme, "illustrative=hide", partnership="camden-spark")
    )
    assert not hidden.illustrative
    if chart.draws_on == ("activities",):
        assert hidden.reason_empty.startswith("Not published")
        assert "load" in hidden.reason_empty


def test_every_chart_shows_a_known_indicator(chart: Chart) -> None:
    assert chart.indicator in DEFINED


def test_every_chart_is_on_a_page(chart: Chart) -> None:
    pages = [*PAGES, profile.PAGE]
    assert any(chart.key in dict(page.charts) for page in pages)


def test_a_chart_that_fails_says_so_in_its_own_place(
    demo_programme: Programme, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(question: Question) -> DataFrame:
        raise ZeroDivisionError

    chart = Chart(
        key="broken",
        question="What now?",
        indicator="established",
        measure="Nothing",
        frame=broken,
        columns={},
        describe=lambda **_: ChartText("", ""),
        sources=(),
    )
    assert render_or_explain(chart, Question.from_query(demo_programme, "")).reason_empty == FAILED
    assert "broken" in caplog.text


def test_the_coverage_of_all_regions_adds_up_to_england_at_every_vintage(demo_programme: Programme) -> None:
    regions = demo_programme.area_groupings.query("grouping == 'region'")["group_code"].unique()
    for as_at, authorities in {
        "2016-06-30": 326,
        "2019-12-31": 317,
        "2020-12-31": 314,
        "2022-03-31": 309,
        "2024-03-31": 296,
    }.items():
        whole = render(CHARTS["area-coverage"], Question.from_query(demo_programme, f"as_at={as_at}")).frame
        parts = [
            render(
                CHARTS["area-coverage"], Question.from_query(demo_programme, f"as_at={as_at}&region={region}")
            ).frame
            for region in regions
        ]
        assert len(whole) == authorities == sum(len(part) for part in parts)
        assert whole["state"].isin(["whole", "part"]).sum() == sum(
            part["state"].isin(["whole", "part"]).sum() for part in parts
        )
