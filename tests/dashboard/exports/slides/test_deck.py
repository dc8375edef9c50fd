"""Slides that need no repair: placeholders, native figures, notes, alternatives, one language, the same bytes."""

from dataclasses import replace
from io import BytesIO
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import assert_sound, find, named, parts_of, values, xml_of
from openpyxl import load_workbook
from papers import ABOUT, EACH_KIND, FIRST, REST, paper_of, renamed
from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide

from dashboard import compose_paper, words
from dashboard.charts.render import CHARTS
from dashboard.exports.native.model import CM
from dashboard.exports.native.text_widths import height_of
from dashboard.exports.paper.choice import Choice
from dashboard.exports.paper.paper import Figure, Paper, definition
from dashboard.exports.slides import as_pptx
from dashboard.exports.slides.deck import shown
from dashboard.exports.slides.layouts import FOOTERS
from dashboard.exports.tables.workbook.model import tidy_text
from dashboard.filters import Filters
from data.programme.programme import Programme
from tests.dashboard.exports.test_every_form import FILTERS, header_of
from tests.reading_back import rows_of_files, seen, table_below, xlsx_cells

pytestmark = pytest.mark.thorough

HALVES = {"first half": FIRST, "second half": REST, "usual": ()}
ODD = st.text(st.characters(codec="utf-8", exclude_categories=()), min_size=1, max_size=40)


@pytest.fixture(scope="module", params=HALVES.values(), ids=HALVES.keys())
def paper(request: pytest.FixtureRequest, demo_programme: Programme) -> Paper:
    return paper_of(demo_programme, request.param, query=ABOUT)


@pytest.fixture(scope="module")
def deck(paper: Paper) -> bytes:
    return as_pptx(paper)


def opened(deck: bytes) -> Slides:
    return Presentation(BytesIO(deck))


def test_the_package_is_sound(deck: bytes) -> None:
    assert_sound(deck)


def written(slide: Slide) -> dict[str, str]:
    """What stands in each text of a slide, by its name."""
    return {shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}  # type: ignore[attr-defined]


def titles(deck: bytes) -> list[str]:
    return [written(slide)["Title"] for slide in opened(deck).slides]


def slides_of_figures(deck: bytes, paper: Paper) -> list[tuple[Figure, Slide]]:
    found = {written(slide)["Title"]: slide for slide in opened(deck).slides}
    return [(one, found[f"{one.number}. {one.headline}"]) for one in paper.figures if one in shown(paper)]


def test_a_deck_goes_from_cover_and_summary_over_the_figures_to_the_method(deck: bytes, paper: Paper) -> None:
    assert titles(deck) == [
        paper.title,
        "Summary",
        *(f"{figure.number}. {figure.headline}" for figure in shown(paper)),
        "Method and evidence",
    ]


def test_the_usual_deck_has_ten_slides_and_a_figure_of_each_kind_of_record(demo_programme: Programme) -> None:
    paper = paper_of(demo_programme)
    deck = as_pptx(paper)
    assert len(opened(deck).slides) == 10
    kinds = {figure.chart.draws_on[-1] for figure in paper.figures}
    assert {figure.chart.draws_on[-1] for figure, _ in slides_of_figures(deck, paper)} == kinds
    words_of = [len(" ".join(written(slide).values()).split()) for slide in opened(deck).slides]
    assert max(words_of) < 260
    for _, slide in slides_of_figures(deck, paper):
        (drawn,) = (shape for shape in slide.shapes if shape.name.startswith("Figure "))
        assert drawn.width * drawn.height > 0.5 * 33.8 * 19 * CM * CM  # no slide is half empty
    for slide in list(opened(deck).slides)[1::8]:
        (text,) = (shape for shape in slide.shapes if shape.name == "Text")
        lines = text.text_frame.text.split("\n")  # type: ignore[attr-defined]
        assert sum(height_of(line, 16, text.width) for line in lines) > 0.4 * text.height
    without = [str(one.number) for one in paper.figures if one not in shown(paper)]
    said = written(list(opened(deck).slides)[-1])["Text"]
    assert f"Figures {words.listing(without)}, without a slide, with all rows." in said


def test_no_placeholder_is_empty_and_every_slide_has_its_foot_and_number(deck: bytes, paper: Paper) -> None:
    for number, slide in enumerate(opened(deck).slides, start=1):
        texts = written(slide)
        assert all(text.strip() for text in texts.values()), texts
        assert texts["Foot line"] == paper.foot
        assert texts["Slide number"] == str(number)
    for name, tree in named(parts_of(deck), "/ppt/slides/slide").items():
        assert len(find(tree, "//a:fld[@type='slidenum']")) == 1, name


