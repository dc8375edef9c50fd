"""What the same pages take when there are many more partnerships: 1,000 and 5,000 beside those of the register."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median
from typing import Any

from data.demo import build_demo
from tests.bench.questions import changes
from tests.bench.run import Row, Run
from tests.browser.paths import PATHS

SCALES = {"register": None, "1,000": 1_000, "5,000": 5_000}
"""The number of partnerships in words -> how many the demo store has in all; without a number, the published ones."""
HEADER: Row = ("", *SCALES, "1,000 to register", "5,000 to register", "goal", "met")
TIMES = (1.5, 3.0)
"""How often as much as at the number of the register a change may take; both times are of a processor."""
LAYOUT, CHART, SECONDS, MEGABYTES = 150.0, 200.0, 3.0, 400.0
"""At most so many kB of a layout and of a chart, seconds of loading, MB of a worker."""


class Worker:
    """An application over a store, in a process of its own."""

    def __init__(self, store: str) -> None:
        command = [sys.executable, "-m", "tests.bench.worker", store]
        loading = subprocess.run([*command, "load"], check=True, capture_output=True, text=True)
        self.loaded: dict[str, float] = json.loads(loading.stdout)
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, page: str, query: str = "") -> dict[str, Any]:
        """What it says of a question; "end" instead of a page ends it."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([page, query]) + "\n")
        self._process.stdin.flush()
        said = self._hear()
        if said.get("status", 200) != 200:
            message = f"{page}?{query} was answered with {said['status']}."
            raise RuntimeError(message)
        return said

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        return said


def partnerships(run: Run) -> Iterator[Row]:
    """Each page answers a never-asked change at each scale in turn; then what the largest answers and stores weigh."""
    took: dict[tuple[str, str], list[float]] = defaultdict(list)
    asked = changes()
    with ExitStack() as stack:
        workers = {}
        for name, number in SCALES.items():
            store = f"sqlite:///{run.folder / f'partnerships-{number}.db'}"
            build_demo(store, partnerships=number)
            workers[name] = stack.enter_context(Worker(store))
        for number in run.turns(first=1):
            for page in PATHS:
                change = next(asked)
                for name in [*workers][:: 1 if number % 2 else -1]:
                    said = workers[name].ask(page, change.query)
                    if number >= 0:
                        took[page, name].append(said["milliseconds"])
        ends = {name: worker.ask("end") for name, worker in workers.items()}
        loads = {name: worker.loaded for name, worker in workers.items()}
    for page in PATHS:
        yield _row(f"Change on {page}, ms", [median(took[page, name]) for name in SCALES])
    for page in PATHS:
        row = [ends[name]["layouts"][page] / 1000 for name in SCALES]
        yield _row(f"Layout of {page}, kB", row, most=LAYOUT)
    yield _row("Largest chart, kB", [ends[name]["chart"][1] / 1000 for name in SCALES], most=CHART)
    yield _row("Loading the store, s", [loads[name]["processor"] for name in SCALES], most=SECONDS)
    yield _row("A worker, MB", [ends[name]["megabytes"] for name in SCALES], most=MEGABYTES)


def _row(what: str, values: list[float], most: float | None = None) -> Row:
    """The values, their ratios to the first, and whether these or the largest value are as they should be."""
    times = [value / values[0] for value in values[1:]]
    met = (
        all(one <= goal for one, goal in zip(times, TIMES, strict=True))
        if most is None
        else max(values) <= most
    )
    goal = " and ".join(f"{one:g}" for one in TIMES) + " times" if most is None else f"{most:g}"
    ratios = [f"{one:.2f}" for one in times]
    return what, *(f"{value:,.1f}" for value in values), *ratios, f"at most {goal}", "yes" if met else "no"
