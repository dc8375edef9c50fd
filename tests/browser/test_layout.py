"""Pages are right from a small phone to a large screen: nothing clipped, overlapping, or moving while it loads."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select, update

from data.store.engine import open_store
from data.store.schema import membership, organisation, partnership
from tests.browser.acting import card, open_filters
from tests.browser.conftest import Tabs, careful
from tests.browser.paths import COMPARED, MIXED, PATHS, PROFILE, named
from tests.browser.serving import Site, served
from tests.browser.visiting import Seen, visit
from tests.stores import original

WIDTHS = {320: 256, 360: 740, 720: 450, 768: 1024, 1440: 900, 2560: 1440}
"""Widths and heights of windows: 1280 pixels at 400 %, a phone, 1440 at 200 %, a tablet, a desk, a large one."""
LONG = {118: "bristol-cultural-education-partnership", 290: "camden-spark"}
"""Letters of a name that somebody gives a partnership, and whose name it is."""
WITH_NAMES = ("/partnerships", "/representation", "/pilots", "/levers", PROFILE, "/partnerships/camden-spark")


@pytest.fixture(params=list(WIDTHS), ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    """The widths that matter, in CSS pixels."""
    return int(request.param)


@pytest.fixture
def window(at_desk: tuple[Page, Seen], width: int) -> Page:
    """The page of a visitor with a window of this width."""
    page, _ = at_desk
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    return page


@pytest.mark.parametrize("path", [*PATHS, COMPARED], ids=named)
def test_nothing_is_clipped_overlapping_or_moving(window: Page, width: int, path: str) -> None:
    visit(window, path)
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert window.evaluate("cepLayout.clipped()") == []
    assert window.evaluate("cepLayout.spilled()") == []
    assert window.evaluate("cepLayout.overlapping()") == []
    assert window.evaluate("cepLayout.cut()") == []
    assert window.evaluate("cepLayout.wordsOnWords()") == []
    assert window.evaluate("cepLayout.blank()") == []
    assert window.evaluate("cepWatch.shift") < 0.1, window.evaluate("cepWatch.shifted")


@pytest.fixture
def twice(at_desk: tuple[Page, Seen]) -> Iterator[Page]:
    """The page of a visitor whose browser shows text at twice its usual size."""
    page, _ = at_desk
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    yield page
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    session.detach()


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_text_of_twice_the_size_loses_nothing(twice: Page, path: str) -> None:
    for wide in (1440, 390):
        twice.set_viewport_size({"width": wide, "height": 900})
        visit(twice, path)
        assert twice.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 32
        assert twice.evaluate("document.documentElement.scrollWidth") <= wide
        assert (
            twice.evaluate("[cepLayout.clipped(), cepLayout.spilled(), cepLayout.overlapping()].flat()") == []
        )


@pytest.fixture(scope="module")
def long_names(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, in which two partnerships, and organisations at many tables, have very long names."""
    folder = tmp_path_factory.mktemp("long")
    address = f"sqlite:///{shutil.copyfile(original(shared, 'demo'), folder / 'cep.db')}"
    engine = open_store(address)
    with engine.begin() as connection:
        busiest = connection.scalars(
            select(membership.c.organisation)
            .group_by(membership.c.organisation)
            .order_by(func.count().desc())
            .limit(2)
        ).all()
        for (letters, key), sitting in zip(LONG.items(), busiest, strict=True):
            name = ("Partnership for Culture, Creativity and Heritage of the Boroughs, " * 5)[
                : letters - 1
            ] + "."
            connection.execute(update(partnership).where(partnership.c.partnership == key).values(name=name))
            connection.execute(
                update(organisation).where(organisation.c.organisation == sitting).values(name=name)
            )
    engine.dispose()
    with served(address, folder) as site:
        yield site


