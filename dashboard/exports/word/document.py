"""A paper as a Word document: a first page that stands alone, figures, method, and an annex if it is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree

from dashboard.exports.native.drawingml import NAMESPACES, clean, declared, tag
from dashboard.exports.native.model import CM, AltText, Size
from dashboard.exports.native.tables import whole_table
from dashboard.exports.native.text_widths import table_layout
from dashboard.exports.paper import texts
from dashboard.exports.paper.office_file import file_of
from dashboard.exports.paper.paper import Paper
from dashboard.exports.paper.qr_code import qr_code
from dashboard.exports.tables.workbook import paper_book
from dashboard.exports.tables.workbook.xlsx import as_xlsx
from dashboard.exports.word.attached import picture, workbook
from dashboard.exports.word.blocks import (
    NEW_PAGE,
    Block,
    document_like,
    measured,
    paragraph,
    paragraph_around,
    paragraphs,
    run,
    template,
    terms,
    total,
)
from dashboard.exports.word.figure import Part, pages_of, part_of, placed, shows_everything
from dashboard.exports.word.objects import AROUND, table

LEAST_LEAD: Final = round(4.6 * CM)
"""How high the figure of the first page is at least."""
NEXT: Final = 3
"""The numbering of the template for next steps; that of its style is for recommendations."""


def as_docx(paper: Paper) -> bytes:
    """Return the paper as a Word document; the same paper gives the same bytes."""
    with document_like(paper.template) as document:
        section = document.sections[0]
        for part, words in ((section.header, paper.title), (section.footer, paper.foot)):
            part.paragraphs[0].runs[0].text = clean(words)
        parts = [part_of(figure, bookmark=_bookmark(100 + figure.number)) for figure in paper.figures]
        upright = [*_first_page_and_figures(document, paper, parts), *_next_steps(paper)]
        _fill(document, upright, _method(document, paper), wide=_annex(paper, parts))
        return file_of(document, paper)


def _fill(document: Document, upright: list[Block], method: list[Block], *, wide: list[Block]) -> None:
    """Put blocks in the place of the template's body: those of upright pages, of the page on method, of wide pages.

    All of it is parsed at once. The properties of pages stand in the last paragraph of theirs, those of the last
    pages at the end of the body; the template has them all.
    """
    found: Any = document.element.body.xpath(".//w:sectPr")
    upright_pages, method_pages, wide_pages = (etree.tostring(one, encoding="unicode") for one in found)
    body = [_ending(upright, upright_pages)]
    body += (
        [_ending(method, method_pages), *(block.xml for block in wide), wide_pages]
        if wide
        else [
            *(block.xml for block in method),
            method_pages,
        ]
    )
    document.element.replace(document.element.body, parse_xml(tag("w:body", *body, **declared(*NAMESPACES))))


def _ending(blocks: list[Block], pages: str) -> str:
    """Blocks of which the last, a paragraph, ends the pages."""
    *before, last = [block.xml for block in blocks]
    return "".join((*before, last.replace("</w:pPr>", f"{pages}</w:pPr>", 1)))


def _first_page_and_figures(document: Document, paper: Paper, parts: list[Part]) -> list[Block]:
    """The page that stands alone, with the first figure where it is a picture and has room there; then the others."""
    front, room = _front(paper), template().upright.height
    left, lead = room - total(front), parts[:1] if paper.lead else []
    lead = [part for part in lead if part.table is None and part.fixed + LEAST_LEAD + AROUND <= left]
    lead = [replace(part, least=min(part.least, LEAST_LEAD)) for part in lead]
    others = parts[len(lead) :]
    heading = paragraph(texts.FIGURES, "Heading1", flow=NEW_PAGE, bookmark=_bookmark(51))
    taken = heading.height
    blocks = [*front, *placed(document, lead, room=left), *([heading] if others else [])]
    for page in pages_of(others, taken=taken) if others else []:
        blocks += placed(document, page, room=room - taken)
        taken = 0
    return blocks


def _front(paper: Paper) -> list[Block]:
    """Title, for whom and what is asked, and what a board reads first."""
    purpose, said = [], []
    for place, (heading, lines) in enumerate(texts.opening(paper), start=1):
        if heading == texts.PURPOSE:  # one line, as those that say for whom the paper is
            purpose = [paragraph(line, "AboutThisPaper", term=heading) for _, line in lines]
            continue
        style = {texts.ANSWER: "Answer", texts.FINDINGS: "ListBullet"}.get(heading, "ListNumber")
        said += [paragraph(heading, "Heading1", bookmark=_bookmark(place))]
        said += [paragraph(line, style) for _, line in lines]
    cover = texts.cover(paper)
    at = cover.index(paper.asked)
    for_whom, asked = cover[:at], cover[at:]
    return [
        paragraph(paper.title, "Title"),
        *purpose,
        *([terms(for_whom, "AboutThisPaper")] if for_whom else []),
        *paragraphs(asked, "AboutThisPaper"),
        *said,
    ]


def _next_steps(paper: Paper) -> list[Block]:
    """What happens next, numbered from one again."""
    if not paper.next_steps:
        return []
    again = tag("w:numPr", tag("w:ilvl", w_val=0), tag("w:numId", w_val=NEXT))
    return [
        paragraph(texts.NEXT_STEPS, "Heading1", bookmark=_bookmark(52)),
        *(
            Block(paragraph_around(run(line), "ListNumber", more=again), measured(line, "ListNumber"))
            for line in paper.next_steps
        ),
    ]


def _method(document: Document, paper: Paper) -> list[Block]:
    """The page on method and evidence, with the workbook, and the address as a picture where there is one."""
    held = AltText(texts.WORKBOOK, texts.OPENED)
    found = texts.found_by(paper)
    return [
        paragraph(texts.METHOD, "Heading1", bookmark=_bookmark(53)),
        *(
            block
            for heading, lines in texts.method(paper)
            for block in (paragraph(heading, "Heading2"), *paragraphs(lines, "Method"))
        ),
        *([picture(document, qr_code(paper.address), alt=found)] if paper.address else []),
        paragraph(texts.WORKBOOK, "Heading2"),
        workbook(document, as_xlsx(paper_book(paper)), alt=held),
        paragraph(texts.OPENED, "Method"),
    ]


def _annex(paper: Paper, parts: Sequence[Part]) -> list[Block]:
    """Heading and whole tables of the figures that do not show all of theirs; nothing if it is not asked for."""
    figures = [part.figure for part in parts if not shows_everything(part)]
    if not figures or not paper.choice.annex:
        return []
    blocks = [paragraph(texts.ANNEX, "Heading1", bookmark=_bookmark(54))]
    room = Size(template().wide.width, 10**9)  # down, tables run on from page to page
    for figure in figures:
        sizes = (template().styles["SmallCell"].points,)
        named = f"Table {figure.number}"
        alt = AltText(named, f"Every row and column behind figure {figure.number}: {figure.chart.question}")
        layout = table_layout(whole_table(figure), room=room, sizes=sizes)
        head = paragraph(f"{named}. {figure.headline}", "Heading2")
        blocks += [head, table(layout, alt=alt, style="SmallCell")]
    return blocks


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"
