"""Composing a board paper: choose, put in order, say it in own words, see it, take it away, or change one's mind."""

import io
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.acting import answered, choose
from tests.browser.serving import Answer, Site, get, served
from tests.browser.visiting import Seen, settled, visit

pytestmark = pytest.mark.thorough

TWO = "/paper?chart=by-region&chart=changes"
SECONDS_TO_MAKE = 60


def chosen(page: Page) -> list[str]:
    """The charts of the address, in order."""
    return [value for key, value in parse_qsl(urlsplit(page.url).query) if key == "chart"]


def headlines(page: Page) -> list[str]:
    """The figures of the preview, in order."""
    frame = page.frame_locator("iframe")
    return [
        text.partition(". ")[0] for text in frame.locator("main h3").all_inner_texts() if text[0].isdigit()
    ]


def status(page: Page) -> Locator:
    return page.locator(".composer [role=status]")


def box(page: Page, question: str) -> Locator:
    return page.get_by_role("checkbox", name=question)


@contextmanager
def followed(page: Page) -> Iterator[None]:
    """Do something to the form, and wait until the preview shows it."""
    with page.expect_response(lambda response: "/board-pack.html" in response.url):
        yield
    settled(page)


def test_the_usual_paper_is_there_at_once(page: Page) -> None:
    visit(page, "/paper")
    expect(page.locator("[data-part=inside] > li")).to_have_count(10)
    assert headlines(page) == [str(number) for number in range(1, 11)]
    assert page.frame_locator("iframe").locator("img").count() == 10


def test_charts_are_put_in_order_by_keyboard_and_the_address_holds_it(page: Page) -> None:
    visit(page, TWO)
    down = page.get_by_role("button", name="Down: Where are the partnerships?")
    down.focus()
    with followed(page):
        page.keyboard.press("Enter")
    assert chosen(page) == ["changes", "by-region"]
    expect(status(page)).to_have_text("Now 2 of 2.")
    expect(page.get_by_role("button", name="Up: Where are the partnerships?")).to_be_focused()
    page.reload()
    settled(page)
    expect(page.locator("[data-part=inside] label").first).to_have_text("What changed in the last quarter?")


def test_charts_are_added_and_left_out(page: Page) -> None:
    visit(page, TWO)
    page.locator("[data-part=rest]").click()
    with followed(page):
        box(page, "Where is nobody, and need greatest?").click()
    assert chosen(page) == ["by-region", "changes", "cold-spots"]
    expect(box(page, "Where is nobody, and need greatest?")).to_be_focused()
    with followed(page):
        box(page, "Where are the partnerships?").click()
    assert chosen(page) == ["changes", "cold-spots"]
    with followed(page):
        page.get_by_role("button", name="Back to the usual charts").click()
    assert chosen(page) == []
    expect(page.locator("[data-part=inside] > li")).to_have_count(10)


def test_a_paper_keeps_at_least_one_chart(page: Page) -> None:
    visit(page, "/paper?chart=by-region")
    box(page, "Where are the partnerships?").click()
    expect(box(page, "Where are the partnerships?")).to_be_checked()
    expect(status(page)).to_have_text("A paper has at least one chart.")


def test_own_words_go_into_the_paper_and_the_address(page: Page) -> None:
    visit(page, TWO)
    with followed(page):
        page.get_by_label("Title").fill("For the March board")
    with followed(page):
        page.get_by_label("Summary", exact=True).fill("First point\nSecond & <b>point</b>")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("For the March board")
    expect(frame.locator("main > p").nth(1)).to_have_text("First point")
    expect(frame.locator("main > ul > li")).to_have_text(["Second & <b>point</b>"])
    query = parse_qs(urlsplit(page.url).query)
    assert query["summary"] == ["First point", "Second & <b>point</b>"]
    page.reload()
    settled(page)
    expect(page.get_by_label("Summary", exact=True)).to_have_value("First point\nSecond & <b>point</b>")


def test_an_author_who_wants_no_purpose_and_no_summary_has_none(desk_page: Page) -> None:
    page = desk_page
    visit(page, TWO)
    for words in ("No purpose", "No summary"):
        with followed(page):
            page.get_by_label(words).check()
    query = parse_qs(urlsplit(page.url).query)
    assert (query["purpose"], query["summary"]) == (["none"], ["none"])
    page.reload()
    settled(page)
    expect(page.get_by_label("Summary", exact=True)).to_be_disabled()


