"""One slide: texts and objects in the places of its layout, or in boxes of their own where that has none.

Where places are and how their text looks is said in the template, and nowhere else.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.enum.text import MSO_AUTO_SIZE, MSO_VERTICAL_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Pt

from dashboard.exports.native.drawingml import LANGUAGE, clean, declared, escaped, tag
from dashboard.exports.native.model import CM, PT, Box, Size
from dashboard.exports.native.text_widths import height_of
from dashboard.exports.paper.templates import TemplateError, opening
from dashboard.exports.paper.texts import Lines
from dashboard.exports.slides.layouts import FOOTERS, Layout

LEAST: Final = 16
"""The size in points below which no text of a slide goes; sources and feet are smaller."""
STEP: Final = 2
BETWEEN: Final = 7 * PT
"""The room between two paragraphs."""
EDGE: Final = round(1.3 * CM)
"""The room around what stands on a layout without a place for it."""
FIRST_FOOTER: Final = 9000
"""The number of the first foot; objects have lower ones."""
SLIDE_NUMBER: Final = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


@dataclass(slots=True)
class Page:
    """A slide that is being filled; what is written on it is read in the order in which it was written."""

    slide: Slide
    layout: Layout
    room: Size
    number: int
    read: list[Any] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether its layout has a place of this name."""
        return name in self.layout.places

    def box(self, name: str) -> Box:
        """Where text of a name goes; without a place for it, all that is free below the title."""
        if place := self.layout.places.get(name):
            return place.box
        title = self.layout.places.get("Title")
        top = title.box.y + title.box.height + EDGE // 2 if title else EDGE
        return Box(EDGE, top, self.room.width - 2 * EDGE, self.room.height - top - 2 * EDGE)

    def points(self, name: str, *, most: float = 40, least: float = LEAST) -> tuple[float, ...]:
        """The sizes that text of a name may have, the largest first: that of its place, and smaller ones."""
        place = self.layout.places.get(name)
        first = max(min(place.points if place else least, most), least)
        steps = int((first - least) // STEP)
        return (*(first - STEP * step for step in range(steps)), least)

    def indent(self, name: str) -> int:
        """The room before a paragraph for its mark."""
        place = self.layout.places.get(name)
        return place.indent if place else 0

    def title(self, text: str) -> None:
        """Write the title as large as it fits; what has no room even then is cut, and stands in the notes."""
        box, sizes = self.box("Title"), self.points("Title")
        fits = (one for one in sizes if height_of(text, one, box.width, bold=True) <= box.height)
        points = next(fits, sizes[-1])
        while height_of(text, points, box.width, bold=True) > box.height and " " in text:
            text = f"{text.rstrip('…').rpartition(' ')[0]}…"
        self.write("Title", (("", text),), points=points)

    def write(
        self, name: str, lines: Lines, *, points: float, box: Box | None = None, is_list: bool = False
    ) -> None:
        """Write a paragraph for each line, its term in bold, into the place of this name, or where a box says.

        Only the paragraphs of a list have the marks and indents of the template.
        """
        shape: Any = self._holder(name)
        if shape is None:
            where = box or self.box(name)
            shape = self.slide.shapes.add_textbox(
                *(Emu(one) for one in (where.x, where.y, where.width, where.height))
            )
            shape._element.nvSpPr.cNvPr.set("descr", name)
            frame = shape.text_frame
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
            frame.vertical_anchor = MSO_VERTICAL_ANCHOR.TOP
        elif box and box != (place := self.layout.places[name].box):
            old = Box(shape.left, shape.top, shape.width, shape.height)
            shape.left, shape.top = old.x + box.x - place.x, old.y + box.y - place.y
            shape.width, shape.height = (
                old.width + box.width - place.width,
                old.height + box.height - place.height,
            )
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        for number, (term, said) in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            if not is_list and name != "Title":
                paragraph._p.get_or_add_pPr().append(parse_xml(tag("a:buNone", **declared("a"))))
                paragraph._p.pPr.set("marL", "0")
                paragraph._p.pPr.set("indent", "0")
            if term:
                _run(paragraph, f"{term}: ", points, bold=True)
            _run(paragraph, said, points)
        self.read.append(shape._element)

    def put(self, *elements: Any) -> None:
        """Put objects on the slide."""
        self.read += elements

    def finish(self, *, foot: str, notes: str) -> None:
        """Leave no placeholder empty, put all in the order of reading, add the foot and what the speaker sees."""
        tree = self.slide.shapes._spTree
        for holder in list(self.slide.placeholders):
            if holder._element not in self.read:
                tree.remove(holder._element)
        for element in self.read:
            tree.append(element)
        for place in self.layout.found.placeholders:
            kind = place.placeholder_format.type
            if kind in FOOTERS:
                said = str(self.number) if kind is KIND.SLIDE_NUMBER else foot
                tree.append(_footer(place, said, kind))
        _note(self.slide, notes)

    def _holder(self, name: str) -> Any:
        """The placeholder of a name on this slide; nothing where its layout has none."""
        place = self.layout.places.get(name)
        if place is None:
            return None
        found = place.holder.placeholder_format.idx
        return next((one for one in self.slide.placeholders if one.placeholder_format.idx == found), None)


def empty_presentation(template: Path | None = None) -> Slides:
    """Return a presentation without slides, from our template or from another; tables find their style in both."""
    ours = Presentation(str(files(__package__) / "template.pptx"))
    if template is None:
        return ours
    with opening(template):
        slides = Presentation(str(template))
    if not len(slides.slide_layouts):
        raise TemplateError(f"{template.name} has no layouts, so there is nothing to write into.")
    shown: Any = slides.slides._sldIdLst
    for one in list(shown):
        slides.part.drop_rel(one.rId)
        shown.remove(one)
    for named in slides.part._element.xpath("p:custShowLst | p:extLst"):  # sections and shows name slides
        slides.part._element.remove(named)
    _add_style(slides, ours.part.part_related_by(RT.TABLE_STYLES))
    return slides


def new_page(slides: Slides, layout: Layout) -> Page:
    """Add a slide of a layout."""
    slide = slides.slides.add_slide(layout.found)
    room = Size(int(slides.slide_width or 0), int(slides.slide_height or 0))
    return Page(slide, layout, room, len(slides.slides))


def height(lines: Lines, points: float, width: int) -> int:
    """Return how high lines are, a paragraph each."""
    return sum(height_of(_whole(line), points, width) + BETWEEN for line in lines)


def fitting(lines: Lines, points: float, room: Size) -> tuple[Lines, Lines]:
    """Return the lines that fit a room, and those that do not; one that is higher than all of it is parted."""
    left, kept = room.height, 0
    for line in lines:
        left -= height((line,), points, room.width)
        if left < 0:
            break
        kept += 1
    if kept or not lines:
        return lines[:kept], lines[kept:]
    (term, said), *others = lines
    words = said.split(" ")
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        is_in = height(((term, " ".join(words[:middle])),), points, room.width) <= room.height
        low, high = (middle, high) if is_in else (low, middle - 1)
    rest = " ".join(words[low:])
    return ((term, " ".join(words[:low])),), ((("", rest),) if rest else ()) + tuple(others)


def parted(lines: Lines, points: float, room: Size) -> list[Lines]:
    """Return lines in as many parts as they need of a room."""
    parts, rest = [], lines
    while rest:
        part, rest = fitting(rest, points, room)
        parts.append(part)
    return parts


def sized(lines: Lines, sizes: Sequence[float], room: Size) -> float:
    """Return the first of some sizes, largest first, in which all lines fit a room; the last if they never do."""
    fits = (one for one in sizes if height(lines, one, room.width) <= room.height)
    return next(fits, sizes[-1])


def _whole(line: tuple[str, str]) -> str:
    return ": ".join(part for part in line if part)


def _footer(place: Any, said: str, kind: Any) -> Any:
    """A foot line or a slide number with its words; everything else is said by the layout."""
    footer, number = deepcopy(place._element), list(FOOTERS).index(kind)
    footer.nvSpPr.cNvPr.set("id", str(FIRST_FOOTER + number))
    for looks in footer.xpath("p:spPr | p:txBody/a:bodyPr | p:txBody/a:lstStyle"):
        looks.clear()
    for paragraph in footer.xpath("p:txBody/a:p"):
        paragraph.getparent().remove(paragraph)
    words = (tag("a:rPr", lang=LANGUAGE), tag("a:t", escaped(said)))
    is_number = kind is KIND.SLIDE_NUMBER
    run = tag("a:fld", *words, id=SLIDE_NUMBER, type="slidenum") if is_number else tag("a:r", *words)
    footer.txBody.append(parse_xml(tag("a:p", run, **declared("a"))))
    return footer


def _note(slide: Slide, text: str) -> None:
    """Write what the speaker sees, and leave nothing empty beside it."""
    notes: Any = slide.notes_slide
    frame, tree = notes.notes_text_frame, notes.shapes._spTree
    for shape in list(notes.placeholders):
        if shape.has_text_frame and shape.element is not notes.notes_placeholder.element:
            tree.remove(shape.element)
    for place, part in enumerate(text.split("\n\n")):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _run(paragraph, part, None)


def _add_style(slides: Slides, styles: Part) -> None:
    """Add the style of our tables to those of another template."""
    (style,) = parse_xml(styles.blob)
    try:
        theirs: Any = slides.part.part_related_by(RT.TABLE_STYLES)
    except KeyError:
        part = Part(PackURI("/ppt/tableStyles.xml"), styles.content_type, slides.part.package, styles.blob)
        slides.part.relate_to(part, RT.TABLE_STYLES)
        return
    known = parse_xml(theirs.blob)
    if style.get("styleId") not in known.xpath("//@styleId"):
        known.append(style)
        theirs._blob = etree.tostring(known, xml_declaration=True, encoding="UTF-8", standalone=True)


def _run(paragraph: Any, text: str, points: float | None, *, bold: bool | None = None) -> None:
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    run.font.bold = bold
    if points is not None:
        run.font.size = Pt(points)
