"""An empty document of our own: A4, our styles, header and footer with page numbers, in British English."""

from copy import deepcopy
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml

from dashboard.exports.ooxml.xml import LANGUAGE, declared, tag
from dashboard.exports.word.blocks import EDGE, PAGE, Block, field, paragraph_around, run
from dashboard.exports.word.styles import FOOTER, HEADER, numbering, style_sheet

LEFTOVERS = ("stylesWithEffects", "customXml", "webSettings")
UNIT = 635
COMPATIBLE = "http://schemas.microsoft.com/office/word"


def empty_document(*, title: str, foot: str) -> Document:
    """Return a document without content, whose pages carry the title at their head and the line at their foot."""
    document = docx.Document()
    _without_leftovers(document)
    _replaced(document.styles.element, style_sheet())
    _replaced(document.settings.element, _settings())
    _replaced(document.part.numbering_part.element, numbering())
    section = document.sections[0]
    _only(section.header._element, paragraph_around(run(title, HEADER), HEADER))
    _only(section.footer._element, paragraph_around(run(foot, FOOTER), FOOTER), _page_number())
    return document


def fill(document: Document, upright: list[Block], *, wide: list[Block]) -> None:
    """Put blocks into a document: those of upright pages, and after them, if there are any, those of wide pages.

    The properties of pages stand in the last paragraph of theirs, those of the last pages at the end of the body.
    """
    (last,) = document.element.body.xpath("w:sectPr")
    _shape(last, wide=False)
    for element in _parsed(upright):
        last.addprevious(element)
    if wide:
        last.getprevious().get_or_add_pPr().append(deepcopy(last))
        _shape(last, wide=True)
    for element in _parsed(wide):
        last.addprevious(element)


def _parsed(blocks: list[Block]) -> list[Any]:
    names = declared("w", "wp", "wps", "wpg", "mc", "a", "r")
    return list(parse_xml(tag("w:body", *(block.xml for block in blocks), **names)))


def _shape(section: Any, *, wide: bool) -> None:  # noqa: ANN401
    """Set the size and the edges of pages."""
    for name, attributes in _page(wide=wide).items():
        (found,) = section.xpath(name)
        found.getparent().replace(found, parse_xml(tag(name, **attributes, **declared("w"))))


def _page(*, wide: bool) -> dict[str, dict[str, object]]:
    edge, near = EDGE // UNIT, 567
    across, down = PAGE.width // UNIT, PAGE.height // UNIT
    size: dict[str, object] = (
        {"w_w": down, "w_h": across, "w_orient": "landscape"} if wide else {"w_w": across, "w_h": down}
    )
    return {
        "w:pgSz": size,
        "w:pgMar": {
            "w_top": edge + 100,
            "w_right": edge,
            "w_bottom": edge + 100,
            "w_left": edge,
            "w_header": near,
            "w_footer": near,
            "w_gutter": 0,
        },
    }


def _without_leftovers(document: Document) -> None:
    """Drop what the library's own template carries along: a second set of styles, a picture of itself."""
    for owner, kinds in ((document.part.rels, LEFTOVERS), (document.part.package.rels, ("thumbnail",))):
        for rid in [rid for rid, rel in owner.items() if rel.reltype.endswith(kinds)]:
            del owner[rid]


def _replaced(element: Any, ours: str) -> None:  # noqa: ANN401  (elements of the library have no common type)
    """Give an element of a part our children in place of its own."""
    element[:] = list(parse_xml(ours))


def _only(element: Any, *contents: str) -> None:  # noqa: ANN401
    names = " ".join(f'{name.replace("_", ":")}="{uri}"' for name, uri in declared("w").items())
    element[:] = [parse_xml(content.replace("<w:p>", f"<w:p {names}>", 1)) for content in contents]


def _page_number() -> str:
    content = tag("w:r", tag("w:tab")) + run("Page ", FOOTER) + field("PAGE", "1", FOOTER)
    return paragraph_around(content, FOOTER)


def _settings() -> str:
    setting = tag("w:compatSetting", w_name="compatibilityMode", w_uri=COMPATIBLE, w_val=15)
    scheme = {
        f"w_{name}": value
        for name, value in (
            ("bg1", "light1"),
            ("t1", "dark1"),
            ("bg2", "light2"),
            ("t2", "dark2"),
            *((f"accent{number}", f"accent{number}") for number in range(1, 7)),
            ("hyperlink", "hyperlink"),
            ("followedHyperlink", "followedHyperlink"),
        )
    }
    return tag(
        "w:settings",
        tag("w:zoom", w_percent=100),
        tag("w:defaultTabStop", w_val=720),
        tag("w:characterSpacingControl", w_val="doNotCompress"),
        tag("w:compat", setting),
        tag("w:themeFontLang", w_val=LANGUAGE),
        tag("w:clrSchemeMapping", **scheme),
        tag("w:decimalSymbol", w_val="."),
        tag("w:listSeparator", w_val=","),
        **declared("w"),
    )
