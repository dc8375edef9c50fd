"""A server that is asked more than it can answer says so; the page shows the sentence and asks again by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Route, expect

from dashboard.web.kept import BUSY
from tests.browser.acting import words_of
from tests.browser.visiting import Seen, settled, visit


@contextmanager
def busy_once(page: Page, seen: Seen, pattern: str) -> Iterator[list[str]]:
    """The first such question is answered as a busy server does, later ones are let through; what was asked."""
    asked: list[str] = []
    seen.expected.add("503")

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()
            return
        route.fulfill(status=int(BUSY.status[:3]), headers=dict(BUSY.headers), body=BUSY.body)

    page.route(pattern, answer)
    yield asked
    page.unroute(pattern)


def said(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text="asked more at this moment than it can answer")


def test_a_filter_change_that_finds_the_server_busy_is_said_and_asked_again(
    at_desk: tuple[Page, Seen],
) -> None:
    page, seen = at_desk
    visit(page, "/levers")
    with busy_once(page, seen, "**/_dash-update-component*") as asked:
        page.locator(".filter-menu > summary", has_text="Place").click()
        page.get_by_role("group", name="Region", exact=True).get_by_label("London", exact=True).check()
        expect(said(page)).to_be_visible()
        expect(said(page)).to_have_count(0)
        settled(page)
        assert len(asked) == 2
    assert words_of(page) == ["London"]


def test_a_first_visit_that_finds_the_server_busy_is_said_and_asked_again(at_desk: tuple[Page, Seen]) -> None:
    page, seen = at_desk
    with busy_once(page, seen, "**/_dash-layout") as asked:
        page.goto("/levers")
        expect(said(page)).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert len(asked) == 2
