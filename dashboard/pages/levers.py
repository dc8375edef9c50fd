"""Levers: which levers are pulled, and what leads to what?"""

from typing import Final

from dashboard import words
from dashboard.indicators.levers import led_to, levers
from dashboard.pages.page import Page, Part
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say the mix, and how often one thing led to another."""
    mix, led = levers.lever_mix(question), led_to.led_to(question)
    preface = question.preface(activities=True)
    if mix.value is None:
        return words.prefaced(preface, mix.note)
    part = words.portion(mix.numerator or 0, mix.denominator or 0, "activity")
    none = f"Delivering is the main lever of none of {words.count_of(mix.denominator or 0, 'activity')}"
    share = f"{f'Delivering makes up {part}' if mix.numerator else none} from {question.period}"
    months = f"activities at least {led_to.MONTHS} months old led to another within {led_to.MONTHS} months"
    then = f"; {words.per_cent(led.value)} of {months}" if led.value is not None else ""
    return words.prefaced(preface, f"{share}{then}.")


PARTS: Final = (
    Part(
        "mix",
        "",
        None,
        (
            ("lever-mix", "half"),
            ("lever-considered", "half"),
            ("lever-balance", "half"),
            ("lever-agendas", "half"),
        ),
    ),
    Part(
        "then",
        "",
        None,
        (
            ("led-to-flows", "half"),
            ("led-to-matrix", "half"),
            ("led-to-partnerships", "half"),
            ("lever-approaches", "half"),
        ),
        switch={
            "led-to-flows": "Flows",
            "led-to-matrix": "Numbers and months",
            "led-to-partnerships": "By partnership",
        },
    ),
)
PAGE: Final = Page(
    path="/levers",
    name="Levers",
    question="Which levers are pulled, and what leads to what?",
    answer=answer,
    records=("activities",),
    indicators=("lever_mix", "lever_balance", "all_levers", "lever_considered", "led_to"),
    charts=tuple(chart for part in PARTS for chart in part.charts),
    parts=PARTS,
)
