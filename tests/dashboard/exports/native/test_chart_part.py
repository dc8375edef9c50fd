"""A native chart shows the numbers of its workbook, in the order the format asks for."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element
from office import NAMES, find, values
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.charts.render import CHARTS, render
from dashboard.exports.native import native
from dashboard.exports.native.chart_layout import end_labels, label_points, plot_area
from dashboard.exports.native.chart_part import chart_xml
from dashboard.exports.native.chart_values import workbook_of
from dashboard.exports.native.model import CM, PT, Label, Plot, Series, Size
from dashboard.figures.maps import MARKS
from dashboard.question import Question
from data.programme.programme import Programme

pytestmark = pytest.mark.thorough

ROOM = Size(30 * CM, 12 * CM)
ORDER = {
    "chartSpace": "date1904 chart spPr txPr externalData",
    "chart": "autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs showDLblsOverMax",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls marker smooth axId",
    "scatterChart": "scatterStyle varyColors ser dLbls axId",
    "ser": "idx order tx spPr invertIfNegative marker dLbls xVal cat yVal val smooth",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize showLeaderLines",
    "dLbl": "idx delete layout tx dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossBetween majorUnit",
    "catAx": "axId scaling delete axPos title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses "
    "auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "dateAx": "axId scaling delete axPos title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses "
    "auto lblOffset baseTimeUnit majorUnit majorTimeUnit",
    "scaling": "logBase orientation max min",
    "legend": "legendPos legendEntry layout overlay txPr",
}
"""The order in which the schema of charts wants the children we write."""
NAME = st.text(st.characters(codec="utf-8", exclude_categories=()), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "+cmd",
        "-2",
        "@SUM(A1)",
        "http://localhost",
        "</c:v>",
        "a\x00b",
        "\x1b[0m",
        "&amp;",
        "{=1}",
        "\ud800",
    ]
)


def plots(programme: Programme, query: str = "") -> dict[str, Plot]:
    asked = Question.from_query(programme, query, partnership="camden-spark")
    drawn = {
        key: native(rendered, size=ROOM)
        for key in CHARTS
        if not (rendered := render(CHARTS[key], asked)).reason_empty
    }
    return {key: one for key, one in drawn.items() if isinstance(one, Plot)}


def xml(plot: Plot) -> _Element:
    return etree.fromstring(chart_xml(plot, size=ROOM, points=12))


def sheet_of(plot: Plot) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(workbook_of(plot))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def cells(sheet: Worksheet, reference: str) -> list[object]:
    name, _, area = reference.partition("!")
    assert name == sheet.title
    found = sheet[area.replace("$", "")]
    column = found if isinstance(found, tuple) else ((found,),)
    return [row[0].value for row in column]


def test_every_number_that_a_chart_remembers_is_in_the_cell_it_names(demo_programme: Programme) -> None:
    checked = 0
    for key, plot in plots(demo_programme).items():
        sheet = sheet_of(plot)
        for reference in find(xml(plot), "//c:numRef | //c:strRef"):
            held = cells(sheet, values(reference, "c:f/text()")[0])
            assert len(held) == int(values(reference, ".//c:ptCount/@val")[0])
            remembered = {
                int(values(point, "@idx")[0]): values(point, "c:v/text()")[0]
                for point in find(reference, ".//c:pt")
            }
            for place, cell in enumerate(held):
                assert (cell is None) == (place not in remembered), key
                if isinstance(cell, datetime):
                    assert float(remembered[place]) == (cell - datetime(1899, 12, 30)).days  # noqa: DTZ001
                elif cell is not None:
                    same = float(remembered[place]) == pytest.approx(cell) if isinstance(cell, float | int) else (
                        remembered[place] == cell
                    )  # fmt: skip
                    assert same, key
                checked += 1
    assert checked > 1000


def test_elements_stand_in_the_order_of_the_schema(demo_programme: Programme) -> None:
    seen = set()
    for key, plot in plots(demo_programme).items():
        for element in find(xml(plot), "//c:*"):
            name = etree.QName(element).localname
            if name not in ORDER:
                continue
            seen.add(name)
            wanted = ORDER[name].split()
            places = [wanted.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), f"{key}: {name}"
    assert seen == set(ORDER)


def test_bars_are_hatched_where_the_page_hatches_them(demo_programme: Programme) -> None:
    tree = xml(plots(demo_programme)["coverage-by-region"])
    names = values(tree, "//c:ser[c:spPr/a:pattFill]/c:tx//c:v/text()")
    assert names == [MARKS[state].label for state in ("part", "exists")]


def test_lines_go_on_where_a_date_has_no_number_and_nothing_is_drawn_as_zero(
    demo_programme: Programme,
) -> None:
    plot = plots(demo_programme)["trajectory"]
    assert values(xml(plot), "//c:dispBlanksAs/@val") == ["span"]
    assert any(value is None for series in plot.series for value in series.values)


@given(NAME, NAME)
def test_any_name_stays_a_name(name: str, label: str) -> None:
    plot = Plot("bar", (label,), (Series(name, (1.0,)), Series(name, (None,))), category_title=label)
    tree = xml(plot)
    assert not find(tree, "//c:f[contains(., '=')]")
    for row in sheet_of(plot).iter_rows():
        for cell in row:
            assert cell.data_type in {"s", "n"}
            assert cell.hyperlink is None


def test_the_same_chart_gives_the_same_workbook(demo_programme: Programme) -> None:
    plot = plots(demo_programme)["lever-mix"]
    assert workbook_of(plot) == workbook_of(plot)


def test_words_at_ends_close_together_are_moved_apart_and_the_axis_leaves_room_for_them() -> None:
    def line(name: str, end: float) -> Series:
        return Series(name, (50.0, end), dash="solid", labels={1: Label(f"{name}: {end:.0f}")})

    ends = (line("First", 98.0), line("Second", 97.0), line("Third", 40.0))
    plot = Plot("line", (40_000.0, 43_000.0), ends, category_kind="date")
    moved = end_labels(plot, ROOM, 12)
    assert moved[0, 1] < 0 < moved[1, 1]
    assert moved[2, 1] == pytest.approx(0)
    tree = xml(plot)
    assert len(find(tree, "//c:dLbl[c:layout]")) == 2
    assert float(values(tree, "//c:dateAx/c:scaling/c:max/@val")[0]) > 43_000


@pytest.mark.parametrize(
    ("room", "points", "query"),
    [(ROOM, 14, "illustrative=hide"), (Size(17 * CM, 8 * CM), 9, "")],
    ids=["slide", "page"],
)
def test_words_of_axes_are_level_and_neither_they_nor_the_legend_cover_a_mark(
    demo_programme: Programme, room: Size, points: float, query: str
) -> None:
    for key, plot in plots(demo_programme, query).items():
        tree = etree.fromstring(chart_xml(plot, size=room, points=points))
        axes = "(//c:valAx | //c:catAx | //c:dateAx)"
        assert set(values(tree, f"{axes}//a:bodyPr/@rot")) == {"0"}, key
        assert not find(tree, f"{axes}//a:bodyPr[not(@rot)]"), key
        left, top, wide, high = plot_area(plot, room, points)
        assert left + wide <= 1, key
        assert top + high <= 1, key
        assert high > 0.4, key
        for title in find(tree, "//c:title[../c:axPos/@val='l']"):
            above = float(values(title, "c:layout/c:manualLayout/c:y/@val")[0])
            line = points * PT / room.height
            assert above + line < top, key
            assert above >= line * bool(plot.legend), key
        assert values(tree, "//c:legend/c:overlay/@val") == ["0"] * plot.legend, key


def test_the_unit_of_what_stands_upright_is_not_that_of_what_lies_along(demo_programme: Programme) -> None:
    plot = plots(demo_programme)["need-and-coverage"]
    tree = xml(plot)
    forms = {side: values(tree, f"//c:valAx[c:axPos/@val='{side}']/c:numFmt/@formatCode") for side in "bl"}
    assert forms == {"b": [plot.form], "l": [plot.form_with_unit]}
    assert plot.unit == "%"


def test_labels_of_quarters_stay_whole_below_narrow_columns(demo_programme: Programme) -> None:
    plot = plots(demo_programme)["lever-mix"]
    room = Size(31 * CM, 12 * CM)
    assert len(plot.categories) > 20
    assert 10 < label_points(plot, room, 14) < 14


def test_no_prefix_is_unknown() -> None:
    assert all(uri.startswith("http") for uri in NAMES.values())
