"""Data: what the store holds, whether it can be relied on, and how returns get into it."""

from collections.abc import Sequence
from typing import Final

from dash.development.base_component import Component

from dashboard import words
from dashboard.charts.returns import everywhere
from dashboard.components import returns
from dashboard.components.downloads import downloads
from dashboard.indicators.returns import quality
from dashboard.pages.page import Page
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say how much there is, how much of it is real, and what the rules find."""
    held = quality.holdings(everywhere(question))
    rows, real = int(held["rows"].sum()), int(held["real"].sum())
    errors, warnings = quality.count(question)
    found = words.listing([words.count_of(errors, "error"), words.count_of(warnings, "warning")])
    return (
        f"“{question.programme.store_name}”, version {words.number(question.programme.store_version)}, holds "
        f"{words.count_of(rows, 'row')}, of which {words.number(real)} are real; the rules of quality find "
        f"{found}{question.where}."
    )


def desk(question: Question) -> Sequence[Component]:  # noqa: ARG001
    """Return the place where returns are handed in."""
    return [returns.desk()]


def beneath(question: Question) -> Sequence[Component]:
    """Return what was loaded before, and the ways to take everything away."""
    return [returns.history(), downloads(question)]


PAGE: Final = Page(
    path="/data",
    name="Data",
    question="What is in the store, and can it be relied on?",
    answer=answer,
    indicators=("returns",),
    controls=desk,
    beneath=beneath,
    follows_place=False,
    charts=(
        ("quality-by-rule", "half"),
        ("completeness-by-field", "half"),
        ("returns-by-quarter", "full"),
        ("quality-findings", "full"),
        ("quality-by-partnership", "full"),
        ("store-holdings", "full"),
    ),
)
