"""What the product takes, beside a plain Dash application and beside its budgets: `python -m tests.bench`.

It judges nothing. All parts together take some half an hour and write docs/reference/performance.md; `--only` takes
the names of parts, and prints.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from data.demo import build_demo
from tests.bench import answers, importing, in_browser, on_server, papers, processes, taking_away, visits
from tests.bench.run import Line, Run

ROUNDS = 7


def budgets(run: Run) -> Iterator[Line]:
    """What has a budget and no counterpart in the plain application: papers, files, memory, imports."""
    stores = processes.stores(run.folder)
    steps: tuple[Callable[[], Iterable[tuple[str, str, str]]], ...] = (
        lambda: processes.commands(stores[1]),
        lambda: papers.board_papers(stores[1], run.folder),
        lambda: taking_away.files(stores[1]),
        lambda: on_server.filter_changes(stores),
        lambda: in_browser.visits(stores[1], run.folder),
        lambda: in_browser.redraws(stores[1], run.folder),
        lambda: processes.memory(stores[1], run.folder),
        lambda: importing.large_return(run.folder),
    )
    for step in steps:
        for what, measured, budget in step():
            yield Line(what, measured, goal=budget)


PARTS: dict[str, Callable[[Run], Iterable[Line]]] = {
    "one": answers.one_reader,
    "crowd": answers.crowd,
    "many": answers.many,
    "ready": answers.starts,
    "visit": visits.first_visits,
    "redraw": visits.redraws,
    "slow": visits.slow_visits,
    "budgets": budgets,
}
GROUPS = {"serving": ("one", "crowd", "many", "ready"), "browser": ("visit", "redraw", "slow")}
WIDTHS = (70, 16, 16, 8, 14)


def main() -> None:
    """Measure the parts that are asked for, and print each line as it is known."""
    options = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").split("\n")[0]
    )
    names = [*PARTS, *GROUPS]
    options.add_argument("--only", help=f"parts, with commas between: {', '.join(names)}")
    options.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is measured")
    chosen = options.parse_args()
    asked = chosen.only.split(",") if chosen.only else [*PARTS]
    if unknown := {*asked} - {*names}:
        options.error(f"there is no part called {', '.join(unknown)}")
    parts = [part for one in asked for part in GROUPS.get(one, (one,))]
    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder), f"sqlite:///{folder}/cep.db", chosen.rounds)
        build_demo(run.store)
        say(("", "ours", "plain", "ratio", "goal"))
        for part in parts:
            for line in PARTS[part](run):
                say(line.cells)
        sys.stdout.write(f"{run.noise}\n")


def say(cells: tuple[str, ...]) -> None:
    """Write one line of the table."""
    first, *rest = (f"{cell:{'<' if place == 0 else '>'}{WIDTHS[place]}}" for place, cell in enumerate(cells))
    sys.stdout.write(" ".join([first, *rest]).rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
