"""Small literal programmes for tests: say only the rows that matter, the rest is filled in by kind."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
from pandas import DataFrame

from data.names import as_written, with_names_apart
from data.programme.programme import COLUMNS, Programme, Scope

Row = Mapping[str, Any] | Sequence[Any]

_DTYPES = {
    "str": "str", "date": "datetime64[us]", "float": "float64", "bool": "bool", "object": "object", "bytes": "object",
}  # fmt: skip
_MISSING: dict[str, Any] = {
    "str": None,
    "date": None,
    "float": None,
    "bool": False,
    "object": None,
    "bytes": None,
}

AREAS = [
    ("E06000065", "North Yorkshire", "lad", "2023-04-01", None),
    ("E07000167", "Ryedale", "lad", None, "2023-04-01"),
    ("E07000168", "Scarborough", "lad", None, "2023-04-01"),
    ("E08000016", "Barnsley", "lad", None, "2025-04-01"),
    ("E08000038", "Barnsley", "lad", "2025-04-01", None),
    ("E09000002", "Barking and Dagenham", "lad", None, None),
    ("E09000003", "Barnet", "lad", None, None),
    ("E09000007", "Camden", "lad", None, None),
]
"""A tiny England: six authorities in two regions until 31 March 2023, five from then on."""

SUCCESSION = [
    ("E07000167", "E06000065", "2023-04-01", "merge"),
    ("E07000168", "E06000065", "2023-04-01", "merge"),
    ("E08000016", "E08000038", "2025-04-01", "recode"),
]

YORKSHIRE = ("E12000003", "Yorkshire and The Humber")
LONDON = ("E12000007", "London")

STATISTICS = [
    ("E06000065", "population_0_24", "2023-06-30", 400.0),
    ("E08000016", "population_0_24", "2023-06-30", 100.0),
    ("E09000002", "population_0_24", "2023-06-30", 300.0),
    ("E09000003", "population_0_24", "2023-06-30", 150.0),
    ("E09000007", "population_0_24", "2023-06-30", 50.0),
]
"""Children and young people: 1,000 in all, recorded on the five authorities of 2023."""

TARGETS = [
    ("established", 50.0, "2020-12-31", "2015-10-14", True, "announcement"),
    ("established", 50.0, "2018-12-31", "2015-10-14", False, "another page"),
]


def frame_of(table: str, rows: DataFrame | Iterable[Row]) -> DataFrame:
    """The rows as a frame of the read model; tuples fill the leading columns, the rest is filled by kind."""
    kinds = COLUMNS[table]
    if isinstance(rows, DataFrame):
        return rows
    tidy = [row if isinstance(row, Mapping) else dict(zip(kinds, row, strict=False)) for row in rows]
    strangers = {column for row in tidy for column in row} - set(kinds)
    if strangers:
        raise ValueError(f"{table} has no column {sorted(strangers)}")
    values = {
        column: pd.Series([row.get(column, _MISSING[kind]) for row in tidy], dtype="object")
        for column, kind in kinds.items()
    }
    return DataFrame({column: _as_kind(series, kinds[column]) for column, series in values.items()})


def _as_kind(series: "pd.Series[Any]", kind: str) -> "pd.Series[Any]":
    if kind == "date":
        return pd.to_datetime(series).astype(_DTYPES["date"])
    return series.astype(_DTYPES[kind])


def groupings_of(areas: Iterable[Sequence[Any]]) -> list[Row]:
    """Region, ACE area and bridge patch for each authority of the tiny England."""
    rows: list[Row] = []
    for code, *_ in areas:
        london = code.startswith("E09")
        rows += [
            (code, "region", *(LONDON if london else YORKSHIRE)),
            (code, "ace_area", *(("london", "London") if london else ("north", "North"))),
            (code, "bridge", *(("a-new-direction", "A New Direction") if london else ("ive", "IVE"))),
        ]
    return rows


def make_programme(*, as_at: date = date(2020, 3, 31), **overrides: DataFrame | Iterable[Row]) -> Programme:
    """A programme in the tiny England: every table not named in `overrides` has its default or no rows."""
    strangers = set(overrides) - set(COLUMNS)
    if strangers:
        raise ValueError(f"There is no table {sorted(strangers)}")
    frames = {
        table: frame_of(table, overrides[table]) if table in overrides else _default(table)
        for table in COLUMNS
    }
    apart = with_names_apart(frames)
    return Programme(
        store_name="Test store",
        store_version=1,
        as_at=as_at,
        seen_by=Scope(),
        written=as_written(frames, apart),
        **apart,
    )


@cache
def _default(table: str) -> DataFrame:
    rows = {
        "areas": AREAS,
        "area_succession": SUCCESSION,
        "area_groupings": groupings_of(AREAS),
        "area_statistics": STATISTICS,
        "targets": TARGETS,
    }
    return frame_of(table, rows.get(table, []))


def partnership(slug: str, **facts: Any) -> dict[str, Any]:
    """One row of `partnerships`, named after its slug."""
    return {"partnership": slug, "name": slug.replace("-", " ").title(), "bridge": "a-new-direction"} | facts


def status(slug: str, name: str, since: str | None, until: str | None = None, **facts: Any) -> dict[str, Any]:
    """One row of `statuses`; without a date it is a published status that nobody dated."""
    precision = "day" if since else "not_published"
    row = {"partnership": slug, "status": name, "from_date": since, "to_date": until, "precision": precision}
    return row | facts


def area(slug: str, code: str, coverage: str = "whole", **facts: Any) -> dict[str, Any]:
    """One row of `partnership_areas`."""
    return {"partnership": slug, "area_code": code, "coverage": coverage} | facts
