"""One figure on a page of its own: finding, what is shown, the figure, its source and definition, its numbers."""

from dataclasses import dataclass, replace
from typing import Final

from docx.document import Document

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.exports.native import native
from dashboard.exports.native.fitting import Fitted, fitted
from dashboard.exports.native.model import CM, Drawing, Plot, Size, Spoken, Table
from dashboard.exports.native.tables import shows_all, table_behind
from dashboard.exports.paper import texts
from dashboard.exports.word import drawings
from dashboard.exports.word.blocks import (
    TEXT,
    Block,
    field,
    measured,
    paragraph,
    paragraph_around,
    run,
    total,
)
from dashboard.exports.word.styles import CAPTION, CELL, DEFINITION, FINDING, NORMAL, SHOWN, SOURCE
from dashboard.exports.word.tables import table

HEIGHTS: Final = {"map": round(10.5 * CM), "chart": round(8.2 * CM)}
MOST_ROWS: Final = 16
"""Rows of numbers below a figure that a board reads."""
MOST_LONG: Final = 40
"""Rows of a figure that is itself a table; more never fit a page."""
SIZES: Final = (CELL.points,)
LONGEST: Final = "The latest 000 of 0,000 rows; all of them are in table 00 in the annex."


@dataclass(frozen=True, slots=True)
class FigurePage:
    """Everything of a figure, and whether its table there leaves nothing out."""

    blocks: list[Block]
    is_whole: bool


def figure_page(document: Document, figure: Rendered, *, place: int, bookmark: str, used: int) -> FigurePage:
    """Return the page of a figure. `used` is the height already taken on it, which it may not overflow."""
    head = [
        paragraph(f"{place}. {figure.headline}", FINDING, new_page=not used, bookmark=bookmark),
        paragraph(figure.subtitle, SHOWN),
    ]
    said = [
        paragraph(figure.source, SOURCE),
        paragraph(texts.defined(figure), DEFINITION, term="Definition"),
    ]
    if figure.message:
        told = [paragraph(figure.message, NORMAL), caption(place, figure), *said]
        return FigurePage([*head, *told], is_whole=True)
    room = Size(TEXT.width, TEXT.height - used - total([*head, *said]))
    shown = _shown(document, figure, place, said, room)
    return replace(shown, blocks=[*head, *shown.blocks])


def in_annex(place: int) -> str:
    """What the table of a figure that stands in the annex is called."""
    return f"table {place} in the annex"


def caption(place: int, figure: Rendered) -> Block:
    """Return the caption of a figure; its number is a field, so that figures can be moved and numbered anew."""
    question = figure.chart.question
    number = field("SEQ Figure \\* ARABIC", str(place), CAPTION)
    whole = run("Figure ", CAPTION) + number + run(f": {question}", CAPTION)
    return Block(paragraph_around(whole, CAPTION), measured(f"Figure {place}: {question}", CAPTION))


def _shown(document: Document, figure: Rendered, place: int, said: list[Block], room: Size) -> FigurePage:
    spoken = texts.spoken(place, figure)
    size = Size(TEXT.width, HEIGHTS["map" if "area_code" in figure.frame else "chart"])
    drawn = native(figure, size=size, most=MOST_LONG)
    title = caption(place, figure)
    if isinstance(drawn, Table):
        brief, left = texts.spoken_table(place, figure), Size(room.width, room.height - title.height)
        fit, whole = _fitted(drawn, left, figure)
        return FigurePage([title, *_table(fit, brief, place, whole=whole), *said], whole)
    block = _drawn(document, drawn, size, place, spoken)
    above = paragraph(f"Numbers behind figure {place}", CAPTION)
    left = Size(room.width, room.height - title.height - block.height - above.height)
    behind = Spoken(f"Numbers behind figure {place}", f"The numbers behind {spoken.name}")
    fit, whole = _fitted(table_behind(figure, drawn, most=MOST_ROWS), left, figure)
    return FigurePage([block, title, *said, above, *_table(fit, behind, place, whole=whole)], whole)


def _drawn(document: Document, drawn: Plot | Drawing, size: Size, place: int, spoken: Spoken) -> Block:
    if isinstance(drawn, Plot):
        return drawings.chart(document, drawn, size=size, number=place, spoken=spoken)
    return drawings.drawing(drawn, number=place, spoken=spoken)


def _fitted(rows: Table, room: Size, figure: Rendered) -> tuple[Fitted, bool]:
    """What of a table fits its room, with the line below it, and whether that is all there is to read."""
    below = measured(LONGEST, SOURCE) + (measured(rows.note, SOURCE) if rows.note else 0)
    fit = fitted(rows, room=Size(room.width, room.height - below), sizes=SIZES)
    return fit, shows_all(fit.table, figure)


def _table(fit: Fitted, spoken: Spoken, place: int, *, whole: bool) -> list[Block]:
    """A table, and below it what its signs mean and where the rows and columns are that it leaves out."""
    where = in_annex(place)
    is_said = whole or fit.table.left_out or fit.table.rest
    elsewhere = "" if is_said else f"Every row and column is in {where}."
    note = words.sentences(texts.below(fit.table, where=where), elsewhere)
    return [table(fit, spoken=spoken), *([paragraph(note, SOURCE)] if note else [])]
