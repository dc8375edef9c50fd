"""The way of a return through review: handed in, kept over a reload, looked at, sent back, accepted, undone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import choose
from tests.browser.conftest import Tabs, careful
from tests.browser.serving import served
from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit
from tests.stores import SQLiteFiles

FIRST = (
    "meeting,partnership,held_on,format,purpose,state\n"
    "spark-february,camden-spark,2020-02-04,closed_meeting,decision,held\n"
)
MENDED = FIRST.replace("2020-02-04", "2020-02-05")
NOTE = "Our spring, without the shows"


@pytest.fixture
def page(tab: Tabs, shared: Path, tmp_path_factory: pytest.TempPathFactory, kind: str) -> Iterator[Page]:
    """A visitor of a store of the test's own, in two processes, on a desktop and on a phone."""
    folder = tmp_path_factory.mktemp("review")
    with served(SQLiteFiles(shared, folder).copy("demo"), folder, workers=2) as site:
        for one, seen in careful(tab(site, kind), site):
            seen.expected.add("/data/review/")  # What is refused is said with its status.
            seen.expected.add("/data/added")  # The page Data is left before it is answered.
            yield one


def send(page: Page, content: str) -> None:
    """Choose a file, and say that it is the return that it looks like."""
    visit(page, "/data")
    page.get_by_label("Choose files").set_input_files(
        {"name": "meetings.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="It looks like one").press("Enter")
    expect(page.get_by_role("button", name="Hand in for review")).to_be_visible()


def hand_in(page: Page, content: str, number: int) -> None:
    send(page, content)
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Note").fill(NOTE)
    page.get_by_role("button", name="Hand in for review").press("Enter")
    expect(page.locator("#intake-status")).to_contain_text(f"Handed in as return {number}.")
    expect(page.locator("#intake-status")).to_be_focused()
    settled(page)


def look(page: Page, number: int, *, who: str) -> Locator:
    """Open a return under review, under a name."""
    visit(page, "/returns")
    page.get_by_role("button", name=f"Look at return {number}").press("Enter")
    box = page.get_by_role("dialog")
    expect(box).to_contain_text(f"Return {number}: A New Direction, quarter to 31 March 2020")
    box.get_by_label("Your name").fill(who)
    return box


def done(page: Page, said: str) -> None:
    expect(page.locator(".said")).to_contain_text(said)
    settled(page)
    expect(page.locator("#desk-title")).to_be_focused()


def test_a_return_is_handed_in_sent_back_handed_in_again_accepted_and_undone(page: Page) -> None:
    send(page, FIRST)
    page.get_by_label("Note").fill(NOTE)
    page.get_by_label("Note").press("Tab")
    page.reload()
    settled(page)
    expect(page.get_by_label("Bridge", exact=True)).to_have_value("a-new-direction")
    expect(page.get_by_label("Quarter to")).to_have_value("2020-03-31")
    expect(page.get_by_label("Note")).to_have_value(NOTE)
    hand_in(page, FIRST, 1)

    visit(page, "/meetings")
    expect(page.locator(".tile-number", has_text="[p]")).to_have_count(0)
    choose(page, "Counting", "What counts", "Show returns not accepted yet, marked [p]")
    expect(page.locator(".tile-number", has_text="[p]").first).to_be_visible()
    expect(page.locator(".chart-card h2", has_text="rovisional [p]").first).to_be_visible()
    expect(page).to_have_url(re.compile("provisional=show"))
    box = look(page, 1, who="Ann")
    expect(box.locator("tr", has_text="spark-february")).to_contain_text("2020-02-04")
    assert problems(page) == []
    box.get_by_role("button", name="Accept").press("Enter")
    expect(box.get_by_role("alert")).to_contain_text("somebody else has to accept it")
    box.get_by_role("button", name="Return with this comment").press("Enter")
    expect(box.get_by_role("alert")).to_contain_text("Say what is to be mended")
    box.get_by_label("Your name").fill("Ben")
    box.get_by_role("button", name="I check it").press("Enter")
    done(page, "Return 1 is in check by Ben.")
    expect(page.locator(".return-state.is-in_check")).to_contain_text("In check by Ben")
    box = look(page, 1, who="Ben")
    box.get_by_label("Comment to the sender").fill("It was on the 5th")
    box.get_by_role("button", name="Return with this comment").press("Enter")
    done(page, "Return 1 goes back to its sender")
    page.get_by_text("Ask for what is missing").press("Enter")
    page.get_by_role("button", name="Show the request to A New Direction").press("Enter")
    expect(page.get_by_role("textbox", name="Request to A New Direction")).to_have_value(
        re.compile("quarter to 31 March 2020")
    )
    assert problems(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Close").press("Enter")

    hand_in(page, MENDED, 2)
    look(page, 2, who="Ben").get_by_role("button", name="Accept").press("Enter")
    done(page, "Return 2 is accepted as batch 1: ")
    expect(page.locator(".returns-desk")).to_contain_text("Nothing waits for a decision.")

    visit(page, "/data")
    row = page.locator("#intake-history tbody tr").first
    expect(row).to_contain_text(NOTE)
    expect(row).to_contain_text("Ben; sent by Ann")
    page.get_by_role("button", name="Undo batch 1").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Undo it").press("Enter")
    expect(page.locator("#intake-status")).to_contain_text("Batch 1 was undone")
    expect(page.locator("#intake-status")).to_be_focused()
    settled(page)
    visit(page, "/returns")
    expect(page.locator(".return-state.is-in_check")).to_contain_text("Batch 1 was undone")
