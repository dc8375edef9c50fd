"""Returns handed in on the Data page: what is wrong, what would change, loaded, shown everywhere, and taken back."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, Route, expect

from tests.browser.acting import choose, draw_anew, unfold
from tests.browser.conftest import Tabs, careful
from tests.browser.serving import Site, served
from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit
from tests.stores import SQLiteFiles

RENAMED = "partnership,name\ncamden-spark,Camden Sparks\nnew-place,New Place CEP\n"
WRONG = (
    "activity,partnership,title,start_on,primary_lever\n"
    "a-1,camden-spark,Song,2020-13-05,DEL\na-2,camden-spark,Dance,2020-01-05,SING\n"
)
RATES = (
    "Area Code,Area Name,Time period,Value\n"
    "E09000002,Barking and Dagenham,2020/21,20\nE09000003,Barnet,2020/21,19\n"
    "E09000002,Barking and Dagenham,2021/22,21\nE09000003,Barnet,2021/22,18\nE92000001,England,2021/22,20\n"
)
WARD = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"WD24CD":"E05009288","WD24NM":"Aldersgate",'
    '"LAD24CD":"E09000007"},"geometry":{"type":"Polygon","coordinates":'
    "[[[-0.2,51.5],[-0.1,51.5],[-0.1,51.6],[-0.2,51.6],[-0.2,51.5]]]}}]}"
)
UNTIDY = (
    "activity,partnership,title,start_on,primary_lever,young_people,count_basis\n"
    "u-1,Camden Spark,Song,15.01.2020,DEL,12+,\nu-2,camden-spark,Dance,2020-01-05,DEL,12+,\n"
)
BROKEN = {"letter.pdf": b"%PDF-1.7 hello", "returns.xlsx": b"PK\x03\x04 torn", "page.csv": b"<html></html>"}


@pytest.fixture(scope="module")
def desk(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The dashboard over a store of these tests' own, in two processes; each test leaves the store as it was."""
    folder = tmp_path_factory.mktemp("desk")
    with served(SQLiteFiles(shared, folder).copy("demo"), folder, workers=2) as running:
        yield running


@pytest.fixture
def page(tab: Tabs, desk: Site, kind: str) -> Iterator[Page]:
    """A visitor on the Data page, on a desktop and on a phone; nothing may have gone wrong in it."""
    for one, seen in careful(tab(desk, kind), desk):
        # A form that brings a download ends its navigation so.
        seen.expected |= {"/data/template.xlsx", "/data/template.ods"}
        visit(one, "/data")
        yield one


def hand_in(page: Page, content: str | bytes, name: str) -> None:
    """Choose one file, and wait until something is said of it."""
    held = content.encode() if isinstance(content, str) else content
    page.get_by_label("Choose files").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": held}
    )
    expect(status(page)).to_contain_text(name)
    expect(page.locator("#intake-progress")).to_be_hidden()


def status(page: Page) -> Any:
    return page.locator("#intake").get_by_role("status").first


def load(page: Page) -> None:
    hand_in(page, RENAMED, "partnerships.csv")
    before = page.locator("p.answer").inner_text()
    page.get_by_role("button", name="Load 2 changes").click()
    expect(status(page)).to_contain_text("Loaded partnerships.csv as batch")
    expect(page.locator("p.answer")).not_to_have_text(before)
    settled(page)


def arrive(page: Page, **changed: object) -> None:
    """Come to the page of a server that answers otherwise in some things than the one that is served here."""

    def otherwise(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | changed)

    page.route("**/data/intake", otherwise)
    visit(page, "/data")


def go(page: Page, name: str) -> None:
    """Follow a link of the navigation, and wait for its page."""
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
    expect(page.locator(".nav-link[aria-current=page]")).to_have_text(name)
    expect(page.locator("#intake")).to_have_count(1 if name == "Data" else 0)
    settled(page)


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo batch").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Undo it").click()
    expect(status(page)).to_contain_text("was undone: 1 changed and 1 ended.")


