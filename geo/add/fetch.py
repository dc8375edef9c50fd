"""Boundaries from a feature service, page by page; what came is kept until all is there."""

import json
import shutil
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from geo.add.http_retries import LIMIT, Wait, ask
from geo.errors import FetchError

KNOWN = Path(__file__).parent / "services.toml"
_NEEDED = {"level": str, "year": int, "url": str}


PAGE = 100
"""Rows asked for at once; a page of the boundaries of wards then has some megabytes."""
TRIES = 3
"""How often a page that repeats rows is asked for again."""
STATE = "state.json"
Watch = Callable[[str, int], object]
Feature = dict[str, Any]


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fetched: the layer as it was when the fetching began."""

    url: str
    count: int
    page: int
    order: str

    @property
    def as_json(self) -> str:
        """What the folder of pages remembers of it."""
        return json.dumps({"url": self.url, "count": self.count, "page": self.page, "order": self.order})


def fetch(
    service: Service,
    *,
    into: Path,
    watch: Watch = lambda _doing, _rows: None,
    wait: Wait = time.sleep,
    page: int = PAGE,
) -> Path:
    """All rows of a layer as one GeoJSON file in a folder of their own in `into`; goes on where it was cut off.

    Raises FetchError, with what to do; pages that came stay for the next time.
    """
    folder = into / f"{service.level}-{service.year}"
    with httpx.Client(timeout=LIMIT, headers={"Accept": "application/json"}) as client:
        plan = _planned(client, service, page, wait)
        _prepare(folder, plan)
        features = list(_features(client, plan, folder, watch, wait))
    if len(features) != plan.count:
        shutil.rmtree(folder)
        raise FetchError(
            f"{service.host} says that it has {plan.count:,} rows and gave {len(features):,}. Nothing was added; "
            f"run the command again to start anew."
        )
    path = folder / f"{service.level}-{service.year}.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def forget(file: Path) -> None:
    """Remove what was kept of a fetching, once its file has been added."""
    shutil.rmtree(file.parent)


def _planned(client: httpx.Client, service: Service, page: int, wait: Wait) -> Plan:
    layer = ask(client, service.url, {"f": "json"}, wait=wait)
    counted = ask(
        client, f"{service.url}/query", {"where": "1=1", "returnCountOnly": "true", "f": "json"}, wait=wait
    )
    count, most = counted.get("count"), layer.get("maxRecordCount")
    if not isinstance(count, int) or count < 1:
        raise FetchError(f"{service.host} has no rows at {service.url}. Check its address.")
    size = min(page, most) if isinstance(most, int) and most > 0 else page
    return Plan(service.url, count, size, str(layer.get("objectIdField") or ""))


def _prepare(folder: Path, plan: Plan) -> None:
    """Keep the pages of an earlier attempt at the very same; begin anew if anything is another."""
    state = folder / STATE
    if state.is_file() and state.read_text(encoding="utf-8") == plan.as_json:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    state.write_text(plan.as_json, encoding="utf-8")


def _features(client: httpx.Client, plan: Plan, folder: Path, watch: Watch, wait: Wait) -> Iterator[Feature]:
    """Every row once; a page that is there already is not asked for again."""
    seen: set[str] = set()
    while len(seen) < plan.count:
        watch(f"Fetching {plan.count:,} areas", len(seen))
        kept = folder / f"page-{len(seen):07d}.json"
        rows = _saved_features(kept) or _page(client, plan, seen, kept, wait)
        if not rows:
            return
        seen |= {_name(row, plan) for row in rows}
        yield from rows
    watch(f"Fetching {plan.count:,} areas", len(seen))


def _saved_features(file: Path) -> list[Feature]:
    try:
        return list(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return []


def _page(client: httpx.Client, plan: Plan, seen: set[str], file: Path, wait: Wait) -> list[Feature]:
    """The rows that come after those seen, written down at once; asked for again if they repeat."""
    query: dict[str, str | int] = {
        "where": "1=1",
        "outFields": "*",
        "outSR": 4326,
        "geometryPrecision": 6,
        "resultOffset": len(seen),
        "resultRecordCount": plan.page,
        "f": "geojson",
    }
    query |= {"orderByFields": plan.order} if plan.order else {}
    for _ in range(TRIES):
        rows = _rows(ask(client, f"{plan.url}/query", query, wait=wait))
        names = [_name(row, plan) for row in rows]
        if not seen.intersection(names) and len(set(names)) == len(names):
            _write(file, rows)
            return rows
        wait(1.0)
    raise FetchError(
        f"{httpx.URL(plan.url).host} gives the same rows again instead of the next ones (from row {len(seen) + 1}). "
        f"Download the file from the portal and add it with `cep boundaries add`."
    )


def _rows(answer: dict[str, Any]) -> list[Feature]:
    rows = answer.get("features")
    if answer.get("type") != "FeatureCollection" or not isinstance(rows, list):
        raise FetchError(
            "The service does not answer with GeoJSON. Give the address of a layer of a FeatureServer."
        )
    return [row for row in rows if isinstance(row, dict)]


def _name(row: Feature, plan: Plan) -> str:
    """By what a row is known again: its number in the service, else all that it says."""
    properties = row.get("properties") or {}
    number = properties.get(plan.order, row.get("id"))
    return str(number) if number is not None else json.dumps(row, sort_keys=True)


def _write(file: Path, rows: list[Feature]) -> None:
    """Write a page beside its place and move it there, so that a page is whole or not there."""
    beside = file.with_suffix(".part")
    beside.write_text(json.dumps(rows), encoding="utf-8")
    beside.replace(file)
