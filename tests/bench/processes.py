"""Whole processes: how long commands take, how large a worker is."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import psutil

from data.demo import build_demo
from tests.browser.paths import PATHS, STATES
from tests.browser.serving import CEP, served

Row = tuple[str, str, str]
SCALES = (1, 10)


def stores(folder: Path) -> dict[int, str]:
    """Build a demo store at each scale; return their addresses."""
    built = {scale: f"sqlite:///{folder / f'scale-{scale}.db'}" for scale in SCALES}
    for scale, store in built.items():
        build_demo(store, scale=scale)
    return built


def commands(store: str) -> Iterator[Row]:
    """Time the command that other programs call."""
    began = perf_counter()
    command = [*CEP, "indicators", "--store", store, "--format", "json"]
    subprocess.run(command, check=True, capture_output=True)
    yield "cep indicators --format json", f"{perf_counter() - began:.1f} s", "below 10 s"


def memory(store: str, folder: Path) -> Iterator[Row]:
    """Say how long the start takes and how large a worker is once it has answered every page in every state."""
    began = perf_counter()
    with served(store, folder, workers=2) as site:
        yield "Start until ready", f"{perf_counter() - began:.1f} s", ""
        for path in PATHS:
            for state in ("", *STATES):
                site.get("/_dash-layout", {"Referer": f"{site.address}{path}?{state}"})
        workers = psutil.Process(site.process.pid).children()
        whole = max(one.memory_info().rss for one in workers)
        own = max(one.memory_full_info().uss for one in workers)
        yield "Memory of the largest worker, resident", f"{whole / 2**20:.0f} MB", "below 350 MB"
        yield "  of it not shared with the others", f"{own / 2**20:.0f} MB", ""
