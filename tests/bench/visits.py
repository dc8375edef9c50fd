"""What a reader waits for in a real browser, on our levers and on the plain page: arriving, changing, slowly."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench import sides
from tests.bench.figures import kilobytes, milliseconds, p50, p95
from tests.bench.questions import REGIONS
from tests.bench.run import Line, Run, compared
from tests.browser.visiting import KINDS, UPDATE, browsing, settled, visiting

WATCH_DRAWING = (Path(__file__).parent / "drawing.js").read_text()
CHARTS = 7
PATHS = {"ours": "/levers", "plain": "/"}
CHANGES = 6
"""Changes of the region in a round."""
DEADLINE = 120_000
"""Milliseconds after which a chart counts as not drawn."""
SLOW = {"latency": 100, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "offline": False}
"""400 kbit/s with 100 ms, in bytes a second."""
SECONDS = "{:.1f} s".format


def first_visits(run: Run) -> Iterator[Line]:
    """A visitor who has nothing in their cache: until all charts are drawn, and what comes over the wire."""
    drawn: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, list[float]] = defaultdict(list)
    with sides.both(run.store, run.folder) as pair, browsing() as browser:
        for number in run.turns(first=1):
            for side in pair[:: 1 if number % 2 else -1]:
                with arriving(browser, side) as (arrival, size):
                    pass
                if number >= 0:
                    drawn[side.name].append(arrival["all"])
                    sizes[side.name].append(size)
    what = "First visit, all seven charts drawn"
    yield compared(what, median(drawn["ours"]), median(drawn["plain"]), milliseconds, "at most 0.5")
    what = "First visit, over the wire"
    yield compared(what, median(sizes["ours"]), median(sizes["plain"]), kilobytes, "950 kB")


def slow_visits(run: Run) -> Iterator[Line]:
    """The same at 400 kbit/s and 100 ms: until the answer in words and the first chart."""
    arrivals: dict[str, list[dict[str, float]]] = defaultdict(list)
    with sides.both(run.store, run.folder) as pair, browsing() as browser:
        for number in run.turns():
            for side in pair[:: 1 if number % 2 else -1]:
                with arriving(browser, side, network=SLOW) as (arrival, _):
                    arrivals[side.name].append(arrival)
    ours, plain = (
        {key: median(one[key] for one in arrivals[name]) / 1000 for key in arrivals[name][0]}
        for name in PATHS
    )
    yield Line("400 kbit/s and 100 ms: the answer in words", SECONDS(ours["answer"]), goal="4 s")
    yield compared("  the first chart", ours["first"], plain["first"], SECONDS, "20 s")
    yield compared("  all charts", ours["all"], plain["all"], SECONDS)


@contextmanager
def arriving(
    browser: Browser, side: sides.Side, *, network: dict[str, Any] | None = None
) -> Iterator[tuple[dict[str, float], int]]:
    """A new visitor's page once every chart is drawn: milliseconds since arriving to each, and the bytes that came."""
    with visiting(browser, side.address, script=WATCH_DRAWING, **KINDS["desktop"]) as (page, _):
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        if network:
            client.send("Network.emulateNetworkConditions", network)
        sizes: list[int] = []
        client.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.goto(PATHS[side.name], wait_until="commit", timeout=DEADLINE)
        arrival = page.evaluate("milliseconds => cepDrawing.arrived(milliseconds)", DEADLINE)
        if not arrival["all"]:
            message = f"{side.name}: not all charts were drawn: {arrival}"
            raise RuntimeError(message)
        page.wait_for_load_state("networkidle", timeout=DEADLINE)
        yield arrival, sum(sizes)


def redraws(run: Run) -> Iterator[Line]:
    """From a change of the region to the last chart's redraw, the two pages in turn; no change was made before."""
    took: dict[str, list[float]] = defaultdict(list)
    drawing: dict[str, list[float]] = defaultdict(list)
    regions = [[one] for one in REGIONS] + [[*pair] for pair in itertools.combinations(REGIONS, 2)]
    chosen = itertools.cycle(regions)
    with sides.both(run.store, run.folder) as pair, browsing() as browser, ExitStack() as stack:
        pages = {side.name: stack.enter_context(_opened(browser, side)) for side in pair}
        for number in run.turns(first=1):
            for asked in itertools.islice(chosen, CHANGES if number >= 0 else 2):
                for name in [*pages][:: 1 if number % 2 else -1]:
                    measured = change(pages[name], name, asked)
                    if number >= 0:
                        took[name].append(measured["redrawn"])
                        drawing[name].append(measured["drawing"])
    for name, share in (("p50", p50), ("p95", p95)):
        what = f"A filter changed, all seven charts redrawn, {name}"
        yield compared(
            what,
            share(took["ours"]),
            share(took["plain"]),
            milliseconds,
            "at most 0.5" if share is p50 else "",
        )
    what = "  p95 to p50"
    yield Line(
        what, *(f"{p95(took[name]) / p50(took[name]):.1f} times" for name in PATHS), goal="at most 1.5"
    )
    yield compared(
        "  of it plotly.js drawing, p50", p50(drawing["ours"]), p50(drawing["plain"]), milliseconds
    )


@contextmanager
def _opened(browser: Browser, side: sides.Side) -> Iterator[Page]:
    with visiting(browser, side.address, script=WATCH_DRAWING, **KINDS["desktop"]) as (page, _):
        page.goto(PATHS[side.name], wait_until="commit")
        page.evaluate("milliseconds => cepDrawing.arrived(milliseconds)", DEADLINE)
        yield page


def change(page: Page, name: str, regions: list[str]) -> dict[str, float]:
    """Choose regions; milliseconds until all was redrawn, and of plotly.js at work."""
    page.bring_to_front()
    with page.expect_response(lambda response: UPDATE in response.url):
        if name == "ours":
            query = "&".join(f"region={region}" for region in regions)
            page.evaluate("query => cepDrawing.follow(query)", f"?{query}")
        else:
            page.evaluate("value => cepDrawing.choose('region', { value })", regions)
    if name == "ours":
        settled(page)
    elif not page.evaluate("([charts, ms]) => cepDrawing.redrawn(charts, ms)", [CHARTS, DEADLINE]):
        message = f"{regions}: not all charts were redrawn."
        raise RuntimeError(message)
    measured: dict[str, float] = page.evaluate("cepDrawing.read()")
    return measured
