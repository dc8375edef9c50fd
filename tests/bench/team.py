"""A team's server under load: accounts of three scopes beside the same server without accounts, an import, a PDF."""

import itertools
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter

from dashboard.app import create_app
from dashboard.settings import Settings
from data.demo import build_demo
from data.store.engine import open_store
from tests.accounts import KEY, with_account
from tests.bench import load, sides
from tests.bench.answers import EVERY, MANY
from tests.bench.figures import milliseconds, p50, p95
from tests.bench.importing import server
from tests.bench.large_programme import places_of, write_programme
from tests.bench.questions import Change, changes
from tests.bench.run import Goal, Row, Run, alone, compared
from tests.browser import serving
from tests.browser.serving import CEP, get

HEADER: Row = ("", "with accounts", "without", "ratio", "goal", "met")
WORKERS, ROWS = 2, 50_000
ASKED = 40
"""How often the version is asked for, each time on a new connection, so that every process is heard."""
A_THIRD_MORE = 4 / 3
PEOPLE = (
    ("bridge_editor", ("a-new-direction",)),
    ("reviewer", ("curious-minds", "arts-connect", "artswork")),
    ("national", ()),
)
"""Who asks, and for which bridges; none is all of them."""
Team = Sequence[sides.Ours]


def team(run: Run) -> Iterator[Row]:
    """Two hundred people with pauses, a third of each scope; the same while a PDF is made, and while rows come in."""
    with server(run.folder) as database, ExitStack() as stack:
        stores = {name: database(name) for name in ("plain", "team")}
        for store in stores.values():
            build_demo(store)
        nobody = stack.enter_context(_served(stores["plain"], run.folder))
        people = stack.enter_context(_people(stores["team"], run.folder))
        asked = changes()
        yield from _beside(run, [nobody], people, asked)
        yield from _importing(run, stores["team"], people, asked)


@contextmanager
def _served(store: str, folder: Path, **environment: str) -> Iterator[sides.Ours]:
    """The server over a store until the block ends, when it has nothing left to prepare."""
    site = serving.start(store, folder, workers=WORKERS, environment=environment)
    try:
        serving.wait_until_ready(site)
        side = sides.Ours("without", site)
        side.rest()
        yield side
    finally:
        serving.stop(site)


@contextmanager
def _people(store: str, folder: Path) -> Iterator[Team]:
    """The same with accounts: as each of those who have signed in asks it."""
    settings = Settings(store=store, accounts=True, secret_key=KEY)
    knowing, engine = create_app(settings).server, open_store(store)
    cookies = {}
    for role, bridges in PEOPLE:
        visitor = with_account(engine, knowing, settings, f"{role}@example.org", role, *bridges)
        visitor.sign_in(f"{role}@example.org")
        if visitor.where() != "/account":
            visitor.set_up()
        (kept,) = visitor.client._cookies.values()
        cookies[role] = f"{kept.key}={kept.value}"
    engine.dispose()
    with _served(store, folder, CEP_ACCOUNTS="1", CEP_SECRET_KEY=KEY) as side:
        yield [sides.Ours(role, side.site, cookie) for role, cookie in cookies.items()]


