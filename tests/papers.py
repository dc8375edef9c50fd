"""Papers to try forms on: every chart there is, and names that nobody should have."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

from dashboard.charts.chart import Rendered
from dashboard.charts.render import CHARTS
from dashboard.compose_paper import paper
from dashboard.exports.paper.choice import Choice
from dashboard.exports.paper.paper import Paper
from dashboard.question import Question
from data.programme.programme import Programme

ABOUT = "partnership=camden-spark"
EACH_KIND = (
    "trajectory", "by-region", "london-map", "london-tiles", "pilots-status", "lever-balance", "led-to-flows",
    "format-purpose", "changes",
)  # fmt: skip
"""Lines, columns, a map, tiles, spans of time, a triangle, flows, a matrix, and a table: few rows of each."""
FIRST, REST = tuple(CHARTS)[: len(CHARTS) // 2], tuple(CHARTS)[len(CHARTS) // 2 :]


def paper_of(
    programme: Programme, keys: tuple[str, ...] = (), *, query: str = "", annex: bool = False
) -> Paper:
    """A paper with these charts, or with the usual ones."""
    return paper(Question.from_query(programme, query), Choice(charts=keys, annex=annex))


def renamed(given: Paper, names: Sequence[str]) -> Paper:
    """The same paper with these names in turn in every place that a name can come to: words, labels, series, cells."""
    turn = cycle(names)
    figures = tuple(_renamed(figure, turn) for figure in given.figures)
    summary = (next(turn), next(turn))
    return replace(given, title=next(turn), purpose=next(turn), summary=summary, figures=figures)


def _renamed(figure: Rendered, turn: Iterator[str]) -> Rendered:
    frame = figure.frame.copy()
    for column in frame.columns:
        if frame[column].dtype == "str" and column not in {"state", "area_code", "rating"}:
            frame[column] = list(islice(turn, len(frame)))
    drawn = None if figure.figure is None else _with_names(figure.figure, turn)
    words = {part: next(turn) for part in ("headline", "subtitle", "text", "source")}
    return replace(figure, frame=frame, figure=drawn, **words)


def _with_names(figure: dict, turn: Iterator[str]) -> dict:
    """A figure whose labels and traces have these names; the names of marks of a map mean something and stay."""
    traces = [
        {
            **trace,
            **({"y": list(islice(turn, len(trace["y"])))} if trace.get("orientation") == "h" else {}),
            **({"name": next(turn)} if trace["type"] == "scatter" else {}),
            **({"customdata": [[next(turn), next(turn), row[2]] for row in trace["customdata"]]}
               if trace["type"] == "choropleth" else {}),
        }
        for trace in figure["data"]
    ]  # fmt: skip
    return {**figure, "data": traces}
