"""Where a store is: reading an address, and showing one without its password."""

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from data.errors import StoreAddressError

EXAMPLES = "sqlite:///var/cep.db for a file, or postgresql://user@host/name for a database"
_SHOWN_OPTIONS = ("host", "port")


def read_address(address: str) -> URL:
    """The address as a URL with the driver this product uses; raises `StoreAddressError`."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreAddressError(f"The store's address cannot be read. Write {EXAMPLES}.") from error
    backend = url.drivername.split("+")[0]
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreAddressError(f'A store cannot be kept in "{backend}". Write {EXAMPLES}.')
    if url.host or url.username or url.port:
        raise StoreAddressError(
            f"A SQLite store is a file on this machine; its address names no host. Write {EXAMPLES}."
        )
    if not url.database or url.database == ":memory:":
        raise StoreAddressError("A store needs a file to live in. Write sqlite:///var/cep.db, for example.")
    return url.set(drivername="sqlite+pysqlite")


def show(url: URL) -> str:
    """The address for a message: without the password, whichever way it was given."""
    options = {name: value for name, value in url.query.items() if name in _SHOWN_OPTIONS}
    return url.set(drivername=url.get_backend_name(), password=None, query=options).render_as_string()


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite store, None for a PostgreSQL one."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None
