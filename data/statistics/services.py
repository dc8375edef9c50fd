"""Where measures are fetched from: the services and measures that are known, and those that a reader's file adds."""

import tomllib
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from geo.errors import FetchError

KNOWN = Path(__file__).parent / "services.toml"


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError(f"{text} is no address that begins with https://")
    return text.rstrip("/")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Service(_Entry):
    """A service that answers with tables: its address, which columns mean what, and whom it is printed as."""

    key: str
    url: Annotated[str, AfterValidator(_address)]
    source: str
    code: str
    value: str
    period: str
    order: str
    name: str | None = None
    total: str | None = None
    keep: dict[str, str] = {}

    @property
    def host(self) -> str:
        """The machine that answers."""
        return urlsplit(self.url).netloc


class Measure(_Entry):
    """A measure that a service has: what it is asked, which rows are meant, and what the measure means."""

    key: str
    service: str
    query: str
    keep: dict[str, str] = {}
    label: str | None = None
    kind: str | None = None
    weights: str | None = None
    lower_is_needier: bool | None = None


class _File(_Entry):
    service: list[Service] = []
    measure: list[Measure] = []


def find(
    key: str, *, service: str | None = None, query: str | None = None, more: Path | None = None
) -> tuple[Measure, Service]:
    """The measure of a key and the service that has it; `service` and `query` are what a reader says of it.

    A reader's file goes before ours. Raises FetchError, with what there is, where something is not known.
    """
    files = [*([_read(more)] if more else []), _read(KNOWN)]
    measures = {one.key: one for file in reversed(files) for one in file.measure}
    services = {one.key: one for file in reversed(files) for one in file.service}
    if query is not None and service is not None:
        measures[key] = Measure(key=key, service=service, query=query)
    if key not in measures:
        raise FetchError(
            f"No measure is known as “{key}”; there are {', '.join(sorted(measures))}. Say with --service and --query "
            "where another is."
        )
    if (asked := service or measures[key].service) not in services:
        raise FetchError(f"No service is known as “{asked}”; there are {', '.join(sorted(services))}.")
    found = measures[key].model_copy(update={"query": query} if query else {})
    return found, services[asked]


def _read(path: Path) -> _File:
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise FetchError(f"The file of services {path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FetchError(f"The file of services {path.name} is not TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(str(part) for part in first["loc"])
        raise FetchError(f"The file of services {path.name}: {where}: {first['msg']}.") from error
