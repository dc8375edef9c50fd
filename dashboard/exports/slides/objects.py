"""Charts, drawings and tables as objects of a slide, each with its text alternative."""

from collections.abc import Iterator
from typing import Any, Final

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.slide import Slide

from dashboard.exports.native.chart_part import chart_xml
from dashboard.exports.native.chart_values import workbook_of
from dashboard.exports.native.drawingml import (
    NAMESPACES,
    around,
    body,
    declared,
    line,
    one_line,
    placed,
    properties,
    solid,
    tag,
)
from dashboard.exports.native.model import AltText, Box, Cell, Column, Drawing, Group, Plot, Shape, Text
from dashboard.exports.native.text_widths import PADDING, TableLayout
from dashboard.theme import PAPER

CHART_POINTS: Final = 14
TABLE_STYLE: Final = "{6F1C8F0A-3E0B-4B7E-9C57-1D2A7A3B5C01}"
"""The id of the style “Paper table” of the template."""
MARGINS: Final = {
    "marL": PADDING.width,
    "marR": PADDING.width,
    "marT": PADDING.height,
    "marB": PADDING.height,
}


def chart(slide: Slide, plot: Plot, *, box: Box, alt: AltText) -> Any:
    """Return a native chart for a slide, after giving the slide its part and its workbook."""
    package = slide.part.package
    cells = EmbeddedXlsxPart.new(workbook_of(plot), package)
    partname = package.next_partname("/ppt/charts/chart%d.xml")
    part = ChartPart.load(
        partname, CT.DML_CHART, package, chart_xml(plot, size=box.size, points=CHART_POINTS)
    )
    part.rels.get_or_add(RT.PACKAGE, cells)
    rid = slide.part.relate_to(part, RT.CHART)
    return _frame(tag("c:chart", r_id=rid, **declared("c")), NAMESPACES["c"], box=box, alt=alt)


def table(layout: TableLayout, *, box: Box, alt: AltText) -> Any:
    """Return a native table with one header row, in the style of the template."""
    columns, points = layout.table.columns, layout.points
    head = [_head(column, points) for column in columns]
    rows = [
        [_cell(cell, column, points, is_below=place > 0) for cell, column in zip(row, columns, strict=True)]
        for place, row in enumerate(layout.table.rows)
    ]
    whole = tag(
        "a:tbl",
        tag("a:tblPr", tag("a:tableStyleId", TABLE_STYLE), firstRow=1),
        tag("a:tblGrid", *(tag("a:gridCol", w=width) for width in layout.widths)),
        *(tag("a:tr", *cells, h=height) for cells, height in zip([head, *rows], layout.heights, strict=True)),
    )
    taken = Box(box.x, box.y, sum(layout.widths), sum(layout.heights))
    return _frame(whole, NAMESPACES["a"].replace("/main", "/table"), box=taken, alt=alt)


def drawing(picture: Drawing, *, box: Box, alt: AltText) -> Any:
    """Return a group of named groups of shapes."""
    plane = Box(0, 0, picture.size.width, picture.size.height)
    ids = iter(range(100, 10_000))
    groups = [_group(group, next(ids), ids) for group in picture.groups]
    where, names = placed(box, inside=plane), declared("p", "a", "r")
    return parse_xml(_group_of("".join(groups), where, number=next(ids), alt=alt, **names))


def _frame(content: str, kind: str, *, box: Box, alt: AltText) -> Any:
    return parse_xml(
        tag(
            "p:graphicFrame",
            tag(
                "p:nvGraphicFramePr",
                tag("p:cNvPr", id=50, name=one_line(alt.name), descr=one_line(alt.says)),
                tag("p:cNvGraphicFramePr", tag("a:graphicFrameLocks", noGrp=1)),
                tag("p:nvPr"),
            ),
            placed(box).replace("a:xfrm", "p:xfrm"),
            tag("a:graphic", tag("a:graphicData", content, uri=kind)),
            **declared("p", "a", "r"),
        )
    )


def _group(group: Group, number: int, ids: Iterator[int]) -> str:
    place = around(group.shapes)
    shapes = "".join(_shape(shape, next(ids)) for shape in group.shapes)
    where = placed(place, inside=place)
    return _group_of(shapes, where, number=number, alt=AltText(group.name, group.name))


def _group_of(inside: str, where: str, *, number: int, alt: AltText, **attributes: str) -> str:
    return tag(
        "p:grpSp",
        tag(
            "p:nvGrpSpPr",
            tag("p:cNvPr", id=number, name=one_line(alt.name), descr=one_line(alt.says)),
            tag("p:cNvGrpSpPr"),
            tag("p:nvPr"),
        ),
        tag("p:grpSpPr", where),
        inside,
        **attributes,
    )


def _shape(shape: Shape, number: int) -> str:
    named = tag("p:cNvPr", id=number, name=one_line(shape.name), descr=one_line(shape.says))
    kind = tag("p:cNvSpPr", **({"txBox": 1} if shape.text and not shape.fill else {}))
    return tag(
        "p:sp",
        tag("p:nvSpPr", named, kind, tag("p:nvPr")),
        tag("p:spPr", properties(shape)),
        body(shape.text, name="p:txBody") if shape.text else "",
    )


def _head(column: Column, points: float) -> str:
    words = Text(column.label, points, align=column.align)
    return tag("a:tc", body(words, name="a:txBody"), tag("a:tcPr", **MARGINS, anchor="b"))


def _cell(cell: Cell, column: Column, points: float, *, is_below: bool) -> str:
    """A cell; one with a ground of its own has lines in paper around it, but for that below the header."""
    words = body(Text(cell.text, points, cell.ink, align=column.align), name="a:txBody")
    edges = [line(PAPER, points=0.75, name=name) for name in (("a:lnT", "a:lnB") if is_below else ("a:lnB",))]
    ground = (*edges, solid(cell.fill)) if cell.fill else ()
    return tag("a:tc", words, tag("a:tcPr", *ground, **MARGINS, anchor="ctr"))
