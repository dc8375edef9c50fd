"""A paper as a Word document, from cover to method."""

from io import BytesIO

from docx.document import Document

from dashboard.exports.ooxml.packing import described, repacked
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Paper
from dashboard.exports.word.annex import ANNEX, annex
from dashboard.exports.word.blocks import TEXT, Block, paragraph, paragraphs, total
from dashboard.exports.word.contents import Entry, contents, contents_height
from dashboard.exports.word.figure import figure_page
from dashboard.exports.word.styles import ABOUT, BULLETS, HEADING_1, HEADING_2, METHOD, NORMAL, TITLE
from dashboard.exports.word.template import empty_document, fill

FIGURES = "Figures"
LAST = "Method and sources"


def as_docx(paper: Paper) -> bytes:
    """Return the paper as a Word document; the same paper gives the same bytes."""
    document = empty_document(title=paper.title, foot=paper.foot)
    front, (figures, tables), method = _front(paper), _figures(document, paper), _method(paper)
    entries, new_page = _entries(paper, front, method=method, has_annex=bool(tables))
    upright = [*front, *contents(entries, new_page=new_page), *figures, *method]
    fill(document, upright, wide=tables)
    described(document, paper)
    out = BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _front(paper: Paper) -> list[Block]:
    """Title, what the paper rests on, and the three things that a board reads first."""
    return [
        paragraph(paper.title, TITLE),
        *paragraphs(texts.cover(paper), ABOUT),
        paragraph("Purpose", HEADING_1, bookmark=_bookmark(1)),
        paragraph(paper.purpose, NORMAL),
        paragraph("Recommendation", HEADING_1, bookmark=_bookmark(2)),
        paragraph(paper.recommendation, NORMAL),
        paragraph("Summary", HEADING_1, bookmark=_bookmark(3)),
        *(paragraph(line, BULLETS) for line in paper.summary),
    ]


def _figures(document: Document, paper: Paper) -> tuple[list[Block], list[Block]]:
    """A page for each figure; and the annex, with the tables that have no room there."""
    heading = paragraph(FIGURES, HEADING_1, new_page=True, bookmark=_bookmark(4))
    pages = [
        figure_page(
            document,
            figure,
            place=place,
            bookmark=_bookmark(100 + place),
            used=heading.height if place == 1 else 0,
        )
        for place, figure in enumerate(paper.figures, start=1)
    ]
    numbered = enumerate(zip(paper.figures, pages, strict=True), start=1)
    cut = [(place, figure) for place, (figure, page) in numbered if not page.is_whole]
    return [heading, *(block for page in pages for block in page.blocks)], annex(cut, bookmark=_bookmark(6))


def _method(paper: Paper) -> list[Block]:
    parts = (
        ("What is measured", texts.definitions(paper)),
        ("Rules", texts.rules(paper)),
        ("Sources", texts.sources(paper)),
        (texts.AGAIN, texts.remade(paper)),
    )
    return [
        paragraph(LAST, HEADING_1, new_page=True, bookmark=_bookmark(5)),
        *(
            block
            for heading, lines in parts
            for block in (paragraph(heading, HEADING_2), *paragraphs(lines, METHOD))
        ),
    ]


def _entries(
    paper: Paper, front: list[Block], *, method: list[Block], has_annex: bool
) -> tuple[list[Entry], bool]:
    """The lines of the contents with their pages, and whether the contents begin a page.

    Each figure has a page of its own, so only the pages before the first have to be reckoned.
    """
    figures = len(paper.figures)
    words = ["Purpose", "Recommendation", "Summary", FIGURES, LAST, *([ANNEX] if has_annex else [])]
    draft = [Entry(text, 1, "") for text in words] + [
        Entry(f"{place}. {figure.headline}", 1, "", is_figure=True)
        for place, figure in enumerate(paper.figures, start=1)
    ]
    taken, needed = total(front), contents_height(draft)
    new_page = taken + needed > TEXT.height
    before = _pages(taken) + (_pages(needed) if new_page else 0)
    last = before + figures + 1
    pages = [*_front_pages(front), before + 1, last, *([last + _pages(total(method))] if has_annex else [])]
    named = [
        Entry(text, page, _bookmark(place))
        for place, (text, page) in enumerate(zip(words, pages, strict=True), start=1)
    ]
    lines = [
        Entry(entry.words, before + place, _bookmark(100 + place), is_figure=True)
        for place, entry in enumerate(draft[len(words) :], start=1)
    ]
    return [*named[:4], *lines, *named[4:]], new_page


def _pages(height: int) -> int:
    return -(-height // TEXT.height)


def _front_pages(front: list[Block]) -> list[int]:
    """The pages of the first three headings."""
    pages, top = [], 0
    for block in front:
        if "bookmarkStart" in block.xml:
            pages.append(top // TEXT.height + 1)
        top += block.height
    return pages


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"
