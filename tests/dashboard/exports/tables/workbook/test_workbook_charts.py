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
from dashboard.exports.rows import payload
from dashboard.exports.tables.files import chart_file
from dashboard.exports.tables.workbook.chart_ranges import Along, along
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
    "by-region": (6, "region"),
    "coverage-over-time": (2, "date"),
    "core-groups-over-time": (6, "date"),
    "trajectory": (10, "date"),
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
"""Chart -> how many series it has, and the column that names their points; every other may have a chart too."""
UNDRAWN = ("area-coverage", "sector-matrix", "led-to-flows")
"""No spreadsheet draws these, and nothing pretends to."""
QUERY = "partnership=gateshead-cep"


def answered(programme: Programme, key: str) -> Rendered:
    about = "camden-spark" if CHARTS[key].subject == "needed" else None
    return render(CHARTS[key], Question.from_query(programme, "" if about else QUERY, partnership=about))


def part(package: bytes, name: str) -> _Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(package)).read(name))


def files_of(package: bytes) -> set[str]:
    return set(zipfile.ZipFile(io.BytesIO(package)).namelist())


def found(element: _Element, path: str) -> list[str]:
    return [str(one) for one in element.xpath(path, namespaces=NAMES)]


Areas = list[tuple[str, str]]
"""For each series of a chart: the cells with the names of its points, and those with its numbers."""


def areas_in_excel(page: Worksheet) -> Areas:
    (chart,) = page._charts
    series = [(one.xVal or one.cat, one.yVal or one.val) for one in chart.series]
    cells = [((names.numRef or names.strRef).f, numbers.numRef.f) for names, numbers in series]
    return [(_area(names.split("!")[1]), _area(numbers.split("!")[1])) for names, numbers in cells]


def areas_in_open_document(chart: _Element) -> Areas:
    found_areas = []
    for series in chart.xpath("//chart:series", namespaces=NAMES):
        (numbers,) = found(series, "@chart:values-cell-range-address")
        (names,) = found(series, "chart:domain/@table:cell-range-address") or found(
            chart, "//chart:categories/@table:cell-range-address"
        )
        found_areas.append((_area(_within_its_sheet(names)), _area(_within_its_sheet(numbers))))
    return found_areas


def assert_draws_from_numbers(page: Worksheet, areas: Areas) -> None:
    """The cells named hold days, ages or labels of one column, and beside them numbers only."""
    for names, numbers in areas:
        named, counted = page[names], page[numbers]
        assert all(isinstance(cell.value, int | float) for (cell,) in counted)
        assert all(cell.value not in {None, ""} for (cell,) in named)
        assert [cell.row for (cell,) in named] == [cell.row for (cell,) in counted]
    assert len({cell.column for names, _ in areas for (cell,) in page[names]}) == 1


def assert_as_expected(rendered: Rendered, page: Worksheet, areas: Areas) -> None:
    count, column = CHARTED[rendered.chart.key]
    keys = [one["key"] for one in payload(rendered)["columns"] if "unseen" not in one]
    assert len(areas) == count
    assert {cell.column for names, _ in areas for (cell,) in page[names]} == {keys.index(column) + 1}


def assert_names_only_what_is_there(package: bytes, text: str) -> None:
    """Every style, stroke, hatch and file that an OpenDocument file names is in it; its chart says what it shows."""
    listed = set(found(part(package, "META-INF/manifest.xml"), "//@manifest:full-path"))
    files = files_of(package) - {"mimetype"}
    assert listed - files == {"/", "Chart 1/"}
    assert files - listed == {"META-INF/manifest.xml"}
    chart, strokes = part(package, "Chart 1/content.xml"), part(package, "Chart 1/styles.xml")
    styles = set(found(chart, "//style:style/@style:name | //office:automatic-styles/*/@style:name"))
    assert set(found(chart, "//@chart:style-name | //@style:data-style-name")) <= styles
    drawn = set(found(strokes, "//@draw:name"))
    assert set(found(chart, "//@draw:stroke-dash | //@draw:fill-hatch-name")) <= drawn
    (said,) = found(part(package, "content.xml"), "//draw:frame/svg:desc/text()")
    assert said == text


@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_draws_from_the_cells_of_its_table_in_both_forms_or_in_neither(
    demo_programme: Programme, key: str
) -> None:
    rendered = answered(demo_programme, key)
    excel, open_document = chart_file(rendered, "xlsx"), chart_file(rendered, "ods")
    charted = [name for name in files_of(excel) | files_of(open_document) if "chart" in name.lower()]
    assert key not in CHARTED or charted
    assert key not in UNDRAWN or not charted
    if not charted:
        return
    page = openpyxl.load_workbook(io.BytesIO(excel)).worksheets[1]
    areas = areas_in_excel(page)
    assert_draws_from_numbers(page, areas)
    if key in CHARTED:
        assert_as_expected(rendered, page, areas)
    drawing = zipfile.ZipFile(io.BytesIO(excel)).read("xl/drawings/drawing1.xml").decode()
    assert f'descr="{escape(rendered.text, quote=True)}"' in drawing.replace("&#39;", "'")
    (place,) = found(part(open_document, "content.xml"), "//draw:object/@*[local-name()='href']")
    chart = part(open_document, f"{place.removeprefix('./')}/content.xml")
    assert areas_in_open_document(chart) == areas
    assert_names_only_what_is_there(open_document, rendered.text)


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
    cells = cells.replace("$", "")
    return cells if ":" in cells else f"{cells}:{cells}"


def _within_its_sheet(cells: str) -> str:
    return re.sub(r"'[^']*'\.", "", cells)
