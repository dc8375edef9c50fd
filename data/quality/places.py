"""Contradictions in what a partnership is: its statuses, its areas, its milestones."""

from pandas import DataFrame

from data.quality.rule import Records, after_one_another, as_findings, error, fill_in, lookup, warning
from data.taxonomy import STATUSES

EPSILON = 1e-9


def _stages(records: Records) -> DataFrame:
    """The statuses that say how far a partnership is; that it is there goes with any other."""
    rows: DataFrame = records.programme.statuses
    return rows[rows["status"] != "existing"]


@error("statuses", mend="Give each status but the last a to_date on sheet statuses.")
def two_open_statuses(records: Records) -> DataFrame:
    """A partnership has one status at a time."""
    # A generated one may go on beside a published one, which never changes.
    rows = _stages(records)
    rows = rows[rows["to_date"].isna() & rows["from_date"].notna()]
    keys = ["partnership", "is_illustrative"]
    rows = rows[rows.duplicated(keys, keep=False)].assign(label=rows["status"].map(STATUSES))
    named = rows.groupby(keys, sort=False)["label"].agg(" and ".join).reset_index()
    return fill_in(named, "Several statuses have no end: {label}.")


@error(
    "statuses", mend="Set the to_date of the earlier status to the from_date of the later on sheet statuses."
)
def overlapping_statuses(records: Records) -> DataFrame:
    """A status ends on the day on which the next begins."""
    rows = _stages(records).dropna(subset="from_date")
    pairs = after_one_another(rows, ["partnership", "is_illustrative"])
    pairs = pairs[(pairs["from_date"] < pairs["ended"]) & ~(pairs["was_open"] & pairs["to_date"].isna())]
    pairs = pairs.assign(label=pairs["status"].map(STATUSES), before=pairs["status_before"].map(STATUSES))
    return fill_in(
        pairs, "{label} begins on {from_date}, while {before}, since {from_date_before}, still goes on."
    )


@error(
    "partnership_areas", mend="Leave out one of the two rows on sheet partnership_areas, or end the earlier."
)
def area_twice(records: Records) -> DataFrame:
    """An authority is listed once at a time."""
    # Two localities in it are two parts, if they are not more than all.
    rows = records.programme.partnership_areas.reset_index(names="place")
    pairs = rows.merge(rows, on=["partnership", "area_code"], suffixes=("", "_other"))
    pairs = pairs[pairs["place"] < pairs["place_other"]]
    together = ~(pairs["to_date"] <= pairs["from_date_other"]) & ~(
        pairs["to_date_other"] <= pairs["from_date"]
    )
    parts = (pairs["coverage"] == "part") & (pairs["coverage_other"] == "part")
    named = (
        (pairs["locality"] != pairs["locality_other"])
        & pairs["locality"].notna()
        & pairs["locality_other"].notna()
    )
    within = pairs["share"].fillna(0) + pairs["share_other"].fillna(0) <= 1 + EPSILON
    return fill_in(
        pairs[together & ~(parts & named & within)], "{area_code} is listed twice for the same time."
    )


@error("partnership_areas", mend="Set coverage to part, or leave the share out, on sheet partnership_areas.")
def share_of_a_whole(records: Records) -> DataFrame:
    """What is covered as a whole has no share below 1."""
    rows = records.programme.partnership_areas
    rows = rows[(rows["coverage"] == "whole") & (rows["share"] < 1 - EPSILON)]
    return fill_in(rows, "{area_code} is covered as a whole, and its share is {share:g}.")


@error(
    "partnerships", mend="Correct first_meeting_on, launched_on or first_delivery_on on sheet partnerships."
)
def milestones_backwards(records: Records) -> DataFrame:
    """The first meeting comes before the launch and the first delivery."""
    rows = records.programme.partnerships
    rows = rows.assign(
        is_illustrative=rows["milestones_illustrative"],
        first=rows[["first_delivery_on", "launched_on"]].min(axis=1),
    )
    rows = rows[rows["first"] < rows["first_meeting_on"]]
    return fill_in(
        rows, "It delivered or launched on {first}, before its first meeting on {first_meeting_on}."
    )


