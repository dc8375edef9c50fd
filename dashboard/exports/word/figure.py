"""One figure on a page of its own: finding, what is shown, the figure, its source and definition, its numbers."""

from typing import Final

from docx.document import Document

from dashboard.chart import Rendered
from dashboard.exports import wording
from dashboard.exports.native import native
from dashboard.exports.native.fitting import fitted
from dashboard.exports.native.model import CM, Drawing, Plot, Size, Spoken, Table
from dashboard.exports.native.tables import table_behind
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


def figure_page(document: Document, figure: Rendered, *, place: int, bookmark: str, used: int) -> list[Block]:
    """Return everything of a figure. `used` is the height already taken on its page, which it may not overflow."""
    head = [
        paragraph(f"{place}. {figure.headline}", FINDING, new_page=not used, bookmark=bookmark),
        paragraph(figure.subtitle, SHOWN),
    ]
    said = [
        paragraph(figure.source, SOURCE),
        paragraph(wording.defined(figure), DEFINITION, term="Definition"),
    ]
    if figure.message:
        return [*head, paragraph(figure.message, NORMAL), caption(place, figure), *said]
    room = Size(TEXT.width, TEXT.height - used - total([*head, *said]))
    return [*head, *_shown(document, figure, place, said, room)]


def caption(place: int, figure: Rendered) -> Block:
    """Return the caption of a figure; its number is a field, so that figures can be moved and numbered anew."""
    question = figure.chart.question
    number = field("SEQ Figure \\* ARABIC", str(place), CAPTION)
    whole = run("Figure ", CAPTION) + number + run(f": {question}", CAPTION)
    return Block(paragraph_around(whole, CAPTION), measured(f"Figure {place}: {question}", CAPTION))


def _shown(document: Document, figure: Rendered, place: int, said: list[Block], room: Size) -> list[Block]:
    spoken = wording.spoken(place, figure)
    size = Size(TEXT.width, HEIGHTS["map" if "area_code" in figure.frame else "chart"])
    drawn = native(figure, size=size, most=MOST_LONG)
    title = caption(place, figure)
    if isinstance(drawn, Table):
        brief = wording.spoken_table(place, figure)
        return [title, *_table(drawn, Size(room.width, room.height - title.height), brief), *said]
    block = _drawn(document, drawn, size, place, spoken)
    above = paragraph(f"Numbers behind figure {place}", CAPTION)
    left = Size(room.width, room.height - title.height - block.height - above.height)
    behind = Spoken(f"Numbers behind figure {place}", f"The numbers behind {spoken.name}")
    return [block, title, *said, above, *_table(table_behind(figure, drawn, most=MOST_ROWS), left, behind)]


def _drawn(document: Document, drawn: Plot | Drawing, size: Size, place: int, spoken: Spoken) -> Block:
    if isinstance(drawn, Plot):
        return drawings.chart(document, drawn, size=size, number=place, spoken=spoken)
    return drawings.drawing(drawn, number=place, spoken=spoken)


def _table(rows: Table, room: Size, spoken: Spoken) -> list[Block]:
    """A table that fits its room, and below it what its signs mean and how many rows it leaves out."""
    longest = measured("The latest 000 of 0,000 rows; the spreadsheet form has all of them.", SOURCE)
    below = longest + (measured(rows.note, SOURCE) if rows.note else 0)
    fit = fitted(rows, room=Size(room.width, room.height - below), sizes=SIZES)
    note = wording.below(fit.table)
    return [table(fit, spoken=spoken), *([paragraph(note, SOURCE)] if note else [])]
