"""The PDF of a paper and its preview: complete, tagged to PDF/UA-1, on few and full pages, the same each time."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import page as checker
import pikepdf
import pytest
import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from papers import ABOUT, FIRST, REST, paper_of, renamed
from pikepdf import Name
from PIL import Image
from pypdf import PdfReader

from dashboard import compose_paper, words
from dashboard.exports.native import native
from dashboard.exports.native.model import Table
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Figure, Paper
from dashboard.exports.pdf.pdf import UNKNOWN, _fonts, _template, as_html, as_pdf
from dashboard.exports.pdf.said import THIRD, said_by
from data.programme.programme import Programme

MOST_PAGES = 8
DECIDED = (
    "recommendation=Approach+Kent+first&recommendation=Ask+for+returns&meeting=Board&meeting_on=2020-05-12"
)
NASTY = "=cmd|'!A0' & <b>\"Ŵoé\"</b> #emoji.face *bold* $x$ @ref `raw` \\u{41} ]]> {x} %0d%0a"
TABLES_AND_CHARTS = ("cold-spots", "london-map", "pilots-members", "changes")
ODD = st.text(st.characters(codec="utf-8", exclude_categories=()), min_size=1, max_size=40)
FEW = "chart=by-region&chart=changes"


def paper(programme: Programme, query: str = "") -> Paper:
    return compose_paper.read(programme, query)[0]


@pytest.fixture(scope="module")
def usual(demo_programme: Programme) -> tuple[Paper, bytes]:
    """The usual paper, ten charts, and its PDF."""
    made = paper(demo_programme, DECIDED)
    return made, as_pdf(made)


@pytest.fixture(scope="module")
def opened(usual: tuple[Paper, bytes]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(usual[1])) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def structure(opened: pikepdf.Pdf) -> list[Any]:
    return list(elements(opened.Root.StructTreeRoot))


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, in reading order."""
    held = node.get("/K", pikepdf.Array())
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def failures(pdf: bytes) -> list[str]:
    """What PDF/UA-1 asks for and the file does not have."""
    report = checker.validate_pdf_bytes(pdf, profile=checker.ValidationProfile.PDF_UA_1)
    return [str(failure) for failure in report.failures]


def text_of(pdf: bytes) -> list[str]:
    """What each page says."""
    return [plain(one.extract_text()) for one in PdfReader(io.BytesIO(pdf)).pages]


def plain(said: str) -> str:
    return " ".join(said.replace("\xa0", " ").split())


def tight(said: str) -> str:
    """Words as they are wherever their lines break, also behind a hyphen."""
    return "".join(said.split())


def filled(made: Paper) -> list[float]:
    """The share of each page, from its first line down, that ends with the last mark above the foot."""
    pages = typst.Compiler(_template(), font_paths=_fonts()).compile(
        format="png", ppi=36, sys_inputs={"form": "pdf", "paper": said_by(made)}
    )
    shares = []
    for one in pages if isinstance(pages, list) else [pages or b""]:
        picture = Image.open(io.BytesIO(one)).convert("L").point(lambda light: 255 if light < 200 else 0)
        top, foot = round(picture.height * 15 / 297), round(picture.height * 279 / 297)
        box = picture.crop((0, top, picture.width, foot)).getbbox()
        shares.append((box[3] if box else 0) / (foot - top))
    return shares


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
    with opened.open_metadata() as described:
        assert described["dc:title"] == made.title
        assert described["dc:description"] == made.purpose
        assert described["pdfuaid:part"] == "1"


def test_bookmarks_lead_to_every_part_and_figure(usual: tuple[Paper, bytes]) -> None:
    def titles(outline: list[Any]) -> Iterator[str]:
        for one in outline:
            yield from titles(one) if isinstance(one, list) else [one.title]

    made, pdf = usual
    found = list(titles(PdfReader(io.BytesIO(pdf)).outline))
    parts = [heading for heading, _ in texts.opening(made)]
    assert [one for one in found if one in {*parts, texts.FIGURES, texts.METHOD}] == [
        *parts,
        texts.FIGURES,
        texts.METHOD,
    ]
    assert {f"{figure.number}. {figure.headline}" for figure in made.figures} <= set(found)


def test_every_chart_is_a_figure_with_its_words(usual: tuple[Paper, bytes], structure: list[Any]) -> None:
    said = [plain(str(one.Alt)) for one in structure if Name.Figure == one.S]
    assert said == [plain(texts.alt_text(figure).says) for figure in usual[0].figures if not is_table(figure)]


