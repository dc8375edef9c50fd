"""What a pack is made of on a day: the files of a paper with a letter beside them, or a letter of what got worse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from dashboard import compose_paper, release, words
from dashboard.exports.forms import render_paper
from dashboard.packs import worse
from dashboard.packs.days import back, resolved
from dashboard.packs.letter import Letter, Line, Part
from dashboard.packs.worse import Item
from dashboard.question import Question
from dashboard.settings import product_version, server_address
from data.packs import Known, Pack
from data.programme.programme import Programme
from data.taxonomy import RHYTHMS

if TYPE_CHECKING:
    from dashboard.exports.paper.paper import Paper

MOST_LINES: Final = 40
"""Lines of one kind of one bridge that a mail names; the page has all."""
RECOMMENDED: Final = "Recommendations"
PAGES: Final = {"reason": "/attention", "action": "/meetings", "return": "/returns", "rating": "/method"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What was made: files by name, what is mailed, what the next mail has to know; `why_none` says why there is
    nothing to send.
    """

    as_at: date
    letter: Letter | None
    files: Mapping[str, bytes] = field(default_factory=dict)
    known: Known | None = None
    why_none: str = ""


def made(pack: Pack, programme: Programme, on: date, *, before: Known | None) -> Contents:
    """Return what a pack is on a day. Raises `QueryError` and what a form of a paper raises.

    `before` is what was known when the last mail of what got worse was made.
    """
    query = resolved(pack.address, on)
    return (
        _paper(pack, programme, query) if pack.kind == "paper" else _worse(pack, programme, query, on, before)
    )


def _paper(pack: Pack, programme: Programme, query: str) -> Contents:
    paper, _ = compose_paper.read(programme, query, exactly=True)
    as_at = paper.question.on.date()
    stem = f"{pack.key}_{as_at.isoformat()}_version-{programme.store_version}"
    files = {f"{stem}.{form}": render_paper(paper, form) for form in pack.forms}
    return Contents(as_at, _beside(pack, paper, list(files)), files)


def _beside(pack: Pack, paper: "Paper", files: list[str]) -> Letter:
    """What is written beside the files: what the paper says first."""
    said = (("In short", paper.summary), (RECOMMENDED, paper.recommendations), ("Files", files))
    asked = words.sentences(*paper.asked)
    return Letter(
        title=paper.title,
        opening=tuple(one for one in (paper.meeting, asked, paper.purpose, paper.mark) if one),
        parts=tuple(
            Part(title, tuple(map(Line, lines)), is_numbered=title == RECOMMENDED)
            for title, lines in said
            if lines
        ),
        foot=(f"{paper.store}; {paper.selection}, as at {paper.as_at}", *_foot(pack)),
    )


def _worse(pack: Pack, programme: Programme, query: str, on: date, before: Known | None) -> Contents:
    asked = Question.exactly(programme, query)
    if asked.filters.as_at is None:
        asked = asked.with_filters(as_at=on)
    now = worse.standing(asked)
    known = {**now.known, "address": pack.address, "on": asked.on.date().isoformat()}
    if before is None or before["address"] != pack.address:
        since = back(pack.every, asked.on.date())
        then: Known = worse.standing(asked.with_filters(as_at=since)).known
    else:
        since, then = date.fromisoformat(before["on"]), before
    new = now.since(then)
    why_none = "" if new else f"Nothing got worse{asked.where} since {words.day(since)}"
    return Contents(
        asked.on.date(), _told(pack, asked, new, since) if new else None, known=known, why_none=why_none
    )


def _told(pack: Pack, question: Question, new: tuple[Item, ...], since: date) -> Letter:
    marked = sum(item.is_illustrative for item in new)
    mark = f"{words.of(marked, len(new))} lines are marked [i]. {words.sentence(words.ILLUSTRATIVE)}"
    store = f"{question.programme.store_name}, version {question.programme.store_version}"
    return Letter(
        title=f"What got worse{question.where} since {words.day(since)}",
        opening=(
            words.sentences(f"As at {question.day}", words.listing(list(_counts(new)))),
            *([mark] if marked else []),
        ),
        parts=tuple(_parts(new, question)),
        foot=(f"{store} · {question.selection} · CEP Monitor {product_version()}", *_foot(pack)),
    )


def _counts(new: tuple[Item, ...]) -> Iterator[str]:
    for kind, heading in worse.KINDS.items():
        if number := sum(item.kind == kind for item in new):
            yield f"{heading.lower()}: {words.number(number)}"


def _parts(new: tuple[Item, ...], question: Question) -> Iterator[Part]:
    server = server_address()
    for bridge, of_bridge in groupby(new, key=lambda item: item.bridge):
        yield Part(bridge)
        for kind, items in groupby(of_bridge, key=lambda item: item.kind):
            listed = list(items)
            lines = [
                Line(
                    f"{item.name}: {item.said}{' [i]' if item.is_illustrative else ''}",
                    f"{server}{item.path}" if server else "",
                )
                for item in listed[:MOST_LINES]
            ]
            if left := len(listed) - MOST_LINES > 0 and len(listed) - MOST_LINES:
                page = f"{server}{PAGES[kind]}{question.query}" if server else ""
                lines.append(Line(f"And {words.number(left)} more", page))
            yield Part(f"{worse.KINDS[kind]} ({words.number(len(listed))})", tuple(lines), level=3)


def _foot(pack: Pack) -> tuple[str, ...]:
    return (
        f"Made by itself: “{pack.name}”, {RHYTHMS[pack.every].lower()}.",
        release.in_short(),
    )
