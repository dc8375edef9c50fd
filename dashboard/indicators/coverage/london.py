"""London's 33: thirty-two boroughs and the City, whatever part of the country the filters ask for."""

import numpy as np
from pandas import DataFrame, Series

from dashboard.indicators.coverage import coverage
from dashboard.indicators.shared import places, selection
from dashboard.question import Question
from data.taxonomy import STATUSES
from geo.lookups import read_london_tiles

KINDS = ("Part of one borough", "Several boroughs", "Boroughs not itemised")


def boroughs(question: Question) -> DataFrame:
    """Every borough with its place in the tile map and who covers it.

    Columns: area_code, area, row, column (of the tile, from 1), state, whole, part, live, partnerships,
    names, need; see `coverage.by_area`. Sorted by row, then column.
    """
    tiles = read_london_tiles()[["area_code", "row", "column"]]
    areas = coverage.by_area(question.anywhere)
    columns = ["area", "state", "whole", "part", "live", "partnerships", "names", "need"]
    frame = tiles.merge(areas[["area_code", *columns]], on="area_code")
    frame = frame[["area_code", "area", "row", "column", *columns[1:]]]
    return frame.sort_values(["row", "column"], ignore_index=True)


def below_and_across(question: Question) -> DataFrame:
    """London's partnerships that are smaller or larger than one borough, or whose boroughs no source names.

    Columns: partnership, name, kind (see `KINDS`), status (label; NaN if none is in view), is_counted,
    boroughs (how many), borough_names (NaN if none), locality. Sorted by kind, then name.
    """
    visible, on = question.visible, question.on
    frame = selection.selected(question.anywhere)
    london = places.authorities(visible, on)
    london = london[london["area_code"].isin(read_london_tiles()["area_code"])]
    held = places.placed(visible, on).merge(london[["area_code", "area"]], on="area_code").sort_values("area")
    by_partnership = held.groupby("partnership")
    wholes = (held["coverage"] == "whole").groupby(held["partnership"]).sum()
    number = frame["partnership"].map(by_partnership.size()).fillna(0).astype("int64")
    unnamed = ~frame["is_placed"] & frame["region_code"].isin(london["region_code"])
    below = (number == 1) & (frame["partnership"].map(wholes) == 0)
    kind = Series(np.select([below, number > 1, unnamed], KINDS, ""), index=frame.index, dtype="str")
    frame = frame.assign(
        kind=kind,
        status=frame["status"].map(STATUSES),
        boroughs=number,
        borough_names=frame["partnership"].map(by_partnership["area"].agg("; ".join)),
        locality=frame["partnership"].map(visible.partnerships.set_index("partnership")["locality"]),
    )
    columns = ["partnership", "name", "kind", "status", "is_counted", "boroughs", "borough_names", "locality"]
    frame = frame.loc[kind != "", columns]
    order = frame["kind"].map(dict(zip(KINDS, range(len(KINDS)), strict=True)))
    return frame.assign(order=order).sort_values(["order", "name"], ignore_index=True).drop(columns="order")
