"""Charts about progress toward the target."""

from bisect import bisect_right
from collections.abc import Mapping
from functools import partial
from typing import Final

from pandas import DataFrame, Series

from dashboard import words
from dashboard.charts import trajectory
from dashboard.charts.chart import Chart, ChartText
from dashboard.charts.leads import SOME, Cell, all_of, to_partnerships
from dashboard.figures import against_target, bars, lines
from dashboard.figures.plain import rows
from dashboard.filters import USUAL
from dashboard.indicators.progress import changes, delivery, growth
from dashboard.indicators.shared.rates import MINIMUM
from dashboard.question import Question
from dashboard.theme import QUIET, STATUS_COLOURS
from data.taxonomy import ENDED_STATUSES, STATUSES

ISO: Final = "Date (year, quarter, month or day)"
STATUS_PARTS: Final = {
    status: bars.Part(STATUSES[status], STATUS_COLOURS[status])
    for status in ("delivering", "established", "existing", "emerging", "prospective")
} | {"no_status": bars.Part("No status known", QUIET, ".")}


BY_STATUS: Final = {
    **{status: Cell({"status": [status]}) for status in STATUS_PARTS if status in STATUSES},
    "dormant_or_ended": Cell({"status": ENDED_STATUSES}),
    "total": Cell(),
}
"""What each column of partnerships by status adds to an address."""


def said_when(frame: DataFrame) -> DataFrame:
    """Changes with the day of each no sharper than its source: when (in words) and iso (for programs)."""
    days = rows(frame, "date", "precision")
    iso = Series([words.iso(*day) for day in days], frame.index, dtype="str")
    return frame.assign(when=[words.dated(*day) for day in days], iso=iso)


def describe_delivery(frame: DataFrame, question: Question) -> ChartText:
    """Say after how many months half have delivered, or that fewer have so far."""
    value = delivery.time_to_delivery(question)
    delivered = words.share_of(value.numerator or 0, value.denominator or 0, "partnership", "has")
    headline = (
        f"Half deliver within an estimated {words.months(value.value)} of their first meeting"
        if value.value is not None
        else f"{words.capital(delivered)} delivered so far: fewer than half, so there is no median yet"
    )
    return ChartText(headline, words.sentences(_curve_said(frame, "delivered"), value.note))


def describe_survival(frame: DataFrame, question: Question) -> ChartText:
    """Say how many are still counted two years after they were first counted."""
    value = delivery.survival(question)
    headline = (
        f"An estimated {words.per_cent(value.value)} ({words.number(value.low)} to {words.per_cent(value.high)}) are "
        "still counted two years after first being counted"
        if value.value is not None
        else "Nobody has been followed for 24 months since being counted"
    )
    return ChartText(headline, words.sentences(_curve_said(frame, "still counted"), value.note))


def describe_by_region(frame: DataFrame, question: Question) -> ChartText:
    """Name the regions with most and with fewest counted partnerships; all that are equal, none where all are."""
    named = sorted(rows(frame, frame.columns[1], "counted", "total"), key=lambda row: -row[1])
    each = [f"{name} {words.of(counted, total) if total else 'none'}" for name, counted, total in named]
    return ChartText(
        _most_and_fewest({name: counted for name, counted, _ in named}),
        words.sentence("Counted partnerships of all on the register: " + words.listing(each)),
    )


def describe_changes(frame: DataFrame, question: Question) -> ChartText:
    """Count what changed."""
    some = [f"{name} {what}" for name, what in rows(frame, "name", "what")]
    headline = f"{words.count_of(len(frame), 'change')} of status in the last quarter"
    return ChartText(headline, words.sentence(words.listing(some, most=8)))


def _curve_said(frame: DataFrame, what: str) -> str:
    """A curve at each year: the share, its interval, and how many were followed so long."""
    points = rows(frame, "months", "share", "low", "high")
    months = [point[0] for point in points]
    each = []
    for year in range(lines.YEAR, int(months[-1]) + 1, lines.YEAR):
        _, share, low, high = points[bisect_right(months, year) - 1]
        ends = f"{words.number(low)} to {words.per_cent(high)}"
        each.append(f"{words.per_cent(share)} after {year} months ({ends})")
    return f"{words.sentence(what).rstrip('.')}: {words.listing(each)}" if each else ""


def _most_and_fewest(counted: Mapping[str, int]) -> str:
    """Who has the most and who the fewest, of names with their counts in the order of these."""
    most, fewest = max(counted.values()), min(counted.values())
    if not most:
        return "No partnership is counted"
    if len(counted) == 1:
        return f"{next(iter(counted))} has {words.count_of(most, 'counted partnership')}"
    if most == fewest:
        return f"Each has {words.count_of(most, 'counted partnership')}"
    if sum(counted.values()) < MINIMUM:
        some = [f"{name} {count}" for name, count in counted.items() if count]
        return f"Counted partnerships: {words.listing(some)}"
    first, last = ([name for name, count in counted.items() if count == end] for end in (most, fewest))
    have = words.agree(len(first), "has")
    return (
        f"{words.listing(first, most=3)} {have} the most counted partnerships, {most}; "
        f"{words.listing(last, most=3)} the fewest, {fewest}"
    )


