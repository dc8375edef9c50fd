"""`make figures` writes the same twice, and says of a changed cell where it is."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.question import Question
from data.programme.programme import Programme
from tests.figures import __main__ as command
from tests.figures import record
from tests.figures.commits import folder_of
from tests.figures.compare import NOTHING, Difference, compare
from tests.figures.product import Product
from tests.figures.questions import FORMS, PAPERS, QUESTIONS

pytestmark = pytest.mark.thorough

QUERY = "region=E12000007&partnership=islington"
PAPER = PAPERS[2]
Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """This process has a product to ask."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "product", Product(tmp_path_factory.mktemp("store")))
        yield


@pytest.fixture(scope="module")
def written(asked: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the product says to one question and in one paper."""
    return write(tmp_path_factory.mktemp("figures") / "written")


@pytest.fixture
def old(written: Path, tmp_path: Path) -> Path:
    """The same in a folder of the test's own."""
    return shutil.copytree(written, tmp_path / "old")


def write(folder: Path) -> Path:
    folder.mkdir()
    for job in (("question", QUERY), ("paper", PAPER)):
        (folder / record.file_name(*job)).write_bytes(record.answered(job))
    return folder


def changed(old: Path, change: Change, kind: str = "question", query: str = QUERY) -> Path:
    """A copy of a folder with one change in one file."""
    new = old.with_name("new")
    shutil.copytree(old, new)
    file = new / record.file_name(kind, query)
    held = json.loads(gzip.decompress(file.read_bytes()))
    change(held)
    file.write_bytes(gzip.compress(json.dumps(held).encode()))
    return new


@pytest.mark.thorough
def test_the_same_product_writes_the_same_bytes_again(old: Path) -> None:
    new = write(old.with_name("again"))
    assert {file.name: file.read_bytes() for file in old.iterdir()} == {
        file.name: file.read_bytes() for file in new.iterdir()
    }
    compared = compare(old, new)
    assert compared.differences == []
    assert compared.cells > 10_000


def test_one_changed_cell_is_named_with_chart_question_row_and_column(
    old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(held: dict[str, Any]) -> None:
        frame = held["tables"]["by-region: frame"]
        frame["rows"][0][frame["columns"].index("counted")] = 99

    compared = compare(old, changed(old, change))
    assert compared.differences == [
        Difference("by-region: frame", QUERY, "row 1 E12000007", "counted", 11, 99)
    ]
    command.report(compared, most=40)
    line, total = capsys.readouterr().out.splitlines()
    assert line == f"by-region: frame | {QUERY} | row 1 E12000007 | counted | 11 -> 99"
    assert total == f"1 difference in {compared.cells:,} cells."


def test_a_number_of_a_figure_is_named_by_its_path(old: Path) -> None:
    def change(held: dict[str, Any]) -> None:
        held["figures"]["by-region: figure"]["layout"]["height"] = 1

    (found,) = compare(old, changed(old, change)).differences
    assert (found.part, found.column, found.new) == ("by-region: figure", "layout.height", 1)


def test_a_word_of_a_paper_is_named_by_its_line(old: Path) -> None:
    def change(held: dict[str, Any]) -> None:
        held["tables"]["paper docx"]["rows"][0] = ["Another title"]

    (found,) = compare(old, changed(old, change, "paper", PAPER)).differences
    assert found == Difference("paper docx", PAPER, "row 1", "line", "London", "Another title")


def test_a_row_that_came_in_is_one_difference_and_not_all_that_follow(old: Path) -> None:
    def change(held: dict[str, Any]) -> None:
        held["tables"]["page /"]["rows"].insert(3, ["children", "More"])

    (found,) = compare(old, changed(old, change)).differences
    assert (found.row, found.old, found.new) == ("row 4", NOTHING, ["children", "More"])


def test_a_chart_or_a_question_that_is_gone_is_said(old: Path) -> None:
    new = changed(old, lambda held: held["figures"].pop("by-region: figure"))
    (new / record.file_name("paper", PAPER)).unlink()
    found = compare(old, new).differences
    assert [one.part for one in found] == ["by-region: figure", *(f"paper {form}" for form in sorted(FORMS))]
    assert {one.new for one in found} == {NOTHING}
    assert [one.part for one in compare(old, new, only_new=True).differences] == ["by-region: figure"]


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        (0.1 + 0.2, 0.3, True),
        (1, 1.0, True),
        (1.0, 1.0001, False),
        (1, True, False),
        (None, 0, False),
        ("1", 1, False),
    ],
)
def test_numbers_are_compared_to_twelve_digits_and_nothing_else_is_forgiven(
    was: object, now: object, same: bool, tmp_path: Path
) -> None:
    for name, value in (("old", was), ("new", now)):
        held = {"question": "", "tables": {"part": {"columns": ["value"], "rows": [[value]]}}, "figures": {}}
        (tmp_path / name).mkdir()
        (tmp_path / name / "question.json.gz").write_bytes(gzip.compress(json.dumps(held).encode()))
    compared = compare(tmp_path / "old", tmp_path / "new")
    assert (compared.cells, compared.differences == []) == (1, same)


def test_all_forms_of_a_paper_and_every_page_are_read(old: Path) -> None:
    paper, question = (
        json.loads(gzip.decompress((old / record.file_name(*job)).read_bytes()))
        for job in (("paper", PAPER), ("question", QUERY))
    )
    for form in FORMS:
        said = " ".join(line for (line,) in paper["tables"][f"paper {form}"]["rows"])
        assert "10 of 33 London boroughs have a counted partnership" in said
    pages = {name: table for name, table in question["tables"].items() if name.startswith("page ")}
    assert "page /partnerships/islington" in pages
    answers = {
        name: [text for part, text in table["rows"] if part == "answer"] for name, table in pages.items()
    }
    assert all(answers[name] for name in answers if name != "page /paper")


def test_there_are_forty_questions_and_only_the_last_has_parts_to_ignore(demo_programme: Programme) -> None:
    assert len(set(QUESTIONS)) == 40
    known = set(demo_programme.partnerships["partnership"])
    for query in (*QUESTIONS[:-1], *PAPERS[:2]):
        question = Question.from_query(demo_programme, query.replace("need=made_up", ""))
        assert question.ignored == (), query
        assert question.partnership is None or question.partnership in known
    assert len(Question.from_query(demo_programme, QUESTIONS[-1]).ignored) == 2


def test_a_base_that_is_no_commit_and_no_folder_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        folder_of("no-such-commit")
    assert stopped.value.code == 2
    assert capsys.readouterr().err
