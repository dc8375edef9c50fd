"""Figures draw what their frame says, and nothing else."""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard import words
from dashboard.exports.native import timeline as native_timeline
from dashboard.exports.native.model import CM, Size
from dashboard.figures import against_target, bars, flows, lines, maps, matrix, timeline
from dashboard.figures.plain import Figure
from dashboard.theme import CATEGORICAL, INK, PAPER


def checked(figure: Figure) -> go.Figure:
    """The figure as graph objects, which refuse any property that Plotly does not have."""
    return go.Figure(figure)


def frame_of_areas(*states: str) -> DataFrame:
    size = len(states)
    return DataFrame(
        {
            "area_code": [f"E0{number}" for number in range(size)],
            "area": [f"Place {number}" for number in range(size)],
            "state": states,
            "names": [None] * size,
            "lon": range(size),
            "lat": range(50, 50 + size),
            "west": range(-1, size - 1),
            "east": range(1, size + 1),
            "south": range(49, 49 + size),
            "north": range(51, 51 + size),
        }
    )


def test_borders_of_regions_are_drawn_above_all_areas_and_cannot_be_pointed_at() -> None:
    frame = frame_of_areas("whole", "none", "none").assign(
        region_code=["E12000002", "E12000001", "E12000001"]
    )
    figure = checked(maps.coverage(frame, boundaries="/geo/x.geojson", outlines="/geo/r.geojson"))
    borders = figure.data[-1]
    assert (borders.geojson, list(borders.locations)) == ("/geo/r.geojson", ["E12000001", "E12000002"])
    assert (borders.hoverinfo, borders.showlegend) == ("skip", False)
    assert len(figure.data) == len(checked(maps.coverage(frame, boundaries="/geo/x.geojson")).data) + 1


def test_a_map_has_one_trace_a_state_and_every_area_once() -> None:
    figure = checked(
        maps.coverage(frame_of_areas("whole", "none", "none", "pipeline"), boundaries="/geo/x.geojson")
    )
    drawn = [code for trace in figure.data for code in trace.locations]
    assert sorted(drawn) == ["E00", "E01", "E02", "E03"]
    assert {trace.name for trace in figure.data} == {
        "Whole area covered",
        "No live partnership known",
        "In the pipeline only",
    }
    assert all(trace.geojson == "/geo/x.geojson" for trace in figure.data)


def test_part_coverage_is_another_mark_and_not_only_a_lighter_colour() -> None:
    figure = checked(maps.coverage(frame_of_areas("whole", "part"), boundaries="/geo/x.geojson"))
    part = next(
        trace for trace in figure.data if trace.type == "choropleth" and trace.name.startswith("Part")
    )
    strokes = [trace for trace in figure.data if trace.type == "scattergeo"]
    assert part.marker.line.width > 1
    assert len(strokes) == 1
    assert strokes[0].showlegend


def test_what_exists_without_a_date_is_another_mark_than_part_coverage_and_than_nobody() -> None:
    figure = checked(maps.coverage(frame_of_areas("exists", "part", "none"), boundaries="/geo/x.geojson"))
    areas = {trace.name: trace for trace in figure.data if trace.type == "choropleth"}
    symbols = {trace.name: trace.marker.symbol for trace in figure.data if trace.type == "scattergeo"}
    exists, part, nobody = (maps.MARKS[state].label for state in ("exists", "part", "none"))
    assert symbols.keys() == {exists, part}
    assert symbols[exists] != symbols[part]
    assert areas[exists].marker.line.color not in {
        areas[part].marker.line.color,
        areas[nobody].marker.line.color,
    }
    assert not areas[exists].showlegend


def test_every_mark_on_a_tile_is_another_sign() -> None:
    signs = [mark.tile for mark in maps.MARKS.values()]
    assert len(set(signs)) == len(signs) == len(words.STATES)


def test_a_map_is_framed_by_the_areas_it_shows() -> None:
    figure = checked(maps.coverage(frame_of_areas("whole", "none", "none"), boundaries="/geo/x.geojson"))
    assert tuple(figure.layout.geo.lonaxis.range) == (-1, 3)
    assert tuple(figure.layout.geo.lataxis.range) == (49, 53)


def test_ranked_bars_leave_out_what_is_not_known_and_stop_at_the_limit() -> None:
    frame = DataFrame({"place": ["a", "b", "c", "d"], "need": [4.0, 3.0, float("nan"), 1.0]})
    bar = checked(bars.ranked(frame, label="place", value="need", x_title="", limit=2)).data[0]
    assert list(bar.y) == ["a", "b"]


