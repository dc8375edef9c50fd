"""Charts about where partnerships are, and where nobody is."""

from collections import Counter
from typing import Final

import numpy as np
from pandas import DataFrame, array

from dashboard import words
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.leads import AN_AUTHORITY, ONE, SOME, Cell, all_of, to_list, to_partnerships
from dashboard.figures import bars, lines, maps, scatter
from dashboard.figures.plain import Figure, rows
from dashboard.indicators.coverage import coverage, need, thirds
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.shared.extremes import extreme_of
from dashboard.question import Question
from data.taxonomy import CHILDREN, MEASURES, Measure
from geo.vintages import vintage_at

STATE_PARTS: Final = {
    state: bars.Part(mark.label, mark.line if mark.pattern else mark.fill, mark.pattern)
    for state, mark in ((state, maps.MARKS[state]) for state in words.STATES)
}
"""The parts of a bar, in the order of the states, as the map draws them."""
AREA_COLUMNS: Final = {
    "area_code": "Authority code",
    "area": "Authority",
    "region_code": "Region code",
    "region": "Region",
    "ace_area": "Arts Council area",
    "bridge": "Bridge patch",
    "state": "Coverage",
    "whole": "Counted partnerships, whole authority",
    "part": "Counted partnerships, part of it",
    "names": "Partnerships",
    "partnerships": "Partnerships (keys)",
    "need": "Chosen measure of need or size",
}
MOST_NAMED: Final = 3
"""Authorities that share the first rank are named up to so many."""
FIRST_TOLD, NAMES_TOLD = 30, 5
"""Rows of a table that its text alternative tells, and names in one of them."""


def describe_map(frame: DataFrame, question: Question) -> ChartText:
    """State how many authorities are covered, and count every state of the legend."""
    number = Counter(frame["state"].to_list())
    whole, part, pipeline, exists, none = (number[state] for state in STATE_PARTS)
    total, some = len(frame), whole + part
    headline = (
        f"{words.out_of(some, total, 'authority')} {words.agree(some, 'has')} a counted partnership"
        f"{f', {whole} of them as a whole' if some else ''}"
    )
    numbers = (
        f"{whole} covered whole, {part} in part, {pipeline} in the pipeline only, {exists} where one exists but its "
        f"date or status is not published, {none} without any on record, {total} in all"
    )
    adrift = coverage.number_unmapped(question)
    lost = f"{words.count_of(adrift, 'partnership')} cannot be placed on the map" if adrift else ""
    return ChartText(
        words.capital(headline), words.sentences(numbers, held_of_published.sentence(question), lost)
    )


def describe_by_region(frame: DataFrame, question: Question) -> ChartText:
    """Name the regions best and least covered."""
    regions, sizes = frame["region"].to_list(), frame["authorities"].to_numpy(dtype=np.float64)
    covered = (frame["whole"] + frame["part"]).to_numpy()
    said = [
        (region, words.of(some, size)) for region, some, size in zip(regions, covered, sizes, strict=True)
    ]
    best, least = (
        extreme_of(frame["region"].array, covered / sizes, cases=sizes, least=least)
        for least in (False, True)
    )
    total = words.out_of(int(covered.sum()), int(sizes.sum()), "authority")
    headline = f"{total} covered" if covered.sum() else "No authority is covered"
    if best is not None and least is not None and best != least:
        headline = f"{best.names}: {words.percent(best.value)} of authorities covered, the most; "
        headline += f"{least.names}: {words.percent(least.value)}, the least"
    each = [f"{region} {some}" for region, some in said]
    return ChartText(headline, words.sentence(f"Covered whole or in part: {words.listing(each)}"))


def cold_spots(question: Question) -> DataFrame:
    """`coverage.cold_spots` with a label: the authority, and size in brackets where it does not rank."""
    frame = coverage.cold_spots(question)
    if question.filters.need == CHILDREN:
        return frame.assign(label=frame["area"])
    label = [f"{area} ({words.number(size)})" for area, size in rows(frame, "area", "children")]
    return frame.assign(label=array(label, dtype="str"))


def describe_cold_spots(frame: DataFrame, question: Question) -> ChartText:
    """Name the authorities with nobody, in the order of the chosen measure."""
    measure = _measure(question)
    known = [row for row in rows(frame, "rank", "area", "label", "need") if words.is_known(row[0])]
    decimals = words.decimals_for(value for *_, value in known)
    headline = f"{words.count_of(len(frame), 'authority')} with {coverage.nobody_on_record(question)}"
    if known:
        first = [area for rank, area, *_ in known if rank == 1]
        named = words.listing(first) if len(first) <= MOST_NAMED else words.count_of(len(first), "authority")
        headline += f"; first by {'size' if measure.is_size else 'need'}: {named}"
    listed = [f"{label} {words.number(value, decimals=decimals)}" for *_, label, value in known[:15]]
    missing = len(frame) - len(known)
    unknown = f"For {missing} the measure is not known" if missing else ""
    existing = coverage.note_of_existing(question)
    ranked = f"{_ranked_by(question)}: {words.listing(listed)}" if listed else ""
    return ChartText(headline, words.sentences(ranked, unknown, existing))


