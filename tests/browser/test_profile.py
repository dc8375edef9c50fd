"""A profile on a screen: what matters stands first, and every way on it leads to what it names."""

import re

import pytest
from playwright.sync_api import Page, expect

from data.programme.programme import Programme
from tests.browser.acting import card, show_table
from tests.browser.paths import PROFILE
from tests.browser.test_printing import telling
from tests.browser.visiting import settled, visit

SCREENS = 3


def test_what_matters_takes_less_than_three_screens(demo_programme: Programme, page: Page) -> None:
    profiles = sorted(telling(demo_programme))
    assert len(profiles) >= 4
    for slug in profiles:
        visit(page, f"/partnerships/{slug}")
        detail = page.locator("#table").bounding_box()
        assert detail
        assert detail["y"] < SCREENS * page.evaluate("window.innerHeight"), slug


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_the_ways_on_the_page_bring_each_part_into_view(
    demo_programme: Programme, page: Page, *, keyboard: bool
) -> None:
    slug = str(demo_programme.activities["partnership"].value_counts().idxmax())
    page.emulate_media(
        reduced_motion="reduce"
    )  # or the page would still glide to one when the next is asked for
    visit(page, f"/partnerships/{slug}")
    ways = page.get_by_role("navigation", name="On this page").get_by_role("link")
    assert ways.count() == 6
    for way in ways.all():
        if keyboard:
            way.focus()
            page.keyboard.press("Enter")
        else:
            way.click()
        heading = page.get_by_role("heading", name=way.inner_text(), exact=True).first
        expect(heading).to_be_in_viewport()
    assert page.url.endswith("#evidence")


def test_the_table_is_said_once_until_it_is_asked_for_by_sector(page: Page) -> None:
    visit(page, PROFILE)
    expect(page.locator("#seats")).to_be_visible()
    sectors = card(page, "partnership-sectors")
    expect(sectors).to_be_hidden()
    page.get_by_text("The same by sector, as a table").click()
    expect(sectors.locator("tbody tr")).to_have_count(13)


def test_a_changed_date_changes_what_it_opens_with(demo_programme: Programme, page: Page) -> None:
    slug = str(demo_programme.returns["partnership"].value_counts().idxmax())
    visit(page, f"/partnerships/{slug}")
    expect(page.locator("#next")).to_contain_text("return for January to March 2020 due")
    page.evaluate("cepFollow(`${location.pathname}?as_at=2019-02-28`)")
    expect(page.locator("#next")).to_contain_text("return for January to March 2019 due")
    expect(page.locator("#seats .card-subtitle")).to_contain_text("28 February 2019")


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_what_led_to_what_is_followed_from_the_levers_into_one_partnership(
    page: Page, *, keyboard: bool
) -> None:
    visit(page, "/levers")
    tab = page.get_by_role("link", name="By partnership")
    if keyboard:
        tab.focus()
        page.keyboard.press("Enter")
    else:
        tab.click()
    numbers = show_table(page, "led-to-partnerships")
    most = numbers.first.locator("th").inner_text()
    number = numbers.first.get_by_role("link", name=re.compile(r"^\d+$"))
    if keyboard:
        number.focus()
        page.keyboard.press("Enter")
    else:
        number.click()
    expect(page.locator("#main h1")).to_have_text(most)
    settled(page)
    chains = card(page, "partnership-chains").locator(".chain-list > li")
    expect(chains.first).to_be_in_viewport()
    steps = chains.first.locator(".step")
    assert steps.count() >= 3
    assert chains.first.locator(".came").count() == steps.count() - 1  # nothing led to the first
    shown = chains.locator("visible=true").count()
    more = card(page, "partnership-chains").get_by_role("button", name="Show all")
    said = int(more.inner_text().split()[2])
    more.focus()
    page.keyboard.press("Enter")
    assert shown < said == chains.locator("visible=true").count()
    links = show_table(page, "partnership-chains").count()
    assert links >= said  # every chain has a link at least
