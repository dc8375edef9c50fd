"""The demo store: England's places, the public register, and illustrative returns to try the product with."""

from data.illustrative import DEFAULT_SEED, generate
from data.illustrative.calendar import LAST_DAY
from data.places import place_rows
from data.register_reader import register_rows
from data.store.address import read_address, show
from data.store.engine import open_store, store_name, store_version
from data.store.info import written
from data.store.migrate import upgrade
from data.store.revision import check, schema_is_current
from data.store.rows import Rows, build_store, combine

FIRST_VERSION = 1
"""The version of a store to which nothing was written since it was made."""
DEMO_NAME = "Cultural Education Partnerships in England"


def build_demo(
    address: str,
    *,
    seed: int = DEFAULT_SEED,
    scale: int = 1,
    partnerships: int | None = None,
    replace: bool = False,
) -> str:
    """Write the demo store, all or nothing, over an existing store only when told to `replace` it; what was built.

    It has the `partnerships` of the register and made-up ones beside them up to that number; without a number, the
    register's alone. Raises a `StoreError` where it cannot be written.
    """
    rows = demo_rows(seed=seed, scale=scale, partnerships=partnerships)
    build_store(address, rows, name=DEMO_NAME, replace=replace)
    made_up = sum(bool(row.get("is_illustrative")) for held in rows.values() for row in held)
    further = sum(bool(row["is_illustrative"]) for row in rows["partnership"])
    beside = f", {further:,} made-up partnerships beside them" if further else ""
    return (
        f"The demo store is at {show(read_address(address))}: {len(rows['partnership']) - further} partnerships of the "
        f"public register{beside} and {made_up:,} illustrative rows, complete to {written(LAST_DAY)}."
    )


def keep_demo(address: str) -> str:
    """Leave a store that is there as it is, but bring a demo store of an older version up to date; what was done.

    One into which nobody loaded anything is written anew, with the register as it is now. Of another the tables are
    brought up to date in one transaction, and every row stays, so what somebody loaded since is kept.
    Raises `StoreMissingError` where there is none, and `StoreOlderError` for an older one that is no demo store.
    """
    engine = open_store(address, allow_older=True)
    try:
        if schema_is_current(engine):
            return "The store is there already."
        if store_name(engine) != DEMO_NAME:
            check(engine)
        upgrade(engine)
        if store_version(engine) == FIRST_VERSION:
            return build_demo(address, replace=True)
        return "The demo store was made by an older version. Its tables were brought up to date; every row is kept."
    finally:
        engine.dispose()


def build_register(address: str, *, name: str = DEMO_NAME, replace: bool = False) -> None:
    """Write a store for real returns: England's places and the public register, nothing illustrative."""
    build_store(address, combine([place_rows(), register_rows()]), name=name, replace=replace)


def demo_rows(*, seed: int = DEFAULT_SEED, scale: int = 1, partnerships: int | None = None) -> Rows:
    """Every row of the demo store by table: places, the register as published, and what was generated."""
    published = register_rows()
    further = 0 if partnerships is None else max(0, partnerships - len(published["partnership"]))
    milestones, generated = generate(seed=seed, scale=scale, further=further)
    published["partnership"] = [row | milestones[str(row["partnership"])] for row in published["partnership"]]
    return combine([place_rows(), published, generated])
