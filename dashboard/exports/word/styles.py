"""A document in the looks of another: its styles found by name, its type, its colours, the size of its pages."""

from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from dashboard import words
from dashboard.exports.native.model import CM, Size
from dashboard.exports.paper.templates import opening

USUAL: Final = ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "List Bullet")
"""Styles that any program has under these names, and that most of a paper is written in."""
LEAST: Final = Size(14 * CM, 20 * CM)
"""The smallest room for text on a page in which two figures and their words can be read."""
DEFAULT_SIZE: Final = "20"
"""The size of text in half points where a document says none, as the format has it."""
LETTERS: Final = (
    "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
    "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
    "em", "lang", "eastAsianLayout",
)  # fmt: skip
"""What can be said of letters, in the order of the schema."""
AROUND: Final = ("before", "after")
"""What of the room around a paragraph is taken over: lines stay as far apart as they are measured."""


def dressed(document: Document, template: Path) -> None:
    """Give our document the styles of the same names, the type, the colours and the pages of a template."""
    with opening(template):
        theirs: Any = docx.Document(str(template))
        named = _by_name(theirs)
        for style in document.styles:
            found = named.get(str(style.name).lower())
            if style.type is WD_STYLE_TYPE.PARAGRAPH and found is not None:
                _dress(style.element, found.element, theirs)
        _take_type(document, theirs)
        _take_theme(document, theirs)
        _take_pages(document, theirs.sections[0])


def lacking(template: Path) -> list[str]:
    """Return a sentence for everything that a document would miss in a template; none if it has all."""
    with opening(template):
        theirs: Any = docx.Document(str(template))
        missing = [f"“{name}”" for name in USUAL if name.lower() not in _by_name(theirs)]
        section = theirs.sections[0]
        room = Size(
            section.page_width - section.left_margin - section.right_margin,
            section.page_height - section.top_margin - section.bottom_margin,
        )
    said = (
        [
            f"It has no style {words.listing(missing, conjunction='or')}; such text looks as in our own template."
        ]
        if missing
        else []
    )
    if room.width < LEAST.width or room.height < LEAST.height:
        found, needed = (f"{one.width / CM:.0f} by {one.height / CM:.0f} cm" for one in (room, LEAST))
        said.append(f"Its pages have room for text of {found}; a paper needs {needed}.")
    return said


def _by_name(document: Any) -> dict[str, Any]:
    """The styles of paragraphs by their names in small letters."""
    styles = (one for one in document.styles if one.type is WD_STYLE_TYPE.PARAGRAPH)
    return {str(one.name).lower(): one for one in styles}


def _dress(ours: Any, theirs: Any, document: Any) -> None:
    """Give a style the letters of another and the room above and below its paragraphs, with what that one inherits."""
    chain = _chain(theirs, document)
    letters = ours.get_or_add_rPr()
    for old in list(letters):
        letters.remove(old)
    said = {one.tag: one for style in reversed(chain) for one in style.xpath("w:rPr/*")}
    sizes = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
    for name in LETTERS:
        if (found := said.get(qn(f"w:{name}"))) is not None:
            letters.append(deepcopy(found))
        elif name == "sz":
            letters.append(letters.makeelement(qn("w:sz"), {qn("w:val"): (*sizes, DEFAULT_SIZE)[0]}))
    for side in AROUND:
        for style in chain:
            if given := style.xpath(f"w:pPr/w:spacing/@w:{side}"):
                ours.get_or_add_pPr().get_or_add_spacing().set(qn(f"w:{side}"), given[0])
                break


def _chain(style: Any, document: Any) -> list[Any]:
    """A style and those that it is based on, the nearest first."""
    by_id = {one.style_id: one.element for one in document.styles}
    found = [style]
    while (base := by_id.get("".join(found[-1].xpath("w:basedOn/@w:val")))) is not None and base not in found:
        found.append(base)
    return found


def _take_type(document: Document, theirs: Any) -> None:
    """The typeface of all text that names none is theirs."""
    ours: Any = document.styles.element
    for new in theirs.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts"):
        for old in ours.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts"):
            old.getparent().replace(old, deepcopy(new))


def _take_theme(document: Document, theirs: Any) -> None:
    """Names of type and colours that styles use mean what they mean in the template."""
    themes = [one for one in theirs.part.rels.values() if one.reltype == RT.THEME]
    for old in [key for key, one in document.part.rels.items() if one.reltype == RT.THEME]:
        del document.part.rels[old]
    for one in themes:
        document.part.relate_to(one.target_part, RT.THEME)


def _take_pages(document: Document, like: Any) -> None:
    """Pages are as large, and have as much room around their text, as those of the template; wide ones are turned."""
    sides = ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin")
    turned = ("page_height", "page_width", "top_margin", "bottom_margin", "left_margin", "right_margin")
    for section in document.sections:
        is_wide = int(section.page_width or 0) > int(section.page_height or 0)
        for side, theirs in zip(sides, turned if is_wide else sides, strict=True):
            setattr(section, side, getattr(like, theirs))
