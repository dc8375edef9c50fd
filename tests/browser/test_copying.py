"""Copying from a card: what lies on the clipboard, what is said of it, and what happens when the browser refuses."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acting import card, take_away
from tests.browser.conftest import careful
from tests.browser.serving import Site
from tests.browser.visiting import KINDS, visit, visiting

REFUSE = """
for (const name of ["write", "writeText"]) {
  const refused = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  Object.defineProperty(navigator.clipboard, name, { value: refused });
}
"""
READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const blob = await item.getType("image/png");
  const image = await createImageBitmap(blob);
  return [item.types, image.width, image.height];
}"""
READ_TABLE = """async () => {
  const [item] = await navigator.clipboard.read();
  const text = async (kind) => (await item.getType(kind)).text();
  return [await text("text/plain"), await text("text/html")];
}"""


@pytest.fixture
def copying(page: Page) -> Iterator[Page]:
    """A page whose visitor lets it use the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield page
    page.context.clear_permissions()


@pytest.fixture
def refused(browser: Browser, site: Site, kind: str) -> Iterator[Page]:
    """A page in a browser that lets nobody use the clipboard."""
    with visiting(browser, site.address, script=REFUSE, **KINDS[kind]) as visit:
        for page, _ in careful(visit, site):
            yield page


def said(page: Page) -> str:
    line = page.locator(".said[role=status]")
    expect(line).not_to_be_empty()
    return line.inner_text()


def copied(value: object) -> str:
    """A value of the JSON as a cell that was copied: a mark in words, a number in full."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def test_the_picture_of_a_card_is_copied_in_twice_its_size(copying: Page) -> None:
    visit(copying, "/coverage")
    take_away(copying, "area-coverage", "Copy picture")
    assert said(copying) == "The picture was copied."
    types, width, height = copying.evaluate(READ)
    assert types == ["image/png"]
    assert width == 1360
    assert height > 1000


def test_the_table_of_a_card_is_copied_for_spreadsheets_and_for_documents(copying: Page, site: Site) -> None:
    visit(copying, "/coverage")
    take_away(copying, "coverage-by-region", "Copy table")
    assert said(copying) == "The table was copied."
    plain, html = copying.evaluate(READ_TABLE)
    answer = json.loads(site.get("/export/coverage-by-region.json").body)
    header, *rows, foot = plain.replace("\r\n", "\n").split("\n")
    assert any(row["is_illustrative"] for row in answer["rows"])
    assert header.split("\t") == [column["label"] for column in answer["columns"]]
    assert [row.split("\t") for row in rows] == [list(map(copied, row.values())) for row in answer["rows"]]
    assert foot == answer["source"]
    assert len(re.findall("<tr>", html)) == len(answer["rows"]) + 1
    words = html.replace("&nbsp;", "\xa0")  # a browser that cleans what it copies writes it so
    assert answer["headline"] in words
    assert answer["source"] in words


def test_the_sentence_of_a_card_carries_what_it_rests_on(copying: Page) -> None:
    visit(copying, "/")
    take_away(copying, "trajectory", "Copy sentence")
    assert said(copying) == "The sentence was copied."
    sentence = copying.evaluate("navigator.clipboard.readText()")
    assert sentence.startswith(card(copying, "trajectory").locator("h2").inner_text())
    for part in (
        "As at 31 March 2020.",
        "Counted: established and delivering; not counted: named, status not stated.",
        "Source: ",
        "Illustrative: ",
    ):
        assert part in sentence
    assert "Illustrative data" not in sentence


def test_the_link_of_a_card_leads_to_this_card_with_these_filters(copying: Page, site: Site) -> None:
    visit(copying, "/?region=E12000007")
    take_away(copying, "by-region", "Copy link")
    assert said(copying) == "The link was copied."
    assert (
        copying.evaluate("navigator.clipboard.readText()")
        == f"{site.address}/?region=E12000007#card-by-region"
    )


@pytest.mark.parametrize("what", ["sentence", "link", "table"])
def test_what_may_not_be_copied_can_be_copied_by_hand(refused: Page, what: str) -> None:
    visit(refused, "/")
    take_away(refused, "by-region", f"Copy {what}")
    box = refused.get_by_role("dialog", name="The browser did not let us copy")
    expect(box).to_be_visible()
    area = box.get_by_role("textbox")
    expect(area).to_be_focused()
    chosen = area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert chosen == area.input_value() != ""
    refused.keyboard.press("Escape")
    expect(box).to_have_count(0)


def test_a_picture_that_may_not_be_copied_can_be_saved(refused: Page) -> None:
    visit(refused, "/")
    take_away(refused, "by-region", "Copy picture")
    assert "Save it with the menu, Picture, PNG" in said(refused)


def test_a_card_with_nothing_to_show_offers_its_sentence_its_link_and_a_place_in_a_paper_alone(
    page: Page,
) -> None:
    visit(page, "/representation?illustrative=hide")
    shown = card(page, "sector-gap")
    shown.locator(".card-menu > summary").click()
    names = shown.locator(".menu-item:visible").evaluate_all(
        "items => items.map(item => item.getAttribute('aria-label') || item.textContent)"
    )
    assert names == ["Copy sentence", "Copy link", "Add to paper", "Write a comment"]
