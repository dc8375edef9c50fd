"""Filter changes that nobody asked before, the same in every run and for both applications."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from data.taxonomy import SECTORS

REGIONS = tuple(f"E1200000{number}" for number in range(1, 10))
MONTHS = pd.date_range("2015-01-31", "2020-03-31", freq="ME")
SEED = 2015


@dataclass(frozen=True, slots=True)
class Change:
    """What a reader chose in the filter bar."""

    as_at: str
    regions: tuple[str, ...]
    sectors: tuple[str, ...]

    @property
    def query(self) -> str:
        """The query of our addresses."""
        chosen = [*(f"region={one}" for one in self.regions), *(f"sector={one}" for one in self.sectors)]
        return "&".join([f"as_at={self.as_at}", *chosen])


def changes(seed: int = SEED) -> Iterator[Change]:
    """Every month's end with one or two regions, and with a sector or without, in a random order, each once."""
    places = [(one,) for one in REGIONS] + [*itertools.combinations(REGIONS, 2)]
    sectors = [(), *((one,) for one in SECTORS)]
    every = [
        Change(f"{month:%Y-%m-%d}", place, sector)
        for month, place, sector in itertools.product(MONTHS, places, sectors)
    ]
    return iter(random.Random(seed).sample(every, len(every)))  # noqa: S311 - the same every time is what is wanted
