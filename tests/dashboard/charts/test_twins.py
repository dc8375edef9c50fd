"""Two partnerships, two organisations and two places of one name stay two in every chart."""

from dataclasses import replace
from typing import Any

import pytest

from dashboard.charts.chart import Chart, Rendered
from dashboard.charts.render import CHARTS, render
from dashboard.question import Question
from data.names import with_names_apart
from data.programme.programme import COLUMNS, Programme

PARTNERSHIPS = ["bristol-cultural-education-partnership", "camden-spark", "making-sense-in-southwark"]
AUTHORITIES = ["E06000023", "E09000007", "E09000028"]
NAMED = {"partnerships": "partnership", "organisations": "organisation", "areas": "area_code"}
ASKED = ["", "region=E12000007", "as_at=2018-06-30&include=emerging"]


@pytest.fixture(scope="module")
def of_one_name(demo_programme: Programme) -> Programme:
    """The demo, in which three partnerships, three authorities and three organisations at many tables have one name."""
    busiest = demo_programme.memberships["organisation"].value_counts().index[:3]
    twins = {"partnerships": PARTNERSHIPS, "organisations": [*busiest], "areas": AUTHORITIES}
    frames = {name: getattr(demo_programme, name) for name in COLUMNS}
    for name, keys in twins.items():
        rows = frames[name][NAMED[name]].isin(keys)
        assert rows.sum() == len(keys)
        frames[name] = frames[name].assign(name=frames[name]["name"].mask(rows, "Twin"))
    return replace(demo_programme, **with_names_apart(frames))


def drawn(rendered: Rendered) -> list[tuple[str, int, int]]:
    """Of each trace its kind, how many marks it has, and at how many places these stand."""
    traces: list[dict[str, Any]] = rendered.figure["data"] if rendered.figure else []
    return sorted((trace["type"], *_marks(trace)) for trace in traces)


def _marks(trace: dict[str, Any]) -> tuple[int, int]:
    along = [[*trace[axis]] for axis in ("x", "y", "locations", "a", "b") if trace.get(axis) is not None]
    return max(map(len, along), default=0), len(set(map(str, zip(*along, strict=False))))


@pytest.mark.parametrize("query", ASKED)
@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.key)
def test_every_chart_has_as_many_rows_and_marks_as_with_names_of_their_own(
    demo_programme: Programme, of_one_name: Programme, chart: Chart, query: str
) -> None:
    own, twins = (
        render(chart, Question.from_query(one, query, partnership=PARTNERSHIPS[0]))
        for one in (demo_programme, of_one_name)
    )
    assert len(twins.frame) == len(own.frame)
    assert drawn(twins) == drawn(own)


def test_no_name_of_the_three_is_left_without_what_tells_it_apart(of_one_name: Programme) -> None:
    for name, key in NAMED.items():
        frame = getattr(of_one_name, name)
        called = frame.loc[frame["name"].str.startswith("Twin"), [key, "name"]]
        assert called["name"].str.fullmatch(r"Twin \(.+\)").all()
        assert called["name"].is_unique
        assert len(called) == 3
