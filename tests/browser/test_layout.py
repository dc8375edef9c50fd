"""Pages are right from a small phone to a large screen: nothing clipped, overlapping, or moving while it loads."""

import pytest
from playwright.sync_api import Page

from tests.browser.acting import open_filters
from tests.browser.paths import PATHS, named
from tests.browser.visiting import Seen, visit

WIDTHS = {360: 740, 768: 1024, 1440: 900, 1920: 1080}


@pytest.fixture(params=list(WIDTHS), ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    """The widths that matter, in CSS pixels."""
    return int(request.param)


@pytest.fixture
def window(at_desk: tuple[Page, Seen], width: int) -> Page:
    """The page of a visitor with a window of this width."""
    page, _ = at_desk
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    return page


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_nothing_is_clipped_overlapping_or_moving(window: Page, width: int, path: str) -> None:
    visit(window, path)
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert window.evaluate("cepLayout.clipped()") == []
    assert window.evaluate("cepLayout.spilled()") == []
    assert window.evaluate("cepLayout.overlapping()") == []
    assert window.evaluate("cepLayout.textsOutsideCharts()") == []
    assert window.evaluate("cepWatch.shift") < 0.1, window.evaluate("cepWatch.shifted")


@pytest.mark.parametrize("menu", ["Place", "Sector", "Lever", "Counting"])
def test_an_open_menu_of_filters_stays_within_the_window(window: Page, width: int, menu: str) -> None:
    visit(window, "/method")
    open_filters(window)
    window.locator(".filter-menu > summary", has_text=menu).click()
    box = window.locator(".filter-menu[open] .filter-panel").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert window.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/coverage", "/partnerships"], ids=named)
def test_an_open_menu_of_a_card_stays_within_the_window(window: Page, width: int, path: str) -> None:
    visit(window, path)
    for summary in window.locator(".card-menu > summary").all():
        summary.click()
        box = window.locator(".card-menu[open] .menu-items").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        window.keyboard.press("Escape")
