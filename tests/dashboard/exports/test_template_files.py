"""The template files of papers: valid, with the styles and layouts that papers use; they name nobody."""

from importlib.resources import files
from pathlib import Path

import pytest
from office import assert_sound, parts_of, values, xml_of
from pptx import Presentation

from dashboard.exports.native.model import CM
from dashboard.exports.slides.layouts import lacking, layouts_of
from dashboard.exports.word.blocks import template
from tests.dashboard.exports.test_valid import wrong_with

TEMPLATES = ("word/template.docx", "slides/template.pptx")


def file_of(name: str) -> Path:
    return Path(str(files("dashboard.exports") / name))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_valid(name: str) -> None:
    assert_sound(file_of(name).read_bytes())
    assert wrong_with(file_of(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_names_no_person_no_machine_and_no_day(name: str) -> None:
    package = file_of(name).read_bytes()
    about = xml_of(package, "/docProps/core.xml")
    assert set(values(about, "//dc:creator/text() | //cp:lastModifiedBy/text()")) == {"CEP Monitor"}
    for part, content in parts_of(package).items():
        for trace in (b"/home/", b"/Users/", b"file:", b"\\\\", b"rsid", b"thumbnail", b"printerSettings"):
            assert trace not in content, part


def test_every_style_of_a_document_can_be_measured() -> None:
    styles = xml_of(file_of("word/template.docx").read_bytes(), "/word/styles.xml")
    ids = values(styles, "//w:style[@w:type='paragraph']/@w:styleId")
    assert set(ids) == set(template().styles)
    assert all(style.points >= 7 for style in template().styles.values())


def test_the_pages_of_a_document_are_a4_upright_and_wide() -> None:
    assert (template().upright.width, template().upright.height) == (17 * CM, 25 * CM)
    assert template().wide.width == round(25.7 * CM)


def test_the_layouts_of_slides_have_every_place_that_is_written_into() -> None:
    slides = Presentation(str(file_of("slides/template.pptx")))
    assert lacking(slides) == []
    found = layouts_of(slides)
    assert {one.found.name: set(one.places) for one in (found.cover, found.figure, found.text)} == {
        "Title slide": {"Title", "Subtitle", "Text"},
        "Figure": {"Title", "Subtitle", "Figure", "Source line"},
        "Text": {"Title", "Text"},
    }
    assert len(slides.slide_layouts) == 3
