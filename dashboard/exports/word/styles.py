"""The styles of a document: how each kind of paragraph looks, to those who show it and to our own measuring."""

from dataclasses import dataclass
from typing import Final

from dashboard.exports.ooxml.text import TYPEFACE
from dashboard.exports.ooxml.xml import LANGUAGE, declared, tag
from dashboard.theme import INK, NAVY, QUIET, RULE

TWIPS: Final = 20
"""Twentieths of a point, in which documents count."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs. `before` and `after` are points of room; `outline` is its level in the contents."""

    name: str
    points: float
    ink: str = INK
    bold: bool = False
    before: float = 0
    after: float = 4
    outline: int | None = None
    keep_next: bool = False
    indent: float = 0
    extra: str = ""

    @property
    def id(self) -> str:
        """The name by which paragraphs refer to the style."""
        return self.name.title().replace(" ", "")


BULLET: Final = tag("w:numPr", tag("w:ilvl", w_val=0), tag("w:numId", w_val=1))
RIGHT: Final = 9638
"""The right edge of the text, where page numbers stand."""
TABS: Final = tag("w:tabs", tag("w:tab", w_val="right", w_leader="dot", w_pos=RIGHT))
FOOT_TABS: Final = tag("w:tabs", tag("w:tab", w_val="right", w_pos=RIGHT))

NORMAL: Final = Style("Normal", 10.5)
TITLE: Final = Style("Title", 24, NAVY, bold=True, after=8)
ABOUT: Final = Style("About this paper", 10, QUIET, after=2)
HEADING_1: Final = Style("heading 1", 16, NAVY, bold=True, before=14, after=4, outline=0, keep_next=True)
HEADING_2: Final = Style("heading 2", 11.5, NAVY, bold=True, before=6, after=2, outline=1, keep_next=True)
FINDING: Final = Style("Finding", 14, NAVY, bold=True, before=4, after=3, outline=1, keep_next=True)
SHOWN: Final = Style("Shown", 10, QUIET, after=4, keep_next=True)
FIGURE: Final = Style("Figure", 10.5, after=2, keep_next=True)
CAPTION: Final = Style("caption", 10, NAVY, bold=True, before=2, after=3, keep_next=True)
SOURCE: Final = Style("Source line", 8.5, QUIET, after=3)
DEFINITION: Final = Style("Definition", 9.5, after=4)
CELL: Final = Style("Cell", 8.5, after=0)
SMALL_CELL: Final = Style("Small cell", 7, after=0)
BULLETS: Final = Style("List Bullet", 10.5, after=4, indent=14, extra=BULLET)
METHOD: Final = Style("Method", 8, after=2)
CONTENTS: Final = Style("TOC Heading", 16, NAVY, bold=True, before=14, after=6, keep_next=True)
ENTRY_1: Final = Style("toc 1", 10.5, bold=True, before=3, after=2, extra=TABS)
ENTRY_2: Final = Style("toc 2", 10, after=2, indent=12, extra=TABS)
HEADER: Final = Style("header", 8.5, QUIET, after=0, extra=FOOT_TABS)
FOOTER: Final = Style("footer", 7.5, QUIET, after=0, extra=FOOT_TABS)

STYLES: Final = (
    NORMAL, TITLE, ABOUT, HEADING_1, HEADING_2, FINDING, SHOWN, FIGURE, CAPTION, SOURCE, DEFINITION, CELL,
    SMALL_CELL, BULLETS, METHOD, CONTENTS, ENTRY_1, ENTRY_2, HEADER, FOOTER,
)  # fmt: skip
TABLE: Final = "PaperTable"


def style_sheet() -> str:
    """Return the part that defines all styles, and the language of everything."""
    return tag(
        "w:styles",
        _defaults(),
        *(_paragraph(style) for style in STYLES),
        _character(),
        _table(),
        **declared("w"),
    )


