"""Parts of a document with the height they take, so that pages can be numbered before anybody lays them out.

How a paragraph of a style looks is said in `template.docx`, and nowhere else; here it is only measured.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

from dashboard.exports.native.drawingml import escaped, tag
from dashboard.exports.native.model import CM, Size
from dashboard.exports.native.text_widths import height_of
from dashboard.exports.paper.texts import Lines
from dashboard.exports.word.styles import dressed

SLACK: Final = 1.02
"""Programs set lines a little further apart than we reckon."""
KEPT: Final = "w:keepNext"
"""A paragraph that stays with what follows it."""
NEW_PAGE: Final = "w:pageBreakBefore"
"""A paragraph that begins a page."""
BETWEEN: Final = " · "
"""What stands between terms on one line."""
BOLD: Final = tag("w:rPr", tag("w:b"), tag("w:bCs"))


@dataclass(frozen=True, slots=True)
class Style:
    """What measuring asks of a style of paragraphs; `around` is the room above and below one, `indent` at its left."""

    points: float
    bold: bool
    around: int
    indent: int


@dataclass(frozen=True, slots=True)
class Template:
    """What measuring asks of the template: its styles by id, and the room for text on upright and on wide pages."""

    styles: Mapping[str, Style]
    upright: Size
    wide: Size


_TAKEN: ContextVar[Template | None] = ContextVar("taken", default=None)
"""The template of the document that is being made, where it is not ours."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document, and how high it is."""

    xml: str
    height: int


def empty_document() -> Document:
    """Return a new document from our template."""
    return docx.Document(str(files(__package__) / "template.docx"))


@contextmanager
def document_like(path: Path | None) -> Iterator[Document]:
    """Open a new document, from our template in the looks of another if one is given; blocks are measured by it."""
    document = empty_document()
    if path is None:
        yield document
        return
    dressed(document, path)
    before = _TAKEN.set(_template_of(document))
    try:
        yield document
    finally:
        _TAKEN.reset(before)


def template() -> Template:
    """Return what the template says of the document that is being made."""
    return _TAKEN.get() or _ours()


@cache
def _ours() -> Template:
    return _template_of(empty_document())


def _template_of(document: Document) -> Template:
    styles = {one.style_id: _style(one) for one in document.styles if one.type is WD_STYLE_TYPE.PARAGRAPH}
    upright, *_, wide = (_room(section) for section in document.sections)
    return Template(styles, upright, wide)


def paragraph(
    text: str, style: str = "Normal", *, term: str = "", flow: str = "", bookmark: str = ""
) -> Block:
    """Return a paragraph in a style; a term before its text is bold; `flow` is `KEPT`, `NEW_PAGE` or nothing."""
    runs = (run(f"{term}: ", bold=True) if term else "") + run(text)
    said = f"{term}: {text}" if term else text
    return Block(paragraph_around(runs, style, flow=flow, bookmark=bookmark), measured(said, style))


def terms(lines: Lines, style: str) -> Block:
    """Return one paragraph with several terms and what is said of each."""
    runs = [run(f"{term}: ", bold=True) + run(said) for term, said in lines]
    said = BETWEEN.join(f"{term}: {said}" for term, said in lines)
    return Block(paragraph_around(run(BETWEEN).join(runs), style), measured(said, style))


def paragraphs(lines: Lines, style: str) -> list[Block]:
    """Return a paragraph for each line."""
    return [paragraph(said, style, term=term) for term, said in lines]


def measured(text: str, style: str) -> int:
    """Return how high text in a style is."""
    found, room = template().styles[style], template().upright
    high = height_of(text, found.points, room.width - found.indent, bold=found.bold)
    return round(high * SLACK) + found.around


def paragraph_around(content: str, style: str, *, flow: str = "", bookmark: str = "", more: str = "") -> str:
    """Return a paragraph around its runs; `more` are further properties. A bookmark ends with the number of its id."""
    properties = tag("w:pPr", tag("w:pStyle", w_val=style), tag(flow) if flow else "", more)
    if bookmark:
        number = int(bookmark[-4:])
        begins = tag("w:bookmarkStart", w_id=number, w_name=bookmark)
        content = begins + content + tag("w:bookmarkEnd", w_id=number)
    return tag("w:p", properties, content)


def run(text: str, *, bold: bool = False, looks: str = "") -> str:
    """Return a run of text; it looks as its paragraph's style says but for what is said here."""
    return tag("w:r", BOLD if bold else looks, tag("w:t", escaped(text), xml_space="preserve"))


def field(instruction: str, shown: str) -> str:
    """Return a field with what it shows until it is brought up to date."""
    code = tag("w:r", tag("w:instrText", f" {escaped(instruction)} ", xml_space="preserve"))
    return _char("begin") + code + _char("separate") + run(shown) + _char("end")


def total(blocks: list[Block]) -> int:
    """Return the height of blocks, one below the other."""
    return sum(block.height for block in blocks)


def _char(kind: str) -> str:
    return tag("w:r", tag("w:fldChar", w_fldCharType=kind))


def _style(found: Any) -> Style:
    looks, sizes = found.paragraph_format, (one.font.size for one in (found, found.base_style) if one)
    around = (looks.space_before or 0) + (looks.space_after or 0)
    size = next(size for size in sizes if size)
    return Style(size.pt, bool(found.font.bold), int(around), int(looks.left_indent or 0))


def _room(section: Any) -> Size:
    """The room for text on a page: whole millimetres across, and down whole centimetres, so that no page runs over."""
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    return Size(across // (CM // 10) * (CM // 10), down // CM * CM)