CURVE: Final = {
    "months": "Months",
    "at_risk": "Followed until then",
    "ended": "Ended then",
    "censored": "Last known then",
    "share": "Estimate (%)",
    "low": "Low, 95 % interval (%)",
    "high": "High, 95 % interval (%)",
}
OF_COURSES: Final = partial(
    Chart,
    columns=CURVE,
    sources=("register", "returns"),
    draws_on=("returns",),
    touches=("partnerships", "statuses", "meetings", "activities"),
    period="history",
    empty="Too few to report: fewer than five partnerships have been followed.",
)
"""A chart of a duration that has not ended for all."""

CHARTS: Final = (
    OF_COURSES(
        key="time-to-delivery",
        question="How long does it take until a partnership delivers?",
        indicator="time_to_delivery",
        measure="Partnerships that have delivered (%) by months since their first meeting, Kaplan-Meier estimate with "
        "95 % interval; below the years, how many had not delivered and were still followed",
        frame=delivery.to_delivery,
        draw=lambda frame: lines.estimate(
            frame,
            x_title="Months since the first meeting;\nbelow, partnerships still followed",
            y_title="Have delivered (%)",
        ),
        behind=all_of("courses", curve=("delivery",)),
        describe=describe_delivery,
        counted="partnerships of every status with a known first meeting and records",
    ),
    OF_COURSES(
        key="survival",
        question="Do partnerships last?",
        indicator="survival",
        measure="Partnerships still counted (%) by months since first counted, Kaplan-Meier estimate with 95 % "
        "interval; below the years, how many were still counted and followed",
        frame=delivery.still_counted,
        draw=lambda frame: lines.estimate(
            frame,
            x_title="Months since first counted;\nbelow, partnerships still followed",
            y_title="Still counted (%)",
        ),
        behind=all_of("courses", curve=("counted",)),
        describe=describe_survival,
    ),
    Chart(
        key="trajectory",
        leads=to_partnerships(
            {"as_at": "date"},
            {"proved": Cell({"illustrative": ["hide"]}, SOME), "illustrative": Cell(count=SOME)},
            counted=True,
            keyed="date",
            series="series",
        ),
        question="Are we on course for 50 partnerships?",
        indicator="forecast",
        measure="Partnerships proved to be counted, and possible at most, at the end of each quarter",
        frame=trajectory.frame,
        columns={
            "date": "Date",
            "series": "Series",
            "value": "Partnerships",
            "low": "Low",
            "high": "High",
            "illustrative": "Of which rest on illustrative rows",
            "first_day": "First day of the period",
            "label": "Note",
            "is_illustrative": "Illustrative",
        },
        calendar=True,
        draw=against_target.trajectory,
        speaks_of_published=True,
        describe=trajectory.describe,
        blanks=dict.fromkeys(("first_day", "low", "high", "label", "illustrative"), "[z]"),
        sources=("register", "targets", "published"),
        draws_on=("statuses",),
        period="history",
        empty="No partnership matches.",
    ),
    Chart(
        key="by-region",
        leads=to_partnerships({"region": "region_code"}, BY_STATUS),
        question="Where are the partnerships?",
        indicator="established",
        counted=f"{USUAL}; the bars show all on the register, each once",
        measure="Partnerships by status, each counted once, in the region where most of its authorities lie",
        frame=growth.by_region,
        columns={
            "region": "Region",
            "delivering": "Delivering",
            "established": "Established",
            "existing": "Existing, status not stated",
            "emerging": "Emerging",
            "prospective": "Prospective",
            "dormant_or_ended": "Dormant, merged or closed",
            "no_status": "No status known at this date",
            "counted": "Counted",
            "total": "All on the register",
        },
        draw=lambda frame: bars.stacked(frame, label="region", parts=STATUS_PARTS, x_title="Partnerships"),
        describe=describe_by_region,
        sources=("register",),
        empty="No partnership matches.",
    ),
    Chart(
        key="changes",
        question="What changed in the last quarter?",
        indicator="net_change",
        counted="changes of status of all partnerships on the register",
        measure="Changes of status in the three months to the as-at date",
        frame=changes.status_changes,
        columns={
            "when": "Date",
            "partnership": "Partnership (key)",
            "name": "Partnership",
            "what": "What changed",
            "iso": ISO,
            "is_illustrative": "Illustrative",
        },
        describe=describe_changes,
        sources=("register",),
        empty="No status changed in the last quarter.",
    ),
)
