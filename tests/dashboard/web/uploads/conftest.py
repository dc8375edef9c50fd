"""A desk over a demo store, for every test of handing in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from data.demo import build_demo
from tests.dashboard.web.uploads.desks import opened


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A demo store of the test's own."""
    address = f"sqlite:///{tmp_path / 'cep.db'}"
    build_demo(address)
    return address


@pytest.fixture
def client(address: str) -> Iterator[FlaskClient]:
    with opened(address) as client:
        yield client
