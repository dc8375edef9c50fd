"""Which returns are expected, and how far each is: from the partnerships, the calendar, and what was handed in.

Of every partnership that is live at the end of a quarter a return is expected, and of every one that the store asks
one of. How far a return is, is said as it stands now; the as-at date says which quarters have ended and what is late.
"""

from typing import Final

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timedelta, Timestamp

from dashboard.cache import cached, cached_frame
from dashboard.indicators.shared import selection, statuses
from dashboard.indicators.shared.records import with_position
from dashboard.question import Question
from data.names import by_name
from data.norms import DAYS_TO_RETURN, MEETING_STATUSES
from data.programme.programme import Programme
from data.taxonomy import RETURN_STATES

QUARTERS: Final = 6
"""The last quarters that are shown."""
LABELS: Final = {"late": "Late", "returned": "Returned with comment", **RETURN_STATES, "expected": "Expected"}
"""State of a return -> its label, the most urgent first."""
WAITING: Final = ("received", "in_check")
NO_BRIDGE: Final = "No bridge"


@cached_frame
def of_selected(question: Question) -> DataFrame:
    """The return of each partnership asked for and each of the last quarters, as it stands; late ones first.

    Columns: partnership, name, region, bridge (labels), period_end, due_on, state (a key of `LABELS`), label, days
    (late; 0 where it is not), number (of the return that was handed in; NaN where none was), who (took the last step),
    state_on, is_illustrative. What waits is not accepted, whatever is shown of it elsewhere.
    """
    question = question.accepted
    frame = _every(question.visible, question.on)
    frame = frame[selection.is_selected(question)[frame["position"].to_numpy()]]
    late = frame["state"].eq("expected") & (frame["due_on"] < question.on)
    state = frame["state"].mask(late, "late")
    labels = selection.partnership_labels(question, frame["position"].to_numpy())
    days = (question.on - frame["due_on"]).dt.days.where(late, 0)
    told = DataFrame(
        {
            "state": state.to_numpy(),
            "label": state.map(LABELS).to_numpy(),
            "days": days.to_numpy(),
            "period_end": frame["period_end"].to_numpy(),
            "due_on": frame["due_on"].to_numpy(),
            "number": frame["number"].to_numpy(),
            "who": frame["who"].to_numpy(),
            "state_on": frame["state_on"].to_numpy(),
            "is_illustrative": frame["is_illustrative"].to_numpy(),
        }
    )
    whole = pd.concat([labels.reset_index(drop=True), told], axis=1)
    whole["bridge"] = whole["bridge"].fillna(NO_BRIDGE)
    urgency = whole["state"].map({key: place for place, key in enumerate(LABELS)})
    order = np.lexsort((by_name(whole["name"]), -whole["period_end"].astype("int64"), urgency))
    return whole.iloc[order].reset_index(drop=True)


def outstanding(question: Question) -> DataFrame:
    """The rows of `of_selected` of returns that are not accepted."""
    frame = of_selected(question)
    return frame[frame["state"] != "accepted"].reset_index(drop=True)


def by_bridge(question: Question) -> DataFrame:
    """The returns of each bridge and quarter by state; bridges with the most late ones first, the newest quarter first.

    Columns: bridge, period_end, total = late + returned + received + in_check + accepted + expected (not due yet),
    outstanding (total - accepted), is_illustrative.
    """
    frame = of_selected(question)
    keys = [frame["bridge"], frame["period_end"]]
    counts = pd.crosstab(keys, frame["state"]).reindex(columns=[*LABELS], fill_value=0)
    made_up = frame.groupby(["bridge", "period_end"])["is_illustrative"].any()
    table = counts.assign(
        total=counts.sum(axis=1),
        outstanding=counts.sum(axis=1) - counts["accepted"],
        is_illustrative=made_up.reindex(counts.index).to_numpy(dtype=bool),
    ).reset_index()
    late = table.groupby("bridge")["late"].transform("sum").to_numpy()
    order = np.lexsort((-table["period_end"].astype("int64"), by_name(table["bridge"]), -late))
    return table.iloc[order].reset_index(drop=True)


@cached(most=8)
def _every(programme: Programme, on: Timestamp) -> DataFrame:
    """position, period_end, due_on, state, number, who, state_on, is_illustrative of every return of these quarters."""
    rows = with_position(programme, programme.returns)
    quarters = _quarters(rows["period_end"], on)
    live = statuses.held(programme, MEETING_STATUSES, quarters)
    position, quarter = np.nonzero(live)
    keys = ["position", "period_end"]
    asked = DataFrame({"position": position, "period_end": pd.DatetimeIndex(quarters)[quarter]})
    stored = rows.loc[rows["period_end"].isin(quarters), [*keys, "due_on", "received_on", "is_illustrative"]]
    every = asked.merge(stored, on=keys, how="outer").merge(_handed_in(programme), on=keys, how="left")
    due = every["due_on"].fillna(every["period_end"] + Timedelta(days=DAYS_TO_RETURN))
    made_up = every["is_illustrative"].eq(True)
    # What is handed in says more than what is made up, and a new one waits even where an earlier one was accepted.
    is_open = every["state"].isin(WAITING) | (made_up & every["state"].eq("returned"))
    came = every["received_on"].notna() & ~is_open
    return DataFrame(
        {
            "position": every["position"].astype("int64"),
            "period_end": every["period_end"],
            "due_on": due,
            "state": every["state"].mask(came, "accepted").fillna("expected").astype("str"),
            "number": every["number"],
            "who": every["who"],
            "state_on": every["state_on"].fillna(every["received_on"]),
            "is_illustrative": made_up & every["number"].isna(),
        }
    )


def _quarters(ends: "Series[Timestamp]", on: Timestamp) -> tuple[Timestamp, ...]:
    """The last ends of quarters up to a day, from the first of which the store has returns; the last one anyhow."""
    last = (on + Timedelta(days=1)).to_period("Q").start_time - Timedelta(days=1)
    found = [last - pd.offsets.QuarterEnd(back) for back in range(QUARTERS)]
    first = ends.min() if len(ends) else last
    return tuple(day for day in found if day >= first) or (last,)


def _handed_in(programme: Programme) -> DataFrame:
    """position, period_end, number, state, who, state_on of the last return handed in for each; those accepted have
    their day in the store.
    """
    reviews = programme.return_reviews
    told = programme.return_partnerships.merge(
        reviews[["number", "period_end", "state", "who", "state_on"]], on="number"
    )
    rows = with_position(programme, told)
    columns = ["position", "period_end", "number", "state", "who", "state_on"]
    return rows[columns].sort_values("number").drop_duplicates(["position", "period_end"], keep="last")
