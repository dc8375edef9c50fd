"""Questions of a programme officer, each answered by mouse and by keyboard alone, on a desktop and on a phone."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acting import Reader, answered, card
from tests.browser.test_marks import point
from tests.browser.test_printing import pages_printed
from tests.browser.visiting import settled, visit

BRISTOL = "bristol-cultural-education-partnership"
COMMENT = "Two more are about to be established."


def open_most(reader: Reader, key: str, column: str) -> None:
    """Open the rows behind the largest mark of a chart by mouse, by keyboard the largest number shown in a column."""
    if reader.by == "keyboard":
        numbers = reader.show_table(key).locator(f"[data-label^='{column}'] a >> visible=true")
        sizes = [float(text.replace(",", "")) for text in numbers.all_inner_texts()]
        reader.follow(numbers.nth(sizes.index(max(sizes))))
        return
    x, y = point(reader.page, key)
    with answered(reader.page):
        reader.page.mouse.click(x, y)


def taken_out_put_back_and_out_again(
    reader: Reader, remove: Locator, *, put_back: Callable[[], None] = lambda: None
) -> None:
    """Remove what somebody wrote, undo that from the line that says so, and remove it again."""
    said = reader.page.locator(".said")
    reader.follow(remove)
    expect(said).to_contain_text("It is removed.")
    expect(remove).to_have_count(0)
    reader.follow(said.get_by_role("button", name="Undo"))
    expect(said).to_have_text("Undone: it is as it was before.")
    put_back()
    reader.follow(remove)
    expect(said).to_contain_text("It is removed.")


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def links_in(page: Page, key: str) -> Locator:
    return card(page, key).locator("tbody a")


def test_a_borough_of_london_with_nobody_is_named(reader: Reader) -> None:
    page = reader.page
    reader.go("London")
    expect(page.locator(".answer")).to_contain_text("Hackney")
    reader.follow(page.locator("#by-name").get_by_role("link", name="Hackney"))
    assert page.url.endswith("/lists/authorities?area=E09000012")
    expect(card(page, "authorities").locator("tbody tr")).to_contain_text("No live partnership known")


def test_those_in_one_bridge_that_lack_a_school_are_listed(reader: Reader) -> None:
    page = reader.page
    reader.go("Partnerships")
    reader.open_filters()
    place = page.locator(".filter-menu > summary", has_text="Place")
    reader.use(place)
    bridges = page.get_by_role("group", name="Bridge organisation", exact=True)
    reader.tick(bridges.get_by_label("A New Direction", exact=True))
    page.keyboard.press("Escape")
    expect(place).to_be_focused()
    reader.use(page.locator(".filter-menu > summary", has_text="More"))
    lacks = page.get_by_label("Missing at the table", exact=True)
    expect(lacks.locator("option", has_text="School (3)")).to_have_count(1)
    reader.choose(lacks, "School")
    assert parse_qsl(urlsplit(page.url).query) == [("bridge", "a-new-direction"), ("lacks", "school")]
    said = "in the patch of A New Direction with no member from the sector School"
    expect(page.locator("p.answer")).to_contain_text(said)
    names = links_in(page, "partnerships").all_inner_texts()
    assert sorted(names) == ["Enfield CEP", "Making Sense in Southwark", "Waltham Forest CEP"]


def test_from_a_cold_spot_to_the_authority_and_who_is_near(reader: Reader) -> None:
    page = reader.page
    reader.go("Coverage")
    open_most(reader, "cold-spots", "Mean")
    row = card(page, "authorities").locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("No live partnership known")
    near = row.locator("[data-label='Nearest partnerships elsewhere'] a").first
    expect(near).to_contain_text(" km)")
    reader.follow(near)
    assert path_of(page).startswith("/partnerships/")


def test_what_changed_between_two_quarter_ends(reader: Reader) -> None:
    page = reader.page
    reader.go("Coverage")
    compare = page.get_by_label("Compare with", exact=True)
    reader.choose(compare, "30 June 2019")
    assert page.url.endswith("/coverage?compare=2019-06-30")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What changed between 30 June 2019 and 31 March 2020?"
    )
    expect(page.get_by_role("main")).to_be_focused()
    expect(page.locator("p.answer")).to_contain_text("12 partnerships newly counted, none counted no longer")
    changes = card(page, "compared-changes").locator("tbody tr")
    assert {"Partnership counted since", "Authority gained"} <= set(changes.locator("th").all_inner_texts())

    reader.choose(compare, "31 December 2019")
    expect(page.locator("p.answer")).to_contain_text("4 partnerships newly counted, none counted no longer")
    reader.follow(changes.locator("a", has_text="Enfield CEP"))
    assert path_of(page) == "/partnerships/enfield-cep"
    with answered(page):
        page.go_back()
    reader.follow(changes.filter(has_text="Authority gained").locator("a").first)
    assert path_of(page) == "/lists/authorities"
    expect(card(page, "authorities").locator("tbody tr")).to_have_count(1)
    with answered(page):
        page.go_back()
    reader.follow(page.get_by_role("link", name="compared with 31 December 2019"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Where is somebody, and where is nobody?")


def test_who_owes_the_actions_that_are_overdue_for_over_sixty_days(reader: Reader) -> None:
    page = reader.page
    reader.go("Meetings")
    reader.follow(page.locator(".tile", has_text="Actions followed up").locator("a"))
    actions = card(page, "actions")
    days = [
        int(text)
        for text in actions.locator("[data-label='Days overdue']").all_inner_texts()
        if text.isdigit()
    ]
    assert days == sorted(days, reverse=True), "the longest overdue stand first"
    assert days[0] > 60
    reader.follow(links_in(page, "actions").first)
    assert page.url.endswith("#actions")


def test_a_call_that_was_made_is_gone_from_the_list_and_can_be_undone(reader: Reader) -> None:
    page, title, names = reader.page, reader.page.locator("#desk-title"), reader.page.locator(".call h3")
    reader.go("Attention")
    name, before = names.first.inner_text(), int(title.inner_text().split()[0])

    reader.use(page.get_by_role("button", name=f"Called: {name}", exact=True).first)
    expect(page.get_by_label("Note")).to_be_focused()
    page.keyboard.type("Terms go to the April meeting")
    reader.write(page.get_by_label("Your name"), "Asha")
    reader.follow(page.get_by_role("button", name="Save"))
    expect(page.locator(".said")).to_contain_text(f"{name}: called.")
    expect(title).to_be_focused()
    expect(title).to_have_text(re.compile(f"^{before - 1} "))
    assert name not in names.all_inner_texts()

    reader.follow(page.get_by_role("link", name="Called 1"))
    assert page.url.endswith("/attention?call=called")
    assert names.all_inner_texts() == [name]
    expect(page.locator(".call-state").first).to_contain_text("by Asha: “Terms go to the April meeting”")
    reader.follow(page.locator("button[data-does=unwrite]").first)
    expect(title).to_have_text("0 called")
    page.go_back()
    expect(title).to_have_text(f"{before} to call")
    assert names.first.inner_text() == name
    settled(page)


def test_bristol_is_compared_with_the_others_at_36_months(reader: Reader) -> None:
    page = reader.page
    visit(page, f"/partnerships/{BRISTOL}")
    reader.use(page.get_by_role("link", name="Compare with the pilots"))
    page.wait_for_url(re.compile("/pilots"))
    settled(page)
    expect(card(page, "pilots-core-groups").locator("h2")).to_contain_text("the middle half of others as old")
    rows = reader.show_table("pilots-core-groups")
    row = rows.filter(has=page.locator("th", has_text=re.compile("^36$")))
    expect(row).to_have_count(1)
    expect(row).to_contain_text(re.compile(r"\d"))


def test_from_a_segment_of_a_lever_to_its_activities_and_what_they_led_to(reader: Reader) -> None:
    page = reader.page
    reader.go("Levers")
    open_most(reader, "lever-mix", "Delivering")
    activities = card(page, "activities")
    assert set(activities.locator("[data-label='Main lever']").all_inner_texts()) == {"Delivering"}
    led = activities.locator("[data-label='Led to']").filter(has_text=re.compile(r"\w"))
    expect(led.first).to_be_attached()
    reader.follow(links_in(page, "activities").first)
    assert page.url.endswith("#activities")


def test_a_view_is_saved_found_after_a_reload_opened_and_removed(reader: Reader) -> None:
    page, views = reader.page, reader.page.locator(".views > summary")
    visit(page, "/meetings?lacks=school&region=E12000007")
    reader.use(views)
    reader.use(page.get_by_role("button", name="Save this view"))
    expect(page.get_by_label("Name of the view")).to_be_focused()
    page.keyboard.type("London without a school")
    reader.write(page.get_by_label("Your name"), "Asha")
    reader.follow(page.get_by_role("button", name="Save", exact=True))
    expect(views).to_be_focused()

    visit(page, "/levers")
    reader.use(views)
    reader.follow(page.get_by_role("link", name="London without a school", exact=True))
    assert page.url.endswith("/meetings?lacks=school&region=E12000007")
    expect(page.locator(".views")).not_to_have_attribute("open", "")

    reader.use(views)
    remove = page.get_by_role("button", name="Remove the view London without a school")
    taken_out_put_back_and_out_again(reader, remove, put_back=lambda: reader.use(views))
    reader.use(views)
    expect(page.locator(".views .hint")).to_contain_text("No view is saved yet")


def test_commentary_stands_beside_its_chart_and_in_the_preview_of_the_paper(reader: Reader) -> None:
    page = reader.page
    shown = card(page, "trajectory")
    menu, written = shown.locator(".card-menu > summary"), shown.locator(".card-comments")
    reader.use(menu)
    reader.use(shown.get_by_role("button", name="Write a comment"))
    expect(page.get_by_label("What is to be said")).to_be_focused()
    page.keyboard.type(COMMENT)
    reader.write(page.get_by_label("Your name"), "Asha")
    reader.follow(page.get_by_role("button", name="Save", exact=True))
    expect(written).to_contain_text(f"{COMMENT}Asha, ")
    expect(menu).to_be_focused()

    visit(page, "/paper?chart=trajectory")
    expect(page.frame_locator(".composer iframe").get_by_text(COMMENT)).to_be_attached()

    visit(page, "/?region=E12000007")
    expect(written).to_have_count(0)
    visit(page, "/")
    taken_out_put_back_and_out_again(reader, written.get_by_role("button", name="Remove the comment of Asha"))
    expect(written).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "name"), [("LeedsCEP", "Leeds33"), ("Brsitol", "Bristol Cultural Education Partnership")]
)
def test_a_partnership_is_found_by_a_former_or_misspelt_name(reader: Reader, typed: str, name: str) -> None:
    page, field = reader.page, reader.page.get_by_role("combobox", name="Search", exact=True)
    visit(page, "/levers?as_at=2019-12-31")
    first = page.get_by_role("listbox", name="Found").get_by_role("option").first
    reader.write(field, typed)
    expect(first).to_contain_text(name)
    if reader.by == "keyboard":
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    else:
        first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    settled(page)
    expect(page.get_by_role("main")).to_be_focused()
    assert page.url.endswith("?as_at=2019-12-31")


def test_a_profile_is_printed_on_two_pages(reader: Reader) -> None:
    page = reader.page
    reader.go("Partnerships")
    reader.follow(links_in(page, "partnerships").first)
    page.evaluate("() => { window.print = () => { window.asked = (window.asked || 0) + 1; }; }")
    reader.use(page.get_by_role("button", name="Print", exact=True).locator("visible=true").first)
    assert page.evaluate("window.asked") == 1
    assert len(pages_printed(page)) == 2
