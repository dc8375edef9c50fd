"""What stays around a page: the line of filters that goes along, cards that are quiet, what is said once of all."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.pages import NAVIGATION, PAGES
from tests.browser.acting import answered, card, choose
from tests.browser.paths import COMPARED
from tests.browser.visiting import settled, visit

LONDON = "E12000007"


def test_the_filters_stay_in_reach_in_one_line(page: Page) -> None:
    visit(page, f"/levers?region={LONDON}&lacks=school")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    bar = page.locator(".filter-bar")
    expect(bar).to_be_in_viewport()
    box = bar.bounding_box()
    assert box is not None
    assert box["y"] == 0
    assert box["height"] < 56
    expect(bar).to_contain_text("London")


def test_each_menu_says_what_is_chosen_in_it_and_the_line_how_many_others(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/levers")
    values = page.locator(".filter-controls .filter-value")
    assert values.all_inner_texts() == ["England", "any", "any", "any", "as usual"]
    choose(page, "Place", "Region", "London")
    choose(page, "Sector", "Sector at the table", "Health")
    choose(page, "Counting", "What counts", "Hide illustrative data")
    assert values.all_inner_texts() == ["London", "Health", "any", "any", "illustrative rows hidden"]
    visit(page, f"/levers?region={LONDON}&lacks=school&reason=dormant")
    assert values.all_inner_texts() == ["London", "any", "any", "2 chosen", "as usual"]
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    page.locator(".filter-menu > summary", has_text="2 chosen").click()
    expect(page.get_by_label("Missing at the table", exact=True)).to_have_value("school")


def test_a_place_on_a_page_that_is_gone_to_is_not_under_the_line(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/levers#card-lever-balance")
    head, bar = (
        page.locator("#card-lever-balance h2").bounding_box(),
        page.locator(".filter-bar").bounding_box(),
    )
    assert head is not None
    assert bar is not None
    assert head["y"] >= bar["y"] + bar["height"]


def test_source_and_counting_rule_unfold_and_fold_by_keyboard(page: Page) -> None:
    visit(page, "/levers")
    shown = card(page, "lever-mix")
    button = shown.get_by_role("button", name="Source and counting rule")
    expect(shown.locator(".source-line")).to_contain_text("Quarterly returns of partnerships")
    expect(shown.locator(".card-source")).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(shown.locator(".card-source")).to_be_visible()
    expect(shown.locator(".card-source")).to_contain_text("Counted: ")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(shown.locator(".card-source")).to_be_hidden()
    page.emulate_media(media="print")
    expect(shown.locator(".card-source")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "is_all"), [("/levers", True), (COMPARED, True), ("/", False), ("/method", False)]
)
def test_what_is_illustrative_as_a_whole_says_so_once(page: Page, path: str, is_all: bool) -> None:
    visit(page, path)
    mark = page.locator(".page-mark")
    marks = page.locator(".chart-card .mark-illustrative")
    if is_all:
        expect(mark).to_contain_text("All figures here rest on illustrative data")
        expect(marks.filter(visible=True)).to_have_count(0)
    else:
        expect(mark).to_be_hidden()


def test_a_page_with_both_says_of_each_card_which_it_is(page: Page) -> None:
    visit(page, "/data")
    cards = page.locator(".chart-card[id^=card-]")
    for one in cards.all():
        expect(one.locator(".mark-illustrative, .mark-published").first).to_be_visible()
    assert page.locator(".mark-published").count() > 0
    visit(page, "/data?illustrative=hide")
    expect(page.locator(".mark-published:visible")).to_have_count(0)


def test_the_mark_follows_the_filters(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/levers")
    expect(page.locator(".page-mark")).to_be_visible()
    choose(page, "Place", "Region", "London")
    assert page.locator("#card-lever-mix h2").inner_text().casefold().startswith("in london: delivering")
    choose(page, "Counting", "What counts", "Hide illustrative data")
    expect(page.locator(".page-mark")).to_be_hidden()
    with answered(page):
        page.go_back()
    settled(page)
    expect(page.locator(".page-mark")).to_be_visible()
    assert str(page.locator("#card-lever-mix h2").text_content()).startswith("Illustrative, in London: ")


def test_the_menu_of_a_card_names_itself(page: Page) -> None:
    visit(page, "/levers")
    menu = card(page, "lever-mix").locator(".card-menu > summary")
    expect(menu).to_have_attribute("aria-label", "Menu: Which levers are pulled?")
    box = menu.bounding_box()
    assert box is not None
    assert box["width"] >= 24
    assert box["height"] >= 24


def test_the_navigation_is_by_what_people_ask_and_names_every_page_once(page: Page) -> None:
    visit(page, f"/levers?region={LONDON}")
    ways = page.get_by_role("navigation", name="Pages").get_by_role("link")
    assert ways.all_inner_texts() == [one.name for _, some in NAVIGATION for one in some]
    assert sorted(ways.all_inner_texts()) == sorted(one.name for one in PAGES if one.name)
    assert {str(one.get_attribute("href")).partition("?")[2] for one in ways.all()} == {f"region={LONDON}"}
    activity = page.get_by_role("list", name="Activity")
    assert activity.get_by_role("link").all_inner_texts() == ["Levers", "Meetings"]
    expect(activity.locator("[aria-current=page]")).to_have_text("Levers")
