"""Charts about who is at the table, and who is missing."""

from operator import itemgetter
from typing import Final

import numpy as np
from pandas import DataFrame, array

from dashboard import words
from dashboard.cache import cached
from dashboard.charts.chart import Chart, ChartText, Missing
from dashboard.charts.leads import ONE, Cell, Leads, to_partnerships
from dashboard.charts.partnerships import codes
from dashboard.figures import bars, lines, matrix
from dashboard.indicators.representation import gaps, seats
from dashboard.indicators.representation.representation import named_note
from dashboard.indicators.shared.extremes import extreme, extreme_of
from dashboard.indicators.shared.intervals import Flags
from dashboard.indicators.shared.members import IS_CORE
from dashboard.indicators.shared.rates import MINIMUM
from dashboard.question import Question
from dashboard.theme import NAVY
from data.programme.programme import Programme
from data.taxonomy import CORE_GROUPS, SECTORS

KNOWN_ONLY: Final = "counted partnerships with a known membership"
ALL_FIVE: Final = "All five"
SERIES: Final = dict(sorted({**CORE_GROUPS, "all_five": ALL_FIVE}.items(), key=itemgetter(1)))
"""The lines over time by their keys, in the order of their names."""
CORE_CODES: Final = [code for code, sector in SECTORS.items() if sector.group == "core"]
CORE_LABELS: Final = [sector.label for sector in SECTORS.values() if sector.group == "core"]
NAMED, NAMED_OF_EACH = 20, 5
"""Organisations, and partnerships of one, that a text names; of the others it says how many they are."""
PARTNERSHIPS: Final = {"partnerships": bars.Part("Partnerships", NAVY)}


def sector_matrix(question: Question) -> DataFrame:
    """`seats.cells` of counted partnerships, those with fewest core groups first, and core_groups (NaN where nobody
    knows).
    """
    rows = seats.neediest_first(question)
    return seats.cells(question, rows).assign(core_groups=np.repeat(rows.core_groups, len(SECTORS)))


def active(question: Question) -> DataFrame:
    """`seats.active` of counted partnerships."""
    return seats.active(question, seats.counted(question))


def measured(question: Question) -> str:
    """What the matrix shows: all that are counted, or of very many those with the most gaps."""
    size = len(seats.counted(question))
    if size <= matrix.MOST:
        return "Every counted partnership by sector, the least complete tables first"
    return (
        f"The {matrix.MOST} least complete tables of {words.number(size)} by sector; "
        "choose a place for fewer, or see all of them in the table"
    )


def lacking(question: Question) -> DataFrame:
    """`gaps.by_sector`, core sectors first, each by how many lack it; only where any membership is known."""
    frame = gaps.by_sector(question)
    if not len(gaps.known(question)):
        return frame.iloc[:0].assign(name=array([], dtype="str"))
    order = np.lexsort((-frame["share_lacking"].to_numpy(), ~frame["rated"].to_numpy()))
    frame = frame.take(order).reset_index(drop=True)
    cells = zip(frame["label"], frame["rated"], strict=True)
    return frame.assign(name=[f"{label}{'' if rated else ' (unrated)'}" for label, rated in cells])


def groups_over_time(question: Question) -> DataFrame:
    """The share of tables with each core group, tidy: date, series, value (%), known."""
    frame = gaps.over_time(question)
    is_known = frame["known"].to_numpy() > 0
    quarter, known, *shares = (frame[key].to_numpy()[is_known] for key in ("quarter", "known", *SERIES))
    line, value = np.repeat(np.arange(len(SERIES)), len(known)), np.concatenate(shares)
    known = np.tile(known, len(SERIES))
    return DataFrame(
        {
            "date": np.tile(quarter, len(SERIES)),
            "known": known,
            "key": array([*SERIES], dtype="str").take(line),
            "value": value,
            "having": (value * known / 100).round(),
            "series": array([*SERIES.values()], dtype="str").take(line),
        }
    )


def spread(question: Question) -> DataFrame:
    """`gaps.distribution` with the code of each row, or no rows where there is no counted partnership."""
    frame = gaps.distribution(question)
    return _if_any(frame.assign(code=codes(frame["core_groups"])))


def depth(question: Question) -> DataFrame:
    """`gaps.depth_distribution` with the code of each row, or no rows where there is no counted partnership."""
    frame = gaps.depth_distribution(question)
    return _if_any(frame.assign(code=codes(frame["settings"])))


