"""Reading the store's tables as frames, each column as the kind that its type in the schema says."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pandas import DataFrame, Series
from sqlalchemy import Boolean, Column, Connection, Date, LargeBinary, String, select

from data.store.schema import metadata, store_meta

TABLE_OF = {
    "partnerships": "partnership",
    "statuses": "partnership_status",
    "partnership_areas": "partnership_area",
    "organisations": "organisation",
    "memberships": "membership",
    "evidence": "evidence",
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
    "return_reviews": "return_review",
    "return_partnerships": "return_partnership",
    "targets": "target",
    "published_counts": "published_count",
    "events": "event",
    "attention_states": "attention_state",
    "comments": "comment",
    "saved_views": "saved_view",
    "packs": "pack",
    "paper_drafts": "paper_draft",
    "record_ends": "record_end",
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

ROWS_AT_ONCE = 500
"""Rows that are taken from the driver at once; few, so that they are still at hand when they become columns."""

_LEFT_OUT = {
    "boundary_sets": {"sha256"},
    "return_reviews": {"answers"},
    "boundary_files": {"size", "features"},
}
"""Columns that no page needs, beside the `id` that the store numbers rows by."""


def _kind(column: "Column[Any]") -> str:
    if isinstance(column.type, Boolean):
        return "object" if column.nullable else "bool"
    kinds = {Date: "date", String: "str", LargeBinary: "bytes"}
    return next((kind for type_, kind in kinds.items() if isinstance(column.type, type_)), "float")


COLUMNS: dict[str, dict[str, str]] = {
    name: {
        column.name: _kind(column)
        for column in metadata.tables[table].columns
        if column.name not in {"id", *_LEFT_OUT.get(name, ())}
    }
    for name, table in TABLE_OF.items()
}
"""Column -> kind ("str", "date", "float", "bool", "object", "bytes") for each frame of a Programme.

`object` holds True, False or None. In `partnerships`, `evidence_on` is the published wording ("2016-09").
`activity_levers` has the secondary levers only; the primary one stands in `activities`.
"""


def read_frames(connection: Connection) -> tuple[str, int, dict[str, DataFrame]]:
    """The store's name, its version, and every frame of the read model in order of its key."""
    name, version = connection.execute(select(store_meta.c.name, store_meta.c.version)).one()
    texts: dict[str, str] = {}
    return name, version, {frame: _read(connection, frame, texts) for frame in COLUMNS}


def frame_of(name: str, rows: Sequence[Sequence[Any]]) -> DataFrame:
    """Rows with the columns of `COLUMNS[name]`, in that order, as a frame of the right kinds."""
    return _frame(name, list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS[name]))


def _frame(name: str, columns: Sequence[Sequence[Any]]) -> DataFrame:
    kinds = COLUMNS[name].items()
    return DataFrame(
        {column: _series(held, kind) for (column, kind), held in zip(kinds, columns, strict=True)}
    )


def _read(connection: Connection, name: str, texts: dict[str, str]) -> DataFrame:
    """One frame, by the query in the driver's own words: its raw values become columns faster than our own objects.

    Equal `texts` of all frames are kept once: most are keys that other rows name again.
    """
    table, kinds = metadata.tables[TABLE_OF[name]], COLUMNS[name]
    query = select(*(table.c[column] for column in kinds)).order_by(*table.primary_key.columns)
    cursor = connection.exec_driver_sql(str(query.compile(dialect=connection.dialect))).cursor
    columns: list[list[Any]] = [[] for _ in kinds]
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        for held, kind, values in zip(columns, kinds.values(), zip(*rows, strict=True), strict=True):
            held.extend(map(texts.setdefault, values, values) if kind in ("str", "date") else values)
    return _frame(name, columns)


def _series(values: Sequence[Any], kind: str) -> "Series[Any]":
    if kind == "date":
        return Series(np.array(values, dtype="datetime64[D]").astype("datetime64[us]"))
    if kind in ("float", "bool"):
        return Series(np.array(values, dtype="float64" if kind == "float" else "bool"))
    if kind == "object":
        return Series([None if value is None else bool(value) for value in values], dtype="object")
    return Series(values, dtype="object" if kind == "bytes" else "str")
