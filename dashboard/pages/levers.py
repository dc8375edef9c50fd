"""Levers: which levers are pulled, and what leads to what?"""

from typing import Final

from dashboard import words
from dashboard.indicators.levers import led_to, levers
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say the mix, and how often one thing led to another."""
    mix = levers.lever_mix(question)
    if mix.value is None:
        return mix.note
    led = led_to.led_to(question)
    share = f"Delivering makes up {words.per_cent(mix.value)} of {words.count_of(mix.denominator or 0, 'activity')}"
    when = f"{question.where} from {question.period}"
    return f"{share}{when}; {words.per_cent(led.value)} of activities at least six months old led to another."


PAGE: Final = Page(
    path="/levers",
    name="Levers",
    question="Which levers are pulled, and what leads to what?",
    answer=answer,
    records=("activities",),
    indicators=("lever_mix", "lever_balance", "all_levers", "lever_considered", "led_to"),
    charts=(
        ("lever-mix", "half"),
        ("lever-considered", "half"),
        ("lever-balance", "half"),
        ("lever-agendas", "half"),
        ("led-to-flows", "half"),
        ("led-to-matrix", "half"),
        ("lever-approaches", "full"),
    ),
)
