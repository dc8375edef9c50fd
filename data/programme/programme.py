"""The read model: everything the store knows, as tidy frames, at one store version.

A `Programme` never changes. Dates are `datetime64[us]` with NaT for "open" or "not known"; text that is
not known is NaN, never ""; numbers that may be missing are float64 with NaN. Keys are slugs, authorities are
GSS codes. No two partnerships, organisations or places of one day have one name: `names` tells them apart.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from threading import Lock
from typing import Any, cast

import pandas as pd
from pandas import DataFrame
from sqlalchemy import Connection, Engine

from data.names import as_written, with_fewer_apart, with_names_apart
from data.programme.frames import COLUMNS, read_frames
from data.programme.visibility import Scope, withhold
from data.store.engine import asked_again, reading, store_version

__all__ = ["COLUMNS", "Programme", "Scope", "current", "last_complete_day", "load"]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Programme:
    """Everything the store knew at `store_version`; one tidy frame a table, columns as in `COLUMNS`.

    `as_at` is the date the store is complete to: the last complete day of returns, else that of the last
    return, else the last status date, else today. `seen_by` says which rows of the store are here. Compared by
    identity, so it can key a cache. `waiting` makes of it what the store would hold if every return that waits for a
    decision were accepted; such a programme has the one without them as `accepted`. `written` has, by frame and key,
    the names as they are written that were told apart. `elsewhere(what, as_at, since, illustrative)` is, where only
    some bridges are seen, what others come to together: a small frame of aggregates, never a row.
    """

    store_name: str
    store_version: int
    as_at: date
    seen_by: Scope
    partnerships: DataFrame
    statuses: DataFrame
    partnership_areas: DataFrame
    organisations: DataFrame
    memberships: DataFrame
    evidence: DataFrame
    activities: DataFrame
    activity_levers: DataFrame
    activity_approaches: DataFrame
    activity_agendas: DataFrame
    activity_links: DataFrame
    meetings: DataFrame
    attendance: DataFrame
    actions: DataFrame
    support: DataFrame
    returns: DataFrame
    return_reviews: DataFrame
    return_partnerships: DataFrame
    targets: DataFrame
    published_counts: DataFrame
    events: DataFrame
    attention_states: DataFrame
    comments: DataFrame
    saved_views: DataFrame
    packs: DataFrame
    paper_drafts: DataFrame
    record_ends: DataFrame
    area_statistics: DataFrame
    area_measures: DataFrame
    areas: DataFrame
    area_groupings: DataFrame
    area_succession: DataFrame
    boundary_sets: DataFrame
    boundary_files: DataFrame
    boundary_areas: DataFrame
    waiting: "Callable[[Programme], Programme] | None" = None
    accepted: "Programme | None" = None
    written: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    elsewhere: Callable[[str, date | None, date | None, bool], DataFrame] | None = field(
        default=None, repr=False
    )

    @property
    def with_waiting(self) -> "Programme":
        """The programme with the rows of returns that wait for a decision; itself where none does."""
        return self.waiting(self) if self.waiting else self

    def visible_to(self, scope: Scope) -> "Programme":
        """The programme without the rows that `scope` may not see; itself when it may see everything."""
        if scope == Scope():
            return self
        frames = withhold({name: getattr(self, name) for name in COLUMNS}, scope)
        if scope.bridges is not None:
            frames = with_fewer_apart(frames, self.written)
        return replace(
            self, seen_by=scope.within(self.seen_by), accepted=None, **cast("dict[str, Any]", frames)
        )


def current(frame: DataFrame, on: date | pd.Timestamp) -> DataFrame:
    """The rows of dated intervals that hold on a day: begun by then, not ended; a missing end is open.

    A missing beginning means "always", except where the row's `precision` says that the date was not
    published: what nobody dated holds on no day. Takes a frame with from_date and to_date.
    """
    day = pd.Timestamp(on)
    begun = frame["from_date"].isna() | (frame["from_date"] <= day)
    if "precision" in frame:
        begun &= frame["from_date"].notna() | (frame["precision"] != "not_published")
    going_on = frame["to_date"].isna() | (frame["to_date"] > day)
    return frame[begun & going_on]


Waiting = Callable[[Engine, Programme], Programme]
"""What makes of a programme the one with the rows of returns that wait for a decision."""


@asked_again
def load(engine: Engine, *, today: date | None = None, waiting: Waiting | None = None) -> Programme:
    """Everything in the store, read at one moment; `today` is its date when nothing in it is dated.

    Raises `StoreError` when the store does not answer.
    """
    with reading(engine) as connection:
        found = read(connection, today=today)
    return replace(found, waiting=partial(waiting, engine)) if waiting else found


def read(connection: Connection, *, today: date | None = None) -> Programme:
    """As `load`, as a part of the caller's reading."""
    name, version, frames = read_frames(connection)
    as_at = complete_to(frames) or today or pd.Timestamp.now().date()
    apart = with_names_apart(frames)
    written = as_written(frames, apart)
    return Programme(name, version, as_at, Scope(), written=written, **cast("dict[str, Any]", apart))


def complete_to(frames: Mapping[str, DataFrame]) -> date | None:
    """The last complete day of returns, else the end of the last quarter returned, else the last status date."""
    ends, returns = frames["record_ends"], frames["returns"]
    for days in (
        ends.loc[ends["kind"] == "returns", "complete_to"],
        returns.loc[returns["received_on"].notna(), "period_end"],
        frames["statuses"]["from_date"].dropna(),
    ):
        if len(days):
            return pd.Timestamp(days.max()).date()
    return None


def last_complete_day(programme: Programme, kinds: Collection[str]) -> pd.Timestamp | None:
    """The last day to which all of these kinds of records are complete; None where nothing says.

    Where illustrative rows are seen, it is the day that their rows say: those speak of all together.
    """
    ends = programme.record_ends
    rows = zip(ends["kind"], ends["is_illustrative"], ends["complete_to"], strict=True)
    last = {kind: day for kind, _, day in sorted(rows)}
    return min((last[kind] for kind in kinds if kind in last), default=None)


class CurrentProgramme:
    """Gives the programme at the store's present version; asking costs a check of one row.

    `forget` is called before a newer one is loaded, so that what was worked out from the old one can go with it.
    """

    def __init__(
        self, engine: Engine, *, forget: Callable[[], None] = lambda: None, waiting: Waiting | None = None
    ) -> None:
        self._engine, self._forget, self._waiting = engine, forget, waiting
        self._lock = Lock()
        self._held: Programme | None = None
        self._day = date.min

    def get(self) -> Programme:
        """The programme as it is now; the same object until the store changes, or the day. Raises `StoreError`."""
        version, today = store_version(self._engine), date.today()  # noqa: DTZ011 - the day where the reader is
        held = self._held
        if held is not None and held.store_version == version and self._day == today:
            return held
        with self._lock:
            # Whoever held the lock before may have loaded it meanwhile.
            if self._held is None or self._held.store_version != version or self._day != today:
                self._held = None
                self._forget()
                self._held, self._day = load(self._engine, waiting=self._waiting), today
            return self._held
