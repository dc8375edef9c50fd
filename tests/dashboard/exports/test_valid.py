"""Every office file that leaves the tool is valid by the schemas and the rules of its format, not only readable."""

import zipfile
from pathlib import Path

import pytest
from openxml_audit import OdfValidator, OpenXmlValidator, ValidationSeverity
from papers import ABOUT, FIRST, REST, paper_of

from dashboard.exports.forms import render_paper
from dashboard.exports.tables.whole_store import store_file
from dashboard.question import Question
from data.programme.programme import Programme
from data.returns.templates import template

pytestmark = pytest.mark.thorough


def wrong_with(file: Path) -> list[str]:
    """What a validator finds wrong with a file; what it merely remarks is left out."""
    validator = OdfValidator() if file.suffix == ".ods" else OpenXmlValidator()
    found = [one for one in validator.validate(file).errors if one.severity is ValidationSeverity.ERROR]
    inside = folders_in(file) if found else set()
    return [str(one) for one in found if not any(f"'{folder}' which is not" in str(one) for folder in inside)]


def folders_in(file: Path) -> set[str]:
    """The folders of a package. A chart in OpenDocument is one, and the validator looks for files of its name alone."""
    if not zipfile.is_zipfile(file):
        return set()
    with zipfile.ZipFile(file) as package:
        return {name.rpartition("/")[0] for name in package.namelist() if name.endswith("/content.xml")}


@pytest.mark.parametrize("charts", [FIRST, REST], ids=["first half", "second half"])
@pytest.mark.parametrize("form", ["docx", "pptx", "xlsx", "ods"])
def test_a_paper_of_every_chart_is_valid(
    form: str, charts: tuple[str, ...], demo_programme: Programme, tmp_path: Path
) -> None:
    file = tmp_path / f"paper.{form}"
    file.write_bytes(render_paper(paper_of(demo_programme, charts, query=ABOUT), form))
    assert wrong_with(file) == []


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_templates_and_the_whole_store_are_valid(
    form: str, demo_programme: Programme, tmp_path: Path
) -> None:
    blank, store = tmp_path / f"blank.{form}", tmp_path / f"store.{form}"
    blank.write_bytes(template(form))
    assert wrong_with(blank) == []
    store.write_bytes(store_file(Question.from_query(demo_programme, ""), form))
    assert wrong_with(store) == []


def test_the_validator_notices_what_is_wrong(demo_programme: Programme, tmp_path: Path) -> None:
    file = tmp_path / "paper.xlsx"
    file.write_bytes(render_paper(paper_of(demo_programme, FIRST[:1]), "xlsx")[:-200])
    assert wrong_with(file)
