"""What both servers take for filter changes: of one reader, of twenty without a pause, of two hundred with pauses."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from tests.bench import load, sides
from tests.bench.figures import milliseconds, p50, p95
from tests.bench.questions import Change, changes
from tests.bench.run import Goal, Row, Run, alone, compared
from tests.browser import serving

PAGES = ("/levers", "/coverage", "/")
PLAIN = "plain"
CHANGES = 12
"""Changes of one reader on each page in a round; as many go before on each, because the first ones pay for all."""
CROWD, SECONDS = 20, 3.0
"""Readers without a pause, and for how long in a round."""
MANY, EVERY = 200, 10.0
"""Readers with pauses, and how often each changes something; a round is as long."""
KNOWN = 25
"""Questions that are asked again and again."""
PER_WORKER = 8
"""How often each of them is asked before it counts, so that every worker has heard it."""
PER_SECOND = "{:,.0f} a second".format


def one_reader(run: Run) -> Iterator[Row]:
    """One never-asked change after another, on our pages and on the plain one in turn."""
    took: dict[str, list[float]] = defaultdict(list)
    busy: dict[str, list[float]] = defaultdict(list)
    asked = changes()
    with sides.both(run.store, run.folder) as (ours, plain):
        for number in run.turns(first=1):
            told = [*itertools.islice(asked, CHANGES)]
            for page in _in_turn(number):
                side = plain if page == PLAIN else ours
                questions = [side.question(change, page if side is ours else "/") for change in told]
                before = side.busy
                values = [*load.one_after_another(side.address, iter(questions))]
                if number >= 0:
                    took[page] += values
                    busy[page].append(1000 * (side.busy - before) / CHANGES)
    for page in PAGES:
        what = f"One never-seen change of one reader on {page}, p50"
        yield compared(what, p50(took[page]), p50(took[PLAIN]), milliseconds, Goal(1.0))
    for page in PAGES:
        what = f"The same on {page}, on a processor"
        yield compared(what, median(busy[page]), median(busy[PLAIN]), milliseconds)


def crowd(run: Run) -> Iterator[Row]:
    """Twenty readers who ask as soon as they are answered: what nobody asked, then what was asked before."""
    new, known = _crowds(run)
    plain = median(said.rate for said in new.pop(PLAIN))
    for told, what, least in (
        (new, f"Never-seen changes a second on {{}}, {CROWD} readers", 1.0),
        (known, f"Repeated changes a second on {{}}, {CROWD} readers", 4.0),
    ):
        for page, rounds in told.items():
            rate = median(said.rate for said in rounds)
            yield compared(what.format(page), rate, plain, PER_SECOND, Goal(least, is_least=True))
    every = [said for rounds in (*new.values(), *known.values()) for said in rounds]
    failures = sum(len(said.failures) for said in every)
    yield alone("Questions of these that were not answered", failures, str, Goal(0))
    cost = median(1000 * said.cost / max(len(said.latencies), 1) for said in every)
    yield alone("What the asking itself takes of a processor, a question", cost, milliseconds)


def _crowds(run: Run) -> tuple[dict[str, list[load.Asked]], dict[str, list[load.Asked]]]:
    """Page -> what came of asking in each round: what nobody asked, and what was asked before."""
    new: dict[str, list[load.Asked]] = {page: [] for page in (*PAGES, PLAIN)}
    known: dict[str, list[load.Asked]] = {page: [] for page in PAGES}
    asked = changes()
    often = [*itertools.islice(asked, KNOWN)]
    with sides.both(run.store, run.folder) as (ours, plain):
        for page in PAGES:
            _ask(ours, page, iter(often * PER_WORKER), seconds=load.GRACE)
        for number in run.turns(first=1):
            for page in _in_turn(number):
                said = _ask(plain, "/", asked) if page == PLAIN else _ask(ours, page, asked)
                new[page] += [said] * (number >= 0)
                if number >= 0 and page != PLAIN:
                    known[page].append(_ask(ours, page, itertools.cycle(often)))
    return new, known


def _ask(side: sides.Side, page: str, questions: Iterator[Change], seconds: float = SECONDS) -> load.Asked:
    told = (side.question(change, page) for change in questions)
    return load.together(side.address, told, readers=CROWD, seconds=seconds)


def many(run: Run) -> Iterator[Row]:
    """Two hundred readers who each change something once in ten seconds, on our levers and on the plain page."""
    took: dict[str, list[float]] = defaultdict(list)
    failures: dict[str, int] = defaultdict(int)
    asked = changes()
    with sides.both(run.store, run.folder) as (ours, plain):
        for number in run.turns(first=1):
            for side in (ours, plain) if number % 2 else (plain, ours):
                told = (side.question(change) for change in asked)
                seconds = EVERY if number >= 0 else EVERY / 4
                said = load.together(side.address, told, readers=MANY, seconds=seconds, every=EVERY)
                if number >= 0:
                    took[side.name] += said.latencies
                    failures[side.name] += len(said.failures)
    for name, share in (("p50", p50), ("p95", p95)):
        what = f"{MANY} readers on /levers, each one never-seen change in {EVERY:.0f} s, {name}"
        yield compared(what, share(took[ours.name]), share(took[plain.name]), milliseconds, Goal(1.5))
    unanswered = "Questions of these that were not answered"
    yield unanswered, str(failures["ours"]), str(failures["plain"]), "", *Goal(0).cells(failures["ours"])


def starts(run: Run) -> Iterator[Row]:
    """From starting the server to its first answer that says that it is ready."""
    took: dict[str, list[float]] = defaultdict(list)
    opened: dict[str, list[float]] = defaultdict(list)
    busy: dict[str, list[float]] = defaultdict(list)
    for _ in run.turns():
        for kind, start, path, page in (
            (sides.Ours, lambda: serving.start(run.store, run.folder, workers=2), "/health/ready", "/levers"),
            (sides.Plain, lambda: sides.start_plain(run.store, run.folder), "/_dash-layout", "/"),
        ):
            began = perf_counter()
            side = kind(kind.__name__, start())
            try:
                sides.wait_until_ready(side.site, path)
                took[side.name].append(perf_counter() - began)
                side.open(page)
                opened[side.name].append(perf_counter() - began)
                side.rest()
                busy[side.name].append(side.busy)
            finally:
                serving.stop(side.site)
    ours, plain = sides.Ours.__name__, sides.Plain.__name__
    seconds = "{:.1f} s".format
    yield compared("From starting to ready", median(took[ours]), median(took[plain]), seconds, Goal(1.7))
    yield compared("From starting to the first page", median(opened[ours]), median(opened[plain]), seconds)
    what = "On a processor, from starting until nothing is left to prepare"
    yield compared(what, median(busy[ours]), median(busy[plain]), seconds)


def _in_turn(number: int) -> tuple[str, ...]:
    """Our pages and the plain one, every other round backwards, so that what changes meanwhile changes for all."""
    every = (*PAGES, PLAIN)
    return every if number % 2 else every[::-1]