def test_a_figure_slide_says_what_its_figure_must_say_of_itself(deck: bytes, paper: Paper) -> None:
    for figure, slide in slides_of_figures(deck, paper):
        said = " ".join(written(slide).values())
        assert figure.subtitle in said
        assert f"Figure {figure.number}: {figure.caption} {figure.source}" in said
        assert (words.ILLUSTRATIVE in said) == figure.illustrative
        if figure.reason_empty:
            assert figure.reason_empty in said


def test_the_figure_is_read_after_what_it_shows_and_before_its_source(deck: bytes, paper: Paper) -> None:
    for figure, slide in slides_of_figures(deck, paper):
        names = [shape.name for shape in slide.shapes]
        middle = (
            "Figure" if figure.reason_empty else next(name for name in names if name.startswith("Figure "))
        )
        assert names == ["Title", "Subtitle", middle, "Source line", "Foot line", "Slide number"]


LONG = " ".join(f"Sentence {number} is written by an author who has a lot to say." for number in range(6))


def asked_much(programme: Programme) -> Paper:
    """A paper whose author fills every field."""
    said = {
        "meeting": "Board", "meeting_on": "2020-05-12", "author": "A. Officer", "audience": "Trustees",
        "title": "Where partnerships are missing, and what we should do about it this year",
        "chart": ["cold-spots", "attention", "sector-matrix", "area-coverage"],
        "recommendation": [f"{number}: {LONG}"[:400] for number in range(1, 9)],
        "next_step": [f"Step of {name}: {LONG}"[:400] for name in ("May", "June")],
        "commentary": ["cold-spots: Hull is being talked to.", *(f"area-coverage: {LONG}" for _ in range(2))],
    }  # fmt: skip
    made, ignored = compose_paper.read(programme, urlencode(said, doseq=True))
    assert not ignored
    return made


def test_long_text_flows_on_and_is_never_small_cut_or_beyond_its_place(demo_programme: Programme) -> None:
    paper = asked_much(demo_programme)
    deck = as_pptx(paper)
    said = " ".join(text for slide in opened(deck).slides for text in written(slide).values())
    told = (*paper.summary, *paper.recommendations, *paper.next_steps, *paper.figures[3].commentary)
    for line in (*told, *paper.figures[0].commentary, paper.purpose, paper.meeting, "A. Officer", "Trustees"):
        assert line in said
    assert_legible(deck)
    assert [title.partition(" (")[0] for title in titles(deck)][2:4] == ["Recommendations"] * 2


def test_the_last_slide_carries_the_address_as_a_code_that_is_a_link_where_a_server_has_one(
    demo_programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEP_SERVER_ADDRESS", "https://cep.example.org")
    paper = replace(
        paper_of(demo_programme, ("changes",)),
        choice=Choice(charts=("changes",), template=("/home/a/b.pptx",)),
    )
    last = list(opened(as_pptx(paper)).slides)[-1]
    (code,) = [shape for shape in last.shapes if shape.name == "QR code"]
    assert code.click_action.hyperlink.address == paper.address  # type: ignore[attr-defined]
    assert "template=b.pptx" in paper.address
    assert "--template b.pptx" in paper.command


def test_every_slide_is_legible(deck: bytes) -> None:
    assert_legible(deck)


def assert_legible(deck: bytes) -> None:
    """No text but sources, feet and what the cover says of itself is below 16 points, and all fits its place."""
    for number, slide in enumerate(opened(deck).slides):
        for shape in slide.shapes:
            is_foot = shape.is_placeholder and shape.placeholder_format.type in FOOTERS
            if not shape.has_text_frame or is_foot:
                continue
            points = {run.font.size.pt for line in shape.text_frame.paragraphs for run in line.runs}  # type: ignore[attr-defined]
            assert len(points) == 1
            (size,) = points
            least = 10 if shape.name == "Source line" else 14 if (number, shape.name) == (0, "Text") else 16
            assert size >= least, (number, shape.name)
            lines = shape.text_frame.text.split("\n")  # type: ignore[attr-defined]
            needed = sum(height_of(line, size, shape.width) for line in lines)
            assert needed <= shape.height, (number, shape.name)
            assert shape.top + shape.height <= (opened(deck).slide_height or 0)


def workbook_in(deck: bytes) -> bytes:
    """The workbook that the last slide holds."""
    last = list(opened(deck).slides)[-1]
    assert [shape.name for shape in last.shapes][:3] == ["Title", "Text", "Workbook"]
    (held,) = [shape.ole_format.blob for shape in last.shapes if shape.name == "Workbook"]  # type: ignore[attr-defined]
    assert isinstance(held, bytes)
    return held


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS, keys=st.lists(st.sampled_from(sorted(CHARTS)), min_size=2, max_size=2, unique=True))
def test_a_deck_holds_exactly_the_rows_of_the_table_twins(
    demo_programme: Programme, filters: Filters, keys: list[str]
) -> None:
    paper = paper_of(demo_programme, tuple(keys), query=f"{filters.to_query()}&{ABOUT}")
    workbook = workbook_in(as_pptx(paper))
    for figure, name in zip(paper.figures, load_workbook(BytesIO(workbook)).sheetnames[1:-2], strict=True):
        rows = table_below(xlsx_cells(workbook, name), header_of(figure))
        assert [tuple(map(seen, row)) for row in rows] == [
            tuple(map(tidy_text, row)) for row in rows_of_files(figure)
        ]


