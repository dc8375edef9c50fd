"""Papers to try forms on: every chart there is, and names that nobody should have."""

from dataclasses import replace

from dashboard.charts.chart import Rendered
from dashboard.charts.render import CHARTS, render
from dashboard.compose_paper import paper
from dashboard.exports.paper.choice import Choice
from dashboard.exports.paper.paper import Paper
from dashboard.question import Question
from data.programme.programme import Programme

ABOUT = "partnership=camden-spark"
FIRST, REST = tuple(CHARTS)[: len(CHARTS) // 2], tuple(CHARTS)[len(CHARTS) // 2 :]


def paper_of(programme: Programme, keys: tuple[str, ...] = (), *, query: str = "") -> Paper:
    """A paper with these charts, or with the usual ones."""
    return paper(Question.from_query(programme, query), Choice(charts=keys))


def renamed(given: Paper, name: str) -> Paper:
    """The same paper with one name in every place that a name can come to: words, labels, series, cells."""
    figures = tuple(_renamed(figure, name) for figure in given.figures)
    return replace(given, title=name, purpose=name, summary=(name, name), figures=figures)


def bars_named(programme: Programme, name: str) -> Rendered:
    """A chart of bars whose labels all have one name."""
    return _renamed(render(CHARTS["cold-spots"], Question.from_query(programme, "")), name)


def _renamed(figure: Rendered, name: str) -> Rendered:
    frame = figure.frame.copy()
    for column in frame.columns:
        if frame[column].dtype == "str" and column not in {"state", "area_code", "rating"}:
            frame[column] = name
    drawn = None if figure.figure is None else _with_names(figure.figure, name)
    return replace(figure, frame=frame, figure=drawn, headline=name, subtitle=name, text=name, source=name)


def _with_names(figure: dict, name: str) -> dict:
    """A figure whose labels and traces have one name; the names of marks of a map mean something and stay."""
    traces = [
        {
            **trace,
            **({"y": [name for _ in trace["y"]]} if trace.get("orientation") == "h" else {}),
            **({"name": name} if trace["type"] == "scatter" else {}),
            **({"customdata": [[name, name, row[2]] for row in trace["customdata"]]}
               if trace["type"] == "choropleth" else {}),
        }
        for trace in figure["data"]
    ]  # fmt: skip
    return {**figure, "data": traces}
