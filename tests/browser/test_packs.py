"""What is made by itself: written down on the Data page, made at once, removed; and mails that everybody can read."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.packs.asked import pack_asked
from dashboard.packs.contents import made
from data.programme.programme import Programme
from tests.browser.acting import Reader
from tests.browser.conftest import Tabs, careful
from tests.browser.serving import Site
from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit

MONDAY = date(2020, 5, 4)


@pytest.fixture
def page(tab: Tabs, office: Site, kind: str) -> Iterator[Page]:
    for one, seen in careful(tab(office, kind), office):
        seen.expected.add("/data/packs/add")  # What cannot be is refused.
        visit(one, "/data")
        yield one


def test_a_paper_is_written_down_made_and_removed(page: Page, kind: str) -> None:
    """By keyboard on a desktop, from the section before; with a finger on a phone."""
    reader, section = Reader(page, "keyboard" if kind == "desktop" else "mouse"), page.locator("#packs")
    status = page.locator("#packs-status")
    page.locator("#lists-file").focus()
    reader.use(section.get_by_role("button", name="Add a paper or mail"))
    expect(section.get_by_label("What it is called")).to_be_focused()
    reader.write(section.get_by_label("What it is called"), "Board")
    reader.write(section.get_by_label("Address of the paper"), "/paper?chart=by-region")
    section.get_by_label("As at").select_option("last-quarter-end")
    for form in ("PDF", "Excel"):
        section.get_by_label(form).uncheck()
    reader.write(section.get_by_label("Your name"), "Asha")
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    reader.use(section.get_by_role("button", name="Write it down"))
    expect(status).to_have_text("Board is written down; cep packs run --due makes it.")
    expect(section.get_by_role("row", name="Board")).to_contain_text("Board paper as docx")

    reader.use(section.get_by_role("button", name="Make now: Board"))
    expect(status).to_contain_text("Board: wrote var/packs/board_")
    expect(section.get_by_role("row", name="Board")).to_contain_text(".docx")
    expect(section.get_by_role("form")).to_have_count(0)
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    reader.use(section.get_by_role("button", name="Remove: Board"))
    expect(status).to_have_text("Board is removed. Undoing its batch below brings it back.")
    expect(section).to_contain_text("Nothing is made by itself yet.")
    settled(page)


def test_what_cannot_be_is_said_and_what_was_typed_stays(page: Page) -> None:
    section = page.locator("#packs")
    draft = {"name": "June", "address": "/paper?draft=x&chart=by-region", "key": "x", "said": ""}
    page.route("**/drafts.json", lambda route: route.fulfill(json={"drafts": [draft]}))
    section.get_by_role("button", name="Add a paper or mail").click()
    section.get_by_label("From a draft").select_option("June")
    expect(section.get_by_label("Address of the paper")).to_have_value(draft["address"])
    expect(section.get_by_label("As at")).to_have_value("last-quarter-end")
    section.get_by_label("What it is called").fill("Worse")
    section.get_by_label("What is made").select_option("worse")
    expect(section.get_by_label("Address of the paper")).to_be_hidden()
    section.get_by_label("Your name").fill("Asha")
    with page.expect_response("**/data/packs/add") as answer:
        section.get_by_role("button", name="Write it down").click()
    assert answer.value.status == 409
    expect(page.locator("#packs-status")).to_have_text("Say to whom what got worse is mailed.")
    expect(section.get_by_label("What it is called")).to_have_value("Worse")
    page.unroute("**/drafts.json")


@pytest.mark.parametrize("asked", ["worse", "paper"])
def test_a_mail_passes_the_checks_of_a_page(browser: Browser, demo_programme: Programme, asked: str) -> None:
    pack = pack_asked(
        demo_programme,
        name="Mail",
        kind=asked,
        every="load",
        address="as_at=2020-03-31" + "&chart=by-region&recommendation=Agree" * (asked == "paper"),
        recipients=["a@example.org"],
        forms=["xlsx"] if asked == "paper" else [],
        on=MONDAY,
    )
    letter = made(pack, demo_programme, MONDAY, before=None).letter
    assert letter is not None
    page = browser.new_page()
    page.set_content(letter.html)
    assert problems(page) == []
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map((one) => one.localName)")
    assert levels[:2] == ["h1", "h2"]
    page.close()
