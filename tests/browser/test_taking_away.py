"""What a reader takes away: pictures that stand alone, and tables that hold what the files hold."""

import csv
import html
import io
import json
import re
import struct
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from dashboard import release
from dashboard.exports.rows import is_seen, read_as
from tests.browser.acting import card, choose, show_table, take_away, unfold
from tests.browser.serving import Site
from tests.browser.visiting import visit

LONDON = "E12000007"
QUERY = f"?region={LONDON}"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
PNG = b"\x89PNG\r\n\x1a\n"


def taken(page: Page, key: str, words: str) -> Download:
    with page.expect_download() as waiting:
        take_away(page, key, words)
    return waiting.value


def text_of(svg: str) -> str:
    """What a picture says, in reading order of its source, with spaces where lines break."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", svg)).replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("path", "key"),
    [("/", "trajectory"), ("/", "by-region"), ("/coverage", "area-coverage"), ("/london", "london-tiles")],
)
def test_a_picture_says_everything_that_it_needs_to_stand_alone(page: Page, path: str, key: str) -> None:
    visit(page, f"{path}#card-{key}")
    download = taken(page, key, "Picture (SVG)")
    place = "london" if path == "/london" else "england"
    assert download.suggested_filename == f"{key}_{place}_2020-03-31_v1.svg"
    said = text_of(Path(download.path()).read_text(encoding="utf-8"))
    shown = card(page, key)
    for part in ("h2", ".card-subtitle", ".card-source"):
        words = " ".join(str(shown.locator(part).text_content()).replace("\xa0", " ").split())
        assert words
        assert words.removesuffix(" Illustrative data") in said
    assert "As at 31 March 2020" in said
    assert "Illustrative" in said
    assert release.in_short() in said


def test_a_picture_of_a_map_holds_its_areas_and_names_its_filters(page: Page) -> None:
    visit(page, f"/coverage{QUERY}")
    svg = Path(taken(page, "area-coverage", "Picture (SVG)").path()).read_text(encoding="utf-8")
    assert len(re.findall(r"<path[^>]*choroplethlocation", svg)) == 33
    assert "London" in text_of(svg)
    assert "Crown copyright" in text_of(svg)


def test_a_picture_without_illustrative_rows_carries_no_such_mark(page: Page) -> None:
    visit(page, "/coverage?illustrative=hide")
    svg = Path(taken(page, "area-coverage", "Picture (SVG)").path()).read_text(encoding="utf-8")
    assert "Illustrative" not in svg


def test_a_png_is_a_picture_of_twice_the_size(page: Page) -> None:
    visit(page, "/")
    download = taken(page, "trajectory", "Picture (PNG)")
    content = Path(download.path()).read_bytes()
    assert content.startswith(PNG)
    width, height = struct.unpack(">II", content[16:24])
    assert width == 1360
    assert height > 800
    assert len(content) > 20_000


def test_the_csv_of_a_card_is_the_export_with_these_filters(page: Page, site: Site) -> None:
    visit(page, f"/coverage{QUERY}")
    download = taken(page, "area-coverage", "Data (CSV)")
    assert download.suggested_filename == "area-coverage_london_2020-03-31_v1.csv"
    content = Path(download.path()).read_bytes()
    assert content == site.get(f"/export/area-coverage.csv{QUERY}").body
    assert len(list(csv.DictReader(io.StringIO(content.decode())))) == 33


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/", "trajectory"),
        ("/", "by-region"),
        ("/coverage", "area-coverage"),
        ("/coverage", "cold-spots"),
        ("/london", "london-tiles"),
    ],
)
def test_the_table_twin_holds_the_rows_of_the_csv(page: Page, site: Site, path: str, key: str) -> None:
    visit(page, f"{path}{QUERY}#card-{key}")
    rows = show_table(page, key)
    unfold(page, key)
    exported = list(csv.DictReader(io.StringIO(site.get(f"/export/{key}.csv{QUERY}").body.decode())))
    payload = json.loads(site.get(f"/export/{key}.json{QUERY}").body)
    columns = [one for one in payload["columns"] if is_seen(one, payload["rows"])]
    cells = rows.evaluate_all("rows => rows.map(row => [...row.children].map(cell => cell.textContent))")
    assert cells == [[worded(str(read_as(row, one)), one["kind"]) for one in columns] for row in exported]


def test_the_table_of_a_chart_follows_the_filters_and_closes_again(page: Page) -> None:
    visit(page, "/coverage")
    show_table(page, "area-coverage")
    unfold(page, "area-coverage")
    count = card(page, "area-coverage").locator(".table-count")
    expect(count).to_have_text("317 rows")
    choose(page, "Place", "Region", "London")
    expect(count).to_have_text("33 rows")
    take_away(page, "area-coverage", "Hide table")
    expect(card(page, "area-coverage").locator(".table-slot table")).to_have_count(0)


def test_the_menu_of_a_card_follows_the_filters(page: Page) -> None:
    visit(page, "/representation")
    menu = card(page, "sector-gap").locator(".card-menu")
    files = menu.locator("a[download]")
    choose(page, "Place", "Region", "London")
    expect(files.first).to_have_attribute("href", "/export/sector-gap.xlsx?region=E12000007")
    choose(page, "Counting", "What counts", "Hide illustrative data")
    menu.locator("summary").click()
    expect(files.first).to_be_hidden()
    expect(menu.get_by_role("button", name="Show table")).to_be_hidden()
    page.get_by_title("Remove: illustrative rows hidden").click()
    expect(files.first).to_have_attribute("href", "/export/sector-gap.xlsx?region=E12000007")
    menu.locator("summary").click()
    expect(files.first).to_be_visible()


def test_the_menu_of_a_card_closes_with_escape_and_gives_the_focus_back(page: Page) -> None:
    visit(page, "/")
    menu = card(page, "trajectory").locator(".card-menu")
    menu.locator("summary").press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def worded(value: str, kind: str) -> str:
    """A cell of a CSV as the table shows it: "–" for nothing, dates in full, numbers with commas."""
    if value == "":
        return "–"
    if kind == "date":
        day = date.fromisoformat(value)
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if kind == "number":
        rounded = f"{float(value):,.1f}"
        return rounded.removesuffix(".0")
    if kind == "yes_no":
        return "yes" if value == "True" else "no"
    return value
