"""The pages, and which page and which question an address means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from dashboard.cache import cached
from dashboard.indicators import elsewhere
from dashboard.narrowed import Key, asks_to_compare
from dashboard.pages import (
    attention,
    compared,
    coverage,
    levers,
    lists,
    london,
    meetings,
    method,
    overview,
    paper,
    partnerships,
    pilots,
    profile,
    representation,
    returns,
    store,
)
from dashboard.pages.page import Page
from dashboard.people import who_asks
from dashboard.question import Question
from data.programme.programme import CurrentProgramme, Programme, Scope

PAGES: Final[tuple[Page, ...]] = (
    overview.PAGE,
    coverage.PAGE,
    compared.PAGE,
    london.PAGE,
    pilots.PAGE,
    representation.PAGE,
    levers.PAGE,
    meetings.PAGE,
    attention.PAGE,
    partnerships.PAGE,
    *lists.PAGES,
    paper.PAGE,
    returns.PAGE,
    store.PAGE,
    method.PAGE,
)
NAVIGATION: Final[tuple[tuple[str, tuple[Page, ...]], ...]] = (
    ("Overview", (overview.PAGE,)),
    ("Places", (coverage.PAGE, london.PAGE)),
    ("Partnerships", (partnerships.PAGE, representation.PAGE, pilots.PAGE)),
    ("Activity", (levers.PAGE, meetings.PAGE)),
    ("Attention", (attention.PAGE,)),
    ("Papers", (paper.PAGE,)),
    ("Data", (store.PAGE, returns.PAGE, method.PAGE)),
)
"""The pages by what people ask about, in the order in which the navigation names them."""
MISSING: Final = Page(
    path="",
    name="",
    question="This page does not exist",
    answer=lambda _: "There is no page at this address. The links above lead to every page there is.",
    follows_place=False,
)
"""The page for an address that is no page."""
SCOPES: Final = 16
"""Programmes as different people see them: ten bridges, all of England, and some who have several."""


def find(path: str) -> tuple[Page, str | None]:
    """Return the page at a path, and the partnership it is about if it is about one; never fails."""
    plain = unquote(path).rstrip("/") or "/"
    for page in PAGES:
        if plain == page.path:
            return page, None
    if plain.startswith(f"{partnerships.PAGE.path}/"):
        return profile.PAGE, plain.removeprefix(f"{partnerships.PAGE.path}/")
    return MISSING, None


@cached(most=64)
def _asked(programme: Programme, path: str, search: str) -> tuple[Page, Question]:
    """Everyone who asks the same gets the same question, and with it what it knows of itself."""
    page, subject = find(path)
    if page is coverage.PAGE and asks_to_compare(search):
        page = compared.PAGE
    query = page.filters_of(search)
    return page, Question.from_query(programme, query, partnership=subject, keys=page.narrows)


@cached(most=SCOPES)
def _seen(programme: Programme, scope: Scope) -> Programme:
    """All who see the same are given the same programme, and with it what was worked out of it."""
    return programme if scope == Scope() else elsewhere.seen_by(programme, scope)


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """Reads the store for the pages and exports; every request sees the newest version, and its reader's rows."""

    current: CurrentProgramme
    has_accounts: bool = False
    """Whether people sign in, so that each page has a menu of theirs."""

    def programme(self) -> Programme:
        """Return what whoever asks may see of the programme at the store's version of this moment."""
        return _seen(self.current.get(), who_asks(is_somebody=self.has_accounts).scope)

    def question_for(self, path: str, search: str) -> tuple[Page, Question]:
        """Return the page an address means and the question it asks; never raises for a bad address."""
        return _asked(self.programme(), path, search)

    def question_of(
        self, query: str, *, about_one: bool = False, keys: Mapping[str, Key] | None = None
    ) -> Question:
        """Return the question of a query string alone, as `Question.exactly` reads it. Raises `QueryError`."""
        return Question.exactly(self.programme(), query, about_one=about_one, keys=keys)
