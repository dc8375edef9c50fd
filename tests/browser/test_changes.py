"""A changed filter puts other words and figures into the elements that are there: as a visit would show them."""

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.pages import levers
from tests.bench.on_server import request_of
from tests.bench.sides import Client
from tests.browser.acting import answer, answered, change, choose, words_of
from tests.browser.serving import Site
from tests.browser.visiting import UPDATE, Seen, settled, visit

SAID = """() => [...document.querySelectorAll(
  "h1, .answer, .tile, .card-head > div, .card-foot, .card-figure, .card-menu a, .card-menu [data-needs], " +
  ".store-line, .filter-word, .site-nav a, .neighbours a, [id*=block]"
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
        "/attention",
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


LONDON, NORTH_EAST = "?region=E12000007", "?region=E12000001"
MEASURED = """() => {
  const asked = window.asked = [];
  const note = (what, element) => element.matches(".js-plotly-plot") && asked.push(what);
  const style = window.getComputedStyle;
  window.getComputedStyle = (element, ...more) => { note("style", element); return style(element, ...more); };
  for (const name of ["clientWidth", "clientHeight"]) {
    const { get } = Object.getOwnPropertyDescriptor(Element.prototype, name);
    Object.defineProperty(Element.prototype, name, { get() { note(name, this); return get.call(this); } });
  }
  const react = window.Plotly.react;
  window.Plotly.react = (...said) => {
    asked.length = 0;
    const drawing = react(...said);
    window.most = Math.max(window.most || 0, asked.length);
    window.drawn = (window.drawn || 0) + 1;
    return drawing;
  };
}"""


def follow(page: Page, query: str) -> None:
    """Change the address, as a link does, and wait for nothing."""
    page.evaluate("query => window.cepFollow(query)", query)


@pytest.mark.parametrize("path", ["/levers", "/", "/partnerships/bath-cep"])
def test_the_page_asks_for_its_answer_in_the_words_of_dash(
    page: Page, seen: Seen, site: Site, path: str
) -> None:
    visit(page, path)
    with answered(page):
        follow(page, LONDON)
    expected = request_of(Client(site.address), page=path)
    expected["inputs"][1]["value"] = LONDON
    assert [sent.post_data_json for sent in seen.updates] == [expected]


def test_a_late_answer_changes_nothing(page: Page, seen: Seen) -> None:
    visit(page, f"/levers{NORTH_EAST}")
    north_east = answer(page)
    held: list[Route] = []
    page.route(f"**{UPDATE}", lambda route: held.append(route) if not held else route.continue_())
    follow(page, LONDON)
    expect(page.locator("main[data-asking]")).to_have_count(1)
    with answered(page):
        page.go_back()
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    settled(page)
    assert (answer(page), words_of(page)) == (north_east, ["North East"])
    assert len(seen.updates) == 2


def test_an_answer_that_the_reader_has_left_the_page_before_changes_nothing(page: Page, seen: Seen) -> None:
    visit(page, "/levers")
    held: list[Route] = []
    page.route(f"**{UPDATE}", lambda route: held.append(route) if not held else route.continue_())
    follow(page, LONDON)
    with answered(page):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Meetings").click()
    meetings = answer(page)
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    settled(page)
    assert answer(page) == meetings
    assert len(seen.updates) == 2
    with answered(page):
        page.go_back()
    assert words_of(page) == ["London"]
    assert "In London" in answer(page)


def test_a_page_may_be_left_while_its_map_waits_for_its_areas(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/geo/**", hold)
    page.goto("/coverage")
    expect(page.locator("#card-area-coverage .main-svg").first).to_be_attached()
    with answered(page):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Levers").click()
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    assert held


def test_back_to_the_address_before_puts_the_controls_back_too(page: Page) -> None:
    visit(page, "/levers")
    choose(page, "Place", "Region", "London")
    with answered(page):
        page.go_back()
    expect(page.locator("#filter-region").get_by_label("London")).not_to_be_checked()


def test_a_redraw_measures_no_chart_that_is_there(page: Page) -> None:
    visit(page, "/levers")
    page.evaluate(MEASURED)
    with answered(page):
        follow(page, LONDON)
    assert page.evaluate("window.drawn") == len(levers.PAGE.charts)
    assert page.evaluate("window.most") == 0
