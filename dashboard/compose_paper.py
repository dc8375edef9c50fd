"""From a question and a choice to a paper: which charts it holds, and what it says without the author."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from dashboard.charts.chart import Chart, Rendered
from dashboard.charts.compared import NARROWS
from dashboard.charts.render import CHARTS, render_or_explain
from dashboard.exports.comments import comments_of
from dashboard.exports.paper.choice import NONE, Choice, chart_and_filters
from dashboard.exports.paper.paper import Figure, Paper
from dashboard.exports.tables.workbook.model import sheet_name
from dashboard.indicators.profile.partnerships import slug_of
from dashboard.indicators.shared.values import reason_not_published
from dashboard.pages import PAGES, coverage, profile
from dashboard.pages.page import Page, said
from dashboard.question import QueryError, Question
from dashboard.words import shortened
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


class Asked(NamedTuple):
    """A chart of a paper and what is asked of it; `own` says its filters in words where they are not the paper's."""

    named: str
    chart: Chart
    question: Question
    own: str = ""
    ignored: tuple[str, ...] = ()


def paper(question: Question, choice: Choice) -> Paper:
    """Return the paper; the same store version, filters and choice give the same paper."""
    figures = figures_of(question, choice)
    return Paper(
        question=question,
        choice=choice,
        title=choice.title or usual_title(question),
        purpose="" if choice.purpose == NONE else choice.purpose or usual_purpose(question),
        summary=() if choice.summary == (NONE,) else choice.summary or usual_summary(question, figures),
        figures=figures,
    )


def figures_of(question: Question, choice: Choice) -> tuple[Figure, ...]:
    """Return the chosen charts as figures in their order, or the usual ones; without those about nobody.

    What the author says of a figure comes before what others said of the chart for the same filters.
    """
    chosen = [one for one in asked_of(question, choice) if not why_not_in_paper(one.chart, one.question)]
    told: dict[str, list[str]] = {}
    for named, line in choice.commentary:
        told.setdefault(named, []).append(line)
    taken, figures = {"cover", "contents", "notes"}, []
    for number, one in enumerate(
        chosen or [_asked(key, question) for key in usual_charts(question)], start=1
    ):
        answered = render_or_explain(one.chart, one.question)
        lines = told.pop(one.named, None) or told.pop(one.chart.key, [])
        figures.append(
            Figure.of(
                answered,
                number=number,
                named=one.named,
                own=one.own,
                commentary=(*lines, *(comment.line for comment in comments_of(answered))),
                sheet=sheet_name(one.chart.key, taken=taken),
            )
        )
    return tuple(figures)


def asked_of(question: Question, choice: Choice) -> list[Asked]:
    """Return what is asked of each chosen chart: of those with filters of their own these, else the paper's."""
    return [_asked(named, question) for named in choice.charts]


def _asked(named: str, question: Question) -> Asked:
    """What is asked of a chart: its own filters as at the paper's date, without illustrative rows where it has none."""
    key, own = chart_and_filters(named)
    chart = CHARTS[key]
    if own is None:
        return Asked(named, chart, question if chart.narrows else question.unnarrowed)
    read = Question.from_query(question.programme.accepted or question.programme, own, keys=chart.narrows)
    filters = read.filters
    asked = replace(
        read.with_filters(
            as_at=filters.as_at or question.filters.as_at,
            illustrative=filters.illustrative and question.filters.illustrative,
        ),
        query_partnership=read.query_partnership or question.query_partnership,
    )
    differs = (asked.filters, asked.partnership, asked.narrowed) != (
        question.filters, question.partnership, question.unnarrowed.narrowed
    )  # fmt: skip
    ignored = tuple(f"Of “{shortened(named)}”: {said}" for said in read.ignored)
    return Asked(named, chart, asked, f"{asked.selection}, as at {asked.day}" if differs else "", ignored)


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
    wanted = (*PREFERRED, *SPARE)
    works = (key for key in wanted if not render_or_explain(CHARTS[key], question).reason_empty)
    kept = set(islice(works, USUAL_LENGTH))
    return tuple(key for key in CHARTS if key in kept) or PREFERRED[:1]


def usual_title(question: Question) -> str:
    """Return what the paper is called: subject, place, date."""
    return f"Cultural Education Partnerships{_where(question)}: monitoring at {question.day}"


def usual_purpose(question: Question) -> str:
    """Return what the paper is for."""
    return (
        f"To say where Cultural Education Partnerships{_where(question)} stand on {question.day}, and what "
        "needs attention."
    )


def _where(question: Question) -> str:
    return f"{question.inside or ' in England'}{question.chosen}"


def usual_summary(question: Question, figures: Sequence[Rendered]) -> tuple[str, ...]:
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
    asked = asked_of(question, chosen.choice)
    for one in (question, *(figure.question for figure in asked)):
        if one.partnership:
            slug_of(programme, one.partnership)
    left_out = [
        *(said for one in asked for said in (why_not_in_paper(one.chart, one.question), *one.ignored)),
        *_spoken_of_nothing(chosen.choice),
    ]
    ignored = (*question.ignored, *chosen.ignored, *filter(None, left_out))
    if exactly and ignored:
        raise QueryError(*ignored)
    return paper(question, chosen.choice), ignored


def _spoken_of_nothing(choice: Choice) -> list[str]:
    """A sentence for each commentary on a chart that was not chosen, where any were."""
    chosen = {*choice.charts, *(chart_and_filters(one)[0] for one in choice.charts)}
    named = dict.fromkeys(chart for chart, _ in choice.commentary if choice.charts and chart not in chosen)
    return [f"There is commentary on “{shortened(one)}”, which is not in this paper." for one in named]