@pytest.mark.parametrize("path", WITH_NAMES, ids=named)
@pytest.mark.parametrize("across", [320, 1440])
def test_names_of_any_length_leave_all_else_its_place(
    tab: Tabs, long_names: Site, across: int, path: str
) -> None:
    for page, _ in careful(tab(long_names, "desktop"), long_names):
        page.set_viewport_size({"width": across, "height": WIDTHS[across]})
        visit(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= across
        assert page.evaluate("cepLayout.clipped()") == []
        assert page.evaluate("cepLayout.cut()") == []
        assert page.evaluate("cepLayout.wordsOnWords()") == []


def test_a_shortened_name_of_the_matrix_is_whole_in_what_its_sign_says_and_in_the_table(
    tab: Tabs, long_names: Site
) -> None:
    for page, _ in careful(tab(long_names, "desktop"), long_names):
        visit(page, "/representation")
        shown = card(page, "sector-matrix").locator(".js-plotly-plot")
        names = shown.evaluate("plot => plot.layout.yaxis.categoryarray")
        longest = max(names, key=len)
        assert len(longest) == max(LONG)
        assert max(map(len, shown.locator(".ytick text").all_text_contents())) < min(LONG)
        assert longest in shown.evaluate("plot => plot.data.flatMap((trace) => trace.text)")
        said = shown.evaluate("plot => plot.data.map((trace) => trace.hovertemplate)")
        assert all("%{text}" in one for one in said)


@pytest.mark.parametrize("menu", ["Place", "Sector", "Lever", "Counting"])
def test_an_open_menu_of_filters_stays_within_the_window(window: Page, width: int, menu: str) -> None:
    visit(window, "/method")
    open_filters(window)
    window.locator(".filter-menu > summary", has_text=menu).click()
    box = window.locator(".filter-menu[open] .filter-panel").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert window.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/coverage", "/partnerships"], ids=named)
def test_an_open_menu_of_a_card_stays_within_the_window(window: Page, width: int, path: str) -> None:
    visit(window, path)
    for summary in window.locator(".card-menu > summary").all():
        summary.click()
        box = window.locator(".card-menu[open] .menu-items").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        window.keyboard.press("Escape")


KEPT = """wanted => new Promise((done) => {
  const look = () => (history.state?.kept?.turned.includes(wanted) ? done() : requestAnimationFrame(look));
  look();
})"""
DESK = {"width": 1440, "height": 900}


@pytest.mark.parametrize("path", ["/representation", "/levers", "/meetings", f"/meetings?{MIXED}"])
def test_a_page_is_four_screens_long_at_most_and_the_first_one_answers(desk_page: Page, path: str) -> None:
    desk_page.set_viewport_size(DESK)
    visit(desk_page, path)
    assert desk_page.evaluate("document.documentElement.scrollHeight") <= 4 * DESK["height"]
    for part in ("h1", ".answer", ".tiles", ".chart-card h2"):
        box = desk_page.locator(f"#main {part}").first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESK["height"], part


def test_what_folds_shows_its_first_rows_until_all_are_asked_for(desk_page: Page) -> None:
    visit(desk_page, "/meetings")
    rows = card(desk_page, "meeting-recency").locator("tbody tr:visible")
    first = rows.count()
    card(desk_page, "meeting-recency").get_by_role("button", name="Show all").click()
    assert (first, rows.count()) == (
        8,
        int(card(desk_page, "meeting-recency").locator(".table-count").inner_text().split()[0]),
    )

    visit(desk_page, "/representation")
    matrix = card(desk_page, "sector-matrix")
    last = matrix.locator(".ytick text").first  # of a reversed axis
    low = matrix.locator(".card-figure").evaluate("one => one.offsetHeight")
    matrix.get_by_role("button", name="Show the whole chart").click()
    assert matrix.locator(".card-figure").evaluate("one => one.offsetHeight") > 2 * low
    expect(last).to_be_visible()
    assert matrix.get_by_role("button", name="Show the first rows").get_attribute("aria-expanded") == "true"


def test_each_place_of_several_cards_keeps_its_own_and_back_undoes_the_last(desk_page: Page) -> None:
    visit(desk_page, "/representation")
    for name, key in (("Education settings", "education-depth"), ("Who comes", "active-groups")):
        desk_page.get_by_role("link", name=name, exact=True).click()
        expect(card(desk_page, key)).to_be_visible()
        desk_page.evaluate(KEPT, f"#card-{key}")
    expect(card(desk_page, "education-depth")).to_be_visible()
    expect(card(desk_page, "core-groups")).to_be_hidden()
    desk_page.go_back()
    expect(card(desk_page, "sector-matrix")).to_be_visible()
    expect(card(desk_page, "education-depth")).to_be_visible()


def test_more_of_a_tile_unfolds_and_paper_has_it(desk_page: Page) -> None:
    visit(desk_page, "/meetings")
    tile = desk_page.locator(".tile", has_text="Actions followed up")
    rest = tile.locator(".tile-more .tile-note")
    expect(rest).to_be_hidden()
    tile.get_by_text("More", exact=True).click()
    expect(rest).to_contain_text("95\u00a0% interval")
    tile.get_by_text("More", exact=True).click()
    desk_page.emulate_media(media="print")
    assert rest.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")


@pytest.mark.parametrize("path", ["/", "/pilots", "/representation", "/levers", "/meetings", "/attention"])
def test_an_answer_is_three_lines_at_most(desk_page: Page, path: str) -> None:
    desk_page.set_viewport_size(DESK)
    visit(desk_page, path)
    lines = """one => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return new Set([...range.getClientRects()].map((box) => Math.round(box.bottom))).size;
    }"""
    assert desk_page.locator(".answer").evaluate(lines) <= 3
