"""What a document carries beside its text: the workbook with all rows, and a picture of the address to find it at."""

from importlib.resources import files
from io import BytesIO
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from dashboard.exports.native.drawingml import NAMESPACES, TWIP, declared, one_line, placed, tag
from dashboard.exports.native.model import CM, PT, AltText, Box, Size
from dashboard.exports.word.blocks import Block, paragraph_around
from dashboard.exports.word.objects import SPREADSHEET, in_line

ICON: Final = Size(round(3.2 * CM), round(2.08 * CM))
SHAPE: Final = "_x0000_i1025"
"""How Word names the first shape of a line."""
FRAME: Final = "_x0000_t75"
"""The same of the frame of a picture."""
CODE: Final = Size(3 * CM, 3 * CM)
CODE_NUMBER: Final = 900
"""The number of the picture among the drawings of a document; figures have lower ones."""


def workbook(document: Document, content: bytes, *, alt: AltText) -> Block:
    """Return a symbol that opens a workbook, after giving the document that workbook."""
    held = Part(PackURI("/word/embeddings/workbook.xlsx"), SPREADSHEET, content, document.part.package)
    opened = document.part.relate_to(held, RT.PACKAGE)
    symbol, _ = document.part.get_or_add_image(str(files("dashboard.exports.slides") / "workbook.png"))
    around = {"w_dxaOrig": ICON.width // TWIP, "w_dyaOrig": ICON.height // TWIP}
    wide, high = (f"{side / PT:.0f}pt" for side in (ICON.width, ICON.height))
    frame = tag(
        "v:shapetype",
        id=FRAME,
        coordsize="21600,21600",
        path="m0,0l0,21600,21600,21600,21600,0xe",
        filled="f",
        stroked="f",
        o_spt=75,
        o_preferrelative="t",
    )
    shape = tag(
        "v:shape",
        tag("v:imagedata", r_id=symbol, o_title=one_line(alt.name)),
        id=SHAPE,
        type=f"#{FRAME}",
        style=f"width:{wide};height:{high}",
        alt=one_line(f"{alt.name}: {alt.says}"),
        o_ole="",
    )
    link = tag(
        "o:OLEObject",
        Type="Embed",
        ProgID="Excel.Sheet.12",
        ShapeID=SHAPE,
        DrawAspect="Icon",
        ObjectID="_1",
        r_id=opened,
    )
    return Block(
        paragraph_around(tag("w:r", tag("w:object", frame, shape, link, **around)), "Figure"), ICON.height
    )


def picture(document: Document, content: bytes, *, alt: AltText) -> Block:
    """Return a square picture, after giving the document its bytes."""
    found, _ = document.part.get_or_add_image(BytesIO(content))
    place = Box(0, 0, CODE.width, CODE.height)
    shown = tag(
        "pic:pic",
        tag(
            "pic:nvPicPr",
            tag("pic:cNvPr", id=CODE_NUMBER, name=one_line(alt.name), descr=one_line(alt.says)),
            tag("pic:cNvPicPr"),
        ),
        tag("pic:blipFill", tag("a:blip", r_embed=found), tag("a:stretch", tag("a:fillRect"))),
        tag("pic:spPr", placed(place), tag("a:prstGeom", tag("a:avLst"), prst="rect")),
        **declared("pic"),
    )
    inline = in_line(shown, NAMESPACES["pic"], CODE, number=CODE_NUMBER, alt=alt)
    return Block(paragraph_around(tag("w:r", inline), "Figure"), CODE.height)
