"""The budgets of the product as figures, beside what is allowed: `python -m tests.bench`. It judges nothing."""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench import importing, in_browser, on_server, papers, processes, taking_away

Row = tuple[str, str, str]


def main() -> None:
    """Build stores at both scales, measure, and print the table as it grows."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        say(("Figure", "Measured", "Budget"))
        stores = processes.stores(place)
        steps: tuple[Callable[[], Iterable[Row]], ...] = (
            lambda: processes.commands(stores[1]),
            lambda: papers.board_papers(stores[1], place),
            lambda: taking_away.files(stores[1]),
            lambda: on_server.filter_changes(stores),
            lambda: in_browser.visits(stores[1], place),
            lambda: in_browser.redraws(stores[1], place),
            lambda: processes.memory(stores[1], place),
            lambda: importing.large_return(place),
        )
        for step in steps:
            for row in step():
                say(row)


def say(row: Row) -> None:
    """Write one line of the table."""
    sys.stdout.write(f"{row[0]:<66} {row[1]:>18}   {row[2]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
