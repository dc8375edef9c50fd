"""A document that needs no repair: headings, captions, alternatives, real tables, contents, the same bytes."""

import re
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.table import Table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.etree import _Element
from office import assert_sound, find, named, parts_of, values, xml_of
from openpyxl import load_workbook
from papers import ABOUT, EACH_KIND, FIRST, REST, paper_of, renamed

from dashboard import compose_paper, words
from dashboard.charts.render import CHARTS
from dashboard.exports.paper import texts
from dashboard.exports.paper.paper import Paper, definition
from dashboard.exports.paper.qr_code import qr_code
from dashboard.exports.rows import chart_table
from dashboard.exports.tables.workbook.model import tidy_text
from dashboard.exports.word import as_docx
from dashboard.filters import Filters
from data.programme.programme import Programme
from tests.dashboard.exports.test_every_form import FILTERS

pytestmark = pytest.mark.thorough

HALVES = {"first half": FIRST, "second half": REST, "usual": ()}
ODD = st.text(st.characters(codec="utf-8", exclude_categories=()), min_size=1, max_size=40)
BODY = "/word/document.xml"


@pytest.fixture(scope="module", params=HALVES.values(), ids=HALVES.keys())
def paper(request: pytest.FixtureRequest, demo_programme: Programme) -> Paper:
    return paper_of(demo_programme, request.param, query=ABOUT, annex=True)


@pytest.fixture(scope="module")
def document(paper: Paper) -> bytes:
    return as_docx(paper)


def opened(document: bytes) -> Document:
    return docx.Document(BytesIO(document))


def styled(document: bytes, *styles: str) -> list[str]:
    return [one.text for one in opened(document).paragraphs if one.style and one.style.name in styles]


def fields(tree: _Element) -> list[str]:
    return [text.split()[0] for text in values(tree, "//w:instrText/text()")]


def test_the_package_is_sound(document: bytes) -> None:
    assert_sound(document)


def test_headings_are_those_of_a_board_paper(document: bytes, paper: Paper) -> None:
    assert styled(document, "Heading 1") == [
        *(heading for heading, _ in texts.opening(paper) if heading != texts.PURPOSE),
        *(["Figures"] if paper.figures[1:] else []),
        "Method and evidence",
        "Annex: tables in full",
    ]
    assert styled(document, "Title") == [paper.title]
    assert styled(document, "Finding") == [
        f"{place}. {figure.headline}" for place, figure in enumerate(paper.figures, start=1)
    ]


def test_every_figure_has_a_numbered_caption(document: bytes, paper: Paper) -> None:
    captions = [text for text in styled(document, "Caption") if text.startswith("Figure")]
    assert captions == [
        f"Figure {place}: {figure.chart.question}" for place, figure in enumerate(paper.figures, start=1)
    ]
    assert fields(xml_of(document, BODY)).count("SEQ") == len(paper.figures)


def test_every_figure_says_what_it_must_say_of_itself(document: bytes, paper: Paper) -> None:
    texts = [one.text for one in opened(document).paragraphs]
    for figure in paper.figures:
        assert figure.subtitle in texts
        assert any(text.startswith(figure.source) for text in texts)
        assert any(definition(figure).definition[1:] in text for text in texts)
        assert not figure.reason_empty or figure.reason_empty in texts
    assert paper.illustrative == any(words.ILLUSTRATIVE in text for text in texts)


def test_every_drawing_has_a_text_alternative_and_a_number_of_its_own(document: bytes) -> None:
    tree = xml_of(document, BODY)
    drawings = find(tree, "//wp:docPr")
    for element in [*drawings, *find(tree, "//wpg:cNvPr | //wps:cNvPr")]:
        assert values(element, "@descr")[0].strip()
        assert values(element, "@name")[0].strip()
    ids = values(tree, "//wp:docPr/@id | //wpg:cNvPr/@id | //wps:cNvPr/@id")
    assert drawings
    assert len(ids) == len(set(ids))


def test_a_figure_is_a_native_chart_a_group_of_shapes_or_a_table(document: bytes, paper: Paper) -> None:
    tree, parts = xml_of(document, BODY), parts_of(document)
    charts, groups = find(tree, "//c:chart"), find(tree, "//wpg:wgp")
    assert len(charts) == len(named(parts, "/word/charts/")) == len(
        [name for name in parts if re.match(r"/word/embeddings/workbook\d", name)]
    )  # fmt: skip
    shown = [figure for figure in paper.figures if not figure.reason_empty]
    captions = values(tree, "/w:document/w:body/w:tbl/w:tblPr/w:tblCaption/@w:val")
    tables = [one for one in captions if not one.startswith("Table ")]
    assert len(charts) + len(groups) + len(tables) == len(shown)


