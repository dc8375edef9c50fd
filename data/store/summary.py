"""What a store holds, in English."""

from datetime import date

from sqlalchemy import Engine

from data.store.info import StoreInfo, info

_NOT_COUNTED = ("store_meta",)


def describe(engine: Engine) -> str:
    """A few lines on a store: its name, place, versions, date, and its rows by table. Raises `StoreError`."""
    return "\n".join(_lines(info(engine)))


def _lines(held: StoreInfo) -> list[str]:
    current = "current" if held.schema_is_current else "needs `cep store upgrade`"
    heading = [
        held.name,
        f"  at {held.address}",
        f"  version {held.version:,}, tables {held.schema_revision} ({current})",
        f"  complete to {written(held.as_at)}" if held.as_at else "  nothing in it is dated yet",
        "",
        f"{'Table':<20}{'Rows':>10}{'Illustrative':>15}",
    ]
    return [*heading, *(_line(held, table) for table in held.rows if table not in _NOT_COUNTED)]


def _line(held: StoreInfo, table: str) -> str:
    illustrative = f"{held.illustrative[table]:,}" if table in held.illustrative else "-"
    return f"{table:<20}{held.rows[table]:>10,}{illustrative:>15}"


def written(day: date) -> str:
    """A date as readers write it: 31 March 2020."""
    return f"{day.day} {day:%B %Y}"
