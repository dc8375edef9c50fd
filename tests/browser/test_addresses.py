"""The address is the only truth: what it says is what the page shows, on the way there and back."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import answer, answered, change, choose, drawn_headlines, headlines, words_of
from tests.browser.serving import Site
from tests.browser.visiting import Seen, settled, visit

LONDON, NORTH_WEST = "E12000007", "E12000002"


def query_of(page: Page) -> str:
    return urlsplit(page.url).query


def published(site: Site, key: str, query: str) -> dict[str, object]:
    return dict(json.loads(site.get(f"/export/{key}.json?{query}").body))


def ticked(page: Page, fieldset: str) -> list[str]:
    boxes = page.locator("fieldset", has=page.locator("legend", has_text=fieldset)).locator("input:checked")
    return [box.evaluate("box => box.labels[0].textContent") for box in boxes.all()]


def test_a_deep_link_shows_what_it_says(page: Page, site: Site) -> None:
    query = f"as_at=2019-03-31&include=emerging&region={LONDON}"
    visit(page, f"/?{query}")

    assert {"London", "as at 31 March 2019"} <= set(words_of(page))
    assert ticked(page, "Region") == ["London"]
    assert "31 March 2019 in London" in answer(page)
    expect(page.locator(".store-line")).to_contain_text("as at 31 March 2019")
    for key, headline in headlines(page).items():
        assert headline == published(site, key, query)["headline"]
    assert all("London" in text for text in page.locator(".card-subtitle").all_inner_texts())
    assert drawn_headlines(page).items() <= headlines(page).items()


def test_choosing_a_region_changes_address_words_sentence_and_charts_in_one_small_request(
    page: Page, seen: Seen
) -> None:
    visit(page, "/")
    before, sentence = headlines(page), answer(page)
    asked = len(seen.updates)

    (response,) = choose(page, "Place", "Region", "London")

    assert query_of(page) == f"region={LONDON}"
    assert words_of(page) == ["London"]
    assert answer(page) != sentence
    assert all(headlines(page)[key] != headline for key, headline in before.items() if key != "by-region")
    assert drawn_headlines(page).items() <= headlines(page).items()
    assert len(seen.updates) - asked == 1
    assert response.headers["content-encoding"] in {"br", "gzip"}
    assert response.request.sizes()["responseBodySize"] < 60_000


def test_the_address_is_canonical_in_whatever_order_filters_are_chosen(page: Page) -> None:
    visit(page, "/")
    choose(page, "Place", "Region", "North West")
    choose(page, "Counting", "What counts", "Count emerging partnerships too")
    choose(page, "Place", "Region", "London")
    choose(page, "Counting", "What counts", "Count partnerships that are named, status not stated, too")
    assert query_of(page) == f"include=emerging&include=existing&region={NORTH_WEST}&region={LONDON}"


def test_a_word_of_the_filters_removes_itself_and_a_link_removes_all(page: Page) -> None:
    visit(page, f"/coverage?region={LONDON}&region={NORTH_WEST}")
    with answered(page):
        page.locator(".filter-word", has_text="London").click()
    assert query_of(page) == f"region={NORTH_WEST}"
    assert words_of(page) == ["North West"]
    assert ticked(page, "Region") == ["North West"]

    choose(page, "Place", "Region", "London")
    with answered(page):
        page.get_by_role("link", name="Clear all filters").click()
    assert query_of(page) == ""
    assert words_of(page) == []
    assert ticked(page, "Region") == []


def test_back_and_forward_lead_through_filters_and_pages(page: Page) -> None:
    visit(page, "/")
    all_england = answer(page)
    choose(page, "Place", "Region", "London")
    london = answer(page)
    with answered(page):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Coverage").click()
    assert urlsplit(page.url).path == "/coverage"
    assert words_of(page) == ["London"]

    with answered(page):
        page.go_back()
    assert answer(page) == london
    with answered(page):
        page.go_back()
    assert (answer(page), words_of(page), ticked(page, "Region")) == (all_england, [], [])
    with answered(page):
        page.go_forward()
    assert (answer(page), words_of(page), ticked(page, "Region")) == (london, ["London"], ["London"])
    with answered(page):
        page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "London: where is somebody, and where is nobody?"
    )


def test_reloading_shows_the_same_again(page: Page) -> None:
    visit(page, "/coverage")
    choose(page, "Place", "Region", "London")
    before = answer(page), words_of(page), headlines(page), page.url
    page.reload()
    settled(page)
    assert (answer(page), words_of(page), headlines(page), page.url) == before


def test_a_pasted_link_with_junk_works_and_says_what_it_ignored(page: Page) -> None:
    visit(page, f"/?region=E99999999&as_at=soon&colour=blue&region={LONDON}")
    said = " ".join(page.locator(".ignored").all_inner_texts())
    assert all(value in said for value in ("E99999999", "soon", "colour"))
    assert words_of(page) == ["London"]
    assert "in London" in answer(page)


@pytest.mark.parametrize("junk", ["?%ff%fe=%00", "?region=<script>alert(1)</script>", "?" + "a=1&" * 500])
def test_even_the_worst_link_is_only_ignored(at_desk: tuple[Page, Seen], junk: str) -> None:
    page, _ = at_desk
    visit(page, f"/{junk}")
    assert page.locator(".ignored").count() > 0
    assert answer(page)


def test_a_new_page_keeps_filters_and_puts_the_reader_at_its_start(page: Page) -> None:
    visit(page, f"/?region={LONDON}")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    with answered(page):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Partnerships").click()
    assert query_of(page) == f"region={LONDON}"
    expect(page.get_by_role("main")).to_be_focused()
    expect(page.locator(".masthead")).to_be_in_viewport(ratio=1)
    expect(page).to_have_title("London: which partnerships are there? · CEP Monitor")
    expect(page.locator(".nav-link[aria-current=page]")).to_have_text("Partnerships")


def test_the_as_at_date_can_be_changed_in_the_bar(page: Page) -> None:
    visit(page, "/coverage")
    change(page, "As at", "2018-06-30")
    assert query_of(page) == "as_at=2018-06-30"
    assert "30 June 2018" in answer(page)
    assert "of 326" in answer(page)


def test_hiding_illustrative_data_leaves_published_facts_only(page: Page) -> None:
    visit(page, "/")
    choose(page, "Counting", "What counts", "Hide illustrative data")
    assert query_of(page) == "illustrative=hide"
    expect(page.locator(".store-line")).to_contain_text("Published facts only")
    for path in ("/", "/coverage", "/london", "/partnerships"):
        visit(page, f"{path}?illustrative=hide")
        assert page.locator(".mark-illustrative").count() == 0
        assert "Illustrative:" not in page.locator("main").inner_text()


def test_filters_that_leave_nothing_say_so_on_every_card(page: Page) -> None:
    visit(page, f"/coverage?bridge=artswork&region={NORTH_WEST}")
    messages = page.locator(".card-message").all_inner_texts()
    assert messages
    assert all("Filters: North West" in message for message in messages)
    assert "NaN" not in page.locator("main").inner_text()


def test_an_unknown_path_is_said_and_is_404(at_desk: tuple[Page, Seen]) -> None:
    page, seen = at_desk
    seen.expected.add("404")
    response = page.goto("/no-such-page", wait_until="load")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This page does not exist")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Coverage").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where is somebody, and where is nobody?")


def test_one_visitor_sees_no_filter_of_another(newcomer: tuple[Page, Seen], page: Page) -> None:
    first, _ = newcomer
    visit(first, f"/?region={LONDON}")
    visit(page, "/")
    assert words_of(page) == []
    assert parse_qs(query_of(first)) == {"region": [LONDON]}
