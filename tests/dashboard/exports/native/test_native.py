"""Every chart has a form that an office program draws by itself, whatever is asked."""

import re
from datetime import date

import pytest
from factories import area, make_programme, partnership, status

from dashboard import words
from dashboard.charts.render import CHARTS, render
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, Drawing, Native, Plot, Size, Table
from dashboard.exports.native.tables import table_behind
from dashboard.figures.maps import MARKS
from dashboard.question import Question
from data.programme.programme import Programme

pytestmark = pytest.mark.thorough

ROOM = Size(30 * CM, 12 * CM)
QUESTIONS = {
    "default": "",
    "one region": "region=E12000007",
    "another vintage": "as_at=2016-12-31",
    "a first year": "as_at=2013-03-31",
    "emerging too": "include=emerging&bridge=arts-connect",
    "illustrative hidden": "illustrative=hide",
}


def drawn(programme: Programme, key: str, query: str = "", *, size: Size = ROOM) -> Native:
    return native(
        render(CHARTS[key], Question.from_query(programme, query, partnership="camden-spark")), size=size
    )


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS.keys())
@pytest.mark.parametrize("key", sorted(CHARTS))
def test_every_chart_that_has_something_to_show_has_a_native_form(
    key: str, query: str, demo_programme: Programme
) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, query, partnership="camden-spark"))
    if rendered.reason_empty:
        return
    match native(rendered, size=ROOM, most=12):
        case Plot() as plot:
            assert_whole(plot)
        case Drawing() as drawing:
            assert_within(drawing, ROOM)
        case Table() as table:
            assert 0 < len(table.rows) <= 12 or key in {"led-to-matrix", "format-purpose"}
            assert {len(row) for row in table.rows} == {len(table.columns)}
            assert all(cell.text and cell.text != "nan" for row in table.rows for cell in row)


def assert_whole(plot: Plot) -> None:
    assert plot.series
    for series in plot.series:
        assert series.name
        assert len(series.values) == len(series.xs if plot.kind == "scatter" else plot.categories)
        assert re.fullmatch(r"#[0-9A-Fa-f]{6}", series.colour)
        assert not series.shown or len(series.shown) == len(series.values)
        assert all(0 <= place < len(series.values) for place in series.labels)
    assert any(value is not None for series in plot.series for value in series.values)
    assert list(plot.categories) == sorted(plot.categories) or plot.category_kind == "text"


def assert_within(drawing: Drawing, room: Size) -> None:
    for shape in drawing.shapes:
        assert shape.name
        assert shape.says
        assert shape.box.x >= 0
        assert shape.box.y >= 0
        assert shape.box.x + shape.box.width <= room.width
        assert shape.box.y + shape.box.height <= room.height
        for ring in shape.rings:
            assert len(ring) > 2
            for x, y in ring:
                assert shape.box.x <= x <= shape.box.x + shape.box.width
                assert shape.box.y <= y <= shape.box.y + shape.box.height


def test_the_map_of_england_has_a_shape_for_each_authority_and_london_again_enlarged(
    demo_programme: Programme,
) -> None:
    picture = drawn(demo_programme, "area-coverage")
    assert isinstance(picture, Drawing)
    key, authorities, london = picture.groups
    rendered = render(CHARTS["area-coverage"], Question.from_query(demo_programme, ""))
    assert sorted(shape.name for shape in authorities.shapes) == sorted(rendered.frame["area"])
    assert len([shape for shape in london.shapes if shape.rings]) == 33
    assert [group.name for group in picture.groups] == ["Key", "Areas", "London, enlarged"]
    counted = {state: int((rendered.frame["state"] == state).sum()) for state in MARKS}
    said = [shape.text.words for shape in key.shapes if shape.text]
    assert said == [f"{mark.label} ({counted[state]})" for state, mark in MARKS.items() if counted[state]]


HATCHED = ("part", "exists")
"""What is partly so, and what exists without a date or status, have a pattern each."""


def test_an_area_that_is_not_simply_covered_is_hatched_and_never_only_lighter(
    demo_programme: Programme,
) -> None:
    picture = drawn(demo_programme, "area-coverage")
    assert isinstance(picture, Drawing)
    by_state = {
        state: [shape for shape in picture.shapes if shape.fill and mark.label in shape.says]
        for state, mark in MARKS.items()
    }
    for state, shapes in by_state.items():
        assert shapes
        assert all(bool(shape.pattern) == (state in HATCHED) for shape in shapes)
    patterns = {state: {shape.pattern for shape in by_state[state]} for state in HATCHED}
    assert all(len(found) == 1 for found in patterns.values())
    assert patterns["part"] != patterns["exists"]
    assert all(shape.line == MARKS[state].line for state in HATCHED for shape in by_state[state])


