"""What a profile is on paper: two pages, and a word on every row that is not printed."""

from io import BytesIO

import pandas as pd
from playwright.sync_api import Page
from pypdf import PdfReader

from data.programme.programme import Programme
from tests.browser.visiting import Seen, visit

PAGES = 2
ROWS_ON_PAPER = 5
LISTS = ("memberships", "meetings", "activities", "actions", "support", "returns")


def telling(programme: Programme) -> set[str]:
    """Profiles that try the room there is: most rows, most chains, longest words, most areas, and nothing reported."""
    facts = programme.partnerships.set_index("partnership")
    rows = pd.concat([getattr(programme, name)["partnership"] for name in LISTS]).value_counts()
    owners = programme.activities.set_index("activity")["partnership"]
    chains = programme.activity_links["from_activity"].map(owners).value_counts()
    words = facts["name"].str.len() + facts["source"].fillna("").str.len()
    areas = programme.partnership_areas["partnership"].value_counts()
    silent = facts.index[~facts.index.isin(rows.index)]
    return {
        str(rows.idxmax()),
        str(chains.idxmax()),
        str(words.idxmax()),
        str(areas.idxmax()),
        str(silent[0]),
    }


def printed(page: Page, path: str) -> list[str]:
    """The text of each page that a browser prints of an address."""
    visit(page, path)
    return pages_printed(page)


def pages_printed(page: Page) -> list[str]:
    """The text of each page that a browser prints of what it shows."""
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(paper)).pages]


def test_a_profile_fits_two_pages_however_much_there_is_to_say(
    demo_programme: Programme, at_desk: tuple[Page, Seen]
) -> None:
    page, _ = at_desk
    profiles = sorted(telling(demo_programme))

    assert len(profiles) >= 4
    assert {slug: len(printed(page, f"/partnerships/{slug}")) for slug in profiles} == dict.fromkeys(
        profiles, PAGES
    )


def test_a_list_that_is_cut_on_paper_says_how_many_rows_are_left_and_where(
    demo_programme: Programme, at_desk: tuple[Page, Seen]
) -> None:
    page, _ = at_desk
    slug = str(demo_programme.returns["partnership"].value_counts().idxmax())
    due = int((demo_programme.returns["partnership"] == slug).sum())

    text = " ".join(printed(page, f"/partnerships/{slug}"))

    rest = f"the other {due - ROWS_ON_PAPER} are at the address above, under “Returns”."
    assert f"{ROWS_ON_PAPER} of {due} are printed; {rest}" in text
    assert f"Printed from {page.url}" in text


def test_after_printing_the_page_is_as_it_was(demo_programme: Programme, at_desk: tuple[Page, Seen]) -> None:
    page, _ = at_desk
    slug = str(demo_programme.returns["partnership"].value_counts().idxmax())
    printed(page, f"/partnerships/{slug}")

    assert page.locator(".on-paper").count() == 0
    assert page.locator("#returns tbody tr").last.is_visible()
