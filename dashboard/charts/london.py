"""Charts about London's 33: 32 boroughs and the City."""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.coverage import AREA_COLUMNS, FIRST_TOLD
from dashboard.charts.leads import AN_AUTHORITY
from dashboard.figures import maps
from dashboard.figures.plain import rows
from dashboard.indicators.coverage import coverage
from dashboard.indicators.progress import held_of_published
from dashboard.question import Question
from data.names import in_order

LONDON: Final = "E12000007"


def only_london(question: Question) -> Question:
    """The same question about London: its region, whatever geography was asked for."""
    return question.anywhere.with_filters(region=(LONDON,))


def as_tiles(question: Question) -> DataFrame:
    """London's 33 with their place in the grid: row, column, label, area, area_code, state, names, partnerships."""
    frame = coverage.boroughs(question)
    return frame.assign(label=[name.replace(" and ", " & ") for name in frame["area"]])


def describe(frame: DataFrame, question: Question) -> ChartText:
    """Always n of 33; then who is without."""
    by_name = sorted(rows(frame, "area", "state"), key=lambda row: in_order(row[0]))
    with_one = [area for area, state in by_name if state in {"whole", "part"}]
    some = len(with_one)
    others = (
        (words.STATES[state], [area for area, its in by_name if its == state])
        for state in ("pipeline", "exists", "none")
    )
    return ChartText(
        f"{words.of(some, len(frame))} London boroughs {words.agree(some, 'has')} a counted partnership",
        words.sentences(
            f"Covered, {words.of(some, len(frame))}: {words.listing(with_one) or 'nobody'}",
            *(f"{label}, {len(named)}: {words.listing(named)}" for label, named in others if named),
            *(f"{name} spans {words.listing(some)}" for name, some in spanning(frame)),
            held_of_published.sentence(question),
        ),
    )


def spanning(frame: DataFrame) -> list[tuple[str, list[str]]]:
    """The partnerships that lie in several boroughs, in order of name, each with these."""
    areas = frame["area"].tolist()
    return [
        (name, sorted((areas[one] for one in places), key=in_order)) for name, places in maps.shared(frame)
    ]


def describe_across(frame: DataFrame, question: Question) -> ChartText:
    """Count the partnerships that are not simply one borough."""
    some = [f"{name}: {kind.lower()}" for name, kind in rows(frame.head(FIRST_TOLD), "name", "kind")]
    return ChartText(
        f"{words.count_of(len(frame), 'partnership')} below or across boroughs",
        words.sentence(words.listing(some, most=FIRST_TOLD, of=len(frame))),
    )


CHARTS: Final = (
    Chart(
        key="london-map",
        leads=AN_AUTHORITY,
        question="Which of London’s 33 have a partnership?",
        indicator="area_coverage",
        measure="London’s 32 boroughs and the City by the partnerships that cover them",
        frame=coverage.mapped,
        columns=AREA_COLUMNS,
        draw=lambda frame, boundaries: maps.coverage(frame, boundaries=boundaries, height=460, joined=True),
        boundaries="london",
        finder=True,
        describe=describe,
        blanks={"names": "[z]", "partnerships": "[z]"},
        codes={"state": words.STATES},
        sources=("register", "boundaries"),
        draws_on=("statuses", "partnership_areas"),
        within=only_london,
    ),
    Chart(
        key="london-tiles",
        leads=AN_AUTHORITY,
        question="Which boroughs, each given the same space?",
        indicator="area_coverage",
        measure="London’s 33 as tiles of equal size, placed about where they lie",
        frame=as_tiles,
        columns={
            "area_code": "Authority code",
            "area": "Borough",
            "state": "Coverage",
            "names": "Partnerships",
            "partnerships": "Partnerships (keys)",
        },
        draw=lambda frame: maps.tiles(frame, height=460),
        least_width="34rem",
        describe=describe,
        finder=True,
        blanks={"names": "[z]", "partnerships": "[z]"},
        codes={"state": words.STATES},
        sources=("register",),
        draws_on=("statuses", "partnership_areas"),
        within=only_london,
    ),
    Chart(
        key="london-across",
        question="Which partnerships lie below or across boroughs?",
        indicator="area_coverage",
        counted="partnerships of every status",
        measure="London partnerships that cover part of a borough, several boroughs, or boroughs nobody itemised",
        frame=coverage.below_and_across,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "status": "Status",
            "kind": "How it lies",
            "boroughs": "Boroughs",
            "borough_names": "Which",
            "locality": "Locality as published",
        },
        describe=describe_across,
        sources=("register",),
        within=only_london,
        empty="Every London partnership covers one whole borough.",
    ),
)
