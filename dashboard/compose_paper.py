"""From a question and a choice to a paper: which charts it holds, and what it says without the author."""

from typing import Final

from dashboard import words
from dashboard.charts.chart import Chart, Rendered
from dashboard.charts.render import CHARTS, render_or_say
from dashboard.exports.paper.choice import Choice
from dashboard.exports.paper.paper import Paper
from dashboard.indicators.profile.partnerships import slug_of
from dashboard.indicators.shared.answerable import why_not
from dashboard.pages import PAGES, profile
from dashboard.question import Asked
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


def paper(asked: Asked, choice: Choice) -> Paper:
    """Return the paper; the same store version, filters and choice give the same paper."""
    figures = tuple(render_or_say(CHARTS[key], asked) for key in chart_keys(asked, choice))
    return Paper(
        asked=asked,
        choice=choice,
        title=choice.title or usual_title(asked),
        purpose=choice.purpose or usual_purpose(asked),
        summary=choice.summary or usual_summary(asked, figures),
        figures=figures,
    )


def chart_keys(asked: Asked, choice: Choice) -> tuple[str, ...]:
    """Return the chosen charts in their order, or the usual ones; without those about nobody."""
    chosen = tuple(key for key in choice.charts if not why_not_in_paper(CHARTS[key], asked))
    return chosen or usual_charts(asked)


def why_not_in_paper(chart: Chart, asked: Asked) -> str:
    """Say why a chart cannot be in a paper; nothing when it can."""
    if chart.subject == "needed" and not asked.subject:
        return f"“{chart.question}” is about one partnership; name it as well."
    return ""


def available(asked: Asked) -> list[tuple[str, Chart]]:
    """Return every chart that a paper can hold, with the name of the first page that shows it."""
    pages = [page for page in (*PAGES, *([profile.PAGE] if asked.subject else [])) if page.charts]
    named = {key: page.name or ONE_PARTNERSHIP for page in reversed(pages) for key, _ in page.charts}
    return [(named[key], CHARTS[key]) for key in CHARTS if key in named]


def usual_charts(asked: Asked) -> tuple[str, ...]:
    """Return about ten charts that have something to show with these filters, in the order of the pages."""
    works = [key for key in (*PREFERRED, *SPARE) if not render_or_say(CHARTS[key], asked).message]
    kept = set(works[:USUAL_LENGTH])
    return tuple(key for key in CHARTS if key in kept) or PREFERRED[:1]


def usual_title(asked: Asked) -> str:
    """Return what the paper is called: subject, place, date."""
    where = asked.inside or " in England"
    return f"Cultural Education Partnerships{where}: monitoring at {_date(asked)}"


def usual_purpose(asked: Asked) -> str:
    """Return what the paper is for."""
    return (
        f"For information: where Cultural Education Partnerships{asked.inside or ' in England'} stand on "
        f"{_date(asked)}, and what needs attention."
    )


def usual_summary(asked: Asked, figures: tuple[Rendered, ...]) -> tuple[str, ...]:
    """Return the answers of the pages whose charts the paper shows, five at most."""
    if reason := why_not(asked.programme, asked.filters):
        return (reason,)
    shown = {figure.chart.key for figure in figures}
    pages = {page.path: page for page in PAGES if shown & dict(page.charts).keys()}
    wanted = [path for path in SUMMARISED if path in pages][:MOST_LINES]
    return tuple(page.answer(asked) for path, page in pages.items() if path in wanted)


def _date(asked: Asked) -> str:
    return words.day(asked.filters.on(asked.programme))


def read(programme: Programme, query: str) -> tuple[Paper, tuple[str, ...]]:
    """Return the paper of a query string, and a sentence for each part of it that was ignored.

    Raises `UnknownPartnership` for a partnership that is not there; nothing else in a query is a fault.
    """
    chosen = Choice.from_query(query, known=CHARTS)
    asked = Asked.from_query(programme, chosen.rest)
    if asked.subject:
        slug_of(programme, asked.subject)
    left_out = [why_not_in_paper(CHARTS[key], asked) for key in chosen.choice.charts]
    return paper(asked, chosen.choice), (*asked.ignored, *chosen.ignored, *filter(None, left_out))
