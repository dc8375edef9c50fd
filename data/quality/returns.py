"""What is missing, late or old: required fields, returns, meetings. Unknown is not wrong, so these are warnings.

Definitions are those of the indicators: 28 for returns, 24 for meetings, `data.norms.FIELDS` for what is required.
"""

from collections.abc import Iterator

import pandas as pd
from pandas import DataFrame

from data.norms import DAYS_A_YEAR, FIELDS, LATE, MEETING_STATUSES, Field
from data.quality.rule import Records, Rule, anchor_of, as_findings, count_of, day, error, lookup, warning

QUARTERS = 2
"""So many quarters in a row without a return, and what is shown of a partnership is old."""


def fields_missing(sheet: str) -> Rule:
    """The rule that the required fields of a sheet are filled, a finding for each partnership and field."""
    fields = [field for field in FIELDS if field.table == sheet]
    return Rule(
        key=f"fields-missing-{sheet}",
        severity="warning",
        sheet=sheet,
        anchor=anchor_of(sheet),
        says=f"What an indicator needs is given on sheet {sheet}",
        mend=f"Ask the partnership, and fill the empty cells on sheet {sheet}.",
        find=lambda records: pd.concat([_of_field(field, records) for field in fields], ignore_index=True),
        dated=True,
    )


@error("returns", mend="Correct period_end, due_on or received_on on sheet returns.")
def early_returns(records: Records) -> DataFrame:
    """A return is due and comes after its quarter."""
    rows = records.programme.returns
    wrong = rows[["received_on", "due_on"]].min(axis=1) < rows["period_end"]
    return _by_partnership(rows[wrong], "received or due before the quarter was over")


@warning(
    "returns", mend="Ask for the return; when it has come, give received_on on sheet returns.", dated=True
)
def returns_missing(records: Records) -> DataFrame:
    """Every return due in the period has come."""
    rows = records.programme.returns
    missing = (
        (rows["due_on"] < records.on)
        & ~(rows["received_on"] <= records.on)
        & records.in_period(rows["due_on"])
    )
    return _by_partnership(rows[missing], "not received")


@warning(
    "returns",
    mend="Nothing to correct if the dates are right; agree with the partnership how the next comes in time.",
    dated=True,
)
def returns_late(records: Records) -> DataFrame:
    """A return comes by its due date."""
    rows = records.programme.returns
    late = (rows["received_on"] <= records.on) & (rows["received_on"] > rows["due_on"])
    return _by_partnership(rows[late & records.in_period(rows["due_on"])], "late")


@warning(
    "returns",
    mend="Call the partnership; if it has gone quiet for good, record the status dormant on sheet statuses.",
    dated=True,
)
def silent_for_two_quarters(records: Records) -> DataFrame:
    """A live partnership files one of any two returns in a row."""
    rows = records.programme.returns
    rows = rows[(rows["due_on"] < records.on) & rows["partnership"].isin(records.live)].sort_values(
        "period_end"
    )
    came = rows.assign(came=rows["received_on"] <= records.on)
    last = came.groupby("partnership", sort=False).tail(QUARTERS).groupby("partnership", sort=False)
    quiet = last["came"].agg(["size", "any"]).query("size == @QUARTERS and not any").index
    known = came[came["came"]].groupby("partnership")["period_end"].max()
    each = last["is_illustrative"].any().loc[quiet].reset_index()
    since = [
        f"the last is of the quarter to {known[slug]:%B %Y}" if slug in known.index else "none ever came"
        for slug in each["partnership"]
    ]
    return as_findings(each, [f"Neither of the last two returns due has come; {one}." for one in since])


@warning(
    "meetings",
    mend="Ask for meetings not yet returned; if there were none, consider the status dormant on sheet statuses.",
    dated=True,
)
def long_since_met(records: Records) -> DataFrame:
    """A partnership meets within twice its usual interval."""
    rows = records.programme.partnerships
    meetings = records.programme.meetings
    held = meetings[(meetings["state"] == "held") & (meetings["held_on"] <= records.on)]
    generated = held.groupby("partnership")["is_illustrative"].any()
    rows = rows[rows["partnership"].isin(records.with_status(MEETING_STATUSES))]
    rows = rows.assign(last=lookup(rows["partnership"], held.groupby("partnership")["held_on"].max()))
    a_year = rows["meetings_expected_per_year"]
    rows = rows[(a_year > 0) & ((records.on - rows["last"]).dt.days * a_year / DAYS_A_YEAR > LATE)]
    marked = rows["milestones_illustrative"] | lookup(rows["partnership"], generated).eq(True)
    each = zip(rows["last"], rows["meetings_expected_per_year"], strict=True)
    return as_findings(
        rows.assign(is_illustrative=marked),
        [f"Last meeting on {day(last)}, though {size:g} a year are expected." for last, size in each],
    )


def _of_field(field: Field, records: Records) -> DataFrame:
    rows: DataFrame = getattr(records.programme, field.table)
    if field.body:
        rows = rows[(rows["body"] == field.body) & (rows["state"] == "held")]
    if field.dated:
        rows = rows[records.in_period(rows[field.dated])]
    else:
        rows = rows[rows["partnership"].isin(records.programme.returns["partnership"])]
    empty = rows[rows[field.column].isna()]
    if empty.empty:
        return as_findings(empty, ())
    size = rows["partnership"].value_counts()
    grouped = empty.groupby("partnership", sort=False)[["is_illustrative"]].agg(["size", "any"])
    each = grouped["is_illustrative"].set_axis(["empty", "is_illustrative"], axis=1).reset_index()
    return as_findings(each, _empty(field, each.assign(of=lookup(each["partnership"], size)), records))


def _empty(field: Field, each: DataFrame, records: Records) -> Iterator[str]:
    for empty, of in zip(each["empty"], each["of"], strict=True):
        if not field.dated:
            yield f"{field.label} is not given."
        else:
            period = f"from {day(records.since + pd.Timedelta(days=1))} to {day(records.on)}"
            yield f"{field.label} is not given in {empty:,} of {count_of(of, 'row')} {period}."


def _by_partnership(rows: DataFrame, what: str) -> DataFrame:
    """A finding for each partnership that counts its returns and names the quarters."""
    rows = rows.assign(ends=rows["period_end"].dt.strftime("%B %Y"))
    grouped = rows.sort_values("period_end").groupby("partnership", sort=False)
    each = grouped.agg(
        times=("ends", "size"), ends=("ends", ", ".join), is_illustrative=("is_illustrative", "any")
    ).reset_index()
    pairs = zip(each["times"], each["ends"], strict=True)
    return as_findings(
        each,
        [
            f"{count_of(times, 'return')} {what}: quarter{'s' * (times > 1)} to {ends}."
            for times, ends in pairs
        ],
    )


RULES = (
    *(fields_missing(sheet) for sheet in ("partnerships", "activities", "meetings", "actions")),
    early_returns,
    returns_missing,
    returns_late,
    silent_for_two_quarters,
    long_since_met,
)
