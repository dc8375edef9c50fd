"""One slide: its placeholders by name, its foot, its notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.exports.native.fitting import largest
from dashboard.exports.native.model import Size
from dashboard.exports.ooxml.xml import clean
from dashboard.exports.paper.texts import Lines
from dashboard.exports.slides.layouts import LAYOUTS, Layout
from dashboard.exports.slides.template import footers

TITLES = (24, 22, 20, 18, 16)


@dataclass(frozen=True, slots=True)
class Page:
    """A slide that knows the placeholders of its layout by their names."""

    slide: Slide
    layout: Layout

    def write(self, name: str, text: str, *, sizes: Sequence[float] = TITLES) -> None:
        """Write text into a placeholder, as large as it fits."""
        holder = self.layout.holder(name)
        room = Size(holder.box.width, holder.box.height)
        self.paragraphs(name, [text], points=largest(text, room, sizes, bold=holder.bold))

    def terms(self, name: str, lines: Lines, *, points: float) -> None:
        """Write a paragraph for each line: its term in bold, then what is said of it."""
        frame = self._frame(name)
        for place, (term, said) in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            if term:
                _run(paragraph, f"{term}: ", points, bold=True)
            _run(paragraph, said, points)

    def paragraphs(self, name: str, texts: Sequence[str], *, points: float) -> None:
        """Write a paragraph for each text."""
        self.terms(name, tuple(("", text) for text in texts), points=points)

    def note(self, text: str) -> None:
        """Write what the speaker sees, and leave nothing empty beside it."""
        notes: Any = self.slide.notes_slide
        frame, tree = notes.notes_text_frame, notes.shapes._spTree
        for shape in list(notes.placeholders):
            if shape.has_text_frame and shape.element is not notes.notes_placeholder.element:
                tree.remove(shape.element)
        for place, part in enumerate(text.split("\n\n")):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            _run(paragraph, part, None)

    def _frame(self, name: str) -> Any:  # noqa: ANN401  (the library's placeholders share no type with a text frame)
        return self.slide.placeholders[self.layout.holder(name).idx].text_frame


def new_page(slides: Slides, layout: Layout, *, foot: str) -> Page:
    """Add a slide with the placeholders of a layout, its foot line and its number."""
    slide = slides.slides.add_slide(slides.slide_layouts[LAYOUTS.index(layout)])
    for holder in layout.holders:
        for shape in slide.placeholders:
            if shape.placeholder_format.idx == holder.idx:
                shape.name = holder.name
    for element in footers(layout, foot=foot, number=len(slides.slides)):
        slide.shapes._spTree.append(parse_xml(element))
    return Page(slide, layout)


def _run(paragraph: Any, text: str, points: float | None, *, bold: bool | None = None) -> None:  # noqa: ANN401
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    run.font.bold = bold
    if points is not None:
        run.font.size = Pt(points)
