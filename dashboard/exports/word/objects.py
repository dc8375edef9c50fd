"""Charts, drawings and tables in the flow of a document, each with its text alternative."""

from collections.abc import Iterator
from typing import Final

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from dashboard.exports.native.chart_part import chart_xml
from dashboard.exports.native.chart_values import workbook_of
from dashboard.exports.native.drawingml import (
    NAMESPACES,
    TWIP,
    around,
    declared,
    escaped,
    one_line,
    placed,
    properties,
    tag,
)
from dashboard.exports.native.model import (
    CM,
    PT,
    AltText,
    Box,
    Column,
    Drawing,
    Group,
    Plot,
    Shape,
    Size,
    Text,
)
from dashboard.exports.native.text_widths import TableLayout
from dashboard.exports.word.blocks import Block, paragraph_around, run
from dashboard.theme import INK

CHART_POINTS, LOW_POINTS = 9, 7.5
LOW: Final = round(6 * CM)
"""A chart lower than this has smaller words, so that its plane is not lost between them."""
SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JUSTIFIED: Final = {"l": "left", "ctr": "center", "r": "right"}
SMALLER: Final = 0.85
"""A page is read from nearer than a slide; words within a shape were measured for it and stay."""
AROUND: Final = round(6 * PT)
"""The room around a chart or drawing in its paragraph."""
IDS: Final = 1000
"""Numbers kept for the shapes of one drawing."""
HEAD_ONLY: Final = {
    "firstRow": 1,
    "lastRow": 0,
    "firstColumn": 0,
    "lastColumn": 0,
    "noHBand": 1,
    "noVBand": 1,
}
"""Of the table style, only the first row is special."""


def chart(document: Document, plot: Plot, *, size: Size, number: int, alt: AltText) -> Block:
    """Return a native chart, after giving the document its part and its workbook."""
    package = document.part.package
    cells = Part(PackURI(f"/word/embeddings/workbook{number}.xlsx"), SPREADSHEET, workbook_of(plot), package)
    points = LOW_POINTS if size.height < LOW else CHART_POINTS
    xml = chart_xml(plot, size=size, points=points)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, xml, package)
    part.rels.get_or_add(RT.PACKAGE, cells)
    rid = document.part.relate_to(part, RT.CHART)
    content = tag("c:chart", r_id=rid, **declared("c", "r"))
    return _block(in_line(content, NAMESPACES["c"], size, number=number, alt=alt), size)


def drawing(picture: Drawing, *, number: int, alt: AltText) -> Block:
    """Return a group of named groups of shapes; a program too old for such groups shows what they say."""
    size, ids = picture.size, iter(range(number * IDS + 1, (number + 1) * IDS))
    plane = Box(0, 0, size.width, size.height)
    whole = tag(
        "wpg:wgp",
        tag("wpg:cNvGrpSpPr"),
        tag("wpg:grpSpPr", placed(plane, inside=plane)),
        *(_group(group, next(ids), ids) for group in picture.groups),
    )
    inline = in_line(whole, NAMESPACES["wpg"], size, number=number, alt=alt)
    choice = tag("mc:Choice", inline, Requires="wpg")
    fallback = tag("mc:Fallback", tag("w:t", escaped(one_line(alt.says)), xml_space="preserve"))
    return _block(tag("mc:AlternateContent", choice, fallback), size)


