"""The table of all partnerships, and the charts about one of them."""

from typing import Final

from pandas import DataFrame

from dashboard import words
from dashboard.asked import Asked
from dashboard.catalogue.coverage import by_area
from dashboard.chart import Chart, Words
from dashboard.figures import bars, maps, timeline
from dashboard.filters import Filters
from dashboard.indicators import partnerships, profiles
from dashboard.indicators.selection import anywhere
from data.programme import Programme
from data.taxonomy import COVERAGES


def areas_of(programme: Programme, filters: Filters, slug: str) -> DataFrame:
    """The region around one partnership: its own authorities whole or part, all others as background.

    Columns as `catalogue.coverage.by_area`; `state` says what this partnership covers, not what others do.
    """
    own = profiles.profile(programme, slug, filters).areas.set_index("area_code")["coverage"]
    frame = by_area(programme, anywhere(filters))
    mine = frame["area_code"].isin(own.index)
    around = frame["region_code"].isin(frame.loc[mine, "region_code"]) if mine.any() else mine
    states = {label: state for state, label in COVERAGES.items()}
    state = frame["area_code"].map(own).map(states).fillna("none")
    return frame.assign(state=state)[around].reset_index(drop=True)


def spells_of(programme: Programme, filters: Filters, slug: str) -> DataFrame:
    """Dated status history: status (label), from_date, to_date, until, precision, when (words), source.

    A status published without a date has no spell.
    """
    frame = profiles.profile(programme, slug, filters).statuses
    on, ends = filters.on(programme), frame["to_date"]
    until = ends.where(ends < on, on)
    return frame.assign(until=until)[frame["from_date"].notna()].reset_index(drop=True)


def levers_of(programme: Programme, filters: Filters, slug: str) -> DataFrame:
    """Activities of one partnership in the window by primary lever: lever, label, activities."""
    frame = profiles.profile(programme, slug, filters).levers
    return frame if frame["activities"].sum() else frame.iloc[:0]


def say_table(frame: DataFrame, asked: Asked) -> Words:  # noqa: ARG001
    """Count the partnerships by status."""
    counts = frame["status"].value_counts()
    parts = [f"{count} {str(status).lower()}" for status, count in counts.items()]
    return Words(f"{words.count_of(len(frame), 'partnership')}: {words.listing(parts)}", "")


def say_areas(frame: DataFrame, asked: Asked) -> Words:  # noqa: ARG001
    """Name the authorities covered, whole and part."""
    whole, part = (frame.loc[frame["state"] == state, "area"].tolist() for state in ("whole", "part"))
    places = [*whole, *(f"part of {area}" for area in part)]
    return Words(f"Covers {words.listing(places, most=4)}", words.sentence(f"Covers {words.listing(places)}"))


def say_spells(frame: DataFrame, asked: Asked) -> Words:  # noqa: ARG001
    """Name the present status and since when."""
    last = frame.iloc[-1]
    each = [
        f"{row['status']} from {words.dated(row['from_date'], row['precision'])}"
        for _, row in frame.iterrows()
    ]
    return Words(
        f"{last['status']} since {words.dated(last['from_date'], last['precision'])}",
        words.sentence(words.listing(each)),
    )


def say_levers(frame: DataFrame, asked: Asked) -> Words:  # noqa: ARG001
    """Count activities by lever; context, never a judgement."""
    total = int(frame["activities"].sum())
    each = [f"{row['label']} {row['activities']}" for _, row in frame.iterrows()]
    return Words(
        f"{words.count_of(total, 'activity')} in the period, by primary lever",
        words.sentence(words.listing(each)),
    )


CHARTS: Final = (
    Chart(
        key="partnerships",
        question="Which partnerships are there?",
        indicator="established",
        measure="Every partnership on the register that the filters leave",
        frame=partnerships.table,
        columns={
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "status": "Status",
            "since": "Since",
            "region": "Region",
            "bridge": "Bridge",
            "area_names": "Authorities",
            "core_groups": "Core groups (of 5)",
            "last_meeting": "Last meeting",
            "is_illustrative_status": "Status illustrative",
        },
        describe=say_table,
        sources=("register", "returns"),
        draws_on=("partnerships", "statuses"),
        empty="No partnership matches.",
    ),
    Chart(
        key="partnership-area",
        question="Where does it work?",
        indicator="area_coverage",
        measure="Authorities this partnership covers, in its region",
        frame=areas_of,
        columns={
            "area_code": "Authority code",
            "area": "Authority",
            "region": "Region",
            "state": "Covered by this partnership",
        },
        draw=lambda frame, boundaries: maps.one_place(frame, boundaries=boundaries),
        boundaries="detail",
        describe=say_areas,
        sources=("register", "boundaries"),
        draws_on=("partnership_areas",),
        subject="needed",
        empty="No source itemises the authorities this partnership covers.",
    ),
    Chart(
        key="partnership-status",
        question="How did its status change?",
        indicator="established",
        measure="Status over time; hatched bars are illustrative",
        frame=spells_of,
        columns={
            "status": "Status",
            "from_date": "From",
            "to_date": "To",
            "precision": "Precision",
            "source": "Source",
            "is_illustrative": "Illustrative",
        },
        draw=timeline.spells,
        describe=say_spells,
        sources=("register",),
        subject="needed",
        period="history",
        empty="Its status is published without a date.",
    ),
    Chart(
        key="partnership-levers",
        question="Which levers does it pull?",
        indicator="lever_mix",
        measure="Activities by primary lever; context, not a judgement",
        frame=levers_of,
        columns={"label": "Lever", "activities": "Activities"},
        draw=lambda frame: bars.ranked(frame, label="label", value="activities", x_title="Activities"),
        describe=say_levers,
        sources=("returns",),
        draws_on=("activities",),
        subject="needed",
        period="window",
        empty="No activity reported in this period.",
    ),
)
