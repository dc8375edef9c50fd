"""Attention: which partnerships need a call this week?"""

from typing import Final

from dashboard import words
from dashboard.indicators.attention import attention
from dashboard.indicators.shared.values import HOW_TO_ADD
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say how many give a reason to call, and who gives most."""
    if question.visible.meetings.empty:
        return words.sentences("Not published: no source gives meetings, members or returns", HOW_TO_ADD)
    found = attention.count(question)
    on = question.day
    if not found.live:
        return f"There is no live partnership{question.where} on {on}."
    if not found.flagged:
        live = words.count_of(found.live, "live partnership")
        return f"None of {live}{question.where} gives a reason to call on {on}."
    first = attention.listing(question)["name"].head(3).tolist()
    give = words.agree(found.flagged, "gives")
    return (
        f"{words.of(found.flagged, found.live)} live partnerships{question.where} {give} a reason to call on {on}; "
        f"start with {words.listing(first)}."
    )


PAGE: Final = Page(
    path="/attention",
    name="Attention",
    question="Which partnerships need a call this week?",
    answer=answer,
    records=("meetings", "memberships"),
    indicators=("support_reach", "returns"),
    charts=(
        ("attention", "full"),
        ("attention-reasons", "half"),
        ("changed-since", "half"),
        ("support-by-type", "half"),
        ("returns-by-quarter", "half"),
    ),
)
