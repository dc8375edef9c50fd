"""From a question and a choice to a paper: which charts it holds, and what it says without the author."""

from typing import Final

from dashboard.charts.chart import Chart, Rendered
from dashboard.charts.compared import NARROWS
from dashboard.charts.render import CHARTS, render_or_explain
from dashboard.exports.paper.choice import Choice
from dashboard.exports.paper.paper import Paper
from dashboard.indicators.profile.partnerships import slug_of
from dashboard.indicators.shared.values import reason_not_published
from dashboard.pages import PAGES, coverage, profile
from dashboard.pages.page import Page, said
from dashboard.question import QueryError, Question
from data.programme.programme import Programme

PREFERRED: Final = (
    "trajectory",
    "by-region",
    "area-coverage",
    "cold-spots",
    "sector-gap",
    "core-groups",
    "lever-mix",
    "meeting-spread",
    "actions-over-time",
    "attention-reasons",
)
"""What a board asks first."""
SPARE: Final = ("coverage-by-region", "coverage-over-time", "london-tiles", "changes", "unmapped")
"""What takes the place of a preferred chart that has nothing to show."""
USUAL_LENGTH: Final = 10

SUMMARISED: Final = (
    "/",
    "/coverage",
    "/attention",
    "/representation",
    "/meetings",
    "/levers",
    "/london",
    "/pilots",
)
"""Whose answers a summary takes, the most wanted first."""
MOST_LINES: Final = 5
ONE_PARTNERSHIP: Final = "One partnership"


def paper(question: Question, choice: Choice) -> Paper:
    """Return the paper; the same store version, filters and choice give the same paper."""
    charts = [CHARTS[key] for key in chart_keys(question, choice)]
    figures = tuple(
        render_or_explain(chart, question if chart.narrows else question.unnarrowed) for chart in charts
    )
    return Paper(
        question=question,
        choice=choice,
        title=choice.title or usual_title(question),
        purpose=choice.purpose or usual_purpose(question),
        summary=choice.summary or usual_summary(question, figures),
        figures=figures,
    )


def chart_keys(question: Question, choice: Choice) -> tuple[str, ...]:
    """Return the chosen charts in their order, or the usual ones; without those about nobody."""
    chosen = tuple(key for key in choice.charts if not why_not_in_paper(CHARTS[key], question))
    return chosen or usual_charts(question)


def why_not_in_paper(chart: Chart, question: Question) -> str:
    """Say why a chart cannot be in a paper; nothing when it can."""
    if chart.subject == "needed" and not question.partnership:
        return f"“{chart.question}” is about one partnership; name it as well."
    return ""


def available(question: Question) -> list[tuple[str, Chart]]:
    """Return every chart that a paper can hold, with the name of the first page that shows it."""
    pages = [page for page in (*PAGES, *([profile.PAGE] if question.partnership else [])) if page.charts]
    named = {key: _called(page) for page in reversed(pages) for key, _ in page.charts}
    return [(named[key], CHARTS[key]) for key in CHARTS if key in named]


def _called(page: Page) -> str:
    """The name of a page; what is compared belongs to the page of the same address."""
    return coverage.PAGE.name if page.path == coverage.PAGE.path else page.name or ONE_PARTNERSHIP


def usual_charts(question: Question) -> tuple[str, ...]:
    """Return about ten charts that have something to show with these filters, in the order of the pages."""
    works = [key for key in (*PREFERRED, *SPARE) if not render_or_explain(CHARTS[key], question).reason_empty]
    kept = set(works[:USUAL_LENGTH])
    return tuple(key for key in CHARTS if key in kept) or PREFERRED[:1]


def usual_title(question: Question) -> str:
    """Return what the paper is called: subject, place, date."""
    return f"Cultural Education Partnerships{_where(question)}: monitoring at {question.day}"


def usual_purpose(question: Question) -> str:
    """Return what the paper is for."""
    return (
        f"For information: where Cultural Education Partnerships{_where(question)} stand on "
        f"{question.day}, and what needs attention."
    )


def _where(question: Question) -> str:
    return f"{question.inside or ' in England'}{question.chosen}"


def usual_summary(question: Question, figures: tuple[Rendered, ...]) -> tuple[str, ...]:
    """Return the answers of the pages whose charts the paper shows, five at most."""
    if reason := reason_not_published(question):
        return (reason,)
    shown = {figure.chart.key for figure in figures}
    pages = {page.path: page for page in PAGES if shown & dict(page.charts).keys()}
    wanted = [path for path in SUMMARISED if path in pages][:MOST_LINES]
    return tuple(
        said(page, question if page.narrows else question.unnarrowed)
        for path, page in pages.items()
        if path in wanted
    )


def read(programme: Programme, query: str, *, exactly: bool = False) -> tuple[Paper, tuple[str, ...]]:
    """Return the paper of a query string, and a sentence for each part of it that was ignored.

    Raises `UnknownPartnership` for a partnership that is not there, and `QueryError` where something is ignored of
    what is to be read `exactly`.
    """
    chosen = Choice.from_query(query, known=CHARTS)
    question = Question.from_query(programme, chosen.rest, keys=NARROWS)
    if question.partnership:
        slug_of(programme, question.partnership)
    left_out = [why_not_in_paper(CHARTS[key], question) for key in chosen.choice.charts]
    ignored = (*question.ignored, *chosen.ignored, *filter(None, left_out))
    if exactly and ignored:
        raise QueryError(*ignored)
    return paper(question, chosen.choice), ignored
