"""What files cost: pictures in a batch with the memory of Chrome, spreadsheets, the whole store."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any

import psutil

from dashboard.charts.render import CHARTS, render
from dashboard.exports.pictures.pictures import pictures
from dashboard.exports.tables.files import chart_file
from dashboard.exports.tables.whole_store import store_file
from dashboard.question import Question
from data.programme.programme import load
from data.store.engine import open_store
from tests.bench.figures import milliseconds
from tests.browser import chromium

Row = tuple[str, str, str]
BATCH = 10
SHEETS = ("by-region", "area-coverage", "sector-matrix", "trajectory")


def files(store: str) -> Iterator[Row]:
    """Time pictures, alone and in a batch, a chart's spreadsheets, and the whole store as a workbook."""
    asked = Question.from_query(load(open_store(store)), "")
    drawn = [render(chart, asked) for chart in CHARTS.values() if chart.draw and chart.subject == "none"]
    yield from _pictures(drawn[:BATCH])
    for form in ("xlsx", "ods"):
        took = [
            _seconds(lambda key=key, form=form: chart_file(render(CHARTS[key], asked), form))
            for key in SHEETS
        ]
        yield f"A chart as {form}, median of {len(SHEETS)}", milliseconds(median(took) * 1000), ""
    yield "The whole store as xlsx", f"{_seconds(lambda: store_file(asked, 'xlsx')):.1f} s", ""


def _pictures(drawn: list[Any]) -> Iterator[Row]:
    with _with(chromium.find()):
        for form in ("svg", "png"):
            alone = _seconds(lambda form=form: pictures(drawn[:1], form))
            with _Watching() as seen:
                batch = _seconds(lambda form=form: pictures(drawn, form))
            each = (batch - alone) / (len(drawn) - 1)
            yield f"One picture as {form}, Chrome started for it", f"{alone:.1f} s", ""
            yield f"Each further picture of a batch as {form}", milliseconds(each * 1000), ""
            yield (
                f"  memory of Chrome meanwhile, shared parts once ({form})",
                f"{seen.most / 2**20:.0f} MB",
                "below 600 MB",
            )


@contextmanager
def _with(browser: str) -> Iterator[None]:
    """BROWSER_PATH names a Chrome inside the block."""
    before = os.environ.get("BROWSER_PATH")
    os.environ["BROWSER_PATH"] = browser
    yield
    os.environ.pop("BROWSER_PATH")
    os.environ |= {"BROWSER_PATH": before} if before else {}


class _Watching:
    """Looks, until the block ends, at the memory of every process below this one."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "_Watching":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.2):
            self.most = max(self.most, sum(map(_own, psutil.Process().children(recursive=True))))


def _own(process: psutil.Process) -> int:
    """What a process takes, with its part of what it shares; nothing once it has ended."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