def members_sources(question: Question) -> tuple[str, ...]:
    """Where members are from: published pages, returns, or both."""
    return _members_sources(question.visible)


@cached()
def _members_sources(programme: Programme) -> tuple[str, ...]:
    facts, seats = programme.evidence, programme.memberships
    facts = facts[facts["kind"] == "membership"]
    published = {*zip(facts["partnership"], facts["value"], strict=True)}
    returned = {*zip(seats["partnership"], seats["organisation"], strict=True)} - published
    return (*(("register",) if published else ()), *(("returns",) if returned or not published else ()))


def missing(question: Question) -> Missing:
    """From how many counted tables each core sector is missing, whatever tables are asked to lack, and the orders
    of the matrix with the most gaps first, or first those without a sector, then those of which nobody knows.
    """
    every = question.with_filters(lacks=())
    numbers = (seats.presence(every, seats.counted(every))[:, IS_CORE] == seats.ABSENT).sum(axis=0)
    drawn = seats.neediest_first(question).of(np.arange(min(len(seats.counted(question)), matrix.MOST)))
    presence = seats.presence(question, drawn)[:, IS_CORE]
    rank = np.select([presence == seats.ABSENT, presence == seats.UNKNOWN], [0, 1], 2)
    gaps_first = np.argsort(-(rank == 0).sum(axis=1), kind="stable")
    each = np.argsort(rank, axis=0, kind="stable").T
    return Missing(
        sectors=tuple(zip(CORE_CODES, CORE_LABELS, numbers.tolist(), strict=True)),
        orders={
            "most core sectors missing": gaps_first.tolist(),
            **{
                f"{label} missing first": rows.tolist() for label, rows in zip(CORE_LABELS, each, strict=True)
            },
        },
    )


def describe_matrix(frame: DataFrame, question: Question) -> ChartText:
    """Count the tables, those that nobody knows, and the gaps of those that somebody knows."""
    presence = seats.presence(question, seats.neediest_first(question))
    is_unknown, size = presence == seats.UNKNOWN, len(presence)
    unknown = int(is_unknown.all(axis=1).sum())
    partly = int(is_unknown.any(axis=1).sum()) - unknown
    is_absent = presence[:, IS_CORE] == seats.ABSENT
    counts = _gaps(is_absent)
    known = size - unknown - partly
    labels, numbers = [label for label, _ in counts], np.array([float(number) for _, number in counts])
    first = extreme_of(labels, numbers) if known >= MINIMUM else None
    most = ""
    if first is not None:
        least = "most often" if len(counts) > 1 else "alone"
        are, tables = words.agree(first.number, "is"), words.number(first.value)
        most = f"; {first.names} {are} missing {least}, from {tables}"
    absent = ""
    if counts:
        each = words.listing([f"{label} {number}" for label, number in counts])
        absent = f"Core sectors absent from known tables: {each}"
    elif known:
        absent = "No core sector is known to be missing"
    elif not unknown:
        absent = named_note(question)
    nobody = f"For {words.count_of(unknown, 'counted partnership')} no source says who sits there; that is not absence"
    some = f"{words.of(known, size)} tables" if known else f"No table of {words.number(size)}"
    named = f", some members of {words.number(partly)} more are named" if partly else ""
    return ChartText(
        f"{some} {words.agree(max(known, 1), 'is')} known{named}{most}",
        words.sentences(absent, nobody if unknown else ""),
    )


def _gaps(is_absent: Flags) -> list[tuple[str, int]]:
    """The core sectors that any table lacks with how many do, the most first, then as the tables first lack them."""
    numbers, places = is_absent.sum(axis=0), is_absent.argmax(axis=0)
    order = np.lexsort((places, -numbers))
    return [(CORE_LABELS[place], int(numbers[place])) for place in order if numbers[place]]


