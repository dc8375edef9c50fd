"""A phone held upright: tables are cards, long ones are short at first, and nothing is pushed sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from data.programme.programme import Programme
from tests.browser.acting import card, take_away
from tests.browser.conftest import Tabs, careful
from tests.browser.paths import PATHS, named
from tests.browser.serving import Site
from tests.browser.visiting import Seen, visit

FREE = "#card-led-to-matrix, #card-led-to-flows, #card-format-purpose, #card-london-tiles, #card-returns-by-bridge"
"""Charts of levers, purposes and boroughs, whose words are too long for a phone: smaller they could not be read."""
FIRST, FIRST_OF_PROFILE, SHORT = 10, 5, 21


@pytest.fixture
def phone(tab: Tabs, site: Site) -> Iterator[Page]:
    """The page of a visitor with a phone."""
    for page, _ in careful(tab(site, "phone"), site):
        yield page


def busiest(programme: Programme) -> str:
    """The partnership with the most activities."""
    return str(programme.activities["partnership"].value_counts().idxmax())


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_nothing_is_pushed_sideways_no_map_is_lost_and_years_stand_level(phone: Page, path: str) -> None:
    visit(phone, path)
    assert phone.evaluate("free => cepLayout.pushed(free)", FREE) == []
    assert phone.evaluate("cepLayout.lostMaps()") == []
    phone.wait_for_function("cepLayout.askew().length === 0")


def test_the_lists_of_a_profile_are_cards_that_name_every_cell(
    phone: Page, demo_programme: Programme
) -> None:
    visit(phone, f"/partnerships/{busiest(demo_programme)}")
    cells = phone.locator("#activities tbody tr").first.locator("td")
    said = [cell.evaluate("one => getComputedStyle(one, '::before').content") for cell in cells.all()]
    assert said == [
        '"Primary lever"',
        '"Secondary levers"',
        '"Began"',
        '"State"',
        '"Young people"',
    ]
    first, second = (cells.nth(place).bounding_box() for place in (0, 1))
    assert first
    assert second
    assert second["y"] >= first["y"] + first["height"]


def test_a_long_list_of_a_profile_shows_its_first_rows_until_all_are_asked_for(
    phone: Page, demo_programme: Programme
) -> None:
    visit(phone, f"/partnerships/{busiest(demo_programme)}")
    rows = phone.locator("#activities tbody tr")
    assert rows.count() > FIRST
    expect(rows.filter(visible=True)).to_have_count(FIRST_OF_PROFILE)
    phone.locator("#activities").get_by_role("button", name=f"Show all {rows.count()} rows").click()
    expect(rows.filter(visible=True)).to_have_count(rows.count())


def test_a_long_table_of_a_card_shows_its_first_rows_until_all_are_asked_for(phone: Page) -> None:
    visit(phone, "/attention")
    rows = card(phone, "attention").locator("tbody tr")
    expect(rows.filter(visible=True)).to_have_count(FIRST)
    card(phone, "attention").get_by_role("button", name="Show all").click()
    expect(rows.filter(visible=True)).to_have_count(rows.count())


def test_every_sector_of_the_matrix_stands_beside_short_names(phone: Page) -> None:
    visit(phone, "/representation")
    drawn = card(phone, "sector-matrix").locator(".js-plotly-plot")
    expect(drawn.locator(".xtick text")).to_have_count(13)
    names = drawn.locator(".ytick text")
    expect(names.filter(has_text="East London Cultural…")).to_have_count(1)
    assert max(len(name) for name in names.all_text_contents()) <= SHORT


def test_names_of_pilots_are_whole(phone: Page) -> None:
    visit(phone, "/pilots")
    names = card(phone, "pilots-status").locator(".ytick text")
    expect(names.filter(has_text="Dagenham)")).to_have_count(1)
    assert [name for name in names.all_text_contents() if "…" in name] == []


def test_after_a_filter_the_matrix_has_short_names_again(phone: Page) -> None:
    visit(phone, "/representation?region=E12000007")
    names = card(phone, "sector-matrix").locator(".ytick text")
    expect(names.filter(has_text="East London Cultural…")).to_have_count(1)


def test_a_picture_of_the_matrix_has_the_whole_names(phone: Page) -> None:
    visit(phone, "/representation")
    expect(
        card(phone, "sector-matrix").locator(".ytick text", has_text="East London Cultural…")
    ).to_have_count(1)
    with phone.expect_download() as waiting:
        take_away(phone, "sector-matrix", "SVG")
    assert "East London Cultural Education Partnership" in waiting.value.path().read_text()


def test_a_desk_sees_every_row_at_once(at_desk: tuple[Page, Seen]) -> None:
    page, _ = at_desk
    visit(page, "/attention")
    rows = card(page, "attention").locator("tbody tr")
    expect(rows.filter(visible=True)).to_have_count(rows.count())
    expect(card(page, "attention").get_by_role("button", name="Show all")).to_have_count(0)
