"""Parts of a document with the height they take, so that pages can be numbered before anybody lays them out."""

from dataclasses import dataclass
from typing import Final

from dashboard.exports.native.fitting import height_of
from dashboard.exports.native.model import CM, PT, Size
from dashboard.exports.ooxml.xml import tag, written
from dashboard.exports.paper.texts import Lines
from dashboard.exports.word.styles import NORMAL, Style, run_properties

PAGE: Final = Size(round(21 * CM), round(29.7 * CM))
EDGE: Final = round(2 * CM)
TEXT: Final = Size(PAGE.width - 2 * EDGE, round(25 * CM))
"""The room for text on a page, between header and footer."""
SLACK: Final = 1.02
"""Programs set lines a little further apart than we reckon."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document, and how high it is."""

    xml: str
    height: int


def paragraph(
    text: str, style: Style = NORMAL, *, term: str = "", new_page: bool = False, bookmark: str = ""
) -> Block:
    """Return a paragraph in a style; a term before its text is bold; a bookmark makes it a target of the contents."""
    runs = (run(f"{term}: ", style, bold=True) if term else "") + run(text, style)
    said = f"{term}: {text}" if term else text
    return Block(paragraph_around(runs, style, new_page=new_page, bookmark=bookmark), measured(said, style))


def paragraphs(lines: Lines, style: Style) -> list[Block]:
    """Return a paragraph for each line."""
    return [paragraph(said, style, term=term) for term, said in lines]


def measured(text: str, style: Style) -> int:
    """Return how high text in a style is."""
    width = TEXT.width - round(style.indent * PT)
    high = height_of(text, style.points, width, bold=style.bold)
    return round(high * SLACK) + round((style.before + style.after) * PT)


def paragraph_around(content: str, style: Style, *, new_page: bool = False, bookmark: str = "") -> str:
    """Return a paragraph around its runs."""
    properties = tag("w:pPr", tag("w:pStyle", w_val=style.id), tag("w:pageBreakBefore") if new_page else "")
    return tag("w:p", properties, marked(content, bookmark) if bookmark else content)


def run(text: str, style: Style, *, bold: bool | None = None) -> str:
    """Return a run of text; its looks are those of its style unless its weight differs."""
    looks = "" if bold is None else run_properties(style, bold=bold)
    return tag("w:r", looks, tag("w:t", written(text), xml_space="preserve"))


def marked(content: str, bookmark: str) -> str:
    """Return content within a bookmark; the number at the end of its name is its id."""
    number = int(bookmark[-4:])
    return tag("w:bookmarkStart", w_id=number, w_name=bookmark) + content + tag("w:bookmarkEnd", w_id=number)


def field(instruction: str, shown: str, style: Style) -> str:
    """Return a field with what it shows until it is brought up to date."""
    return (
        _char("begin")
        + tag("w:r", tag("w:instrText", f" {written(instruction)} ", xml_space="preserve"))
        + _char("separate")
        + run(shown, style)
        + _char("end")
    )


def _char(kind: str) -> str:
    return tag("w:r", tag("w:fldChar", w_fldCharType=kind))


def opened(instruction: str) -> str:
    """Return the beginning of a field whose content goes over several paragraphs."""
    return (
        _char("begin")
        + tag("w:r", tag("w:instrText", f" {written(instruction)} ", xml_space="preserve"))
        + _char("separate")
    )


def closed() -> str:
    """Return the end of such a field."""
    return _char("end")


def total(blocks: list[Block]) -> int:
    """Return the height of blocks, one below the other."""
    return sum(block.height for block in blocks)