def test_a_good_file_is_compared_loaded_shown_everywhere_and_taken_back(page: Page) -> None:
    answer = page.locator("p.answer")
    before = answer.inner_text()
    hand_in(page, RENAMED, "partnerships.csv")
    expect(status(page)).to_contain_text("1 new and 1 changed. Nothing has been written yet.")
    changed = page.locator("#intake-result tr", has_text="Camden Sparks")
    expect(changed).to_contain_text("Camden Spark")
    assert answer.inner_text() == before
    page.get_by_role("button", name="Load 2 changes").click()
    expect(status(page)).to_contain_text("Loaded partnerships.csv as batch")
    expect(answer).not_to_have_text(before)
    settled(page)
    expect(status(page)).to_be_focused()
    loaded = answer.inner_text()
    page.get_by_role("button", name="Changes of batch").first.click()
    expect(page.locator("#intake-changes tr", has_text="Camden Sparks")).to_be_visible()
    go(page, "Partnerships")
    unfold(page, "partnerships")
    expect(page.get_by_role("link", name="New Place CEP")).to_be_visible()
    go(page, "Data")
    undo(page)
    expect(answer).not_to_have_text(loaded)
    settled(page)
    expect(status(page)).to_be_focused()
    go(page, "Partnerships")
    unfold(page, "partnerships")
    expect(page.get_by_role("link", name="Camden Spark", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="New Place CEP")).to_have_count(0)


def test_a_bad_file_shows_each_problem_and_comes_back_with_marks(page: Page) -> None:
    hand_in(page, WRONG, "activities.csv")
    expect(status(page)).to_contain_text("1 error and 1 question")
    expect(page.get_by_role("button", name="Load ")).to_have_count(0)
    row = page.locator("#intake-result tr", has_text="2020-13-05").first
    expect(row).to_contain_text("D (start_on)")
    expect(row).to_contain_text("2020-05-13")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the files with the problems marked").click()
    assert waiting.value.suggested_filename == "activities-marked-up.xlsx"
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert book["activities"]["D2"].comment is not None
    assert book["activities"]["E3"].comment is not None
    page.get_by_role("button", name="Forget these files").click()
    expect(status(page)).to_have_text("The files were forgotten. Nothing was written.")
    expect(page.locator("#intake-result")).to_be_empty()


def test_what_is_understood_is_listed_and_what_is_doubtful_is_answered_once(page: Page) -> None:
    hand_in(page, UNTIDY, "activities.csv")
    expect(status(page)).to_contain_text("1 question in activities.csv; 2 cells read as listed")
    expect(page.locator("#intake-result tr", has_text="15.01.2020")).to_contain_text("2020-01-15")
    expect(page.get_by_role("button", name="Load ")).to_have_count(0)
    page.get_by_label("“12+” can mean several numbers.").select_option(label="c. 12: exactly, as an estimate")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(status(page)).to_contain_text("Loading would make 2 new")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the files with the problems marked").click()
    sheet = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))["activities"]
    assert [cell.value for cell in sheet["F"]][1:] == ["c. 12", "c. 12"]
    page.get_by_role("button", name="Load 2 changes").click()
    expect(status(page)).to_have_text("Confirm first, sheet by sheet, what cells were read as.")
    understood = page.get_by_role("checkbox", name="activities: 2 cells read as listed")
    expect(understood).to_be_focused()
    assert problems(page) == []
    page.keyboard.press("Space")
    draw_anew(page)
    expect(understood).to_be_checked()
    page.get_by_role("button", name="Load 2 changes").click()
    expect(status(page)).to_contain_text("Loaded activities.csv as batch")
    page.get_by_role("button", name="Undo batch").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Undo it").click()
    expect(status(page)).to_contain_text("was undone: 2 ended.")


def test_a_hostile_or_broken_file_gets_a_sentence(page: Page) -> None:
    for name, content in BROKEN.items():
        hand_in(page, content, name)
        expect(status(page)).to_contain_text("Nothing can be loaded")
        expect(page.locator("#intake-result tbody tr")).to_have_count(1)


