"""Rows and values in words: for the command line, the reports and the page."""

from collections.abc import Mapping
from datetime import date

from data.returns.imports.entities import ENTITIES, Key


def called(sheet: str, key: Key) -> str:
    """A row by its key: `memberships: camden-spark, a-school, chair, 2018-01-01`."""
    return f"{sheet}: {', '.join(value(part) for part in key)}"


def value(held: object) -> str:
    """A value as a sheet has it: nothing as `-`, yes and no, days as 2019-03-31, lists with semicolons."""
    if held is None or held == ():
        return "-"
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, tuple | list):
        return ";".join(str(part) for part in held)
    if isinstance(held, float) and held.is_integer():
        return str(int(held))
    return held.isoformat() if isinstance(held, date) else str(held)


def fields(sheet: str, row: Mapping[str, object] | None) -> str:
    """What a row says beside its key, one field after the other: `held_on 2019-03-01; format workshop`."""
    entity = ENTITIES[sheet]
    blank = entity.blank
    return "; ".join(
        f"{name} {value(held)}"
        for name, held in (row or {}).items()
        if name in blank and name not in entity.key and held != blank[name]
    )
