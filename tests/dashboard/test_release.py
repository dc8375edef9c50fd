"""What these figures are, who to ask, what is covered, and how definitions changed is said wherever figures go."""

import io
import json
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from dashboard import compose_paper, release
from dashboard.charts.render import CHARTS, render
from dashboard.exports.forms import render_paper
from dashboard.exports.pdf.pdf import as_html
from dashboard.exports.tables.files import chart_file
from dashboard.exports.tables.whole_store import store_file
from dashboard.indicators import INDICATORS
from dashboard.indicators.definitions import CHANGES, VERSION
from dashboard.method import SOURCES, Source
from dashboard.pages.method import PAGE
from dashboard.question import Question
from dashboard.settings import contact
from data.programme.programme import Programme
from data.taxonomy import GRADES

OFFICER = "The monitoring team, monitoring@example.org"


def sheets(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content), read_only=True)
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def slides(content: bytes) -> str:
    made = list(Presentation(io.BytesIO(content)).slides)
    shapes = [shape for slide in made for shape in (*slide.shapes, *slide.notes_slide.placeholders)]
    return " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def document(content: bytes) -> str:
    return " ".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def files_in(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(
            json.dumps(archive.read(name).decode(), ensure_ascii=False) for name in archive.namelist()
        )


def paper(question: Question, form: str) -> bytes:
    made = compose_paper.read(question.programme, "chart=by-region")[0]
    return render_paper(made, form)


PLACES: dict[str, Callable[[Question], str]] = {
    "Method": lambda question: str(PAGE.beneath(question)),
    "workbook": lambda question: sheets(chart_file(render(CHARTS["by-region"], question), "xlsx")),
    "JSON": lambda question: chart_file(render(CHARTS["by-region"], question), "json").decode(),
    "workbook of the store": lambda question: sheets(store_file(question, "xlsx")),
    "files of the store": lambda question: files_in(store_file(question, "zip")),
    "document": lambda question: document(paper(question, "docx")),
    "slides": lambda question: slides(paper(question, "pptx")),
    "workbook of a paper": lambda question: sheets(paper(question, "xlsx")),
    "preview and PDF": lambda question: as_html(
        compose_paper.read(question.programme, "chart=by-region")[0], style="/style.css"
    ),
}


@pytest.mark.parametrize("shown", PLACES.values(), ids=PLACES.keys())
def test_everything_that_leaves_says_that_it_is_no_official_statistic_and_who_to_ask(
    demo_programme: Programme, monkeypatch: pytest.MonkeyPatch, shown: Callable[[Question], str]
) -> None:
    monkeypatch.setenv("CEP_CONTACT", OFFICER)
    question = Question.from_query(demo_programme, "")
    said = shown(question)
    assert release.NOT_OFFICIAL in said
    assert OFFICER in said
    monkeypatch.delenv("CEP_CONTACT")
    assert release.NOBODY in shown(question)


@pytest.mark.parametrize(
    "place",
    [place for place in PLACES if place not in {"JSON", "workbook of the store", "files of the store"}],
)
def test_method_workbooks_and_papers_say_what_is_covered_and_how_strong_each_source_is(
    demo_programme: Programme, place: str
) -> None:
    said = PLACES[place](Question.from_query(demo_programme, ""))
    for term, text in release.about():
        assert term in said
        assert text[:60] in said
    for grade in GRADES:
        assert f"{grade} {GRADES[grade].lower().replace(';', ',')[:12]}" in said
    assert SOURCES["register"].evidence in said


def test_a_contact_is_one_line_that_every_file_can_hold() -> None:
    assert (
        contact(environment={"CEP_CONTACT": " The team\n<team@example.org>\x00 "})
        == "The team <team@example.org>"
    )
    assert contact(environment={}) == ""


def test_every_source_that_ships_has_a_grade_and_what_was_added_says_that_it_has_none() -> None:
    assert all(source.grades and set(source.grades) <= GRADES.keys() for source in SOURCES.values())
    assert SOURCES["targets"].evidence == "Evidence of grade 1 (official count or statement)"
    assert SOURCES["returns"].evidence == "Evidence of grades 4 and 6, row by row"
    assert "Evidence not graded." in Source("imd", "IMD", "Added.", "As its publisher says.").said


def test_every_change_of_a_definition_names_indicators_that_there_are_and_method_shows_it(
    demo_programme: Programme,
) -> None:
    keys = {one.key for one in INDICATORS}
    shown = str(PAGE.beneath(Question.from_query(demo_programme, "")))
    assert f"Version {VERSION} of " in shown
    for one in CHANGES:
        assert set(one.indicators) <= keys
        assert one.what in shown
    for newer, older in pairwise(CHANGES):
        assert (newer.version, newer.on) >= (older.version, older.on)
    assert {one.version for one in CHANGES} == set(range(1, VERSION + 1))


def test_a_definition_that_is_another_than_in_the_version_before_is_among_the_changes() -> None:
    before = json.loads(
        (Path(__file__).parent / "indicators" / f"definitions_{VERSION - 1}.json").read_text()
    )
    now = {one.key: " Rating: ".join(filter(None, (one.definition, one.rule))) for one in INDICATORS}
    said = {key for one in CHANGES if one.version == VERSION for key in one.indicators}
    changed = {key for key, text in now.items() if before.get(key) != text}
    assert len(changed) >= 10
    assert changed - said == set()  # how something is counted may change under the same words, too
