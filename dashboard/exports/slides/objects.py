"""Charts, drawings and tables as objects on a slide, each with its text alternative."""

from collections.abc import Iterator

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.slide import Slide

from dashboard.exports.native.fitting import PADDING, Fitted
from dashboard.exports.native.model import (
    Align,
    Box,
    Cell,
    Column,
    Drawing,
    Group,
    Plot,
    Shape,
    Size,
    Spoken,
    Text,
)
from dashboard.exports.ooxml.charts import chart_xml
from dashboard.exports.ooxml.shapes import around, grouped, line, properties, solid
from dashboard.exports.ooxml.text import body
from dashboard.exports.ooxml.workbook import workbook_of
from dashboard.exports.ooxml.xml import NAMESPACES, declared, one_line, tag
from dashboard.exports.slides.layouts import SUBTITLE
from dashboard.theme import INK, NAVY, PAPER, RULE

FIRST = "rId1"
"""The name that the first relationship of a part gets: that of a chart to its workbook."""
CHART_POINTS = 12


def chart(slide: Slide, plot: Plot, *, box: Box, spoken: Spoken) -> str:
    """Return a native chart for a slide, after giving the slide its part and its workbook."""
    package = slide.part.package
    cells = EmbeddedXlsxPart.new(workbook_of(plot), package)
    partname = package.next_partname("/ppt/charts/chart%d.xml")
    xml = chart_xml(plot, size=Size(box.width, box.height), points=CHART_POINTS, workbook=FIRST)
    part = ChartPart.load(partname, CT.DML_CHART, package, xml)
    part.rels.get_or_add(RT.PACKAGE, cells)
    rid = slide.part.relate_to(part, RT.CHART)
    content = tag("c:chart", r_id=rid, **declared("c", "r"))
    return _frame(content, NAMESPACES["c"], box=box, spoken=spoken)


def table(fit: Fitted, *, box: Box, spoken: Spoken) -> str:
    """Return a native table with one header row."""
    grid = tag("a:tblGrid", *(tag("a:gridCol", w=width) for width in fit.widths))
    head = tag("a:tr", *(_head(column, fit.points) for column in fit.table.columns), h=fit.heights[0])
    rows = (
        tag(
            "a:tr",
            *(_cell(cell, column, fit.points) for cell, column in zip(row, fit.table.columns, strict=True)),
            h=height,
        )
        for row, height in zip(fit.table.rows, fit.heights[1:], strict=True)
    )
    whole = tag("a:tbl", tag("a:tblPr", firstRow=1), grid, head, *rows)
    taken = Box(box.x, box.y, sum(fit.widths), sum(fit.heights))
    return _frame(whole, NAMESPACES["a"].replace("/main", "/table"), box=taken, spoken=spoken)


def drawing(picture: Drawing, *, box: Box, spoken: Spoken) -> str:
    """Return a group of named groups of shapes."""
    plane = Box(0, 0, picture.size.width, picture.size.height)
    ids = iter(range(100, 10_000))
    groups = [_group(group, next(ids), ids) for group in picture.groups]
    return _group_of(
        "".join(groups),
        grouped(box, plane),
        number=next(ids),
        spoken=spoken,
        **declared("p", "a", "r"),
    )


def add(slide: Slide, element: str) -> None:
    """Put an object on a slide behind its subtitle, because that is where it is read."""
    subtitle = slide.placeholders[SUBTITLE.idx]
    subtitle._element.addnext(parse_xml(element))


def _frame(content: str, kind: str, *, box: Box, spoken: Spoken) -> str:
    return tag(
        "p:graphicFrame",
        tag(
            "p:nvGraphicFramePr",
            tag("p:cNvPr", id=50, name=one_line(spoken.name), descr=one_line(spoken.says)),
            tag("p:cNvGraphicFramePr", tag("a:graphicFrameLocks", noGrp=1)),
            tag("p:nvPr"),
        ),
        tag("p:xfrm", tag("a:off", x=box.x, y=box.y), tag("a:ext", cx=box.width, cy=box.height)),
        tag("a:graphic", tag("a:graphicData", content, uri=kind)),
        **declared("p", "a", "r"),
    )


def _group(group: Group, number: int, ids: Iterator[int]) -> str:
    place = around(group.shapes)
    shapes = "".join(_shape(shape, next(ids)) for shape in group.shapes)
    return _group_of(shapes, grouped(place, place), number=number, spoken=Spoken(group.name, group.name))


def _group_of(inside: str, where: str, *, number: int, spoken: Spoken, **attributes: str) -> str:
    return tag(
        "p:grpSp",
        tag(
            "p:nvGrpSpPr",
            tag("p:cNvPr", id=number, name=one_line(spoken.name), descr=one_line(spoken.says)),
            tag("p:cNvGrpSpPr"),
            tag("p:nvPr"),
        ),
        tag("p:grpSpPr", where),
        inside,
        **attributes,
    )


def _shape(shape: Shape, number: int) -> str:
    named = tag("p:cNvPr", id=number, name=one_line(shape.name), descr=one_line(shape.says))
    return tag(
        "p:sp",
        tag(
            "p:nvSpPr",
            named,
            tag("p:cNvSpPr", **({"txBox": 1} if shape.text and not shape.fill else {})),
            tag("p:nvPr"),
        ),
        tag("p:spPr", properties(shape)),
        body(shape.text, name="p:txBody") if shape.text else "",
    )


def _head(column: Column, points: float) -> str:
    upright = {"vert": "vert270", "anchor": "ctr"} if column.upright else {"anchor": "b"}
    align = _align(column)
    return tag(
        "a:tc",
        body(
            Text(column.label, points, INK, bold=True, align="l" if column.upright else align),
            name="a:txBody",
        ),
        _edges(NAVY, 1.5, **upright),
    )


def _cell(cell: Cell, column: Column, points: float) -> str:
    align = _align(column)
    return tag(
        "a:tc",
        body(Text(cell.text, points, cell.ink, align=align), name="a:txBody"),
        _edges(PAPER if cell.fill else RULE, 0.75, fill=cell.fill, anchor="ctr"),
    )


def _align(column: Column) -> Align:
    return "ctr" if column.even else "r" if column.is_number else "l"


def _edges(code: str, points: float, *, fill: str = "", **attributes: object) -> str:
    """The properties of a cell: a line below it, none at its sides, and its ground."""
    none = line("", points=0)
    lines = "".join(none.replace("a:ln", name) for name in ("a:lnL", "a:lnR", "a:lnT"))
    below = line(code, points=points).replace("<a:ln ", "<a:lnB ").replace("</a:ln>", "</a:lnB>")
    ground = solid(fill) if fill else tag("a:noFill")
    margins = {
        "marL": PADDING.width,
        "marR": PADDING.width,
        "marT": PADDING.height,
        "marB": PADDING.height,
    }
    return tag("a:tcPr", lines, below, ground, **margins, **attributes)
