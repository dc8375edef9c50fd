"""What a reader waits for in a real browser, on our levers and on the plain page: arriving, changing, slowly."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench import sides
from tests.bench.figures import milliseconds, p50, p95
from tests.bench.questions import REGIONS
from tests.bench.run import Goal, Row, Run, alone, compared
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


class NotDrawnError(Exception):
    """A page has not drawn its charts."""


def first_visits(run: Run) -> Iterator[Row]:
    """A visitor who has nothing in their cache: until all charts are drawn, and what comes over the wire."""
    drawn: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, list[float]] = defaultdict(list)
    with sides.both(run.store, run.folder) as pair, browsing() as browser:
        for number in run.turns(first=1):
            for side in pair[:: 1 if number % 2 else -1]:
                arrival, size = arrive(browser, side)
                if number >= 0:
                    drawn[side.name].append(arrival["all"])
                    sizes[side.name].append(size / 1000)
    what = "First visit, all charts drawn"
    yield compared(what, median(drawn["ours"]), median(drawn["plain"]), milliseconds, Goal(0.5))
    ours, plain = (median(sizes[name]) for name in PATHS)
    goal = Goal(950, unit=" kB").cells(ours)
    yield *compared("First visit, over the wire", ours, plain, "{:,.0f} kB".format)[:4], *goal


def slow_visits(run: Run) -> Iterator[Row]:
    """The same at 400 kbit/s and 100 ms: until the answer in words and the first chart."""
    arrivals: dict[str, list[dict[str, float]]] = defaultdict(list)
    failed: dict[str, int] = dict.fromkeys(PATHS, 0)
    with sides.both(run.store, run.folder) as pair, browsing() as browser:
        for number in run.turns():
            for side in pair[:: 1 if number % 2 else -1]:
                try:
                    arrivals[side.name].append(arrive(browser, side, network=SLOW)[0])
                except NotDrawnError:
                    failed[side.name] += 1
    ours, plain = (
        {key: median(one[key] for one in arrivals[name]) / 1000 for key in ("answer", "first", "all")}
        for name in PATHS
    )
    yield alone("400 kbit/s and 100 ms: the answer in words", ours["answer"], SECONDS, Goal(4, unit=" s"))
    goal = Goal(20, unit=" s").cells(ours["first"])
    yield *compared("  the first chart", ours["first"], plain["first"], SECONDS)[:4], *goal
    yield compared("  all charts", ours["all"], plain["all"], SECONDS)
    yield (
        f"  visits without all charts after {DEADLINE / 1000:.0f} s",
        *map(str, failed.values()),
        "",
        *Goal(0).cells(failed["ours"]),
    )


def arrive(
    browser: Browser, side: sides.Side, *, network: dict[str, Any] | None = None
) -> tuple[dict[str, float], int]:
    """Visit as somebody new; milliseconds until each thing was there, and the bytes that came until all was quiet."""
    with visiting(browser, side.address, script=WATCH_DRAWING, **KINDS["desktop"]) as (page, _):
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        if network:
            client.send("Network.emulateNetworkConditions", network)
        sizes: list[int] = []
        client.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.goto(PATHS[side.name], wait_until="commit", timeout=DEADLINE)
        arrival: dict[str, float] = page.evaluate(
            "milliseconds => cepDrawing.arrived(milliseconds)", DEADLINE
        )
        if not arrival["all"]:
            message = f"{side.name}: not all charts were drawn: {arrival}"
            raise NotDrawnError(message)
        page.wait_for_load_state("networkidle", timeout=DEADLINE)
        return arrival, sum(sizes)


def redraws(run: Run) -> Iterator[Row]:
    """From a change of the region to the last chart's redraw, the two pages in turn; no change was made before."""
    measured: dict[str, list[dict[str, float]]] = defaultdict(list)
    regions = [[one] for one in REGIONS] + [[*pair] for pair in itertools.combinations(REGIONS, 2)]
    chosen = itertools.cycle(regions)
    with sides.both(run.store, run.folder) as pair, browsing() as browser, ExitStack() as stack:
        pages = {side.name: stack.enter_context(_opened(browser, side)) for side in pair}
        for number in run.turns(first=1):
            for asked in itertools.islice(chosen, CHANGES if number >= 0 else 2):
                for name in [*pages][:: 1 if number % 2 else -1]:
                    measured[name] += [change(pages[name], name, asked)] * (number >= 0)

    def pair_of(key: str, share: Callable[[list[float]], float] = p50) -> tuple[float, float]:
        ours, plain = (share([one[key] for one in measured[name]]) for name in PATHS)
        return ours, plain

    what = "A filter changed, all charts redrawn, "
    half, most = pair_of("redrawn"), pair_of("redrawn", p95)
    yield compared(f"{what}p50", *half, milliseconds, Goal(0.5))
    yield compared(f"{what}p95", *most, milliseconds)
    ours, plain = (tail / middle for tail, middle in zip(most, half, strict=True))
    yield "  p95 to p50", f"{ours:.1f}", f"{plain:.1f}", "", *Goal(1.5).cells(ours)
    yield compared("  of it until the answer was there, p50", *pair_of("answered"), milliseconds)
    yield compared("  of it plotly.js drawing, p50", *pair_of("drawing"), milliseconds)


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
