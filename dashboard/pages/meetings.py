"""Meetings and follow-up: do they keep momentum?"""

from typing import Final

from dashboard import words
from dashboard.asked import Asked
from dashboard.indicators import cadence, follow_up
from dashboard.pages.page import Page


def answer(asked: Asked) -> str:
    """Say how many meet as they said, and how much of what was agreed is done in time."""
    if asked.seen.meetings.empty:
        return "Not published: no source gives the meetings of partnerships. They come with the partnerships’ returns."
    frame = cadence.recency(asked.programme, asked.filters)
    on_time, live = int((frame["state"] == "on_time").sum()), len(frame)
    done = follow_up.follow_up(asked.programme, asked.filters)
    on = words.day(asked.filters.on(asked.programme))
    first = (
        f"{words.of(on_time, live)} live partnerships{asked.where} meet as often as they planned, as at {on}"
    )
    if done.value is None:
        return f"{first}."
    return f"{first}; {words.per_cent(done.value)} of actions due in the period were done by their due date."


PAGE: Final = Page(
    path="/meetings",
    name="Meetings",
    question="Do meetings and follow-up keep momentum?",
    answer=answer,
    indicators=("meeting_recency", "decision_fit", "follow_up"),
    charts=(
        ("meeting-spread", "half"),
        ("meetings-held", "half"),
        ("format-purpose", "half"),
        ("attendance-by-sector", "half"),
        ("venues", "half"),
        ("agreed-when", "half"),
        ("actions-over-time", "full"),
        ("meeting-recency", "full"),
        ("follow-up", "full"),
    ),
)
