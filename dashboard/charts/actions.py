"""Charts about actions: is what was agreed done in time?"""

from collections.abc import Mapping
from functools import partial
from typing import Final

import numpy as np
from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.leads import Cell, Leads, to_list, with_days
from dashboard.figures import bars
from dashboard.indicators.lists.rows import NOT_SAID
from dashboard.indicators.meetings import actions
from dashboard.question import Question
from dashboard.theme import NAVY, SEQUENTIAL

DUE: Final = {
    "done_by_due": bars.Part("Done by the due date", NAVY),
    "not_done_by_due": bars.Part("Not done by then", SEQUENTIAL[2], "/"),
}


FELL_DUE: Final = {
    "due": Cell({"standing": actions.DUE}),
    "done_by_due": Cell({"standing": ["done_by_due"]}),
    "not_done_by_due": Cell({"standing": ["done_late", "overdue"]}),
}
"""What each column of actions that were due adds to an address."""


def done_and_not(frame: DataFrame) -> DataFrame:
    """The actions that were due, where any was or the rows are quarters, with the rest of them: not_done_by_due."""
    due = frame["due"].to_numpy()
    frame = frame.assign(not_done_by_due=due - frame["done_by_due"].to_numpy())
    return frame if "quarter" in frame else frame.take(np.flatnonzero(due)).reset_index(drop=True)


def leads(question: Question, *, by: Mapping[str, str], ever: bool) -> Leads:
    """Where actions that were due lead: those of the period, or `ever` where no beginning is asked for."""
    always = {} if ever and not question.filters.since else {"fell_due": ["yes"]}
    return to_list("actions", by, FELL_DUE, always=always)


def describe_actions(frame: DataFrame, question: Question) -> ChartText:
    """State the share done by the due date in the period, and how many are overdue."""
    due, done, overdue = (int(frame[column].to_numpy().sum()) for column in ("due", "done_by_due", "overdue"))
    fell = f"{words.count_of(due, 'action')} that fell due"
    said = (
        f"{words.number(done)} of {fell} {words.agree(done, 'was')} done by the due date"
        if due
        else "No action fell due"
    )
    now = f"{words.number(overdue) if overdue else 'none'} {words.agree(overdue, 'is')} overdue"
    dropped = int(frame["dropped"].to_numpy().sum())
    apart = f"{words.count_of(dropped, 'action')} dropped, on neither side" if dropped else ""
    return ChartText(f"{said}; {now}", words.sentences(f"Fell due {due}, done by then {done}", apart))


def describe_actions_over_time(frame: DataFrame, question: Question) -> ChartText:
    """State the share done by the due date in the period of the page, and over the whole line."""
    due, done = (int(frame[column].to_numpy().sum()) for column in ("due", "done_by_due"))
    value = actions.follow_up(question)
    begun = f"since {question.first_day}"
    began = frame["quarter"].iloc[0].year
    ever = f"{words.of(done, due)} since {began}"
    size = int(value.denominator or 0)
    now = f"{words.of(value.numerator or 0, size)} {words.agree(size, 'action')} that fell due {begun}"
    headline = (
        f"{now} {words.agree(value.numerator or 0, 'was')} done in time"
        if size
        else f"No action fell due {begun}"
    )
    more = "" if question.filters.since else f", {ever}" if size else f"; {ever} done in time"
    return ChartText(
        f"{headline}{more}", words.sentence(f"Fell due since {began} {due}, done by then {done}")
    )


def agreed(question: Question) -> DataFrame:
    """`actions.by_agreed_when` of what was due, with the code of when it was agreed."""
    frame = done_and_not(actions.by_agreed_when(question))
    return frame.assign(code=frame["agreed_when"].fillna(NOT_SAID))


def describe_agreed(frame: DataFrame, question: Question) -> ChartText:
    """Compare what was agreed in the room with what was agreed afterwards."""
    each = [
        f"{words.of(done, due)} agreed {label[0].lower()}{label[1:]}"
        for label, done, due in zip(
            *(frame[one].tolist() for one in ("label", "done_by_due", "due")), strict=True
        )
    ]
    said = f"Done by the due date: {words.listing(each)}"
    return ChartText(said, words.sentence(said))


CHARTS: Final = (
    Chart(
        key="actions-over-time",
        leads=partial(leads, by={"quarter": "day"}, ever=True),
        question="Is what was agreed done in time?",
        indicator="follow_up",
        measure="Actions by the quarter they were due in",
        frame=lambda question: with_days(done_and_not(actions.over_time(question))),
        columns={
            "quarter": "Quarter to",
            "due": "Due",
            "done_by_due": "Done by the due date",
            "not_done_by_due": "Not done by then",
            "share": "Done by the due date (%)",
        },
        rates={"share": ("done_by_due", "due")},
        calendar=True,
        draw=lambda frame: bars.columns(frame, x="quarter", layers=DUE, y_title="Actions"),
        describe=describe_actions_over_time,
        sources=("returns",),
        draws_on=("actions",),
        period="history",
        empty="No action was due.",
    ),
    Chart(
        key="agreed-when",
        leads=partial(leads, by={"agreed": "code"}, ever=False),
        question="In the room, or afterwards?",
        indicator="follow_up",
        measure="Actions due in the period by when they were agreed",
        frame=agreed,
        columns={
            "label": "Agreed",
            "due": "Due",
            "done_by_due": "Done by the due date",
            "not_done_by_due": "Not done by then",
            "share": "Done by the due date (%)",
        },
        rates={"share": ("done_by_due", "due")},
        draw=lambda frame: bars.columns(frame, x="label", layers=DUE, y_title="Actions"),
        describe=describe_agreed,
        sources=("returns",),
        draws_on=("actions",),
        period="window",
        empty="No action was due in this period.",
    ),
    Chart(
        key="follow-up",
        question="Where is follow-up overdue?",
        indicator="follow_up",
        measure="Actions of each partnership: fell due in the period, done by then, and overdue at the as-at date",
        frame=actions.by_partnership,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "due": "Due",
            "done_by_due": "Done by the due date",
            "share": "Done by the due date (%)",
            "dropped": "Dropped, on neither side",
            "overdue": "Overdue now",
            "median_days_overdue": "Median days overdue",
            "rating": "Rating",
        },
        rates={"share": ("done_by_due", "due")},
        describe=describe_actions,
        blanks={"median_days_overdue": "[z]"},
        sources=("returns",),
        draws_on=("actions",),
        period="window",
        folds=True,
        empty="No partnership has an action.",
    ),
)