def test_stacked_bars_have_the_parts_in_the_order_given() -> None:
    frame = DataFrame({"place": ["a"], "one": [1], "two": [99]})
    parts = {"two": bars.Part("Two", "#12436D"), "one": bars.Part("One", "#E6E8EB", pattern="/")}
    figure = checked(bars.stacked(frame, label="place", parts=parts, x_title=""))
    assert [trace.name for trace in figure.data] == ["Two", "One"]
    assert list(figure.data[0].text) == ["99"]
    assert list(figure.data[1].text) == [""]


@pytest.mark.parametrize("colour", CATEGORICAL)
def test_numbers_inside_a_bar_stand_out(colour: str) -> None:
    frame = DataFrame({"place": ["a"], "one": [1]})
    figure = bars.stacked(frame, label="place", parts={"one": bars.Part("One", colour)}, x_title="")
    bar = checked(figure).data[0]
    assert bar.textfont.color in {INK, PAPER}
    assert _contrast(colour, bar.textfont.color) >= 3


def test_the_trajectory_keeps_its_series_apart() -> None:
    frame = DataFrame(
        [
            (None, "2019-12-31", "proved", 20.0, 20.0, 60.0, None),
            (None, "2020-03-31", "proved", 22.0, 22.0, 62.0, None),
            (None, "2020-03-31", "illustrative", 42.0, None, None, None),
            (None, "2020-12-31", "forecast", 48.0, 45.0, 51.0, None),
            (None, "2020-12-31", "target", 50.0, None, None, "Target: 50"),
            ("2014-01-01", "2014-12-31", "published", 3.0, None, None, "pilots"),
            ("2018-12-19", "2018-12-19", "published", 50.0, None, None, "currently 50"),
        ],
        columns=["first_day", "date", "series", "value", "low", "high", "label"],
    ).assign(
        date=lambda rows: pd.to_datetime(rows["date"]),
        first_day=lambda rows: pd.to_datetime(rows["first_day"]),
    )
    figure = checked(against_target.trajectory(frame))
    across = {tuple(trace.x) for trace in figure.data if trace.name == "Published for a month or a year"}
    assert across == {("2014-01-01", "2014-12-31")}
    marks = next(trace for trace in figure.data if trace.name == "Published, counted differently")
    assert list(zip(marks.x, marks.y, strict=True)) == [("2018-12-19", 50.0)]
    proved, made_up = (
        next(trace for trace in figure.data if trace.name == name) for name in ("Proved", "Illustrative")
    )
    assert proved.line.color != made_up.line.color
    assert (proved.line.dash, made_up.line.dash) == ("solid", "dot")
    assert sum(trace.fill == "tonexty" for trace in figure.data) == 2
    assert figure.layout.showlegend
    assert {trace.name: trace.marker.symbol for trace in figure.data if trace.showlegend is not False} == {
        "Published for a month or a year": None,
        "Possible, date or status unpublished": None,
        "Range of past quarters": None,
        "Published, counted differently": "diamond-open",
        "Date a target is due": "star-diamond",
    }
    assert [note.text for note in figure.layout.annotations] == ["Illustrative\nforecast: 48"]


def test_a_tile_says_its_state_in_a_sign_too() -> None:
    frame = DataFrame(
        [
            (1, 1, "Camden", "Camden", "E09000007", "whole", None, None),
            (1, 2, "Brent", "Brent", "E09000005", "part", None, None),
        ],
        columns=["row", "column", "label", "area", "area_code", "state", "names", "partnerships"],
    )
    texts = [text for trace in checked(maps.tiles(frame)).data for text in trace.text]
    assert sorted(texts) == ["Brent\n◩", "Camden\n●"]


def test_an_illustrative_spell_is_hatched_and_no_spell_begins_sharper_than_it_is_known() -> None:
    frame = DataFrame(
        {
            "status": ["Emerging", "Established"],
            "from_date": pd.to_datetime(["2015-01-01", "2016-01-01"]),
            "precision": ["month", "year"],
            "until": pd.to_datetime(["2016-01-01", "2020-03-31"]),
            "is_illustrative": [True, False],
        }
    )
    bars_ = checked(timeline.spells(frame)).data[0]
    assert list(bars_.marker.pattern.shape) == ["/", ""]
    assert [list(one) for one in bars_.customdata] == [
        ["Emerging", "January 2015", "1 January 2016"],
        ["Established", "2016", "31 March 2020"],
    ]


def test_what_is_proved_on_the_last_day_shown_stands_at_the_end_of_a_year() -> None:
    day = pd.to_datetime(["2020-03-31"])
    frame = DataFrame({"status": ["Established"], "from_date": day, "precision": ["day"], "until": day})
    frame = frame.assign(is_illustrative=False, name="Bath")
    for drawn in (timeline.spells(frame), timeline.lives(frame)):
        assert checked(drawn).layout.xaxis.range == ("2019-03-31", "2020-03-31")
        shapes = native_timeline.spells(drawn, size=Size(30 * CM, 12 * CM)).groups
        years = next(group.shapes for group in shapes if group.name == "Years")
        assert [shape.name for shape in years] == ["Line: 2020", "Year: 2020"]


