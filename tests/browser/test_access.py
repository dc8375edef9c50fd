"""Every page can be used by everybody: axe finds nothing, in any state that a reader can bring about."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.acting import open_filters, show_table
from tests.browser.paths import COMPARED, PATHS, PROFILE, STATES
from tests.browser.visiting import Seen, settled, visit

axe = Axe()
SEEN = ("color-contrast", "link-in-text-block")
SIZED = ("target-size",)
"""What colours and what widths can change; of all else a page says the same in every one."""
COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
ALIKE = ["tbody tr:nth-child(n + 6)", ".call:nth-child(n + 6)", ".main-svg"]
"""Further rows of a table and calls are made as the first ones are; axe knows no colour of a drawing."""


def problems(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, a line a kind, with the first place where it is; `only` by some of its rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.axe_script)
    rules = {"runOnly": only} if only else {}
    asked = [{"exclude": [[one] for one in ALIKE]}, {"resultTypes": ["violations"], **rules}]
    found = page.evaluate("asked => axe.run(...asked).then((said) => said.violations)", asked)
    return [f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:160]})" for one in found]


def looks(page: Page) -> dict[str, list[str]]:
    """What axe finds of the looks of a page in each set of colours, where it finds something."""
    found = {}
    for colours, media in COLOURS.items():
        page.emulate_media(reduced_motion="reduce", **media)  # or colours would still be on their way
        found[colours] = problems(page, only=SEEN)
    return {colours: some for colours, some in found.items() if some}


def test_axe_finds_nothing_on_the_preview_of_a_paper(page: Page) -> None:
    page.goto("/board-pack.html?chart=by-region&chart=changes&chart=sector-matrix&recommendation=Agree")
    assert problems(page) == []


def test_axe_finds_nothing_where_two_days_are_compared(desk_page: Page) -> None:
    visit(desk_page, COMPARED)
    assert problems(desk_page) == []
    assert looks(desk_page) == {}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_whatever_the_filters_in_any_width_and_colours(
    desk_page: Page, path: str, state: str
) -> None:
    page = desk_page
    visit(page, f"{path}?{state}")
    assert problems(page) == []
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        assert problems(page, only=SIZED) == []
        assert looks(page) == {}


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_with_every_menu_and_table_open(page: Page, path: str) -> None:
    visit(page, path)
    open_filters(page)
    for key in page.evaluate("cepWatch.graphs().map(plot => plot.layout.meta.key)"):
        page.evaluate(
            "key => { window.location.hash = `card-${key}` }", key
        )  # of two in one place this one is seen
        show_table(page, key)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert problems(page) == []
    assert looks(page) == {}


def test_axe_finds_nothing_on_a_page_that_does_not_exist(at_desk: tuple[Page, Seen]) -> None:
    page, seen = at_desk
    seen.expected.add("404")
    visit(page, "/no-such-page")
    assert problems(page) == []


def test_axe_finds_nothing_beside_an_area_that_was_chosen(page: Page) -> None:
    visit(page, "/coverage")
    page.get_by_label("Find an authority").select_option(label="Bristol, City of")
    assert problems(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_one_question_a_language_and_a_title(page: Page, path: str) -> None:
    visit(page, path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.title().endswith("· CEP Monitor")


@pytest.mark.parametrize("path", ["/", "/coverage", "/london", PROFILE])
def test_every_chart_has_a_name_and_a_text_that_carries_its_numbers(page: Page, path: str) -> None:
    visit(page, path)
    pictures = page.locator(".card-figure[role=img]:visible")
    assert pictures.count() > 0
    for picture in pictures.all():
        name, text = (
            picture.evaluate(f"one => document.getElementById(one.getAttribute('{about}')).textContent")
            for about in ("aria-labelledby", "aria-describedby")
        )
        assert name
        assert any(character.isdigit() for character in text) or "Covers" in text


def test_the_first_press_of_tab_offers_the_way_past_the_navigation(at_desk: tuple[Page, Seen]) -> None:
    page, _ = at_desk
    visit(page, "/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the answer")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_filters_are_chosen_by_keyboard_alone(at_desk: tuple[Page, Seen]) -> None:
    page, _ = at_desk
    visit(page, "/")
    place = page.locator(".filter-menu", has_text="Place").locator("> summary")
    place.focus()
    page.keyboard.press("Enter")
    first = page.get_by_role("checkbox", name=re.compile("^North East"))  # its number may have come already
    expect(first).to_be_visible()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".filter-word")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(place).to_be_focused()
