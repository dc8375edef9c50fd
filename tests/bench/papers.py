"""A board paper of ten charts in every form, as the command line makes it from nothing: time and memory."""

from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL
from time import perf_counter

import psutil

from dashboard.exports.forms import PAPER_FORMS
from tests.bench.figures import kilobytes
from tests.browser.serving import CEP

Row = tuple[str, str, str]
BUDGETS = {"docx": "below 5 s", "pptx": "below 5 s", "pdf": "below 5 s"}
MEMORY = "below 350 MB"
LOOK = 0.05
"""Seconds between two looks at how much memory is in use."""


def board_papers(store: str, folder: Path) -> Iterator[Row]:
    """Make the usual paper, which has ten charts, in each form."""
    for form, made in PAPER_FORMS.items():
        file = folder / f"paper.{form}"
        seconds, most = watched([*CEP, "board-pack", "-o", str(file), "--store", store])
        yield f"Board paper of ten charts, {made.name}", f"{seconds:.1f} s", BUDGETS.get(form, "")
        yield "  its memory, with all that it starts", f"{most / 2**20:.0f} MB", MEMORY
        yield "  its size", kilobytes(file.stat().st_size), ""


def watched(command: list[str]) -> tuple[float, int]:
    """Run a command; return how many seconds it took and how many bytes it and what it started held at most."""
    began, most = perf_counter(), 0
    with psutil.Popen(command, stdout=DEVNULL, stderr=DEVNULL) as process:
        while True:
            most = max(most, held(process))
            try:
                status = process.wait(timeout=LOOK)
            except psutil.TimeoutExpired:
                continue
            break
    if status:
        message = f"{' '.join(command)} ended with {status}."
        raise RuntimeError(message)
    return perf_counter() - began, most


def held(process: psutil.Process) -> int:
    """Return the bytes that a process and its children hold, each shared page counted in its part."""
    try:
        return sum(one.memory_full_info().pss for one in (process, *process.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0
