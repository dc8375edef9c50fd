"""Charts that set two days or two places side by side, and list what changed between two days."""

from dataclasses import replace
from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts import coverage
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.leads import ONE, Cell, to_list
from dashboard.figures.plain import rows
from dashboard.indicators.coverage import compared
from dashboard.narrowed import COMPARE, Key
from dashboard.question import Question
from geo.groupings import REGIONS

NARROWS: Final = {
    COMPARE: Key(
        "",
        "day or region to compare with",
        {code: region.name for code, region in REGIONS.items()},
        "compared with ",
        may_be_day=True,
    )
}
NO_AUTHORITY: Final = "no authority there"
FIRST_TOLD: Final = 12
"""Changes of a kind that a text names."""


def called(side: Question, *, by_day: bool) -> str:
    """What a side is called: its day, after the place where one is asked for, or its place alone."""
    if not by_day:
        return side.place
    return side.day if side.place == side.whole else f"{side.place}, {side.day}"


def names(question: Question) -> tuple[str, str]:
    """What both sides are called."""
    first, second = (called(side, by_day=compared.is_of_days(question)) for side in compared.sides(question))
    return first, second


def as_asked(question: Question) -> Question:
    """The question as it is: both sides say their places themselves."""
    return question


def describe_side(frame: DataFrame, question: Question) -> ChartText:
    """The words of the map, after the day or the place that it is of."""
    said = coverage.describe_map(frame, question)
    side = words.capital(called(question, by_day=compared.is_of_days(question)))
    return ChartText(f"{side}: {said.headline[0].lower()}{said.headline[1:]}", f"{side}. {said.text}")


def describe_changes(frame: DataFrame, question: Question) -> ChartText:
    """Count what changed, and name the first of each kind."""
    first, second = names(question)
    headline = f"Between {first} and {second}: {counted(question)}"
    of_kind = {
        kind: [name for one, name in rows(frame, "what", "name") if one == kind] for kind in compared.KINDS
    }
    each = [f"{kind}: {words.listing(some, most=FIRST_TOLD)}" for kind, some in of_kind.items() if some]
    return ChartText(headline, words.sentences(*each))


def counted(question: Question) -> str:
    """Return how many partnerships and authorities came and went between two days."""
    found = compared.change(question)
    return (
        f"{words.count_of(found.started, 'partnership')} newly counted, {_or_none(found.ended)} counted no longer; "
        f"{words.count_of(found.gained, 'authority')} newly covered, {_or_none(found.lost)} lost"
    )


def _or_none(count: int) -> str:
    return words.number(count) if count else "none"


def describe_numbers(frame: DataFrame, question: Question) -> ChartText:
    """Say of both sides how many authorities are covered, and every other number."""
    said = {row[0]: row[1:] for row in rows(frame, "measure", "first", "second")}
    covered = [
        f"{name}: {_covered(some, size)}"
        for name, some, size in zip(
            names(question),
            said["Authorities covered, as a whole or in part"],
            said["Authorities"],
            strict=True,
        )
    ]
    each = [
        f"{measure}: {words.plain(first)} and {words.plain(second)}"
        for measure, (first, second) in said.items()
    ]
    return ChartText(words.capital("; ".join(covered)), words.sentences(*each))


def _covered(some: float, size: float) -> str:
    return f"{words.out_of(some, size, 'authority')} covered" if words.is_known(size) else NO_AUTHORITY


def numbers_columns(question: Question) -> dict[str, str]:
    """Columns measure, first, second (under the names of the sides) and difference."""
    first, second = map(words.capital, names(question))
    return {"measure": "Measure", "first": first, "second": second, "difference": "Difference"}


MAP: Final = next(chart for chart in coverage.CHARTS if chart.key == "area-coverage")
CHARTS: Final = (
    replace(
        MAP,
        key="compared-first",
        question="Where was somebody on the day, or is in the place, that is compared with?",
        within=compared.beside,
        finder=False,
        describe=describe_side,
        narrows=NARROWS,
    ),
    replace(
        MAP,
        key="compared-second",
        question="Where is somebody on the day and in the place asked for?",
        within=as_asked,
        finder=False,
        describe=describe_side,
        narrows=NARROWS,
    ),
    Chart(
        key="compared-numbers",
        question="What do both sides come to?",
        indicator="area_coverage",
        measure="Partnerships, authorities and children of two days or two places",
        frame=compared.numbers,
        columns=numbers_columns,
        describe=describe_numbers,
        sources=("register", "population", "boundaries"),
        draws_on=("statuses", "partnership_areas"),
        within=as_asked,
        sides=compared.sides,
        narrows=NARROWS,
        asked_narrowed=True,
    ),
    Chart(
        key="compared-changes",
        leads=to_list("authorities", {"area": "area_code"}, {"name": Cell(count=ONE)}, keyed="area_code"),
        question="What changed between the two days?",
        indicator="area_coverage",
        measure=(
            "Partnerships, as chosen on the later day, that are counted since or no longer, and its authorities that "
            "are covered otherwise"
        ),
        frame=compared.changes,
        columns={
            "what": "What changed",
            "name": "Partnership or authority",
            "before": "Before",
            "after": "After",
            "region": "Region",
            "partnership": "Partnership (key)",
            "area_code": "Authority code",
        },
        describe=describe_changes,
        blanks=dict.fromkeys(("partnership", "area_code"), "[z]"),
        sources=("register", "boundaries"),
        draws_on=("statuses", "partnership_areas"),
        period="history",
        scrolls=True,
        within=as_asked,
        sides=compared.sides,
        narrows=NARROWS,
        asked_narrowed=True,
        empty="No partnership and no authority changed; between two places nothing can.",
    ),
)
"""Two maps side by side, their numbers, and the changes."""
