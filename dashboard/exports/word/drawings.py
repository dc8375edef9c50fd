"""Charts and drawings in the flow of a document, each with its text alternative."""

from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from dashboard.exports.native.model import PT, Box, Drawing, Group, Plot, Shape, Size, Spoken, Text
from dashboard.exports.ooxml.charts import chart_xml
from dashboard.exports.ooxml.shapes import around, grouped, properties
from dashboard.exports.ooxml.workbook import workbook_of
from dashboard.exports.ooxml.xml import NAMESPACES, declared, one_line, tag, written
from dashboard.exports.word.blocks import Block, paragraph_around
from dashboard.exports.word.styles import FIGURE

CHART_POINTS = 9
FIRST = "rId1"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANCHORS = {"t": "t", "ctr": "ctr", "b": "b"}
JUSTIFIED = {"l": "left", "ctr": "center", "r": "right"}
SMALLER = 0.85
"""A page is read from nearer than a slide; words within a shape were measured for it and stay."""
IDS = 1000
"""Numbers kept for the shapes of one drawing."""


def chart(document: Document, plot: Plot, *, size: Size, number: int, spoken: Spoken) -> Block:
    """Return a native chart, after giving the document its part and its workbook."""
    package = document.part.package
    cells = Part(PackURI(f"/word/embeddings/workbook{number}.xlsx"), SPREADSHEET, workbook_of(plot), package)
    xml = chart_xml(plot, size=size, points=CHART_POINTS, workbook=FIRST)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, xml, package)
    part.rels.get_or_add(RT.PACKAGE, cells)
    rid = document.part.relate_to(part, RT.CHART)
    content = tag("c:chart", r_id=rid, **declared("c", "r"))
    return _block(_inline(content, NAMESPACES["c"], size, number=number, spoken=spoken), size)


def drawing(picture: Drawing, *, number: int, spoken: Spoken) -> Block:
    """Return a group of named groups of shapes; a program too old for such groups shows what they say."""
    size, ids = picture.size, iter(range(number * IDS + 1, (number + 1) * IDS))
    plane = Box(0, 0, size.width, size.height)
    whole = tag(
        "wpg:wgp",
        tag("wpg:cNvGrpSpPr"),
        tag("wpg:grpSpPr", grouped(plane, plane)),
        *(_group(group, next(ids), ids) for group in picture.groups),
    )
    inline = _inline(whole, NAMESPACES["wpg"], size, number=number, spoken=spoken)
    choice = tag("mc:Choice", inline, Requires="wpg")
    fallback = tag("mc:Fallback", tag("w:t", written(one_line(spoken.says)), xml_space="preserve"))
    return _block(tag("mc:AlternateContent", choice, fallback), size)


def _block(content: str, size: Size) -> Block:
    return Block(paragraph_around(tag("w:r", content), FIGURE), size.height + round(6 * PT))


def _inline(content: str, kind: str, size: Size, *, number: int, spoken: Spoken) -> str:
    none = {f"dist{side}": 0 for side in "TBLR"}
    return tag(
        "w:drawing",
        tag(
            "wp:inline",
            tag("wp:extent", cx=size.width, cy=size.height),
            tag("wp:effectExtent", l=0, t=0, r=0, b=0),
            tag("wp:docPr", id=number, name=one_line(spoken.name), descr=one_line(spoken.says)),
            tag("wp:cNvGraphicFramePr"),
            tag("a:graphic", tag("a:graphicData", content, uri=kind), **declared("a")),
            **none,
        ),
    )


def _group(group: Group, number: int, ids: Iterator[int]) -> str:
    place = around(group.shapes)
    return tag(
        "wpg:grpSp",
        tag("wpg:cNvPr", id=number, name=one_line(group.name), descr=one_line(group.name)),
        tag("wpg:cNvGrpSpPr"),
        tag("wpg:grpSpPr", grouped(place, place)),
        *(_shape(shape, next(ids)) for shape in group.shapes),
    )


def _shape(shape: Shape, number: int) -> str:
    anchor = shape.text.anchor if shape.text else "ctr"
    return tag(
        "wps:wsp",
        tag("wps:cNvPr", id=number, name=one_line(shape.name), descr=one_line(shape.says)),
        tag("wps:cNvSpPr", **({"txBox": 1} if shape.text and not shape.fill else {})),
        tag("wps:spPr", properties(shape)),
        tag("wps:txbx", tag("w:txbxContent", *_words(shape.text, 1 if shape.fill else SMALLER)))
        if shape.text
        else "",
        tag("wps:bodyPr", wrap="square", lIns=0, tIns=0, rIns=0, bIns=0, anchor=ANCHORS[anchor]),
    )


def _words(text: Text, scale: float) -> Iterator[str]:
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
    for line in text.words.split("\n"):
        yield tag("w:p", spaced, tag("w:r", looks, tag("w:t", written(line), xml_space="preserve")))
