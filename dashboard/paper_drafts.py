"""Drafts of board papers: what a draft keeps of its figures, what has changed since, and the paper a quarter later."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

import orjson
import pandas as pd

from dashboard import compose_paper, words
from dashboard.exports.paper.choice import CHART, OWN, Pairs, chart_and_filters
from dashboard.exports.paper.paper import Paper
from dashboard.narrowed import COMPARE
from data.norms import ago, quarter_end
from data.programme.programme import Programme

SAME_HEADLINE: Final = "Its numbers have changed since, though its headline is the same."


class Said(NamedTuple):
    """A figure as a paper had it: how the choice names it, its headline, a mark of its numbers, and of which day."""

    named: str
    headline: str
    numbers: str
    day: str


class Draft(NamedTuple):
    """What a draft keeps: the query of its paper, with its date and every chart said, what its figures said, and of
    which day it speaks.
    """

    query: str
    figures: str
    as_at: date


def kept(programme: Programme, query: str) -> Draft:
    """Return what to keep of the paper of a query. Raises `QueryError` where something in it is not known."""
    paper, _ = compose_paper.read(programme, query, exactly=True)
    whole = replace(paper, choice=replace(paper.choice, charts=tuple(one.named for one in paper.figures)))
    return Draft(urlencode(whole.pairs), _written(said_by(paper)), paper.question.on.date())


def said_by(paper: Paper) -> list[Said]:
    """Return what each figure of a paper says."""
    return [
        Said(
            one.named,
            one.headline,
            sha256(one.frame.to_csv(index=False).encode()).hexdigest()[:16],
            one.question.day,
        )
        for one in paper.figures
    ]


def changed(paper: Paper, figures: str) -> dict[str, str]:
    """Return a sentence for each figure that says something else than when the draft was saved, as the choice names
    it: what it said then.
    """
    before = {one.named: one for one in _read(figures)}
    return {
        now.named: _then(before[now.named], now)
        for now in said_by(paper)
        if now.named in before and now[:3] != before[now.named][:3]
    }


def quarter_later(draft: Draft) -> Draft:
    """Return the draft as at the next quarter's end: the paper's date moves, that of each figure that was the same, and
    what these compare with; the day of the meeting is not known yet. Its figures say what they said before.
    """
    later = quarter_end(draft.as_at + timedelta(days=1))
    months = 12 * (later.year - draft.as_at.year) + later.month - draft.as_at.month

    def moved(pairs: Pairs) -> Pairs:
        """The filters of the paper or of a figure."""
        of_day = dict(pairs).get("as_at", draft.as_at.isoformat())
        if of_day != draft.as_at.isoformat():
            return pairs
        days = {"as_at": lambda _: later.isoformat()} | dict.fromkeys(("since", COMPARE), _moved_by(months))
        return [(key, days[key](value) if key in days else value) for key, value in pairs]

    def named(chart: str) -> str:
        key, own = chart_and_filters(chart)
        return chart if own is None else f"{key}{OWN}{urlencode(moved(_pairs(own)))}"

    pairs = [(key, value) for key, value in moved(_pairs(draft.query)) if key != "meeting_on"]
    pairs = [(key, _renamed(key, value, named)) for key, value in pairs]
    figures = [one._replace(named=named(one.named)) for one in _read(draft.figures)]
    return Draft(urlencode(pairs), _written(figures), later)


def _renamed(key: str, value: str, named: Callable[[str], str]) -> str:
    """A chart, or commentary on one, with what its figure is called now."""
    if key == "commentary":
        chart, colon, text = value.partition(":")
        return f"{named(chart)}{colon}{text}"
    return named(value) if key == CHART else value


def _moved_by(months: int) -> Callable[[str], str]:
    """What moves a day by so many months; what is no day, as a region, stays."""

    def move(value: str) -> str:
        try:
            return f"{ago(pd.Timestamp(date.fromisoformat(value)), -months).date():%Y-%m-%d}"
        except ValueError:
            return value

    return move


def _pairs(query: str) -> Pairs:
    return parse_qsl(query, keep_blank_values=True)


def _written(figures: Sequence[Said]) -> str:
    return orjson.dumps([list(one) for one in figures]).decode()


def _read(figures: str) -> list[Said]:
    return [Said(*one) for one in orjson.loads(figures)]


def _then(before: Said, now: Said) -> str:
    """What a figure said when the draft was saved, or of an earlier day."""
    if before.headline == now.headline:
        return SAME_HEADLINE
    when = "When the draft was saved" if before.day == now.day else f"As at {before.day}"
    return words.sentence(f"{when} it said “{before.headline}”")
