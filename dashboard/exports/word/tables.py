"""Tables of a document: one header row, repeated on every page; rows that stay whole."""

from dashboard.exports.native.fitting import Fitted
from dashboard.exports.native.model import Cell, Column, Spoken
from dashboard.exports.ooxml.shapes import UNIT
from dashboard.exports.ooxml.xml import one_line, tag, written
from dashboard.exports.word.blocks import Block, paragraph_around
from dashboard.exports.word.styles import CELL, TABLE, Style, run_properties
from dashboard.theme import INK

JUSTIFIED = {"l": "left", "ctr": "center", "r": "right"}


def table(fit: Fitted, *, spoken: Spoken, style: Style = CELL) -> Block:
    """Return a table as it was fitted, with its name and what it says to those who do not see it."""
    widths = [width // UNIT for width in fit.widths]
    columns = fit.table.columns
    properties = tag(
        "w:tblPr",
        tag("w:tblStyle", w_val=TABLE),
        tag("w:tblW", w_w=sum(widths), w_type="dxa"),
        tag("w:tblLayout", w_type="fixed"),
        tag(
            "w:tblLook",
            w_val="0020",
            w_firstRow=1,
            w_lastRow=0,
            w_firstColumn=0,
            w_lastColumn=0,
            w_noHBand=1,
            w_noVBand=1,
        ),
        tag("w:tblCaption", w_val=one_line(spoken.name)),
        tag("w:tblDescription", w_val=one_line(spoken.says)),
    )
    head = _row(
        [_head(column, width, style) for column, width in zip(columns, widths, strict=True)],
        tag("w:cantSplit") + _height(fit) + tag("w:tblHeader"),
    )
    rows = (
        _row([_cell(*one, style) for one in zip(row, columns, widths, strict=True)], tag("w:cantSplit"))
        for row in fit.table.rows
    )
    grid = tag("w:tblGrid", *(tag("w:gridCol", w_w=width) for width in widths))
    return Block(tag("w:tbl", properties, grid, head, *rows), sum(fit.heights))


def _row(cells: list[str], properties: str) -> str:
    return tag("w:tr", tag("w:trPr", properties), *cells)


def _height(fit: Fitted) -> str:
    """The height of a header whose labels are written upward; others find their own."""
    if not any(column.upright for column in fit.table.columns):
        return ""
    return tag("w:trHeight", w_val=fit.heights[0] // UNIT, w_hRule="atLeast")


def _head(column: Column, width: int, style: Style) -> str:
    upward = tag("w:textDirection", w_val="btLr") if column.upright else ""
    align = "l" if column.upright else _align(column)
    return tag(
        "w:tc",
        tag("w:tcPr", tag("w:tcW", w_w=width, w_type="dxa"), upward, tag("w:vAlign", w_val="bottom")),
        _words(column.label, align, INK, style, bold=True),
    )


def _cell(cell: Cell, column: Column, width: int, style: Style) -> str:
    ground = (
        tag("w:shd", w_val="clear", w_color="auto", w_fill=cell.fill.removeprefix("#")) if cell.fill else ""
    )
    return tag(
        "w:tc",
        tag("w:tcPr", tag("w:tcW", w_w=width, w_type="dxa"), ground, tag("w:vAlign", w_val="center")),
        _words(cell.text, _align(column), cell.ink, style),
    )


def _words(text: str, align: str, ink: str, style: Style, *, bold: bool = False) -> str:
    looks = run_properties(style, bold=bold).replace(INK.removeprefix("#"), ink.removeprefix("#"))
    content = tag("w:r", looks, tag("w:t", written(text), xml_space="preserve"))
    words = paragraph_around(content, style)
    return words.replace("</w:pPr>", tag("w:jc", w_val=JUSTIFIED[align]) + "</w:pPr>", 1)


def _align(column: Column) -> str:
    return "ctr" if column.even else "r" if column.is_number else "l"
