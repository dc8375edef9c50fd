"""What the plain application reads from the store, once at its start."""

from dataclasses import dataclass

import pandas as pd
from pandas import DataFrame, DateOffset, Series, Timestamp
from pandas.tseries.offsets import QuarterEnd
from sqlalchemy import Engine, create_engine

from data.taxonomy import AGENDAS, APPROACHES, LEVERS, SECTORS


@dataclass(frozen=True)
class Tables:
    """Frames that a filter change selects from, and what the filters offer.

    activities: activity, partnership, name, region, start_on, quarter (its last day), lever (label), considered,
    and a column of weights for each lever. approaches and agendas: activity, label. links: those within twelve
    months, with partnership, name, region, from_on, to_on, from_lever, to_lever, months. members: partnership, sector,
    from_date, to_date.
    """

    as_at: Timestamp
    regions: dict[str, str]
    sectors: dict[str, str]
    activities: DataFrame
    approaches: DataFrame
    agendas: DataFrame
    links: DataFrame
    members: DataFrame


def read(store: str) -> Tables:
    """Read everything that the charts need."""
    engine = create_engine(store)
    groups = _table(engine, "area_grouping")
    activities = _activities(engine, _partnerships(engine, groups))
    ends = _table(engine, "record_end", "complete_to")
    regions = groups[groups["grouping"] == "region"].drop_duplicates("group_code").sort_values("group_code")
    return Tables(
        as_at=ends.loc[ends["kind"] == "returns", "complete_to"].max(),
        regions=dict(zip(regions["group_code"], regions["group_name"], strict=True)),
        sectors={code: sector.label for code, sector in SECTORS.items()},
        activities=activities,
        approaches=_approaches(engine, activities),
        agendas=_table(engine, "activity_agenda").assign(label=lambda tags: tags["agenda"].map(AGENDAS)),
        links=_links(engine, activities),
        members=_table(engine, "membership", "from_date", "to_date").merge(
            _table(engine, "organisation")[["organisation", "sector"]], on="organisation"
        ),
    )


def _table(engine: Engine, name: str, *dates: str) -> DataFrame:
    frame = pd.read_sql_table(name, engine)
    return frame.assign(**{column: pd.to_datetime(frame[column]) for column in dates})


def _partnerships(engine: Engine, groups: DataFrame) -> DataFrame:
    """partnership, name, region: that of most of its authorities, else that of its bridge's patch if it is in one."""
    frame = _table(engine, "partnership")[["partnership", "name", "bridge"]]
    latest = groups.sort_values("from_date").drop_duplicates(["area_code", "grouping"], keep="last")
    groups_of_area = latest.pivot(index="area_code", columns="grouping", values="group_code")
    areas = _table(engine, "partnership_area").merge(groups_of_area["region"], on="area_code")
    own = areas.groupby("partnership")["region"].agg(lambda codes: codes.mode().iloc[0])
    patches = groups_of_area.groupby("bridge")["region"].agg(["nunique", "first"])
    whole = patches.loc[patches["nunique"] == 1, "first"]
    region = frame["partnership"].map(own).fillna(frame["bridge"].map(whole))
    return frame[["partnership", "name"]].assign(region=region)


def _activities(engine: Engine, partnerships: DataFrame) -> DataFrame:
    frame = _table(engine, "activity", "start_on").merge(partnerships, on="partnership")
    frame = frame[(frame["state"] != "cancelled") & frame["start_on"].notna()].sort_values("start_on")
    secondary = _table(engine, "activity_lever")
    levers = pd.concat(
        [
            frame[["activity"]].assign(lever=frame["primary_lever"], weight=1.0),
            secondary[["activity", "lever"]].assign(weight=0.5),
        ]
    )
    weights = levers.groupby(["activity", "lever"])["weight"].max().unstack(fill_value=0)
    considered = frame["secondary_considered"].map({True: "Considered", False: "Not considered"})
    return frame.assign(
        quarter=frame["start_on"] + QuarterEnd(0),
        lever=frame["primary_lever"].map(LEVERS).astype(pd.CategoricalDtype(list(LEVERS.values()))),
        considered=considered.fillna("Nobody said"),
    ).merge(weights.rename(columns=LEVERS), left_on="activity", right_index=True)[
        [
            "activity",
            "partnership",
            "name",
            "region",
            "start_on",
            "quarter",
            "lever",
            "considered",
            *LEVERS.values(),
        ]
    ]


def _approaches(engine: Engine, activities: DataFrame) -> DataFrame:
    """activity, label: the approach with the lever that it was taken within, its primary one first."""
    tags = _table(engine, "activity_approach").merge(activities, on="activity")

    def label(tag: Series) -> str:
        approach = APPROACHES[tag["approach"]]
        lever = max(approach.levers, key=lambda code: tag[LEVERS[code]])
        return f"{approach.label}{' *' if approach.ours else ''} ({lever})"

    return tags[["activity"]].assign(label=tags.apply(label, axis=1))


def _links(engine: Engine, activities: DataFrame) -> DataFrame:
    ends = activities[["activity", "start_on", "lever"]].rename(columns={"start_on": "on"})
    links = _table(engine, "activity_link").merge(ends.add_prefix("from_"), on="from_activity")
    links = links.merge(ends.add_prefix("to_"), on="to_activity")
    links = links.merge(
        activities[["activity", "partnership", "name", "region"]],
        left_on="from_activity",
        right_on="activity",
    )
    months = (links["to_on"] - links["from_on"]).dt.days / (365.25 / 12)
    return links.assign(months=months)[links["to_on"] <= links["from_on"] + DateOffset(months=12)]