def test_it_is_hatched_in_bars_too(demo_programme: Programme) -> None:
    plot = drawn(demo_programme, "coverage-by-region")
    assert isinstance(plot, Plot)
    hatched = [series for series in plot.series if series.pattern]
    assert [series.name for series in hatched] == [MARKS[state].label for state in HATCHED]
    assert len({series.pattern for series in hatched}) == len(HATCHED)


def test_neighbours_still_share_their_corners_when_the_map_is_drawn_small(demo_programme: Programme) -> None:
    """Corners that two areas share on the ground are moved to the same place of the grid."""
    picture = drawn(demo_programme, "london-map", size=Size(16 * CM, 9 * CM))
    assert isinstance(picture, Drawing)
    corners = {
        shape.name: {point for ring in shape.rings for point in ring}
        for shape in picture.shapes
        if shape.rings
    }
    assert len(corners["Camden"] & corners["Islington"]) > 3
    assert not corners["Camden"] & corners["Croydon"]


def test_what_a_grid_has_signs_for_is_told_in_words_each_name_once_a_row(demo_programme: Programme) -> None:
    table = drawn(demo_programme, "sector-matrix")
    rendered = render(CHARTS["sector-matrix"], Question.from_query(demo_programme, ""))
    assert isinstance(table, Table)
    assert rendered.figure is not None
    traces = {trace["name"]: trace for trace in rendered.figure["data"]}
    heads = [column.label for column in table.columns]
    assert set(heads[1:]) <= {words.sentence(name).rstrip(".") for name in traces}
    for row in table.rows:
        for head, cell in zip(heads[1:], row[1:], strict=True):
            (trace,) = (one for name, one in traces.items() if words.sentence(name).rstrip(".") == head)
            at = [x for y, x in zip(trace["y"], trace["x"], strict=True) if y == row[0].text]
            assert cell.text == (", ".join(at).replace("<br>", " ") or "–")
    assert table.left_out == len(rendered.frame["partnership"].unique()) - len(table.rows)


def test_the_points_of_the_trajectory_lie_on_their_days(demo_programme: Programme) -> None:
    plot = drawn(demo_programme, "trajectory")
    assert isinstance(plot, Plot)
    frame = render(CHARTS["trajectory"], Question.from_query(demo_programme, "")).frame
    proved = next(series for series in plot.series if series.name == "Proved")
    known = [value for value in proved.values if value is not None]
    assert known == frame.loc[frame["series"] == "proved", "value"].to_list()
    told = frame["series"] == "published"
    assert (frame.loc[told, "first_day"] < frame.loc[told, "date"]).any()
    days = {(day.date() - date(1899, 12, 30)).days for day in frame.loc[~told, "date"]}
    days |= {
        (day.date() - date(1899, 12, 30)).days
        for day in frame.loc[told & (frame["first_day"] < frame["date"]), ["first_day", "date"]].stack()
    }
    assert days <= set(plot.categories)


def test_the_forecast_is_named_at_its_end_and_stands_in_the_table_behind_the_figure(
    demo_programme: Programme,
) -> None:
    rendered = render(CHARTS["trajectory"], Question.from_query(demo_programme, ""))
    plot = native(rendered, size=ROOM)
    assert isinstance(plot, Plot)
    forecast = next(series for series in plot.series if series.name == "Illustrative forecast")
    assert [label.words.partition(":")[0] for label in forecast.labels.values()] == ["Illustrative forecast"]
    labels = [column.label for column in table_behind(rendered, plot, most=12).columns]
    assert {"Proved", "Illustrative", "Illustrative forecast", "Range of past quarters"} <= set(labels)
    assert "At the as-at date" not in labels


@pytest.mark.parametrize("key", ["london-map", "london-tiles"])
def test_a_partnership_of_several_boroughs_leaves_each_its_place(key: str) -> None:
    programme = make_programme(
        partnerships=[partnership("both")],
        statuses=[status("both", "established", "2016-01-01")],
        partnership_areas=[area("both", "E09000003"), area("both", "E09000007")],
    )
    picture = drawn(programme, key, size=ROOM)
    assert isinstance(picture, Drawing)
    assert {one.name for one in picture.groups[1].shapes} >= {"Barnet", "Camden", "Barking and Dagenham"}


@pytest.mark.parametrize("size", [Size(16 * CM, 9 * CM), ROOM], ids=["document", "slide"])
def test_the_words_of_tiles_can_be_read_and_no_tile_covers_another(
    demo_programme: Programme, size: Size
) -> None:
    picture = drawn(demo_programme, "london-tiles", size=size)
    assert isinstance(picture, Drawing)
    key, places = picture.groups
    assert len(places.shapes) == 33
    assert all(shape.text and shape.text.points >= 8 for shape in places.shapes)
    boxes = [shape.box for shape in places.shapes]
    assert len({(box.width, box.height) for box in boxes}) == 1
    spots = {(box.x // boxes[0].width, box.y // boxes[0].height) for box in boxes}
    assert len(spots) == 33
    below = max(shape.box.y + shape.box.height for shape in key.shapes)
    assert below < min(box.y for box in boxes)
