"""The way of a return through review: handed in, kept over a reload, looked at, sent back, accepted, undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Tabs, careful
from tests.browser.serving import served
from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit
from tests.stores import SQLiteFiles

FIRST = "meeting,partnership,held_on,format\nspark-june,camden-spark,2020-05-04,workshop\n"
MENDED = FIRST.replace("2020-05-04", "2020-05-05")
NOTE = "Our spring, without the shows"


@pytest.fixture
def page(tab: Tabs, shared: Path, tmp_path_factory: pytest.TempPathFactory, kind: str) -> Iterator[Page]:
    """A visitor of a store of the test's own, in two processes, on a desktop and on a phone."""
    folder = tmp_path_factory.mktemp("review")
    with served(SQLiteFiles(shared, folder).copy("demo"), folder, workers=2) as site:
        for one, seen in careful(tab(site, kind), site):
            seen.expected.add("/data/review/")  # What is refused is said with its status.
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


def look(page: Page, number: int, *, who: str) -> Locator:
    """Open a return under review, under a name."""
    visit(page, "/returns?as_at=2020-06-30")
    page.get_by_role("button", name=f"Look at return {number}").press("Enter")
    box = page.get_by_role("dialog")
    expect(box).to_contain_text(f"Return {number}: A New Direction, quarter to 30 June 2020")
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
    expect(page.get_by_label("Quarter to")).to_have_value("2020-06-30")
    expect(page.get_by_label("Note")).to_have_value(NOTE)
    hand_in(page, FIRST, 1)

    box = look(page, 1, who="Ann")
    expect(box.locator("tr", has_text="spark-june")).to_contain_text("2020-05-04")
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
    expect(page.locator(".request-text", has_text="A New Direction")).to_contain_text(
        "quarter to 30 June 2020"
    )

    hand_in(page, MENDED, 2)
    look(page, 2, who="Ben").get_by_role("button", name="Accept").press("Enter")
    done(page, "Return 2 is accepted as batch 1: 2 new.")
    expect(page.locator(".returns-desk")).to_contain_text("Nothing waits for a decision.")

    visit(page, "/data")
    row = page.locator("#intake-history tbody tr").first
    expect(row).to_contain_text(NOTE)
    expect(row).to_contain_text("Ben; sent by Ann")
    page.get_by_role("button", name="Undo batch 1").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Undo it").press("Enter")
    expect(page.locator("#intake-status")).to_contain_text("Batch 1 was undone")
    visit(page, "/returns")
    expect(page.locator(".return-state.is-in_check")).to_contain_text("Batch 1 was undone")