def test_every_table_repeats_its_header_keeps_rows_whole_and_says_what_it_is(document: bytes) -> None:
    tables = find(xml_of(document, BODY), "//w:tbl")
    assert tables
    for table in tables:
        assert len(find(table, "w:tr[w:trPr/w:tblHeader]")) == 1
        assert find(table, "w:tr[1]/w:trPr/w:tblHeader")
        assert len(find(table, "w:tr[w:trPr/w:cantSplit]")) == len(find(table, "w:tr")) > 1
        assert values(table, "w:tblPr/w:tblCaption/@w:val")[0]
        assert values(table, "w:tblPr/w:tblDescription/@w:val")[0]
        columns = len(find(table, "w:tblGrid/w:gridCol"))
        assert all(len(find(row, "w:tc")) == columns for row in find(table, "w:tr"))


def test_figures_begin_a_page_and_flow_on_with_what_is_said_of_them(document: bytes) -> None:
    """No page is broken by hand but that before the figures: one that moves takes its words along."""
    tree = xml_of(document, BODY)
    broken = [
        "".join(values(paragraph, ".//w:t/text()"))
        for paragraph in find(tree, "//w:p[w:pPr/w:pageBreakBefore]")
    ]
    assert broken == ["Figures"]
    styles = xml_of(document, "/word/styles.xml")
    for style in ("Finding", "Shown", "Figure", "Caption"):
        assert find(styles, f"//w:style[@w:styleId='{style}']/w:pPr/w:keepNext"), style


def test_the_workbook_with_every_row_is_within(document: bytes, paper: Paper) -> None:
    tree, parts = xml_of(document, BODY), parts_of(document)
    (symbol,) = find(tree, "//w:object")
    assert symbol.xpath("string(.//@alt)").startswith("Workbook of this paper: Every row and column")
    book = load_workbook(BytesIO(parts["/word/embeddings/workbook.xlsx"]), read_only=True)
    assert book.sheetnames == ["Cover", *(figure.sheet for figure in paper.figures), "Contents", "Notes"]
    told = " ".join(one.text for one in opened(document).paragraphs)
    for figure in paper.figures:
        assert figure.figure is None or figure.reason_empty or texts.in_workbook(figure) in told


def test_the_authors_words_are_where_they_belong(demo_programme: Programme) -> None:
    query = (
        "chart=by-region&chart=core-groups&meeting=Board&meeting_on=2020-05-12&author=Jo&audience=Trustees&"
        "recommendation=One&recommendation=Two&next_step=Three&commentary=core-groups:+Agreed+in+May"
    )
    document = as_docx(compose_paper.read(demo_programme, query, exactly=True)[0])
    said = [one.text for one in opened(document).paragraphs]
    assert "Meeting: Board, 12 May 2020 · Author: Jo · For: Trustees" in said
    assert "For decision: Agree recommendations 1 and 2." in said
    assert styled(document, "List Number") == ["One", "Two", "Three"]
    headings = styled(document, "Heading 1")
    assert headings.index("Next steps") == headings.index("Method and evidence") - 1
    caption = next(place for place, text in enumerate(said) if text.startswith("Figure 2: "))
    assert said[caption + 1] == "Agreed in May"


