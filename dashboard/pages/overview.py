"""Overview: on course for 50?"""

from collections.abc import Sequence
from typing import Final

from dashboard import words
from dashboard.indicators import Indicator, Value
from dashboard.indicators.attention import attention
from dashboard.indicators.progress import forecast, growth, held_of_published, proof
from dashboard.indicators.progress.target import target, target_for
from dashboard.indicators.shared.illustrative import marked, share_of
from dashboard.indicators.shared.selection import asks_for_all
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say what published evidence proves of the target, what was published, and how complete the register is; then,
    apart, what illustrative rows would say.
    """
    now, (low, high) = forecast.established(question), proof.now(question)
    parts = [
        _proved(question, low, high),
        proof.crossing_said(question),
        growth.published_said(question),
        held_of_published.sentence(question),
    ]
    if now.illustrative_share:
        would = f"Illustrative: with generated rows counted too it would be {words.number(now.value)}"
        parts += [f"{would}{_ahead(question, ', and')}"]
    return words.sentences(*parts)


def _proved(question: Question, low: int, high: int) -> str:
    """The verdict, what is proved and what is possible at most, by which rule, where and when."""
    aim, found = target_for(question), proof.verdict(question)
    are = f"{words.count_of(low, 'partnership')} {words.agree(low, 'is')} proved to be counted on {question.day}"
    up_to = f", and up to {words.number(high)} may be" if high > low else ""
    said = f"{are}{question.where}{up_to}"
    if found and aim:
        return f"{proof.VERDICTS[found]}: {said}, of at least {words.number(aim.value)} by {words.day(aim.due_on)}"
    why = "No target had been set by then"
    return f"{said}. {why if asks_for_all(question) else 'The target is for all of England'}"


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
    note = f"Of {words.count_of(found.live, 'live partnership')}; the Attention page says who and why."
    one = Indicator(0, "attention", "Need a call", note, "CEPs", "", lambda *_: value)
    share = share_of(question, ("statuses", "memberships", "meetings"))
    said = words.prefaced(marked("", share=share), note)
    value = Value(key=one.key, value=found.flagged, unit=one.unit, note=said, illustrative_share=share)
    return ((one, value),)


PAGE: Final = Page(
    path="/",
    name="Overview",
    question="Are we on course for 50 partnerships?",
    answer=answer,
    indicators=("established", "forecast", "required_rate", "pipeline", "area_coverage", "net_change"),
    published_first=True,
    more_tiles=attention_tile,
    charts=(
        ("trajectory", "two-thirds"),
        ("by-region", "third"),
        ("area-coverage", "half"),
        ("changes", "half"),
        ("time-to-delivery", "half"),
        ("survival", "half"),
    ),
)
