"""Overview: on course for 50?"""

from typing import Final

from dashboard import words
from dashboard.asked import Asked
from dashboard.indicators import progress
from dashboard.indicators.selection import is_whole_programme
from dashboard.pages.page import Page


def answer(asked: Asked) -> str:
    """Say whether the programme is on course, with the date on which the target was reached."""
    now, ahead = (compute(asked.programme, asked.filters) for compute in (progress.established, progress.forecast))
    on = words.day(asked.filters.on(asked.programme))
    count = words.count_of(now.value or 0, "partnership")
    rule = "established, delivering or emerging" if asked.filters.emerging else "established or delivering"
    if not is_whole_programme(asked.filters) or not now.denominator:
        return f"{count} {words.agree(now.value or 0, 'is')} {rule} on {on} in this selection."
    reached = progress.reached_on(asked.programme, asked.filters)
    share = words.percent((now.value or 0) / now.denominator)
    if reached is not None:
        return f"Yes: {count} are {rule} on {on}, {share} of the {now.denominator:.0f} aimed for; 50 was reached on {words.day(reached)}."
    course = "on course" if (ahead.value or 0) >= now.denominator else "not on course"
    return (
        f"{'Yes' if course == 'on course' else 'No'}: {count} are {rule} on {on}, {share} of the {now.denominator:.0f} aimed for, "
        f"and the last four quarters lead to {words.number(ahead.value)} by the due date: {course}."
    )


PAGE: Final = Page(
    path="/",
    name="Overview",
    question="Are we on course for 50 partnerships?",
    answer=answer,
    indicators=("established", "forecast", "required_rate", "pipeline", "area_coverage", "net_change"),
    charts=(("trajectory", "two-thirds"), ("changes", "third"), ("by-region", "half"), ("area-coverage", "half")),
)
