"""The read model: everything the store knows, as tidy frames, at one store version.

A `Programme` never changes. Dates are `datetime64[us]` with NaT for "open" or "not known"; text that is
not known is NaN, never ""; numbers that may be missing are float64 with NaN. Keys are slugs, authorities are
GSS codes.
"""

from dataclasses import dataclass
from datetime import date

from pandas import DataFrame

from data.columns import COLUMNS

__all__ = ["COLUMNS", "Programme", "Scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is looking: which rows they may see. The default sees everything."""

    bridges: frozenset[str] | None = None
    illustrative: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """Everything the store knew at `store_version`; one tidy frame a table, columns as in `COLUMNS`.

    `as_at` is the date the store is complete to: the end of the last quarter with a return, else the last
    status date, else today. Compared by identity, so it can key a cache.
    """

    store_name: str
    store_version: int
    as_at: date
    partnerships: DataFrame
    statuses: DataFrame
    partnership_areas: DataFrame
    organisations: DataFrame
    memberships: DataFrame
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
    targets: DataFrame
    published_counts: DataFrame
    area_statistics: DataFrame
    areas: DataFrame
    area_groupings: DataFrame
    area_succession: DataFrame
    boundary_sets: DataFrame
