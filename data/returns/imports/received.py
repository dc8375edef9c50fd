"""What a file brings besides its rows when it is the return of a bridge for a quarter: the day on which it came."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

import numpy as np

from data.norms import DAYS_TO_RETURN, quarter_end
from data.programme.visibility import Scope
from data.returns.columns import Columns, array, is_in, is_there
from data.returns.imports.changes import error
from data.returns.imports.stored_rows import StoredRows
from data.returns.problems import Problem
from data.returns.sheets import SHEETS
from data.returns.sheets.records import Origin, Sent, SentPart, SentRows

OF_PARTNERSHIP = tuple(name for name, sheet in SHEETS.items() if "partnership" in sheet.columns)
"""Sheets whose rows say of which partnership they are."""

NAMED = (
    ("attendance", "meeting", "meetings"),
    ("activity_links", "from_activity", "activities"),
    ("activity_links", "to_activity", "activities"),
)
"""Sheets whose rows are of the partnership of what they name, the column that names it, and the sheet of that."""

DATED = {"meetings": "held_on", "activities": "start_on", "actions": "agreed_on"}
"""Sheets whose rows happened in the quarter of a return, and the column that says when."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """The return of a bridge for the quarter that ends on a day, and the day on which it came."""

    bridge: str
    period_end: date
    received_on: date

    def wrong(self) -> str:
        """What is wrong with it, in a sentence; nothing where it can be."""
        if self.period_end != quarter_end(self.period_end):
            return (
                f"{self.period_end.isoformat()} is not the last day of a quarter; write it like 2020-03-31."
            )
        if self.received_on <= self.period_end:
            return f"The quarter to {self.period_end.isoformat()} has not ended yet."
        return ""


def partnerships_of(sent: SentRows) -> tuple[str, ...]:
    """The partnerships of which a file has rows, sorted."""
    found: set[object] = set()
    for name in OF_PARTNERSHIP:
        for part in sent.get(name, Sent()).parts:
            found.update(part.columns.column("partnership").tolist())
    return tuple(sorted(str(one) for one in found - {None}))


def spoken_of(sent: SentRows, held: StoredRows) -> frozenset[str]:
    """The partnerships of which a file has rows, or whose meetings and activities of the store its rows name."""
    named = (owner for one in NAMED for owner in _owners(sent, held, *one).values())
    return frozenset(partnerships_of(sent)).union(map(str, named))


def _owners(sent: SentRows, held: StoredRows, name: str, column: str, parent: str) -> Mapping[object, object]:
    """What the rows of a sheet name, as far as the store has it, and the partnership of each."""
    parts = sent.get(name, Sent()).parts
    keys = {key for part in parts for key in part.columns.column(column).tolist()} - {None}
    if not keys:
        return {}
    found = held.where(parent, SHEETS[parent].key[0], keys)
    return dict(zip(found[SHEETS[parent].key[0]].tolist(), found["partnership"].tolist(), strict=True))


def last_quarter(sent: SentRows) -> date | None:
    """The end of the last quarter of which a file has a meeting, an activity or an action; None where it has none."""
    found = [
        day
        for name, column in DATED.items()
        for part in sent.get(name, Sent()).parts
        for day in part.columns.column(column).tolist()
        if isinstance(day, date)
    ]
    return quarter_end(max(found)) if found else None


def quarters_around(day: date, last: date | None) -> tuple[date, ...]:
    """The ends of quarters that a return may be of, the newest first: a year before a day and after it, and `last`."""
    ends = {quarter_end(day + timedelta(days=91 * step)) for step in range(-4, 5)} | (
        {last} if last else set()
    )
    today = date.today()  # noqa: DTZ011 - the day where the reader is
    return tuple(sorted((end for end in ends if end < today), reverse=True))


def with_received(  # noqa: PLR0913 - what is looked at
    sent: SentRows, held: StoredRows, of: Quarter, *, about: Set[str], deleted: SentRows, file: str
) -> SentRows:
    """The rows, and for each partnership that they are `about` that its return of the quarter came on the day.

    A day that the file itself gives, or that the store has from an earlier return, stays.
    """
    leaving = set(deleted.get("partnerships", Sent()).joined(("partnership",))["partnership"].tolist())
    stored = held.where("returns", "partnership", about - leaving).by_key(("partnership", "period_end"))
    parts = tuple(_received(part, of) for part in sent.get("returns", Sent()).parts)
    listed = (*parts, *deleted.get("returns", Sent()).parts)
    named = {key for part in listed for key in Columns.tuples(part.columns.of_fields(_RETURN), _RETURN)}
    keys = [(one, of.period_end) for one in sorted(about - leaving) if (one, of.period_end) not in named]
    rows = list(_rows(keys, stored, of))
    if not rows:
        return {**sent, "returns": Sent(parts)} if parts else sent
    columns = Columns.of(rows, rows[0])
    more = SentPart(file, "returns", columns, np.zeros(len(rows), dtype=np.int64))
    return {**sent, "returns": Sent((*parts, more))}


_RETURN = ("partnership", "period_end")


def _rows(
    keys: list[tuple[str, date]], stored: Mapping[tuple[object, ...], Mapping[str, object]], of: Quarter
) -> Iterator[dict[str, object]]:
    for partnership, period_end in keys:
        now = stored.get((partnership, period_end), {})
        if now.get("received_on") is None or now.get("is_illustrative"):
            yield {
                "partnership": partnership,
                "period_end": period_end,
                "due_on": now.get("due_on") or of.period_end + timedelta(days=DAYS_TO_RETURN),
                "received_on": of.received_on,
                "is_illustrative": False,
            }


def _received(part: SentPart, of: Quarter) -> SentPart:
    """A part of the sheet of returns, with the day in the rows of the quarter that have none."""
    columns = part.columns
    ends, days = columns.column("period_end"), columns.column("received_on")
    blank = ~is_there(days) & np.asarray(ends == of.period_end, dtype=bool)
    if not blank.any():
        return part
    filled = array((of.received_on if one else day for one, day in zip(blank, days, strict=True)), len(days))
    fields = {**columns.fields, "received_on": filled}
    said = {**part.said, "received_on": part.has("received_on") | blank}
    return replace(part, columns=Columns(fields, columns.length), said=said)


def not_to_return(of: Quarter, scope: Scope, *, file: str) -> Iterator[Problem]:
    """An error where the return is of a bridge that is none of those of who sends it."""
    if scope.bridges is not None and of.bridge not in scope.bridges:
        yield error(
            Origin(file, "", 0),
            "bridge",
            of.bridge,
            wrong=f"The return of {of.bridge} is not its sender's to hand in.",
            right=f"Say that it is of {' or of '.join(sorted(scope.bridges)) or 'a bridge of theirs'}.",
        )


def of_another_bridge(sent: SentRows, named: SentRows, held: StoredRows, of: Quarter) -> Iterator[Problem]:
    """An error for each partnership of the rows sent that the store has for another bridge, or of what they name.

    `named` are the rows with the keys under which the store has what they name.
    """
    about = spoken_of(named, held).union(partnerships_of(sent))
    held_for = held.where("partnerships", "partnership", about).tuples(("partnership", "bridge"))
    others = {one: bridge for one, bridge in held_for if bridge not in {None, of.bridge}}
    whose = (
        (part, "partnership", part.columns.column("partnership"))
        for name in OF_PARTNERSHIP
        for part in sent.get(name, Sent()).parts
    )
    by_name = (
        (part, column, array(map(owner.get, part.columns.column(column).tolist()), part.columns.length))
        for name, column, parent in NAMED
        if (owner := _owners(named, held, name, column, parent))
        for part in named[name].parts
    )
    said: set[object] = set()
    for part, column, owners in chain(whose, by_name) if others else ():
        for place in np.flatnonzero(is_in(owners, others.keys() - said)).tolist():
            partnership = owners[place]
            bridge = others[partnership]
            if partnership not in said:
                said.add(partnership)
                yield error(
                    part.origin(place),
                    column,
                    part.columns.column(column)[place],
                    wrong=f"{partnership} is one of {bridge}, and this is the return of {of.bridge}.",
                    right=f"Leave it to the return of {bridge}, or name that bridge.",
                )