def _beside(run: Run, nobody: Team, people: Team, asked: Iterator[Change]) -> Iterator[Row]:
    """With and without accounts in turn, and with them while somebody has a paper made."""
    took: dict[str, list[float]] = defaultdict(list)
    failures: dict[str, int] = defaultdict(int)
    papers: list[float] = []
    kinds = ("without", "with", "paper")
    with ThreadPoolExecutor(1) as beside:
        for number in run.turns(first=1):
            told = [*itertools.islice(asked, MANY * 2)]
            for kind in kinds[:: 1 if number % 2 else -1]:
                making = beside.submit(_paper, people[-1], number) if kind == "paper" else None
                said = _ask(
                    nobody if kind == "without" else people, told, EVERY if number >= 0 else EVERY / 4
                )
                made = making.result() if making else 0.0
                if number >= 0:
                    took[kind] += said.latencies
                    failures["without" if kind == "without" else "with"] += len(said.failures)
                    papers += [made] if making else []
                told = told[1:] + told[:1]  # another scope asks each
    what = f"{MANY} people on /levers, a third of each of three scopes, one change in {EVERY:.0f} s"
    for name, share in (("p50", p50), ("p95", p95)):
        yield compared(f"{what}, {name}", share(took["with"]), share(took["without"]), milliseconds)
    yield (
        "Questions of these that were not answered", str(failures["with"]), str(failures["without"]), "",
        *Goal(0).cells(failures["with"]),
    )  # fmt: skip
    ratio = p95(took["paper"]) / p95(took["with"])
    goal = Goal(round(A_THIRD_MORE, 2)).cells(ratio)
    yield (
        "The same while a PDF of ten charts is made, p95",
        milliseconds(p95(took["paper"])),
        "",
        f"{ratio:.2f}",
        *goal,
    )
    yield alone("  that PDF meanwhile", p50(papers), "{:.1f} s".format)


def _importing(run: Run, store: str, people: Team, asked: Iterator[Change]) -> Iterator[Row]:
    """The same while another process imports, and which version each process answers from afterwards."""
    codes, bridges = places_of(store)
    files = write_programme(run.folder / "coming", area_codes=codes, bridges=bridges, rows=ROWS)
    latencies: list[float] = []
    failures: list[str] = []
    began = perf_counter()
    command = [*CEP, "import", *map(str, files), "--store", store]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as importing:
        while importing.poll() is None:
            said = _ask(people, [*itertools.islice(asked, MANY * 2)], EVERY)
            latencies += said.latencies
            failures += said.failures
        if importing.returncode:
            raise RuntimeError(importing.stderr.read().decode() if importing.stderr else "The import failed.")
    took = perf_counter() - began
    said = _ask(people, [*itertools.islice(asked, MANY * 2)], EVERY)
    what = f"The same while {ROWS:,} rows are imported (within {took:.0f} s)"
    yield alone(f"{what}, p95", p95(latencies), milliseconds)
    yield alone(f"  questions that were not answered{_statuses(failures)}", len(failures), str, Goal(0))
    yield alone("  p95 in the ten seconds after it", p95(said.latencies), milliseconds)
    yield alone("  questions in these that were not answered", len(said.failures), str, Goal(0))
    yield alone(f"  of {ASKED} pages afterwards, those of an older version", _older(people[-1]), str, Goal(0))


def _ask(team: Team, told: Sequence[Change], seconds: float) -> load.Asked:
    """Have everybody ask, each question on behalf of the next of a team."""
    questions = (side.question(change) for side, change in zip(itertools.cycle(team), told, strict=False))
    return load.together(team[0].address, questions, readers=MANY, seconds=seconds, every=EVERY)


def _statuses(failures: Sequence[str]) -> str:
    """How often what was answered instead: " (503: 12)"; nothing where all were answered."""
    said = "; ".join(f"{status}: {number}" for status, number in Counter(failures).items())
    return f" ({said})" if said else ""


def _paper(side: sides.Ours, number: int) -> float:
    """Seconds until a paper has come that nobody had made before."""
    began = perf_counter()
    address = f"/board-pack.pdf?as_at={2019 - number % 4}-12-31"
    answer = get(side.address, address, {"Cookie": side.cookie}, seconds=load.GRACE)
    if answer.status != 200:
        message = f"The paper was answered with {answer.status}."
        raise RuntimeError(message)
    return perf_counter() - began


def _older(side: sides.Ours) -> int:
    """How many of some pages are not of the version that the store has now."""
    version = int(get(side.address, "/health/version").body)
    headers = {"Referer": f"{side.address}/data", "Cookie": side.cookie}
    pages = [get(side.address, "/_dash-layout", headers).body.decode() for _ in range(ASKED)]
    return sum(f"version {version:,}, holds" not in page for page in pages)
