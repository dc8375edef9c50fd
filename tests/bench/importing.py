"""How fast a large return goes in, and how much memory that takes."""

import csv
import os
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from data.demo import build_demo
from data.register_reader import read_register
from data.taxonomy import APPROACHES, LEVERS
from tests.browser.serving import CEP

Row = tuple[str, str, str]
ROWS = 100_000
COLUMNS = (
    "activity", "partnership", "title", "start_on", "end_on", "state", "primary_lever", "secondary_levers",
    "secondary_considered", "approaches", "agendas", "young_people", "schools", "count_basis",
)  # fmt: skip


def large_return(folder: Path) -> Iterator[Row]:
    """Time `cep import` of 100,000 activities with their lists, then the same file again, then the undoing."""
    store = f"sqlite:///{folder / 'large.db'}"
    build_demo(store)
    file = folder / "activities.csv"
    write_activities(file)
    for what, arguments, budget in (
        (f"cep import of {ROWS:,} activities", ("import", str(file)), "below 60 s"),
        ("  the same file again, all of it unchanged", ("import", str(file)), ""),
        ("  cep undo of it", ("undo", "1"), ""),
    ):
        seconds, busy, megabytes = run(*arguments, "--store", store)
        yield what, f"{seconds:.1f} s", budget
        yield "  of that on a processor", f"{busy:.1f} s", ""
        yield "  rows per second", f"{ROWS / seconds:,.0f}", ""
        yield "  memory at its largest", f"{megabytes:,.0f} MB", "below 1,024 MB" if budget else ""


def write_activities(file: Path) -> None:
    """Write a return of one sheet with every column filled, spread over the partnerships of the register."""
    slugs = [published.slug for published in read_register()]
    first = date(2015, 4, 1)
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        writer.writerows(activity(number, slugs[number % len(slugs)], first) for number in range(ROWS))


def activity(number: int, slug: str, first: date) -> tuple[object, ...]:
    """One activity, unlike its neighbours in every column that can differ."""
    start = first + timedelta(days=number % 1800)
    levers, approaches = list(LEVERS), list(APPROACHES)
    return (
        f"{slug}-large-{number}", slug, f"Project {number} with schools", start, start + timedelta(days=number % 90),
        "complete", levers[number % 3], levers[(number + 1) % 3], "yes" if number % 2 else "no",
        f"{approaches[number % 13]};{approaches[(number + 5) % 13]}", "mental_health" if number % 4 else "",
        number % 400, number % 12, "actual",
    )  # fmt: skip


def run(*arguments: str) -> tuple[float, float, float]:
    """Run a command to its end; its seconds, those on a processor, and the megabytes of its process at its largest."""
    began = perf_counter()
    process = subprocess.Popen(
        [*CEP, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    said = process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{arguments[0]} failed: {said[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
