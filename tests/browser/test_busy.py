"""A server that is asked more than it can answer says so; the page shows the sentence and asks again by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Route, expect

from dashboard.web.kept import BUSY
from tests.browser.acting import words_of
from tests.browser.visiting import Seen, settled, visit

NOTES_WHAT_IS_READ = """addEventListener("DOMContentLoaded", () => {
  sessionStorage.read = (sessionStorage.read ?? "") + document.body.innerText;
});"""
"""Every document of a tab, one after the other."""


@contextmanager
def busy_once(page: Page, seen: Seen, pattern: str) -> Iterator[list[bool]]:
    """The first such question is answered as a busy server does, later ones are let through.

    Yields whether the sentence was there to be read, each time that it was asked.
    """
    read: list[bool] = []
    seen.expected.add("503")

    def answer(route: Route) -> None:
        read.append(said(page).is_visible())
        if len(read) > 1:
            route.continue_()
            return
        route.fulfill(status=int(BUSY.status[:3]), headers=dict(BUSY.headers), body=BUSY.body)

    page.route(pattern, answer)
    yield read
    page.unroute(pattern)


def said(page: Page) -> Locator:
    """The sentence, on a page that is there."""
    return page.get_by_role("status").filter(has_text="asked more at this moment than it can answer")


def test_a_filter_change_that_finds_the_server_busy_is_said_and_asked_again(
    at_desk: tuple[Page, Seen],
) -> None:
    page, seen = at_desk
    visit(page, "/levers")
    with busy_once(page, seen, "**/_dash-update-component*") as read:
        page.locator(".filter-menu > summary", has_text="Place").click()
        with page.expect_response(lambda answer: "_dash-update-component" in answer.url and answer.ok):
            page.get_by_role("group", name="Region", exact=True).get_by_label("London", exact=True).check()
        expect(said(page)).to_have_count(0)
        settled(page)
        assert read == [False, True]
    assert words_of(page) == ["London"]


def test_a_document_that_finds_the_server_busy_is_a_sentence_and_asks_again(
    newcomer: tuple[Page, Seen],
) -> None:
    page, seen = newcomer
    page.add_init_script(NOTES_WHAT_IS_READ)
    seen.expected.add("503")
    busy = {"status": int(BUSY.status[:3]), "headers": dict(BUSY.headers), "body": BUSY.body}
    page.route("**/levers", lambda route: route.fulfill(**busy), times=1)
    page.goto("/levers")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settled(page)
    assert page.evaluate("sessionStorage.read").startswith(BUSY.body.decode())


def test_a_first_visit_that_finds_the_server_busy_is_said_and_asked_again(at_desk: tuple[Page, Seen]) -> None:
    page, seen = at_desk
    with busy_once(page, seen, "**/_dash-layout") as read:
        page.goto("/levers")
        expect(page.get_by_role("heading", level=1)).to_be_visible()  # the document has it
        expect(page.locator("#first")).to_have_count(0)
        expect(said(page)).to_have_count(0)
        settled(page)
        assert read == [False, True]


def test_the_sentence_stands_while_other_answers_come(at_desk: tuple[Page, Seen]) -> None:
    page, seen = at_desk

    def when_said(route: Route) -> None:
        expect(said(page)).to_be_visible()
        route.continue_()

    page.route("**/_dash-dependencies", when_said)
    with busy_once(page, seen, "**/_dash-layout") as read:
        page.goto("/levers")
        settled(page)
        assert read == [False, True]
    expect(said(page)).to_have_count(0)
