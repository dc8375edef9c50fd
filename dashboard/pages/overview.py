"""Overview: on course for 50?"""

from typing import Final

from dashboard import words
from dashboard.asked import Asked
from dashboard.indicators import on_course, targets
from dashboard.indicators.selection import is_whole_programme
from dashboard.pages.page import Page


def answer(asked: Asked) -> str:
    """Say whether the programme is on course, with the date on which the target was reached."""
    now, ahead = (
        compute(asked.programme, asked.filters) for compute in (on_course.established, on_course.forecast)
    )
    on = words.day(asked.filters.on(asked.programme))
    count = words.count_of(now.value or 0, "partnership")
    rule = "established, delivering or emerging" if asked.filters.emerging else "established or delivering"
    if not is_whole_programme(asked.filters) or not now.denominator:
        return f"{count} {words.agree(now.value or 0, 'is')} {rule} on {on} in this selection."
    aim = f"{words.percent((now.value or 0) / now.denominator)} of the {now.denominator:.0f} aimed for"
    reached = targets.reached_on(asked.programme, asked.filters)
    if reached is not None and reached.still:
        return f"Yes: {count} are {rule} on {on}, {aim}; {now.denominator:.0f} was reached on {words.day(reached.on)}."
    is_on_course = (ahead.value or 0) >= now.denominator
    forecast = f"the last four quarters lead to {words.number(ahead.value)} by the due date"
    return f"{'Yes' if is_on_course else 'No'}: {count} are {rule} on {on}, {aim}, and {forecast}."


PAGE: Final = Page(
    path="/",
    name="Overview",
    question="Are we on course for 50 partnerships?",
    answer=answer,
    indicators=("established", "forecast", "required_rate", "pipeline", "area_coverage", "net_change"),
    charts=(
        ("trajectory", "two-thirds"),
        ("changes", "third"),
        ("by-region", "half"),
        ("area-coverage", "half"),
    ),
)
