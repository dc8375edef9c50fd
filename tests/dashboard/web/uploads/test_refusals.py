"""Returns by our own pages only, and a sentence for whatever else comes."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.web.writing import NOT_FROM_HERE
from tests.dashboard.web.uploads.desks import GOOD, OURS, opened, post, upload

POSTS = ("upload", "load", "discard", "undo")


@pytest.mark.parametrize("action", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        OURS | {"Origin": "http://evil.example"},
        OURS | {"Sec-Fetch-Site": "cross-site"},
        OURS | {"Host": "evil.example"},
    ],
    ids=["plain form", "origin", "site", "host"],
)
def test_a_request_of_another_site_changes_nothing(
    client: FlaskClient, action: str, headers: dict[str, str]
) -> None:
    answer = client.post(f"/data/{action}", data={"files": (io.BytesIO(GOOD), "a.csv")}, headers=headers)
    assert answer.status_code == 403
    assert answer.get_json() == {"sentence": NOT_FROM_HERE}


@pytest.mark.parametrize("action", POSTS)
def test_where_others_can_reach_the_server_nothing_is_written(address: str, action: str) -> None:
    client = opened(address, host="0.0.0.0")  # noqa: S104
    answer = post(client, action, batch=1)
    assert answer.status_code == 403
    assert answer.get_json() == {"sentence": NOT_FROM_HERE}


def test_too_much_at_once_is_said(client: FlaskClient) -> None:
    answer = client.post(
        "/data/upload",
        data={"files": (io.BytesIO(GOOD), "a.csv")},
        headers=OURS,
        environ_overrides={"CONTENT_LENGTH": str(10**9)},
    )
    assert answer.status_code == 413
    assert "larger than 50 MB" in answer.get_json()["sentence"]


def test_no_file_at_all_is_said(client: FlaskClient) -> None:
    answer = client.post("/data/upload", data={}, headers=OURS)
    assert answer.status_code == 400
    assert "at least one file" in answer.get_json()["sentence"]


def test_hostile_files_get_a_sentence_and_leave_nothing_behind(client: FlaskClient, address: str) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../../../etc/cron.d/partnerships.csv", b"0" * 5_000_000)
    for content, name in (
        (bomb.getvalue(), "../../evil.xlsx"),
        (b"PK\x03\x04 nothing", "returns.xlsx"),
        (b"%PDF-1.7", "returns.pdf"),
        (b"\x00" * 1000, "returns.xls"),
        (b"", "empty.csv"),
    ):
        answer = upload(client, content, name)
        assert answer.status_code == 200, name
        assert answer.get_json()["is_refused"], name
        assert "Traceback" not in answer.get_data(as_text=True)
    root = Path(address.removeprefix("sqlite:///")).parent
    assert {path.name for path in root.iterdir()} <= {"cep.db", "cep.db-wal", "cep.db-shm", "cep.db-uploads"}


def test_a_key_that_is_none_is_answered_with_a_sentence(client: FlaskClient) -> None:
    for answer in (
        post(client, "load", key="../../etc/passwd", seen="", replace=False),
        post(client, "discard", key="0" * 64),
        client.get("/data/marked-up/none.xlsx"),
    ):
        assert answer.status_code == 404
        assert answer.get_json()["sentence"].endswith("Choose them again.")


@pytest.mark.parametrize("asked", [{}, {"batch": "1"}, {"batch": None}])
def test_undoing_nothing_in_particular_is_said(client: FlaskClient, asked: dict[str, Any]) -> None:
    answer = post(client, "undo", **asked)
    assert answer.status_code == 400
    assert "which batch" in answer.get_json()["sentence"]


def test_a_batch_that_is_not_there_is_said(client: FlaskClient) -> None:
    assert post(client, "undo", batch=77).status_code == 404
    assert "77" in client.get("/data/changes/77").get_json()["sentence"]


def test_a_folder_that_nothing_can_be_kept_in_is_said(client: FlaskClient, address: str) -> None:
    Path(address.removeprefix("sqlite:///") + "-uploads").write_text("in the way")
    answer = upload(client, GOOD)
    assert answer.status_code == 503
    assert "cannot be kept" in answer.get_json()["sentence"]