def cold_spots_columns(question: Question) -> dict[str, str]:
    """Columns `rank`, `area_code`, `area`, `region`, `need` (under the name of the measure that ranks) and `children`,
    which is left out where it ranks."""
    size = {} if question.filters.need == CHILDREN else {"children": MEASURES[CHILDREN].label}
    names = {"rank": "Rank", "area_code": "Authority code", "area": "Authority", "region": "Region"}
    return {**names, "need": _measure(question).label, **size}


def cold_spots_measure(question: Question) -> str:
    """Who is listed, in which order."""
    measure = _measure(question)
    first = "largest" if measure.is_size else "neediest"
    return f"Authorities with no partnership and no evidence of one, the {first} first by: {_ranked_by(question)}"


def by_third(question: Question) -> DataFrame:
    """`thirds.by_third` with the children covered in per cent."""
    frame = thirds.by_third(question)
    named = [words.sentence(third).rstrip(".") for third in frame["third"]]
    return frame.assign(third=named, **{end: 100 * frame[end] for end in ("children_low", "children_high")})


def describe_by_third(frame: DataFrame, question: Question) -> ChartText:
    """Say which third is better covered, and what stands behind it."""
    three = thirds.thirds_of(thirds.by_third(question))
    each = [f"{one.third}: {thirds.covered_in(one)}" for one in three]
    return ChartText(words.sentence(thirds.ahead(three[0], three[-1])).rstrip("."), words.sentences(*each))


QUADRANTS: Final = (
    "Needier, less covered",
    "Needier, more covered",
    "Less needy, less covered",
    "Less needy, more covered",
)
BY_SIZE: Final = tuple(
    name.replace("Needier", "Larger").replace("Less needy", "Smaller") for name in QUADRANTS
)
"""The same where places are put in order by size instead of need."""
LEAST_PLACES: Final = 5


def by_place(question: Question) -> DataFrame:
    """`thirds.by_place` with the children covered in per cent, and what each place is beside England: quadrant (place
    among `QUADRANTS`) and standing (its words); nothing of fewer places than can be compared.
    """
    frame = thirds.by_place(question)
    frame = frame if len(frame) >= LEAST_PLACES else frame.iloc[:0]
    quadrant = 2 * (frame["is_first"].to_numpy() == 0) + (frame["is_less"].to_numpy() == 0)
    names = BY_SIZE if _measure(question).is_size else QUADRANTS
    return frame.assign(
        quadrant=quadrant,
        standing=array(np.array(names, dtype=object)[quadrant], dtype="str"),
        **{end: 100 * frame[end] for end in ("children_low", "children_high", "england")},
    )


def describe_by_place(frame: DataFrame, question: Question) -> ChartText:
    """Name the places of the worst quadrant first, then count those of the others."""
    found = [*rows(frame, "quadrant", "place", "is_first")]
    first = sum(is_first for *_, is_first in found)
    worst = [place for quadrant, place, _ in found if quadrant == 0]
    which = f"{'larger' if _measure(question).is_size else 'needier'} place"
    are = words.agree(len(worst), "is")
    said = f"{words.out_of(len(worst), first, which)} {are} less covered than {question.whole}"
    headline = f"{said}: {words.listing(worst, most=MOST_NAMED)}" if worst else said
    names = BY_SIZE if _measure(question).is_size else QUADRANTS
    each = [
        f"{name}: {words.listing([place for one, place, _ in found if one == quadrant], most=FIRST_TOLD) or 'none'}"
        for quadrant, name in enumerate(names)
    ]
    of_all = f"{words.per_cent(frame['england'].iloc[0])} of children and young people are covered"
    lines = f"In {question.whole} as a whole {of_all}"
    return ChartText(words.capital(headline), words.sentences(*each, lines))


def by_place_measure(question: Question) -> str:
    """What is compared, and where the lines are."""
    return (
        f"Counties, and authorities in none: {_measure(question).label}, and children and young people covered, at "
        f"least and up to at most; dotted: the place in the middle of {question.whole}’s, and {question.whole} as a "
        "whole"
    )


def by_place_columns(question: Question) -> dict[str, str]:
    """Columns of `by_place` for readers; need goes by the name of the measure."""
    return {
        "place": "Place",
        "county": "County code",
        "area": "Authority code",
        "standing": f"Beside {question.whole}",
        "authorities": "Authorities",
        "covered": "Covered, as a whole or in part",
        "need": _measure(question).label,
        "children": "Children and young people",
        "children_low": "Children and young people covered, at least (%)",
        "children_high": "Children and young people covered, at most (%)",
    }


