"""Papers leave the tool as slides and documents: by address and from the command line, without any browser."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode
from zipfile import ZipFile

import docx
import pytest
from flask.testing import FlaskClient
from papers import EACH_KIND, paper_of
from pptx import Presentation
from typer.testing import CliRunner

from dashboard.app import create_app
from dashboard.cli import app
from dashboard.exports.forms import PAPER_FORMS, render_paper
from dashboard.settings import Settings
from data.programme.programme import Programme

pytestmark = pytest.mark.thorough

ASKED = "region=E12000007&chart=london-map&chart=core-groups&title=London"
WORDS = {
    "meeting": "Board",
    "meeting_on": "2020-05-12",
    "author": "Jo",
    "audience": "Trustees",
    "purpose": "none",
    "ask": "decision",
    "summary": "Few.",
    "recommendation": "One",
    "next_step": "Two",
    "commentary": "core-groups: Agreed in May",
    "annex": "yes",
}
"""What an author may say, by its key in an address."""


@pytest.fixture(scope="module")
def client(demo_store: str) -> FlaskClient:
    return create_app(Settings(store=demo_store)).server.test_client()


def titles(form: str, content: bytes) -> list[str]:
    """The headings of a file, as the program that opens it finds them."""
    if form == "pptx":
        slides = Presentation(BytesIO(content)).slides
        return [slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title]
    document = docx.Document(BytesIO(content))
    wanted = {"Title", "Heading 1", "Finding"}
    return [one.text for one in document.paragraphs if one.style is not None and one.style.name in wanted]


def said(content: bytes) -> str:
    """Everything that the parts of a file say, the command that remakes it among it."""
    with ZipFile(BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.endswith(".xml")]
        return "".join(parts.read(name).decode("utf-8") for name in names)


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_the_address_of_a_paper_answers_with_the_file(form: str, client: FlaskClient) -> None:
    answer = client.get(f"/board-pack.{form}?{ASKED}")
    assert answer.status_code == 200
    assert answer.content_type == PAPER_FORMS[form].media_type
    assert f".{form}" in answer.headers["Content-Disposition"]
    found = titles(form, answer.data)
    assert found[0] == "London"
    assert any("10 of 33 London boroughs" in title for title in found)
    assert f"board-paper_london_2020-03-31_v1.{form}" in said(answer.data)


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_the_command_line_writes_the_same_bytes(
    form: str, client: FlaskClient, demo_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no Chrome or Chromium is found here
    file = tmp_path / f"paper.{form}"
    options = [
        "--region",
        "E12000007",
        "--chart",
        "london-map",
        "--chart",
        "core-groups",
        "--title",
        "London",
        *(part for key, said in WORDS.items() for part in (f"--{key.replace('_', '-')}", said)),
    ]
    done = CliRunner().invoke(app, ["board-pack", "-o", str(file), "--store", demo_store, *options])
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == client.get(f"/board-pack.{form}?{ASKED}&{urlencode(WORDS)}").data


def test_papers_made_at_the_same_time_do_not_see_each_other(demo_programme: Programme) -> None:
    """Eight papers on four threads are, byte for byte, what they are one after the other."""
    queries = ("", "region=E12000007", "as_at=2016-12-31", "illustrative=hide")
    papers = [paper_of(demo_programme, EACH_KIND, query=query) for query in queries]
    wanted = [(form, paper) for paper in papers for form in ("docx", "pptx")]
    alone = [render_paper(paper, form) for form, paper in wanted]
    with ThreadPoolExecutor(max_workers=4) as pool:
        together = list(pool.map(lambda one: render_paper(one[1], one[0]), wanted))
    assert together == alone
    assert len(set(alone)) == len(alone)
