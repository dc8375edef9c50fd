"""Contradictions about who is at the table, and who came."""

from pandas import DataFrame

from data.quality.rule import Records, after_one_another, as_findings, day, error, fill_in, lookup, warning
from data.taxonomy import ROLES

CAME = ("present", "substitute")


@error("memberships", mend="Correct from_date on sheet memberships, or the status.")
def members_after_the_end(records: Records) -> DataFrame:
    """Nobody joins a partnership that has ended."""
    rows = _with_end(records)
    return fill_in(
        rows[rows["from_date"] >= rows["ended"]], "{name} joins as {label} after {ended}, when it ended."
    )


@error("memberships", mend="Leave out one of the two rows on sheet memberships, or end the earlier.")
def member_twice(records: Records) -> DataFrame:
    """An organisation holds a role once at a time."""
    pairs = after_one_another(records.programme.memberships, ["partnership", "organisation", "role"])
    pairs = pairs[pairs["from_date"] < pairs["ended"]]
    pairs = pairs.assign(name=lookup(pairs["organisation"], records.names), label=pairs["role"].map(ROLES))
    return fill_in(pairs, "{name} is listed twice as {label} at the same time, again from {from_date}.")


@error(
    "attendance",
    mend="Set the state of the meeting to held on sheet meetings, or remove who came on sheet attendance.",
)
def came_to_no_meeting(records: Records) -> DataFrame:
    """Nobody comes to a meeting that is not held."""
    came = records.programme.attendance
    came = came[came["state"].isin(CAME)]
    meetings = records.programme.meetings
    meetings = meetings[meetings["state"].isin(["cancelled", "planned"])]
    rows = meetings[meetings["meeting"].isin(came["meeting"])]
    return fill_in(rows, "The meeting of {held_on} is {state}, and organisations are noted as present.")


@warning("memberships", mend="Give the membership a to_date on sheet memberships, or correct the status.")
def members_staying_on(records: Records) -> DataFrame:
    """A membership ends with its partnership."""
    rows = _with_end(records)
    rows = rows[~(rows["from_date"] >= rows["ended"]) & ~(rows["to_date"] <= rows["ended"])]
    return fill_in(rows, "{name} is {label} after {ended}, when the partnership ended.")


@warning(
    "attendance",
    mend="If it has joined, add it with its date on sheet memberships; a guest may stay as it is.",
    anchor="members",
)
def guests_at_meetings(records: Records) -> DataFrame:
    """Who comes to a meeting is a member that day."""
    # Only where the members are known.
    came = records.programme.attendance
    came = came.loc[came["state"].isin(CAME), ["meeting", "organisation", "is_illustrative"]]
    meetings = records.programme.meetings[["meeting", "partnership", "held_on"]]
    visits = came.merge(meetings, on="meeting").reset_index(names="visit")
    seats = records.programme.memberships[["partnership", "organisation", "from_date", "to_date"]]
    seated = visits.merge(seats, on=["partnership", "organisation"])
    there = ~(seated["from_date"] > seated["held_on"]) & ~(seated["to_date"] <= seated["held_on"])
    visits = visits[~visits["visit"].isin(seated.loc[there, "visit"])]
    visits = visits[visits["partnership"].isin(seats["partnership"])]
    rows = visits.groupby(["partnership", "organisation"], sort=False).agg(
        times=("visit", "size"), first=("held_on", "min"), is_illustrative=("is_illustrative", "any")
    )
    rows = rows.reset_index()
    each = zip(lookup(rows["organisation"], records.names), rows["times"], rows["first"], strict=True)
    return as_findings(
        rows,
        [
            f"{name} came to the meeting of {day(first)} and was no member that day."
            if times == 1
            else f"{name} came to {times} meetings while it was no member, first on {day(first)}."
            for name, times, first in each
        ],
    )


@warning("memberships", mend="Add who is at the table on sheet memberships.", dated=True)
def no_members(records: Records) -> DataFrame:
    """A live partnership that files returns has members on record."""
    rows = records.programme.partnerships
    rows = rows[rows["partnership"].isin(records.live & records.returning)]
    rows = rows[~rows["partnership"].isin(records.programme.memberships["partnership"])]
    rows = rows.assign(is_illustrative=lookup(rows["partnership"], records.generated_returns))
    return as_findings(rows, ["Returns come, and no member is on record."] * len(rows))


def _with_end(records: Records) -> DataFrame:
    """The memberships of partnerships that ended, with when they did, and names."""
    rows = records.programme.memberships
    rows = rows.assign(ended=lookup(rows["partnership"], records.ended)).dropna(subset="ended")
    return rows.assign(
        name=lookup(rows["organisation"], records.names), label=rows["role"].map(ROLES).str.lower()
    )


RULES = (
    members_after_the_end,
    member_twice,
    came_to_no_meeting,
    members_staying_on,
    guests_at_meetings,
    no_members,
)
