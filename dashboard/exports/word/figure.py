"""Figures on pages: finding, what is shown, the figure as large as its page lets it, what is said of it, its source."""

from dataclasses import dataclass
from typing import Final

from docx.document import Document

from dashboard import words
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, Drawing, Plot, Size, Table
from dashboard.exports.native.tables import shows_all
from dashboard.exports.native.text_widths import TableLayout, table_layout
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Figure
from dashboard.exports.word import objects
from dashboard.exports.word.blocks import (
    KEPT,
    Block,
    field,
    measured,
    paragraph,
    paragraph_around,
    run,
    template,
    total,
)

CHART: Final = (round(6.2 * CM), 14 * CM)
"""How high a chart is at least, and at most where its page has room."""
MAP: Final = (round(10 * CM), 17 * CM)
"""The same of a map: with its words more than half a page."""
BAR: Final = round(0.41 * CM)
"""The height that each bar of a chart asks for."""
BESIDE_BARS: Final = round(1.9 * CM)
"""What the axes of a chart take."""
LEGEND: Final = round(0.8 * CM)
BARS, MOST_BARS = round(4.6 * CM), 12 * CM
MOST_ROWS: Final = 40
"""Rows of a figure that is itself a table; more never fit a page."""
THIRD: Final = 3
"""A table takes no more than this part of a page; all of it is in the workbook."""
NUMBERS: Final = "Every number is in {where}."


@dataclass(frozen=True, slots=True)
class Part:
    """A figure with the words around it, before it is drawn; `least` and `most` are how high that may be."""

    figure: Figure
    head: list[Block]
    tail: list[Block]
    least: int
    most: int
    table: TableLayout | None = None

    @property
    def fixed(self) -> int:
        """The height of its words."""
        return total(self.head) + total(self.tail)


def part_of(figure: Figure, *, bookmark: str) -> Part:
    """Return a figure with its words: it, or why there is nothing to see, and where every number is."""
    head = [
        paragraph(f"{figure.number}. {figure.headline}", "Finding", bookmark=bookmark),
        paragraph(figure.subtitle, "Shown"),
    ]
    said = [paragraph(line, flow=KEPT) for line in figure.commentary]
    if figure.reason_empty:
        told = [paragraph(figure.reason_empty, flow=KEPT), caption(figure), *said]
        return Part(figure, head, [*told, paragraph(figure.source, "SourceLine")], 0, 0)
    page, drawn = template().upright, _first_drawn(figure)
    if isinstance(drawn, Table):
        layout = table_layout(
            drawn,
            room=Size(page.width, page.height // THIRD),
            sizes=(template().styles["Cell"].points,),
        )
        below = _below(layout, figure)
        head = [*head, caption(figure)]
        high = sum(layout.heights)
        return Part(figure, head, [*below, *said, paragraph(figure.source, "SourceLine")], high, high, layout)
    least, most = MAP if _is_map(figure) else CHART
    if isinstance(drawn, Plot) and drawn.kind == "bar":
        least = BESIDE_BARS + BAR * len(drawn.categories) + (LEGEND if drawn.legend else 0)
        least = min(max(least, BARS), MOST_BARS)
    where = NUMBERS.format(where=texts.in_workbook(figure))
    tail = [caption(figure), *said, paragraph(words.sentences(figure.source, where), "SourceLine")]
    return Part(figure, head, tail, least, max(least, most))


def pages_of(parts: list[Part], *, taken: int) -> list[list[Part]]:
    """Return figures in their order on as few pages as hold them, each at its least; `taken` is used of the first."""
    pages: list[list[Part]] = [[]]
    left = template().upright.height - taken
    for part in parts:
        if pages[-1] and part.fixed + _room_for(part) > left:
            pages.append([])
            left = template().upright.height
        pages[-1].append(part)
        left -= part.fixed + _room_for(part)
    return pages


def placed(document: Document, parts: list[Part], *, room: int) -> list[Block]:
    """Return the figures of one page, drawn so high that together they fill its room."""
    spare = room - sum(part.fixed + _room_for(part) for part in parts)
    wished = sum(part.most - part.least for part in parts)
    share = min(max(spare, 0) / wished, 1) if wished else 0.0
    return [
        block
        for part in parts
        for block in _drawn(document, part, part.least + int((part.most - part.least) * share))
    ]


def caption(figure: Figure) -> Block:
    """Return the caption of a figure; its number is a field, so that figures can be moved and numbered anew."""
    number = field("SEQ Figure \\* ARABIC", str(figure.number))
    whole = run("Figure ") + number + run(f": {figure.caption}")
    said = f"Figure {figure.number}: {figure.caption}"
    return Block(paragraph_around(whole, "Caption"), measured(said, "Caption"))


def shows_everything(part: Part) -> bool:
    """Whether the figure is a table that leaves out nothing, or has nothing to show."""
    if part.figure.reason_empty:
        return True
    return part.table is not None and shows_all(part.table.table, part.figure)


def _drawn(document: Document, part: Part, height: int) -> list[Block]:
    figure, size = part.figure, Size(template().upright.width, height)
    if figure.reason_empty:
        return [*part.head, *part.tail]
    if part.table is not None:
        return [*part.head, objects.table(part.table, alt=texts.table_alt_text(figure)), *part.tail]
    drawn, alt = native(figure, size=size, most=MOST_ROWS), texts.alt_text(figure)
    if isinstance(drawn, Plot):
        shown = objects.chart(document, drawn, size=size, number=figure.number, alt=alt)
    elif isinstance(drawn, Drawing):
        shown = objects.drawing(drawn, number=figure.number, alt=alt)
    else:  # a map without any area
        layout = table_layout(drawn, room=size, sizes=(template().styles["Cell"].points,))
        shown = objects.table(layout, alt=texts.table_alt_text(figure))
    return [*part.head, shown, *part.tail]


def _first_drawn(figure: Figure) -> Plot | Drawing | Table | None:
    """What a figure is, unless it is a map: that is drawn once, when its size is known."""
    if _is_map(figure):
        return None
    return native(figure, size=Size(template().upright.width, CHART[0]), most=MOST_ROWS)


def _is_map(figure: Figure) -> bool:
    return figure.figure is not None and any("geojson" in trace for trace in figure.figure["data"])


def _room_for(part: Part) -> int:
    """The height of a figure at its least, with the room around it."""
    return part.least + (objects.AROUND if part.least else 0)


def _below(layout: TableLayout, figure: Figure) -> list[Block]:
    """What stands below a table: what its signs mean, and where the rows and columns are that it leaves out."""
    where = texts.in_workbook(figure)
    is_said = layout.table.left_out or layout.table.rest or shows_all(layout.table, figure)
    elsewhere = "" if is_said else f"Every row and column is in {where}."
    note = words.sentences(texts.below(layout.table, where=where), elsewhere)
    return [paragraph(note, "SourceLine", flow=KEPT)] if note else []