def test_every_object_has_a_text_alternative(deck: bytes) -> None:
    described = 0
    for name, tree in named(parts_of(deck), "/ppt/slides/slide").items():
        objects = find(tree, "//p:graphicFrame | //p:grpSp[p:nvGrpSpPr/p:cNvPr/@id] | //p:sp[not(.//p:ph)]")
        for element in objects:
            assert values(element, "./*[1]/p:cNvPr/@descr")[0].strip(), name
            assert values(element, "./*[1]/p:cNvPr/@name")[0].strip(), name
            described += 1
    assert described > 5


def test_no_two_shapes_of_a_slide_have_one_number(deck: bytes) -> None:
    for name, tree in named(parts_of(deck), "/ppt/slides/slide").items():
        ids = values(tree, "//p:cNvPr/@id")
        assert len(ids) == len(set(ids)), name


def test_notes_give_definition_and_source_of_every_figure(deck: bytes, paper: Paper) -> None:
    slides = list(opened(deck).slides)
    assert all(
        slide.has_notes_slide and slide.notes_slide.notes_text_frame.text.strip()  # type: ignore[union-attr]
        for slide in slides
    )
    for figure, slide in slides_of_figures(deck, paper):
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        assert definition(figure).definition[1:] in frame.text  # a sentence begins with a capital
        assert figure.source in frame.text
        assert (figure.reason_empty or figure.text) in frame.text
    for name, tree in named(parts_of(deck), "/ppt/notesSlides/notesSlide").items():
        for body in find(tree, "//p:sp[p:txBody]"):
            assert "".join(values(body, ".//a:t/text()")).strip(), name


def test_every_run_is_in_british_english(deck: bytes) -> None:
    parts = parts_of(deck)
    runs = 0
    for begins in ("/ppt/slides/", "/ppt/notesSlides/", "/ppt/slideLayouts/", "/ppt/charts/"):
        for name, tree in named(parts, begins).items():
            for properties in find(tree, "//a:r/a:rPr | //a:fld/a:rPr | //a:defRPr"):
                assert values(properties, "@lang") == ["en-GB"], name
                runs += 1
    assert runs > 150
    assert values(xml_of(deck, "/docProps/core.xml"), "//dc:language/text()") == ["en-GB"]


def test_the_file_says_whose_it_is_and_names_no_person(deck: bytes, paper: Paper) -> None:
    about = opened(deck).core_properties
    assert about.title == paper.title
    assert about.author == about.last_modified_by == paper.question.programme.store_name
    assert paper.as_at in about.keywords
    assert "thumbnail" not in " ".join(parts_of(deck))


def test_charts_are_native_and_have_their_workbook(deck: bytes) -> None:
    parts = parts_of(deck)
    charts = named(parts, "/ppt/charts/chart")
    books = [name for name in parts if name.startswith("/ppt/embeddings/")]
    assert len(charts) == len(books) - 1 > 3  # the one more is the workbook of all rows
    pictures = [name for name in parts if name.endswith((".png", ".jpg", ".jpeg", ".wmf", ".emf", ".svg"))]
    assert pictures == ["/ppt/media/image1.png"]  # the symbol of that workbook


def test_every_shape_of_a_map_is_named_and_grouped(demo_programme: Programme) -> None:
    deck = as_pptx(paper_of(demo_programme, ("area-coverage",)))
    tree = xml_of(deck, "/ppt/slides/slide3.xml")
    groups = values(tree, "//p:grpSp/p:grpSp/p:nvGrpSpPr/p:cNvPr/@name")
    assert groups == ["Key", "Areas", "London, enlarged"]
    named_ = values(tree, "//p:grpSp[p:nvGrpSpPr/p:cNvPr/@name='Areas']/p:sp/p:nvSpPr/p:cNvPr/@name")
    assert len(named_) == 317
    assert "Barking and Dagenham" in named_
    assert len(deck) < 400_000


def test_the_same_paper_gives_the_same_bytes(demo_programme: Programme) -> None:
    some = paper_of(demo_programme, EACH_KIND, query=ABOUT)
    assert as_pptx(some) == as_pptx(some)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(ODD, min_size=4, max_size=4))
def test_no_name_breaks_a_file(names: list[str], demo_programme: Programme) -> None:
    some = paper_of(demo_programme, ("cold-spots", "london-map", "pilots-members", "changes"))
    deck = as_pptx(renamed(some, names))
    assert_sound(deck)
    assert len(opened(deck).slides) > 6