def describe_lacking(frame: DataFrame, question: Question) -> ChartText:
    """Name the core sector that is missing most."""
    core = frame[frame["rated"].to_numpy()]
    first = extreme(core, "lacking", base="known")
    known = int(frame["known"].iloc[0])
    each = [
        f"{name} {words.of(number, known)}"
        for name, number in zip(frame["name"], frame["lacking"].tolist(), strict=True)
    ]
    size = words.count_of(known, "known table")
    few = known < MINIMUM
    headline = f"{size}: too few to say which sector is missing most"
    if first is None and not few:
        headline = f"Every core sector is missing from as many of {size}"
    if first is not None and first.value:
        are = words.agree(first.number, "is")
        headline = f"{first.names} {are} missing most often, from {words.number(first.value)} of {size}"
    design = "Extended sectors sit on some partnerships by design: their absence is no fault"
    return ChartText(headline, words.sentences(f"Lacking: {words.listing(each)}", design))


def describe_spread(frame: DataFrame, question: Question) -> ChartText:
    """State how many tables are full."""
    column, numbers = frame.columns[0], frame["partnerships"].tolist()
    known = numbers[:-1]  # the last are those of which nobody knows
    each = [f"{label}: {number}" for label, number in zip(frame["label"], numbers, strict=True)]
    everything = "all five core groups" if column == "core_groups" else "all four education settings"
    headline = f"{words.share_of(known[-1], sum(known), 'known table', 'has')} {everything}"
    return ChartText(words.capital(headline), words.sentence(words.listing(each)))


def describe_over_time(frame: DataFrame, question: Question) -> ChartText:
    """State where the shares stand now."""
    last = dict(zip(frame["series"], frame["value"].tolist(), strict=True))  # the last of each
    last = {name: last[name] for name in np.array([*last])[np.argsort([*last.values()])].tolist()}
    each = [f"{name} {words.per_cent(value)}" for name, value in last.items()]
    groups = {name: value for name, value in last.items() if name != ALL_FIVE}
    known = int(frame["known"].iloc[-1])
    size = words.number(known)
    headline = f"{words.count_of(known, 'known table')}: too few to say which core group is missing most"
    if known >= MINIMUM:
        headline = f"Each core group is at {words.per_cent(min(groups.values()))} of {size} known tables"
    shares = np.array([*groups.values()])
    lowest = extreme_of([*groups], shares, cases=np.full(len(groups), float(known)), least=True)
    if lowest is not None:
        are, share = words.agree(lowest.number, "is"), words.per_cent(lowest.value)
        headline = f"{lowest.names} {are} at {share} of {size} known tables, the least of the core groups"
    return ChartText(headline, words.sentence(words.listing(each)))


def describe_shared(frame: DataFrame, question: Question) -> ChartText:
    """Count the organisations on several partnerships."""
    few = frame.head(NAMED)
    each = [
        f"{name}: {words.first_of(names, most=NAMED_OF_EACH)}"
        for name, names in zip(few["name"], few["names"], strict=True)
    ]
    sit = f"{words.count_of(len(frame), 'organisation')} {words.agree(len(frame), 'sits')}"
    headline = f"{sit} on several counted partnerships"
    return ChartText(headline, words.sentence(words.listing(each, most=NAMED, of=len(frame))))


def describe_active(frame: DataFrame, question: Question) -> ChartText:
    """Count the tables to which every group came."""
    attending, core_groups = frame["attending"].to_numpy(), frame["core_groups"].to_numpy()
    noted, full = int((~np.isnan(attending)).sum()), int((attending >= core_groups).sum())
    headline = (
        f"At {words.of(full, noted)} tables every core group came to one of the last two meetings"
        if noted
        else "Nobody noted who came to the last meetings"
    )
    return ChartText(
        headline, words.sentence("Listed is not attending: the share counts core groups that came")
    )


def _if_any(frame: DataFrame) -> DataFrame:
    return frame if frame["partnerships"].to_numpy().any() else frame.iloc[:0]


