"""Overview: on course for 50?"""

from collections.abc import Sequence
from typing import Final

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element
from dashboard.glossary import TERMS
from dashboard.indicators import Indicator, Value
from dashboard.indicators.attention import attention
from dashboard.indicators.coverage import cover
from dashboard.indicators.progress import forecast, growth, held_of_published, national, proof
from dashboard.indicators.progress.target import target, target_for
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.illustrative import marked, share_of
from dashboard.pages.page import Page, Part
from dashboard.question import Question

CALLED_BY: Final = ("statuses", "memberships", "meetings")
"""The records that reasons to call rest on."""


def answer(question: Question) -> str:
    """Say in a sentence what published evidence proves of the target; then, apart, what illustrative rows would say."""
    now, (low, high) = forecast.established(question), proof.now(question)
    england = national.said(question)
    would = ""
    if now.illustrative_share:
        said = f"with illustrative rows counted too it would be {words.number(now.value)}"
        would = f"{said}{_ahead(question, ', and')}"
    parts = [_proved(question, low, high), proof.crossing_said(question), would, england]
    return words.sentence("; ".join(part for part in parts if part))


def published_beside(question: Question) -> Sequence[Element]:
    """Say what numbers were published, and how complete the register is."""
    said = words.sentences(growth.published_said(question), held_of_published.sentence(question))
    return [html.P(said, className="what-it-is")] if said else []


def _proved(question: Question, low: int, high: int) -> str:
    """The verdict, what is proved and what is possible at most, by which rule, where and when."""
    aim, found = target_for(question), proof.verdict(question)
    are = f"{words.count_of(low, 'partnership')} {words.agree(low, 'is')} proved to be counted on {question.day}"
    up_to = f", and up to {words.number(high)} may be" if high > low else ""
    if question.whose:
        number = int(selection.is_selected(question).sum())
        if not number:
            return f"There is no partnership{question.where}; the target is for all of England"
        some = words.count_of(number, "partnership")
        proved = f"{words.number(low) if low else 'none'} {words.agree(low or 1, 'is')} proved to be counted"
        said = f"Of the {some}{question.where}, {proved} on {question.day}{up_to}"
        return said if national.at(question) else f"{said}; the target is for all of England"
    said = f"{are}{question.where}{up_to}"
    if found and aim:
        return f"{proof.VERDICTS[found]}: {said}, of at least {words.number(aim.value)} by {words.day(aim.due_on)}"
    why = "no target had been set by then"
    return f"{said}; {why if selection.asks_for_all(question) else 'the target is for all of England'}"


def _ahead(question: Question, start: str) -> str:
    """Where the last eight quarters lead; nothing where there is no forecast, or the due date is here."""
    aim, expected = target(question.programme, question.on), forecast.forecast(question)
    if aim is None or expected.value is None or not aim.quarters_left(question.on):
        return ""
    return f"{start} {words.number(expected.value)} by {words.day(aim.due_on)}"


def attention_tile(question: Question) -> Sequence[tuple[Indicator, Value]]:
    """How many partnerships need a call; the Attention page says why."""
    if question.visible.meetings.empty:
        return ()
    found = attention.count(question)
    where = question.where if question.whose else ""
    note = f"Of {words.count_of(found.live, 'live partnership')}{where}; the Attention page says who and why."
    one = Indicator(0, "attention", "Need a call", note, "CEPs", "", lambda *_: value)
    share = share_of(question, CALLED_BY)
    said = words.prefaced(marked("", share=share), note)
    value = Value(key=one.key, value=found.flagged, unit=one.unit, note=said, illustrative_share=share)
    return ((one, value),)


def what_it_is(_: Question) -> Sequence[Element]:
    """Say in one sentence what a Cultural Education Partnership is, for whoever is new here."""
    term = TERMS[0]
    called = html.link(term.name, f"/method#{term.anchor}")
    means = f"{term.meaning[:1].lower()}{term.meaning[1:]}"
    return [html.P(["A ", called, ": ", means], className="what-it-is")]


def next_steps(question: Question) -> Sequence[Element]:
    """Return what to do next: whom to call, where nobody is, what to take to the board; each a way to its page."""
    query = question.query
    nobody = len(cover.which(question, "none"))
    steps = [*_calls(question)]
    if nobody:
        has = f"{words.count_of(nobody, 'authority')} {words.agree(nobody, 'has')} nobody{question.yours} on record"
        steps.append(html.link(f"{has}: the neediest first", f"/coverage{query}#card-cold-spots"))
    steps += [
        html.link("What the matrix of sectors lacks, table by table", f"/representation{query}"),
        html.link("Take these figures to the board as a paper", f"/paper{query}"),
    ]
    listed = html.Ul([html.Li(step) for step in steps], className="next-steps")
    return [html.Section([html.H2("What to do next"), listed], className="chart-card size-full", id="next")]


def _calls(question: Question) -> Sequence[Element]:
    """The way to those who give a reason to call, if any do."""
    flagged = 0 if question.visible.meetings.empty else attention.count(question).flagged
    if not flagged:
        return []
    said = f"{words.count_of(flagged, 'partnership')} {words.agree(flagged, 'gives')} a reason to call"
    named = words.prefaced(marked("", share=share_of(question, CALLED_BY)), said)
    return [html.link(f"{named}; who, and what helps", f"/attention{question.query}")]


PARTS: Final = (
    Part("course", "", None, (("trajectory", "two-thirds"), ("by-region", "third"))),
    Part("places", "", None, (("area-coverage", "half"), ("changes", "half"))),
    Part("steps", "", next_steps),
    Part("pace", "", None, (("time-to-delivery", "half"), ("survival", "half"))),
)
PAGE: Final = Page(
    path="/",
    name="Overview",
    question="Are we on course for 50 partnerships?",
    asked_of_bridge="How many partnerships are counted, and is England on course for 50?",
    answer=answer,
    indicators=("required_rate", "area_coverage", "need_gap"),
    published_first=True,
    more_tiles=attention_tile,
    links=published_beside,
    controls=what_it_is,
    charts=tuple(chart for part in PARTS for chart in part.charts),
    parts=PARTS,
)
