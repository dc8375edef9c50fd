"""Which service has the boundaries of a level and year: known ones, those of a reader's own file, or one address."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from geo.errors import FetchError

KNOWN = Path(__file__).parent / "services.toml"
_NEEDED = {"level": str, "year": int, "url": str}


@dataclass(frozen=True, slots=True)
class Service:
    """One layer of a feature service."""

    level: str
    year: int
    url: str

    @property
    def host(self) -> str:
        """The machine that answers."""
        return urlsplit(self.url).netloc


def service_of(level: str, year: int, *, url: str | None = None, more: Path | None = None) -> Service:
    """The service at an address, else the one that a file of the reader's or ours has for the level and year.

    Raises FetchError with those there are.
    """
    if url is not None:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
            raise FetchError(
                f"{url} is no address of a service. Give that of a layer, such as https://…/FeatureServer/0."
            )
        return Service(level, year, url.rstrip("/").removesuffix("/query"))
    listed = [*(_read(more) if more else []), *_read(KNOWN)]
    found = next((one for one in listed if (one.level, one.year) == (level, year)), None)
    if found is None:
        there = ", ".join(sorted({f"{one.level} {one.year}" for one in listed}))
        raise FetchError(
            f"No service is known for {level} {year}; there are {there}. Give the address of its layer with --service, "
            f"or a file of services with --services."
        )
    return found


def _read(path: Path) -> list[Service]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("service", [])
    except OSError as error:
        raise FetchError(f"The file of services {path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FetchError(f"The file of services {path.name} is not TOML: {error}.") from error
    for row in rows if isinstance(rows, list) else [None]:
        if not isinstance(row, dict) or any(
            not isinstance(row.get(name), kind) for name, kind in _NEEDED.items()
        ):
            raise FetchError(f"Each [[service]] of {path.name} needs level, year (a number) and url.")
    return [Service(row["level"], row["year"], row["url"]) for row in rows]
