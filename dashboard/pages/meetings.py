"""Meetings and follow-up: do they keep momentum?"""

from typing import Final

from dashboard import words
from dashboard.indicators.meetings import actions, meetings
from dashboard.indicators.shared.values import HOW_TO_ADD
from dashboard.pages.page import Page, Part
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say how many meet as they said, and how much of what was agreed is done in time."""
    if question.visible.meetings.empty:
        return words.sentences("Not published: no source gives the meetings of partnerships", HOW_TO_ADD)
    states = meetings.recency(question)["state"].tolist()
    on_time, judged = states.count("on_time"), sum(state in meetings.JUDGED for state in states)
    done = actions.follow_up(question)
    on = question.day
    if not states:
        return f"There is no live partnership{question.where} on {on}."
    others = len(states) - judged
    parts = [
        f"{words.of(on_time, judged)} live partnerships with a meeting on record "
        f"{words.agree(on_time, 'meets')} as often as planned, as at {on}"
        if judged
        else f"Too little is on record of live partnerships on {on} to say whether they meet as planned",
        f"of {words.count_of(others, 'other')} too little is on record to say" if judged and others else "",
        f"{words.per_cent(done.value)} of actions that fell due, {question.period}, were done by their due date"
        if done.value is not None
        else "",
    ]
    return words.prefaced(question.preface(), f"{'; '.join(part for part in parts if part)}.")


PARTS: Final = (
    Part(
        "rhythm",
        "",
        None,
        (
            ("meeting-spread", "half"),
            ("meetings-held", "half"),
            ("format-purpose", "half"),
            ("attendance-by-sector", "half"),
            ("venues", "third"),
            ("agreed-when", "third"),
            ("actions-over-time", "third"),
        ),
    ),
    Part(
        "each",
        "",
        None,
        (("meeting-recency", "full"), ("follow-up", "full")),
        switch={"meeting-recency": "Who met last", "follow-up": "Whose follow-up is overdue"},
        differ=True,
    ),
)
PAGE: Final = Page(
    path="/meetings",
    name="Meetings",
    question="Do meetings and follow-up keep momentum?",
    answer=answer,
    records=("meetings", "actions"),
    indicators=("meeting_recency", "decision_fit", "follow_up"),
    charts=tuple(chart for part in PARTS for chart in part.charts),
    parts=PARTS,
)
