"""The board paper over HTTP: its forms, its preview, and sentences for what cannot be."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pptx import Presentation

from dashboard.app import create_app, warm
from dashboard.exports.forms import PAPER_FORMS
from dashboard.settings import Settings


@pytest.fixture(scope="module")
def client(demo_store: str) -> Iterator[FlaskClient]:
    app = create_app(Settings(store=demo_store))
    warm(app)
    with app.server.test_client() as client:
        yield client


def test_the_preview_may_stand_in_a_frame_of_ours_and_runs_only_files_of_ours(client: FlaskClient) -> None:
    answer = client.get("/board-pack.html?chart=by-region&title=Ours")
    assert answer.status_code == 200
    assert "<h1>Ours</h1>" in answer.get_data(as_text=True)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self';" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_everything_the_preview_asks_for_is_there(client: FlaskClient) -> None:
    text = client.get("/board-pack.html?chart=by-region").get_data(as_text=True)
    for part in text.split('src="')[1:] + text.split('href="')[1:]:
        address = part.partition('"')[0]
        if address.startswith("/"):
            with client.get(address) as answer:
                assert answer.status_code == 200, address


def test_no_page_but_the_preview_may_stand_in_a_frame(client: FlaskClient) -> None:
    for address in ("/paper", "/board-pack.json", "/board-pack.exe"):
        assert client.get(address).headers["X-Frame-Options"] == "DENY"


def test_the_outline_says_what_the_paper_holds_and_could_hold(client: FlaskClient) -> None:
    outline = client.get("/board-pack.json?chart=cold-spots&region=E12000007").get_json()
    assert outline["charts"] == ["cold-spots"]
    assert "trajectory" in {chart["key"] for chart in outline["available"]}
    assert {form["form"] for form in outline["forms"]} == set(PAPER_FORMS)
    assert "--region E12000007" in outline["command"]


def test_what_is_not_known_is_refused_with_the_query_that_would_be_understood(client: FlaskClient) -> None:
    query = (
        "chart=cold-spots&chart=nonsense&chart=partnership-status&region=E12000007&region=Atlantis&title=Ours"
    )
    refused = client.get(f"/board-pack.json?{query}")
    assert refused.status_code == 400
    said = refused.get_json()
    for wrong in (
        "“Atlantis” is not a known region; it can be E12000001",
        "no chart called “nonsense”. Charts: ",
        "name it",
    ):
        assert wrong in said["sentence"]
    assert said["understood"] == "region=E12000007&chart=cold-spots&title=Ours"
    assert client.get(f"/board-pack.json?{said['understood']}").status_code == 200
    composing = client.get(f"/board-pack.json?{query}", headers={"X-Requested-With": "cep"})
    assert composing.status_code == 200
    assert composing.get_json()["charts"] == ["cold-spots"]
    assert composing.get_json() | said == composing.get_json()
    for form in PAPER_FORMS:
        answer = client.get(f"/board-pack.{form}?{query}")
        assert answer.status_code == 400, form
        assert "“Atlantis” is not a known region" in answer.get_data(as_text=True)
    preview = client.get(f"/board-pack.html?{query}")
    assert preview.status_code == 200
    assert "Ignored: “Atlantis” is not a known region" in preview.get_data(as_text=True)


def test_junk_never_fails(client: FlaskClient) -> None:
    for query in ("chart=%ff%00", "title=%00%0a", "summary=" + "x" * 5000, "as_at=&chart=&region=", "%%%"):
        assert client.get(f"/board-pack.html?{query}").status_code == 200, query


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/board-pack.exe", 404, "“exe” is not a form of a board paper; ask for"),
        ("/board-pack.html?partnership=nobody", 404, "No partnership in this store is called “nobody”"),
    ],
)
def test_what_is_wrong_is_said(client: FlaskClient, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)


@pytest.mark.usefixtures("without_chrome")
def test_no_form_needs_a_browser(client: FlaskClient) -> None:
    for form in [*PAPER_FORMS, "html", "json"]:
        assert client.get(f"/board-pack.{form}?chart=by-region").status_code == 200, form


def test_the_pdf_comes_as_a_file_with_a_name(client: FlaskClient) -> None:
    answer = client.get("/board-pack.pdf?chart=by-region&as_at=2019-12-31")
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    named = "board-paper_england_2019-12-31_v1.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{named}"'
    assert answer.get_data().startswith(b"%PDF-")


def test_a_template_comes_from_the_folder_that_is_configured_and_from_nowhere_else(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, folder = "/board-pack.pptx?chart=by-region&template=", tmp_path / "templates"
    refused = client.get(f"{asked}board.pptx")
    assert (refused.status_code, "CEP_TEMPLATES names" in refused.get_data(as_text=True)) == (400, True)

    folder.mkdir()
    Presentation().save(str(folder / "board.pptx"))
    Presentation().save(str(tmp_path / "other.pptx"))
    (folder / "broken.pptx").write_bytes(b"nothing")
    monkeypatch.setenv("CEP_TEMPLATES", str(folder))
    made = Presentation(BytesIO(client.get(f"{asked}board.pptx").get_data()))
    assert next(iter(made.slides)).slide_layout.name == "Title Slide"
    for name in ("../other.pptx", str(tmp_path / "other.pptx"), ".", ".pptx", "missing.pptx"):
        answer = client.get("/board-pack.pptx", query_string={"chart": "by-region", "template": name})
        assert answer.status_code == (400 if name.endswith(".pptx") else 200), name
    assert "Templates: board.pptx, broken.pptx." in client.get(f"{asked}../other.pptx").get_data(as_text=True)
    assert "broken.pptx cannot be read" in client.get(f"{asked}broken.pptx").get_data(as_text=True)
    assert client.get("/board-pack.docx?chart=by-region&template=board.pptx").status_code == 200