def table(layout: TableLayout, *, alt: AltText, style: str = "Cell") -> Block:
    """Return a table as it was laid out: one header row, repeated on every page, and rows that stay whole."""
    widths, columns = [width // TWIP for width in layout.widths], layout.table.columns
    looks = tag(
        "w:tblPr",
        tag("w:tblStyle", w_val="PaperTable"),
        tag("w:tblW", w_w=sum(widths), w_type="dxa"),
        tag("w:tblLayout", w_type="fixed"),
        tag("w:tblLook", w_val="0020", **{f"w_{name}": value for name, value in HEAD_ONLY.items()}),
        tag("w:tblCaption", w_val=one_line(alt.name)),
        tag("w:tblDescription", w_val=one_line(alt.says)),
    )
    head = [_head(column, width, style) for column, width in zip(columns, widths, strict=True)]
    whole = tag("w:trPr", tag("w:cantSplit"))
    opened = [
        (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>', column.align)
        for width, column in zip(widths, columns, strict=True)
    ]
    rows = [
        tag(
            "w:tr",
            whole,
            *(
                f'{begin}{_ground(cell.fill)}<w:vAlign w:val="center"/></w:tcPr>'
                f"{_words(cell.text, align, style, ink=cell.ink)}</w:tc>"
                for cell, (begin, align) in zip(row, opened, strict=True)
            ),
        )
        for row in layout.table.rows
    ]
    grid = tag("w:tblGrid", *(tag("w:gridCol", w_w=width) for width in widths))
    first = tag("w:tr", tag("w:trPr", tag("w:cantSplit"), tag("w:tblHeader")), *head)
    return Block(tag("w:tbl", looks, grid, first, *rows), sum(layout.heights))


def _block(content: str, size: Size) -> Block:
    return Block(paragraph_around(tag("w:r", content), "Figure"), size.height + AROUND)


def in_line(content: str, kind: str, size: Size, *, number: int, alt: AltText) -> str:
    """Return what is drawn as a letter of its line."""
    return tag(
        "w:drawing",
        tag(
            "wp:inline",
            tag("wp:extent", cx=size.width, cy=size.height),
            tag("wp:effectExtent", l=0, t=0, r=0, b=0),
            tag("wp:docPr", id=number, name=one_line(alt.name), descr=one_line(alt.says)),
            tag("wp:cNvGraphicFramePr"),
            tag("a:graphic", tag("a:graphicData", content, uri=kind), **declared("a")),
            **{f"dist{side}": 0 for side in "TBLR"},
        ),
    )


def _group(group: Group, number: int, ids: Iterator[int]) -> str:
    place = around(group.shapes)
    return tag(
        "wpg:grpSp",
        tag("wpg:cNvPr", id=number, name=one_line(group.name), descr=one_line(group.name)),
        tag("wpg:cNvGrpSpPr"),
        tag("wpg:grpSpPr", placed(place, inside=place)),
        *(_shape(shape, next(ids)) for shape in group.shapes),
    )


def _shape(shape: Shape, number: int) -> str:
    text = shape.text
    words = "".join(_paragraphs(text, 1 if shape.fill else SMALLER)) if text else ""
    insets = {f"{side}Ins": 0 for side in "ltrb"}
    return tag(
        "wps:wsp",
        tag("wps:cNvPr", id=number, name=one_line(shape.name), descr=one_line(shape.says)),
        tag("wps:cNvSpPr", **({"txBox": 1} if text and not shape.fill else {})),
        tag("wps:spPr", properties(shape)),
        tag("wps:txbx", tag("w:txbxContent", words)) if text else "",
        tag("wps:bodyPr", wrap="square", **insets, anchor=text.anchor if text else "ctr"),
    )


def _paragraphs(text: Text, scale: float) -> Iterator[str]:
    """The words of a shape, a paragraph a line."""
    half_points = round(text.points * scale * 2)
    looks = tag(
        "w:rPr",
        tag("w:b") if text.bold else "",
        tag("w:color", w_val=text.colour.removeprefix("#")),
        tag("w:sz", w_val=half_points),
        tag("w:szCs", w_val=half_points),
    )
    spaced = tag("w:pPr", tag("w:spacing", w_before=0, w_after=0), tag("w:jc", w_val=JUSTIFIED[text.align]))
    return (tag("w:p", spaced, run(line, looks=looks)) for line in text.words.split("\n"))


def _head(column: Column, width: int, style: str) -> str:
    size = tag("w:tcW", w_w=width, w_type="dxa")
    words = _words(column.label, column.align, style, bold=True)
    return tag("w:tc", tag("w:tcPr", size, tag("w:vAlign", w_val="bottom")), words)


def _ground(fill: str) -> str:
    return tag("w:shd", w_val="clear", w_color="auto", w_fill=fill.removeprefix("#")) if fill else ""


def _words(text: str, align: str, style: str, *, ink: str = INK, bold: bool = False) -> str:
    aside = "" if align == "l" else tag("w:jc", w_val=JUSTIFIED[align])
    looks = "" if ink == INK else tag("w:rPr", tag("w:color", w_val=ink.removeprefix("#")))
    return paragraph_around(run(text, bold=bold, looks=looks), style, more=aside)
