"""From an address to a question: the one place where a request meets the store."""

from dataclasses import dataclass

from dashboard.pages import find
from dashboard.pages.page import Page
from dashboard.question import Asked
from data.programme.cache import CurrentProgramme
from data.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the store for the pages and exports; every request sees the store's newest version."""

    current: CurrentProgramme

    def programme(self) -> Programme:
        """Return the programme at the store's version of this moment."""
        return self.current.get()

    def ask(self, path: str, search: str) -> tuple[Page, Asked]:
        """Return the page an address means and the question it asks; never raises for a bad address."""
        page, subject = find(path)
        query = page.filters_of(search)
        return page, Asked.from_query(self.programme(), query, about=subject)

    def question(self, query: str) -> Asked:
        """Return the question of a query string alone."""
        return Asked.from_query(self.programme(), query)
