"""The wizard for lists on the Data page: each of the six lists read, answered, loaded and taken back by a visitor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import draw_anew
from tests.browser.conftest import Tabs, careful
from tests.browser.serving import Site, served
from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit
from tests.lists import PERSONAL, KeptList, every_list
from tests.stores import SQLiteFiles


@pytest.fixture(scope="module")
def desk(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The dashboard over a store of these tests' own; each test leaves it as it was, but for what it decided."""
    folder = tmp_path_factory.mktemp("lists")
    with served(SQLiteFiles(shared, folder).copy("demo"), folder) as running:
        yield running


@pytest.fixture
def page(tab: Tabs, desk: Site, kind: str) -> Iterator[Page]:
    for one, seen in careful(tab(desk, kind), desk):
        seen.expected.add("/data/lists/read")  # What is no list is refused.
        visit(one, "/data")
        yield one


def status(page: Page, words: str) -> None:
    expect(page.locator("#lists-status")).to_contain_text(words)
    expect(page.locator("#lists-form button[type=submit]")).to_be_enabled()


def read(page: Page, kept: KeptList) -> None:
    page.get_by_label("Choose a list").set_input_files(
        {"name": kept.name, "mimeType": "application/octet-stream", "buffer": kept.content}
    )
    expect(page.locator("#lists-status")).to_contain_text(kept.name)


def tell(page: Page, kept: KeptList) -> None:
    """Say what the columns are, the day, and what is asked, as often as something new is asked."""
    for heading, role in kept.told.items():
        page.get_by_label(f"What the column {heading} is").select_option(role)
        status(page, "partnership")
    page.get_by_label("The day that the list speaks of").fill(kept.as_at)
    see(page)
    for _ in range(3):
        asked = page.locator("#lists-questions fieldset.is-open")
        if not asked.count():
            return
        for field in asked.all():
            answer(field.locator("legend").inner_text(), page, kept)
        see(page)


def see(page: Page) -> None:
    page.get_by_role("button", name="See what would change").click()
    status(page, "partnership")


def undo(page: Page) -> None:
    """Take the last batch back, and wait until the page shows the store without it."""
    page.get_by_role("button", name="Undo batch").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Undo it").click()
    expect(page.locator("#intake-status")).to_contain_text("was undone")
    settled(page)


def answer(asks: str, page: Page, kept: KeptList) -> None:
    """Give the answer of the list to a question, by the words that are asked about."""
    field = page.get_by_role("group", name=asks, exact=True)
    said = next(given for (_, words), given in kept.answers.items() if f"“{words}”" in asks)
    boxes = field.get_by_role("checkbox")
    if boxes.count():
        for code in said.split(";"):
            field.locator(f"input[value='{code.partition(':')[0]}']").check()
            if ":" in code:
                field.locator(f"input[value='{code}']").check()
    else:
        field.get_by_role("combobox").select_option(f"={said}")


ON_A_DESKTOP = pytest.mark.parametrize("kind", ["desktop"])
VISITS = [*((kept, "desktop") for kept in every_list()), (every_list()[-1], "phone")]


@pytest.mark.parametrize(("kept", "kind"), VISITS, ids=lambda one: getattr(one, "name", one))
def test_a_list_is_read_answered_loaded_and_taken_back(kept: KeptList, page: Page) -> None:
    read(page, kept)
    roles = page.locator("#lists-form tbody select").evaluate_all("all => all.map(one => one.value)")
    assert tuple(roles) == kept.roles
    tell(page, kept)
    status(page, "Nothing has been written yet.")
    for code, _, part in (one.partition(":") for said in kept.answers.values() for one in said.split(";")):
        if part == "part":
            expect(page.locator(f"#lists-questions input[value='{code}:part']")).to_be_checked()
            expect(page.locator("#lists-result tr", has_text=code)).to_contain_text("coverage part")
    assert not [one for one in PERSONAL if one in page.locator("#lists").inner_text()]
    page.evaluate("window.scrollTo(0, 0)")  # What lies under the bar of filters would pass for small.
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#lists-load").click()
    expect(page.locator("#lists-status")).to_contain_text("What was decided is kept as")
    expect(page.locator("#lists-status")).to_be_focused()
    undo(page)


@ON_A_DESKTOP
def test_a_list_under_way_is_there_again_after_a_reload_with_all_that_was_answered(page: Page) -> None:
    kept = every_list()[1]
    read(page, kept)
    tell(page, kept)
    page.get_by_label("Keep what is decided as").fill("half way")
    page.get_by_label("Keep what is decided as").press("Tab")
    roles = page.locator("#lists-form tbody select").evaluate_all("all => all.map(one => one.value)")

    page.reload()

    status(page, "Nothing has been written yet.")
    expect(page.get_by_label("Keep what is decided as")).to_have_value("half way")
    expect(page.get_by_label("The day that the list speaks of")).to_have_value(kept.as_at)
    assert page.locator("#lists-form tbody select").evaluate_all("all => all.map(one => one.value)") == roles
    page.get_by_role("button", name="Forget this list").click()
    expect(page.locator("#lists-form form")).to_have_count(0)
    expect(page.locator("#lists-status")).to_contain_text("forgotten")
    page.reload()
    settled(page)
    expect(page.locator("#lists-form form")).to_have_count(0)


@ON_A_DESKTOP
def test_the_next_list_of_a_kind_is_read_as_the_last_one(page: Page) -> None:
    kept = every_list()[1]
    read(page, kept)
    tell(page, kept)
    page.get_by_label("Keep what is decided as").fill("quarterly")
    see(page)
    page.locator("#lists-load").click()
    expect(page.locator("#lists-status")).to_contain_text("kept as “quarterly”")
    settled(page)  # the page is drawn anew over what was loaded
    page.get_by_label("Read it as").select_option("quarterly")
    read(page, kept)
    page.get_by_label("The day that the list speaks of").fill(kept.as_at)
    see(page)
    status(page, "The store holds all of it already.")
    page.get_by_role("button", name="Forget this list").click()
    expect(page.locator("#lists-status")).to_have_text("The files were forgotten. Nothing was written.")
    undo(page)


@ON_A_DESKTOP
def test_what_is_typed_stays_where_it_is_typed_when_the_page_is_drawn_anew(page: Page) -> None:
    read(page, every_list()[0])
    name = page.get_by_label("Keep what is decided as")
    name.fill("quarterly")
    draw_anew(page)
    expect(name).to_have_value("quarterly")
    expect(name).to_be_focused()
    page.get_by_role("button", name="Take all proposed answers").click()
    status(page, "to be answered")
    expect(name).to_have_value("quarterly")


@ON_A_DESKTOP
def test_all_that_is_proposed_is_taken_at_once(page: Page) -> None:
    read(page, every_list()[0])
    expect(page.get_by_label("The day that the list speaks of")).to_have_value("2020-02-14")
    page.get_by_role("button", name="Take all proposed answers").click()
    status(page, "1 question to be answered")
    expect(page.locator("#lists-questions fieldset.is-open")).to_have_count(1)


@ON_A_DESKTOP
def test_what_is_no_list_is_said(page: Page) -> None:
    page.get_by_label("Choose a list").set_input_files(
        {"name": "letter.csv", "mimeType": "text/csv", "buffer": b"Dear all,\nhere is the list.\n"}
    )
    expect(page.locator("#lists-status")).to_contain_text("No row near the top names the columns of a list.")
