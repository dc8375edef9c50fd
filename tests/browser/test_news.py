"""What a reader is told of the page itself: the new answer, a lost connection, a changed store; where the focus is."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import text

from data.store.engine import open_store, transaction
from tests.browser.acting import answered, card, change, choose, words_of
from tests.browser.conftest import careful
from tests.browser.serving import served
from tests.browser.visiting import KINDS, Seen, settled, visit, visiting

LONDON, NORTH_WEST = "E12000007", "E12000002"


def news(page: Page) -> Locator:
    return page.locator("#news[role=status]")


def test_the_new_answer_is_said_once_after_a_change(page: Page) -> None:
    visit(page, "/levers")
    expect(news(page)).to_have_text("")
    page.evaluate(
        "window.said = [];"
        "new MutationObserver(() => said.push(document.getElementById('news').textContent))"
        ".observe(document.getElementById('news'), { childList: true })"
    )
    choose(page, "Place", "Region", "London")
    sentence = page.locator("p.answer").inner_text()
    assert page.evaluate("said") == [sentence]
    with answered(page):
        page.go_back()
    assert page.evaluate("said") == [sentence, page.locator("p.answer").inner_text()]


def test_a_page_that_is_gone_to_is_said_by_its_question(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/levers")
    page.locator(".site-nav a", has_text="Meetings").click()
    expect(news(page)).to_have_text("Do meetings and follow-up keep momentum?")
    settled(page)


def test_the_focus_stays_among_the_words_when_one_is_removed(page: Page) -> None:
    visit(page, f"/levers?region={LONDON}&region={NORTH_WEST}&sector=health")
    words = page.locator(".filter-word")
    for left in (2, 1):
        words.last.focus()
        with answered(page):
            page.keyboard.press("Enter")
        expect(words).to_have_count(left)
        expect(words.last).to_be_focused()
    with answered(page):
        page.keyboard.press("Enter")
    expect(words).to_have_count(0)
    expect(page.locator(".filter-toggle:focus, .filter-menu > summary:focus")).to_have_count(1)


def test_a_lost_connection_is_said_at_the_top_and_the_question_asked_again(
    at_desk: tuple[Page, Seen],
) -> None:
    page, seen = at_desk
    visit(page, "/levers")
    before = page.locator("p.answer").inner_text()
    seen.expected |= {"failed: ", "ERR_FAILED"}
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.locator(".filter-menu > summary", has_text="Place").click()
    page.get_by_role("group", name="Region", exact=True).get_by_label("London", exact=True).check()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The dashboard does not answer.")
    expect(alert).to_contain_text("The figures are those of before: England, 31 March 2020.")
    assert alert.bounding_box()["y"] <= 1  # type: ignore[index]
    assert page.locator("p.answer").inner_text() == before
    page.unroute("**/_dash-update-component*")
    expect(alert).to_have_count(0)
    settled(page)
    assert words_of(page) == ["London"]
    assert page.locator("p.answer").inner_text() != before


def test_an_answer_that_cannot_be_worked_out_says_for_what_the_figures_stand_and_leads_back(
    at_desk: tuple[Page, Seen],
) -> None:
    page, seen = at_desk
    visit(page, f"/levers?region={NORTH_WEST}")
    before = page.locator("p.answer").inner_text()
    seen.expected |= {"500", "page error", "failed: "}
    page.route("**/_dash-update-component*", lambda route: route.fulfill(status=500), times=1)
    page.locator(".filter-menu > summary", has_text="Place").click()
    page.get_by_role("group", name="Region", exact=True).get_by_label("London", exact=True).check()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(
        "What you asked for could not be worked out. The figures are those of before: North West."
    )
    with answered(page):
        alert.get_by_role("button", name="Go back to these").click()
    expect(alert).to_have_count(0)
    expect(page.locator(f"#filter-region input[value={LONDON}]")).not_to_be_checked()
    assert words_of(page) == ["North West"]
    assert page.locator("p.answer").inner_text() == before
    assert page.url.endswith(f"/levers?region={NORTH_WEST}")


def test_a_question_left_behind_by_another_is_not_asked_again(at_desk: tuple[Page, Seen]) -> None:
    page, seen = at_desk
    visit(page, "/levers")
    seen.expected |= {"failed: ", "ERR_FAILED"}
    page.route(
        re.compile("_dash-update-component"),
        lambda route: route.abort() if "E12000007" in str(route.request.post_data) else route.continue_(),
    )
    page.locator(".filter-menu > summary", has_text="Place").click()
    region = page.get_by_role("group", name="Region", exact=True)
    region.get_by_label("London", exact=True).check()
    expect(page.get_by_role("alert")).to_be_visible()
    region.get_by_label("London", exact=True).uncheck()
    expect(page.get_by_role("alert")).to_have_count(0)
    settled(page)
    assert words_of(page) == []


def test_a_store_that_changed_meanwhile_is_said_and_the_page_loaded_anew(
    browser: Browser, own_demo_store: str, tmp_path: Path
) -> None:
    with (
        served(own_demo_store, tmp_path) as site,
        visiting(browser, site.address, **KINDS["desktop"]) as seen_page,
    ):
        for page, _ in careful(seen_page, site):
            visit(page, "/levers")
            with transaction(open_store(own_demo_store)) as connection:
                connection.execute(text("UPDATE store_meta SET version = version + 1"))
            choose(page, "Place", "Region", "London")
            notice = page.get_by_role("status").filter(
                has_text="The store has changed since this page was opened."
            )
            expect(notice).to_be_visible()
            notice.get_by_role("button", name="Load the page anew").click()
            expect(notice).to_have_count(0)
            settled(page)
            assert words_of(page) == ["London"]


def test_a_card_that_does_not_come_says_so_and_comes_with_the_next_change(at_desk: tuple[Page, Seen]) -> None:
    page, seen = at_desk
    seen.expected |= {"/cards/", "ERR_FAILED"}
    page.route("**/cards/*", lambda route: route.abort())
    visit(page, "/coverage")
    later = card(page, "need-and-coverage")
    expect(later.locator("h2")).to_contain_text("needier places are less covered than England")
    expect(later.locator(".card-message")).to_have_text(
        "The chart did not come. Change a filter, or load the page anew."
    )
    page.unroute("**/cards/*")
    change(page, "As at", "2019-12-31")
    expect(later.locator(".card-message")).to_have_count(0)
    expect(later.locator(".scatterlayer .point").first).to_be_visible()
