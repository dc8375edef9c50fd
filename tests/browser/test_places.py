"""From a place or a row to the partnership, by mouse, by touch and by keyboard."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import answered, card, change, point_at
from tests.browser.visiting import Seen, settled, visit

BARKING, YARMOUTH = "E09000002", "E07000145"


def found(page: Page, key: str) -> Locator:
    return card(page, key).locator(".found")


def is_profile_of(page: Page, name: str) -> None:
    assert urlsplit(page.url).path.startswith("/partnerships/")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("p.answer")).to_contain_text(name)


@pytest.mark.parametrize(
    ("where", "code", "name"),
    [
        (("/coverage", "area-coverage"), YARMOUTH, "Great Yarmouth"),
        (("/london", "london-map"), BARKING, "Barking and Dagenham"),
    ],
)
def test_clicking_an_area_on_a_map_leads_to_its_partnership(
    page: Page, kind: str, where: tuple[str, str], code: str, name: str
) -> None:
    path, key = where
    visit(page, path)
    x, y = point_at(page, key, code)
    if kind == "phone":
        page.touchscreen.tap(x, y)
    else:
        page.mouse.move(x, y)
        expect(card(page, key).locator(".hoverlayer")).to_contain_text(name)
        page.mouse.click(x, y)
    page.wait_for_url("**/lists/authorities?*")
    settled(page)
    expect(card(page, "authorities").locator("tbody th")).to_have_text(name)
    link = card(page, "authorities").locator("td a").first
    name = link.inner_text()
    with answered(page):
        link.click()
    is_profile_of(page, name)


def test_every_area_of_a_map_can_be_chosen_by_keyboard(page: Page) -> None:
    visit(page, "/london?as_at=2020-03-31")
    select = card(page, "london-map").get_by_label("Find an authority")
    names = [name for name in select.locator("option").all_inner_texts() if "Choose" not in name]
    assert len(names) == 33
    assert names == sorted(names)

    select.focus()
    page.keyboard.press("ArrowDown")
    expect(found(page, "london-map")).to_contain_text(names[0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.found') !== null")
    name = page.evaluate("document.activeElement.textContent")
    with answered(page):
        page.keyboard.press("Enter")
    is_profile_of(page, name)


def test_an_area_without_a_partnership_says_so(page: Page) -> None:
    visit(page, "/coverage")
    page.get_by_label("Find an authority").select_option(label="Cornwall")
    expect(found(page, "area-coverage")).to_contain_text("Cornwall: no live partnership known.")


def test_a_chosen_area_stays_chosen_when_the_filters_change(page: Page) -> None:
    visit(page, "/coverage")
    page.get_by_label("Find an authority").select_option(label="Barking and Dagenham")
    change(page, "As at", "2019-12-31")
    expect(page.get_by_label("Find an authority")).to_have_value(BARKING)
    expect(found(page, "area-coverage")).to_contain_text("Barking and Dagenham")


def test_a_tile_of_london_leads_to_its_partnership_too(page: Page) -> None:
    visit(page, "/london#card-london-tiles")
    tile = card(page, "london-tiles").locator(".barlayer text", has_text="Barking").first
    tile.click(force=True)  # The words of a tile let the click through to it.
    page.wait_for_url("**/lists/authorities?*")
    settled(page)
    expect(card(page, "authorities").locator("tbody th")).to_have_text("Barking and Dagenham")


def test_a_point_among_the_levers_leads_to_its_partnership(page: Page, kind: str) -> None:
    visit(page, "/levers")
    point = page.locator(".scatterlayer .trace .points path").first
    point.evaluate("point => point.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = point.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    with answered(page):
        if kind == "phone":
            page.touchscreen.tap(x, y)
        else:
            page.mouse.move(x, y)
            expect(page.locator(".hoverlayer .hovertext").first).to_be_visible()
            page.mouse.click(x, y)
    assert urlsplit(page.url).path.startswith("/partnerships/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("No such partnership")


def test_a_row_of_the_table_leads_to_the_profile_and_back(page: Page) -> None:
    visit(page, "/partnerships")
    card(page, "partnerships").get_by_role("searchbox").fill("bristol")
    row = card(page, "partnerships").locator("tbody tr")
    expect(row).to_have_count(1)
    link = row.get_by_role("link")
    name = link.inner_text()
    with answered(page):
        link.click()
    is_profile_of(page, name)
    with answered(page):
        page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which partnerships are there?")


def test_the_attention_list_leads_to_a_profile_and_back_by_keyboard_alone(page: Page) -> None:
    visit(page, "/attention")
    table = card(page, "attention").get_by_role("region", name="Table:")
    link = table.get_by_role("link").first
    name = link.inner_text()
    table.focus()
    for _ in range(20):  # past the headings that sort
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    with answered(page):
        page.keyboard.press("Enter")
    is_profile_of(page, name)
    with answered(page):
        page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which partnerships need a call this week?")


def test_a_profile_keeps_the_filters_of_the_way_there(page: Page) -> None:
    visit(page, "/partnerships?illustrative=hide")
    with answered(page):
        card(page, "partnerships").locator("tbody a").first.click()
    assert urlsplit(page.url).query == "illustrative=hide"
    expect(page.locator(".store-line")).to_contain_text("Published facts only")


def test_the_table_of_partnerships_is_searched_and_sorted(page: Page) -> None:
    visit(page, "/partnerships")
    table = card(page, "partnerships")
    expect(table.locator(".table-count")).to_have_text("110 rows")
    table.get_by_role("button", name="Show all 110 rows").click()
    button = table.locator("button[data-sort=name]")
    button.click()
    expect(table.locator("th[aria-sort=ascending]")).to_have_count(1)
    names = table.locator("tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    button.click()
    expect(table.locator("th[aria-sort=descending]")).to_have_count(1)
    names = table.locator("tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold, reverse=True)
    table.get_by_role("searchbox").fill("no such place")
    expect(table.locator(".table-count")).to_have_text("0 of 110 rows")


@pytest.mark.parametrize("slug", ["bristle", "great-yarmouth-x", "%00"])
def test_an_unknown_partnership_is_said_with_names_that_come_near(page: Page, seen: Seen, slug: str) -> None:
    seen.expected.add("404")
    visit(page, f"/partnerships/{slug}")
    expect(page.get_by_role("heading", level=1)).to_have_text("No such partnership")
    expect(page.locator("main").get_by_role("link", name="All partnerships")).to_be_visible()


def test_a_shortened_partnership_is_suggested_by_a_link(page: Page, seen: Seen) -> None:
    seen.expected.add("404")
    visit(page, "/partnerships/bristol")
    link = page.locator("main").get_by_role("link", name="Bristol Cultural Education Partnership")
    with answered(page):
        link.click()
    is_profile_of(page, "Bristol Cultural Education Partnership")
