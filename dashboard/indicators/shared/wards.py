"""Areas below an authority: wards that a partnership is recorded for, and where they can be drawn.

A ward is a part of its authority: that is what maps of authorities and all counts see of it.
"""

import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared import records
from data.programme.programme import Programme, current

LEVEL = "ward"
BOX = ["lon", "lat", "west", "south", "east", "north"]


@cached(most=8)
def known(programme: Programme) -> DataFrame:
    """Every ward that the store knows: area_code, area, parent_code (the authority that it lies in)."""
    areas = programme.areas
    rows = areas.loc[areas["level"] == LEVEL, ["area_code", "name", "parent_code"]]
    return rows.rename(columns={"name": "area"}).reset_index(drop=True)


def of(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    """The wards that a partnership covers on a day, sorted by name.

    Columns: area_code, area, parent_code, authority (the name of what it lies in), coverage (whole or part).
    """
    rows = current(records.rows_of(programme, "partnership_areas", slug), on)[["area_code", "coverage"]]
    found = rows.merge(known(programme), on="area_code").sort_values("area", ignore_index=True)
    names = programme.areas.set_index("area_code")["name"]
    return found.assign(authority=found["parent_code"].map(names))


def around(programme: Programme, wards: DataFrame, on: Timestamp) -> DataFrame:
    """All wards of the authorities that some wards lie in, as the boundaries that fit them best have them.

    Columns: area_code, area, parent_code, vintage (of the boundaries), lon, lat, west, south, east, north. No rows
    where no boundaries of these wards were added.
    """
    vintage = _vintage(programme, wards["area_code"], on)
    drawn = programme.boundary_areas
    drawn = drawn[(drawn["level"] == LEVEL) & (drawn["vintage"] == vintage)]
    rows = drawn[["area_code", "vintage", *BOX]].merge(known(programme), on="area_code")
    parents = rows.loc[rows["area_code"].isin(wards["area_code"]), "parent_code"]
    return rows[rows["parent_code"].isin(parents)].reset_index(drop=True)


def _vintage(programme: Programme, codes: "Series[str]", on: Timestamp) -> str | None:
    """The boundaries that have most of the codes; of equals the latest up to the day, else the first after it."""
    drawn = programme.boundary_areas
    held = drawn[(drawn["level"] == LEVEL) & drawn["area_code"].isin(codes)].groupby("vintage").size()
    if held.empty:
        return None
    begins = programme.boundary_sets.set_index(["level", "vintage"])["from_date"].loc[LEVEL]
    ranked = DataFrame({"held": held, "begins": begins.reindex(held.index)})
    ranked = ranked.assign(past=ranked["begins"] <= on, near=-(ranked["begins"] - on).abs())
    return str(ranked.sort_values(["held", "past", "near"]).index[-1])


@cached(most=8)
def as_parts(programme: Programme) -> DataFrame:
    """`programme.partnership_areas` with each ward as a part, of unknown share, of the authority it lies in.

    A ward says only more exactly where a part lies if the partnership is recorded for that authority too.
    """
    rows = programme.partnership_areas
    parents = rows["area_code"].map(known(programme).set_index("area_code")["parent_code"])
    below = parents.notna()
    if not below.any():
        return rows
    recorded = pd.MultiIndex.from_frame(rows[["partnership", "area_code"]])
    said = pd.MultiIndex.from_arrays([rows["partnership"], parents]).isin(recorded)
    lying = rows.assign(
        area_code=rows["area_code"].where(~below, parents),
        coverage=rows["coverage"].mask(below, "part"),
        share=rows["share"].mask(below),
    )
    return lying[~(below & said)]
