"""What is made by itself over HTTP: written down, listed, made at once, removed, brought back; by our page alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.web.writing import NOT_FROM_HERE
from tests.dashboard.web.uploads.desks import OURS, opened, post

PAPER = {
    "name": "Board",
    "kind": "paper",
    "every": "quarter",
    "days_after": "30",
    "address": "http://127.0.0.1:8050/paper?chart=by-region&as_at=2020-03-31",
    "as_at": "last-quarter-end",
    "forms": ["docx"],
    "recipients": "",
    "who": "Asha",
}


@pytest.fixture
def client(own_demo_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    monkeypatch.setenv("CEP_PACKS", str(tmp_path / "packs"))
    monkeypatch.delenv("CEP_MAIL_SERVER", raising=False)
    with opened(own_demo_store) as client:
        yield client


def listed(client: FlaskClient) -> list[dict[str, Any]]:
    return list(client.get("/data/packs").get_json()["packs"])


def cells(client: FlaskClient) -> dict[str, str]:
    (one,) = listed(client)
    return dict(one["cells"])


def test_a_paper_is_written_down_made_removed_and_brought_back(client: FlaskClient, tmp_path: Path) -> None:
    begun = client.get("/data/packs").get_json()
    assert (begun["may_write"], begun["packs"]) == (True, [])
    assert [key for key, *_ in begun["forms"]] == ["docx", "pptx", "pdf", "xlsx", "ods"]

    added = post(client, "packs/add", **PAPER)
    assert (added.status_code, added.get_json()["batch"]) == (200, 1)
    assert cells(client) == {
        "What": "Board paper as docx",
        "When": "Every quarter, 30 days after its end",
        "To": "nobody",
        "Next": "now",
    }

    made = post(client, "packs/make", pack="board").get_json()
    assert (made["is_wrong"], made["sentence"][:12]) == (False, "Board: wrote")
    (file,) = (tmp_path / "packs").iterdir()
    assert file.suffix == ".docx"
    assert file.name in listed(client)[0]["became"][0]
    assert cells(client)["Next"] != "now"

    key = {"kind": "packs", "key": ["board"], "who": "Asha"}
    assert client.post("/notes/drop", json=key, headers=OURS).status_code == 200
    assert listed(client) == []
    assert client.post("/notes/undo", json=key, headers=OURS).status_code == 200
    assert cells(client)["What"] == "Board paper as docx"


def test_a_mail_that_cannot_be_sent_is_said_and_tried_once(client: FlaskClient, tmp_path: Path) -> None:
    mail = PAPER | {"recipients": "board@example.org, chair@example.org"}
    assert post(client, "packs/add", **mail).status_code == 200
    made = post(client, "packs/make", pack="board").get_json()
    assert made["is_wrong"]
    assert "not sent to board@example.org and chair@example.org; the next run tries" in made["sentence"]
    assert listed(client)[0]["is_wrong"]
    assert {file.suffix for file in (tmp_path / "packs").iterdir()} == {".docx", ".eml"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"recipients": "nobody"}, "“nobody” is no mail address."),
        ({"every": "hourly"}, "“hourly” is not a rhythm"),
        ({"days_after": "1e3"}, "Say the days as a whole number."),
        ({"days_after": 400}, "Days after are 0 to 366."),
        ({"kind": ["paper"]}, "is not made"),
        ({"address": "chart=nonsense"}, "There is no chart called “nonsense”"),
        ({"address": "partnership=nobody"}, "No partnership in this store"),
        ({"name": "…"}, "Say what it is called."),
        ({"who": " "}, "Say who writes this"),
        ({"folder": "/etc"}, ""),
    ],
)
def test_what_cannot_be_written_down_is_refused(
    client: FlaskClient, changed: dict[str, Any], why: str
) -> None:
    answer = post(client, "packs/add", **PAPER | changed)
    assert (answer.status_code, why in answer.get_json()["sentence"]) == (409 if why else 200, True)


def test_a_folder_is_named_on_the_command_line_alone(client: FlaskClient, tmp_path: Path) -> None:
    post(client, "packs/add", **PAPER | {"folder": str(tmp_path / "elsewhere")})
    post(client, "packs/make", pack="board")
    assert not (tmp_path / "elsewhere").exists()
    assert (tmp_path / "packs").exists()


def test_there_is_nothing_to_make_of_what_is_not_there(client: FlaskClient) -> None:
    answer = post(client, "packs/make", pack="x")
    assert (answer.status_code, answer.get_json()["sentence"][:30]) == (409, "There is no pack called “x”. T")


@pytest.mark.parametrize("name", ["address", "recipients", "as_at", "pack"])
@pytest.mark.parametrize("action", ["add", "make"])
def test_half_a_character_is_no_fault(client: FlaskClient, action: str, name: str) -> None:
    body = json.dumps({**PAPER, name: "\ud800"})
    answer = client.post(f"/data/packs/{action}", data=body, headers=OURS, content_type="application/json")
    assert (answer.status_code, listed(client)) == (409, [])


@pytest.mark.parametrize("action", ["add", "make"])
def test_nobody_else_may(demo_store: str, action: str) -> None:
    assert opened(demo_store).post(f"/data/packs/{action}", json=PAPER).status_code == 403
    elsewhere = opened(demo_store, host="0.0.0.0")  # noqa: S104 - that is what is refused
    answer = post(elsewhere, f"packs/{action}", **PAPER)
    assert (answer.status_code, answer.get_json()) == (403, {"sentence": NOT_FROM_HERE})
