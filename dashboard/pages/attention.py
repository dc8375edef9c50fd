"""Attention: which partnerships need a call this week?"""

from typing import Final

from dashboard import words
from dashboard.indicators.attention import attention
from dashboard.indicators.shared.values import HOW_TO_ADD
from dashboard.pages.desk import desk_of
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
    listed = attention.listing(question)
    give = words.agree(found.flagged, "gives")
    some = words.out_of(found.flagged, found.live, "live partnership")
    gives = f"{some}{question.where} {give} a reason to call on {on}"
    first = listed["name"][listed["open"] > 0].head(3).tolist()
    if not first:
        return f"{gives}; each of them was called, waits or is settled."
    return f"{gives}; start with {words.listing(first)}."


PAGE: Final = Page(
    path="/attention",
    name="Attention",
    question="Which partnerships need a call this week?",
    answer=answer,
    records=("meetings", "memberships"),
    indicators=("support_reach", "returns"),
    links=desk_of,
    charts=(
        ("attention-reasons", "half"),
        ("changed-since", "half"),
        ("support-by-type", "half"),
        ("returns-by-quarter", "half"),
        ("attention", "full"),
    ),
)
