"""One run of the measurements: over which store, how often, and how steady the machine was meanwhile."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from tests.bench.figures import p50, p95

Row = tuple[str, ...]
BESIDE_PLAIN: Row = ("", "ours", "plain", "ratio", "goal", "met")
PIECE = 40_000
"""Steps of the fixed piece of work: some ten milliseconds."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure is to be: at most, or at least, so much."""

    bound: float
    is_least: bool = False
    unit: str = ""

    def cells(self, reached: float) -> Row:
        """The goal in words, and whether it is met."""
        met = reached >= self.bound if self.is_least else reached <= self.bound
        words = f"at {'least' if self.is_least else 'most'} {self.bound:,g}{self.unit}"
        return words, "yes" if met else "no"


NO_GOAL: Row = ("", "")


def compared(
    what: str, ours: float, plain: float, form: Callable[[float], str], goal: Goal | None = None
) -> Row:
    """A line of `BESIDE_PLAIN`: one figure of each application, and a goal for their ratio."""
    ratio = ours / plain
    return what, form(ours), form(plain), f"{ratio:.2f}", *(goal.cells(ratio) if goal else NO_GOAL)


def alone(what: str, ours: float, form: Callable[[float], str], goal: Goal | None = None) -> Row:
    """A line of `BESIDE_PLAIN` about our application alone, with a goal for its figure."""
    return what, form(ours), "", "", *(goal.cells(ours) if goal else NO_GOAL)


@dataclass(slots=True)
class Run:
    """Where stores are built, over which store both applications are served, and how many rounds count."""

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
        """How much the same work differed, in sentences."""
        wall, busy = (f"{p50(ms):.1f} ms (p95 {p95(ms):.1f} ms)" for ms in (self.wall, self.processor))
        return (
            f"Noise: one fixed piece of work took {wall} by the clock and {busy} of a processor, {len(self.wall)} "
            "times between the rounds. On a quiet machine all four figures are alike."
        )
