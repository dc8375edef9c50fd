"""Writing a whole store at once: to a new file, into an empty database, or in the place of an older store."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine

from data.errors import StoreExistsError, StoreMissingError
from data.store.address import as_store_error, read_address, show, sqlite_file
from data.store.engine import open_store, transaction
from data.store.migrate import check, initialise_on
from data.store.rows import Rows, delete_rows, write_rows


def build_store(address: str, rows: Rows, *, name: str, replace: bool = False) -> None:
    """Make a store called `name` with these rows; write over one of ours only when told to `replace` it.

    All or nothing: a store that is being replaced serves its old rows until the new ones are there. Raises
    `StoreExistsError` where a store is already, and another `StoreError` where none can be.
    """
    engine = open_store(address, create=True)
    try:
        if _is_there(engine):
            if not replace:
                raise StoreExistsError(
                    f"There is a store at {show(read_address(address))} already. Say --replace to write it anew."
                )
            with transaction(engine) as connection:
                delete_rows(connection)
                write_rows(connection, rows)
        elif (file := sqlite_file(engine.url)) is None:
            _build_in(engine, rows, name)
        else:
            _build_beside(file, rows, name)
    finally:
        engine.dispose()


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


def _build_in(engine: Engine, rows: Rows, name: str) -> None:
    with as_store_error(engine.url), engine.begin() as connection:
        initialise_on(connection, name=name)
        write_rows(connection, rows)


def _build_beside(file: Path, rows: Rows, name: str) -> None:
    """Build in a folder beside the file and move it into place, so that no half of it is ever seen."""
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as folder:
        beside = Path(folder) / file.name
        engine = open_store(f"sqlite:///{beside}", create=True)
        try:
            _build_in(engine, rows, name)
        finally:
            engine.dispose()
        beside.replace(file)
