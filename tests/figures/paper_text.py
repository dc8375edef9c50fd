"""What a paper says, line by line, whatever its form: text in reading order, alternative texts, points of charts."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any

import docx
import pptx
from lxml import etree, html
from python_calamine import CalamineWorkbook

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def lines(content: bytes, form: str) -> list[str]:
    """The lines of a paper in one form."""
    return list(READERS[form](content))


def _docx(content: bytes) -> Iterator[str]:
    document = docx.Document(BytesIO(content))
    yield from _office(document.element.body, document.part)
    for number, section in enumerate(document.sections, start=1):
        for name in ("header", "footer"):
            part = getattr(section, name)
            yield from (f"{name} {number}: {line}" for line in _office(part._element, part.part))


def _pptx(content: bytes) -> Iterator[str]:
    for number, slide in enumerate(pptx.Presentation(BytesIO(content)).slides, start=1):
        yield f"slide {number}"
        yield from _office(slide.element, slide.part)
        if slide.has_notes_slide:
            yield f"notes: {slide.notes_slide.notes_text_frame.text}"


def _office(root: Any, part: Any) -> Iterator[str]:
    """Paragraphs, alternative texts and charts in the order in which they stand."""
    for element in root.iter():
        if element.tag in {f"{DRAWING}p", f"{WORD}p"}:
            yield from _said("".join(_runs(element)))
        elif element.get("descr"):
            yield f"alternative text: {element.get('descr')}"
        elif element.tag == f"{CHART}chart" and element.get(RELATION):
            yield from _points(etree.fromstring(part.rels[element.get(RELATION)].target_part.blob))


def _runs(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph without that of paragraphs within it, which stand for themselves."""
    for child in paragraph:
        if child.tag in {f"{DRAWING}t", f"{WORD}t"}:
            yield child.text or ""
        elif child.tag not in {f"{DRAWING}p", f"{WORD}p"}:
            yield from _runs(child)


def _points(chart: Any) -> Iterator[str]:
    """The series of a chart: its name, and every value that is drawn."""
    for series in chart.iter(f"{CHART}ser"):
        for role in ("tx", "cat", "xVal", "val", "yVal"):
            found = [
                value.text or ""
                for one in series.findall(f"{CHART}{role}")
                for value in one.iter(f"{CHART}v")
            ]
            yield from _said(" | ".join(found), f"{role}: ")


def _sheets(content: bytes) -> Iterator[str]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in book.sheet_names:
        yield f"sheet {name}"
        for row in book.get_sheet_by_name(name).to_python():
            yield from _said(" | ".join(str(cell) for cell in row))


def _html(content: bytes) -> Iterator[str]:
    for element in html.document_fromstring(content.decode("utf-8")).iter():
        yield from _said(element.get("alt", ""), "alternative text: ")
        if isinstance(element.tag, str):
            yield from _said(element.text or "")
        yield from _said(element.tail or "")


def _said(text: str, before: str = "") -> Iterator[str]:
    plain = " ".join(text.split())
    if plain:
        yield before + plain


READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _sheets,
    "ods": _sheets,
    "html": _html,
}
