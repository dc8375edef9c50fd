"""One slide: the placeholders of its layout by name, its foot, its notes.

Where placeholders are and how their text looks is said in `template.pptx`, and nowhere else.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.exports.native.drawingml import clean
from dashboard.exports.native.model import Box
from dashboard.exports.native.text_widths import largest
from dashboard.exports.paper.texts import Lines

TITLES: Final = (24, 22, 20, 18, 16)
FOOTERS: Final = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
"""Placeholders that python-pptx leaves for us to copy from a layout."""
FIRST_FOOTER: Final = 900
"""The number of the first of them; objects have lower ones."""


@dataclass(frozen=True, slots=True)
class Page:
    """A slide with its placeholders, and where they are, by their names in the template."""

    slide: Slide
    holders: Mapping[str, Any]
    boxes: Mapping[str, Box]

    def write(self, name: str, text: str, *, sizes: Sequence[float] = TITLES) -> None:
        """Write text into a placeholder, as large as it fits."""
        points = largest(text, self.boxes[name].size, sizes, bold=name == "Title")
        self.terms(name, (("", text),), points=points)

    def terms(self, name: str, lines: Lines, *, points: float) -> None:
        """Write a paragraph for each line: its term in bold, then what is said of it."""
        frame = self.holders[name].text_frame
        for place, (term, said) in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            if term:
                _run(paragraph, f"{term}: ", points, bold=True)
            _run(paragraph, said, points)

    def put(self, *elements: Any) -> None:
        """Put objects in the place of the placeholder for a figure, which is where they are read."""
        holder = self.holders["Figure"]._element
        for element in elements:
            holder.addprevious(element)
        holder.getparent().remove(holder)

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


def empty_presentation() -> Slides:
    """Return a presentation without slides, from the template."""
    return Presentation(str(files(__package__) / "template.pptx"))


def new_page(slides: Slides, layout: str, *, foot: str) -> Page:
    """Add a slide with the placeholders of a layout, its foot line and its number."""
    found: Any = slides.slide_layouts.get_by_name(layout)
    slide = slides.slides.add_slide(found)
    holders = {one.placeholder_format.idx: one for one in slide.placeholders}
    named, boxes = {}, {}
    for number, place in enumerate(found.placeholders, start=FIRST_FOOTER):
        kind = place.placeholder_format
        if kind.type in FOOTERS:
            said = str(len(slides.slides)) if kind.type is PP_PLACEHOLDER.SLIDE_NUMBER else clean(foot)
            slide.shapes._spTree.append(_footer(place, said, number))
        else:
            named[place.name] = holders[kind.idx]
            named[place.name].name = place.name
            boxes[place.name] = Box(place.left, place.top, place.width, place.height)
    return Page(slide, named, boxes)


def _footer(place: Any, said: str, number: int) -> Any:
    """A foot line or a slide number with its words; everything else is said by the layout."""
    footer = deepcopy(place._element)
    footer.nvSpPr.cNvPr.set("id", str(number))
    for looks in footer.xpath("p:spPr | p:txBody/a:bodyPr | p:txBody/a:lstStyle"):
        looks.clear()
    footer.xpath(".//a:t")[0].text = said
    return footer


def _run(paragraph: Any, text: str, points: float | None, *, bold: bool | None = None) -> None:
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    run.font.bold = bold
    if points is not None:
        run.font.size = Pt(points)
