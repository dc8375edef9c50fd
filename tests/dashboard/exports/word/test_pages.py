"""The usual paper as LibreOffice lays it out: few pages, full ones, and a first one that is enough for a board."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from papers import paper_of
from pypdf import PageObject, PdfReader

from dashboard import compose_paper
from dashboard.exports.native.model import CM, PT
from dashboard.exports.paper import texts
from dashboard.exports.paper.choice import Choice
from dashboard.exports.paper.paper import Paper
from dashboard.exports.word import as_docx
from dashboard.exports.word.blocks import template
from dashboard.question import Question
from data.programme.programme import Programme
from tests.libreoffice import as_pdf

pytestmark = pytest.mark.thorough

MOST_PAGES, MOST_WORDS = 8, 4500
FOOT = 60
"""Points from the lower edge of a page below which only the foot stands."""
RECOMMENDED = tuple(f"Recommendation number {number} of the officer." for number in range(1, 4))


class Page(NamedTuple):
    """The words of a page, and the share of its room, from the top down, that ends with its lowest words."""

    said: str
    filled: float


@pytest.fixture(scope="module")
def usual(demo_programme: Programme) -> Paper:
    return paper_of(demo_programme)


@pytest.fixture(scope="module")
def own(demo_programme: Programme) -> Paper:
    choice = Choice(("trajectory", "area-coverage"), recommendation=RECOMMENDED, meeting="Board", author="Jo")
    return compose_paper.paper(Question.from_query(demo_programme, ""), choice)


@pytest.fixture(scope="module")
def laid_out(usual: Paper, own: Paper, tmp_path_factory: pytest.TempPathFactory) -> list[list[Page]]:
    """The pages of both papers, which LibreOffice is started once for."""
    folder = tmp_path_factory.mktemp("pages")
    files = [folder / "usual.docx", folder / "own.docx"]
    for file, paper in zip(files, (usual, own), strict=True):
        file.write_bytes(as_docx(paper))
    return [[read(page) for page in PdfReader(file).pages] for file in as_pdf(files, folder)]


@pytest.fixture(scope="module")
def pages(laid_out: list[list[Page]]) -> list[Page]:
    return laid_out[0]


def read(page: PageObject) -> Page:
    lowest = [float(page.mediabox.height)]

    def seen(text: str, _: list[float], matrix: list[float], *__: object) -> None:
        if text.strip() and matrix[5] > FOOT:
            lowest[0] = min(lowest[0], matrix[5])

    said = plain(page.extract_text(visitor_text=seen))
    top = float(page.mediabox.height) - 2.2 * CM / PT
    return Page(said, (top - lowest[0]) / (template().upright.height / PT))


def plain(text: str) -> str:
    return " ".join(text.split())


def missing(page: Page, wanted: Sequence[str]) -> list[str]:
    return [one for one in wanted if plain(one) not in page.said]


def test_the_usual_paper_has_few_pages_and_words_and_no_empty_half_page(
    usual: Paper, pages: list[Page]
) -> None:
    assert len(pages) <= MOST_PAGES
    assert sum(len(page.said.split()) for page in pages) < MOST_WORDS
    for number, page in enumerate(pages, start=1):
        assert f"{usual.foot}, page {number} of {len(pages)}" in page.said
        assert (texts.METHOD in page.said) == (number == len(pages))
        in_lines = page.said.replace(" ", "")  # a line may end within the name of the file
        assert (usual.command.replace(" ", "") in in_lines) == (number == len(pages))
    shares = [page.filled for page in pages]
    assert min(shares) > 0.6, shares
    assert sum(shares) / len(shares) > 0.85, shares


def test_no_figure_is_parted_from_its_words(usual: Paper, pages: list[Page]) -> None:
    for figure in usual.figures:
        wanted = [
            f"{figure.number}. {figure.headline}", f"Figure {figure.number}: {figure.caption}", figure.source,
        ]  # fmt: skip
        assert any(not missing(page, wanted) for page in pages), figure.chart.key


def test_the_first_page_alone_says_target_count_certainty_and_what_is_asked(
    usual: Paper, pages: list[Page]
) -> None:
    wanted = [
        usual.title,
        "For information: No decision is asked.",
        "at least 50 by 31 December 2020",
        "14 partnerships are proved to be counted",
        "Not proved: ",
        "up to 109 may be",
        f"Figure 1: {usual.figures[0].caption}",
        *usual.findings,
    ]
    assert missing(pages[0], wanted) == []
    assert 1 <= len(usual.findings) <= 5


def test_what_an_author_recommends_stands_on_the_first_page_with_the_picture(
    own: Paper, laid_out: list[list[Page]]
) -> None:
    first, second, last = laid_out[1]
    asked = "For decision: Agree recommendations 1 to 3."
    assert missing(first, [*RECOMMENDED, asked, "Meeting: Board · Author: Jo", "Figure 1: "]) == []
    assert missing(second, ["London, enlarged", f"Figure 2: {own.figures[1].caption}"]) == []
    assert texts.METHOD in last.said