def draw_by_place(frame: DataFrame) -> Figure:
    """The places in their quadrants."""
    return scatter.quadrants(
        frame.rename(
            columns={
                "need": "x",
                "children_low": "low",
                "children_high": "high",
                "place": "label",
                "england": "level",
            }
        ),
        keys=("county", "area"),
        x_title="",
        y_title="% of children and young people covered",
    )


def by_third_measure(question: Question) -> str:
    """What the thirds are of."""
    return (
        f"Authorities and their children and young people covered, in thirds by: {_measure(question).label}"
    )


def need_source(question: Question) -> str:
    """Where the values of a measure come from that was added to the store; nothing for those that ship."""
    found = need.statistic(question.visible, question.filters.need, question.on)
    return found.source if found and question.filters.need not in MEASURES else ""


def ranked_sources(question: Question) -> tuple[str, ...]:
    """The register, what ranks, and size."""
    return ("register", *(() if question.filters.need == CHILDREN else ("income",)), "population")


def _ranked_by(question: Question) -> str:
    """The measure that ranks, and what stands in brackets beside the name of each authority."""
    label = _measure(question).label
    return label if question.filters.need == CHILDREN else f"{label}, in brackets children and young people"


def _measure(question: Question) -> Measure:
    return need.measure_of(question.programme, question.filters.need)


def describe_over_time(frame: DataFrame, question: Question) -> ChartText:
    """State the coverage at both ends of the line."""
    last = dict(rows(frame, "series", "value"))
    parts = [f"{name}: {words.number(value)}" for name, value in last.items()]
    before, now = int(frame["value"].iloc[0]), int(next(iter(last.values())))
    start, size = frame["date"].iloc[0].year, words.count_of(now, "authority")
    moved = "grown" if now > before else "fallen"
    headline = (
        f"Coverage has {moved} from {words.number(before)} to {size} since {start}"
        if now != before
        else f"No more authorities covered than in {start}: {words.number(now)}"
    )
    return ChartText(headline, words.sentence(words.listing(parts)))


def over_time(question: Question) -> DataFrame:
    """Authorities covered at the end of each quarter, tidy: date, series, value, authorities."""
    frame = coverage.over_time(question)
    days, size = frame["quarter"].to_numpy(), frame["authorities"].to_numpy()
    return DataFrame(
        {
            "date": np.tile(days, 2),
            "authorities": np.tile(size, 2),
            "series": ["Whole or part"] * len(days) + ["Whole"] * len(days),
            "value": np.concatenate([frame["covered"].to_numpy(), frame["whole"].to_numpy()]),
        },
        copy=False,
    )


def describe_overlaps(frame: DataFrame, question: Question) -> ChartText:
    """Count the authorities with several partnerships."""
    first = rows(frame.head(FIRST_TOLD), "area", "names")
    some = [f"{area} ({words.first_of(names, most=NAMES_TOLD)})" for area, names in first]
    return ChartText(
        f"{words.count_of(len(frame), 'authority')} with more than one counted partnership",
        words.sentences(
            words.listing(some, most=FIRST_TOLD, of=len(frame)), coverage.not_placed_note(question)
        ),
    )


def describe_unmapped(frame: DataFrame, question: Question) -> ChartText:
    """Count the partnerships that no map shows."""
    some = [f"{name}: {why}" for name, why in rows(frame, "name", "why")]
    counted = int(frame["is_counted"].sum())
    part = f"{words.number(counted)} of them " if counted < len(frame) else ""
    all_the_same = f", {part}counted all the same" if counted else ""
    headline = f"{words.count_of(len(frame), 'partnership')} not on the map{all_the_same}"
    return ChartText(headline, words.sentence(words.listing(some)))


