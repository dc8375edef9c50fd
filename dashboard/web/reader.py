"""From an address to a question: the one place where a request meets the store."""

from dataclasses import dataclass

from dashboard.pages import find
from dashboard.pages.page import Page
from dashboard.question import Question
from data.programme.programme import CurrentProgramme, Programme


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """Reads the store for the pages and exports; every request sees the store's newest version."""

    current: CurrentProgramme

    def programme(self) -> Programme:
        """Return the programme at the store's version of this moment."""
        return self.current.get()

    def question_for(self, path: str, search: str) -> tuple[Page, Question]:
        """Return the page an address means and the question it asks; never raises for a bad address."""
        page, subject = find(path)
        query = page.filters_of(search)
        return page, Question.from_query(self.programme(), query, partnership=subject)

    def question_of(self, query: str) -> Question:
        """Return the question of a query string alone."""
        return Question.from_query(self.programme(), query)
