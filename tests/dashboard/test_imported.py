"""What is imported is on the pages with the next request."""

import json
import shutil
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.settings import Settings
from data.returns.imports import undo
from data.store.engine import open_store
from tests.returns import loaded

AS_AT = "as_at=2020-03-31"


@pytest.fixture
def store(demo_store: str, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(demo_store.removeprefix('sqlite:///'), tmp_path / 'cep.db')}"


def test_the_next_request_after_an_import_shows_it_and_after_an_undoing_does_not(store: str) -> None:
    client = create_app(Settings(store=store)).server.test_client()
    engine = open_store(store)

    def established() -> tuple[int, int]:
        first = json.loads(client.get(f"/api/indicators?{AS_AT}").data)[0]
        return first["value"], first["store_version"]

    before, version = established()
    batch = loaded(
        engine,
        partnerships=[{"partnership": "a-new-one", "name": "A new one", "bridge": "a-new-direction"}],
        statuses=[{"partnership": "a-new-one", "status": "established", "from_date": "2019-01-01"}],
        partnership_areas=[{"partnership": "a-new-one", "area_code": "E09000001", "coverage": "whole"}],
    )
    assert established() == (before + 1, version + 1)
    assert client.get("/partnerships/a-new-one").status_code == 200

    undo(engine, batch, who="an officer")
    assert established() == (before, version + 2)
    engine.dispose()