CHARTS: Final = (
    Chart(
        key="area-coverage",
        leads=AN_AUTHORITY,
        question="Which authorities have a partnership?",
        indicator="area_coverage",
        measure="Authorities by the partnerships that cover them",
        frame=coverage.mapped,
        columns=AREA_COLUMNS,
        draw=maps.coverage,
        boundaries="england",
        finder=True,
        describe=describe_map,
        blanks={"names": "[z]", "partnerships": "[z]"},
        codes={"state": words.STATES},
        sources=("register", "boundaries"),
        draws_on=("statuses", "partnership_areas"),
        empty="No authority matches.",
    ),
    Chart(
        key="coverage-by-region",
        leads=to_list(
            "authorities",
            {"region": "region_code"},
            {**{state: Cell({"coverage": [state]}) for state in STATE_PARTS}, "authorities": Cell()},
        ),
        question="Which regions are covered?",
        indicator="area_coverage",
        measure="Authorities by how they are covered",
        frame=coverage.by_region,
        columns={
            "region": "Region",
            **{state: part.name for state, part in STATE_PARTS.items()},
            "authorities": "Authorities",
        },
        draw=lambda frame: bars.stacked(frame, label="region", parts=STATE_PARTS, x_title="Authorities"),
        describe=describe_by_region,
        sources=("register", "boundaries"),
        empty="No authority matches.",
    ),
    Chart(
        key="cold-spots",
        leads=to_list("authorities", {"area": "area_code"}, {"need": Cell(count=ONE)}),
        question="Where is nobody, and need greatest?",
        indicator="cold_spots",
        measure=cold_spots_measure,
        frame=cold_spots,
        columns=cold_spots_columns,
        draw=lambda frame: bars.ranked(
            frame, label="label", value="need", x_title="", form=f",.{words.decimals_for(frame['need'])}f"
        ),
        describe=describe_cold_spots,
        added_sources={"income": need_source},
        sources=ranked_sources,
        draws_on=("partnership_areas",),
        touches=("statuses",),
        empty="No authority is without a partnership.",
    ),
    Chart(
        key="coverage-by-need",
        question="Are the neediest places covered?",
        indicator="need_gap",
        measure=by_third_measure,
        frame=by_third,
        columns={
            "third": "Authorities",
            "authorities": "Number of authorities",
            "covered": "Covered, as a whole or in part",
            "share": "Covered (%)",
            "children": "Children and young people",
            "known": "Authorities whose children are known",
            "children_low": "Children and young people covered, at least (%)",
            "children_high": "Children and young people covered, at most (%)",
        },
        rates={"share": ("covered", "authorities")},
        draw=lambda frame: bars.paired(
            frame,
            label="third",
            own=("share", "Authorities"),
            other=("children_low", "Children and young people, at least"),
            x_title="% covered",
        ),
        behind=all_of("authorities"),
        describe=describe_by_third,
        added_sources={"income": need_source},
        sources=ranked_sources,
        touches=("partnership_areas",),
        empty="Fewer than five authorities a third are too few to compare.",
    ),
    Chart(
        key="need-and-coverage",
        leads=to_list(
            "authorities",
            {},
            {
                "county": Cell(count="there", by={"county": "county"}),
                "area": Cell(count="there", by={"area": "area"}),
            },
        ),
        question="Which needy places are least covered?",
        indicator="need_gap",
        measure=by_place_measure,
        frame=by_place,
        columns=by_place_columns,
        draw=draw_by_place,
        describe=describe_by_place,
        added_sources={"income": need_source},
        sources=ranked_sources,
        touches=("partnership_areas",),
        blanks={"county": "[z]", "area": "[z]"},
        empty="Fewer than five places are too few to compare.",
    ),
    Chart(
        key="coverage-over-time",
        leads=to_list(
            "authorities",
            {"as_at": "date"},
            {
                "Whole or part": Cell({"coverage": ["part", "whole"]}, SOME),
                "Whole": Cell({"coverage": ["whole"]}, SOME),
            },
            keyed="date",
            series="series",
        ),
        question="How has coverage grown?",
        indicator="area_coverage",
        measure=lambda question: (
            "Authorities with a counted partnership at the end of each quarter, throughout on the authorities of "
            f"{vintage_at(question.on.date()).key}"
        ),
        frame=over_time,
        columns={
            "date": "Date",
            "series": "Covered",
            "value": "Authorities covered",
            "authorities": "Authorities",
        },
        calendar=True,
        draw=lambda frame: lines.over_time(frame, series="series", value="value", y_title="Authorities"),
        describe=describe_over_time,
        sources=("register", "boundaries"),
        period="history",
        empty="No authority matches.",
    ),
    Chart(
        key="overlaps",
        leads=to_partnerships({"area": "area_code"}, {"counted": Cell()}, counted=True, keyed="area_code"),
        question="Where do partnerships overlap?",
        indicator="overlap",
        measure="Authorities with more than one counted partnership",
        frame=coverage.overlaps,
        columns={
            "area_code": "Authority code",
            "area": "Authority",
            "region": "Region",
            "counted": "Counted partnerships",
            "names": "Partnerships",
        },
        describe=describe_overlaps,
        sources=("register",),
        empty="No authority has more than one counted partnership.",
    ),
    Chart(
        key="unmapped",
        question="Which partnerships does the map not show?",
        indicator="area_coverage",
        counted="partnerships of every status",
        measure="Partnerships that no authority of this date can be given to",
        frame=coverage.unmapped,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "status": "Status",
            "locality": "Locality as published",
            "why": "Why",
        },
        describe=describe_unmapped,
        sources=("register",),
        empty="Every partnership is on the map.",
    ),
)
