"""A paper as a Word document: cover, contents, a page a figure, method, and all rows in an annex on wide pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree

from dashboard import release
from dashboard.charts.chart import Rendered
from dashboard.exports.native.drawingml import NAMESPACES, clean, declared, tag
from dashboard.exports.native.model import AltText, Size
from dashboard.exports.native.tables import whole_table
from dashboard.exports.native.text_widths import table_layout
from dashboard.exports.paper import texts
from dashboard.exports.paper.office_file import file_of
from dashboard.exports.paper.paper import Paper
from dashboard.exports.word.blocks import (
    Block,
    empty_document,
    field,
    field_begin,
    field_end,
    measured,
    paragraph,
    paragraph_around,
    paragraphs,
    run,
    template,
    total,
)
from dashboard.exports.word.figure import figure_page
from dashboard.exports.word.objects import table

FIGURES: Final = "Figures"
LAST: Final = "Method and sources"
ANNEX: Final = "Annex: tables in full"
CONTENTS: Final = 'TOC \\o "1-1" \\h \\z \\t "Finding,2"'
"""Headings of the first level, and the findings of the figures on the second, as links."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its words, the page they stand on, where a click goes, and its style."""

    words: str
    page: int
    bookmark: str
    style: str = "Toc1"

    @property
    def height(self) -> int:
        """How high the line is, with a page number at its end."""
        return measured(f"{self.words} 000", self.style)


def as_docx(paper: Paper) -> bytes:
    """Return the paper as a Word document; the same paper gives the same bytes."""
    document = empty_document()
    section = document.sections[0]
    for part, words in ((section.header, paper.title), (section.footer, paper.foot)):
        part.paragraphs[0].runs[0].text = clean(words)
    front, (figures, tables), method = _front(paper), _figures(document, paper), _method(paper)
    entries, new_page = _entries(paper, front, method=method, has_annex=bool(tables))
    upright = [*front, *_contents(entries, new_page=new_page), *figures, *method]
    _fill(document, upright, wide=tables)
    return file_of(document, paper)


def _fill(document: Document, upright: list[Block], *, wide: list[Block]) -> None:
    """Put blocks in the place of the template's body: those of upright pages, then, if there are any, of wide pages.

    All of it is parsed at once. The properties of pages stand in the last paragraph of theirs, those of the last
    pages at the end of the body; the template has both.
    """
    found: Any = document.element.body.xpath(".//w:sectPr")
    pages, wide_pages = (etree.tostring(one, encoding="unicode") for one in found)
    *before, last = [block.xml for block in upright]
    if wide:
        body = [
            *before,
            last.replace("</w:pPr>", f"{pages}</w:pPr>", 1),
            *(block.xml for block in wide),
            wide_pages,
        ]
    else:
        body = [*before, last, pages]
    document.element.replace(document.element.body, parse_xml(tag("w:body", *body, **declared(*NAMESPACES))))


def _front(paper: Paper) -> list[Block]:
    """Title, what the paper rests on, and the three things that a board reads first."""
    return [
        paragraph(paper.title, "Title"),
        *paragraphs(texts.cover(paper), "AboutThisPaper"),
        paragraph("Purpose", "Heading1", bookmark=_bookmark(1)),
        paragraph(paper.purpose),
        paragraph("Recommendation", "Heading1", bookmark=_bookmark(2)),
        paragraph(paper.recommendation),
        paragraph("Summary", "Heading1", bookmark=_bookmark(3)),
        *(paragraph(line, "ListBullet") for line in paper.summary),
    ]


def _figures(document: Document, paper: Paper) -> tuple[list[Block], list[Block]]:
    """A page for each figure; and the annex, with the tables that have no room there."""
    heading = paragraph(FIGURES, "Heading1", new_page=True, bookmark=_bookmark(4))
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
    return [heading, *(block for page in pages for block in page.blocks)], _annex(cut)


def _annex(figures: Sequence[tuple[int, Rendered]]) -> list[Block]:
    """Heading and whole tables of figures with their numbers; nothing if there are none."""
    if not figures:
        return []
    blocks = [paragraph(ANNEX, "Heading1", bookmark=_bookmark(6))]
    room = Size(template().wide.width, 10**9)  # down, tables run on from page to page
    for place, figure in figures:
        sizes = (template().styles["SmallCell"].points,)
        alt = AltText(
            f"Table {place}", f"Every row and column behind figure {place}: {figure.chart.question}"
        )
        layout = table_layout(whole_table(figure), room=room, sizes=sizes)
        head = paragraph(f"Table {place}. {figure.headline}", "Heading2")
        blocks += [head, table(layout, alt=alt, style="SmallCell")]
    return blocks


def _method(paper: Paper) -> list[Block]:
    parts = (
        ("What is measured", texts.definitions(paper)),
        ("Rules", texts.rules(paper)),
        ("Sources", texts.sources(paper)),
        (release.ABOUT, release.about()),
        (texts.AGAIN, texts.remade(paper)),
    )
    return [
        paragraph(LAST, "Heading1", new_page=True, bookmark=_bookmark(5)),
        *(
            block
            for heading, lines in parts
            for block in (paragraph(heading, "Heading2"), *paragraphs(lines, "Method"))
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
    findings = [f"{place}. {figure.headline}" for place, figure in enumerate(paper.figures, start=1)]
    draft = [*(Entry(text, 1, "") for text in words), *(Entry(text, 1, "", "Toc2") for text in findings)]
    needed = measured("Contents", "TocHeading") + sum(entry.height for entry in draft)
    taken = total(front)
    new_page = taken + needed > template().upright.height
    before = _pages(taken) + (_pages(needed) if new_page else 0)
    last = before + figures + 1
    pages = [*_front_pages(front), before + 1, last, *([last + _pages(total(method))] if has_annex else [])]
    named = [
        Entry(text, page, _bookmark(place))
        for place, (text, page) in enumerate(zip(words, pages, strict=True), start=1)
    ]
    lines = [
        Entry(text, before + place, _bookmark(100 + place), "Toc2")
        for place, text in enumerate(findings, start=1)
    ]
    return [*named[:4], *lines, *named[4:]], new_page


def _contents(entries: list[Entry], *, new_page: bool) -> list[Block]:
    """The table of contents: one field over all lines, that is right before anybody brings it up to date."""
    blocks = [paragraph("Contents", "TocHeading", new_page=new_page)]
    for entry in entries:
        page = field(f"PAGEREF {entry.bookmark} \\h", str(entry.page))
        words = run(entry.words) + tag("w:r", tag("w:tab")) + page
        link = tag("w:hyperlink", words, w_anchor=entry.bookmark, w_history=1)
        begin = field_begin(CONTENTS) if entry is entries[0] else ""
        end = field_end() if entry is entries[-1] else ""
        blocks.append(Block(paragraph_around(begin + link + end, entry.style), entry.height))
    return blocks


def _pages(height: int) -> int:
    return -(-height // template().upright.height)


def _front_pages(front: list[Block]) -> list[int]:
    """The pages of the first three headings."""
    pages, top = [], 0
    for block in front:
        if "bookmarkStart" in block.xml:
            pages.append(top // template().upright.height + 1)
        top += block.height
    return pages


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"
