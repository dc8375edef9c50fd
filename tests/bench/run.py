"""One run of the measurements: over which store, how often, and how steady the machine was meanwhile."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from tests.bench.figures import p50, p95

PIECE = 120_000
"""Steps of the fixed piece of work: some ten milliseconds."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table; without `plain` there is nothing to compare with. `ratio` is ours to plain."""

    what: str
    ours: str
    plain: str = ""
    ratio: float | None = None
    goal: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the columns."""
        return self.what, self.ours, self.plain, "" if self.ratio is None else f"{self.ratio:.2f}", self.goal


def compared(what: str, ours: float, plain: float, form: Callable[[float], str], goal: str = "") -> Line:
    """A line about both applications, by one figure of each."""
    return Line(what, form(ours), form(plain), ours / plain, goal)


@dataclass(slots=True)
class Run:
    """Where the stores are built, over which store both applications are served, and how many rounds count."""

    folder: Path
    store: str
    rounds: int
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def turns(self, *, first: int = 0) -> Iterator[int]:
        """The numbers of the rounds; before each a fixed piece of work is timed. Negative ones do not count."""
        for number in range(-first, self.rounds):
            self.look()
            sys.stderr.write(".")
            sys.stderr.flush()
            yield number
        sys.stderr.write("\n")

    def look(self) -> None:
        """Time a fixed piece of work, on the clock and on the processor."""
        began, busy = perf_counter(), process_time()
        sorted(str(number * number % 9973) for number in range(PIECE))
        self.processor.append(1000 * (process_time() - busy))
        self.wall.append(1000 * (perf_counter() - began))

    @property
    def noise(self) -> str:
        """How much the same work differed, in a sentence."""
        wall, busy = (f"{p50(ms):.0f} ms (p95 {p95(ms):.0f} ms)" for ms in (self.wall, self.processor))
        return (
            f"A fixed piece of work took {wall} by the clock and {busy} of a processor, {len(self.wall)} times "
            "between the measurements: alone on a quiet machine all four are alike."
        )
