"""The slide of one figure: finding, what is shown, the figure itself, its source."""

from pptx.presentation import Presentation as Slides

from dashboard.charts.chart import Rendered
from dashboard.exports.native import native
from dashboard.exports.native.fitting import fitted
from dashboard.exports.native.model import Drawing, Plot, Size, Table
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Paper
from dashboard.exports.slides import objects
from dashboard.exports.slides.layouts import FIGURE, FIGURE_BOX, IN_WORDS, SOURCES
from dashboard.exports.slides.page import Page, new_page

SUBTITLES = (13, 12, 11, 10)
TABLES = (16, 14, 13, 12, 11)
MOST_ROWS = 30
"""More rows than a slide ever has room for."""
ROOM = Size(FIGURE_BOX.width, FIGURE_BOX.height)


def figure_slide(slides: Slides, paper: Paper, figure: Rendered, *, place: int) -> None:
    """Add the slide of a figure; one that has nothing to draw says why, in words."""
    page = new_page(slides, IN_WORDS if figure.message else FIGURE, foot=paper.foot)
    page.write("Title", figure.headline)
    page.write("Subtitle", figure.subtitle, sizes=SUBTITLES)
    if figure.message:
        page.write("Text", figure.message, sizes=(18, 16, 14))
        below = ""
    else:
        below = _drawn(page, figure, place)
    page.write("Source line", " ".join(part for part in (below, figure.source) if part), sizes=SOURCES)
    page.note(texts.notes(figure))


def _drawn(page: Page, figure: Rendered, place: int) -> str:
    """Put the figure on its slide; return what must be said below it."""
    drawn, spoken = native(figure, size=ROOM, most=MOST_ROWS), texts.spoken(place, figure)
    match drawn:
        case Plot():
            objects.add(page.slide, objects.chart(page.slide, drawn, box=FIGURE_BOX, spoken=spoken))
        case Drawing():
            objects.add(page.slide, objects.drawing(drawn, box=FIGURE_BOX, spoken=spoken))
        case Table():
            fit = fitted(drawn, room=ROOM, sizes=TABLES)
            objects.add(
                page.slide, objects.table(fit, box=FIGURE_BOX, spoken=texts.spoken_table(place, figure))
            )
            return texts.below(fit.table, where="the workbook on the last slide")
    return ""
