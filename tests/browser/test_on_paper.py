"""A page on paper: nothing cut, long tables whole with their heads, no controls."""

import io
from itertools import pairwise
from unicodedata import normalize

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from dashboard.charts.render import CHARTS, render
from dashboard.filters import Filters
from dashboard.indicators.shared import selection
from dashboard.question import Question
from data.programme.programme import Programme
from tests.browser.visiting import Seen, visit

FEW, PAGES_OF_FINDINGS, PAGES_OF_DATA = 3, 2, 11
"""Findings of each kind that are printed, and sheets that they and the whole page Data take."""
CONTROLS = (
    "⋯",
    "Copy link",
    "Find a partnership",
    "Search this table",
    "Skip to the answer",
    "Order by",
    "Clear all",
)


def printed(page: Page) -> list[str]:
    """What each printed page says."""
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages]
    return [" ".join(normalize("NFKC", text).split()) for text in pages]  # ligatures as the letters they are


@pytest.mark.parametrize(
    ("path", "key"),
    [("/attention", "attention"), ("/representation", "sector-matrix"), ("/partnerships", "partnerships")],
)
def test_every_row_of_a_long_table_is_on_paper_and_no_control_is(
    at_desk: tuple[Page, Seen], demo_programme: Programme, path: str, key: str
) -> None:
    page = at_desk[0]
    visit(page, path)
    said = " ".join(printed(page)).replace(" ", "")
    names = set(render(CHARTS[key], Question.from_query(demo_programme, "")).frame["name"])
    assert [name for name in names if "".join(name.split()) not in said] == []
    assert [words for words in CONTROLS if words.replace(" ", "") in said] == []


def test_a_long_table_says_its_columns_on_every_page_once(at_desk: tuple[Page, Seen]) -> None:
    page = at_desk[0]
    visit(page, "/partnerships")
    pages = printed(page)
    assert len(pages) > 2
    assert [text.count("Last meeting") for text in pages[1:-1]] == [1] * (len(pages) - 2)


def test_a_matrix_taller_than_a_page_is_a_table_of_signs_on_paper_alone(
    at_desk: tuple[Page, Seen], demo_programme: Programme
) -> None:
    page = at_desk[0]
    counted = int(selection.selected(Question(demo_programme, Filters()))["is_counted"].sum())
    visit(page, "/representation")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".signs-table tbody tr")).to_have_count(counted)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".signs-table")).to_have_count(0)
    expect(page.locator("#card-sector-matrix .js-plotly-plot")).to_be_visible()


def test_where_a_paper_is_composed_the_paper_is_printed(at_desk: tuple[Page, Seen]) -> None:
    page = at_desk[0]
    visit(page, "/paper")
    page.evaluate(
        "document.querySelector('iframe').contentWindow.print = () => { window.printed = 'the paper'; }"
    )
    page.evaluate("window.print = () => { window.printed = 'the page'; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == "the paper"
    page.emulate_media(media="print")
    expect(page.locator(".composer-form")).to_be_hidden()


def test_findings_are_summed_up_on_paper_by_kind_with_the_way_to_all(
    at_desk: tuple[Page, Seen], demo_programme: Programme
) -> None:
    page = at_desk[0]
    visit(page, "/data")
    found = render(CHARTS["quality-findings"], Question.from_query(demo_programme, "")).frame
    kinds = found["label"].value_counts()
    pages = printed(page)
    said = " ".join(pages)
    shown = int(kinds.clip(upper=FEW).sum())
    assert f"{shown} of {len(found)} findings are printed, the first {FEW} of each kind" in said
    assert [label for label, size in kinds.items() if f"{label}: {size} (" not in said] == []
    assert f"And {kinds.max() - FEW} more." in said
    assert "cep check" in said
    begin = next(sheet for sheet, text in enumerate(pages) if "each with what to do" in text)
    end = next(sheet for sheet, text in enumerate(pages) if "cep check" in text)
    assert end - begin < PAGES_OF_FINDINGS
    assert len(pages) <= PAGES_OF_DATA


def test_rows_beyond_the_first_hundred_are_on_paper_and_afterwards_as_they_were(
    at_desk: tuple[Page, Seen], demo_programme: Programme
) -> None:
    page = at_desk[0]
    since = "since=2019-12-01"
    visit(page, f"/attention?{since}")
    changes = len(render(CHARTS["changed-since"], Question.from_query(demo_programme, since)).frame)
    rows = page.locator("#card-changed-since tbody tr")
    drawn = rows.count()
    assert drawn < changes
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(rows).to_have_count(changes)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(rows).to_have_count(drawn)


def test_a_table_that_was_searched_says_on_paper_what_it_leaves_out(at_desk: tuple[Page, Seen]) -> None:
    page = at_desk[0]
    visit(page, "/partnerships")
    page.get_by_role("searchbox").fill("Bristol")
    said = " ".join(printed(page))
    assert "of 110 rows are printed, those found by “Bristol”" in said


def test_charts_are_drawn_for_the_width_of_paper_and_for_the_screen_again(at_desk: tuple[Page, Seen]) -> None:
    page = at_desk[0]
    visit(page, "/coverage")
    widths = "cepWatch.graphs().map(plot => plot._fullLayout.width)"
    before = page.evaluate(widths)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert max(page.evaluate(widths)) < min(before)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"before => String({widths}) === String(before)", arg=before)


@pytest.mark.parametrize(("path", "key"), [("/meetings", "format-purpose"), ("/levers", "led-to-matrix")])
def test_labels_of_a_grid_stand_apart_on_paper_and_are_as_before_on_the_screen(
    at_desk: tuple[Page, Seen], path: str, key: str
) -> None:
    page = at_desk[0]
    visit(page, f"{path}#card-{key}")
    labels = page.locator(f"#card-{key} .xtick text")
    before = labels.all_text_contents()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    ends = labels.evaluate_all(
        """all => all.map((one) => one.getBoundingClientRect())
          .map(({ left, right }) => [left, right]).sort((a, b) => a[0] - b[0])"""
    )
    assert all(one[1] < other[0] for one, other in pairwise(ends)), ends
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(labels).to_have_text(before)
