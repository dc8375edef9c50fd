"""The desk of the Attention page: a call is written down and gone from the list, found by its state, and undone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from dashboard.pages.desk import MOST
from tests.browser.acting import answered
from tests.browser.conftest import Tabs, careful
from tests.browser.serving import Site
from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit

NOTE = "Terms go to the April meeting"


@pytest.fixture
def page(tab: Tabs, office: Site, kind: str) -> Iterator[Page]:
    """A visitor on the Attention page, on a desktop and on a phone; nothing may have gone wrong in it."""
    for one, seen in careful(tab(office, kind), office):
        seen.expected.add("/notes/attention_states")  # What is refused is said with its status.
        visit(one, "/attention")
        one.evaluate("localStorage.clear()")
        yield one


def press(page: Page, role: str, name: str, *, by: str) -> None:
    """Use a button or a link by mouse or by keyboard."""
    target = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    if by == "mouse":
        target.click()
    else:
        target.focus()
        page.keyboard.press("Enter")


def to_call(page: Page) -> int:
    return int(page.locator("#desk-title").inner_text().split()[0])


def first(page: Page) -> str:
    return page.locator(".call h3").first.inner_text()


def names(page: Page) -> list[str]:
    return page.locator(".call h3").all_inner_texts()


def write_call(page: Page, name: str, *, by: str, who: str = "Asha") -> None:
    """Say that a partnership was called, with a note, by mouse or by keyboard."""
    press(page, "button", f"Called: {name}", by=by)
    expect(page.get_by_label("Note")).to_be_focused()
    page.keyboard.type(NOTE)
    if page.get_by_label("Your name").input_value() != who:
        page.keyboard.press("Tab")
        page.keyboard.type(who)
    with answered(page):
        if by == "mouse":
            page.get_by_role("button", name="Save").click()
        else:
            page.get_by_label("Your name").press("Enter")
        expect(page.locator(".said")).to_have_text(f"{name}: called.")


def test_the_name_is_typed_once_and_who_waits_is_back_when_it_is_undone(page: Page) -> None:
    one = first(page)
    write_call(page, one, by="keyboard", who="Ben")
    other = first(page)

    press(page, "button", f"Wait until …: {other}", by="keyboard")
    expect(page.get_by_label("Your name")).to_have_value("Ben")
    expect(page.get_by_label("Wait until", exact=True)).to_be_focused()
    page.get_by_label("Wait until", exact=True).fill("2049-04-30")
    with answered(page):
        page.get_by_role("button", name="Save").click()
    with answered(page):
        press(page, "link", "Waiting until a day 1", by="mouse")
    expect(page.locator(".is-done .call-state").first).to_contain_text("Waiting until 30 April 2049")
    for state in ("waiting", "called"):
        visit(page, f"/attention?call={state}")
        with answered(page):
            page.locator("button[data-does=unwrite]").first.click()
    visit(page, "/attention")
    assert first(page) == one


def test_what_is_wrong_is_said_in_the_box_and_nothing_is_written(page: Page) -> None:
    before, name = to_call(page), first(page)
    press(page, "button", f"Called: {name}", by="mouse")
    expect(page.get_by_role("dialog").get_by_role("button", name="Save")).to_be_visible()
    for check in page.get_by_role("dialog").get_by_role("checkbox").all():
        check.uncheck()
    page.get_by_label("Your name").fill("Asha")

    with page.expect_response("**/notes/attention_states"):
        page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text("Say for which reason")
    assert problems(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert to_call(page) == before


def test_a_reason_leads_to_the_calls_that_have_it(page: Page) -> None:
    link = page.get_by_role("navigation", name="Calls by reason").get_by_role("link", name="Return late")
    number = int(link.locator(".desk-number").inner_text())

    with answered(page):
        link.click()

    expect(page.locator("#desk-title")).to_have_text(f"{number} to call: return late")
    assert "reason=return_late" in page.url
    expect(page.locator(".call")).to_have_count(min(number, MOST))


def test_a_view_that_is_to_open_first_does_so_until_it_is_removed(page: Page) -> None:
    visit(page, "/meetings?lacks=school&region=E12000007")
    page.locator(".views > summary").click()
    page.get_by_role("button", name="Save this view").click()
    page.get_by_label("Name of the view").fill("London without a school")
    page.get_by_label("Your name").fill("Asha")
    with answered(page):
        page.get_by_role("button", name="Save", exact=True).click()

    page.locator(".views > summary").click()
    page.get_by_role("button", name="Open first in this browser: London without a school").click()
    visit(page, "/")
    page.wait_for_url("**/meetings?lacks=school&region=E12000007")
    settled(page)
    page.locator(".views > summary").click()
    assert problems(page) == []
    with answered(page):
        page.get_by_role("button", name="Remove the view London without a school").click()
    visit(page, "/")
    assert page.url.endswith("/")


def test_an_event_is_added_on_the_data_page_drawn_on_a_time_line_and_removed(page: Page) -> None:
    visit(page, "/data")
    page.get_by_role("button", name="Add an event").click()
    page.get_by_label("What happened").fill("A new fund opens")
    page.get_by_label("Date", exact=True).fill("2018-05-01")
    page.get_by_label("Source", exact=True).fill("The fund's page")
    page.get_by_label("Your name").fill("Asha")
    with answered(page):
        page.get_by_role("button", name="Save").click()
    expect(page.locator("#events")).to_contain_text("A new fund opens1 May 2018")

    visit(page, "/")
    numbered = page.locator("#card-trajectory .annotation-text", has_text="1")
    expect(numbered.first).to_be_attached()
    expect(page.locator("#card-trajectory .card-events")).to_have_text(
        "Events: 1 A new fund opens, 1 May 2018 (The fund's page)."
    )
    expect(page.locator("#text-trajectory")).to_contain_text(
        "1 A new fund opens, 1 May 2018 (The fund's page)"
    )

    visit(page, "/data")
    with answered(page):
        page.get_by_role("button", name="Remove the event A new fund opens").click()
    expect(page.locator("#events")).to_contain_text("No event is written down yet")
    expect(page.get_by_role("button", name="Add an event")).to_be_focused()

    steps = page.locator("#intake-history tbody tr")
    page.get_by_label("Show", exact=True).select_option(
        label=f"Events ({steps.and_(page.locator('[data-about=Events]')).count()})"
    )
    titles = steps.filter(visible=True).locator("td:nth-child(2)").all_inner_texts()
    assert len(titles) >= 2
    assert {title.partition(":")[0] for title in titles} <= {"Event", "Removed"}


def test_what_helps_leads_to_whom_that_support_reaches(page: Page) -> None:
    page.locator(".call-doing a").first.click()

    expect(page.locator("#card-support-by-type h2")).to_be_in_viewport()
    assert page.url.endswith("/attention#card-support-by-type")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_what_got_worse_since_the_last_visit_is_a_link_with_the_day_in_the_address(
    page: Page, by: str
) -> None:
    page.evaluate("sessionStorage.clear(); localStorage.setItem('cep-seen', '2019-09-30')")
    visit(page, "/attention?region=E12000007")
    name = "What got worse since your last visit, when records went to 30 September 2019"
    with answered(page):
        press(page, "link", name, by=by)
    assert page.url.endswith("/attention?region=E12000007&since=2019-10-01")
    expect(page.locator("#main")).to_contain_text("got worse since 30 September 2019")
    expect(page.get_by_role("link", name=name)).to_have_count(0)
    page.evaluate("sessionStorage.clear()")  # the next visit: nothing has come since this one
    visit(page, "/attention")
    expect(page.locator(".last-visit")).to_be_hidden()
