"""The slides of a paper in their order: cover, summary, a slide a figure, method and sources, all rows."""

from importlib.resources import files
from io import BytesIO
from typing import Any, Final

from pptx.enum.shapes import PROG_ID
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu

from dashboard import words
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, PT, AltText, Box, Cell, Column, Drawing, Plot, Size, Table
from dashboard.exports.native.text_widths import height_of, largest, table_layout
from dashboard.exports.paper import texts
from dashboard.exports.paper.office_file import file_of
from dashboard.exports.paper.paper import Figure, Paper
from dashboard.exports.slides import objects
from dashboard.exports.slides.page import Page, empty_presentation, new_page
from dashboard.exports.tables.workbook import as_xlsx, paper_book
from dashboard.exports.tables.workbook.model import Book

SUMMARY: Final = (20, 18, 16, 14, 12)
METHOD: Final = (14, 13, 12, 11)
SUBTITLES: Final = (13, 12, 11, 10)
SOURCES: Final = (9.5, 9, 8.5, 8, 7.5)
TABLES: Final = (16, 14, 13, 12, 11)
LISTS: Final = (14, 13, 12, 11, 10, 9)
BETWEEN: Final = 7 * PT
"""The room between two paragraphs."""
INDENT: Final = 18 * PT
"""The room before a paragraph of the template, for its mark."""
MOST_ROWS: Final = 30
"""More rows than a slide ever has room for."""
ALL_ROWS: Final = "All rows are in the workbook on this slide"
OPENED: Final = (
    "Every row and column behind the figures. A double click on the symbol opens the workbook in Excel."
)
ICON: Final = Size(round(4 * CM), round(2.6 * CM))


def as_pptx(paper: Paper) -> bytes:
    """Return the paper as a PowerPoint file; the same paper gives the same bytes."""
    slides = empty_presentation()
    _cover(slides, paper)
    _summary(slides, paper)
    for figure in paper.figures:
        _figure(slides, paper, figure)
    _method(slides, paper)
    _all_rows(slides, paper)
    return file_of(slides, paper)


def _cover(slides: Slides, paper: Paper) -> None:
    page, lines = new_page(slides, "Title slide", foot=paper.foot), texts.cover(paper)
    page.write("Title", paper.title, sizes=(36, 32, 28, 24, 20))
    page.write("Purpose", paper.purpose or paper.answer or paper.title, sizes=(18, 16, 14, 12))
    page.terms("About this paper", lines, points=13)
    page.note("\n\n".join((paper.title, paper.purpose, *(f"{term}: {said}" for term, said in lines))))


def _summary(slides: Slides, paper: Paper) -> None:
    page = new_page(slides, "Text", foot=paper.foot)
    said = [(heading, lines) for heading, lines in texts.opening(paper) if heading != texts.PURPOSE]
    lines = tuple((heading, line) for heading, part in said for _, line in part) or (paper.asked,)
    box = page.boxes["Text"]
    room = Size(box.width, box.height - len(lines) * 2 * BETWEEN)
    page.write("Title", "Summary")
    page.terms("Text", lines, points=largest(" ".join(f"{a} {b}" for a, b in lines), room, SUMMARY))
    page.note("\n\n".join(" ".join(line) for line in lines))


def _figure(slides: Slides, paper: Paper, figure: Figure) -> None:
    """The slide of a figure: its finding, what is shown, itself, its source; without any to draw, why, in words."""
    page = new_page(slides, "Figure without a chart" if figure.reason_empty else "Figure", foot=paper.foot)
    page.write("Title", figure.headline)
    page.write("Subtitle", figure.subtitle, sizes=SUBTITLES)
    if figure.reason_empty:
        page.write("Text", figure.reason_empty, sizes=(18, 16, 14))
        below = ""
    else:
        below = _draw(page, figure)
    page.write("Source line", " ".join(part for part in (below, figure.source) if part), sizes=SOURCES)
    page.note(texts.notes(figure))


