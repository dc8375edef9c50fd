"""The demo store: England's places, the public register, and illustrative returns to try the product with."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine

from data.address import read_address, show, sqlite_file
from data.errors import StoreExistsError, StoreMissingError
from data.illustrative import DEFAULT_SEED, generate
from data.migrating import check, initialise_on
from data.places import place_rows
from data.reasons import as_store_error
from data.register_loader import register_rows
from data.rows import Rows, delete_rows, together, write_rows
from data.store import open_store, transaction

DEMO_NAME = "Cultural Education Partnerships in England"


def build_demo(address: str, *, seed: int = DEFAULT_SEED, scale: int = 1, replace: bool = False) -> None:
    """Write the demo store to a new file or an empty database; to one of ours only when told to `replace` it.

    All or nothing: a store that is being replaced serves its old rows until the new ones are there. Raises
    `StoreExistsError` where a store is already, and another `StoreError` where none can be.
    """
    url = read_address(address)
    engine = open_store(address, create=True)
    try:
        there = _is_there(engine)
        if there and not replace:
            raise StoreExistsError(
                f"There is a store at {show(url)} already. Say --replace to write it anew."
            )
        rows = demo_rows(seed=seed, scale=scale)
        if there:
            _write_anew(engine, rows)
        elif (file := sqlite_file(url)) is not None:
            _build_beside(file, rows)
        else:
            _build_in(engine, rows)
    finally:
        engine.dispose()


def demo_rows(*, seed: int = DEFAULT_SEED, scale: int = 1) -> Rows:
    """Every row of the demo store by table: places, the register as published, and what was generated."""
    milestones, generated = generate(seed=seed, scale=scale)
    published = register_rows()
    published["partnership"] = [row | milestones[str(row["partnership"])] for row in published["partnership"]]
    return together([place_rows(), published, generated])


def _is_there(engine: Engine) -> bool:
    """Whether a store of ours is there; raises when what is there is something else."""
    file = sqlite_file(engine.url)
    if file is not None and not file.exists():
        return False
    try:
        check(engine)
    except StoreMissingError:
        return False
    return True


def _write_anew(engine: Engine, rows: Rows) -> None:
    with transaction(engine) as connection:
        delete_rows(connection)
        write_rows(connection, rows)


def _build_in(engine: Engine, rows: Rows) -> None:
    with as_store_error(engine.url), engine.begin() as connection:
        initialise_on(connection, name=DEMO_NAME)
        write_rows(connection, rows)


def _build_beside(file: Path, rows: Rows) -> None:
    """Build in a folder beside the file and move it into place, so that no half of it is ever seen."""
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent or Path()) as folder:
        beside = Path(folder) / file.name
        engine = open_store(f"sqlite:///{beside}", create=True)
        _build_in(engine, rows)
        engine.dispose()
        beside.replace(file)
