"""How far a reader goes who follows what happens: `python -m tests.ways [--files]`. It judges nothing.

Two things are done once, each as the product does it, while Python's profile hook listens: a filter change on
Meetings that nobody asked before, answered by a warmed application; and one changed cell of a return of one row,
first prepared (read, checked, compared), then loaded as well.

Counted is what runs in the files of `dashboard`, `data` and `geo`, and nothing else:

- files: how many of them are entered at all;
- moves: how often a function of another file is entered than the one entered last; going back is not counted;
- calls: how often a function is entered. A comprehension is a function, and a generator is entered once for every
  value that it is asked for.
"""

import argparse
import csv
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from dashboard.app import create_app, warm
from dashboard.settings import Settings
from data.demo import build_demo
from data.returns.imports import load, prepare
from data.store.engine import open_store
from tests.bench.on_server import request_of

ROOT = Path(__file__).parents[1]
PRODUCT = ("dashboard/", "data/", "geo/")
PAGE, QUESTION = "/meetings", "as_at=2019-10-31&lever=DEL&region=E12000007&region=E12000008"
FORMATS = ("workshop", "closed_meeting")
"""What the changed cell says before and after."""


@dataclass
class Way:
    """The files that were entered, in that order, how often from one to another, and how many functions ran."""

    files: dict[str, None] = field(default_factory=dict)
    moves: int = 0
    calls: int = 0
    _last: str | None = None
    _file_of: dict[CodeType, str | None] = field(default_factory=dict)

    @contextmanager
    def follow(self) -> Iterator[None]:
        """Count what runs inside of this in the present thread."""
        before = sys.getprofile()
        sys.setprofile(self._hear)
        try:
            yield
        finally:
            sys.setprofile(before)

    def _hear(self, frame: FrameType, event: str, _: Any) -> None:
        if event != "call" or (file := self._product_file(frame.f_code)) is None:
            return
        self.calls += 1
        self.moves += self._last not in (None, file)
        self.files[file] = None
        self._last = file

    def _product_file(self, code: CodeType) -> str | None:
        if code not in self._file_of:
            path = Path(code.co_filename)
            name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else ""
            self._file_of[code] = name if name.startswith(PRODUCT) else None
        return self._file_of[code]


def filter_change(store: str) -> Way:
    """The way of one answer of the address callback, on an application of its own over a demo store."""
    app = create_app(Settings(store=store))
    warm(app)
    client = app.server.test_client()
    body = request_of(client, page=PAGE)
    body["inputs"][1]["value"] = f"?{QUESTION}"
    way = Way()
    with way.follow():
        answer = client.post("/_dash-update-component", json=body)
    if answer.status_code != 200 or not json.loads(answer.data)["response"]:
        message = f"The filter change was answered with {answer.status_code}."
        raise RuntimeError(message)
    return way


def changed_cell(store: str, folder: Path) -> tuple[Way, Way]:
    """The way of preparing one changed cell, and of loading it, over a demo store in an SQLite file, which changes."""
    return_file = folder / "meetings.csv"
    before, after = FORMATS
    with sqlite3.connect(store.removeprefix("sqlite:///")) as connection:
        select = "SELECT meeting, partnership, held_on FROM meeting WHERE format = ? ORDER BY meeting LIMIT 1"
        (meeting,) = connection.execute(select, (before,)).fetchall()
    with return_file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([("meeting", "partnership", "held_on", "format"), (*meeting, after)])
    engine = open_store(store)
    prepared, loaded = Way(), Way()
    with prepared.follow():
        plan = prepare(engine, [return_file])
    with loaded.follow():
        load(engine, plan, who=None)
    engine.dispose()
    return prepared, loaded


def main() -> None:
    """Follow both on a new demo store, and print the figures beside the goals, or the files."""
    options = argparse.ArgumentParser(prog="python -m tests.ways", description=(__doc__ or "").split("\n")[0])
    options.add_argument(
        "--files", action="store_true", help="print the files, in the order of entering them"
    )
    with tempfile.TemporaryDirectory() as place:
        store = f"sqlite:///{place}/cep.db"
        build_demo(store)
        change = filter_change(store)
        prepared, loaded = changed_cell(store, Path(place))
    both = {**prepared.files, **loaded.files}
    if options.parse_args().files:
        for title, files in ((f"A filter change on {PAGE}", change.files), ("One changed cell", both)):
            sys.stdout.write("\n  ".join([title, *files]) + "\n")
        return
    for what, measured, goal in (
        (f"A filter change on {PAGE}: files", len(change.files), "30"),
        ("  moves between files", change.moves, "500"),
        ("One changed cell, prepared: files", len(prepared.files), "25"),
        ("  calls of functions", prepared.calls, "8,000"),
        ("  with loading it: files", len(both), ""),
        ("  with loading it: calls of functions", prepared.calls + loaded.calls, ""),
    ):
        sys.stdout.write(f"{what:<44}{measured:>8,}{f'   at most {goal}' if goal else ''}\n")


if __name__ == "__main__":
    main()
