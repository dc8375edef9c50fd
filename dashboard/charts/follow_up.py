"""Charts about follow-up: is what was agreed done?"""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, Words
from dashboard.figures import columns
from dashboard.indicators.meetings import follow_up
from dashboard.question import Question
from dashboard.theme import NAVY, SEQUENTIAL

DUE: Final = {
    "done_by_due": columns.Layer("Done by the due date", NAVY),
    "not_done_by_due": columns.Layer("Not done by then", SEQUENTIAL[2], "/"),
}


def actions_over_time(question: Question) -> DataFrame:
    """`follow_up.over_time` with the rest of the due: not_done_by_due."""
    frame = follow_up.over_time(question)
    return frame.assign(not_done_by_due=frame["due"] - frame["done_by_due"])


def agreed(question: Question) -> DataFrame:
    """`follow_up.by_agreed_when` with the rest of the due, where anything was due."""
    frame = follow_up.by_agreed_when(question)
    frame = frame.assign(not_done_by_due=frame["due"] - frame["done_by_due"])
    return frame[frame["due"] > 0].reset_index(drop=True)


def say_actions(frame: DataFrame, question: Question) -> Words:  # noqa: ARG001
    """State the share done by the due date."""
    due, done = int(frame["due"].sum()), int(frame["done_by_due"].sum())
    headline = f"{words.of(done, due)} actions were done by their due date" if due else "No action was due"
    return Words(headline, words.sentence(f"Due {due}, done by then {done}"))


def say_agreed(frame: DataFrame, question: Question) -> Words:  # noqa: ARG001
    """Compare what was agreed in the room with what was agreed afterwards."""
    each = [
        f"{words.of(done, due)} agreed {label[0].lower()}{label[1:]}"
        for label, done, due in zip(frame["label"], frame["done_by_due"], frame["due"], strict=True)
    ]
    said = f"Done by the due date: {words.listing(each)}"
    return Words(said, words.sentence(said))


CHARTS: Final = (
    Chart(
        key="actions-over-time",
        question="Is what was agreed done in time?",
        indicator="follow_up",
        measure="Actions by the quarter they were due in",
        frame=actions_over_time,
        columns={
            "quarter": "Quarter to",
            "due": "Due",
            "done_by_due": "Done by the due date",
            "not_done_by_due": "Not done by then",
        },
        draw=lambda frame: columns.stacked(frame, x="quarter", layers=DUE, y_title="Actions"),
        describe=say_actions,
        sources=("returns",),
        draws_on=("actions",),
        period="history",
        empty="No action was due.",
    ),
    Chart(
        key="agreed-when",
        question="In the room, or afterwards?",
        indicator="follow_up",
        measure="Actions due in the period by when they were agreed",
        frame=agreed,
        columns={
            "label": "Agreed",
            "due": "Due",
            "done_by_due": "Done by the due date",
            "not_done_by_due": "Not done by then",
        },
        draw=lambda frame: columns.stacked(frame, x="label", layers=DUE, y_title="Actions"),
        describe=say_agreed,
        sources=("returns",),
        draws_on=("actions",),
        period="window",
        empty="No action was due in this period.",
    ),
    Chart(
        key="follow-up",
        question="Where is follow-up overdue?",
        indicator="follow_up",
        measure="Actions of each partnership: due in the period, done by then, and overdue at the as-at date",
        frame=follow_up.by_partnership,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "due": "Due",
            "done_by_due": "Done by the due date",
            "overdue": "Overdue now",
            "median_days_overdue": "Median days overdue",
            "rating": "Rating",
        },
        describe=say_actions,
        blanks={"median_days_overdue": "[z]"},
        sources=("returns",),
        draws_on=("actions",),
        period="window",
        empty="No partnership has an action.",
    ),
)
