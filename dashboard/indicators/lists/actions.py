"""The actions and returns behind every figure about follow-up and returns, one by one."""

import numpy as np
from pandas import DataFrame
from pandas.api.extensions import ExtensionArray

from dashboard.cache import LONG, cached
from dashboard.indicators.lists.rows import NOT_SAID, labelled, last_days
from dashboard.indicators.meetings import actions as follow_up
from dashboard.indicators.returns import returns as of_returns
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Stamps
from dashboard.indicators.shared.periods import days_between, in_window, quarter_of, stamp
from dashboard.indicators.shared.records import with_position
from dashboard.question import Question
from data.names import by_name


@cached(most=LONG)
def actions(question: Question) -> DataFrame:
    """Everything that was agreed by the as-at date by the partnerships asked for: what is overdue first, the longest at
    the top, then what fell due last.

    Columns: action, partnership, name, region, bridge, anchor, description, owner, agreed_on, agreed (code of when;
    `NOT_SAID` where nobody said), due_on, completed_on (by the as-at date), standing (an `ActionStatus`), days_overdue
    (NaN of what is not), fell_due (yes where that was in the period), quarter (in which it is due: its last day, ISO),
    is_illustrative.
    """
    visible = question.visible
    status = follow_up.status_on(visible, question.on)
    rows = with_position(visible, visible.actions)
    asked = (
        selection.is_selected(question)[status["position"].to_numpy()]
        & (status["status"] != "not_counted").to_numpy()
    )
    places = np.flatnonzero(asked)
    status, rows = status.iloc[places], rows.iloc[places]
    standing, due = status["status"].astype("str"), status["due_on"].to_numpy(dtype="datetime64[us]")
    completed = status["completed_on"].where(status["completed_on"] <= question.on)
    is_overdue = (standing == "overdue").to_numpy()
    in_period = in_window(due, question) & (due < stamp(question.on))
    frame = DataFrame(
        {
            "action": status["action"].array,
            **labelled(question, status["position"].to_numpy(), anchor="actions"),
            "description": rows["description"].array,
            "owner": _owners(question, rows),
            "agreed_on": status["agreed_on"].array,
            "agreed": status["agreed_when"]
            .astype("str")
            .where(rows["agreed_when"].notna().to_numpy(), NOT_SAID)
            .array,
            "due_on": due,
            "completed_on": completed.array,
            "standing": standing.array,
            "days_overdue": np.where(is_overdue, days_between(due, stamp(question.on)), np.nan),
            "fell_due": np.where(in_period, "yes", "no"),
            "quarter": _quarters(due),
            "is_illustrative": status["is_illustrative"].array,
        }
    )
    return frame.sort_values(
        ["days_overdue", "due_on", "action"], ascending=[False, False, True], kind="stable", ignore_index=True
    )


@cached(most=LONG)
def returns(question: Question) -> DataFrame:
    """The returns of the partnerships asked for that had come due by the as-at date, the latest quarter first.

    Columns: partnership, name, region, bridge, anchor, period_end, due_on, received_on (by the as-at date), arrival (a
    `ReturnStatus`), days_late (until it came, or until now; NaN of what came in time), fell_due (yes where that was in
    the period), quarter (that it is about: its last day, ISO), is_illustrative.
    """
    frame = of_returns.of_selected(question)
    frame = frame[(frame["status"] != "not_due").to_numpy()]
    if question.filters.since:
        frame = frame[frame["in_period"].to_numpy()]
    due, received = (frame[column].to_numpy(dtype="datetime64[us]") for column in ("due_on", "received_on"))
    until = np.where(np.isnat(received) | (received > stamp(question.on)), stamp(question.on), received)
    is_late = (frame["status"] != "on_time").to_numpy()
    rows = DataFrame(
        {
            **labelled(question, frame["position"].to_numpy(), anchor="returns"),
            "period_end": frame["period_end"].array,
            "due_on": due,
            "received_on": frame["received_on"].where(frame["received_on"] <= question.on).array,
            "arrival": frame["status"].astype("str").array,
            "days_late": np.where(is_late, days_between(due, until), np.nan),
            "fell_due": np.where(frame["in_period"], "yes", "no"),
            "quarter": _quarters(frame["period_end"].to_numpy(dtype="datetime64[us]")),
            "is_illustrative": frame["is_illustrative"].array,
        }
    )
    return rows.sort_values(
        ["period_end", "name"], ascending=[False, True], kind="stable", key=by_name, ignore_index=True
    )


def _owners(question: Question, rows: DataFrame) -> ExtensionArray:
    """The names of the organisations that owe the actions; NaN where nobody is named."""
    known = question.visible.organisations.set_index("organisation")["name"]
    return rows["owner"].map(known).astype("str").array


def _quarters(days: Stamps) -> "list[str | None]":
    """The last day of the quarter of each day; None where the day is not known."""
    known = ~np.isnat(days)
    found: list[str | None] = [None] * len(days)
    for place, last in zip(np.flatnonzero(known), last_days(quarter_of(days[known])), strict=True):
        found[place] = str(last)
    return found