def test_files_may_be_dropped(page: Page) -> None:
    dropped = page.evaluate_handle(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "partnerships.csv", { type: "text/csv" }));
          return transfer;
        }""",
        RENAMED,
    )
    page.dispatch_event(".drop-zone", "drop", {"dataTransfer": dropped})
    expect(status(page)).to_contain_text("1 new and 1 changed")


def test_what_was_found_stays_when_the_filters_change(page: Page) -> None:
    hand_in(page, RENAMED, "partnerships.csv")
    choose(page, "Place", "Region", "London")
    expect(status(page)).to_contain_text("1 new and 1 changed")
    expect(page.get_by_role("button", name="Load 2 changes")).to_be_visible()


def test_a_template_comes_filled_for_the_partnership_chosen(page: Page) -> None:
    page.get_by_label("Get the template for").select_option(label="Camden Spark")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="XLSX", exact=True).click()
    assert waiting.value.suggested_filename == "returns-camden-spark.xlsx"


def test_a_template_comes_filled_for_all_of_a_bridge(page: Page) -> None:
    page.get_by_label("Get the template for").select_option(label="A New Direction")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="ODS", exact=True).click()
    assert waiting.value.suggested_filename == "returns-a-new-direction.ods"


def add(page: Page, content: str, name: str) -> None:
    """Choose a table or a boundary file to add, and wait for its fields."""
    page.get_by_label("Choose a table or a boundary file").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
    )
    page.get_by_role("form", name="What the file is").wait_for()


def test_statistics_are_added_by_keyboard_with_the_steps_of_a_return_and_taken_back(page: Page) -> None:
    said = page.locator("#added-status")
    add(page, RATES, "rates.csv")
    expect(said).to_contain_text("places are in Area Code")
    expect(page.get_by_label("What the measure is called")).to_be_focused()
    page.keyboard.type("Young people ")
    draw_anew(page)
    page.keyboard.type("in need")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("several periods: 2020/21, 2021/22")
    expect(page.get_by_label("What the measure is called")).to_have_value("Young people in need")
    page.get_by_label("Period", exact=True).select_option("2021/22")
    page.get_by_label("Kind").select_option("rate")
    page.get_by_label("Kind").press("Tab")
    page.get_by_role("button", name="Look").press("Enter")
    expect(said).to_have_text("Adding Young people in need would make 2 new. Nothing has been written yet.")
    expect(page.locator("#added-seen")).to_contain_text(
        "Left out, as they are no authorities of England: England (1)."
    )
    assert problems(page) == []
    page.get_by_role("button", name="Add 2 values").press("Enter")
    expect(said).to_contain_text("Added Young people in need as batch")
    expect(said).to_be_focused()
    settled(page)
    page.get_by_role("button", name="Undo batch").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Undo it").click()
    expect(status(page)).to_contain_text("was undone: 2 ended.")
    settled(page)


def test_boundaries_are_looked_at_added_and_removed(page: Page) -> None:
    said = page.locator("#added-status")
    add(page, WARD, "wards.geojson")
    page.get_by_label("The areas are").select_option(label="Wards")
    page.get_by_label("Year", exact=True).fill("2024")
    page.get_by_role("button", name="Look").click()
    expect(said).to_contain_text("Would be added: 1 ward")
    page.get_by_role("button", name="Add the boundaries").click()
    expect(said).to_contain_text("Added: 1 ward")
    settled(page)
    page.locator("#added").get_by_text("Boundaries that maps are drawn from").click()
    page.get_by_role("button", name="Remove Wards of 2024").click()
    expect(said).to_have_text("The boundaries of wards of 2024 were removed.")
    settled(page)


def test_undoing_is_asked_first_and_escape_keeps_the_batch(page: Page) -> None:
    load(page)
    opener = page.get_by_role("button", name="Undo batch").first
    opener.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    undo(page)


def test_axe_finds_nothing_in_any_state_of_the_desk(page: Page) -> None:
    hand_in(page, WRONG, "activities.csv")
    assert problems(page) == []
    load(page)
    page.get_by_role("button", name="Changes of batch").first.click()
    page.locator("#intake-changes table").wait_for()
    assert problems(page) == []
    page.get_by_role("button", name="Undo batch").first.click()
    assert problems(page) == []
    page.keyboard.press("Escape")
    undo(page)


def test_no_state_of_the_desk_is_wider_than_the_window(page: Page) -> None:
    for width in (360, 768, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        hand_in(page, WRONG, "activities.csv")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        hand_in(page, RENAMED, "partnerships.csv")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_files_beyond_the_limit_are_not_even_sent(page: Page) -> None:
    arrive(page, most_bytes=10)
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.get_by_label("Choose files").set_input_files(
        {"name": "big.csv", "mimeType": "text/csv", "buffer": RENAMED.encode()}
    )
    expect(status(page)).to_contain_text("Send fewer at once.")
    assert not [url for url in posts if "/data/upload" in url]


def test_where_nothing_may_be_written_the_page_says_so_and_offers_the_template_only(page: Page) -> None:
    def not_here(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, json=answer.json() | {"may_write": False, "sentence": "Use cep import."}
        )

    for section in ("intake", "lists", "added", "packs"):
        page.route(f"**/data/{section}", not_here)
    visit(page, "/data")
    expect(page.locator("#intake")).to_contain_text("Use cep import.")
    expect(page.locator("input[type=file]")).to_have_count(0)
    expect(page.get_by_role("button", name="Add a paper or mail")).to_have_count(0)
    expect(page.get_by_label("Get the template for")).to_be_visible()
    assert problems(page) == []


def test_a_finding_leads_to_its_place_in_the_profile(page: Page) -> None:
    unfold(page, "quality-findings")
    row = page.locator("#card-quality-findings tbody tr", has_text="Last meeting on").first
    name = row.get_by_role("rowheader").inner_text()
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.url.endswith("#meetings")
    expect(page.locator("#meetings h2")).to_be_in_viewport()