def test_flows_have_the_colours_of_their_ends_and_say_how_much_begins_and_ends_at_each() -> None:
    frame = DataFrame(
        [("One", "One", 3), ("One", "Two", 5), ("Two", "One", 0), ("Two", "Two", 1)],
        columns=["from", "to", "links"],
    )
    colours = {"Two": "#801650", "One": "#12436D"}
    flow = checked(flows.sankey(frame, source="from", target="to", value="links", colours=colours)).data[0]
    assert list(flow.node.label) == ["One: 8", "Two: 1", "One: 3", "Two: 6"]
    assert list(flow.node.color) == ["#12436D", "#801650"] * 2
    assert list(flow.link.customdata) == ["One to One", "One to Two", "Two to Two"]


def test_columns_that_are_no_parts_of_a_whole_stand_beside_each_other() -> None:
    frame = DataFrame({"quarter": pd.to_datetime(["2020-03-31"]), "held": [52], "expected": [67.1]})
    layers = {key: bars.Part(key.title(), "#12436D") for key in ("held", "expected")}
    figure = bars.columns(frame, x="quarter", layers=layers, y_title="Meetings", beside=True)
    assert checked(figure).layout.barmode == "group"
    assert bars.columns(frame, x="quarter", layers=layers, y_title="")["layout"]["barmode"] == "stack"


def test_one_kind_of_column_leaves_no_room_for_a_legend_it_does_not_have() -> None:
    frame = DataFrame({"label": ["a"], "one": [1], "two": [2]})
    layers = {key: bars.Part(key, "#12436D") for key in ("one", "two")}
    lone = bars.columns(frame, x="label", layers={"one": layers["one"]}, y_title="")["layout"]
    both = bars.columns(frame, x="label", layers=layers, y_title="")["layout"]
    assert (lone["showlegend"], both["showlegend"]) == (False, True)
    assert both["margin"]["t"] - lone["margin"]["t"] == both["height"] - lone["height"] == 32


def test_the_numbers_of_paired_bars_stand_beyond_their_ends_where_no_hatching_is() -> None:
    frame = DataFrame({"label": ["a"], "own": [77.0], "around": [42.0]})
    figure = bars.paired(frame, label="label", own=("own", "Own"), other=("around", "Others"), x_title="%")
    assert {trace.textposition for trace in checked(figure).data} == {"outside"}


def test_a_label_of_a_bar_is_not_broken_at_its_hyphen() -> None:
    frame = DataFrame({"name": ["School capacity-building (MOB)"], "n": [3]})
    [bar] = checked(bars.ranked(frame, label="name", value="n", x_title="")).data
    assert list(bar.y) == ["School\ncapacity-building\n(MOB)"]


def _contrast(first: str, second: str) -> float:
    def luminance(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_matrix_of_very_many_rows_draws_the_first_ones() -> None:
    names = [f"Partnership {number:04}" for number in range(1500)]
    frame = DataFrame({"name": names, "sector": "School", "presence": "absent"})
    drawn = matrix.signs(frame, row="name", column="sector", value="presence")
    assert drawn["layout"]["yaxis"]["categoryarray"] == names[: matrix.MOST]
    assert drawn["data"][0]["y"] == names[: matrix.MOST]


def curve(steps: int) -> DataFrame:
    """A share that falls a little at every step of ten years."""
    places = [place / steps for place in range(steps + 1)]
    share = [100 - 50 * place for place in places]
    return DataFrame(
        {
            "months": [120 * place for place in places],
            "share": share,
            "low": [one - 5 for one in share],
            "high": [one + 5 for one in share],
            "at_risk": range(steps + 1, 0, -1),
        }
    )


def test_a_curve_of_very_many_steps_is_drawn_with_few_and_runs_alike() -> None:
    few, many = (lines.estimate(curve(steps), x_title="", y_title="") for steps in (100, 10_000))
    drawn, whole = checked(many).data[-1], checked(few).data[-1]
    assert len(whole.x) == 101
    assert len(drawn.x) <= lines.STEPS + 2
    assert (drawn.x[0], drawn.y[0], drawn.x[-1], drawn.y[-1]) == (0, 100, 120, 50)
    assert max(b - a for a, b in pairwise(drawn.x)) <= 2 * 120 / lines.STEPS
    assert (
        many["layout"]["xaxis"]["ticktext"][0] == "0\n10001"
    )  # whom the curve follows is counted of all steps
