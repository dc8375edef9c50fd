"""One figure on a page of its own: finding, what is shown, the figure, its source and definition, its numbers."""

from dataclasses import dataclass, replace
from typing import Final

from docx.document import Document

from dashboard import words
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, AltText, Plot, Size, Table
from dashboard.exports.native.tables import shows_all, table_behind
from dashboard.exports.native.text_widths import TableLayout, table_layout
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Figure
from dashboard.exports.word import objects
from dashboard.exports.word.blocks import (
    Block,
    field,
    measured,
    paragraph,
    paragraph_around,
    run,
    template,
    total,
)

HEIGHTS: Final = {"map": round(10.5 * CM), "chart": round(8.2 * CM)}
MOST_ROWS: Final = 16
"""Rows of numbers below a figure that a board reads."""
MOST_LONG: Final = 40
"""Rows of a figure that is itself a table; more never fit a page."""
LONGEST: Final = (
    "The latest 000 of 0,000 rows; all of them are in table 00 in the workbook of this paper (worksheet x)."
)


@dataclass(frozen=True, slots=True)
class FigurePage:
    """Everything of a figure, and whether its table there leaves nothing out."""

    blocks: list[Block]
    is_whole: bool


def figure_page(document: Document, figure: Figure, *, bookmark: str, used: int) -> FigurePage:
    """Return the page of a figure. `used` is the height already taken on it, which it may not overflow."""
    head = [
        paragraph(f"{figure.number}. {figure.headline}", "Finding", new_page=not used, bookmark=bookmark),
        paragraph(figure.subtitle, "Shown"),
    ]
    said = [
        *(paragraph(line) for line in figure.commentary),
        paragraph(figure.source, "SourceLine"),
        paragraph(texts.defined(figure), "Definition", term="Definition"),
    ]
    if figure.reason_empty:
        told = [paragraph(figure.reason_empty), caption(figure), *said]
        return FigurePage([*head, *told], is_whole=True)
    page = template().upright
    room = Size(page.width, page.height - used - total([*head, *said]))
    shown = _shown(document, figure, said, room)
    return replace(shown, blocks=[*head, *shown.blocks])


def caption(figure: Figure) -> Block:
    """Return the caption of a figure; its number is a field, so that figures can be moved and numbered anew."""
    number = field("SEQ Figure \\* ARABIC", str(figure.number))
    whole = run("Figure ") + number + run(f": {figure.caption}")
    said = f"Figure {figure.number}: {figure.caption}"
    return Block(paragraph_around(whole, "Caption"), measured(said, "Caption"))


def _shown(document: Document, figure: Figure, said: list[Block], room: Size) -> FigurePage:
    alt = texts.alt_text(figure)
    size = Size(room.width, HEIGHTS["map" if "area_code" in figure.frame else "chart"])
    drawn = native(figure, size=size, most=MOST_LONG)
    title = caption(figure)
    if isinstance(drawn, Table):
        brief, left = texts.table_alt_text(figure), Size(room.width, room.height - title.height)
        layout, whole = _laid_out(drawn, left, figure)
        return FigurePage([title, *_table(layout, brief, figure, whole=whole), *said], whole)
    if isinstance(drawn, Plot):
        block = objects.chart(document, drawn, size=size, number=figure.number, alt=alt)
    else:
        block = objects.drawing(drawn, number=figure.number, alt=alt)
    above = paragraph(f"Numbers behind figure {figure.number}", "Caption")
    left = Size(room.width, room.height - title.height - block.height - above.height)
    behind = AltText(f"Numbers behind figure {figure.number}", f"The numbers behind {alt.name}")
    layout, whole = _laid_out(table_behind(figure, drawn, most=MOST_ROWS), left, figure)
    return FigurePage([block, title, *said, above, *_table(layout, behind, figure, whole=whole)], whole)


def _laid_out(rows: Table, room: Size, figure: Figure) -> tuple[TableLayout, bool]:
    """What of a table fits its room, with the line below it, and whether that is all there is to read."""
    below = measured(LONGEST, "SourceLine") + (measured(rows.note, "SourceLine") if rows.note else 0)
    sizes = (template().styles["Cell"].points,)
    layout = table_layout(rows, room=Size(room.width, room.height - below), sizes=sizes)
    return layout, shows_all(layout.table, figure)


def _table(layout: TableLayout, alt: AltText, figure: Figure, *, whole: bool) -> list[Block]:
    """A table, and below it what its signs mean and where the rows and columns are that it leaves out."""
    where = texts.in_workbook(figure)
    is_said = whole or layout.table.left_out or layout.table.rest
    elsewhere = "" if is_said else f"Every row and column is in {where}."
    note = words.sentences(texts.below(layout.table, where=where), elsewhere)
    return [objects.table(layout, alt=alt), *([paragraph(note, "SourceLine")] if note else [])]