@warning(
    "partnership_areas",
    mend="Ask the partnerships for their shares and correct them on sheet partnership_areas.",
    dated=True,
)
def shares_above_one(records: Records) -> DataFrame:
    """Known shares of an authority add up to 1 at most."""
    rows = records.programme.partnership_areas
    rows = rows[rows["partnership"].isin(records.live) & (rows["coverage"] == "part")]
    rows = rows[~(rows["from_date"] > records.on) & ~(rows["to_date"] <= records.on)]
    total = rows.groupby("area_code")["share"].transform("sum")
    rows = rows.assign(total=total)[(total > 1 + EPSILON) & rows["share"].notna()]
    return fill_in(
        rows, "Shares of {area_code} add up to {total:.2f}; that of this partnership is {share:g}."
    )


@warning("partnerships", mend="Correct first_meeting_on on sheet partnerships, or held_on on sheet meetings.")
def met_before_the_first_meeting(records: Records) -> DataFrame:
    """No meeting is held before the first."""
    meetings = records.programme.meetings[records.programme.meetings["state"] == "held"]
    earliest = meetings.groupby("partnership")["held_on"].min()
    rows = records.programme.partnerships
    rows = rows.assign(
        is_illustrative=rows["milestones_illustrative"], held=lookup(rows["partnership"], earliest)
    )
    rows = rows[rows["held"] < rows["first_meeting_on"]]
    return fill_in(rows, "It met on {held}, before the date of its first meeting, {first_meeting_on}.")


@warning("statuses", mend="Find out since when, and give from_date and precision on sheet statuses.")
def undated_status(records: Records) -> DataFrame:
    """A status has a date, or it counts on no day."""
    # Only where no other is dated either.
    rows = records.programme.statuses
    dated = rows.loc[rows["from_date"].notna() | (rows["precision"] != "not_published"), "partnership"]
    rows = rows[~rows["partnership"].isin(dated)]
    return fill_in(rows.assign(label=rows["status"].map(STATUSES)), "{label}, but no source says since when.")


@warning("statuses", mend="Add its status with a date on sheet statuses.")
def no_status(records: Records) -> DataFrame:
    """A partnership has a status."""
    rows = records.programme.partnerships
    rows = rows[~rows["partnership"].isin(records.programme.statuses["partnership"])]
    return fill_in(rows, "No status is on record.")


@warning("partnership_areas", mend="Add its authorities on sheet partnership_areas.", dated=True)
def no_area(records: Records) -> DataFrame:
    """A live partnership works in an authority."""
    rows = records.programme.partnerships
    rows = rows[rows["partnership"].isin(records.live)]
    rows = rows[~rows["partnership"].isin(records.programme.partnership_areas["partnership"])]
    return fill_in(rows, "No authority is on record, so it is on no map.")


@warning("activities", mend="Add its activities on sheet activities, or correct its status.", dated=True)
def delivering_nothing(records: Records) -> DataFrame:
    """A delivering partnership that files returns has an activity on record."""
    held = records.programme.activities
    begun = held.loc[(held["start_on"] <= records.on) & (held["state"] != "cancelled"), "partnership"]
    rows = records.programme.partnerships
    delivering = records.with_status(["delivering"]) & records.returning
    rows = rows[rows["partnership"].isin(delivering) & ~rows["partnership"].isin(begun)]
    marked = lookup(rows["partnership"], records.generated_returns)
    return as_findings(
        rows.assign(is_illustrative=marked), ["Delivering, and no activity is on record."] * len(rows)
    )


RULES = (
    two_open_statuses,
    overlapping_statuses,
    area_twice,
    share_of_a_whole,
    milestones_backwards,
    shares_above_one,
    met_before_the_first_meeting,
    undated_status,
    no_status,
    no_area,
    delivering_nothing,
)