def _draw(page: Page, figure: Figure) -> str:
    """Put the figure on its slide; return what must be said below it."""
    box, alt = page.boxes["Figure"], texts.alt_text(figure)
    match native(figure, size=box.size, most=MOST_ROWS):
        case Plot() as plot:
            page.put(objects.chart(page.slide, plot, box=box, alt=alt))
        case Drawing() as drawing:
            page.put(objects.drawing(drawing, box=box, alt=alt))
        case Table() as table:
            layout = table_layout(table, room=box.size, sizes=TABLES)
            page.put(objects.table(layout, box=box, alt=texts.table_alt_text(figure)))
            return texts.below(layout.table, where="the workbook on the last slide")
    return ""


def _method(slides: Slides, paper: Paper) -> None:
    steps = ((texts.NEXT_STEPS, texts.numbered(paper.next_steps)),) if paper.next_steps else ()
    parts = (*steps, *((f"{texts.METHOD}: {heading}", lines) for heading, lines in texts.method(paper)))
    for title, lines in parts:
        page = new_page(slides, "Text", foot=paper.foot)
        room = page.boxes["Text"].size
        points = next((size for size in METHOD if len(_pages(lines, size, room)) == 1), METHOD[-1])
        pages = _pages(lines, points, room)
        for place, part in enumerate(pages, start=1):
            page = page if place == 1 else new_page(slides, "Text", foot=paper.foot)
            page.write("Title", title if len(pages) == 1 else f"{title} ({place} of {len(pages)})")
            page.terms("Text", part, points=points)
            page.note("\n\n".join((title, *(f"{term}: {said}" for term, said in part))))


def _pages(lines: texts.Lines, points: float, room: Size) -> list[texts.Lines]:
    """Lines in as many parts as slides have room for."""
    parts: list[texts.Lines] = []
    part: texts.Lines = ()
    left = room.height
    for line in lines:
        needed = height_of(": ".join(line), points, room.width - INDENT, bold=True) + BETWEEN
        if part and needed > left:
            parts, part, left = [*parts, part], (), room.height
        part, left = (*part, line), left - needed
    return [*parts, part]


def _all_rows(slides: Slides, paper: Paper) -> None:
    """The last slide: what the paper's workbook holds, and the workbook, with every row behind the figures."""
    book = paper_book(paper)
    page = new_page(slides, "Figure", foot=paper.foot)
    page.write("Title", ALL_ROWS)
    page.write("Subtitle", OPENED)
    box = page.boxes["Figure"]
    left = Box(box.x, box.y, box.width - ICON.width - round(0.8 * CM), box.height)
    layout = table_layout(_sheets(book), room=left.size, sizes=LISTS)
    alt = AltText("What the workbook holds", f"{OPENED} The table lists its worksheets.")
    page.put(objects.table(layout, box=left, alt=alt), _symbol(page.slide, as_xlsx(book), box))
    page.write("Source line", words.sentences(paper.counting_rule, paper.mark), sizes=SOURCES)
    page.note(f"{ALL_ROWS}\n\n{OPENED}")


def _sheets(book: Book) -> Table:
    """A row for each figure: its number, the question it answers, its worksheet, how many rows that has."""
    contents = next(sheet for sheet in book.sheets if sheet.name == "Contents")
    figures = [row for row in contents.rows if row[-1] is not None]
    return Table(
        (
            Column("Figure", is_number=True),
            Column("Question"),
            Column("Worksheet"),
            Column("Rows", is_number=True),
        ),
        tuple(
            (Cell(str(place)), Cell(str(question)), Cell(str(name)), Cell(words.number(int(str(rows)))))
            for place, (name, question, _, rows) in enumerate(figures, start=1)
        ),
    )


def _symbol(slide: Slide, workbook: bytes, box: Box) -> Any:
    """The workbook behind a symbol at the right of a box."""
    symbol = slide.shapes.add_ole_object(
        BytesIO(workbook),
        PROG_ID.XLSX,  # type: ignore[arg-type]
        *(Emu(box.x + box.width - ICON.width), Emu(box.y), Emu(ICON.width), Emu(ICON.height)),
        icon_file=str(files(__package__) / "workbook.png"),
        icon_width=Emu(ICON.width),
        icon_height=Emu(ICON.height),
    )
    symbol.name = "Workbook"
    symbol._element.xpath("p:nvGraphicFramePr/p:cNvPr")[0].set("descr", OPENED)
    return symbol._element
