"""The plain application draws the same numbers as our page of levers, or it would be nothing to be held against."""

import itertools
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.charts.render import CHARTS, render
from dashboard.pages.levers import PAGE
from dashboard.question import Question
from data.programme.programme import Programme
from tests.bench import sides
from tests.bench.load import one_after_another
from tests.bench.plain import app, charts, tables
from tests.bench.questions import changes

QUERIES = (
    {},
    {"as_at": "2018-10-31"},
    {"as_at": "2019-12-31", "region": ["E12000007"]},
    {"as_at": "2017-05-14", "region": ["E12000001", "E12000003"], "sector": ["school"]},
    {"as_at": "2014-06-30", "region": ["E12000006"], "sector": ["health"]},
)


@pytest.fixture(scope="module")
def read(demo_store: str) -> tables.Tables:
    return tables.read(demo_store)


@pytest.mark.parametrize("asked", QUERIES, ids=str)
def test_every_chart_has_our_numbers(
    asked: dict[str, Any], read: tables.Tables, demo_programme: Programme
) -> None:
    as_at = pd.Timestamp(asked.get("as_at", read.as_at))
    plain = charts.figures(read, as_at, asked.get("region", []), asked.get("sector", []))
    query = "&".join(
        f"{key}={value}"
        for key, values in asked.items()
        for value in ([values] if key == "as_at" else values)
    )
    question = Question.from_query(demo_programme, query)
    assert len(plain) == len(PAGE.charts) == len(app.QUESTIONS)
    for (key, _), figure, title in zip(PAGE.charts, plain, app.QUESTIONS, strict=True):
        ours = render(CHARTS[key], question)
        assert title == CHARTS[key].question
        assert numbers(figure) == numbers(ours.figure or {"data": []}), key


def test_it_answers_what_the_bench_asks(demo_store: str, tmp_path: Path) -> None:
    asked = [*itertools.islice(changes(), 3)]
    with sides.plain(demo_store, tmp_path) as site:
        side = sides.Plain("plain", site)
        took = [*one_after_another(side.address, (side.question(change) for change in asked))]
    assert len(took) == len(asked)


def test_every_chart_draws_something_of_all_partnerships(read: tables.Tables) -> None:
    assert all(numbers(figure) for figure in charts.figures(read, read.as_at, [], []))


def numbers(figure: dict[str, Any]) -> list[Any]:
    """What each trace of a figure draws, whatever it looks like; nothing for those of nothing."""
    drawn = [drawn_by(trace) for trace in figure["data"] if trace["type"] != "scatter"]
    return [trace for trace in drawn if any(value for values in trace.values() for value in values)]


def drawn_by(trace: dict[str, Any]) -> dict[str, Any]:
    if trace["type"] == "sankey":
        return {end: trace["link"][end] for end in ("source", "target", "value")}
    if trace.get("orientation") == "h":  # equal bars may stand in any order
        labels = [label.replace("\n", " ") for label in trace["y"]]
        return {"bars": sorted(zip(trace["x"], labels, strict=True), reverse=True)}
    if trace["type"] == "scatterternary":  # and so may the points of partnerships
        return {"points": sorted(zip(*(map(rounded, trace[axis]) for axis in "abc"), strict=True))}
    axes = ("x", "y", "z")
    return {axis: [rounded(value) for value in trace[axis]] for axis in axes if axis in trace}


def rounded(value: Any) -> Any:
    return round(value, 9) if isinstance(value, float) else value