def test_words_that_are_too_long_stay_in_the_form_and_are_refused_with_their_length(
    at_desk: tuple[Page, Seen],
) -> None:
    page, seen = at_desk
    seen.expected.add("/board-pack.docx")  # What is refused is said with its status.
    visit(page, TWO)
    with followed(page):
        page.get_by_label("Title", exact=True).fill("x" * 151)
    expect(status(page)).to_contain_text("The title has 151 characters; there is room for 150.")
    page.get_by_role("button", name="Word").click()
    expect(status(page)).to_have_text("The title has 151 characters; there is room for 150.")
    expect(page.get_by_label("Title", exact=True)).to_have_value("x" * 151)


def test_filters_change_the_paper_and_leave_the_choice(page: Page) -> None:
    visit(page, f"{TWO}&title=Ours")
    choose(page, "Place", "Region", "London")
    settled(page)
    assert chosen(page) == ["by-region", "changes"]
    expect(page.frame_locator("iframe").locator(".facts")).to_contain_text("London")
    with answered(page):
        page.locator(".filter-word").click()
    settled(page)
    assert parse_qs(urlsplit(page.url).query) == {"chart": ["by-region", "changes"], "title": ["Ours"]}


def test_another_page_does_not_take_the_choice_along(page: Page) -> None:
    visit(page, f"{TWO}&region=E12000007")
    with answered(page):
        page.get_by_role("link", name="Coverage", exact=True).click()
    assert urlsplit(page.url).query == "region=E12000007"


def test_what_is_ignored_is_said_in_the_preview(page: Page) -> None:
    visit(page, "/paper?chart=nonsense&chart=by-region")
    expect(page.locator("[data-part=said]")).to_contain_text("Ignored: There is no chart called “nonsense”.")


def test_the_paper_is_taken_away_as_a_pdf(page: Page) -> None:
    visit(page, f"{TWO}&title=Taken")
    with page.expect_download(timeout=SECONDS_TO_MAKE * 1000) as waiting:
        page.get_by_role("button", name="PDF").click()
        expect(page.locator(".composer progress")).to_be_visible()
    assert waiting.value.suggested_filename == "board-paper_england_2020-03-31_v1.pdf"
    assert str(PdfReader(waiting.value.path()).metadata.title) == "Taken"
    expect(status(page)).to_have_text("board-paper_england_2020-03-31_v1.pdf is made.")
    expect(page.locator(".composer progress")).to_have_count(0)


def test_a_paper_that_takes_long_is_cancelled(visitor: tuple[Page, Seen]) -> None:
    page, seen = visitor
    seen.expected.add("/board-pack.pdf")  # the request that is given up
    visit(page, "/paper")
    page.route("**/board-pack.pdf*", lambda _: None)  # it is never answered
    page.get_by_role("button", name="PDF").click()
    page.get_by_role("button", name="Cancel").click()
    expect(status(page)).to_have_text("Cancelled.")
    expect(page.get_by_role("button", name="PDF")).to_be_enabled()


def test_two_people_make_papers_at_once_and_others_read_on(demo_store: str, tmp_path: Path) -> None:
    """Each gets their own paper; while both are made, pages are answered."""
    with served(demo_store, tmp_path, workers=2) as site, ThreadPoolExecutor(2) as pool:
        making = [
            pool.submit(get, site.address, f"/board-pack.pdf?title=Paper+{number}&region=E1200000{number}")
            for number in (7, 8)
        ]
        answers = read_on(site, making)
        papers = [one.result() for one in making]
    assert [paper.status for paper in papers] == [200, 200]
    for paper, place, number in zip(papers, ("London", "South East"), (7, 8), strict=True):
        read = PdfReader(io.BytesIO(paper.body))
        assert str(read.metadata.title) == f"Paper {number}"
        assert f"Figures: {place}" in " ".join(read.pages[0].extract_text().split())
    assert {answer.status for answer in answers} == {200}


def read_on(site: Site, making: list[Future[Answer]]) -> list[Answer]:
    """Ask for one table after another until the papers are made."""
    answers: list[Answer] = []
    while not all(one.done() for one in making):
        year = 2013 + len(answers) % 8
        answers.append(site.get(f"/export/by-region.csv?as_at={year}-06-30"))
    return answers
