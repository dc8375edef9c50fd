"""A document in the looks of another: styles found by name, type, size of pages; and what such a template lacks."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor
from office import assert_sound, values, xml_of
from papers import paper_of

from dashboard.exports.forms import lacking_in
from dashboard.exports.paper.templates import TemplateError
from dashboard.exports.word import as_docx
from dashboard.exports.word.blocks import template as measured_by
from data.programme.programme import Programme
from tests.dashboard.exports.test_valid import wrong_with

pytestmark = pytest.mark.thorough


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A letter-sized document of somebody else, with a style of theirs for findings and text of its own."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Georgia"  # type: ignore[attr-defined]
    document.styles["Normal"].font.size = Pt(11)  # type: ignore[attr-defined]
    base = document.styles.add_style("Brand", WD_STYLE_TYPE.PARAGRAPH)
    base.font.color.rgb = RGBColor(0xAA, 0x00, 0x55)  # type: ignore[attr-defined]
    finding = document.styles.add_style("finding", WD_STYLE_TYPE.PARAGRAPH)
    finding.base_style, finding.font.italic = base, True  # type: ignore[attr-defined]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.6), Cm(27.9)
    section.left_margin = section.right_margin = Cm(3)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2.5)
    document.add_paragraph("Theirs, and gone.", style="Heading 1")
    path = tmp_path / "board.docx"
    document.save(str(path))
    return path


def test_a_document_has_the_styles_and_pages_of_another_by_their_names(
    demo_programme: Programme, template: Path, tmp_path: Path
) -> None:
    assert lacking_in(template) == []
    ours = measured_by()
    paper = replace(paper_of(demo_programme, ("by-region", "changes"), annex=True), template=template)
    made = as_docx(paper)
    assert measured_by() == ours
    assert as_docx(paper) == made
    assert_sound(made)
    (tmp_path / "made.docx").write_bytes(made)
    assert wrong_with(tmp_path / "made.docx") == []
    document = docx.Document(BytesIO(made))
    assert "Theirs" not in " ".join(one.text for one in document.paragraphs)
    styles = xml_of(made, "/word/styles.xml")
    looks = "//w:style[w:name/@w:val='{}']/w:rPr/{}"
    assert values(styles, looks.format("Normal", "w:rFonts/@w:ascii")) == ["Georgia"]
    assert values(styles, looks.format("Normal", "w:sz/@w:val")) == ["22"]
    assert values(styles, looks.format("Finding", "w:color/@w:val")) == ["AA0055"]
    assert values(styles, looks.format("Finding", "w:i")) != []
    upright, *_, wide = document.sections
    sizes = [upright.page_width, upright.page_height, upright.left_margin, wide.page_width, wide.page_height]
    assert [round((one or 0) / Cm(0.1)) for one in sizes] == [216, 279, 30, 279, 216]
    charts = values(xml_of(made, "/word/document.xml"), "//wp:extent/@cx")
    assert charts
    assert all(int(width) <= Cm(15.6) for width in charts)


def test_what_a_document_lacks_is_said_in_sentences(template: Path) -> None:
    document = docx.Document(str(template))
    styles = document.styles.element
    for style in styles.xpath("w:style[w:name/@w:val='caption' or w:name/@w:val='List Bullet']"):
        styles.remove(style)
    document.sections[0].left_margin = Cm(10)
    document.save(str(template))
    assert lacking_in(template) == [
        "It has no style “Caption” or “List Bullet”; such text looks as in our own template.",
        "Its pages have room for text of 9 by 23 cm; a paper needs 14 by 20 cm.",
    ]


def test_a_file_that_is_no_document_is_refused_in_a_sentence(
    tmp_path: Path, demo_programme: Programme
) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no package")
    with pytest.raises(
        TemplateError, match=r"broken\.docx cannot be read; save it in Word as \.docx again\."
    ):
        as_docx(replace(paper_of(demo_programme, ("changes",)), template=broken))
    with pytest.raises(TemplateError, match="cannot be read"):
        lacking_in(broken)
