"""A paper in the template of whoever sends it: layouts found by their kinds, and what such a template lacks."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from office import assert_sound, find, named, parts_of, values, xml_of
from papers import ABOUT, EACH_KIND, paper_of
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides
from pptx.util import Cm, Pt

from dashboard.exports.forms import lacking_in
from dashboard.exports.paper.paper import Paper
from dashboard.exports.paper.templates import TemplateError
from dashboard.exports.slides import as_pptx
from dashboard.exports.slides.layouts import TITLES
from dashboard.exports.slides.objects import TABLE_STYLE
from data.programme.programme import Programme
from tests.dashboard.exports.slides.test_deck import assert_legible, written
from tests.dashboard.exports.test_valid import wrong_with

pytestmark = pytest.mark.thorough

SECTIONS = (
    '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:ext uri="{521415D9}">'
    '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"/></p:ext></p:extLst>'
)


def corporate(path: Path) -> Slides:
    """A wide presentation of somebody else: layouts and placeholders of other names, and a slide that is theirs."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = Cm(30), Cm(17)
    for layout in (slides.slide_master, *slides.slide_layouts):
        layout.name = f"Brand {layout.name}"
        for holder in layout.placeholders:
            holder.name = f"Platzhalter {holder.placeholder_format.idx}"
            across, down = (holder.left, holder.width), (holder.top, holder.height)
            holder.left, holder.width = (round(one * Cm(30) / Cm(25.4)) for one in across)
            holder.top, holder.height = (round(one * Cm(17) / Cm(19.05)) for one in down)
    theirs = slides.slides.add_slide(slides.slide_layouts[1])
    theirs.shapes.title.text = "A slide of ours"  # type: ignore[union-attr]
    slides.save(str(path))
    return slides


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "board.pptx"
    corporate(path)
    return path


def paper_in(programme: Programme, template: Path, keys: tuple[str, ...] = EACH_KIND) -> Paper:
    return replace(paper_of(programme, keys, query=ABOUT), form="pptx", template=template)


def test_a_paper_stands_in_the_layouts_and_places_of_another_template(
    demo_programme: Programme, template: Path, tmp_path: Path
) -> None:
    assert lacking_in(template) == []
    paper = paper_in(demo_programme, template)
    deck = as_pptx(paper)
    assert_sound(deck)
    (tmp_path / "made.pptx").write_bytes(deck)
    assert wrong_with(tmp_path / "made.pptx") == []
    slides = Presentation(BytesIO(deck))
    layouts = [slide.slide_layout.name for slide in slides.slides]
    assert layouts[0] == "Brand Title Slide"
    assert set(layouts[1:]) == {"Brand Title and Content"}
    assert slides.slide_width == Cm(30)
    assert not any("A slide of ours" in "".join(written(slide).values()) for slide in slides.slides)
    for slide in slides.slides:
        assert all(text.strip() for text in written(slide).values())
        place = max(slide.slide_layout.placeholders, key=lambda one: one.width * one.height)
        objects = [shape for shape in slide.shapes if shape.name.startswith("Figure ")]
        for shape in objects:
            assert place.left <= shape.left
            assert shape.left + shape.width <= place.left + place.width
            assert place.top <= shape.top
            assert shape.top + shape.height <= place.top + place.height
    assert_legible(deck)


def test_tables_have_their_style_in_another_template(demo_programme: Programme, template: Path) -> None:
    deck = as_pptx(paper_in(demo_programme, template, ("changes",)))
    assert values(xml_of(deck, "/ppt/tableStyles.xml"), "//@styleId") == [TABLE_STYLE]
    used = [style for tree in named(parts_of(deck), "/ppt/slides/slide").values() for style in
            values(tree, "//a:tableStyleId/text()")]  # fmt: skip
    assert set(used) == {TABLE_STYLE}


def test_nothing_of_a_template_names_slides_that_are_gone(demo_programme: Programme, template: Path) -> None:
    slides = Presentation(str(template))
    slides.part._element.append(parse_xml(SECTIONS))
    slides.save(str(template))
    deck = as_pptx(paper_in(demo_programme, template, ("by-region",)))
    assert not find(xml_of(deck, "/ppt/presentation.xml"), "//*[local-name()='sectionLst']")


def test_the_size_of_a_master_is_kept_where_its_text_fits(demo_programme: Programme, template: Path) -> None:
    slides = Presentation(str(template))
    for style in slides.slide_master._element.xpath("p:txStyles/p:bodyStyle/a:lvl1pPr/a:defRPr"):
        style.set("sz", str(round(Pt(20).pt * 100)))
    slides.save(str(template))
    made = Presentation(BytesIO(as_pptx(paper_in(demo_programme, template, ("by-region",)))))
    (last,) = [shape for shape in list(made.slides)[1].shapes if shape.name == "Text"]
    sizes = {run.font.size.pt for line in last.text_frame.paragraphs for run in line.runs}  # type: ignore[attr-defined]
    assert max(sizes) <= 20
    assert min(sizes) >= 16


def with_small_places(slides: Slides) -> None:
    for layout in (slides.slide_master, *slides.slide_layouts):
        for holder in layout.placeholders:
            if holder.placeholder_format.type not in TITLES:
                holder.left, holder.top, holder.width, holder.height = Cm(1), Cm(5), Cm(8.5), Cm(5.3)


def without(kind: PP_PLACEHOLDER) -> Callable[[Slides], None]:
    def change(slides: Slides) -> None:
        for layout in slides.slide_layouts:
            for holder in list(layout.placeholders):
                if holder.placeholder_format.type is kind:
                    holder._element.getparent().remove(holder._element)

    return change


def with_a_dark_ground(slides: Slides) -> None:
    fill = slides.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0x10, 0x10, 0x40)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_small_places, "has 8 by 5 cm, too little for a chart; it needs 15 by 7 cm."),
        (without(PP_PLACEHOLDER.FOOTER), "The layout “Brand Title and Content” has no place for the foot; "),
        (
            without(PP_PLACEHOLDER.SUBTITLE),
            "No layout has a title and a subtitle; what is asked of the readers ",
        ),
        (without(PP_PLACEHOLDER.TITLE), " has no title; the finding of a figure stands in the title."),
        (with_a_dark_ground, "The ground of its master is dark; charts and tables are drawn in dark ink."),
    ],
)
def test_what_a_template_lacks_is_said_in_sentences_and_a_paper_is_made_all_the_same(
    demo_programme: Programme, template: Path, change: Callable[[Slides], None], said: str
) -> None:
    slides = Presentation(str(template))
    change(slides)
    slides.save(str(template))
    assert said in " ".join(lacking_in(template))
    assert_sound(as_pptx(paper_in(demo_programme, template, ("by-region", "changes"))))


def test_a_file_that_is_no_template_is_refused_in_a_sentence(
    tmp_path: Path, demo_programme: Programme
) -> None:
    broken = tmp_path / "broken.pptx"
    broken.write_bytes(b"no package")
    said = "broken.pptx cannot be read; save it in PowerPoint as .pptx again."
    with pytest.raises(TemplateError, match=said):
        lacking_in(broken)
    with pytest.raises(TemplateError, match=said):
        as_pptx(paper_in(demo_programme, broken))
    with pytest.raises(TemplateError, match=r"notes\.txt is no template; one ends in \.pptx or \.docx"):
        lacking_in(tmp_path / "notes.txt")
