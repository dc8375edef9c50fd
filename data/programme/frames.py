"""Reading the store's tables as frames, each column as the kind that `COLUMNS` says."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pandas import DataFrame, Series
from sqlalchemy import Connection, Dialect, Table, select

from data.programme.columns import COLUMNS
from data.store.schema import metadata, store_meta

TABLE_OF = {
    "partnerships": "partnership",
    "statuses": "partnership_status",
    "partnership_areas": "partnership_area",
    "organisations": "organisation",
    "memberships": "membership",
    "activities": "activity",
    "activity_levers": "activity_lever",
    "activity_approaches": "activity_approach",
    "activity_agendas": "activity_agenda",
    "activity_links": "activity_link",
    "meetings": "meeting",
    "attendance": "attendance",
    "actions": "action",
    "support": "support",
    "returns": "monitoring_return",
    "targets": "target",
    "published_counts": "published_count",
    "area_statistics": "area_statistic",
    "area_measures": "area_measure",
    "areas": "area",
    "area_groupings": "area_grouping",
    "area_succession": "area_succession",
    "boundary_sets": "boundary_set",
    "boundary_files": "boundary_file",
    "boundary_areas": "boundary_area",
}
"""Frame of the read model -> table of the store."""


def read_frames(connection: Connection) -> tuple[str, int, dict[str, DataFrame]]:
    """The store's name, its version, and every frame of the read model in order of its key."""
    name, version = connection.execute(select(store_meta.c.name, store_meta.c.version)).one()
    return name, version, {frame: _read(connection, frame) for frame in COLUMNS}


def frame_of(name: str, rows: Sequence[Sequence[Any]]) -> DataFrame:
    """Rows with the columns of `COLUMNS[name]`, in that order, as a frame of the right kinds."""
    kinds = COLUMNS[name]
    values = list(zip(*rows, strict=True)) if rows else [()] * len(kinds)
    return DataFrame(
        {column: _series(held, kind) for (column, kind), held in zip(kinds.items(), values, strict=True)}
    )


def _read(connection: Connection, name: str) -> DataFrame:
    statement = _statement(metadata.tables[TABLE_OF[name]], tuple(COLUMNS[name]), connection.dialect)
    return frame_of(name, connection.exec_driver_sql(statement).fetchall())


def _statement(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    """The query in the driver's own words: its raw values become columns faster than our own objects."""
    query = select(*(table.c[column] for column in columns)).order_by(*table.primary_key.columns)
    return str(query.compile(dialect=dialect))


def _series(values: Sequence[Any], kind: str) -> "Series[Any]":
    if kind == "date":
        return Series(np.array(values, dtype="datetime64[D]").astype("datetime64[us]"))
    if kind == "float":
        return Series(np.array(values, dtype="float64"))
    if kind == "bool":
        return Series(np.array(values, dtype="bool"))
    if kind == "object":
        return Series([None if value is None else bool(value) for value in values], dtype="object")
    if kind == "bytes":
        return Series(values, dtype="object")
    return Series(values, dtype="str")
