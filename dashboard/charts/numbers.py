"""Where the number of an indicator leads: to the rows that make it, as a mark of a chart does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from dashboard import words
from dashboard.charts.leads import Leads, to_list, to_partnerships
from dashboard.indicators.meetings import actions
from dashboard.indicators.shared.values import Value
from dashboard.question import Question
from data.taxonomy import CORE_GROUPS

Part = Literal["value", "low", "n", "numerator", "denominator"]
"""What of a value says how many rows there are."""


class Way(NamedTuple):
    """Where a number leads, and what is there: "Open the 17 partnerships"."""

    address: str
    said: str


@dataclass(frozen=True, slots=True)
class Number:
    """The rows behind a number, and which part of the value says how many there are."""

    leads: Leads
    part: Part = "value"

    def way(self, value: Value, question: Question) -> Way | None:
        """The way from a value of this question; None where there are no rows."""
        number = getattr(value, self.part)
        if value.value is None or not number:
            return None
        if value.as_at:
            question = question.with_filters(as_at=value.as_at)
        query = self.leads.query(question)
        rows = self.leads.noun if number == 1 else words.count_of(number, self.leads.noun)
        return Way(f"{self.leads.to}{f'?{query}' if query else ''}", f"Open the {rows}")


def _partnerships(part: Part, *, counted: bool = True, **always: tuple[str, ...]) -> Number:
    return Number(to_partnerships({}, {}, counted=counted, always=always), part)


def _rows(key: str, part: Part, **always: tuple[str, ...]) -> Number:
    return Number(to_list(key, {}, {}, always=always), part)


NUMBERS: Final[Mapping[str, Number]] = {
    "established": _partnerships("low", illustrative=("hide",)),
    "pipeline": _partnerships("value", counted=False, status=("emerging",)),
    "area_coverage": _rows("authorities", "numerator", coverage=("part", "whole")),
    "cold_spots": _rows("authorities", "value", coverage=("none",)),
    "overlap": _rows("authorities", "value", several=("yes",)),
    "core_groups": _partnerships("n", members=("known",)),
    "fully_represented": _partnerships("numerator", core_groups=(str(len(CORE_GROUPS)),)),
    "education_depth": _partnerships("n", members=("known",)),
    "lever_mix": _rows("activities", "numerator", main=("DEL",)),
    "lever_considered": _rows("activities", "numerator", considered=("considered",)),
    "meeting_recency": _partnerships("numerator", met=("dormant", "late", "on_time")),
    "decision_fit": _rows("meetings", "denominator", purpose=("decision",)),
    "follow_up": _rows(
        "actions",
        "denominator",
        fell_due=("yes",),
        standing=actions.DUE,
    ),
    "returns": _rows("returns", "denominator", fell_due=("yes",)),
    "attention": Number(Leads(to="/attention", noun="partnership")),
}
"""Indicator -> the rows behind it; what is measured of no rows (a forecast, a median of months) leads nowhere."""


def way_of(value: Value, question: Question) -> Way | None:
    """Where the number of an indicator leads; None where it leads nowhere."""
    number = NUMBERS.get(value.key)
    return number.way(value, question) if number else None
