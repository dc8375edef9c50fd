"""From a place or a row to the partnership, by mouse, by touch and by keyboard."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import answered, card, change, point_at
from tests.browser.conftest import Tabs
from tests.browser.serving import Site
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


def seen_of(page: Page) -> dict[str, float]:
    """How many times enlarged the map is, and what its middle is."""
    seen: dict[str, float] = page.evaluate(
        """() => {
          const { projection, center } = document.querySelector("#card-area-coverage .js-plotly-plot")._fullLayout.geo;
          return { scale: projection.scale, ...center };
        }"""
    )
    return seen


def is_enlarged(page: Page) -> None:
    """Wait until it is: a browser tells of a wheel when it has time."""
    page.evaluate(
        """() => new Promise((done) => {
          const { layout } = document.querySelector("#card-area-coverage .js-plotly-plot");
          const look = () => layout.geo.projection.scale > 1 ? done() : requestAnimationFrame(look);
          look();
        })"""
    )


def middle_of(shown: Locator) -> tuple[float, float]:
    shown.evaluate("box => box.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = shown.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_map_is_enlarged_and_moved_by_buttons_and_by_keys_and_shown_whole_again(page: Page) -> None:
    visit(page, "/coverage")
    whole, named = seen_of(page), card(page, "area-coverage").get_by_role("button", name="Zoom in")
    named.click()
    expect(named).to_be_focused()
    enlarged = seen_of(page)
    assert enlarged == {**whole, "scale": pytest.approx(1.6 * whole["scale"])}
    page.keyboard.press("ArrowRight")
    moved = seen_of(page)
    assert moved["lon"] > enlarged["lon"]
    assert moved["lat"] == pytest.approx(enlarged["lat"])
    card(page, "area-coverage").get_by_role("button", name="Move north").click()
    assert seen_of(page)["lat"] > moved["lat"]
    page.keyboard.press("0")
    assert seen_of(page) == pytest.approx(whole)
    page.keyboard.press("-")
    assert seen_of(page) == pytest.approx(whole)


def test_the_wheel_scrolls_the_page_until_a_map_is_in_hand(desk_page: Page) -> None:
    visit(desk_page, "/coverage")
    x, y = middle_of(card(desk_page, "area-coverage").locator(".card-figure"))
    whole = seen_of(desk_page)
    desk_page.mouse.move(x, y)
    desk_page.mouse.wheel(0, 10)
    desk_page.mouse.move(x, y - 10)
    desk_page.mouse.down()
    desk_page.mouse.move(x - 60, y - 10, steps=3)
    desk_page.mouse.up()
    pushed = seen_of(desk_page)
    assert pushed["scale"] == whole["scale"]
    assert pushed["lon"] > whole["lon"]
    assert urlsplit(desk_page.url).path == "/coverage", "who moves the map opens nothing"
    desk_page.mouse.wheel(0, -200)
    is_enlarged(desk_page)


def test_two_fingers_enlarge_a_map_and_one_scrolls_the_page(tab: Tabs, site: Site) -> None:
    page, _ = tab(site, "phone")
    visit(page, "/coverage")
    x, y = middle_of(card(page, "area-coverage").locator(".card-figure"))
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, *apart: float) -> None:
        points = [{"x": x + along, "y": y, "id": place} for place, along in enumerate(apart)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", -40)
    fingers("touchStart", -40, 40)
    fingers("touchMove", -60, 60)
    fingers("touchMove", -80, 80)
    fingers("touchEnd")
    is_enlarged(page)
    assert seen_of(page)["scale"] == pytest.approx(2.0)
    assert page.evaluate("visualViewport.scale") == 1
    touch.detach()


def test_a_chosen_authority_is_brought_into_view_and_stays_there_under_another_date(page: Page) -> None:
    visit(page, "/coverage")
    page.get_by_label("Find an authority").select_option(label="Great Yarmouth")
    found_there = seen_of(page)
    assert found_there["scale"] > 3
    assert found_there["lon"] == pytest.approx(1.65, abs=0.1)
    assert found_there["lat"] == pytest.approx(52.63, abs=0.1)
    expect(card(page, "area-coverage").locator("path.is-found")).to_have_count(1)
    change(page, "As at", "2019-12-31")
    assert seen_of(page) == pytest.approx(found_there)
    change(page, "As at", "2020-03-31")
    page.goto("/coverage?region=E12000007")
    settled(page)
    assert seen_of(page)["scale"] == 1
