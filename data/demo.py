"""The demo store: England's places, the public register, and illustrative returns to try the product with."""

from data.building import build_store
from data.illustrative import DEFAULT_SEED, generate
from data.places import place_rows
from data.register_loader import register_rows
from data.rows import Rows, together

DEMO_NAME = "Cultural Education Partnerships in England"


def build_demo(address: str, *, seed: int = DEFAULT_SEED, scale: int = 1, replace: bool = False) -> None:
    """Write the demo store, all or nothing; over an existing store only when told to `replace` it.

    Raises a `StoreError` where it cannot be written.
    """
    build_store(address, demo_rows(seed=seed, scale=scale), name=DEMO_NAME, replace=replace)


def build_register(address: str, *, name: str = DEMO_NAME, replace: bool = False) -> None:
    """Write a store for real returns: England's places and the public register, nothing illustrative."""
    build_store(address, together([place_rows(), register_rows()]), name=name, replace=replace)


def demo_rows(*, seed: int = DEFAULT_SEED, scale: int = 1) -> Rows:
    """Every row of the demo store by table: places, the register as published, and what was generated."""
    milestones, generated = generate(seed=seed, scale=scale)
    published = register_rows()
    published["partnership"] = [row | milestones[str(row["partnership"])] for row in published["partnership"]]
    return together([place_rows(), published, generated])
