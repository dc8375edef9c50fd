"""A filled store for the tests of importing, on each database in turn."""

import pytest
from sqlalchemy import Engine

from tests.returns import fill


@pytest.fixture
def filled(store: Engine) -> Engine:
    """A tiny England with two partnerships, Barnet and Camden."""
    fill(store)
    return store
