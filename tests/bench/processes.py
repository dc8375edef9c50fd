"""How large a worker is once it has answered everything, and the stores of every scale."""

from collections.abc import Iterator
from pathlib import Path

import psutil

from data.demo import build_demo
from tests.browser.paths import PATHS, STATES
from tests.browser.serving import served

Row = tuple[str, str, str]
SCALES = (1, 10)


def stores(folder: Path) -> dict[int, str]:
    """Build a demo store at each scale; return their addresses."""
    built = {scale: f"sqlite:///{folder / f'scale-{scale}.db'}" for scale in SCALES}
    for scale, store in built.items():
        build_demo(store, scale=scale)
    return built


def memory(store: str, folder: Path) -> Iterator[Row]:
    """Say how large a worker is once it has answered every page in every state."""
    with served(store, folder, workers=2) as site:
        for path in PATHS:
            for state in STATES:
                site.get("/_dash-layout", {"Referer": f"{site.address}{path}?{state}"})
        workers = psutil.Process(site.process.pid).children()
        whole = max(one.memory_info().rss for one in workers)
        own = max(one.memory_full_info().uss for one in workers)
        yield "Memory of the largest worker, resident", f"{whole / 2**20:.0f} MB", "below 350 MB"
        yield "  of it not shared with the others", f"{own / 2**20:.0f} MB", ""
