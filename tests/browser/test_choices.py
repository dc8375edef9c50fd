"""Filters are chosen from lists with numbers, kept beside others, and removed where together they leave nobody."""

import re
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.acting import answered, choose, open_filters, words_of
from tests.browser.conftest import Visit
from tests.browser.visiting import visit


def asked(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def rows(page: Page) -> int:
    """How many partnerships the list says it has."""
    said = re.search(r"(\d+) partnership", page.locator("#card-partnerships h2").inner_text())
    assert said
    return int(said[1])


def open_menu(page: Page, name: str) -> None:
    open_filters(page)
    page.locator(".filter-menu > summary", has_text=name).click()


def test_a_number_beside_a_value_is_that_of_the_list(visitor: Visit) -> None:
    page, _ = visitor
    visit(page, "/partnerships?lacks=school")
    open_menu(page, "Place")
    label = page.get_by_role("group", name="Region", exact=True).get_by_text("London", exact=True)
    expect(label).to_have_attribute("data-number", "3")
    with answered(page):
        label.click()
    assert rows(page) == 3
    assert asked(page) == [("lacks", "school"), ("region", "E12000007")]


def test_an_authority_is_chosen_from_its_list_and_changed_there(visitor: Visit) -> None:
    page, _ = visitor
    visit(page, "/partnerships")
    open_menu(page, "Place")
    authority = page.get_by_label("Authority", exact=True)
    expect(authority.locator("option").nth(1)).to_have_text("Adur (0)")
    with answered(page):
        authority.select_option("E09000007")
    assert words_of(page) == ["authority: Camden"]
    assert asked(page) == [("area", "E09000007")]
    expect(authority).to_have_value("E09000007")
    assert rows(page) == 1
    with answered(page):
        authority.select_option("")
    assert asked(page) == []


def test_what_a_table_lacks_stays_asked_when_another_filter_changes_and_goes_by_its_word(
    visitor: Visit,
) -> None:
    page, _ = visitor
    visit(page, "/partnerships?lacks=music_education_hub&reason=core_group_missing&status=established")
    before = rows(page)
    choose(page, "Sector", "Sector at the table", "School")
    assert 0 < rows(page) < before
    assert ("reason", "core_group_missing") in asked(page)
    with answered(page):
        page.get_by_role("link", name="missing at the table: Music Education Hub").click()
    assert "missing at the table: Music Education Hub" not in words_of(page)
    assert {key for key, _ in asked(page)} == {"reason", "sector", "status"}


def test_a_list_asks_for_one_sector_as_well_as_another_and_names_both(visitor: Visit) -> None:
    page, _ = visitor
    visit(page, "/partnerships?has=school")
    before = rows(page)
    open_menu(page, "More")
    has = page.get_by_label("At the table", exact=True)
    more = has.locator("optgroup[label='As well as School'] option", has_text="Health")
    expect(more).to_have_count(1)
    with answered(page):
        has.select_option(more.get_attribute("value"))
    assert asked(page) == [("has", "health"), ("has", "school")]
    assert words_of(page) == ["at the table: Health", "at the table: School"]
    expect(has.locator("option:checked")).to_have_text("School, Health")
    assert 0 < rows(page) < before


def test_who_has_not_met_for_six_months_is_chosen_on_the_page(visitor: Visit) -> None:
    page, _ = visitor
    visit(page, "/partnerships?lacks=music_education_hub")
    before = rows(page)
    months = page.get_by_label("No meeting for", exact=True)
    with answered(page):
        months.select_option("6")
    assert sorted(asked(page)) == [("lacks", "music_education_hub"), ("not_met", "6")]
    assert 0 < rows(page) < before
    with answered(page):
        page.locator(".filter-word", has_text="no meeting for 6 months").click()
    expect(months).to_have_value("")
    assert asked(page) == [("lacks", "music_education_hub")]


def test_filters_that_leave_nobody_say_which_one_to_remove(visitor: Visit) -> None:
    page, _ = visitor
    visit(page, "/partnerships?bridge=ive&region=E12000007")
    expect(page.locator(".emptied")).to_contain_text("No partnership fits all of these filters.")
    with answered(page):
        page.get_by_role("link", name="Remove “bridge: IVE”").click()
    assert words_of(page) == ["London"]
    expect(page.locator(".emptied")).to_have_count(0)
    assert rows(page) == 18


def test_a_period_is_chosen_by_name(visitor: Visit) -> None:
    page, _ = visitor
    visit(page, "/levers?lever=MOB")
    open_menu(page, "Period")
    with answered(page):
        page.get_by_role("button", name="Last quarter").click()
    assert sorted(asked(page)) == [("as_at", "2019-12-31"), ("lever", "MOB"), ("since", "2019-10-01")]
    with answered(page):
        page.get_by_role("button", name="Twelve months").click()
    assert asked(page) == [("lever", "MOB")]


def test_the_matrix_is_put_in_order_by_what_is_missing_and_asked_for_tables_without_a_sector(
    visitor: Visit,
) -> None:
    page, _ = visitor
    visit(page, "/representation?region=E12000007")
    matrix = page.locator("#card-sector-matrix")
    before = matrix.evaluate("card => card.querySelector('.js-plotly-plot').layout.yaxis.categoryarray")
    assert matrix.locator(".scatterlayer .point").count() == 13 * len(before)
    matrix.get_by_label("Order by").select_option("Youth sector missing first")
    after = matrix.evaluate("card => card.querySelector('.js-plotly-plot').layout.yaxis.categoryarray")
    assert after != before
    assert sorted(after) == sorted(before)
    without = matrix.get_by_label("Only tables without")
    said = without.locator("option", has_text="School").inner_text()
    with answered(page):
        without.select_option(label=said)
    assert words_of(page) == ["London", "missing at the table: School"]
    names = matrix.evaluate("card => card.querySelector('.js-plotly-plot').layout.yaxis.categoryarray.length")
    assert said == f"School ({names})"
    expect(without).to_have_value("school")
