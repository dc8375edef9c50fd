"""What comes with the document: the page as it will stand, readable before any script, and the scripts it needs."""

import re

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.paths import HIDDEN, PATHS
from tests.browser.serving import Site
from tests.browser.visiting import KINDS, settled, visit, visiting

AWAITED = re.compile(r'<link rel="expect" href="#([^"]+)" blocking="render">')
NO_LIBRARY = re.compile(r"polyfill|dash_core_components|dash_html_components|dash_table|package_data/plotly")


@pytest.mark.parametrize("path", [*PATHS, f"/?{HIDDEN}"])
def test_question_answer_and_cards_are_read_without_any_script(
    browser: Browser, site: Site, desk_page: Page, path: str
) -> None:
    visit(desk_page, path)
    with visiting(browser, site.address, java_script_enabled=False, **KINDS["desktop"]) as (bare, _):
        bare.goto(path)
        for part in (
            "h1",
            ".answer",
            ".tile",
            ".store-line",
            ".card-head h2",
            ".nav-link[aria-current=page]",
        ):
            said = bare.locator(f".page {part}").all_inner_texts()
            assert said == desk_page.locator(f".page {part}").all_inner_texts()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_painted_before_the_tiles_have_all_come(site: Site, path: str) -> None:
    document = site.get(path).body.decode()
    (awaited,) = AWAITED.findall(document)
    assert document.index("</dl>", document.index('class="tiles"')) < document.index(f'id="{awaited}"')


@pytest.mark.parametrize("path", ["/", "/levers", "/method"])
def test_the_page_takes_the_place_of_what_came_first_and_nothing_moves(
    browser: Browser, site: Site, kind: str, path: str
) -> None:
    with visiting(browser, site.address, **KINDS[kind]) as (page, seen):
        visit(page, path)
        assert page.locator("#first").count() == 0
        moved = page.evaluate("cepWatch.shifted")
        assert page.evaluate("cepWatch.shift") < 0.001, moved  # of the screen: less than a pixel
        assert seen.faults == []
        assert page.locator("main h1").count() == 1


def test_the_focus_stays_where_it_was_and_what_was_opened_stays_open(browser: Browser, site: Site) -> None:
    with visiting(browser, site.address, **KINDS["desktop"]) as (page, _):

        def open_before(route: Route) -> None:
            page.locator("#first .tray > summary").click()
            page.locator("#first .tile-more > summary").last.click()
            route.continue_()

        page.route("**/react-dom*", open_before)
        visit(page, "/levers")
        expect(page.locator(".tile-more > summary").last).to_be_focused()
        expect(page.locator("details[open]")).to_have_count(2)
        expect(page.locator(".tray")).to_contain_text("Nothing is collected yet.")
        expect(page.locator(".tile-more").last).to_have_attribute("open", "")


def test_the_focus_stays_where_a_script_adds_something_before_it(browser: Browser, site: Site) -> None:
    been_here = "window.localStorage.setItem('cep-seen', '2019-06-30');"
    with visiting(browser, site.address, script=been_here, **KINDS["desktop"]) as (page, _):

        def focus_before(route: Route) -> None:
            page.locator("#first .card-menu > summary").last.focus()
            route.continue_()

        page.route("**/react-dom*", focus_before)
        visit(page, "/attention")
        expect(page.locator(".last-visit a")).to_be_visible()
        expect(page.locator(".card-menu > summary").last).to_be_focused()


def asked_for(page: Page, path: str) -> list[str]:
    """The addresses of the scripts that one visit of a page brings."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type == "script":
            asked.append(request.url)

    page.on("request", note)
    visit(page, path)
    page.remove_listener("request", note)
    return asked


@pytest.mark.parametrize(
    ("path", "own"), [("/levers", ""), ("/data", "25-intake"), ("/paper", "45-composer")]
)
def test_a_page_loads_the_scripts_it_needs_and_no_others(
    browser: Browser, site: Site, path: str, own: str
) -> None:
    with visiting(browser, site.address, **KINDS["desktop"]) as (page, _):
        asked = asked_for(page, path)
        assert [one for one in asked if NO_LIBRARY.search(one)] == []
        assert {name for name in ("25-intake", "45-composer") if name in " ".join(asked)} == (
            {own} if own else set()
        )
        assert len([one for one in asked if "/vendor/plotly." in one]) == 1


def test_the_scripts_of_a_page_come_when_it_is_come_to(newcomer: tuple[Page, object]) -> None:
    page, _ = newcomer
    visit(page, "/levers")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Data").click()
    page.locator(".intake[data-ready]").wait_for()


@pytest.mark.parametrize(
    ("name", "script", "made"),
    [("Data", "25-intake", ".intake[data-ready]"), ("Board paper", "45-composer", ".composer-form")],
)
def test_a_script_that_is_on_its_way_is_waited_for_and_finds_whatever_page_is_there(
    newcomer: tuple[Page, object], name: str, script: str, made: str
) -> None:
    page, _ = newcomer
    visit(page, "/levers")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def come_to(where: str) -> None:
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=where).click()
        page.locator(".nav-link[aria-current=page]", has_text=where).wait_for()

    page.route(f"**/{script}*", hold)
    for _ in range(2):
        come_to(name)
        come_to("Levers")
        settled(page)
    with page.expect_response(f"**/{script}*"):
        held[0].continue_()
    come_to(name)
    page.locator(made).wait_for()
    settled(page)
    assert page.locator(f"script[src*='{script}']").count() == 1
