"""Figures collected from any page with their filters, a paper of them, and its draft: by mouse and by keyboard."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import Reader, card
from tests.browser.test_access import problems
from tests.browser.visiting import settled, visit

PROFILE = "/partnerships/bristol-cultural-education-partnership"
DATED = "as_at=2020-03-31"
two_ways = pytest.mark.parametrize(
    ("reader", "kind"), [("mouse", "desktop"), ("keyboard", "phone")], indirect=True
)
"""By mouse and by keyboard alone, on a desktop and on a phone: each once, for these ways are long."""


def collect(reader: Reader, key: str) -> None:
    """Add the chart of a card to the paper, by its menu, and wait until it is said, for its script may have to come."""
    menu = card(reader.page, key).locator(".card-menu")
    reader.use(menu.locator("summary"))
    reader.use(menu.get_by_role("button", name="Add to paper"))
    expect(menu).not_to_have_attribute("open", "")
    expect(reader.page.locator(".said")).to_contain_text("in the tray")


def tray(page: Page) -> list[str]:
    """The figures that are in the tray, each with its filters."""
    return [
        " | ".join(line.locator("a, .hint").all_inner_texts()) for line in page.locator(".tray ol > li").all()
    ]


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@two_ways
def test_figures_are_collected_put_in_order_and_become_a_paper_that_says_their_filters(
    reader: Reader,
) -> None:
    page = reader.page
    expect(page.locator(".tray > summary")).to_have_text("Tray")
    collect(reader, "by-region")
    expect(page.locator(".said")).to_contain_text("“Where are the partnerships?” is in the tray: 1 figure.")
    collect(reader, "by-region")
    expect(page.locator(".said")).to_have_text("This figure is in the tray already, with these filters.")
    visit(page, "/?region=E12000007&as_at=2019-12-31")
    collect(reader, "by-region")
    visit(page, PROFILE)
    collect(reader, "partnership-status")
    expect(page.locator(".tray > summary")).to_have_text("Tray (3)")

    reader.use(page.locator(".tray > summary"))
    expect(page.locator(".tray ol > li")).to_have_count(3)
    reader.use(page.get_by_role("button", name="Up: Where are the partnerships?").nth(1))
    expect(page.locator(".tray [role=status]")).to_have_text("Now 1 of 3.")
    expect(page.get_by_role("button", name="Down: Where are the partnerships?").first).to_be_focused()
    named = page.locator("h1").inner_text()
    assert tray(page) == [
        "1. Where are the partnerships? | London; as at 31 December 2019",
        "2. Where are the partnerships? | All of England; as at 31 March 2020",
        f"3. How did its status change? | {named}; as at 31 March 2020",
    ]
    assert problems(page) == []
    reader.use(page.get_by_role("button", name="Remove: Where are the partnerships?").first)
    expect(page.locator(".tray > summary")).to_have_text("Tray (2)")
    reader.follow(page.get_by_role("button", name="Make a paper of them"))

    about = f"partnership-status?{DATED}&partnership={PROFILE.rpartition('/')[2]}"
    assert asked(page) == {"as_at": ["2020-03-31"], "chart": ["by-region", about]}
    rows = page.locator("[data-part=inside] > li > label")
    expect(rows).to_have_text(
        ["Where are the partnerships?", re.compile("its status change.*as at 31 March 2020")]
    )
    expect(page.locator(".tray > summary")).to_have_text("Tray")


@two_ways
def test_figures_are_added_to_the_paper_that_is_composed(reader: Reader) -> None:
    page = reader.page
    collect(reader, "by-region")
    visit(page, f"/paper?{DATED}&region=E12000007&chart=changes")
    reader.use(page.locator(".tray > summary"))
    reader.use(page.get_by_role("button", name="Add to this paper"))
    expect(page.locator("[data-part=inside] > li")).to_have_count(2)
    assert asked(page)["chart"] == ["changes", f"by-region?{DATED}"]
    settled(page)

    reader.use(page.get_by_role("button", name="Use the paper’s filters: Where are the partnerships?"))
    expect(page.locator(".composer [role=status]")).to_have_text("It has the filters of the paper now.")
    assert asked(page)["chart"] == ["changes", "by-region"]
    settled(page)


@two_ways
def test_a_draft_is_saved_opened_a_quarter_later_with_what_changed_and_removed(reader: Reader) -> None:
    page = reader.page
    visit(page, f"/paper?{DATED}&chart=cold-spots&chart=by-region")
    reader.write(page.get_by_label("Recommendations", exact=True), "Fund Hull")
    reader.use(page.get_by_label("Commentary: Where is nobody, and need greatest?"))
    reader.write(page.get_by_label("What the paper says of: Where is nobody"), "Hull is first: still")
    reader.use(page.get_by_role("button", name="Save as a draft"))
    expect(page.get_by_label("Name of the draft")).to_be_focused()
    page.keyboard.type("Spring")
    reader.write(page.get_by_label("Your name"), "Asha")
    reader.use(page.get_by_role("button", name="Save", exact=True))
    drafts = page.locator(".composer-drafts > li")
    expect(drafts.filter(has_text="Spring (open)")).to_contain_text("As at 31 March 2020, 2 figures")
    assert "draft" in asked(page)
    settled(page)

    reader.use(page.get_by_role("button", name="Next quarter: Spring"))
    reader.follow(page.get_by_role("link", name="Spring, 30 June 2020"))
    changed = page.locator(".composer-changed")
    expect(changed.first).to_contain_text("Changed. As at 31 March 2020 it said “")
    assert asked(page)["commentary"] == ["cold-spots: Hull is first: still"]
    assert asked(page)["recommendation"] == ["Fund Hull"]
    assert problems(page) == []
    reader.use(page.get_by_role("button", name="Save: Spring, 30 June 2020"))
    expect(changed).to_have_count(0)

    reader.use(page.get_by_role("button", name="Rename: Spring, 30 June 2020"))
    page.keyboard.type("Summer")
    reader.use(page.get_by_role("button", name="Save", exact=True))
    expect(drafts.filter(has_text="Summer (open)")).to_have_count(1)
    reader.use(page.get_by_role("button", name="Remove: Summer"))
    expect(drafts).to_have_count(1)
    assert "draft" not in asked(page)
    reader.use(page.locator(".said").get_by_role("button", name="Undo"))
    expect(drafts.filter(has_text="Summer (open)")).to_have_count(1)
    for name in ("Summer", "Spring"):
        reader.use(page.get_by_role("button", name=f"Remove: {name}"))
        expect(page.get_by_role("button", name=f"Remove: {name}")).to_have_count(0)
