"""One question put to the store in SQL: the filters, its dates, and what every recomputation starts from.

Nothing here or beside it uses the indicators of the product, nor pandas: the numbers come from the tables by
another way, so that two independent answers can be compared.
"""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

from dashboard.filters import Filters

NAMES = re.compile(r"(?<![:\w]):([a-z_]+)")
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Answer:
    """What an indicator says, as far as it is compared."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    rating: str = "unrated"
    low: float | None = None
    high: float | None = None
    verdict: str | None = None


NOTHING = Answer(None)


@dataclass(frozen=True)
class Question:
    """The filters at their dates, on a connection whose temporary tables hold what they select."""

    connection: Connection
    filters: Filters
    t: date
    since: date
    ends: Mapping[str, date] = field(default_factory=dict)

    def rows(self, *sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query, given in parts; it may name any filter, `:t`, `:since`, and the values given."""
        return [tuple(row) for row in self._execute("".join(sql), values)]

    def run(self, *sql: str, **values: Any) -> None:
        """Run a statement that gives no rows."""
        self._execute("".join(sql), values)

    def one(self, *sql: str, **values: Any) -> tuple[Any, ...]:
        """The only row of a query."""
        (row,) = self.rows(*sql, **values)
        return row

    def number(self, *sql: str, **values: Any) -> Any:
        """The only number of a query."""
        return self.one(*sql, **values)[0]

    @property
    def is_whole(self) -> bool:
        """Whether all partnerships are asked for."""
        asked = self.filters
        return not (asked.region or asked.ace_area or asked.bridge or asked.sector or asked.lever)

    @property
    def lever_window(self) -> tuple[date, date]:
        """The days after the first and up to the second, on which who pulled a lever is looked for."""
        t = min(self.t, self.ends.get("activities", self.t))
        if self.filters.since or t == self.t:
            return min(self.since, t), t
        return months_before(t, 12, keep_end=False), t

    def back(self, months: int) -> date:
        """So many months before the as-at date; the end of a month stays one."""
        return months_before(self.t, months, keep_end=True)

    def _execute(self, sql: str, values: dict[str, Any]) -> Any:
        known = self._known() | values
        statement = text(sql)
        used = {name: known[name] for name in set(NAMES.findall(sql))}
        binds = [_bind(name, value) for name, value in used.items()]
        return self.connection.execute(statement.bindparams(*binds))

    def _known(self) -> dict[str, Any]:
        asked = self.filters
        return {
            "t": self.t,
            "since": self.since,
            "region": asked.region,
            "ace_area": asked.ace_area,
            "bridge": asked.bridge,
            "sector": asked.sector,
            "lever": asked.lever,
            "any_region": not asked.region,
            "any_ace_area": not asked.ace_area,
            "any_bridge": not asked.bridge,
            "any_sector": not asked.sector,
            "any_lever": not asked.lever,
            "emerging": asked.emerging,
            "existing": asked.existing,
            "need": asked.need,
            "lever_since": self.lever_window[0],
            "lever_t": self.lever_window[1],
            "half_year_ago": self.back(6),
            "a_year_back": self.back(12),
        }


def months_before(day: date, months: int, *, keep_end: bool) -> date:
    """The same day of the month so many months earlier, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    is_end = keep_end and day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_end else min(day.day, last))


def as_day(value: Any) -> date:
    """A date as either database gives it."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def share(numerator: float, denominator: float) -> float | None:
    """Per cent; nothing of nothing."""
    return 100 * numerator / denominator if denominator else None


def rate(numerator: float, denominator: float, *, green: float = 0, amber: float = 0) -> Answer:
    """A rate of five cases at least, rated from ten on if there are limits."""
    if denominator < 5:
        return Answer(None, numerator or 0, denominator) if denominator else NOTHING
    rating = "unrated"
    if green and denominator >= 10:
        part = 100 * numerator / denominator
        rating = "green" if part >= green else "amber" if part >= amber else "red"
    return Answer(share(numerator, denominator), numerator, denominator, rating)


def middle(values: Sequence[float], *, of: int) -> Answer:
    """The median of some of so many."""
    return Answer(median(values), len(values), of) if values else NOTHING


def _bind(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return bindparam(name, list(value) or [""], expanding=True)
    if isinstance(value, date):
        return bindparam(name, value, type_=Date())
    return bindparam(name, value)
