"""The demo store: England's places, the public register, and illustrative returns to try the product with."""

from data.address import read_address, show
from data.building import build_store
from data.illustrative import DEFAULT_SEED, generate
from data.illustrative.calendar import LAST_DAY
from data.places import place_rows
from data.register_loader import register_rows
from data.rows import Rows, together
from data.summary import written

DEMO_NAME = "Cultural Education Partnerships in England"


def build_demo(address: str, *, seed: int = DEFAULT_SEED, scale: int = 1, replace: bool = False) -> str:
    """Write the demo store, all or nothing, over an existing store only when told to `replace` it; what was built.

    Raises a `StoreError` where it cannot be written.
    """
    rows = demo_rows(seed=seed, scale=scale)
    build_store(address, rows, name=DEMO_NAME, replace=replace)
    made_up = sum(bool(row.get("is_illustrative")) for held in rows.values() for row in held)
    return (
        f"The demo store is at {show(read_address(address))}: {len(rows['partnership'])} partnerships of the public "
        f"register and {made_up:,} illustrative rows, complete to {written(LAST_DAY)}."
    )


def build_register(address: str, *, name: str = DEMO_NAME, replace: bool = False) -> None:
    """Write a store for real returns: England's places and the public register, nothing illustrative."""
    build_store(address, together([place_rows(), register_rows()]), name=name, replace=replace)


def demo_rows(*, seed: int = DEFAULT_SEED, scale: int = 1) -> Rows:
    """Every row of the demo store by table: places, the register as published, and what was generated."""
    milestones, generated = generate(seed=seed, scale=scale)
    published = register_rows()
    published["partnership"] = [row | milestones[str(row["partnership"])] for row in published["partnership"]]
    return together([place_rows(), published, generated])
