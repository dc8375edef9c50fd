"""What a visitor waits for and downloads, measured in a real browser on the served dashboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.figures import kilobytes, milliseconds, p50, p95
from tests.browser.serving import served
from tests.browser.visiting import KINDS, UPDATE, browsing, settled, visit, visiting

Row = tuple[str, str, str]
HEAVIEST = "/coverage"
REDRAWS = 24
WATCH_DRAWING = (Path(__file__).parent / "drawing.js").read_text()


def visits(store: str, folder: Path) -> Iterator[Row]:
    """Count what a first and a second visit bring over the wire, compressed, and how long the first chart takes."""
    with served(store, folder, workers=2) as site, browsing() as browser:
        with visiting(browser, site.address, **KINDS["desktop"]) as (page, _):
            first, requests = transferred(page, "/")
            ready = page.evaluate("performance.now()")
            page.goto("about:blank")
            second, again = transferred(page, "/")
        yield "First visit, compressed", kilobytes(first), f"below 3,000 kB ({requests} requests)"
        yield "Second visit, compressed", kilobytes(second), f"below 150 kB ({again} requests)"
        yield "First visit, all charts drawn, one time", milliseconds(ready), ""


def redraws(store: str, folder: Path) -> Iterator[Row]:
    """Time filter changes from the change of the address to the last chart's redraw on the heaviest page."""
    with served(store, folder, workers=2) as site, browsing() as browser:
        took, drawing, sizes, counts = changes(browser, site.address)
    yield "Browser, filter change to all charts redrawn, p50", milliseconds(p50(took)), "below 250 ms"
    yield "Browser, filter change to all charts redrawn, p95", milliseconds(p95(took)), ""
    yield "  of it plotly.js drawing, p50", milliseconds(p50(drawing)), ""
    yield "  share of plotly.js", f"{p50(drawing) / p50(took):.0%}", ""
    yield "Requests for a filter change", f"{max(counts)}", "1"
    yield "Answer of a filter change in the browser, largest", kilobytes(max(sizes)), "below 60 kB"


def changes(browser: Browser, address: str) -> tuple[list[float], list[float], list[int], list[int]]:
    """Return milliseconds to redrawn, milliseconds of drawing, bytes and requests of each filter change."""
    took, drawing, sizes, counts = [], [], [], []
    with visiting(browser, address, script=WATCH_DRAWING, **KINDS["desktop"]) as (page, seen):
        visit(page, HEAVIEST)
        for turn in range(REDRAWS):
            before = len(seen.updates)
            region, year = turn % 9 + 1, 2016 + turn % 4
            with page.expect_response(lambda response: UPDATE in response.url) as waiting:
                page.evaluate(
                    "query => cepDrawing.follow(query)", f"?as_at={year}-12-31&region=E1200000{region}"
                )
            waiting.value.finished()
            settled(page)
            measured: dict[str, Any] = page.evaluate("cepDrawing.read()")
            took.append(measured["redrawn"])
            drawing.append(measured["drawing"])
            sizes.append(waiting.value.request.sizes()["responseBodySize"])
            counts.append(len(seen.updates) - before)
    return took[1:], drawing[1:], sizes, counts


def transferred(page: Page, path: str) -> tuple[int, int]:
    """Return the bytes of every answer on the wire for one visit, headers too, and how many came over it."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: list[int] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    visit(page, path)
    client.detach()
    return sum(sizes), sum(size > 0 for size in sizes)