def test_the_address_stands_as_text_and_as_a_picture(
    demo_programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = paper_of(demo_programme, ("by-region",))
    assert "/word/media/image2.png" not in parts_of(as_docx(some))
    monkeypatch.setenv("CEP_SERVER_ADDRESS", "https://cep.example.org")
    document = as_docx(some)
    assert f"Address: {some.address}" in [one.text for one in opened(document).paragraphs]
    assert values(xml_of(document, BODY), "//pic:cNvPr/@descr") == [
        f"The address of this paper: {some.address}"
    ]
    pictures = [content for name, content in parts_of(document).items() if name.startswith("/word/media/")]
    assert qr_code(some.address) in pictures


def test_only_our_own_fields_run(document: bytes) -> None:
    parts = parts_of(document)
    for name, tree in named(parts, "/word/").items():
        assert set(fields(tree)) <= {"SEQ", "PAGE", "NUMPAGES"}, name


def test_pages_have_the_title_at_their_head_and_line_and_number_at_their_foot(
    document: bytes, paper: Paper
) -> None:
    section = opened(document).sections[0]
    assert section.header.paragraphs[0].text == paper.title
    (foot,) = section.footer.paragraphs
    assert re.fullmatch(rf"{re.escape(paper.foot)}, page \d+ of \d+", foot.text)
    assert (section.page_width, section.page_height) == pytest.approx((7_560_000, 10_692_000), abs=1000)


def test_the_document_is_in_british_english_and_says_whose_it_is(document: bytes, paper: Paper) -> None:
    styles = xml_of(document, "/word/styles.xml")
    assert values(styles, "/w:styles/w:docDefaults//w:lang/@w:val") == ["en-GB"]
    assert not find(xml_of(document, BODY), "//w:lang")
    about = opened(document).core_properties
    assert about.title == paper.title
    assert about.author == about.last_modified_by == paper.question.programme.store_name
    assert about.language == "en-GB"


def test_every_style_that_is_used_is_defined(document: bytes) -> None:
    defined = set(values(xml_of(document, "/word/styles.xml"), "//w:style/@w:styleId"))
    used = set(values(xml_of(document, BODY), "//w:pStyle/@w:val | //w:tblStyle/@w:val"))
    assert used
    assert used <= defined


def test_no_paragraph_is_empty_but_those_of_shapes_and_cells(document: bytes) -> None:
    for paragraph in find(xml_of(document, BODY), "/w:document/w:body/w:p"):
        assert find(paragraph, ".//w:t[normalize-space()] | .//w:drawing | .//w:object")


def test_a_long_table_takes_a_third_of_a_page_and_says_where_its_rows_are(demo_programme: Programme) -> None:
    figure = paper_of(demo_programme, ("authorities",), annex=True)
    document = as_docx(figure)
    table, whole = opened(document).tables
    where = "table 1 in the workbook of this paper (worksheet authorities)"
    said = f"The first {len(table.rows) - 1} of 317 rows; all of them are in {where}."
    assert said in [one.text for one in opened(document).paragraphs]
    assert len(table.rows) < 20
    assert len(whole.rows) == 318


def test_the_annex_is_on_wide_pages_under_the_same_head_and_foot(document: bytes, paper: Paper) -> None:
    upright, method, wide = opened(document).sections
    assert (wide.page_width, wide.page_height) == (upright.page_height, upright.page_width)
    for section in (upright, method, wide):
        assert section.header.paragraphs[0].text == paper.title
        assert section.footer.paragraphs[0].text.startswith(f"{paper.foot}, page ")


@pytest.mark.parametrize(("chart", "annex"), [("changes", True), ("cold-spots", False)])
def test_a_paper_has_no_annex_unless_it_is_asked_for_and_a_table_is_long(
    demo_programme: Programme, chart: str, *, annex: bool
) -> None:
    document = opened(as_docx(paper_of(demo_programme, (chart,), annex=annex)))
    assert len(document.sections) == 2
    assert "Annex: tables in full" not in [one.text for one in document.paragraphs]


def tables_of(document: bytes) -> dict[int, list[list[str]]]:
    """The cells of the fullest table of each figure, by its number; the annex comes last, so it wins."""
    return {
        int(re.findall(r"\d+", table._tbl.xpath("w:tblPr/w:tblCaption/@w:val")[0])[0]): cells_of(table)
        for table in opened(document).tables
    }


def cells_of(table: Table) -> list[list[str]]:
    return [["".join(cell.xpath(".//w:t/text()")) for cell in row.tc_lst] for row in table._tbl.tr_lst]


def plain(text: str) -> str:
    return tidy_text(text).replace(words.NO_BREAK, " ")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS, keys=st.lists(st.sampled_from(sorted(CHARTS)), min_size=2, max_size=2, unique=True))
def test_a_document_holds_exactly_the_rows_of_the_table_twins(
    demo_programme: Programme, filters: Filters, keys: list[str]
) -> None:
    paper = paper_of(demo_programme, tuple(keys), query=f"{filters.to_query()}&{ABOUT}", annex=True)
    tables = tables_of(as_docx(paper))
    for place, figure in enumerate(paper.figures, start=1):
        page = chart_table(figure)
        if figure.reason_empty or not page.rows:
            continue
        head, *rows = tables[place]
        labels = iter(enumerate(page.labels))  # two may be alike: they are in the order of the page
        columns = [next(place for place, label in labels if label == wanted) for wanted in head]
        assert [[plain(cell) for cell in row] for row in rows] == [
            [plain(row[column]) for column in columns] for row in page.rows
        ]


def test_the_same_paper_gives_the_same_bytes(demo_programme: Programme) -> None:
    some = paper_of(demo_programme, EACH_KIND, query=ABOUT)
    assert as_docx(some) == as_docx(some)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(ODD, min_size=4, max_size=4))
def test_no_name_breaks_a_file(names: list[str], demo_programme: Programme) -> None:
    some = paper_of(demo_programme, ("cold-spots", "london-map", "pilots-members", "changes"))
    document = as_docx(renamed(some, names))
    assert_sound(document)
    assert len(opened(document).paragraphs) > 20
