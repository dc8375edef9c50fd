"""A desk over a demo store, for every test of handing in."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.dashboard.web.uploads.desks import opened


@pytest.fixture
def address(own_demo_store: str) -> str:
    """A demo store of the test's own."""
    return own_demo_store


@pytest.fixture
def client(address: str) -> Iterator[FlaskClient]:
    with opened(address) as client:
        yield client
