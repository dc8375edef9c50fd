"""Every mark leads to the rows behind it, by mouse, by touch and by keyboard; Back finds the page as it was left."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import Reader, answered, card, show_table, words_of
from tests.browser.visiting import Seen, settled, visit

MARKS = ".barlayer .point path, .heatmaplayer image, .sankey-link, .scatterlayer .point"
LARGEST = """([key, marks]) => {
  const plot = document.querySelector(`#card-${key} .js-plotly-plot`);
  plot.scrollIntoView({ block: "center", behavior: "instant" });
  const room = (one) => { const box = one.getBoundingClientRect(); return box.width * box.height; };
  const [first] = [...plot.querySelectorAll(marks)].sort((a, b) => room(b) - room(a));
  const box = first.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


def point(page: Page, key: str) -> tuple[float, float]:
    """The middle of the largest mark of a chart, which is brought into view."""
    x, y = page.evaluate(LARGEST, [key, MARKS])
    return x, y


def rows(page: Page) -> int:
    """How many rows the list of the page says that it has."""
    said = page.locator(".table-count").first.inner_text()
    return int(re.sub(r"\D", "", said.partition(" of ")[0]))


def number_in(words: str) -> int:
    """The number of rows that a tooltip or a link names."""
    found = re.search(r"Open the (?:([\d,]+) )?", words)
    assert found, words
    return int((found[1] or "1").replace(",", ""))


@pytest.mark.parametrize(
    "where",
    [
        ("/levers", "lever-mix", "/lists/activities"),
        ("/levers", "lever-approaches", "/lists/activities"),
        ("/levers", "led-to-flows", "/lists/led-to"),
        ("/meetings", "format-purpose", "/lists/meetings"),
        ("/meetings", "actions-over-time", "/lists/actions"),
        ("/representation", "core-groups", "/partnerships"),
        ("/", "by-region", "/partnerships"),
    ],
)
def test_a_click_on_a_mark_opens_as_many_rows_as_its_tooltip_says(
    page: Page, seen: Seen, kind: str, where: tuple[str, str, str]
) -> None:
    path, key, list_of = where
    visit(page, path)
    x, y = point(page, key)
    number = None
    if kind == "phone":
        with answered(page):
            page.touchscreen.tap(x, y)
    else:
        page.mouse.move(x - 2, y)
        page.mouse.move(x, y)
        hover = card(page, key).locator(".hoverlayer")
        expect(hover).to_contain_text("Open the")
        number = number_in(hover.text_content() or "")
        at = "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"
        assert page.evaluate(at, [x, y]) == "pointer"
        with answered(page):
            page.mouse.click(x, y)
    assert urlsplit(page.url).path == list_of
    assert rows(page) == (number or rows(page))
    assert seen.unexpected() == []


def test_where_nothing_lies_behind_a_mark_there_is_no_hand(page: Page, kind: str) -> None:
    if kind == "phone":
        return
    visit(page, "/pilots")
    plot = card(page, "pilots-members").locator(".js-plotly-plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    for share in (0.3, 0.5, 0.7):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        at = "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"
        assert page.evaluate(at, [box["x"] + box["width"] * share, box["y"] + box["height"] / 2]) == "default"


def test_the_numbers_of_a_table_lead_where_the_marks_do_by_keyboard(page: Page) -> None:
    visit(page, "/levers")
    links: Locator = show_table(page, "lever-considered").locator("a[title^='Open the']")
    link = links.first
    number = number_in(link.get_attribute("title") or "")
    assert link.inner_text().replace(",", "") == str(number)
    link.focus()
    with answered(page):
        page.keyboard.press("Enter")
    assert urlsplit(page.url).path == "/lists/activities"
    assert rows(page) == number


def test_the_number_of_a_tile_is_a_link_to_its_rows(page: Page) -> None:
    visit(page, "/meetings")
    tile = page.locator(".tile", has_text="Actions followed up")
    tile.locator("a").focus()
    with answered(page):
        page.keyboard.press("Enter")
    assert parse_qs(urlsplit(page.url).query)["fell_due"] == ["yes"]
    expect(page.locator("p.answer")).to_contain_text(f"{rows(page)} actions")


def test_shift_with_a_click_filters_the_page_that_is_there(page: Page, kind: str) -> None:
    if kind == "phone":
        return
    visit(page, "/")
    x, y = point(page, "by-region")
    with answered(page):
        page.keyboard.down("Shift")
        page.mouse.click(x, y)
        page.keyboard.up("Shift")
    parts = urlsplit(page.url)
    assert parts.path == "/"
    assert len(parse_qs(parts.query)["region"]) == 1
    expect(page.locator(".filter-word")).to_have_count(1)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize(
    ("path", "key", "chosen"),
    [
        ("/", "by-region", ("North West (", "region=E12000002", "North West")),
        ("/representation", "sector-gap", ("School (10", "lacks=school", "missing at the table: School")),
        ("/levers", "lever-mix", ("Delivering (", "lever=DEL", "lever: Delivering")),
    ],
)
def test_the_menu_of_a_card_filters_the_page_by_what_its_marks_stand_for(
    page: Page, by: str, path: str, key: str, chosen: tuple[str, str, str]
) -> None:
    reader, (label, query, word) = Reader(page, by), chosen
    visit(page, path)
    menu = card(page, key).locator(".card-menu > summary")
    reader.use(menu)
    choices = card(page, key).get_by_label("Filter by", exact=True)
    expect(choices.locator("option", has_text=label)).not_to_have_count(0)
    reader.choose(choices, label)
    assert urlsplit(page.url).path == path
    assert urlsplit(page.url).query == query
    assert words_of(page) == [word]
    expect(menu).to_be_focused()
    expect(card(page, key).locator(".card-menu[open]")).to_have_count(0)
    reader.follow(page.locator(".filter-word"))
    assert urlsplit(page.url).query == ""


def test_back_finds_a_list_sorted_searched_and_as_far_down_as_it_was(page: Page) -> None:
    visit(page, "/lists/meetings?quarter=2019-12-31")
    table = card(page, "meetings")
    table.locator("input[type=search]").fill("closed")
    table.locator("button[data-sort=name]").click()
    first = table.locator("tbody tr").first.inner_text()
    table.locator("tbody a").nth(3).scroll_into_view_if_needed()
    before = page.evaluate("window.scrollY")
    with answered(page):
        table.locator("tbody a").nth(3).click()
    assert urlsplit(page.url).path.startswith("/partnerships/")
    with answered(page):
        page.go_back()
    expect(table.locator("input[type=search]")).to_have_value("closed")
    expect(table.locator("th[aria-sort=ascending]")).to_have_text("Partnership")
    assert table.locator("tbody tr").first.inner_text() == first
    page.wait_for_function("down => Math.abs(window.scrollY - down) < 2", arg=before)


def test_a_changed_filter_keeps_what_narrows_a_list(page: Page) -> None:
    visit(page, "/lists/actions?standing=overdue")
    with answered(page):
        page.evaluate("cepFollow('/lists/actions?region=E12000007&standing=overdue')")
    assert page.locator(".filter-word").count() == 2
    with answered(page):
        page.locator(".filter-word", has_text="overdue").click()
    assert urlsplit(page.url).query == "region=E12000007"


BARS = """key => window.cepWatch.graphs().find((plot) => plot.layout.meta.key === key)"""


def bars_of(page: Page, key: str) -> list[list[float]]:
    """The lengths of the bars of a chart, a list a part."""
    found: list[list[float]] = page.evaluate(
        f"key => ({BARS})(key).data.map((one) => (one.orientation === 'h' ? one.x : one.y))", key
    )
    return found


def sums_of(page: Page, key: str) -> set[float]:
    """What the parts of each bar come to; nought where there is none."""
    return {round(sum(part or 0 for part in parts), 6) for parts in zip(*bars_of(page, key), strict=True)}


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_a_chart_of_shares_shows_numbers_or_per_cent(page: Page, *, keyboard: bool) -> None:
    def ask(key: str, words: str) -> None:
        button = card(page, key).get_by_role("button", name=words)
        if keyboard:
            button.focus()
            page.keyboard.press("Enter")
        else:
            button.click()
        expect(card(page, key).get_by_role("button", name=words)).to_have_count(0)
        settled(page)

    visit(page, "/levers")
    numbers = bars_of(page, "lever-mix")
    ask("lever-mix", "Show per cent")
    assert sums_of(page, "lever-mix") == {0, 100}  # in one quarter nothing began
    expect(card(page, "lever-mix").locator(".ytitle")).to_have_text("% of activities")
    page.evaluate("cepFollow('/levers?region=E12000007')")
    settled(page)
    assert sums_of(page, "lever-mix") <= {0, 100}
    page.go_back()
    settled(page)
    ask("lever-mix", "Show numbers")
    assert bars_of(page, "lever-mix") == numbers

    visit(page, "/representation")
    (shares,) = bars_of(page, "sector-gap")
    ask("sector-gap", "Show numbers")
    (lacking,) = bars_of(page, "sector-gap")
    known = {round(100 * number / share) for number, share in zip(lacking, shares, strict=True) if share}
    assert len(known) == 1  # one base for all
    expect(card(page, "sector-gap").locator(".xtitle")).to_have_text("Lack it")


def test_a_part_shown_in_per_cent_opens_as_many_rows_as_it_has(desk_page: Page) -> None:
    visit(desk_page, "/levers")
    card(desk_page, "lever-mix").get_by_role("button", name="Show per cent").click()
    settled(desk_page)
    x, y = point(desk_page, "lever-mix")
    desk_page.mouse.move(x - 2, y)
    desk_page.mouse.move(x, y)
    hover = card(desk_page, "lever-mix").locator(".hoverlayer")
    expect(hover).to_contain_text(" %")
    number = number_in(hover.text_content() or "")
    with answered(desk_page):
        desk_page.mouse.click(x, y)
    assert rows(desk_page) == number
