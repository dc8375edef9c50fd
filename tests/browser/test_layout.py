"""Pages are right from a small phone to a large screen: nothing clipped, overlapping, or moving while it loads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.acting import open_filters
from tests.browser.conftest import careful
from tests.browser.paths import PATHS, named
from tests.browser.serving import Site
from tests.browser.visiting import Seen, visit, visiting

WIDTHS = {360: 740, 768: 1024, 1440: 900, 1920: 1080}

LAYOUT = (Path(__file__).parent / "layout.js").read_text()


@pytest.fixture(scope="module", params=list(WIDTHS), ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    """The widths that matter, in CSS pixels."""
    return int(request.param)


@pytest.fixture(scope="module")
def window(browser: Browser, site: Site, width: int) -> Iterator[tuple[Page, Seen]]:
    """A visitor with a window of this width."""
    size = {"width": width, "height": WIDTHS[width]}
    with visiting(browser, site.address, viewport=size, script=LAYOUT) as opened:
        yield from careful(opened, site)


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_nothing_is_clipped_overlapping_or_moving(window: tuple[Page, Seen], width: int, path: str) -> None:
    page, _ = window
    visit(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("cepLayout.clipped()") == []
    assert page.evaluate("cepLayout.spilled()") == []
    assert page.evaluate("cepLayout.overlapping()") == []
    assert page.evaluate("cepLayout.textsOutsideCharts()") == []
    assert page.evaluate("cepWatch.shift") < 0.1, page.evaluate("cepWatch.shifted")


@pytest.mark.parametrize("menu", ["Place", "Sector", "Lever", "Counting"])
def test_an_open_menu_of_filters_stays_within_the_window(
    window: tuple[Page, Seen], width: int, menu: str
) -> None:
    page, _ = window
    visit(page, "/method")
    open_filters(page)
    page.locator(".filter-menu > summary", has_text=menu).click()
    box = page.locator(".filter-menu[open] .filter-panel").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/coverage", "/partnerships"], ids=named)
def test_an_open_menu_of_a_card_stays_within_the_window(
    window: tuple[Page, Seen], width: int, path: str
) -> None:
    page, _ = window
    visit(page, path)
    for summary in page.locator(".card-menu > summary").all():
        summary.click()
        box = page.locator(".card-menu[open] .menu-items").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
