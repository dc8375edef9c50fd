"""Two marked stores that differ in everything that is others', and who asks what is in them."""

from pathlib import Path
from typing import NamedTuple

import pytest

from data.store.engine import open_store
from tests.dashboard.leaks.desk import Desk
from tests.dashboard.leaks.marked import OTHERS, OWN, Marks, build
from tests.dashboard.leaks.routes import Things, never_was, things_of


class Store(NamedTuple):
    """A marked store: its address, its words, and what there is of us, of somebody else, and of nobody."""

    address: str
    marks: Marks
    own: Things
    others: Things
    never: Things


def built(demo_store: str, folder: Path, *, kept: frozenset[str] | None = None) -> Store:
    address = f"sqlite:///{folder / 'cep.db'}"
    marks = build(demo_store, address, kept=kept)
    engine = open_store(address)
    own, others = (things_of(engine, marks, bridge) for bridge in (OWN, OTHERS[0]))
    engine.dispose()
    return Store(address, marks, own, others, never_was(others))


@pytest.fixture(scope="session")
def marked(demo_store: str, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store in which every word says whose it is."""
    return built(demo_store, tmp_path_factory.mktemp("marked"))


@pytest.fixture(scope="session")
def desk(marked: Store) -> Desk:
    """A server over the marked store, for what only reads."""
    return Desk(marked.address)


@pytest.fixture(scope="session")
def other_desk(demo_store: str, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A server over a store in which all is different that is not ours."""
    folder = tmp_path_factory.mktemp("unlike")
    build(demo_store, f"sqlite:///{folder / 'cep.db'}", kept=frozenset({OWN}))
    return Desk(f"sqlite:///{folder / 'cep.db'}")
