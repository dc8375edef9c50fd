"""Two organisations become one on the Data page, and are two again: by mouse on a desktop, by keyboard on a phone."""

import pytest
from playwright.sync_api import Page, expect

from data.programme.programme import Programme
from tests.browser.acting import Reader
from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit


def choose(reader: Reader, label: str, name: str) -> None:
    """Write a name, and take what is found for it."""
    page = reader.page
    field = page.get_by_label(label, exact=True)
    reader.write(field, name)
    found = page.locator(f"#{field.get_attribute('list')} option")
    expect(found.first).to_be_attached()
    field.fill(str(found.first.get_attribute("value")))


def said(page: Page, words: str) -> None:
    expect(page.locator("#organisations-status")).to_contain_text(words)


@pytest.mark.parametrize(("reader", "kind"), [("mouse", "desktop"), ("keyboard", "phone")], indirect=True)
def test_two_organisations_become_one_after_a_look_and_are_taken_back(
    reader: Reader, demo_programme: Programme
) -> None:
    page = reader.page
    first, second = demo_programme.memberships["organisation"].drop_duplicates()[:2]
    visit(page, "/data")
    reader.use(page.get_by_role("button", name="Show what would change"))
    said(page, "Choose the one that stays from the list.")
    choose(reader, "The one that stays", first)
    choose(reader, "The one that is the same", second)
    field = page.get_by_label("The one that is the same", exact=True)
    field.press("Enter")
    said(page, "Nothing has been written yet.")
    expect(page.get_by_role("button", name="Make one of them")).to_be_focused()
    expect(page.locator("#organisations-seen")).to_contain_text(second)
    page.evaluate("window.scrollTo(0, 0)")  # What lies under the bar of filters would pass for small.
    assert problems(page) == []

    reader.use(page.get_by_role("button", name="Make one of them"))
    said(page, "Every page shows it from its next request; the batch can be undone below.")
    settled(page)
    page.get_by_role("button", name="Undo batch").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Undo it").click()
    expect(page.locator("#intake-status")).to_contain_text("was undone")
    settled(page)
