"""Contradictions about what is done: activities, meetings, actions, and what led to what."""

import pandas as pd
from pandas import DataFrame

from data.quality.rule import (
    Records,
    as_findings,
    count_of,
    day,
    error,
    fill_in,
    lookup,
    per_partnership,
    warning,
)
from data.taxonomy import LEVERS


@error(
    "activity_links",
    mend="Exchange the two on sheet activity_links, or correct start_on on sheet activities.",
)
def led_backwards(records: Records) -> DataFrame:
    """What an activity led to begins no earlier than it."""
    begun = records.programme.activities.set_index("activity")
    rows = records.programme.activity_links
    for end in ("from", "to"):
        known = begun[["title", "start_on"]].reindex(rows[f"{end}_activity"]).reset_index(drop=True)
        rows = rows.reset_index(drop=True).join(known.add_prefix(f"{end}_"))
    rows = rows.assign(partnership=lookup(rows["from_activity"], begun["partnership"]))
    rows = rows[rows["to_start_on"] < rows["from_start_on"]]
    return fill_in(
        rows, "“{from_title}” of {from_start_on} led to “{to_title}”, which began on {to_start_on}."
    )


@error("activities", mend="Take it out of secondary_levers on sheet activities.")
def primary_lever_twice(records: Records) -> DataFrame:
    """The primary lever is no secondary lever."""
    levers = records.programme.activity_levers
    rows = records.programme.activities.merge(
        levers, left_on=["activity", "primary_lever"], right_on=["activity", "lever"]
    )
    rows = rows.assign(label=rows["lever"].map(LEVERS))
    return fill_in(rows, "{label} is both the primary and a secondary lever of “{title}”.")


@error("activities", mend="Set secondary_considered to yes on sheet activities, or remove secondary_levers.")
def not_considered_yet_named(records: Records) -> DataFrame:
    """Who names a secondary lever has considered one."""
    rows = records.programme.activities
    rows = rows[rows["secondary_considered"].eq(False)]
    rows = rows[rows["activity"].isin(records.programme.activity_levers["activity"])]
    return fill_in(rows, "“{title}” has a secondary lever, and it is said that none was considered.")


@error("activities", mend="Correct start_on on sheet activities, or the status.")
def activities_after_the_end(records: Records) -> DataFrame:
    """A partnership that has ended begins nothing."""
    return _after_the_end(records, "activities", "start_on", "activity/activities")


@error("meetings", mend="Correct held_on on sheet meetings, or the status.")
def meetings_after_the_end(records: Records) -> DataFrame:
    """A partnership that has ended meets no more."""
    return _after_the_end(records, "meetings", "held_on", "meeting/meetings")


@error("actions", mend="Correct agreed_on, due_on or completed_on on sheet actions.")
def done_before_agreed(records: Records) -> DataFrame:
    """An action is agreed before it is due or done."""
    rows = records.programme.actions
    rows = rows.assign(first=rows[["completed_on", "due_on"]].min(axis=1))
    rows = rows[rows["first"] < rows["agreed_on"]]
    return fill_in(rows, "“{description}” was done or due on {first}, before it was agreed on {agreed_on}.")


@error("actions", mend="Set state to complete, or remove completed_on, on sheet actions.")
def done_but_open(records: Records) -> DataFrame:
    """An action with a day of completion is complete."""
    rows = records.programme.actions
    rows = rows[rows["completed_on"].notna() & rows["state"].isin(["open", "dropped"])]
    return fill_in(rows, "“{description}” is {state}, and was done on {completed_on}.")


@warning("actions", mend="Give completed_on on sheet actions.", dated=True)
def done_undated(records: Records) -> DataFrame:
    """A complete action has a day of completion."""
    # They count neither as done in time nor as late.
    rows = records.programme.actions
    rows = rows[
        (rows["state"] == "complete") & rows["completed_on"].isna() & (rows["agreed_on"] <= records.on)
    ]
    each = per_partnership(rows.assign(day=rows["agreed_on"]))
    return as_findings(
        each, [f"{count_of(size, 'action')} complete without a date." for size in each["rows"]]
    )


@warning(
    "activities", mend="Set the state to what became of it, on sheets meetings and activities.", dated=True
)
def plans_overtaken(records: Records) -> DataFrame:
    """What is planned or running lies ahead."""
    meetings, activities = records.programme.meetings, records.programme.activities
    planned = (activities["state"] == "planned") & (activities["start_on"] < records.on)
    running = (activities["state"] == "running") & (activities["end_on"] < records.on)
    late = meetings[(meetings["state"] == "planned") & (meetings["held_on"] < records.on)]
    columns = ["partnership", "day", "is_illustrative"]
    rows = pd.concat(
        [
            late.assign(day=late["held_on"])[columns],
            activities.assign(day=activities["start_on"])[planned | running][columns],
        ]
    )
    each = per_partnership(rows)
    counts = zip(each["rows"], each["day"], strict=True)
    return as_findings(
        each,
        [
            f"{count_of(size, 'meeting or activity', 'meetings or activities')} still planned or running though the "
            f"day is over, the oldest of {day(on)}."
            for size, on in counts
        ],
    )


def _after_the_end(records: Records, table: str, column: str, noun: str) -> DataFrame:
    """The rows of a table that are dated after the day on which their partnership ended, by partnership."""
    rows: DataFrame = getattr(records.programme, table)
    rows = rows[rows[column] > lookup(rows["partnership"], records.ended)]
    if "state" in rows:
        rows = rows[~rows["state"].isin(["planned", "cancelled"])]
    each = per_partnership(rows.assign(day=rows[column]))
    counts = zip(each["rows"], each["day"], lookup(each["partnership"], records.ended), strict=True)
    return as_findings(
        each,
        [
            f"{count_of(size, *noun.split('/'))} after {day(end)}, when it ended; first {day(on)}."
            for size, on, end in counts
        ],
    )


RULES = (
    led_backwards,
    primary_lever_twice,
    not_considered_yet_named,
    activities_after_the_end,
    meetings_after_the_end,
    done_before_agreed,
    done_but_open,
    done_undated,
    plans_overtaken,
)
