"""The chart beside a table draws from the table's own cells, in Excel and in OpenDocument files."""

import io
import re
import zipfile
from html import escape

import openpyxl
import pytest
from lxml import etree
from lxml.etree import _Element
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.charts.chart import Rendered
from dashboard.charts.render import CHARTS, render
from dashboard.exports.native.model import Plot
from dashboard.exports.table_of_chart import UNSEEN
from dashboard.exports.tables.files import written
from dashboard.exports.tables.workbook.axis import Along, along
from dashboard.question import Question
from data.programme.programme import Programme

NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{said}:1.0"
    for name, said in (
        ("chart", "chart"), ("draw", "drawing"), ("office", "office"), ("svg", "svg-compatible"),
        ("style", "style"), ("table", "table"), ("manifest", "manifest"),
    )
}  # fmt: skip
CHARTED = {
    "by-region": (4, "region"),
    "coverage-over-time": (2, "date"),
    "core-groups-over-time": (6, "date"),
    "trajectory": (7, "date"),
    "pilots-members": (7, "age_months"),
    "pilots-core-groups": (7, "age_months"),
    "pilots-activities": (7, "age_months"),
    "pilots-meetings": (7, "age_months"),
    "lever-approaches": (1, "label"),
    "lever-mix": (3, "quarter"),
    "sector-gap": (1, "label"),
    "quality-by-rule": (1, "label"),
    "partnership-levers": (2, "label"),
}
"""Chart -> how many series it has, and the column that names their points."""
QUERY = "partnership=camden-spark"


def answered(programme: Programme, key: str) -> Rendered:
    about = "camden-spark" if CHARTS[key].subject == "needed" else None
    return render(CHARTS[key], Question.from_query(programme, "" if about else QUERY, partnership=about))


def page_of(rendered: Rendered) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(written(rendered, "xlsx"))).worksheets[3]


def part(package: bytes, name: str) -> _Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(package)).read(name))


def found(element: _Element, path: str) -> list[str]:
    return [str(one) for one in element.xpath(path, namespaces=NAMES)]


def assert_draws_from_numbers(rendered: Rendered, page: Worksheet, names: str, numbers: str) -> None:
    """The cells named hold days, ages or labels of the column expected, and beside them numbers only."""
    keys = [column for column in rendered.columns if column not in UNSEEN]
    column = keys.index(CHARTED[rendered.chart.key][1]) + 1
    named, counted = page[names], page[numbers]
    assert {cell.column for (cell,) in named} == {column}
    assert all(isinstance(cell.value, int | float) for (cell,) in counted)
    assert [cell.row for (cell,) in named] == [cell.row for (cell,) in counted]


@pytest.mark.parametrize("key", CHARTED)
def test_a_chart_in_an_excel_file_draws_from_the_cells_of_its_table(
    demo_programme: Programme, key: str
) -> None:
    rendered = answered(demo_programme, key)
    page = page_of(rendered)
    (chart,) = page._charts
    assert len(chart.series) == CHARTED[key][0]
    for series in chart.series:
        source = series.xVal or series.cat
        named = (source.numRef or source.strRef).f
        values = (series.yVal or series.val).numRef.f
        cells = [one.split("!")[1].replace("$", "") for one in (named, values)]
        assert_draws_from_numbers(rendered, page, *(_area(one) for one in cells))
    drawn = zipfile.ZipFile(io.BytesIO(written(rendered, "xlsx"))).read("xl/drawings/drawing1.xml").decode()
    assert f'descr="{escape(rendered.text, quote=True)}"' in drawn.replace("&#39;", "'")


@pytest.mark.parametrize("key", CHARTED)
def test_a_chart_in_an_open_document_draws_from_the_same_cells(demo_programme: Programme, key: str) -> None:
    rendered = answered(demo_programme, key)
    package, page = written(rendered, "ods"), page_of(rendered)
    (place,) = found(
        part(package, "content.xml"),
        "//draw:object/@xlink:href".replace("xlink:href", "*[local-name()='href']"),
    )
    chart = part(package, f"{place.removeprefix('./')}/content.xml")
    series = chart.xpath("//chart:series", namespaces=NAMES)
    assert len(series) == CHARTED[key][0]
    for one in series:
        (values,) = found(one, "@chart:values-cell-range-address")
        (named,) = found(one, "chart:domain/@table:cell-range-address") or found(
            chart, "//chart:categories/@table:cell-range-address"
        )
        assert_draws_from_numbers(
            rendered, page, *(_area(re.sub(r"'[^']*'\.", "", cells)) for cells in (named, values))
        )


@pytest.mark.parametrize("key", CHARTED)
def test_every_style_and_every_file_that_an_open_document_names_is_there(
    demo_programme: Programme, key: str
) -> None:
    rendered = answered(demo_programme, key)
    package = written(rendered, "ods")
    listed = set(found(part(package, "META-INF/manifest.xml"), "//@manifest:full-path"))
    files = {name for name in zipfile.ZipFile(io.BytesIO(package)).namelist() if name != "mimetype"}
    assert listed - files == {"/", "Chart 3/"}
    assert files - listed == {"META-INF/manifest.xml"}
    chart, strokes = part(package, "Chart 3/content.xml"), part(package, "Chart 3/styles.xml")
    styles = set(found(chart, "//style:style/@style:name | //office:automatic-styles/*/@style:name"))
    used = found(chart, "//@chart:style-name | //@style:data-style-name")
    assert set(used) <= styles
    drawn = set(found(strokes, "//@draw:name"))
    assert set(found(chart, "//@draw:stroke-dash | //@draw:fill-hatch-name")) <= drawn
    (said,) = found(part(package, "content.xml"), "//draw:frame/svg:desc/text()")
    assert said == rendered.text


@pytest.mark.parametrize("key", ["area-coverage", "sector-matrix", "led-to-flows"])
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_what_no_spreadsheet_draws_has_no_chart_that_pretends_to_be_one(
    demo_programme: Programme, key: str, form: str
) -> None:
    package = written(render(CHARTS[key], Question.from_query(demo_programme, "")), form)
    assert not [name for name in zipfile.ZipFile(io.BytesIO(package)).namelist() if "chart" in name.lower()]


@pytest.mark.parametrize(
    ("first", "last", "kind", "axis"),
    [
        (41_274, 43_921, "date", Along(40_910, 43_921, 365.25, "yyyy")),
        (43_190, 43_555, "date", Along(43_190, 43_555, 91.3125, "mmm yyyy")),
        (0, 96, "number", Along(0, 96, 12, "0")),
        (5, 5, "number", Along(5, 6, 12, "0")),
        (36_526, 43_921, "date", Along(36_527, 43_921, 730.5, "yyyy")),
    ],
)
def test_an_axis_has_a_step_for_each_year_that_it_has_room_for(
    first: float, last: float, kind: str, axis: Along
) -> None:
    assert along(Plot("line", (first, last), (), category_kind=kind)) == axis  # type: ignore[arg-type]


def _area(cells: str) -> str:
    """One cell as an area, so that it is read like any other."""
    return cells if ":" in cells else f"{cells}:{cells}"
