"""The slides of a paper in their order: cover, summary, a slide a figure, method and sources, all rows."""

from io import BytesIO

from pptx.presentation import Presentation as Slides

from dashboard.exports.native.fitting import height_of, largest
from dashboard.exports.native.model import PT, Size
from dashboard.exports.ooxml.packing import described, repacked
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Paper
from dashboard.exports.slides.figure import figure_slide
from dashboard.exports.slides.layouts import COVER, TEXT, WORDS
from dashboard.exports.slides.page import new_page
from dashboard.exports.slides.rows import rows_slide
from dashboard.exports.slides.template import INDENT, empty_presentation

SUMMARY = (20, 18, 16, 14, 12)
METHOD = (14, 13, 12, 11)
BETWEEN = 7 * PT
"""The room between two paragraphs."""


def as_pptx(paper: Paper) -> bytes:
    """Return the paper as a PowerPoint file; the same paper gives the same bytes."""
    slides = empty_presentation()
    _cover(slides, paper)
    _summary(slides, paper)
    for place, figure in enumerate(paper.figures, start=1):
        figure_slide(slides, paper, figure, place=place)
    _method(slides, paper)
    rows_slide(slides, paper)
    described(slides, paper)
    out = BytesIO()
    slides.save(out)
    return repacked(out.getvalue())


def _cover(slides: Slides, paper: Paper) -> None:
    page = new_page(slides, COVER, foot=paper.foot)
    page.write("Title", paper.title, sizes=(36, 32, 28, 24, 20))
    page.write("Purpose", paper.purpose, sizes=(18, 16, 14, 12))
    page.terms("About this paper", texts.cover(paper), points=13)
    page.note(
        "\n\n".join((paper.title, paper.purpose, *(f"{term}: {said}" for term, said in texts.cover(paper))))
    )


def _summary(slides: Slides, paper: Paper) -> None:
    page = new_page(slides, TEXT, foot=paper.foot)
    lines = texts.summary(paper)
    room = Size(WORDS.box.width, WORDS.box.height - len(lines) * 2 * BETWEEN)
    page.write("Title", "Summary")
    page.terms("Text", lines, points=largest(" ".join(f"{a} {b}" for a, b in lines), room, SUMMARY))
    page.note("\n\n".join(" ".join(line) for line in lines))


def _method(slides: Slides, paper: Paper) -> None:
    parts = (
        ("Method: what is measured", texts.definitions(paper)),
        ("Method: rules", texts.rules(paper)),
        ("Sources, and how to make this paper again", (*texts.sources(paper), *texts.remade(paper))),
    )
    for title, lines in parts:
        points = next((size for size in METHOD if len(_pages(lines, size)) == 1), METHOD[-1])
        pages = _pages(lines, points)
        for place, part in enumerate(pages, start=1):
            page = new_page(slides, TEXT, foot=paper.foot)
            page.write("Title", title if len(pages) == 1 else f"{title} ({place} of {len(pages)})")
            page.terms("Text", part, points=points)
            page.note("\n\n".join((title, *(f"{term}: {said}" for term, said in part))))


def _pages(lines: texts.Lines, points: float) -> list[texts.Lines]:
    """Lines in as many parts as slides have room for."""
    parts: list[texts.Lines] = []
    part: texts.Lines = ()
    left = WORDS.box.height
    for line in lines:
        needed = height_of(": ".join(line), points, WORDS.box.width - INDENT, bold=True) + BETWEEN
        if part and needed > left:
            parts, part, left = [*parts, part], (), WORDS.box.height
        part, left = (*part, line), left - needed
    return [*parts, part]