def numbering() -> str:
    """Return the part that defines the one mark of our lists."""
    level = tag(
        "w:lvl",
        tag("w:start", w_val=1),
        tag("w:numFmt", w_val="bullet"),
        tag("w:lvlText", w_val="•"),
        tag("w:lvlJc", w_val="left"),
        tag("w:pPr", tag("w:ind", w_left=280, w_hanging=280)),
        w_ilvl=0,
    )
    kind = tag("w:abstractNum", tag("w:multiLevelType", w_val="hybridMultilevel"), level, w_abstractNumId=0)
    return tag("w:numbering", kind, tag("w:num", tag("w:abstractNumId", w_val=0), w_numId=1), **declared("w"))


def run_properties(style: Style, *, bold: bool | None = None) -> str:
    """Return the properties of the characters of a style."""
    weight = style.bold if bold is None else bold
    return tag(
        "w:rPr",
        tag("w:b") if weight else "",
        tag("w:bCs") if weight else "",
        tag("w:color", w_val=style.ink.removeprefix("#")),
        tag("w:sz", w_val=round(style.points * 2)),
        tag("w:szCs", w_val=round(style.points * 2)),
    )


def _defaults() -> str:
    faces = {f"w_{kind}": TYPEFACE for kind in ("ascii", "hAnsi", "eastAsia", "cs")}
    run = tag(
        "w:rPr",
        tag("w:rFonts", **faces),
        tag("w:lang", w_val=LANGUAGE, w_eastAsia=LANGUAGE, w_bidi="ar-SA"),
    )
    paragraph = tag("w:pPr", tag("w:spacing", w_after=0, w_line=240, w_lineRule="auto"))
    return tag("w:docDefaults", tag("w:rPrDefault", run), tag("w:pPrDefault", paragraph))


def _paragraph(style: Style) -> str:
    numbered = style.extra if style.extra.startswith("<w:numPr") else ""
    tabs = style.extra if style.extra.startswith("<w:tabs") else ""
    hanging = round(style.indent * TWIPS) if numbered else 0
    properties = tag(
        "w:pPr",
        tag("w:keepNext") if style.keep_next else "",
        tag("w:keepLines") if style.keep_next else "",
        numbered,
        tabs,
        tag("w:spacing", w_before=round(style.before * TWIPS), w_after=round(style.after * TWIPS)),
        tag("w:ind", w_left=round(style.indent * TWIPS), w_hanging=hanging) if style.indent else "",
        tag("w:outlineLvl", w_val=style.outline) if style.outline is not None else "",
    )
    default = {"w_default": 1} if style is NORMAL else {}
    return tag(
        "w:style",
        tag("w:name", w_val=style.name),
        "" if style is NORMAL else tag("w:basedOn", w_val=NORMAL.id),
        tag("w:next", w_val=NORMAL.id) if style.outline is not None else "",
        tag("w:qFormat"),
        properties,
        run_properties(style),
        w_type="paragraph",
        **default,
        w_styleId=style.id,
    )


def _character() -> str:
    return tag(
        "w:style",
        tag("w:name", w_val="Default Paragraph Font"),
        tag("w:uiPriority", w_val=1),
        tag("w:semiHidden"),
        w_type="character",
        w_default=1,
        w_styleId="DefaultParagraphFont",
    )


def _table() -> str:
    """A table with a line below each row, and a heavier one below its header."""
    line = {"w_val": "single", "w_space": 0}
    rows = tag("w:insideH", **line, w_sz=4, w_color=RULE.removeprefix("#"))
    bottom = tag("w:bottom", **line, w_sz=4, w_color=RULE.removeprefix("#"))
    below_head = tag("w:bottom", **line, w_sz=12, w_color=NAVY.removeprefix("#"))
    edges = (("top", 40), ("left", 90), ("bottom", 40), ("right", 90))
    margins = (tag(f"w:{side}", w_w=width, w_type="dxa") for side, width in edges)
    return tag(
        "w:style",
        tag("w:name", w_val="Paper table"),
        tag("w:qFormat"),
        tag("w:tblPr", tag("w:tblBorders", bottom, rows), tag("w:tblCellMar", *margins)),
        tag(
            "w:tblStylePr",
            tag("w:rPr", tag("w:b"), tag("w:bCs")),
            tag("w:tcPr", tag("w:tcBorders", below_head)),
            w_type="firstRow",
        ),
        w_type="table",
        w_styleId=TABLE,
    )