def is_table(figure: Figure) -> bool:
    return isinstance(native(figure, size=THIRD), Table)


def test_tables_have_their_rows_below_a_head(demo_programme: Programme) -> None:
    made = paper(demo_programme, "chart=changes&chart=led-to-matrix&annex=yes")
    with pikepdf.open(io.BytesIO(as_pdf(made))) as pdf:
        found = [list(elements(one)) for one in elements(pdf.Root.StructTreeRoot) if Name.Table == one.S]
    sizes = [sum(part.S == Name.TR for part in parts) for parts in found]
    first, second = (1 + len(figure.frame) for figure in made.figures)
    assert sizes == [first, 1 + (second - 1) // 3, first, second]
    assert all(any(part.S == Name.TH for part in parts) for parts in found)


def test_it_carries_its_fonts_and_nothing_that_runs(opened: pikepdf.Pdf) -> None:
    things = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    fonts = [one for one in things if one.get("/Type") == Name.FontDescriptor]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(opened.Root.keys())
    assert [one for one in things if one.get("/S") in {Name.JavaScript, Name.Launch}] == []


def test_the_first_page_stands_alone(usual: tuple[Paper, bytes]) -> None:
    """Target, count, certainty and the decision asked; the answer, the findings and the picture that carries it."""
    made, pdf = usual
    first = text_of(pdf)[0]
    for said in (
        "at least 50", "14 partnerships are proved", "Not proved", *made.asked,
        "12 May 2020", "Approach Kent first", made.title, *made.summary, f"Figure 1: {made.figures[0].caption}",
    ):  # fmt: skip
        assert plain(said) in first, said


def test_few_pages_each_with_its_foot_and_none_half_empty(usual: tuple[Paper, bytes]) -> None:
    made, pdf = usual
    pages = text_of(pdf)
    assert len(pages) <= MOST_PAGES
    for number, text in enumerate(pages, start=1):
        assert text.endswith(f"{made.foot} page {number} of {len(pages)}")
        assert tight(text).count(tight(made.command)) == (number == len(pages)), number
    assert texts.METHOD in pages[-1]
    assert texts.METHOD not in pages[-2]
    assert sum(len(text.split()) for text in pages) < 4500
    shares = filled(made)
    assert len(shares) == len(pages)
    assert min(shares) > 1 / 2, shares
    assert sum(shares) / len(shares) > 0.8, shares


def test_everything_is_said(usual: tuple[Paper, bytes]) -> None:
    made, pdf = usual
    whole = " ".join(text_of(pdf))
    lines = [line for part in (*texts.opening(made), *texts.method(made)) for _, line in part[1]]
    figures = [said for one in made.figures for said in (one.headline, one.subtitle, one.caption, one.source)]
    for said in (*lines, *figures, *(line for _, line in texts.cover(made))):
        assert tight(said) in tight(whole), said


def test_charts_are_drawings_and_the_file_is_small(usual: tuple[Paper, bytes], opened: pikepdf.Pdf) -> None:
    images = [
        one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Image
    ]
    assert images == []
    assert len(usual[1]) < 400_000


def test_the_same_paper_gives_the_same_file(usual: tuple[Paper, bytes], demo_programme: Programme) -> None:
    assert as_pdf(paper(demo_programme, DECIDED)) == usual[1]


@pytest.mark.parametrize(
    "query",
    [
        "chart=sector-matrix&region=E12000007",
        "chart=changes&illustrative=hide",
        "as_at=2014-03-31",
        "summary=none&purpose=none",
    ],
)
def test_other_papers_meet_pdf_ua_1_too(demo_programme: Programme, query: str) -> None:
    assert failures(as_pdf(paper(demo_programme, query))) == []


@pytest.mark.parametrize("keys", [FIRST, REST], ids=["first half", "second half"])
def test_every_chart_can_stand_in_a_paper(demo_programme: Programme, keys: tuple[str, ...]) -> None:
    made = paper_of(demo_programme, keys, query=ABOUT)
    pdf = as_pdf(made)
    assert failures(pdf) == []
    said = " ".join(text_of(pdf))
    for figure in made.figures:
        assert plain(f"{figure.number}. {figure.headline}") in said


def test_no_name_is_anything_but_text(demo_programme: Programme) -> None:
    made = renamed(paper_of(demo_programme, TABLES_AND_CHARTS), [NASTY])
    pdf = as_pdf(made)
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as described:
        assert described["dc:title"] == NASTY
    assert plain(NASTY) in text_of(pdf)[0]
    tree = html.document_fromstring(as_html(made, style="/style.css"))
    assert tree.findtext(".//h1") == NASTY
    assert list(tree.iter("b", "script")) == []


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(names=st.lists(ODD, min_size=4, max_size=4))
@example(names=["a\t\u0980", "\ufeffa", "a\ufeff\u0980", "\u00ad\u200b\u0980"])
@example(names=["\ufeff", "\t", "\n\u0980", "\ufeff\t\u0980"])
def test_no_name_breaks_it(names: list[str], demo_programme: Programme) -> None:
    made = renamed(paper_of(demo_programme, TABLES_AND_CHARTS), names)
    assert as_pdf(made).startswith(b"%PDF-")
    assert as_html(made, style="/style.css").startswith("<!DOCTYPE html>")


def test_a_sign_that_no_font_has_is_a_square(demo_programme: Programme) -> None:
    """Signs of a private area, that no font has; the paper is made all the same."""
    made = replace(paper(demo_programme, FEW), title="From \U0010fffd\U000f0001 to ✕")
    assert f"From {UNKNOWN}{UNKNOWN} to ✕" in text_of(as_pdf(made))[0]


@pytest.fixture(scope="module")
def preview(demo_programme: Programme) -> tuple[Paper, HtmlElement]:
    made = paper(demo_programme, f"{DECIDED}&chart=by-region&chart=changes&chart=area-coverage")
    return made, html.document_fromstring(
        as_html(made, style="/style.css", ignored=("There is no chart “x”.",))
    )


def test_the_preview_says_the_same_in_the_same_order(preview: tuple[Paper, HtmlElement]) -> None:
    made, tree = preview
    assert [node.text_content() for node in tree.iter("h1", "h2", "h3")] == [
        made.title,
        *(heading for heading, _ in texts.opening(made)),
        *(f"{figure.number}. {figure.headline}" for figure in made.figures[:1]),
        texts.FIGURES,
        *(f"{figure.number}. {figure.headline}" for figure in made.figures[1:]),
        texts.METHOD,
        *(heading for heading, _ in texts.method(made)),
        texts.WORKBOOK,
    ]
    assert [image.get("alt") for image in tree.iter("img")] == [
        texts.alt_text(figure).says for figure in made.figures if not is_table(figure)
    ]
    (table,) = tree.iter("table")
    assert len(table.findall(".//tbody/tr")) == len(made.figures[1].frame)
    assert [node.text_content() for node in tree.find_class("ignored")] == ["Ignored: There is no chart “x”."]


def test_nothing_of_the_preview_runs_or_comes_from_elsewhere(preview: tuple[Paper, HtmlElement]) -> None:
    tree = preview[1]
    assert list(tree.iter("script")) == []
    assert {image.get("src").partition(",")[0] for image in tree.iter("img")} == {"data:image/svg+xml;base64"}
    assert [link.get("href") for link in tree.iter("link")] == ["/style.css"]


def test_the_address_comes_as_a_code_that_leads_there(
    demo_programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEP_SERVER_ADDRESS", "https://cep.example.org")
    made = paper(demo_programme, FEW)
    pdf = as_pdf(made)
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        links = [str(note.A.URI) for page in opened.pages for note in page.get("/Annots", []) if "/A" in note]
        said = [str(one.Alt) for one in elements(opened.Root.StructTreeRoot) if Name.Figure == one.S]
    assert links == [made.address]
    assert said[-1] == texts.found_by(made).says
    tree = html.document_fromstring(as_html(made, style="/style.css"))
    assert tree.xpath("//a/@href") == [made.address]
    assert tree.xpath("//a/img/@alt") == [texts.found_by(made).says]


def test_numbers_are_said_in_words_of_the_paper(demo_programme: Programme) -> None:
    """What a figure that is a table leaves out is said with its place in the workbook."""
    made = paper(demo_programme, "chart=authorities")
    (figure,) = made.figures
    said = " ".join(text_of(as_pdf(made)))
    assert (
        f"of {words.number(len(figure.frame))} rows; all of them are in {texts.in_workbook(figure)}" in said
    )
