"""The last slide: every row behind the figures, as a workbook within the file."""

from importlib.resources import files
from io import BytesIO
from typing import Final

from pptx.enum.shapes import PROG_ID
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu

from dashboard import words
from dashboard.exports.native.fitting import fitted
from dashboard.exports.native.model import CM, Box, Cell, Column, Size, Spoken, Table
from dashboard.exports.paper.paper import Paper
from dashboard.exports.slides import objects
from dashboard.exports.slides.layouts import FIGURE, FIGURE_BOX, SOURCES, SUBTITLE
from dashboard.exports.slides.page import new_page
from dashboard.exports.tables.workbook import as_xlsx, paper_book
from dashboard.exports.tables.workbook.model import Book

TITLE: Final = "All rows are in the workbook on this slide"
OPENED: Final = (
    "Every row and column behind the figures. A double click on the symbol opens the workbook in Excel."
)
ICON: Final = Size(round(4 * CM), round(2.6 * CM))
LISTED: Final = Size(FIGURE_BOX.width - ICON.width - round(0.8 * CM), FIGURE_BOX.height)
SIZES: Final = (14, 13, 12, 11, 10, 9)


def rows_slide(slides: Slides, paper: Paper) -> None:
    """Add the slide: what the workbook holds, and the workbook."""
    book = paper_book(paper)
    page = new_page(slides, FIGURE, foot=paper.foot)
    page.write("Title", TITLE)
    page.write("Subtitle", OPENED)
    fit = fitted(_held(book), room=LISTED, sizes=SIZES)
    listed = Box(FIGURE_BOX.x, FIGURE_BOX.y, LISTED.width, LISTED.height)
    spoken = Spoken("What the workbook holds", f"{OPENED} The table lists its worksheets.")
    _embed(page.slide, as_xlsx(book))
    objects.add(page.slide, objects.table(fit, box=listed, spoken=spoken))
    page.write("Source line", words.sentences(paper.counting_rule, paper.mark), sizes=SOURCES)
    page.note(f"{TITLE}\n\n{OPENED}")


def _held(book: Book) -> Table:
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


def _embed(slide: Slide, workbook: bytes) -> None:
    left = FIGURE_BOX.x + FIGURE_BOX.width - ICON.width
    symbol = slide.shapes.add_ole_object(
        BytesIO(workbook),
        PROG_ID.XLSX,  # type: ignore[arg-type]
        *(Emu(left), Emu(FIGURE_BOX.y), Emu(ICON.width), Emu(ICON.height)),
        icon_file=str(files(__package__) / "workbook.png"),
        icon_width=Emu(ICON.width),
        icon_height=Emu(ICON.height),
    )
    symbol.name = "Workbook"
    symbol._element.xpath("p:nvGraphicFramePr/p:cNvPr")[0].set("descr", OPENED)
    slide.placeholders[SUBTITLE.idx]._element.addnext(symbol._element)  # where it is read
