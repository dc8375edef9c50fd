"""The PDF of a paper: tagged to PDF/UA-1, complete, the same each time, and stopped when nobody waits."""

import io
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import page as checker
import pikepdf
import psutil
import pytest
from pikepdf import Name
from pypdf import PdfReader

from dashboard import compose_paper
from dashboard.exports.paper.paper import Paper
from dashboard.exports.pdf.finish import attributes, elements
from dashboard.exports.pdf.pdf import as_pdf
from dashboard.exports.pdf.print_view import is_drawn
from dashboard.exports.pictures.chrome import NoBrowserError, NotWantedError, PictureError, Wait, turn
from dashboard.exports.rows import chart_table
from data.programme.programme import Programme

SMALL = "chart=by-region&chart=lever-mix&chart=partnerships"
NASTY = "=cmd|'!A0' & <b>\"Ŵoé\"</b> ]]> {x} %0d%0a"


def paper(programme: Programme, query: str = "") -> Paper:
    return compose_paper.read(programme, query)[0]


@pytest.fixture(scope="module")
def usual(demo_programme: Programme, chrome: str) -> tuple[Paper, bytes]:
    """The usual paper, ten charts, and its PDF."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", chrome)
        made = paper(demo_programme)
        return made, as_pdf(made)


@pytest.fixture(scope="module")
def opened(usual: tuple[Paper, bytes]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(usual[1])) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def structure(opened: pikepdf.Pdf) -> list[Any]:
    return list(elements(opened.Root.StructTreeRoot))


def failures(pdf: bytes) -> list[str]:
    """What PDF/UA-1 asks for and the file does not have."""
    report = checker.validate_pdf_bytes(pdf, profile=checker.ValidationProfile.PDF_UA_1)
    return [str(failure) for failure in report.failures]


def text_of(pdf: bytes) -> list[str]:
    """What each page says."""
    return [
        " ".join(one.extract_text().replace("\xa0", " ").split()) for one in PdfReader(io.BytesIO(pdf)).pages
    ]


def plain(words: str) -> str:
    return " ".join(words.replace("\xa0", " ").split())


def test_it_meets_pdf_ua_1(usual: tuple[Paper, bytes]) -> None:
    assert failures(usual[1]) == []


def test_the_check_finds_what_is_missing(usual: tuple[Paper, bytes]) -> None:
    """The check above can fail: a figure without words, and a file without a title, are found."""
    with pikepdf.open(io.BytesIO(usual[1])) as pdf:
        figure = next(one for one in elements(pdf.Root.StructTreeRoot) if Name.Figure == one.S)
        del figure.Alt
        del pdf.Root.ViewerPreferences
        spoilt = io.BytesIO()
        pdf.save(spoilt)
    assert len(failures(spoilt.getvalue())) >= 2


def test_it_names_its_title_language_and_purpose(usual: tuple[Paper, bytes], opened: pikepdf.Pdf) -> None:
    made = usual[0]
    assert str(opened.Root.Lang) == "en-GB"
    assert bool(opened.Root.MarkInfo.Marked)
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    assert str(opened.docinfo["/Title"]) == made.title
    with opened.open_metadata() as described:
        assert described["dc:title"] == made.title
        assert described["dc:description"] == made.purpose
        assert described["pdfuaid:part"] == "1"


def test_bookmarks_lead_to_every_figure(usual: tuple[Paper, bytes]) -> None:
    def titles(outline: list[Any]) -> Iterator[str]:
        for one in outline:
            yield from titles(one) if isinstance(one, list) else [one.title]

    made, pdf = usual
    found = list(titles(PdfReader(io.BytesIO(pdf)).outline))
    assert found[0] == made.title
    assert {"Purpose", "In short", "Figures", "Method and evidence", "Annex: tables"} <= set(found)
    assert {f"{number}. {figure.headline}" for number, figure in enumerate(made.figures, 1)} <= set(found)


def test_every_chart_is_a_figure_with_its_words(usual: tuple[Paper, bytes], structure: list[Any]) -> None:
    words = [str(one.Alt) for one in structure if Name.Figure == one.S]
    assert words == [f"{figure.headline}. {figure.text}" for figure in usual[0].figures if is_drawn(figure)]


def test_every_table_has_its_rows_and_heads(usual: tuple[Paper, bytes], structure: list[Any]) -> None:
    found = [list(elements(one)) for one in structure if Name.Table == one.S]
    sizes = [sum(part.S == Name.TR for part in parts) for parts in found]
    assert sorted(sizes) == sorted(1 + len(chart_table(figure).rows) for figure in usual[0].figures)
    for parts in found:
        heads = [part for part in parts if part.S == Name.TH]
        scopes = {str(said.Scope) for head in heads for said in attributes(head) if "/Scope" in said}
        assert scopes == {"/Column", "/Row"}


def test_it_carries_its_fonts_and_nothing_that_runs(opened: pikepdf.Pdf) -> None:
    things = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    fonts = [one for one in things if one.get("/Type") == Name.FontDescriptor]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(opened.Root.keys())
    assert [one for one in things if one.get("/S") in {Name.JavaScript, Name.Launch, Name.URI}] == []


def test_every_page_says_where_its_figures_come_from(usual: tuple[Paper, bytes]) -> None:
    made, pdf = usual
    pages = text_of(pdf)
    for number, text in enumerate(pages, start=1):
        assert re.sub(r"\s|-", "", made.foot) in re.sub(r"\s|-", "", text), number
        assert f"{number} of {len(pages)}" in text
    whole = plain(" ".join(pages))
    for words in (*made.summary, *(one.definition for one in made.definitions)):
        assert plain(words) in whole


def test_charts_are_drawings_and_the_file_is_small(usual: tuple[Paper, bytes], opened: pikepdf.Pdf) -> None:
    """Only hatching becomes a picture, and each of those is kept once."""
    images = [
        one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Image
    ]
    assert len(images) < 30
    assert len(usual[1]) < 1_500_000


@pytest.mark.usefixtures("with_chrome")
def test_the_same_paper_gives_the_same_file(demo_programme: Programme) -> None:
    first, second = (as_pdf(paper(demo_programme, SMALL)) for _ in range(2))
    assert first == second


@pytest.mark.usefixtures("with_chrome")
@pytest.mark.parametrize(
    "query", ["chart=sector-matrix&region=E12000007", "chart=changes&illustrative=hide", "as_at=2014-03-31"]
)
def test_other_papers_meet_pdf_ua_1_too(demo_programme: Programme, query: str) -> None:
    assert failures(as_pdf(paper(demo_programme, query))) == []


@pytest.mark.usefixtures("with_chrome")
def test_no_word_of_the_author_breaks_it(demo_programme: Programme) -> None:
    made = replace(paper(demo_programme, SMALL), title=NASTY, purpose=NASTY, summary=(NASTY,))
    pdf = as_pdf(made)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == NASTY
    assert failures(pdf) == []


@pytest.mark.usefixtures("without_chrome")
def test_without_chrome_a_sentence_says_so(demo_programme: Programme) -> None:
    with pytest.raises(NoBrowserError, match="PDFs need Chrome or Chromium on this machine"):
        as_pdf(paper(demo_programme, SMALL))


@pytest.mark.usefixtures("with_chrome")
def test_a_chart_that_cannot_be_drawn_is_said_and_no_file_is_made(demo_programme: Programme) -> None:
    made = paper(demo_programme, "chart=by-region")
    figure = deepcopy(made.figures[0].figure or {})
    figure["layout"]["height"] = 0.5
    broken = replace(made, figures=(replace(made.figures[0], figure=figure),))
    with pytest.raises(PictureError, match=r"Chrome could not draw: RuntimeError: Error: Height and width"):
        as_pdf(broken)


@pytest.mark.usefixtures("with_chrome")
def test_work_that_nobody_waits_for_is_stopped_and_makes_room(
    demo_programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(NotWantedError):
        as_pdf(paper(demo_programme), Wait(gone=once_chrome_runs(str(tmp_path))))
    assert psutil.wait_procs(running(str(tmp_path)), timeout=30)[1] == []
    with turn(patient=False), turn(patient=False):
        pass  # both places are free again


def running(folder: str) -> list[psutil.Process]:
    """The processes that work in a folder."""
    found = psutil.process_iter(["cmdline"])
    return [one for one in found if any(folder in part for part in one.info["cmdline"] or [])]


def once_chrome_runs(folder: str) -> Callable[[], bool]:
    """Says that nobody waits as soon as Chrome is at work in the folder, beside the process that drives it."""
    deadline = monotonic() + 30
    return lambda: len(running(folder)) > 1 or monotonic() > deadline
