"""Representation: who is missing from which table?"""

from typing import Final

from dashboard import words
from dashboard.indicators.representation import gaps, representation
from dashboard.pages.page import Page, Part
from dashboard.question import Question


def answer(question: Question) -> str:
    """Say how many tables are complete, and which core sector is missing most."""
    full = representation.fully_represented(question)
    if full.value is None:
        said = words.sentences(full.note, representation.named_note(question))
        return words.prefaced(question.preface(), said)
    core = gaps.most_missed(question)
    tables = f"{words.of(full.numerator or 0, full.denominator or 0)} known tables{question.where}"
    missing = (
        f"; {core.names} {words.agree(core.number, 'is')} missing most often, from "
        f"{words.of(core.value, full.denominator or 0)}"
        if core is not None and core.value
        else ""
    )
    return words.sentences(
        f"{tables} have all five core groups on {question.day}{missing}",
        representation.named_note(question),
    )


PARTS: Final = (
    Part(
        "gaps",
        "",
        None,
        (
            ("sector-gap", "half"),
            ("core-groups", "half"),
            ("education-depth", "half"),
            ("core-groups-over-time", "half"),
            ("shared-organisations", "half"),
        ),
        switch={"core-groups": "Core groups", "education-depth": "Education settings"},
        differ=True,
    ),
    Part(
        "tables",
        "",
        None,
        (("sector-matrix", "full"), ("active-groups", "full")),
        switch={"sector-matrix": "Who sits at the table", "active-groups": "Who comes"},
        differ=True,
    ),
)
PAGE: Final = Page(
    path="/representation",
    name="Representation",
    question="Who is missing from which table?",
    answer=answer,
    records=("memberships",),
    indicators=(
        "core_groups",
        "fully_represented",
        "sector_gap",
        "education_depth",
        "active_core_groups",
        "effective_sectors",
    ),
    charts=tuple(chart for part in PARTS for chart in part.charts),
    parts=PARTS,
)
