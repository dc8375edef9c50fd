"""The map of London and its tiles share one place; the address says which of them is seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import card
from tests.browser.visiting import visit


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_the_switch_shows_the_tiles_in_place_of_the_map_and_back_undoes_it(
    page: Page, *, keyboard: bool
) -> None:
    visit(page, "/london")
    expect(card(page, "london-map")).to_be_visible()
    expect(card(page, "london-tiles")).not_to_be_visible()
    tiles = page.get_by_role("link", name="Tiles of equal size")
    if keyboard:
        tiles.focus()
        page.keyboard.press("Enter")
    else:
        tiles.click()
    expect(card(page, "london-tiles")).to_be_visible()
    expect(card(page, "london-map")).not_to_be_visible()
    expect(tiles).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(card(page, "london-map")).to_be_visible()


def test_an_address_that_names_the_tiles_shows_them_whatever_is_filtered(page: Page) -> None:
    visit(page, "/london?illustrative=hide#card-london-tiles")
    expect(card(page, "london-tiles")).to_be_visible()
    page.evaluate("cepFollow('/london?region=E12000002#card-london-tiles')")
    expect(page.get_by_role("note").filter(has_text="Set aside here: North West")).to_be_visible()
    expect(card(page, "london-tiles")).to_be_visible()
