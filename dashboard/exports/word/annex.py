"""The annex: on wide pages, every row and column that the page of a figure had no room for."""

from collections.abc import Sequence
from typing import Final

from dashboard.charts.chart import Rendered
from dashboard.exports.native.fitting import fitted
from dashboard.exports.native.model import Size, Spoken
from dashboard.exports.native.tables import whole_table
from dashboard.exports.word.blocks import EDGE, PAGE, Block, paragraph
from dashboard.exports.word.styles import HEADING_1, HEADING_2, SMALL_CELL
from dashboard.exports.word.tables import table

ANNEX: Final = "Annex: tables in full"
ROOM: Final = Size(PAGE.height - 2 * EDGE, 10**9)
"""A wide page across; down, tables run on from page to page."""


def annex(figures: Sequence[tuple[int, Rendered]], *, bookmark: str) -> list[Block]:
    """Return heading and tables for figures with their numbers; nothing if there are none."""
    if not figures:
        return []
    tables = [block for place, figure in figures for block in _table(place, figure)]
    return [paragraph(ANNEX, HEADING_1, bookmark=bookmark), *tables]


def _table(place: int, figure: Rendered) -> tuple[Block, Block]:
    fit = fitted(whole_table(figure), room=ROOM, sizes=(SMALL_CELL.points,))
    spoken = Spoken(f"Table {place}", f"Every row and column behind figure {place}: {figure.chart.question}")
    head = paragraph(f"Table {place}. {figure.headline}", HEADING_2)
    return head, table(fit, spoken=spoken, style=SMALL_CELL)
