"""A paper as a Word document: a first page that stands alone, figures, method, and an annex if it is asked for."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree

from dashboard.exports.native.drawingml import NAMESPACES, clean, declared, tag
from dashboard.exports.native.model import AltText, Size
from dashboard.exports.native.tables import whole_table
from dashboard.exports.native.text_widths import table_layout
from dashboard.exports.paper import texts
from dashboard.exports.paper.office_file import file_of
from dashboard.exports.paper.paper import Figure, Paper
from dashboard.exports.word.blocks import (
    Block,
    empty_document,
    paragraph,
    paragraphs,
    template,
)
from dashboard.exports.word.figure import figure_page
from dashboard.exports.word.objects import table


def as_docx(paper: Paper) -> bytes:
    """Return the paper as a Word document; the same paper gives the same bytes."""
    document = empty_document()
    section = document.sections[0]
    for part, words in ((section.header, paper.title), (section.footer, paper.foot)):
        part.paragraphs[0].runs[0].text = clean(words)
    front, (figures, tables), method = _front(paper), _figures(document, paper), _method(paper)
    upright = [*front, *figures, *method]
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
    """Title, for whom and what is asked, and what a board reads first."""
    said = [
        block
        for place, (heading, lines) in enumerate(texts.opening(paper), start=1)
        for block in (paragraph(heading, "Heading1", bookmark=_bookmark(place)), *paragraphs(lines, "Normal"))
    ]
    return [paragraph(paper.title, "Title"), *paragraphs(texts.cover(paper), "AboutThisPaper"), *said]


def _figures(document: Document, paper: Paper) -> tuple[list[Block], list[Block]]:
    """A page for each figure; and the annex, with the tables that have no room there."""
    heading = paragraph(texts.FIGURES, "Heading1", new_page=True, bookmark=_bookmark(51))
    pages = [
        figure_page(
            document,
            figure,
            bookmark=_bookmark(100 + figure.number),
            used=heading.height if figure.number == 1 else 0,
        )
        for figure in paper.figures
    ]
    cut = [figure for figure, page in zip(paper.figures, pages, strict=True) if not page.is_whole]
    return [heading, *(block for page in pages for block in page.blocks)], _annex(paper, cut)


def _annex(paper: Paper, figures: Sequence[Figure]) -> list[Block]:
    """Heading and whole tables of figures with their numbers; nothing if it is not asked for."""
    if not figures or not paper.choice.annex:
        return []
    blocks = [paragraph(texts.ANNEX, "Heading1", bookmark=_bookmark(54))]
    room = Size(template().wide.width, 10**9)  # down, tables run on from page to page
    for figure in figures:
        sizes = (template().styles["SmallCell"].points,)
        alt = AltText(
            f"Table {figure.number}",
            f"Every row and column behind figure {figure.number}: {figure.chart.question}",
        )
        layout = table_layout(whole_table(figure), room=room, sizes=sizes)
        head = paragraph(f"Table {figure.number}. {figure.headline}", "Heading2")
        blocks += [head, table(layout, alt=alt, style="SmallCell")]
    return blocks


def _method(paper: Paper) -> list[Block]:
    steps = [
        paragraph(texts.NEXT_STEPS, "Heading1", new_page=True, bookmark=_bookmark(52)),
        *paragraphs(texts.numbered(paper.next_steps), "Normal"),
    ]
    return [
        *(steps if paper.next_steps else []),
        paragraph(texts.METHOD, "Heading1", new_page=True, bookmark=_bookmark(53)),
        *(
            block
            for heading, lines in texts.method(paper)
            for block in (paragraph(heading, "Heading2"), *paragraphs(lines, "Method"))
        ),
    ]


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"
