"""Bristol beside the others at 36 months: by mouse and by keyboard, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import card
from tests.browser.visiting import settled, visit

BRISTOL = "bristol-cultural-education-partnership"


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_bristol_is_compared_with_the_others_at_36_months(page: Page, *, keyboard: bool) -> None:
    visit(page, f"/partnerships/{BRISTOL}")
    way = page.get_by_role("link", name="Compare with the pilots")
    if keyboard:
        way.focus()
        page.keyboard.press("Enter")
    else:
        way.click()
    page.wait_for_url(re.compile("/pilots"))
    settled(page)
    shown = card(page, "pilots-core-groups")
    expect(shown.locator("h2")).to_contain_text("the middle half of others as old")
    for one in (shown.locator(".card-menu > summary"), shown.locator("button[data-does=table]")):
        if keyboard:
            one.focus()
            page.keyboard.press("Enter")
        else:
            one.click()
    row = shown.locator("tbody tr").filter(has=page.locator("th", has_text=re.compile("^36$")))
    expect(row).to_have_count(1)
    expect(row).to_contain_text(re.compile(r"\d"))
