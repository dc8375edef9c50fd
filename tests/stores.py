"""Stores for tests: each kind is built once for all processes of a run, and every test gets a copy of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from fasteners import InterProcessLock
from sqlalchemy import Connection, create_engine, text

from data.demo import build_demo
from data.store.engine import open_store
from data.store.migrate import initialise


def build_tables(address: str) -> None:
    """A store that has all its tables and no rows."""
    engine = open_store(address, create=True)
    initialise(engine, name="A test store")
    engine.dispose()


KINDS: dict[str, Callable[[str], object]] = {"tables": build_tables, "demo": build_demo}
"""What a store can be a copy of."""


class Stores(Protocol):
    """Where the stores of a test come from, on one of the two databases."""

    def place(self) -> str:
        """The address of a place for a store, empty as yet."""

    def copy(self, kind: str) -> str:
        """The address of a new store of a kind."""


class SQLiteFiles:
    """Stores in files of one folder; the originals lie in a folder that all processes of the run share."""

    def __init__(self, shared: Path, folder: Path) -> None:
        self._shared = shared
        self._folder = folder

    def place(self) -> str:
        """The address of a file that is not there yet."""
        return f"sqlite:///{self._new_file()}"

    def copy(self, kind: str) -> str:
        """The address of a file that is a copy."""
        return f"sqlite:///{shutil.copyfile(original(self._shared, kind), self._new_file())}"

    def _new_file(self) -> Path:
        names = ("cep.db", *(f"cep-{number}.db" for number in range(2, 100)))
        return next(path for name in names if not (path := self._folder / name).exists())


def original(shared: Path, kind: str) -> Path:
    """The SQLite file that every store of a kind is a copy of; who only reads needs no copy."""
    file = shared / f"{kind}.db"
    with InterProcessLock(shared / f"{kind}.lock"):
        if not file.exists():
            unfinished = file.with_suffix(".unfinished")
            KINDS[kind](f"sqlite:///{unfinished}")
            unfinished.rename(file)
    return file


class PostgreSQLDatabases:
    """Stores in databases of one server, which copies a database faster than we build another."""

    def __init__(self, shared: Path, server: str) -> None:
        self._shared = shared
        self._server = server
        self._made: list[str] = []

    def place(self) -> str:
        """The address of an empty database."""
        return self._new_database("template1")

    def copy(self, kind: str) -> str:
        """The address of a database that is a copy."""
        with (
            InterProcessLock(self._shared / f"{kind}-postgresql.lock"),
            administering(self._server) as connection,
        ):
            if kind not in connection.scalars(text("SELECT datname FROM pg_database")):
                connection.execute(text(f"CREATE DATABASE unfinished_{kind}"))
                KINDS[kind](self._address(f"unfinished_{kind}"))
                connection.execute(text(f"ALTER DATABASE unfinished_{kind} RENAME TO {kind}"))
        return self._new_database(kind)

    def drop_all(self) -> None:
        """Drop the databases that were made here, whoever is still connected to them."""
        with administering(self._server) as connection:
            for name in self._made:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    def _new_database(self, template: str) -> str:
        name = f"test_{uuid4().hex}"
        with administering(self._server) as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        self._made.append(name)
        return self._address(name)

    def _address(self, name: str) -> str:
        return self._server.replace("/postgres?", f"/{name}?")


def hurry(server: str) -> None:
    """Let a server not wait for its disk: nobody needs its databases after a loss of power."""
    with administering(server) as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))


@contextmanager
def administering(server: str) -> Iterator[Connection]:
    """A connection whose statements stand by themselves, as those about whole databases must."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def cut(database: str) -> None:
    """End every connection to a database, as a server does that is restarted."""
    others = (
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with administering(database) as connection:
        connection.execute(text(others))
