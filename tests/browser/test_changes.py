"""A changed filter puts other words and figures into the elements that are there: as a visit would show them."""

import pytest
from playwright.sync_api import Page

from tests.browser.acting import change
from tests.browser.visiting import settled, visit

SAID = """() => [...document.querySelectorAll(
  "h1, .answer, .tile, .card-head > div, .card-foot, .card-figure, .card-menu a, .card-menu [data-needs], " +
  ".store-line, .filter-word, .site-nav a, .neighbours a"
)].map((one) => one.matches(".card-figure")
  ? one.style.cssText
  : [one.textContent, one.getAttribute("href"), one.hidden, one.getAttribute("aria-current")].join("|"))"""
KEPT = "#main :is(h1, .answer, .tiles, .chart-card[id^=card-], .card-figure, .table-slot, .intake-desk), .site-nav a"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/coverage?region=E12000001",
        "/levers?region=E12000001&sector=health",
        "/representation?illustrative=hide",
        "/partnerships/bath-cep",
        "/pilots?partnership=bath-cep",
        "/data",
    ],
)
def test_what_a_change_shows_is_what_a_visit_shows_and_the_elements_stay(page: Page, path: str) -> None:
    visit(page, path)
    elements = page.locator(KEPT)
    elements.evaluate_all("every => every.forEach((one) => { one.dataset.stays = 'yes'; })")
    there = elements.count()
    before = page.evaluate(SAID)

    change(page, "As at", "2019-12-31")

    assert page.locator("[data-stays]").count() == there
    after = page.evaluate(SAID)
    assert after != before
    page.reload()
    settled(page)
    assert page.locator("[data-stays]").count() == 0
    assert page.evaluate(SAID) == after
