"""How whoever asked for a paper waits for it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wait:
    """How whoever wants a paper waits: whether they stand in line, and what says that they have gone."""

    patient: bool = True
    gone: Callable[[], bool] = lambda: False
