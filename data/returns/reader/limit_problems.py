"""How many problems of one kind are listed: enough to see what is wrong, not one a row of a file that is all wrong."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from data.returns.problems import Problem

MOST = 1_000
"""Problems of one severity that are listed for one column of a sheet; the others are counted."""


def listed(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of their cells, at most `MOST` of each column and severity, then how many more."""
    counts: Counter[tuple[str, str]] = Counter()
    kept: list[Problem] = []
    last: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        of = problem.letter, problem.severity
        counts[of] += 1
        if counts[of] <= MOST:
            kept.append(problem)
        else:
            last[of] = problem
    kept.sort(key=lambda one: (one.row or 0, len(one.letter), one.letter))
    return [*kept, *(_more(problem, counts[of] - MOST) for of, problem in last.items())]


def _more(problem: Problem, number: int) -> Problem:
    wrong = f"{number:,} more cells of this column have a problem or were not tried; {MOST:,} are listed."
    return replace(
        problem, row=None, value="", wrong=wrong, right="Mend those that are listed and send the file again."
    )
