"""What the product takes, beside a plain Dash application and beside its budgets: `python -m tests.bench`.

All parts together take most of an hour and write docs/reference/performance.md; `--only` takes names of parts, and
prints. Whether goals are met is said and fails nothing: a busy machine is no fault of the product.
"""

import argparse
import itertools
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from data.demo import build_demo
from tests.bench import (
    answers,
    commands,
    importing,
    in_browser,
    on_server,
    papers,
    processes,
    report,
    scale,
    taking_away,
    team,
    visits,
)
from tests.bench.run import BESIDE_PLAIN, Row, Run

ROUNDS = 7
PLAIN = "Beside a plain Dash application"


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a table: the title of the table, its columns, and what measures the lines."""

    table: str
    header: Row
    measure: Callable[[Run], Iterable[Row]]


def budgets(run: Run) -> Iterator[Row]:
    """What has a budget and no counterpart in the plain application: papers, files, memory."""
    stores = processes.stores(run.folder)
    yield from papers.board_papers(stores[1], run.folder)
    yield from taking_away.files(stores[1])
    yield from on_server.filter_changes(stores)
    yield from in_browser.visits(stores[1], run.folder)
    yield from in_browser.redraws(stores[1], run.folder)
    yield from processes.memory(stores[1], run.folder)


PARTS = {
    "visit": Part(PLAIN, BESIDE_PLAIN, visits.first_visits),
    "redraw": Part(PLAIN, BESIDE_PLAIN, visits.redraws),
    "one": Part(PLAIN, BESIDE_PLAIN, answers.one_reader),
    "crowd": Part(PLAIN, BESIDE_PLAIN, answers.crowd),
    "many": Part(PLAIN, BESIDE_PLAIN, answers.many),
    "ready": Part(PLAIN, BESIDE_PLAIN, answers.starts),
    "slow": Part(PLAIN, BESIDE_PLAIN, visits.slow_visits),
    "team": Part("A team's server", team.HEADER, team.team),
    "scale": Part("With more partnerships", scale.HEADER, scale.partnerships),
    "commands": Part("The command line", commands.HEADER, commands.commands),
    "imports": Part("Returns of a large programme", importing.HEADER, importing.imports),
    "budgets": Part("Further budgets", ("", "measured", "budget"), budgets),
}
GROUPS = {"serving": ("one", "crowd", "many", "ready"), "browser": ("visit", "redraw", "slow")}


def main() -> None:
    """Measure the parts that are asked for, and print each line as it is known."""
    options = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").split("\n")[0]
    )
    names = [*PARTS, *GROUPS]
    options.add_argument("--only", help=f"parts, with commas between: {', '.join(names)}")
    options.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is measured")
    chosen = options.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as on a reader's machine
    asked = chosen.only.split(",") if chosen.only else [*PARTS]
    if unknown := {*asked} - {*names}:
        options.error(f"there is no part called {', '.join(unknown)}")
    parts = [PARTS[part] for one in asked for part in GROUPS.get(one, (one,))]
    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder), f"sqlite:///{folder}/cep.db", chosen.rounds)
        build_demo(run.store)
        tables: report.Tables = {}
        for part in parts:
            rows = tables.setdefault(part.table, [])
            for row in itertools.chain([] if rows else [part.header], lines(part, run)):
                rows.append(row)
                say(row)
            if not chosen.only:
                report.write(tables, run)
    sys.stdout.write(f"{run.noise}\n{report.missed(tables)}\n")


def lines(part: Part, run: Run) -> Iterator[Row]:
    """The lines of a part; where it breaks off, the others are measured all the same."""
    try:
        yield from part.measure(run)
    except Exception as error:
        traceback.print_exc()
        yield f"Not measured: {type(error).__name__}", *[""] * (len(part.header) - 1)


def say(row: Row) -> None:
    """Write one line of a table."""
    first, *rest = row
    sys.stdout.write(f"{first:<72}" + "".join(f"{cell:>19}" for cell in rest).rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
