"""Where there are very many partnerships, a page has the first ones and finds the others."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from data.demo import build_demo
from tests.browser.acting import answered, card
from tests.browser.conftest import Tabs, careful
from tests.browser.serving import Site, served
from tests.browser.visiting import visit

MANY = 420


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo store of 420 partnerships, 310 of them made up."""
    folder = tmp_path_factory.mktemp("many")
    address = f"sqlite:///{folder / 'cep.db'}"
    build_demo(address, partnerships=MANY)
    with served(address, folder) as site:
        yield site


@pytest.fixture
def reader(tab: Tabs, many: Site) -> Iterator[Page]:
    """A visitor of that store."""
    for page, _ in careful(tab(many, "desktop"), many):
        yield page


def test_a_long_list_has_its_first_rows_and_finds_any_other(reader: Page) -> None:
    visit(reader, "/partnerships")
    shown = card(reader, "partnerships")
    rows, count = shown.locator("tbody tr"), shown.locator(".table-count")
    expect(count).to_have_text(f"{MANY} rows")
    expect(rows).to_have_count(100)

    reader.get_by_role("searchbox", name="Search this table").fill("Example 310")
    expect(count).to_have_text(f"1 of {MANY} rows")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Example 310")


def test_a_long_list_is_sorted_and_shown_as_a_whole(reader: Page) -> None:
    visit(reader, "/partnerships")
    rows = card(reader, "partnerships").locator("tbody tr")
    names = reader.locator("#card-partnerships thead button").first
    last = "return [...document.querySelectorAll('#card-partnerships tbody th')].map(one => one.textContent)"
    first_seen = reader.evaluate(f"() => {{ {last} }}")
    names.click()
    names.click()
    expect(rows.first).not_to_contain_text(first_seen[0])
    assert reader.evaluate(f"() => {{ {last} }}")[0] > max(first_seen)
    assert reader.evaluate("document.activeElement.dataset.sort") == "name"

    reader.get_by_role("button", name=f"Show all {MANY} rows").click()
    expect(rows).to_have_count(MANY)


def test_another_partnership_is_found_to_compare_the_pilots_with(reader: Page) -> None:
    visit(reader, "/pilots")
    choice = reader.get_by_label("Compare with")
    assert choice.locator("option").count() == 101
    reader.get_by_label("Search for a partnership by name").fill("example 310")
    expect(choice.locator("option")).to_have_count(2)
    name = choice.locator("option").last.inner_text()
    with answered(reader):
        choice.select_option(label=name)
    expect(card(reader, "pilots-comparison").locator("thead")).to_contain_text(name)
    expect(choice.locator("option:checked")).to_have_text(name)