CHARTS: Final = (
    Chart(
        key="sector-gap",
        leads=to_partnerships(
            {"lacks": "sector"},
            {
                "share_lacking": Cell(count="lacking"),
                "lacking": Cell(),
                "present": Cell({"members": ["known"]}, by={"has": "sector"}),
            },
            counted=True,
        ),
        question="Which sectors are missing?",
        indicator="sector_gap",
        measure=f"Share of {KNOWN_ONLY} that lack each sector",
        frame=lacking,
        columns={
            "label": "Sector",
            "group": "Group",
            "core_group": "Core group",
            "lacking": "Lack it",
            "present": "Have it",
            "known": "Known tables",
            "share_lacking": "Lack it (%)",
            "rated": "Core",
        },
        rates={"share_lacking": ("lacking", "known")},
        of_rates=True,
        draw=lambda frame: bars.ranked(
            frame, label="name", value="share_lacking", x_title="% of known tables", form=".0f"
        ),
        describe=describe_lacking,
        blanks={"core_group": "[z]"},
        sources=members_sources,
        draws_on=("memberships",),
        empty="No counted partnership with a known membership matches.",
    ),
    Chart(
        key="core-groups",
        leads=to_partnerships({"core_groups": "code"}, {"partnerships": Cell()}, counted=True),
        question="How complete are the tables?",
        indicator="core_groups",
        measure="Counted partnerships by how many of the five core groups are at their table",
        frame=spread,
        columns={"label": "Core groups", "partnerships": "Partnerships"},
        draw=lambda frame: bars.columns(frame, x="label", layers=PARTNERSHIPS, y_title="Partnerships"),
        describe=describe_spread,
        sources=members_sources,
        draws_on=("memberships",),
        empty="No counted partnership matches.",
    ),
    Chart(
        key="core-groups-over-time",
        question="How has membership moved?",
        indicator="fully_represented",
        measure=f"Share of {KNOWN_ONLY} with each core group, at the end of each quarter",
        frame=groups_over_time,
        columns={
            "date": "Quarter to",
            "series": "Core group",
            "having": "Tables that have it",
            "known": "Known tables",
            "value": "Tables that have it (%)",
        },
        rates={"value": ("having", "known")},
        of_rates=True,
        calendar=True,
        draw=lambda frame: lines.named(frame, y_title="% of known tables"),
        describe=describe_over_time,
        sources=members_sources,
        draws_on=("memberships",),
        period="history",
        empty="No counted partnership with a known membership matches.",
    ),
    Chart(
        key="education-depth",
        leads=to_partnerships({"settings": "code"}, {"partnerships": Cell()}, counted=True),
        question="How deep does education reach?",
        indicator="education_depth",
        measure="Counted partnerships by how many of school, Early Years, Further and Higher Education are there",
        frame=depth,
        columns={"label": "Settings", "partnerships": "Partnerships"},
        draw=lambda frame: bars.columns(frame, x="label", layers=PARTNERSHIPS, y_title="Partnerships"),
        describe=describe_spread,
        sources=members_sources,
        draws_on=("memberships",),
        empty="No counted partnership matches.",
    ),
    Chart(
        key="sector-matrix",
        leads=Leads(
            to="/partnerships",
            noun="partnership",
            into="partnership",
            anchor="members",
            every=len(SECTORS),
            cells={"presence": Cell(count=ONE)},
        ),
        question="Who sits at which table?",
        indicator="core_groups",
        measure=measured,
        frame=sector_matrix,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "region": "Region",
            "bridge": "Bridge",
            "sector_label": "Sector",
            "group": "Group",
            "presence": "Presence",
        },
        codes={"presence": {"not_applicable": "not applicable"}},
        draw=lambda frame: matrix.signs(frame, row="name", column="sector_label", value="presence"),
        least_width="46rem",
        missing=missing,
        orders={"fewest core groups": "core_groups", "name": "name", "region": "region", "bridge": "bridge"},
        describe=describe_matrix,
        sources=members_sources,
        draws_on=("memberships",),
        folds=True,
        empty="No counted partnership matches.",
    ),
    Chart(
        key="active-groups",
        question="Who comes, not only sits on the list?",
        indicator="active_core_groups",
        measure="Counted partnerships: core groups that came to one of the last two meetings, of those in membership",
        frame=active,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "region": "Region",
            "attending": "Core groups that came",
            "core_groups": "Core groups in membership",
            "share": "Share (%)",
        },
        rates={"share": ("attending", "core_groups")},
        describe=describe_active,
        sources=members_sources,
        draws_on=("memberships", "meetings"),
        folds=True,
        empty="No counted partnership matches.",
    ),
    Chart(
        key="shared-organisations",
        question="Which organisations sit on several partnerships?",
        indicator="effective_sectors",
        measure="Organisations that are members of more than one counted partnership",
        frame=gaps.shared_organisations,
        columns={
            "name": "Organisation",
            "sector": "Sector",
            "partnerships": "Partnerships",
            "names": "Which",
        },
        describe=describe_shared,
        sources=members_sources,
        draws_on=("memberships",),
        empty="No organisation sits on several counted partnerships.",
    ),
)
