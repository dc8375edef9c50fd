"""Up to which day each kind of record is complete, worked out from the records and kept in the store.

A return speaks of its whole quarter, so what comes with returns is complete to the end of the last quarter that at
least half as many partnerships have returned as the quarter before: the first return of a new quarter says nothing of
the others. Support is recorded by bridges, and ends with the quarter of the last support. Where no return was ever
received, a kind ends with the quarter of its last record; members that are published hold from their day, without an
end. A row that is not illustrative speaks of the real records alone, one that is illustrative of all together.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import Column, ColumnElement, Connection, Table, func, select, true

from data.norms import quarter_end
from data.store.schema import action, activity, meeting, membership, monitoring_return, record_end, support

HALF = 0.5
RECORDED: Mapping[str, tuple[Table, Column[date], ColumnElement[bool]]] = MappingProxyType(
    {
        "meetings": (meeting, meeting.c.held_on, meeting.c.state == "held"),
        "activities": (activity, activity.c.start_on, true()),
        "actions": (action, action.c.agreed_on, true()),
        "memberships": (membership, membership.c.from_date, true()),
        "support": (support, support.c.support_on, true()),
    }
)
"""Kind of record -> its table, the column that dates its rows, and which of them happened."""
OF_BRIDGES, PUBLISHED = "support", "memberships"
"""What comes without returns of partnerships, and what is also published without them."""


def renew(connection: Connection) -> None:
    """Write the last complete day of every kind anew, as a part of the caller's transaction."""
    connection.execute(record_end.delete())
    for marked in (False, True):
        ends = [
            {"kind": kind, "is_illustrative": marked, "complete_to": day, "source": source}
            for kind, day, source in _ends(connection, illustrative=marked)
        ]
        if ends:
            connection.execute(record_end.insert(), ends)


def _ends(connection: Connection, *, illustrative: bool) -> Iterator[tuple[str, date, str]]:
    """kind, last complete day, and what it rests on; of real records, or of all where any is illustrative."""
    quarter = _returned(connection, illustrative=illustrative)
    if quarter:
        yield "returns", quarter, "Returns received for the quarter"
    for kind, (table, column, happened) in RECORDED.items():
        last = select(func.max(column)).where(happened, *_seen(table, illustrative=illustrative))
        day = connection.execute(last).scalar()
        if day is None or (illustrative and not _any_illustrative(connection, table)):
            continue
        if quarter and kind != OF_BRIDGES:
            yield kind, quarter, "Returns received for the quarter"
        elif kind != PUBLISHED:
            yield kind, quarter_end(day), "The last record"


def _returned(connection: Connection, *, illustrative: bool) -> date | None:
    """The end of the last quarter that enough partnerships have returned beside the one before it."""
    if illustrative and not _any_illustrative(connection, monitoring_return):
        return None
    columns = monitoring_return.c
    received = (
        select(columns.period_end, func.count())
        .where(columns.received_on.is_not(None), *_seen(monitoring_return, illustrative=illustrative))
        .group_by(columns.period_end)
        .order_by(columns.period_end)
    )
    last, before = None, 0
    for day, number in connection.execute(received):
        last = day if number >= HALF * before else last
        before = number
    return last


def _seen(table: Table, *, illustrative: bool) -> list[ColumnElement[bool]]:
    return [] if illustrative else [table.c.is_illustrative.is_(False)]


def _any_illustrative(connection: Connection, table: Table) -> bool:
    some = select(table.c.is_illustrative).where(table.c.is_illustrative.is_(True)).limit(1)
    return connection.execute(some).first() is not None
