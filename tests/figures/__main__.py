"""What the product says, written down, and what a change changes in it: `python -m tests.figures [--base COMMIT]`.

Exit code 0: everything as before (or nothing to compare with); 1: something differs; 2: it could not be done.
"""

import argparse
import sys
from itertools import groupby
from pathlib import Path
from time import perf_counter

from tests.figures.commits import folder_here, folder_of
from tests.figures.compare import Compared, compare
from tests.figures.record import jobs, record

SHOWN = 40
"""The most differences of one part that are printed, unless all are asked for."""


def main() -> int:
    """Write this tree's figures, and compare them with those of a base."""
    chosen = _options().parse_args()
    base = folder_of(chosen.base) if chosen.base else None
    folder = Path(chosen.to) if chosen.to else folder_here(quick=chosen.quick)
    began = perf_counter()
    record(folder, jobs(quick=chosen.quick))
    say(f"Written to {folder} in {perf_counter() - began:.0f} s.")
    if base is None:
        return 0
    compared = compare(base, folder, only_new=chosen.quick)
    report(compared, most=None if chosen.all else SHOWN)
    return 1 if compared.differences else 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m tests.figures", description=__doc__)
    options.add_argument("--base", help="a commit, or a folder that was written before, to compare with")
    options.add_argument("--to", help="the folder to write, in place of var/figures/<commit>")
    options.add_argument(
        "--quick", action="store_true", help="ask only every fifth question, and for one paper"
    )
    options.add_argument("--all", action="store_true", help="print every difference, however many there are")
    return options


def report(compared: Compared, *, most: int | None) -> None:
    """Print what differs, chart by chart, and how much was compared."""
    for part, found in groupby(compared.differences, key=lambda one: one.part):
        differences = list(found)
        for one in differences[:most]:
            say(str(one))
        if most is not None and len(differences) > most:
            say(f"{part} | … and {len(differences) - most:,} more; --all prints them")
    count = len(compared.differences)
    if count:
        say(f"{count:,} difference{'s' * (count > 1)} in {compared.cells:,} cells.")
    else:
        say(f"{compared.cells:,} cells identical.")


def say(line: str) -> None:
    """Write one line of the report."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
