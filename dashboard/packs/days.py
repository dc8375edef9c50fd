"""When a pack is due, and which days its relative dates mean."""

from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from data.norms import ago
from data.packs import Pack, Run

DAY: Final = timedelta(days=1)
RELATIVE: Final = {"last-quarter-end": "quarter", "last-month-end": "month", "last-week-end": "week"}
"""What may stand for a day in the address of a pack: the last day of the last quarter, month or week that is over."""
DATED: Final = ("as_at", "since")
OF_CHARTS: Final = ("chart", "commentary")
"""What begins with the key of a chart, behind which it may have filters of its own."""


def last_end(period: str, on: date) -> date:
    """The last day of the last week, month or quarter that was over on a day; weeks end on Sunday."""
    if period == "week":
        return on - DAY * (on.weekday() + 1)
    first_month = on.month if period == "month" else on.month - (on.month - 1) % 3
    return date(on.year, first_month, 1) - DAY


def back(period: str, on: date) -> date:
    """The same day one week, month or quarter before; the end of a month stays one. After a load it is a week."""
    months = {"month": 1, "quarter": 3}.get(period)
    return ago(pd.Timestamp(on), months).date() if months else on - 7 * DAY


def due_on(pack: Pack, on: date) -> date:
    """The last day, up to this one, on which a pack was to be made; what is made after loads is due any day."""
    if pack.every not in RELATIVE.values():
        return on
    return last_end(pack.every, on - DAY * pack.days_after) + DAY * (pack.days_after + 1)


def next_on(pack: Pack, on: date) -> date | None:
    """The next day after this one on which a pack is to be made; None where nobody knows."""
    if pack.every not in RELATIVE.values():
        return None
    coming = on + DAY
    while due_on(pack, coming) <= on:
        coming += DAY
    return coming


def is_due(pack: Pack, runs: "tuple[Run, ...]", on: date) -> bool:
    """Whether a pack of a week, month or quarter is still to be made for the last one that is over."""
    return not any(run.pack == pack.key and run.is_made and run.due_on >= due_on(pack, on) for run in runs)


def query_in(address: str) -> str:
    """The query of an address, which may be that query alone; without its question mark."""
    said = address.strip()
    return said.partition("?")[2] if said.startswith(("/", "http://", "https://")) else said.removeprefix("?")


def resolved(address: str, on: date) -> str:
    """The query of an address in which every relative date is the day that it means on a day."""
    pairs = parse_qsl(query_in(address), keep_blank_values=True)
    return urlencode([(key, _resolved(key, value, on)) for key, value in pairs])


def _resolved(key: str, value: str, on: date) -> str:
    if key in DATED and value in RELATIVE:
        return last_end(RELATIVE[value], on).isoformat()
    if key not in OF_CHARTS:
        return value
    named, colon, said = value.partition(":")
    chart, mark, filters = named.partition("?")
    return f"{chart}{mark}{resolved(filters, on)}{colon}{said}" if mark else value
