"""What is missing, late or old: required fields, returns, meetings. Unknown is not wrong, so these are warnings.

Definitions are those of the indicators: 28 for returns, 24 for meetings, `data.norms.FIELDS` for what is required.
"""

from collections.abc import Iterator

import pandas as pd
from pandas import DataFrame, Series

from data.norms import DAYS_A_YEAR, FIELDS, LATE, MEETING_STATUSES, Field
from data.quality.rule import Look, Rule, counted, day, found, lookup

QUARTERS = 2
"""So many quarters in a row without a return, and what is shown of a partnership is old."""


def fields_missing(sheet: str) -> "Finder":
    """A finder of the required fields of a sheet that are empty, by partnership."""
    return Finder(tuple(field for field in FIELDS if field.table == sheet))


class Finder:
    """Finds empty required fields, a finding for each partnership and field."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields = fields

    def __call__(self, look: Look) -> DataFrame:
        """The findings for each field in turn."""
        return pd.concat([_of_field(field, look) for field in self.fields], ignore_index=True)


def returns_missing(look: Look) -> DataFrame:
    """Returns due in the period that have not come, by partnership."""
    rows = look.programme.returns
    missing = (rows["due_on"] < look.on) & ~(rows["received_on"] <= look.on) & look.in_period(rows["due_on"])
    return _said_of(rows[missing], "not received")


def returns_late(look: Look) -> DataFrame:
    """Returns due in the period that came after their due date, by partnership."""
    rows = look.programme.returns
    late = (rows["received_on"] <= look.on) & (rows["received_on"] > rows["due_on"])
    return _said_of(rows[late & look.in_period(rows["due_on"])], "late")


def silent(look: Look) -> DataFrame:
    """Live, and none of the last two returns that were due has come."""
    rows = look.programme.returns
    rows = rows[(rows["due_on"] < look.on) & rows["partnership"].isin(look.live)].sort_values("period_end")
    came = rows.assign(came=rows["received_on"] <= look.on)
    last = came.groupby("partnership", sort=False).tail(QUARTERS).groupby("partnership", sort=False)
    quiet = last["came"].agg(["size", "any"]).query("size == @QUARTERS and not any").index
    known = came[came["came"]].groupby("partnership")["period_end"].max()
    each = last["is_illustrative"].any().loc[quiet].reset_index()
    return found(each, [_silent(known.get(slug)) for slug in each["partnership"]])


def early(look: Look) -> DataFrame:
    """A return that came before its quarter was over, or was due before."""
    rows = look.programme.returns
    wrong = rows[["received_on", "due_on"]].min(axis=1) < rows["period_end"]
    return _said_of(rows[wrong], "received or due before the quarter was over")


def long_since_met(look: Look) -> DataFrame:
    """Expected to meet, and the last meeting is over twice its usual interval ago."""
    rows = look.programme.partnerships
    meetings = look.programme.meetings
    held = meetings[(meetings["state"] == "held") & (meetings["held_on"] <= look.on)]
    generated = held.groupby("partnership")["is_illustrative"].any()
    rows = rows[rows["partnership"].isin(look.with_status(MEETING_STATUSES))]
    rows = rows.assign(last=lookup(rows["partnership"], held.groupby("partnership")["held_on"].max()))
    a_year = rows["meetings_expected_per_year"]
    rows = rows[(a_year > 0) & ((look.on - rows["last"]).dt.days * a_year / DAYS_A_YEAR > LATE)]
    marked = rows["milestones_illustrative"] | lookup(rows["partnership"], generated).eq(True)
    each = zip(rows["last"], rows["meetings_expected_per_year"], strict=True)
    return found(
        rows.assign(is_illustrative=marked),
        [f"Last meeting on {day(last)}, though {size:g} a year are expected." for last, size in each],
    )


def _of_field(field: Field, look: Look) -> DataFrame:
    rows: DataFrame = getattr(look.programme, field.table)
    if field.body:
        rows = rows[(rows["body"] == field.body) & (rows["state"] == "held")]
    if field.dated:
        rows = rows[look.in_period(rows[field.dated])]
    else:
        rows = rows[rows["partnership"].isin(look.programme.returns["partnership"])]
    empty = rows[rows[field.column].isna()]
    if empty.empty:
        return found(empty, ())
    size = rows["partnership"].value_counts()
    grouped = empty.groupby("partnership", sort=False)[["is_illustrative"]].agg(["size", "any"])
    each = grouped["is_illustrative"].set_axis(["empty", "is_illustrative"], axis=1).reset_index()
    return found(each, _empty(field, each.assign(of=lookup(each["partnership"], size)), look))


def _empty(field: Field, each: DataFrame, look: Look) -> Iterator[str]:
    for empty, of in zip(each["empty"], each["of"], strict=True):
        if not field.dated:
            yield f"{field.label} is not given."
        else:
            period = f"from {day(look.since + pd.Timedelta(days=1))} to {day(look.on)}"
            yield f"{field.label} is not given in {empty:,} of {counted(of, 'row')} {period}."


def _said_of(rows: DataFrame, what: str) -> DataFrame:
    """A finding for each partnership that counts its returns and names the quarters."""
    rows = rows.assign(ends=rows["period_end"].dt.strftime("%B %Y"))
    grouped = rows.sort_values("period_end").groupby("partnership", sort=False)
    each = grouped.agg(
        times=("ends", "size"), ends=("ends", ", ".join), is_illustrative=("is_illustrative", "any")
    ).reset_index()
    pairs = zip(each["times"], each["ends"], strict=True)
    return found(
        each,
        [
            f"{counted(times, 'return')} {what}: quarter{'s' * (times > 1)} to {ends}."
            for times, ends in pairs
        ],
    )


def _silent(last: "Series[pd.Timestamp] | pd.Timestamp | None") -> str:
    since = (
        f"the last is of the quarter to {last:%B %Y}" if isinstance(last, pd.Timestamp) else "none ever came"
    )
    return f"Neither of the last two returns due has come; {since}."


RULES = (
    *(
        Rule(
            f"fields-missing-{sheet}",
            "warning",
            sheet,
            anchor,
            f"What an indicator needs is given on sheet {sheet}",
            f"Ask the partnership, and fill the empty cells on sheet {sheet}.",
            fields_missing(sheet),
            dated=True,
        )
        for sheet, anchor in (
            ("partnerships", "facts"),
            ("activities", "activities"),
            ("meetings", "meetings"),
            ("actions", "actions"),
        )
    ),
    Rule(
        "early-returns",
        "error",
        "returns",
        "returns",
        "A return is due and comes after its quarter",
        "Correct period_end, due_on or received_on on sheet returns.",
        early,
    ),
    Rule(
        "returns-missing",
        "warning",
        "returns",
        "returns",
        "Every return due in the period has come",
        "Ask for the return; when it has come, give received_on on sheet returns.",
        returns_missing,
        dated=True,
    ),
    Rule(
        "returns-late",
        "warning",
        "returns",
        "returns",
        "A return comes by its due date",
        "Nothing to correct if the dates are right; agree with the partnership how the next comes in time.",
        returns_late,
        dated=True,
    ),
    Rule(
        "silent-for-two-quarters",
        "warning",
        "returns",
        "returns",
        "A live partnership files one of any two returns in a row",
        "Call the partnership; if it has gone quiet for good, record the status dormant on sheet statuses.",
        silent,
        dated=True,
    ),
    Rule(
        "long-since-met",
        "warning",
        "meetings",
        "meetings",
        "A partnership meets within twice its usual interval",
        "Ask for meetings not yet returned; if there were none, consider the status dormant on sheet statuses.",
        long_since_met,
        dated=True,
    ),
)
