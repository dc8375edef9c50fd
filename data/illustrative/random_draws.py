"""Draws that repeat: the same seed and the same names give the same draws, whatever was drawn before."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from zlib import crc32

import numpy as np

Choice = TypeVar("Choice")


class Draws:
    """A stream of draws for one purpose, named by a seed and some words.

    Each partnership and purpose has a stream of its own, so that no row depends on the order of the rows.
    """

    def __init__(self, seed: int, *names: str) -> None:
        self._numbers = np.random.default_rng([seed, *(crc32(name.encode()) for name in names)])

    def yes(self, probability: float) -> bool:
        """True as often as `probability` says."""
        return float(self._numbers.random()) < probability

    def between(self, low: float, high: float) -> float:
        """Any number from `low` to `high`, each as likely."""
        return low + (high - low) * float(self._numbers.random())

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(float(self._numbers.random()) * (high - low + 1))

    def around(self, middle: float, spread: float) -> float:
        """A number of the normal distribution."""
        return float(self._numbers.normal(middle, spread))

    def size(self, median: float, spread: float) -> float:
        """A positive number, mostly near the median, now and then far above it."""
        return float(self._numbers.lognormal(np.log(median), spread))

    def count(self, mean: float) -> int:
        """How often something happens that happens `mean` times on average."""
        return int(self._numbers.poisson(mean))

    def pick(self, weights: Mapping[Choice, float]) -> Choice:
        """One of the keys, as likely as its weight."""
        left = float(self._numbers.random()) * sum(weights.values())
        for choice, weight in weights.items():
            left -= weight
            if left < 0:
                return choice
        return next(reversed(list(weights)))

    def one(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices, each as likely."""
        return choices[self.whole(0, len(choices) - 1)]

    def some(self, choices: Sequence[Choice], how_many: int) -> list[Choice]:
        """So many different choices (or all there are), in their own order."""
        order = self._numbers.permutation(len(choices))[:how_many]
        return [choices[index] for index in sorted(order)]

    def day(self, first: date, last: date) -> date:
        """A day from `first` to `last`, both included; `first` when they cross."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))

    def weekday(self, first: date, last: date) -> date:
        """As `day`, but from Monday to Friday: a weekend moves to the Friday before, if it can."""
        day = self.day(first, last)
        return max(first, day - timedelta(days=max(0, day.weekday() - 4)))
