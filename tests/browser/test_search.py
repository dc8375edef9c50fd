"""The search: by mouse and by keyboard, on a desktop and on a phone, and what a screen reader is told of it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search", exact=True)


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Found").get_by_role("option")


def test_a_screen_reader_is_told_what_is_found_and_chosen(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type("Brsitol")
    expect(options(page).first).to_contain_text("Bristol Cultural Education Partnership")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(field(page)).to_have_attribute("aria-activedescendant", "found-0")
    assert problems(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bristol Cultural Education Partnership")
    settled(page)
    expect(page.get_by_role("main")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Bristol Cultural Education Partnership")
    settled(page)


def test_enter_before_the_list_is_there_goes_to_the_first(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/levers")
    field(page).fill("walsall cep")
    field(page).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walsall")
    settled(page)


def test_the_arrows_go_round_and_escape_folds_then_empties(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/levers")
    field(page).fill("london")
    expect(options(page).first).to_be_visible()
    field(page).press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    field(page).press("ArrowDown")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field(page).press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    field(page).press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_value("london")
    field(page).press("Escape")
    expect(field(page)).to_have_value("")
    expect(field(page)).to_be_focused()


def test_what_nobody_is_called_is_said(page: Page) -> None:
    visit(page, "/levers")
    field(page).fill("xqwzk")
    expect(page.get_by_role("status").filter(has_text="Nothing is called “xqwzk”")).to_be_visible()
    assert problems(page) == []


def test_a_term_and_a_chart_are_gone_to_where_they_stand(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/method")
    field(page).fill("cold spot")
    options(page).first.click()
    expect(page.locator("#term-cold-spot")).to_be_in_viewport()
    field(page).fill("attention reasons")
    options(page).first.click()
    settled(page)
    expect(page.locator("#card-attention-reasons")).to_be_in_viewport()


def test_a_slash_in_a_field_is_a_slash(desk_page: Page) -> None:
    page = desk_page
    visit(page, "/levers")
    field(page).press("/")
    expect(field(page)).to_have_value("/")


def test_a_term_explains_itself_on_focus_under_the_pointer_and_on_touch(page: Page, kind: str) -> None:
    visit(page, "/levers")
    term = page.locator(".tile .term").first
    term.wait_for()
    box = page.locator(".term-box")
    expect(box).to_be_hidden()
    if kind == "phone":
        term.tap()
    else:
        term.hover()
    expect(box).to_contain_text("Lever of change: One of three ways")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    term.blur()
    term.focus()
    expect(box).to_be_visible()
    described = page.locator(f"#{term.get_attribute('aria-describedby')}")
    assert described.evaluate("one => one.textContent").startswith("One of three ways")


def test_a_page_marks_a_term_once_and_its_text_stays_as_it_was(page: Page) -> None:
    visit(page, "/levers")
    page.locator(".term").first.wait_for()
    before = page.locator(".answer").inner_text()
    named = page.locator(".term").all_inner_texts()
    page.evaluate("cepFollow('/levers?region=E12000007')")
    settled(page)
    page.go_back()
    settled(page)
    expect(page.locator(".term")).to_have_text(named)
    assert page.locator(".answer").inner_text() == before
