"""Handing in returns in tests: a store of the test's own, and what a page of ours sends."""

import io
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.settings import Settings

OURS = {"X-Requested-With": "cep"}
GOOD = b"partnership,name\ncamden-spark,Camden Sparks\nnew-place,New Place CEP\n"
BAD = b"activity,partnership,title,start_on,primary_lever\na-1,camden-spark,Song,2020-02-30,SING\n"


def opened(address: str, **settings: Any) -> FlaskClient:
    return create_app(Settings(store=address, **settings)).server.test_client()


def upload(client: FlaskClient, content: bytes, name: str = "partnerships.csv", **form: str) -> TestResponse:
    sent = {"files": (io.BytesIO(content), name), **form}
    return client.post("/data/upload", data=sent, headers=OURS)


def post(client: FlaskClient, action: str, **asked: Any) -> TestResponse:
    return client.post(f"/data/{action}", json=asked, headers=OURS)


def load(client: FlaskClient, found: dict[str, Any]) -> TestResponse:
    return post(client, "load", key=found["key"], seen=found["seen"], replace=found["replace"])


def names(client: FlaskClient) -> dict[str, str]:
    rows = client.get("/export/partnerships.json").get_json()["rows"]
    return {row["partnership"]: row["name"] for row in rows}


def version(client: FlaskClient) -> int:
    return int(client.get("/export/partnerships.json").get_json()["store_version"])


def kept(address: str) -> list[Path]:
    folder = Path(address.removeprefix("sqlite:///") + "-uploads")
    return sorted(folder.iterdir()) if folder.is_dir() else []
